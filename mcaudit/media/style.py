"""The looks of every page: its style on a screen and on paper, its icons, and the policy that lets in nothing else."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

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


def _ours(text: str) -> Markup:
    """Return text of our own files, never a profile's, as it is."""
    return Markup(text)  # noqa: S704


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
    return (files("mcaudit.media") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
