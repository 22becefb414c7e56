"""The looks of every page: its style on a screen and on paper, its icons, and the policy that lets in nothing else."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from markupsafe import Markup

from mcaudit.looks import LOOKS, Look

_COLOR = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6});")
_LOOKED_UP = re.compile(r"var\((--[a-z-]+)\)")


def screen_style(own: str = "") -> str:
    """Return the style of a page in a browser; `own` is what another kind of page has besides."""
    return f"{_screen_style()}\n{own}" if own else _screen_style()


def paper_style(faces: str, own: str = "") -> str:
    """Return the style of a page on paper; `own` is what another kind of page has besides."""
    return "\n".join((faces, _plainly(file("base.css") + _icons("light") + file("paper.css") + own)))


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
    dark = f"@media (prefers-color-scheme: dark) {{\n{_icons('dark')}\n}}"
    return "\n".join((file("base.css"), _icons("light"), file("screen.css"), dark))


@cache
def _plainly(style: str) -> str:
    """Return a style with its colors written out: to look them up for every element takes a layout longer."""
    colors = dict(_COLOR.findall(style))
    return _LOOKED_UP.sub(lambda match: colors[match[1]], style)


def _icons(theme: Literal["light", "dark"]) -> str:
    """Return the rules that put an icon before a status: a status is never shown by color alone."""
    rule = '.pill.{} {{ padding-left: 1.6em; background-image: url("{}"); }}'
    return "\n".join(
        rule.format(css_class(look), _icon(of.stroke, getattr(of, theme))) for look, of in LOOKS.items() if of.stroke
    )


def css_class(look: Look) -> str:
    """Return the name that style sheets know a look by."""
    return look.value.replace("_", "-")


def _icon(stroke: str, color: str) -> str:
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<path d="{stroke}" fill="none" stroke="{color}" stroke-width="2.2"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


@cache
def file(name: str) -> str:
    """Return a style sheet of ours."""
    return (files("mcaudit.media") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
