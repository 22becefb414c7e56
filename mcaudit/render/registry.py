"""Finds the output formats by listing their package; to drop a module in is to register it."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from mcaudit.errors import Problem
from mcaudit.model import Audit
from mcaudit.render import formats
from mcaudit.render.report import Ending, Run, View


class Format(Protocol):
    """What a module of `mcaudit.render.formats` offers: a document in three parts.

    Each audit is shown by itself, whatever came before it, so that audits can be made and shown side
    by side in several processes, and none has to be kept.
    """

    SUMMARY: str
    """What the format is for, in a few words."""
    SUFFIXES: tuple[str, ...]
    """Endings of a file's name that mean it, where no format is named."""
    BETWEEN: str
    """What stands between two pieces that are not empty."""

    SHOWS_PROBLEMS: bool
    """Whether a person at a screen learns from it what could not be audited, and why."""

    def head(self, run: Run, view: View) -> str:
        """Return what stands before the first audit."""
        ...

    def each(self, audit: Audit, run: Run, view: View) -> str:
        """Return one audit."""
        ...

    def unread(self, problems: Sequence[Problem], run: Run, view: View) -> str:
        """Return what stands among the audits for a file that could not be audited."""
        ...

    def tail(self, ending: Ending, run: Run, view: View) -> str:
        """Return what stands after the last audit."""
        ...


def format_names() -> tuple[str, ...]:
    """Return the names of the formats there are, without loading them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def load_format(name: str) -> Format:
    """Return one format; `name` is one of `format_names`."""
    return cast("Format", import_module(f"{formats.__name__}.{name}"))


def format_of(path: PurePath) -> str | None:
    """Return the format that a file's ending means, or None where it means none."""
    return next((name for name in format_names() if path.suffix.lower() in load_format(name).SUFFIXES), None)
