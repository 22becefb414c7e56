"""Markdown, for a pull request or a wiki."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model import Audit
from mcaudit.render.document.content import content_of
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.markdown import markdown_of

SUMMARY = "text for a pull request or a wiki"


def render(audit: Audit, depth: Depth) -> bytes:
    """Return an audit as Markdown."""
    return utf8(markdown_of(content_of(audit, depth)))
