"""Sets a comparison as HTML: one file that loads nothing, and the same words for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from mcaudit.media.plain import plain
from mcaudit.media.style import file, head_of, paper_style, screen_style
from mcaudit.model.comparison import Comparison
from mcaudit.render.comparison.page import page_of
from mcaudit.render.document.html import environment

_PACKAGE = "mcaudit.render.comparison"


def html_of(comparison: Comparison) -> str:
    """Return a comparison as one HTML file that loads nothing from anywhere."""
    style = screen_style(file("blocks.css") + _file("tables.css") + _file("screen.css"))
    return _set(comparison, None, printed=False, style=style, script=_file("comparison.js"))


def printable_html_of(comparison: Comparison, faces: str, shown: Callable[[str], str]) -> str:
    """Return a comparison as HTML for paper: `faces` declares its fonts, `shown` spells what they lack."""
    style = paper_style(faces, file("blocks.css") + _file("tables.css") + _file("paper.css"))
    return _set(comparison, shown, printed=True, style=style, script="")


def _set(comparison: Comparison, shown: Callable[[str], str] | None, *, printed: bool, style: str, script: str) -> str:
    def clean(text: str) -> str:
        return shown(plain(text)) if shown else plain(text)

    template = environment(shown, _PACKAGE).get_template("comparison.html.j2")
    page = page_of(comparison, clean, printed=printed)
    return template.render(p=page, printed=printed, anchors={}, **head_of(style, script))


@cache
def _file(name: str) -> str:
    return (files(_PACKAGE) / "templates" / name).read_text(encoding="utf-8")
