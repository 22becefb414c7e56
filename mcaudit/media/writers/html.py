"""Writes a report as one HTML file that loads nothing."""

from __future__ import annotations

from mcaudit.blocks import Document
from mcaudit.looks import View
from mcaudit.media.page import page_of
from mcaudit.media.plain import utf8
from mcaudit.media.style import file, screen_style


def write(document: Document, view: View) -> bytes:
    """Return a document as an HTML file; `view` changes nothing in it."""
    style = screen_style(file("blocks.css") + file("blocks-screen.css"))
    return utf8(page_of(document, style=style, printed=False))
