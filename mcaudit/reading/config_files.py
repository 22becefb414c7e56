"""Finds the configuration of a folder; a run without one loads nothing more."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcaudit.errors import InputError, Problem

NAME = "mcaudit.yaml"
TABLE = ("tool", "mcaudit")
"""Where a configuration stands in a `pyproject.toml`."""
_PROJECT = "pyproject.toml"
_MISNAMED = ("mcaudit.yml", ".mcaudit.yaml", ".mcaudit.yml")
_OUR_HEADING = re.compile(r"(?m)^\s*\[\s*tool\s*\.\s*mcaudit\b")


def find_config(folder: Path) -> Path | None:
    """Return the configuration of a folder: its own or the nearest above, up to where its repository begins.

    Raise InputError where a file has nearly, and not quite, the name of one.
    """
    for here in (folder, *folder.parents):
        for name in _MISNAMED:
            if (here / name).is_file():
                problem = Problem(
                    path=(here / name).as_posix(), message="this file is not read", help=f"call it {NAME}"
                )
                raise InputError([problem])
        if (here / NAME).is_file() or (here / NAME).is_symlink():
            return here / NAME
        if (here / _PROJECT).is_file() and _has_table(here / _PROJECT):
            return here / _PROJECT
        if (here / ".git").exists():
            return None
    return None


def _has_table(path: Path) -> bool:
    """Return whether a project speaks of mcaudit.

    What cannot be read is for its own tools to complain of, unless it has our heading: then it is for us.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    try:
        return in_table(tomllib.loads(content)) is not None
    except (ValueError, RecursionError):
        return _OUR_HEADING.search(content) is not None


def in_table(data: Any) -> Any:
    """Return what a `pyproject.toml` says of mcaudit, or None."""
    for name in TABLE:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data
