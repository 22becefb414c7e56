"""Feedback as one PDF to send and to keep: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.media.pdf import pdf_of
from mcaudit.model.feedback import Feedback
from mcaudit.render.feedback.html import printable_html_of
from mcaudit.render.report import View

SUMMARY = "one file to print, send and keep"


def render(feedback: Feedback, view: View) -> bytes:
    """Return feedback as a PDF; raise OutputError where Pango is not installed."""
    return pdf_of(printable_html_of(feedback, font_faces(), shown))
