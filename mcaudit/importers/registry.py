"""Finds the published formats that can be read by listing their package."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from mcaudit.importers import formats
from mcaudit.importers.draft import Draft, Format, NotReadError, Sources
from mcaudit.importers.node import Node


@cache
def all_formats() -> tuple[Format, ...]:
    """Return every format, in the order of the names of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    return tuple(import_module(f"{formats.__name__}.{name}").FORMAT for name in names)


def format_of(data: Node) -> str | None:
    """Return the name of the format that a document is in; None where none is known."""
    return next((each.name for each in all_formats() if each.recognizes(data)), None)


def drafted(data: object, sources: Sources) -> Draft:
    """Return a draft of the profile that a published file holds; raise NotReadError if it holds none that is read."""
    node = Node(data, "")
    for each in all_formats():
        if each.recognizes(node):
            return each.draft(node, sources)
    raise NotReadError("this is not a credential in a format that is read")
