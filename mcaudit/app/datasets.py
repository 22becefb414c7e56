"""Finds the tables of a batch among paths, without what it takes to read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mcaudit.errors import InputError, Problem


def dataset_among(paths: Sequence[Path]) -> Path | None:
    """Return the folder that `mcaudit batch --into` wrote, or None; raise InputError where it is one of several."""
    found = next((path for path in paths if is_dataset(path)), None)
    if found is not None and len(paths) > 1:
        message = "these are tables of `mcaudit batch`, which cannot be combined with other profiles or tables"
        help = "name nothing else, or audit everything together with `mcaudit batch`"
        raise InputError([Problem(path=found.as_posix(), message=message, help=help)])
    return found


def is_dataset(path: Path) -> bool:
    """Return whether a folder holds the tables of a batch, or of one that has not ended."""
    try:
        return (path / "_runs").is_dir() and (path / "criteria.parquet").is_file()
    except OSError:
        return False
