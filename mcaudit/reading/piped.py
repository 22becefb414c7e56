"""Holds what can be read only once: standard input, and the pipes of a shell's process substitution."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Mapping
from os import fstat
from pathlib import Path

from mcaudit.errors import InputError
from mcaudit.reading.limits import MAX_BYTES

STANDARD_INPUT = "-"
_DESCRIPTOR = re.compile(r"/dev/stdin|(?:/dev|/proc/self)/fd/(\d+)")
_held: dict[str, bytes] = {}


def descriptor_of(path: Path) -> int | None:
    """Return the open file that a path stands for: 0 is standard input; None where it is the name of a file."""
    name = path.as_posix()
    if name == STANDARD_INPUT:
        return 0
    found = _DESCRIPTOR.fullmatch(name)
    return int(found[1] or 0) if found else None


def beside(path: Path) -> Path:
    """Return a path whose folder is where the documents of a profile lie: of a piped one, in the current folder."""
    return path if descriptor_of(path) is None else Path(path.name)


def hold(path: Path, most: int = MAX_BYTES) -> None:
    """Read what a path stands for where that can be read only once, and one byte more than `most` at most.

    Raise InputError where it cannot be read.
    """
    number = descriptor_of(path)
    if number is None or path.as_posix() in _held:
        return
    try:
        if number == 0 and sys.stdin is None:
            raise OSError(0, "standard input is closed")
        if stat.S_ISDIR(fstat(number).st_mode):
            return
        with open(number, "rb", closefd=False) as stream:
            _held[path.as_posix()] = stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"the open file that this stands for cannot be read: {reason}"
        help = "pipe a profile into the command, or name a file"
        raise InputError.of(path, message, help) from error


def held(path: Path) -> bytes | None:
    """Return what was read of a path before; None where it is to be read from the disk."""
    return _held.get(path.as_posix())


def all_held() -> Mapping[str, bytes]:
    """Return everything that is held, for another process."""
    return dict(_held)


def hold_all(contents: Mapping[str, bytes]) -> None:
    """Hold what another process has read."""
    _held.update(contents)
