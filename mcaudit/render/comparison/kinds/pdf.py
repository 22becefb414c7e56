"""A comparison as one PDF for the table of a meeting: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.media.pdf import pdf_of
from mcaudit.model.comparison import Comparison
from mcaudit.render.comparison.html import printable_html_of
from mcaudit.terms.run import View

SUMMARY = "one file to print, publish and keep"
TEXT = False


def render(comparison: Comparison, view: View) -> bytes:
    """Return a comparison as a PDF; raise OutputError where Pango is not installed."""
    return pdf_of(printable_html_of(comparison, font_faces(), shown))
