"""Writes what reports are made of for one medium each: a terminal, Markdown, HTML, PDF, a workbook, CSV."""
