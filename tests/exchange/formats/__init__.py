"""Formats of `check`."""
