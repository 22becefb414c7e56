"""Sets the pages that people fill in offline: every text is freed of what cannot be seen, and escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.media.plain import plain, utf8
from mcaudit.media.style import head_of, screen_style
from mcaudit.version import __version__

_SHARED = "mcaudit.forms"


def form_page(package: str, name: str, script: str, data: Mapping[str, Any], **values: object) -> bytes:
    """Return a page of a package, such as `worksheet` (its template, and its style), as one file that loads nothing.

    `script` is what runs on it and `data` what that works with; the template sees `values`.
    """
    style = "\n".join((template_file("shared.css"), template_file(f"{name}.css", package)))
    page = _environment(package).get_template(f"{name}.html.j2")
    head = head_of(screen_style(style), script)
    return utf8(page.render(version=__version__, data=Markup(embedded(data)), **head, **values))  # noqa: S704 - no marks


def form_script(package: str, names: Iterable[str]) -> str:
    """Return the script of a page: what every page has, and files of a package."""
    return "\n".join((template_file("shared.js"), *(template_file(name, package) for name in names)))


@cache
def template_file(name: str, package: str = _SHARED) -> str:
    """Return a file of a package's templates; `shared.js` and `shared.css` are those of every page."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")


def embedded(data: Mapping[str, Any]) -> str:
    """Return data as JSON of ASCII in which no mark of HTML stands: nothing ends the element that holds it."""
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@cache
def _environment(package: str) -> Environment:
    """Return what sets the templates of a package; it keeps those that it has compiled."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
