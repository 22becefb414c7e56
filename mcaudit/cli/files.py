"""Finds the profiles among paths, reads them, and writes outputs whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mcaudit.errors import InputError, OutputError, Problem

SUFFIXES = (".yaml", ".yml", ".json")
_SNIFFED = 65536
_FORMAT_LINE = re.compile(rb"""^\s*\{?\s*["']?format["']?\s*:\s*["']?mcaudit-profile/""", re.MULTILINE)


def find_profiles(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files among `paths` and the profiles in the folders among them, each once, in order.

    A folder is searched for files that say `format: mcaudit-profile/…`; hidden folders are passed
    over. Raise InputError when nothing is found.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _profiles_in(path) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    if not found:
        names = ", ".join(path.as_posix() for path in paths)
        message = f"no profile was found in {names}"
        help = "a profile is a .yaml, .yml or .json file with the line `format: mcaudit-profile/1`"
        raise InputError([Problem(path=paths[0].as_posix(), message=message, help=help)])
    return tuple(found.values())


def _profiles_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and _looks_like_a_profile(path):
                yield path


def _looks_like_a_profile(path: Path) -> bool:
    """Return whether a file says that it is a profile; one that cannot be read is reported, not passed over."""
    try:
        if not path.is_file():
            return path.is_symlink()
        with path.open("rb") as stream:
            return bool(_FORMAT_LINE.search(stream.read(_SNIFFED)))
    except OSError:
        return True


def write_whole(path: Path, content: bytes, inputs: Sequence[Path]) -> None:
    """Write a file whole or not at all; raise OutputError where it cannot be, or is one of the inputs."""
    name = path.as_posix()
    if any(os.path.realpath(path) == os.path.realpath(file) for file in inputs):
        raise OutputError(f"{name} is one of the profiles that are read; write to another file")
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{name} cannot be written: {_reason(error, path)}") from error


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {path.parent.as_posix()}; make it first"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name a file in it"
    return (error.strerror or str(error)).lower()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
