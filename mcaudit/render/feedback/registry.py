"""Finds the kinds of file that feedback is written as by listing their package."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from mcaudit.render.feedback import kinds
from mcaudit.render.report import View

if TYPE_CHECKING:
    from mcaudit.model.feedback import Feedback


class Kind(Protocol):
    """What a module of `mcaudit.render.feedback.kinds` offers; its name is the ending of its files."""

    SUMMARY: str
    """What it is, in a few words."""

    def render(self, feedback: Feedback, view: View) -> bytes:
        """Return feedback as the content of a file."""
        ...


def kind_names() -> tuple[str, ...]:
    """Return the endings that there are kinds for, without loading them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)))


def load_kind(name: str) -> Kind:
    """Return one kind; `name` is one of `kind_names`."""
    return cast("Kind", import_module(f"{kinds.__name__}.{name}"))
