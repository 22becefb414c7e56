"""Feedback to the owners of the criteria: as a document, and as a table."""
