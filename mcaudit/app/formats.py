"""Finds the formats of `check` by listing two packages: those for programs, and those for people."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from mcaudit.exchange import formats as for_programs
from mcaudit.exchange.format import Format
from mcaudit.render import formats as for_people

_PACKAGES = (for_programs, for_people)


def format_names() -> tuple[str, ...]:
    """Return the names of the formats, without loading them."""
    return tuple(sorted(name for package in _PACKAGES for name in _modules(package)))


@cache
def load_format(name: str) -> Format:
    """Return one format: the `FORMAT` of its module; `name` is one of `format_names`."""
    package = next(package for package in _PACKAGES if name in _modules(package))
    found: Format = import_module(f"{package.__name__}.{name}").FORMAT
    return found


def format_of(path: PurePath) -> str | None:
    """Return the format that the suffix of a file stands for, or None if it stands for none."""
    return next((name for name in format_names() if path.suffix.lower() in load_format(name).suffixes), None)


def _modules(package: ModuleType) -> tuple[str, ...]:
    return tuple(module.name for module in pkgutil.iter_modules(package.__path__))
