"""The audit as a document: HTML, PDF and Markdown from the same content."""
