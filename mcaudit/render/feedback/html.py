"""Sets feedback as HTML: one file that loads nothing and needs no script, and the same words for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from mcaudit.media.style import head_of, paper_style, screen_style
from mcaudit.model.feedback import Feedback
from mcaudit.render.document.html import environment
from mcaudit.render.feedback.page import page_of

_PACKAGE = "mcaudit.render.feedback"


def html_of(feedback: Feedback) -> str:
    """Return feedback as one HTML file that loads nothing from anywhere."""
    return _set(feedback, None, printed=False, style=screen_style(_file("tables.css") + _file("screen.css")))


def printable_html_of(feedback: Feedback, faces: str, shown: Callable[[str], str]) -> str:
    """Return feedback as HTML for paper: `faces` declares its fonts, `shown` spells what they lack."""
    return _set(feedback, shown, printed=True, style=paper_style(faces, _file("tables.css") + _file("paper.css")))


def _set(feedback: Feedback, shown: Callable[[str], str] | None, *, printed: bool, style: str) -> str:
    template = environment(shown, _PACKAGE).get_template("feedback.html.j2")
    anchors = {each.criterion.id: each.criterion.id for each in feedback.criteria}
    return template.render(p=page_of(feedback), printed=printed, anchors=anchors, **head_of(style, ""))


@cache
def _file(name: str) -> str:
    return (files(_PACKAGE) / "templates" / name).read_text(encoding="utf-8")
