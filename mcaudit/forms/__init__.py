"""The pages and workbooks that people fill in."""
