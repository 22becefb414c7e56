"""Sets a document as Markdown (GitHub's), in which no text of a profile can become markup."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.media.markup import escaped
from mcaudit.media.writers.markdown import section_text
from mcaudit.render.document.content import Content
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.html import KINDS
from mcaudit.render.document.values import link
from mcaudit.terms.words import STATUS

_OF_DEPTH = {Depth.SUMMARY: "short", Depth.FULL: "full"}
_UNSAFE_IN_LINK = re.compile(r"[()\s<>\\]")


def markdown_of(content: Content) -> str:
    """Return a document as Markdown that ends in a line end."""
    template = _environment().get_template(f"{_OF_DEPTH[content.depth]}.md.j2")
    changes = Markup(section_text(content.changes)) if content.changes else ""  # noqa: S704  escaped for Markdown
    text = template.render(c=content, kind=KINDS[content.depth], words=STATUS, changes=changes)
    spaced = re.sub(r"(?<=[^\n])\n(?=#{1,4} )", "\n\n", text)
    return re.sub(r"\n{3,}", "\n\n", spaced).strip() + "\n"


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
