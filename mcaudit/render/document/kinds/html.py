"""One HTML file that loads nothing, for a browser, an agency's site or a mail."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model import Audit
from mcaudit.render.document.content import content_of
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.html import html_of

SUMMARY = "one page for a browser, which loads nothing"


def render(audit: Audit, depth: Depth) -> bytes:
    """Return an audit as an HTML file."""
    return utf8(html_of(content_of(audit, depth)))
