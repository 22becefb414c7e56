"""Finds the tables of a batch among paths, without what it takes to read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from mcaudit.errors import InputError

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+):/+(?P<rest>.*)")


def dataset_among(paths: Sequence[Path]) -> str | None:
    """Return the folder or the address that `mcaudit batch --into` wrote, or None.

    Every address counts as one. Raise InputError where it is one of several paths.
    """
    found = next((named for path in paths if (named := _dataset(path))), None)
    if found is not None and len(paths) > 1:
        message = "these are tables of `mcaudit batch`, which cannot be combined with other profiles or tables"
        help = "name nothing else, or audit everything together with `mcaudit batch`"
        raise InputError.of(found, message, help)
    return found


def _dataset(path: Path) -> str | None:
    """Return how tables are named; a path has lost a slash of an address, such as `s3:/catalog/tables`."""
    address = _ADDRESS.fullmatch(path.as_posix())
    if address and not path.exists():
        root = "/" if address["scheme"] == "file" else ""
        return f"{address['scheme']}://{root}{address['rest']}"
    return path.as_posix() if is_dataset(path) else None


def is_dataset(path: Path) -> bool:
    """Return whether a folder holds the tables of a batch, or of one that has not ended."""
    try:
        return (path / "_runs").is_dir() and (path / "criteria.parquet").is_file()
    except OSError:
        return False
