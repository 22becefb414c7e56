"""The output formats: each module here is one, under its own name."""
