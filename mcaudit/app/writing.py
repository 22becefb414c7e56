"""Writes outputs whole or not at all."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from mcaudit.errors import OutputError

_DESCRIPTORS = re.compile(r"/dev/fd|/proc/(?P<process>\d+)(/task/\d+)?/fd")
"""Folders whose entries are open descriptors of a process; `/dev/fd` are those of this one."""
_MOST_LINKS = 40
_STANDARD = {1: "standard output", 2: "standard error"}
_ACL = "system.posix_acl_access"
_temporary_files: set[Path] = set()
"""What this process must not leave behind, however it ends."""


class WholeFile:
    """A file that is written whole or not at all: what was there stays until `keep`.

    `inputs` is asked again once the content is there, when all that was read is known. A link is followed.
    A device is written to and stays what it is, and so is an open descriptor, such as `/dev/stdout`, but only
    at the end. A file that is replaced keeps its mode, its owner, and its group; its other names (hard links)
    keep the earlier content, as copies made with them must. Every method raises OutputError where the file
    cannot be written, or is one of the inputs.
    """

    def __init__(self, path: Path, inputs: Callable[[], Iterable[Path]]) -> None:
        self._path = path
        self._inputs = inputs
        self._target = Path(os.path.realpath(path))
        self._temporary: Path | None = None
        self._descriptor: IO[bytes] | None = None
        self._refuse_inputs()
        with self._as_output_error():
            self._stream = self._opened()

    def write(self, content: bytes) -> None:
        """Add to the file."""
        with self._as_output_error():
            self._stream.write(content)

    def keep(self, still: Callable[[], bool] = lambda: True) -> bool:
        """Put the file in its place, if at the last moment that is `still` right; return whether it was."""
        self._refuse_inputs()
        with self._as_output_error():
            if self._descriptor is not None:
                _pour(self._stream, self._descriptor)
            elif self._temporary is not None:
                self._stream.flush()
                _keep_access(self._stream.fileno(), self._target)
                os.fsync(self._stream.fileno())  # before the rename: after a power cut the name must not hold nothing
            self._stream.close()
            if not still():
                return False
            if self._temporary is not None:
                self._temporary.replace(self._target)
                _temporary_files.discard(self._temporary)
                self._temporary = None
                _sync_folder(self._target.parent)
        return True

    def drop(self) -> None:
        """Leave what was there before, if it was not put in its place yet."""
        for stream in (self._stream, self._descriptor):
            with suppress(OSError):  # what cannot be written is not there to be lost
                if stream is not None:
                    stream.close()
        if self._temporary is not None:
            _remove(self._temporary)
            self._temporary = None

    def _opened(self) -> IO[bytes]:
        self._descriptor = opened_descriptor(self._path)
        if self._descriptor is not None:
            return tempfile.TemporaryFile()
        if self._path.exists() and not self._path.is_file():
            return self._path.open("wb")
        self._refuse_redirected()
        # Not made of the target's name, which may be as long as a name can be.
        self._temporary = self._target.with_name(f".mcaudit-{os.urandom(4).hex()}.tmp")
        _temporary_files.add(self._temporary)
        mode = 0o600 if self._target.exists() else 0o666
        try:
            return open(self._temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode))
        except BaseException:
            _remove(self._temporary)
            raise

    @contextmanager
    def _as_output_error(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self._path.as_posix()} cannot be written: {reason_of(error, self._path)}") from error

    def _refuse_inputs(self) -> None:
        if any(os.fspath(self._target) == os.path.realpath(file) for file in self._inputs()):
            raise OutputError(f"{self._path.as_posix()} is one of the files that are read; write to another file")

    def _refuse_redirected(self) -> None:
        """Refuse a file that the shell has a standard stream go to: replacing it would lose what is printed."""
        for number, name in _STANDARD.items():
            with suppress(OSError):  # the file does not exist yet, or the stream is closed
                if os.path.samestat(self._target.stat(), os.fstat(number)):
                    message = f"{self._path.as_posix()} is the file that {name} goes to; write to another file"
                    raise OutputError(message)


def write_whole(path: Path, content: bytes, inputs: Callable[[], Iterable[Path]]) -> None:
    """Write a file whole or not at all; raise OutputError where it cannot be, or is one of the inputs."""
    write_pieces(path, (content,), inputs)


def write_pieces(
    path: Path,
    pieces: Iterable[bytes],
    inputs: Callable[[], Iterable[Path]],
    *,
    still: Callable[[], bool] = lambda: True,
) -> bool:
    """Write a file piece by piece as `write_whole` does, if at the last moment that is `still` right; return whether.

    No piece is made after one that cannot be written.
    """
    file = WholeFile(path, inputs)
    try:
        for piece in pieces:
            file.write(piece)
        return file.keep(still)
    finally:
        file.drop()


def write_all(contents: Mapping[Path, bytes], inputs: Callable[[], Iterable[Path]]) -> None:
    """Write files that belong together as `write_whole` does; none is put in its place before all are written."""
    files: list[WholeFile] = []
    try:
        for path, content in contents.items():
            files.append(WholeFile(path, inputs))
            files[-1].write(content)
        for file in files:
            file.keep()
    finally:
        for file in files:
            file.drop()


def opened_descriptor(path: Path) -> IO[bytes] | None:
    """Return a stream to the open descriptor that a path names, also through links; None where it names none.

    The path leads to the file that the shell opened, but only the descriptor knows where in it to write.
    """
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(path.parent)
        found = _DESCRIPTORS.fullmatch(folder)
        if found and path.name.isdecimal():
            mine = found["process"] in (None, str(os.getpid()))
            return os.fdopen(os.dup(int(path.name)), "wb") if mine else path.open("ab")
        try:
            path = Path(folder, path.readlink())
        except OSError:
            return None
    return None


def make_folder(path: Path) -> None:
    """Make a folder, and those around it; raise OutputError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"the folder {path.as_posix()} cannot be made: {reason_of(error, path)}") from error


def _pour(spooled: IO[bytes], descriptor: IO[bytes]) -> None:
    spooled.seek(0)
    with suppress(BrokenPipeError):  # a reader who leaves early has seen what it wanted, as on the screen
        shutil.copyfileobj(spooled, descriptor)
        descriptor.close()


def _keep_access(file: int, target: Path) -> None:
    """Give an open file the owner, group, and mode of the one that it replaces, and never a wider access."""
    if os.name != "posix" or not target.exists():
        return
    before = target.stat()
    for owner in (before.st_uid, -1):  # only an administrator can give a file to somebody else
        with suppress(OSError):
            os.fchown(file, owner, before.st_gid)
            break
    if os.fstat(file).st_gid != before.st_gid:
        all_may = before.st_mode & 0o007
        os.fchmod(file, before.st_mode & (0o707 | all_may << 3))  # another group may do only what everybody may
        return
    os.fchmod(file, before.st_mode & 0o777)
    if hasattr(os, "setxattr"):
        with suppress(OSError):  # most files have no list of who else may do what
            os.setxattr(file, _ACL, os.getxattr(target, _ACL))


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _remove(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
    _temporary_files.discard(temporary)


@atexit.register
def _remove_all() -> None:
    """Remove what a signal between two steps would leave behind."""
    for temporary in tuple(_temporary_files):
        _remove(temporary)


def reason_of(error: OSError, path: Path) -> str:
    """Return in words why a path cannot be written."""
    if isinstance(error, FileNotFoundError):
        if path.parent.is_dir():  # as in /proc
            return f"the folder {path.parent.as_posix()} takes no new files; name another folder"
        return f"there is no folder {path.parent.as_posix()}; make it first"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name a file in it"
    return (error.strerror or str(error)).lower()
