"""Finds the configuration of a folder; a run without one loads nothing more."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcaudit.errors import InputError
from mcaudit.reading.text import read_text

NAME = "mcaudit.yaml"
TABLE = ("tool", "mcaudit")
"""Where a configuration stands in a `pyproject.toml`."""
_PROJECT = "pyproject.toml"
_MISNAMED = ("mcaudit.yml", ".mcaudit.yaml", ".mcaudit.yml", "mcaudit.toml", ".mcaudit.toml")
_REPOSITORIES = (".git", ".hg", ".svn", ".bzr", ".jj", ".pijul", "_darcs", ".fslckout", "_FOSSIL_")
"""What lies where a repository begins, of Git and of others."""
_MAY_BE_OURS = re.compile(rb"mcaudit|\\[uUx]", re.IGNORECASE)
_ROOT = 0
"""The user who can change everything anyway."""


def begins_repository(folder: Path) -> bool:
    """Return whether a repository begins in a folder: nothing beyond it is its business."""
    return any(os.path.lexists(folder / name) for name in _REPOSITORIES)


def find_config(folder: Path) -> Path | None:
    """Return the configuration of a folder: its own or the nearest above, up to where its repository begins.

    Raise InputError where a file has nearly, and not quite, the name of one; where it belongs to another user, who
    has no say in what this one's commands do; and where a folder cannot be looked into.
    """
    for here in (folder, *folder.parents):
        for name in _MISNAMED:
            if _is_there(here / name):
                raise InputError.of(here / name, "this file is not read", f"call it {NAME}")
        for path in (here / NAME, here / _PROJECT):
            if _is_there(path) and (path.name == NAME or _may_have_table(path)):
                _refuse_of_others(path)
                return path
        if begins_repository(here):
            return None
    return None


def _is_there(path: Path) -> bool:
    """Return whether anything but a folder has this name; whoever reads it reports a link or a pipe."""
    try:
        return not stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"a configuration may lie here, and cannot be looked for: {reason}"
        raise InputError.of(
            path, message, "make the folder readable, or say which configuration is meant: --config"
        ) from error


def _refuse_of_others(path: Path) -> None:
    """Raise InputError where a configuration, what it links to, or its folder belongs to another user."""
    if not hasattr(os, "geteuid"):
        return
    try:
        owners = {path.lstat().st_uid, path.stat().st_uid, path.parent.stat().st_uid}
    except OSError:
        return  # reading it will say why
    if owners - {os.geteuid(), _ROOT}:
        message = "this configuration, or its folder, belongs to another user"
        help = f"to use it, name it with --config {os.path.relpath(path)}; to use none, give --config none"
        raise InputError.of(path, message, help)


def _may_have_table(path: Path) -> bool:
    """Return whether a project speaks of mcaudit, or may: what cannot be read or parsed, and names mcaudit, may."""
    try:
        return in_table(tomllib.loads(read_text(path, of="configuration").content)) is not None
    except (InputError, ValueError, RecursionError):
        return not _is_surely_of_others(path)


def _is_surely_of_others(path: Path) -> bool:
    """Return whether a broken file does not name mcaudit anywhere: it is for its own tools to complain of."""
    try:
        return path.is_file() and not _MAY_BE_OURS.search(path.read_bytes().replace(b"\0", b""))
    except OSError:
        return False


def in_table(data: Any) -> Any:
    """Return what a `pyproject.toml` says of mcaudit, or None."""
    for name in TABLE:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data
