"""Writes outputs whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mcaudit.errors import OutputError


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
