"""Sets a comparison: for a screen, as HTML and PDF, as a workbook, and for programs."""
