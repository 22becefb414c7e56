"""The script and the style that every page has which people fill in offline."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def template_file(name: str, package: str = "mcaudit.forms") -> str:
    """Return a file of a package's templates; `shared.js` and `shared.css` are those of `mcaudit.forms`."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")
