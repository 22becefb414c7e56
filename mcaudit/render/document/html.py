"""Sets a document as HTML: one file that loads nothing, and the same words for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.media.page import section_of
from mcaudit.media.plain import plain
from mcaudit.media.style import file, head_of, paper_style, screen_style
from mcaudit.model import Edition, Status
from mcaudit.render.document.content import Content
from mcaudit.render.document.depth import Depth
from mcaudit.render.document.values import link
from mcaudit.terms.ranges import stretches
from mcaudit.terms.words import STATUS

_TEMPLATES = "mcaudit.render.document"
_OF_DEPTH = {Depth.SUMMARY: "short", Depth.FULL: "full"}
KINDS = {
    Depth.SUMMARY: "Summary of the audit",
    Depth.FULL: "Audit",
}


def html_of(content: Content) -> str:
    """Return a document as one HTML file that loads nothing from anywhere."""
    return _set(content, None, printed=False, style=screen_style(_own(content, "screen")), script=_script())


def printable_html_of(content: Content, faces: str, shown: Callable[[str], str]) -> str:
    """Return a document as HTML for paper: `faces` declares its fonts, `shown` spells what they lack."""
    return _set(content, shown, printed=True, style=paper_style(faces, _own(content, "paper")), script="")


def _own(content: Content, medium: str) -> str:
    """Return the style of what is made of blocks; empty where nothing is."""
    return file("blocks.css") + file(f"blocks-{medium}.css") if content.changes else ""


def _set(content: Content, shown: Callable[[str], str] | None, *, printed: bool, style: str, script: str) -> str:
    template = environment(shown).get_template(f"{_OF_DEPTH[content.depth]}.html.j2")
    anchors = _anchors(content.audit.edition) if content.depth is Depth.FULL else {}
    changes = content.changes and section_of(content.changes, anchors, printed=printed, spelled=shown or str)
    return template.render(
        c=content,
        kind=KINDS[content.depth],
        changes=changes,
        anchors=anchors,
        printed=printed,
        words=STATUS,
        statuses=list(Status),
        link=link,
        **head_of(style, script),
    )


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
def _script() -> str:
    return (files(_TEMPLATES) / "templates" / "report.js").read_text(encoding="utf-8")


def _anchors(edition: Edition) -> Mapping[str, Any]:
    """Return where in a full document each subcomponent, criterion and group stands."""
    anchors: dict[str, str] = {}
    for sub in edition.subcomponents:
        anchors[sub.id] = sub.id
        anchors.update((criterion.id, criterion.id) for criterion in sub.criteria)
        anchors.update((group.id, sub.id) for group in sub.groups)
    return anchors
