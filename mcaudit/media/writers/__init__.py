"""The media that reports are written in: each module here is one, and `write` returns a document in it."""
