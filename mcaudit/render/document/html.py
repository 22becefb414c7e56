"""Sets a document as HTML: one file that loads nothing, and the same words for paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.model import Edition, Status
from mcaudit.render.document.content import Content
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.summary import stretches
from mcaudit.render.document.values import link
from mcaudit.render.plain import plain
from mcaudit.render.words import STATUS

_TEMPLATES = "mcaudit.render.document"
_OF_DEPTH = {Depth.SUMMARY: "short", Depth.FINDINGS: "findings", Depth.FULL: "full"}
KINDS = {
    Depth.SUMMARY: "Summary of the audit",
    Depth.FINDINGS: "Findings of the audit",
    Depth.FULL: "Audit",
}
_COLOR = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6});")
_LOOKED_UP = re.compile(r"var\((--[a-z-]+)\)")
_STROKES = {
    "met": "M2 9l4 4 8-10",
    "partly-met": "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
    "unsupported": "M8 2v7M8 12v2",
    "awaiting-review": "M8 4v4l3 2M8 1.5a6.5 6.5 0 1 0 .01 0z",
    "not-stated": "M6 2.3a6 6 0 0 1 4 0M13.7 6a6 6 0 0 1 0 4M10 13.7a6 6 0 0 1-4 0M2.3 10a6 6 0 0 1 0-4",
    "not-met": "M3 3l10 10M13 3L3 13",
    "not-applicable": "M3 8h10",
    "waived": "M3 13L13 3M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
}
"""The mark of each status, drawn on a field of 16 by 16: a status is never shown by color alone."""
_LIGHT = {
    "met": "#1b6b3a",
    "partly-met": "#6e4b00",
    "unsupported": "#8a3f00",
    "awaiting-review": "#0f4f7d",
    "not-stated": "#565e69",
    "not-met": "#a61b1b",
    "not-applicable": "#454d57",
    "waived": "#563286",
}
_DARK = {
    "met": "#8fdcab",
    "partly-met": "#f2cd7d",
    "unsupported": "#ffb98a",
    "awaiting-review": "#9dd0f5",
    "not-stated": "#aab4c1",
    "not-met": "#ffb0b0",
    "not-applicable": "#c3ccd7",
    "waived": "#d3bdf5",
}


def html_of(content: Content) -> str:
    """Return a document as one HTML file that loads nothing from anywhere."""
    return _set(content, None, printed=False, style=screen_style(), script=_file("report.js"))


def printable_html_of(content: Content, faces: str, shown: Callable[[str], str]) -> str:
    """Return a document as HTML for paper: `faces` declares its fonts, `shown` spells what they lack."""
    return _set(content, shown, printed=True, style=paper_style(faces), script="")


def screen_style(own: str = "") -> str:
    """Return the style of a page in a browser; `own` is what another kind of page has besides."""
    return f"{_screen_style()}\n{own}" if own else _screen_style()


def paper_style(faces: str, own: str = "") -> str:
    """Return the style of a page on paper; `own` is what another kind of page has besides."""
    return "\n".join((faces, _plainly(_file("base.css") + _icons(_LIGHT) + _file("paper.css") + own)))


def head_of(style: str, script: str) -> Mapping[str, Markup]:
    """Return a page's style and script, and the hashes by which its own policy lets them in and nothing else."""
    return {
        "style": _ours(style),
        "script": _ours(script),
        "style_hash": _ours(_hash(style)),
        "script_hash": _ours(_hash(script)),
    }


def _set(content: Content, shown: Callable[[str], str] | None, *, printed: bool, style: str, script: str) -> str:
    template = environment(shown).get_template(f"{_OF_DEPTH[content.depth]}.html.j2")
    return template.render(
        c=content,
        kind=KINDS[content.depth],
        anchors=_anchors(content.audit.edition) if content.depth is Depth.FULL else {},
        printed=printed,
        words=STATUS,
        statuses=list(Status),
        link=link,
        **head_of(style, script),
    )


def _ours(text: str) -> Markup:
    """Return text of our own files, never a profile's, as it is."""
    return Markup(text)  # noqa: S704


@cache
def environment(shown: Callable[[str], str] | None, package: str = _TEMPLATES) -> Environment:
    """Return an environment in which every text is freed of what cannot be seen, spelt by `shown`, and escaped.

    Its templates are those of `package`, and those of documents where that has none of the name. It is kept with the
    templates that it has compiled, which takes longer than to set a document.
    """

    def clean(text: str) -> str:
        return shown(plain(text)) if shown else plain(text)

    environment = Environment(
        loader=ChoiceLoader([_loader(package), _loader(_TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["stretched"] = stretches
    return environment


@cache
def _loader(package: str) -> PackageLoader:
    return PackageLoader(package)


@cache
def _screen_style() -> str:
    dark = f"@media (prefers-color-scheme: dark) {{\n{_icons(_DARK)}\n}}"
    return "\n".join((_file("base.css"), _icons(_LIGHT), _file("screen.css"), dark))


@cache
def _plainly(style: str) -> str:
    """Return a style with its colors written out: to look them up for every element takes a layout longer."""
    colors = dict(_COLOR.findall(style))
    return _LOOKED_UP.sub(lambda match: colors[match[1]], style)


def _icons(colors: Mapping[str, str]) -> str:
    return "\n".join(
        f'.pill.{name}::before {{ background-image: url("{_icon(_STROKES[name], color)}"); }}'
        for name, color in colors.items()
    )


def _icon(stroke: str, color: str) -> str:
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<path d="{stroke}" fill="none" stroke="{color}" stroke-width="2.2"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


@cache
def _file(name: str) -> str:
    return (files(_TEMPLATES) / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


def _anchors(edition: Edition) -> Mapping[str, Any]:
    """Return where in a full document each subcomponent, criterion and group stands."""
    anchors: dict[str, str] = {}
    for sub in edition.subcomponents:
        anchors[sub.id] = sub.id
        anchors.update((criterion.id, criterion.id) for criterion in sub.criteria)
        anchors.update((group.id, sub.id) for group in sub.groups)
    return anchors
