"""Sets feedback to the owners of the criteria: in short for a screen, as HTML and PDF, and for programs."""
