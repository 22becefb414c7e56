"""Writes a report as one PDF to print, send, and keep: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from mcaudit.blocks import Document
from mcaudit.looks import View
from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.media.page import page_of
from mcaudit.media.pdf import pdf_of
from mcaudit.media.style import file, paper_style

_ON_ITS_SIDE = "@page { size: letter landscape; margin: 13mm 12mm 14mm; }\n"


def write(document: Document, view: View) -> bytes:
    """Return a document as a PDF; raise OutputError where Pango is not installed."""
    own = file("blocks.css") + file("blocks-paper.css") + (_ON_ITS_SIDE if document.is_wide else "")
    style = paper_style(font_faces(), own)
    return pdf_of(page_of(document, style=style, printed=True, spelled=shown))
