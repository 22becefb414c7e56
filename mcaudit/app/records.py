"""Adds to records that several people keep: one writer at a time, and nothing that another wrote is erased."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN
from hashlib import sha256
from itertools import count
from pathlib import Path

from mcaudit.app.writing import reason_of, write_pieces, write_whole
from mcaudit.errors import OutputError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


LOCK = ".mcaudit.lock"
"""Held in the folder of a record while it is read and replaced. It ends in nothing that any command looks for."""
PATIENCE = 60.0
"""Seconds to wait for another writer; one rarely takes more than a second."""
_PAUSE = 0.05
_TRIES = 20
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def unheard(_: str) -> None:
    """Take a notice for which nobody waits."""


def change_record(
    path: Path,
    change: Callable[[], bytes | None],
    inputs: Callable[[], Iterable[Path]] = tuple,
    *,
    notify: Callable[[str], None] = unheard,
) -> None:
    """Replace a record by what `change` makes of it, which reads it anew; leave it as it is where that is None.

    Writers wait for each other. Somebody who does not, such as an editor or a file system without locks, is found by
    comparing the record just before it is replaced; then `change` is asked again. A device is only written to.
    `notify` gets a message if the file system has no locks.
    Raise OutputError where it cannot be written, is one of the inputs, or others do not stop writing.
    """
    if path.exists() and not path.is_file():
        if (content := change()) is not None:
            write_whole(path, content, inputs)
        return
    with _only_writer(path, Path(os.path.realpath(path)).parent, notify):
        for _ in range(_TRIES):
            before = _hash(path)
            content = change()
            if content is None or _replaced(path, content, inputs, before):
                return
    raise OutputError(f"{path.as_posix()} was changed by somebody else each time; close what has it open and try again")


def keep_earlier(path: Path) -> Path:
    """Keep what a record is before it is replaced, under the name NAME.1 or the next that is free; return that name."""
    real = Path(os.path.realpath(path))
    try:
        for number in count(1):
            earlier = real.with_name(f"{real.name}.{number}")
            if not earlier.exists():
                _second_name(earlier, real)
                break
            if earlier.samefile(real):
                break
    except OSError as error:
        raise OutputError(f"{path.as_posix()} cannot be kept as {earlier.name}: {reason_of(error, path)}") from error
    return earlier


def _second_name(earlier: Path, real: Path) -> None:
    try:
        earlier.hardlink_to(real)  # which keeps its mode and its owner, and does not change when `real` is replaced
    except OSError:  # not every file system knows a file by two names
        shutil.copy2(real, earlier)


def _replaced(path: Path, content: bytes, inputs: Callable[[], Iterable[Path]], before: str) -> bool:
    return write_pieces(path, (content,), inputs, still=lambda: _hash(path) == before)


def _hash(path: Path) -> str:
    """Return the hash of a file; nothing where there is none, or it cannot be read, as reading it will say."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


# --- one writer at a time ------------------------------------------------------------------------


@contextmanager
def _only_writer(path: Path, folder: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a folder; raise OutputError where nothing can be written there, or another keeps the lock."""
    lock = folder / LOCK
    file = _held(path, lock, notify)
    try:
        yield
    finally:
        _release(file, lock)


def _held(path: Path, lock: Path, notify: Callable[[str], None]) -> int:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            file = _opened(lock)
        except OSError as error:
            raise OutputError(f"{path.as_posix()} cannot be written: {reason_of(error, path)}") from error
        try:
            if _is_mine(file, lock, notify):
                return file
        except BaseException:  # a signal: nobody would release it later
            _release(file, lock, mine=_is_mine(file, lock, unheard))
            raise
        _release(file, lock, mine=False)
        if time.monotonic() > until:
            message = f"{path.as_posix()} was not changed: for {PATIENCE:.0f} seconds another mcaudit has been writing"
            raise OutputError(f"{message} in its folder; let it end, and give the command again")
        time.sleep(_PAUSE)


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
    except PermissionError:
        if not lock.exists():
            raise
        return os.open(lock, os.O_RDONLY | _FLAGS)  # another person's: to wait for it takes no right to write


def _is_mine(file: int, lock: Path, notify: Callable[[str], None]) -> bool:
    """Return whether we hold the lock, and its last holder has not just removed it."""
    try:
        _lock(file)
    except OSError as error:
        if error.errno in (EACCES, EAGAIN):
            return False
        notify(f"{lock.parent.as_posix()} knows no locks; let one person at a time write there")
        return True
    try:
        return os.path.samestat(os.fstat(file), lock.stat())
    except OSError:
        return False


def _release(file: int, lock: Path, *, mine: bool = True) -> None:
    """Remove the lock before anybody else can have it; Windows lets nobody remove what is open."""
    if mine and os.name == "posix":
        lock.unlink(missing_ok=True)
    os.close(file)
    if mine and os.name != "posix":
        with suppress(OSError):  # who waits has it open, and removes it in turn
            lock.unlink(missing_ok=True)
