"""Reads a file as data with the place of everything in it: JSON where its name says so, and YAML otherwise."""

from __future__ import annotations

from pathlib import Path

from mcaudit.reading.parsing.json_text import json_as_yaml
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.text import Text, read_text


def read_file(path: Path, *, of: str = "profile") -> Document:
    """Read a file that should hold a thing of a kind (`of`); raise InputError where it cannot be read."""
    return document_of(read_text(path, of=of))


def document_of(text: Text) -> Document:
    """Return a text as data, as JSON where its name says so; raise InputError where it cannot be parsed."""
    return read_document(json_as_yaml(text) if text.path.lower().endswith(".json") else text)
