"""Feedback as one HTML file that loads nothing."""

from __future__ import annotations

from mcaudit.media.plain import utf8
from mcaudit.model.feedback import Feedback
from mcaudit.render.feedback.html import html_of
from mcaudit.render.report import View

SUMMARY = "one page for a browser, which loads nothing"


def render(feedback: Feedback, view: View) -> bytes:
    """Return feedback as an HTML file; `view` changes nothing in it."""
    return utf8(html_of(feedback))
