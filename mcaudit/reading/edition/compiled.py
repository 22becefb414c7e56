"""Keeps an edition as one line of JSON, so that its files need not be read and checked again.

A compiled form is bound by a hash to its key: the version of mcaudit and the files that it was made of. One is built
into the package. Others are kept in a folder of the user's own, where a form that is damaged, outdated, or somebody
else's is ignored. It is data: nothing in it is ever run.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path

from mcaudit.model import Edition
from mcaudit.reading.edition.model import EditionData, edition_model
from mcaudit.version import __version__

COMPILED = "compiled.txt"
"""The compiled form that is built into the package, beside the files of its edition."""
MOST_KEPT = 8
"""The forms that a cache keeps: an edition that is being written has a new one after each change."""
_OTHERS_MAY_WRITE = 0o022
_CODE = ("audit", "facts", "model", "reading", "schemas", "settings")


def packaged_edition(folder: Path, files: str) -> Edition | None:
    """Return the edition of the package in `folder`, or None where it is not compiled, or not of files of this hash."""
    return _edition_in(folder / COMPILED, _key(files))


def cached_edition(cache: Path, files: str) -> Edition | None:
    """Return the edition that a cache holds for files of this hash, or None where it holds none that can be used."""
    path = _place(cache, files)
    return _edition_in(path, _key(files)) if _is_own(cache) and _is_own(path) else None


def keep(cache: Path, data: EditionData) -> None:
    """Keep a checked edition in a cache, if it can be written; the oldest forms in it are removed."""
    if not cache.is_absolute():  # the user has no home
        return
    place = _place(cache, data.sha256)
    part = place.with_suffix(f".{os.urandom(8).hex()}.part")
    with suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(cache):
            _write(part, place, compiled_text(data))
            for old in sorted(cache.glob("edition-*"), key=_age)[MOST_KEPT:]:
                old.unlink(missing_ok=True)


def compiled_text(data: EditionData) -> str:
    """Return the compiled form of an edition: a hash, and a line of JSON."""
    content = json.dumps(asdict(data), ensure_ascii=False, separators=(",", ":"))
    return f"{_bound(_key(data.sha256), content)}\n{content}\n"


def _edition_in(path: Path, key: str) -> Edition | None:
    try:
        stated, content, _ = path.read_text(encoding="utf-8").split("\n")
        return edition_model(EditionData(**json.loads(content))) if stated == _bound(key, content) else None
    except (OSError, ValueError):
        return None


def _write(part: Path, place: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _key(files: str) -> str:
    return f"mcaudit {__version__}, files {files}"


def _bound(key: str, content: str) -> str:
    return sha256(f"{key}\n{content}".encode()).hexdigest()


def _place(cache: Path, files: str) -> Path:
    """Return where an edition is kept; the code is part of the name, as other code may refuse the same files."""
    return cache / f"edition-{sha256(f'{_key(files)}, {_code()}'.encode()).hexdigest()[:32]}.txt"


@cache
def _code() -> str:
    """Return the names, sizes, and times of the files that read and check an edition."""
    package, found = Path(__file__).parents[2], []
    for folder in _CODE:
        for parent, folders, names in os.walk(package / folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for path in (Path(parent, name) for name in names):
                info = path.stat()
                found.append(f"{path.relative_to(package).as_posix()} {info.st_size} {info.st_mtime_ns}")
    return " ".join(sorted(found))


def _is_own(path: Path) -> bool:
    """Return whether a file or folder is the user's, and nobody else may write it.

    Where a system has no numbers for users, a user's folder for caches is closed to others.
    """
    user = getattr(os, "getuid", None)
    try:
        info = path.lstat()
    except OSError:
        return False
    return user is None or (info.st_uid == user() and not info.st_mode & _OTHERS_MAY_WRITE)


def _age(path: Path) -> float:
    """Return how long ago a file was written, in seconds; one that is gone meanwhile is the newest."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return float("-inf")
