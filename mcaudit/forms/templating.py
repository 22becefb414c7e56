"""Sets forms as pages: every text is freed of what cannot be seen, and escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mcaudit.media.plain import plain


@cache
def environment(package: str) -> Environment:
    """Return what sets the templates of a package; it keeps those that it has compiled."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
