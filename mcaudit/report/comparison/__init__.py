"""A comparison of micro-credentials: as a document, as a workbook, and as one table for programs."""
