"""A comparison as one HTML file that loads nothing, to read, to sort and to filter."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model.comparison import Comparison
from mcaudit.render.comparison.html import html_of
from mcaudit.terms.run import View

SUMMARY = "one page for a browser, which loads nothing"
TEXT = False


def render(comparison: Comparison, view: View) -> bytes:
    """Return a comparison as an HTML file; `view` changes nothing in it."""
    return utf8(html_of(comparison))
