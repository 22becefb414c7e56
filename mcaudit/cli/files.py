"""Finds the profiles among paths, reads them, and writes outputs whole or not at all."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.reading.limits import MAX_BYTES

SUFFIXES = (".yaml", ".yml", ".json")
_SAYS_PROFILE = re.compile(rb"""(?:^|[\r\n{,])\s*["']?format["']?\s*:\s*["']?mcaudit-profile/""")
_MARK = b"mcaudit-profile/"


def find_profiles(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files among `paths` and the profiles in the folders among them, each once, in order.

    A folder is searched for files that say `format: mcaudit-profile/…`; hidden folders are passed
    over. What could not be looked into comes back as problems, so that no profile is lost in silence.
    Raise InputError when nothing is found.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        for file in _profiles_in(path, problems) if _is_folder(path) else (path,):
            found.setdefault(os.path.realpath(file), file)
    if not found and not problems:
        names = ", ".join(path.as_posix() for path in paths)
        message = f"no profile was found in {names}"
        help = "a profile is a .yaml, .yml or .json file with the line `format: mcaudit-profile/1`"
        raise InputError([Problem(path=paths[0].as_posix(), message=message, help=help)])
    return tuple(found.values()), tuple(problems)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it as a file will say why


def _profiles_in(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def unopened(error: OSError) -> None:
        name = Path(error.filename or folder).as_posix()
        message = f"this folder cannot be opened: {(error.strerror or str(error)).lower()}"
        problems.append(Problem(path=name, message=message, help="profiles in it were not audited"))

    for parent, folders, names in os.walk(folder, onerror=unopened):
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
            content = stream.read(MAX_BYTES)
    except OSError:
        return True
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _MARK in content.replace(b"\0", b"")
    return bool(_SAYS_PROFILE.search(content.removeprefix(codecs.BOM_UTF8)))


def write_whole(path: Path, content: Iterable[bytes], inputs: Callable[[], Iterable[Path]]) -> None:
    """Write a file whole or not at all; raise OutputError where it cannot be, or is one of the inputs.

    `inputs` is asked again once the content is there, when all that was read is known. A link is followed;
    what is no regular file, such as a device, is written to and stays what it is.
    """
    import tempfile  # noqa: PLC0415  only what is written needs it

    name = path.as_posix()
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    _refuse_inputs(name, target, inputs())
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.writelines(content)
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(content)
        _refuse_inputs(name, target, inputs())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise OutputError(f"{name} cannot be written: {_reason(error, path)}") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder, and those around it; raise OutputError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {path.as_posix()} cannot be made: {_reason(error, path)}") from error


def _refuse_inputs(name: str, target: Path, inputs: Iterable[Path]) -> None:
    if any(os.fspath(target) == os.path.realpath(file) for file in inputs):
        raise OutputError(f"{name} is one of the files that are read; write to another file")


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
