"""Writes feedback to the owners of the criteria for programs."""
