"""Reads what providers send back: forms, workbooks, and tables of statements."""
