"""Finds the profiles among paths, reads them, and writes outputs whole or not at all."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.reading.limits import MAX_BYTES

SUFFIXES = (".yaml", ".yml", ".json")
_MARK = b"mcaudit-profile/"
_SAYS = re.compile(rb"""(?:^|[\r\n{,])\s*["']?format["']?\s*:\s*["']?mcaudit-([a-z]*)""")
"""The first such line says what a file is: an audit holds profiles."""
_OTHERS = (b"policy", b"decisions", b"config", b"audit", b"facts", b"comparison", b"versions", b"feedback")
_IS_SCHEMA = re.compile(rb"""(?:^|[\r\n{,])\s*["']?\$schema["']?\s*:""")
_PARTS = rb"(developers|deliverers|evaluators|issuers|recognizers|dossier)"
_ANSWERS = re.compile(rb"(?m)(?:^|[{,]\s*)[\"']?" + _PARTS + rb"[\"']?[ \t]*:|^[ \t]+[\"']" + _PARTS + rb"[\"'][ \t]*:")
_ENOUGH_ANSWERS = 2


def find_profiles(
    paths: Sequence[Path], *, profiles_only: bool = False
) -> tuple[tuple[Path, ...], tuple[Problem, ...], tuple[Path, ...]]:
    """Return the files among `paths` and the profiles in the folders among them, each once, in order.

    A folder is searched for files that say `format: mcaudit-profile/…`, or answer as a profile does and do
    not say so; hidden folders are passed over. With `profiles_only` files that are named are searched
    likewise. What could not be looked into comes back as problems, and what was passed over and is nothing
    else of ours by its path, so that no profile is lost in silence.
    Raise InputError when nothing is found, unless only profiles were to be looked for.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    passed: list[Path] = []
    for path in paths:
        for file in _profiles_in(path, problems, passed) if _is_folder(path) else (path,):
            if not profiles_only or not os.path.lexists(file) or looks_like_a_profile(file):
                found.setdefault(os.path.realpath(file), file)
    if not found and not problems and not profiles_only:
        names = ", ".join(path.as_posix() for path in paths)
        message = f"no profile was found in {names}"
        help = "a profile is a .yaml, .yml or .json file with the line `format: mcaudit-profile/1`"
        raise InputError([Problem(path=paths[0].as_posix(), message=message, help=help)])
    return tuple(found.values()), tuple(problems), tuple(passed)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it as a file will say why


def _profiles_in(folder: Path, problems: list[Problem], passed: list[Path]) -> Iterator[Path]:
    def unopened(error: OSError) -> None:
        name = Path(error.filename or folder).as_posix()
        message = f"this folder cannot be opened: {(error.strerror or str(error)).lower()}"
        problems.append(Problem(path=name, message=message, help="profiles in it were not audited"))

    for parent, folders, names in os.walk(folder, onerror=unopened):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        passed.extend(Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        for name in sorted(names):
            path = Path(parent, name)
            if looks_like_a_profile(path):
                yield path
            elif path.suffix.lower() in SUFFIXES and not _is_ours(path):
                passed.append(path)


def looks_like_a_profile(path: Path) -> bool:
    """Return whether a file says that it is a profile, or looks like one that fails to say so.

    One that cannot be read is reported, not passed over.
    """
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        if not path.is_file():
            return path.is_symlink()
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES)
    except OSError:
        return True
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _MARK in content.replace(b"\0", b"")
    content = content.removeprefix(codecs.BOM_UTF8)
    if said := _SAYS.search(content):
        return said[1] not in _OTHERS
    return not _IS_SCHEMA.search(content) and len(set(_ANSWERS.findall(content))) >= _ENOUGH_ANSWERS


def _is_ours(path: Path) -> bool:
    """Return whether a file says that it is something else of ours, or a schema."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES)
    except OSError:
        return False
    return _SAYS.search(content) is not None or _IS_SCHEMA.search(content) is not None


class WholeFile:
    """A file that is written whole or not at all: what was there stays until `keep`.

    `inputs` is asked again once the content is there, when all that was read is known. A link is followed;
    what is no regular file, such as a device, is written to and stays what it is. Every method raises
    OutputError where the file cannot be written, or is one of the inputs.
    """

    def __init__(self, path: Path, inputs: Callable[[], Iterable[Path]]) -> None:
        import tempfile  # noqa: PLC0415  only what is written needs it

        self._path = path
        self._inputs = inputs
        self._target = Path(os.path.realpath(path))
        self._temporary: str | None = None
        self._refuse_inputs()
        with self._told():
            if path.exists() and not path.is_file():
                self._stream = path.open("wb")
            else:
                handle, self._temporary = tempfile.mkstemp(prefix=f".{self._target.name}.", dir=self._target.parent)
                self._stream = os.fdopen(handle, "wb")

    def write(self, content: bytes) -> None:
        """Add to the file."""
        with self._told():
            self._stream.write(content)

    def keep(self) -> None:
        """Put the file in its place."""
        with self._told():
            self._stream.close()
        self._refuse_inputs()
        if self._temporary is not None:
            with self._told():
                Path(self._temporary).chmod(0o666 & ~_umask())
                Path(self._temporary).replace(self._target)
            self._temporary = None

    def drop(self) -> None:
        """Leave what was there before, if it was not put in its place yet."""
        with suppress(OSError):  # what cannot be written is not there to be lost
            self._stream.close()
        if self._temporary is not None:
            Path(self._temporary).unlink(missing_ok=True)
            self._temporary = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self._path.as_posix()} cannot be written: {_reason(error, self._path)}") from error

    def _refuse_inputs(self) -> None:
        if any(os.fspath(self._target) == os.path.realpath(file) for file in self._inputs()):
            raise OutputError(f"{self._path.as_posix()} is one of the files that are read; write to another file")


def write_whole(path: Path, content: bytes, inputs: Callable[[], Iterable[Path]]) -> None:
    """Write a file whole or not at all; raise OutputError where it cannot be, or is one of the inputs."""
    file = WholeFile(path, inputs)
    try:
        file.write(content)
        file.keep()
    finally:
        file.drop()


def make_folder(path: Path) -> None:
    """Make a folder, and those around it; raise OutputError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {path.as_posix()} cannot be made: {_reason(error, path)}") from error


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
