"""Finds the output formats by listing their package; to drop a module in is to register it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Protocol, cast

from mcaudit.render import formats
from mcaudit.render.report import Report, View


class Format(Protocol):
    """What a module of `mcaudit.render.formats` offers."""

    SUMMARY: str
    """What the format is for, in a few words."""

    def render(self, report: Report, view: View) -> str:
        """Return the report as text that ends in a line end."""
        ...


def format_names() -> tuple[str, ...]:
    """Return the names of the formats there are, without loading them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def load_format(name: str) -> Format:
    """Return one format; `name` is one of `format_names`."""
    return cast(Format, import_module(f"{formats.__name__}.{name}"))
