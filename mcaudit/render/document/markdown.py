"""Sets a document as Markdown (GitHub's), in which no text of a profile can become markup."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.render.document.content import Content
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.html import KINDS
from mcaudit.render.document.values import link
from mcaudit.render.plain import plain
from mcaudit.render.words import STATUS

_OF_DEPTH = {Depth.SUMMARY: "short", Depth.FINDINGS: "findings", Depth.FULL: "full"}
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&!^]")
_OPENING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
"""What makes a list or a heading of a line that it opens."""
_CALLS = re.compile(r"(?i)(?<=[a-z]):(?=[^\s/])|/(?=/)|(?<=www)\.|@|#(?=\d)|(?<=\bgh)-(?=\d)")
"""Where a viewer sees an address, a message to somebody of that name, or another text's number.

An address begins wherever it likes: `_http://` and `1http://` are links to some viewers, `//` is to others.
"""
_KEPT_APART = "<!-- -->"
"""What nobody sees, and no viewer takes for part of an address."""
_UNSAFE_IN_LINK = re.compile(r"[()\s<>\\]")


def markdown_of(content: Content) -> str:
    """Return a document as Markdown that ends in a line end."""
    template = _environment().get_template(f"{_OF_DEPTH[content.depth]}.md.j2")
    text = template.render(c=content, kind=KINDS[content.depth], words=STATUS)
    spaced = re.sub(r"(?<=[^\n])\n(?=#{1,4} )", "\n\n", text)
    return re.sub(r"\n{3,}", "\n\n", spaced).strip() + "\n"


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, a link, or a call to somebody."""
    marked = _MARKS.sub(lambda match: f"\\{match.group()}", plain(text))
    marked = _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)
    return _CALLS.sub(lambda match: f"{match.group()}{_KEPT_APART}", marked)


def _link(url: str) -> Markup:
    """Return a link that shows its own address."""
    target = _UNSAFE_IN_LINK.sub(lambda match: f"%{ord(match.group()):02X}", link(url)).replace("&", "&amp;")
    return Markup(f"[{escaped(url)}](<{target}>)") if target else Markup(escaped(url))  # noqa: S704  both are escaped


def _finished(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(escaped(value))  # noqa: S704  escaped for Markdown, where HTML's way would show
    return value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mcaudit.render.document"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finished,
    )
    environment.filters["address"] = _link
    return environment
