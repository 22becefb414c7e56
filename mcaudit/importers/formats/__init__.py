"""One module for each published format: it recognizes the format's data, and drafts a profile from it."""
