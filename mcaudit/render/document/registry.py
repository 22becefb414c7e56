"""Finds the kinds of document by listing their package; to drop a module in is to register it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Protocol, cast

from mcaudit.model import Audit
from mcaudit.render.document import kinds
from mcaudit.render.document.depth import Depth


class Kind(Protocol):
    """What a module of `mcaudit.render.document.kinds` offers."""

    SUMMARY: str
    """What the kind is for, in a few words."""

    def render(self, audit: Audit, depth: Depth) -> bytes:
        """Return an audit as a whole file."""
        ...


def kind_names() -> tuple[str, ...]:
    """Return the names of the kinds there are, without loading them; each is the suffix of its files."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)))


def load_kind(name: str) -> Kind:
    """Return one kind; `name` is one of `kind_names`."""
    return cast("Kind", import_module(f"{kinds.__name__}.{name}"))
