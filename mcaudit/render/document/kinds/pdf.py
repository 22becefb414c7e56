"""One PDF to sign, publish and keep: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from mcaudit.media.faces import font_faces
from mcaudit.media.glyphs import shown
from mcaudit.media.pdf import pdf_of
from mcaudit.model import Audit
from mcaudit.render.document.content import content_of
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.html import printable_html_of

SUMMARY = "one file to sign, publish and keep"


def render(audit: Audit, depth: Depth) -> bytes:
    """Return an audit as a PDF; raise OutputError where Pango is not installed."""
    return pdf_of(printable_html_of(content_of(audit, depth), font_faces(), shown))
