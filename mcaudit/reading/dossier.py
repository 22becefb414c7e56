"""Checks that a dossier's local files are there and are the ones that their hashes name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from mcaudit.errors import InputError
from mcaudit.model import DocumentState
from mcaudit.reading.limits import MAX_LOCAL_DOCUMENT, MAX_PROBLEMS
from mcaudit.reading.text import shortened
from mcaudit.reading.tree import Document


def document_states(document: Document, profile: Path) -> tuple[dict[str, DocumentState], dict[str, str]]:
    """Return whether each dossier entry can stand behind a citation, and the SHA-256 of each local file.

    A local path must stay inside the profile's folder: a profile comes from somebody else and may
    not probe the reader's disk. Raise InputError where one does not.
    """
    folder = profile.parent
    states = {}
    hashes = {}
    problems = []
    for name, entry in (document.data.get("dossier") or {}).items():
        if "path" not in entry:
            states[name] = DocumentState.REMOTE
            continue
        path = _inside(folder, entry["path"])
        if path is None:
            at = document.values[f"/dossier/{name}/path"]
            message = f"`path` is “{shortened(entry['path'])}”, which leads out of the profile's folder"
            problems.append(
                document.text.problem(
                    message, "put the file beside the profile, and write a relative path with /", at=at
                )
            )
        elif _is_same(path, profile):
            at = document.values[f"/dossier/{name}/path"]
            message = "`path` names the profile itself, which cannot stand behind its own claims"
            problems.append(document.text.problem(message, "name a document that a reviewer can open", at=at))
        else:
            states[name], found = _state(path, entry.get("sha256"))
            if found:
                hashes[name] = found
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    return states, hashes


def local_files(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the local files that a dossier names, without those out of the profile's folder or with an impossible name.

    Whoever writes asks for the files of profiles that are not valid as well, which may name anything.
    """
    for name in names:
        path = _inside(folder, name)
        if path is not None:
            with suppress(UnicodeEncodeError):  # a name that this system cannot spell is that of no file
                os.fsencode(path)
                yield path


def _is_same(path: Path, profile: Path) -> bool:
    try:
        return path.samefile(profile)
    except (OSError, ValueError):
        return False  # one of them is not there, and so they are not one


def _inside(folder: Path, written: str) -> Path | None:
    relative = PurePosixPath(written)
    if relative.is_absolute() or ".." in relative.parts or "\\" in written or ":" in written or "\0" in written:
        return None
    path = folder / relative
    try:
        resolved, root = path.resolve(), folder.resolve()
    except (RuntimeError, ValueError):
        return path  # a link in a circle, or a name that this system cannot spell: it will be found missing
    except OSError:
        return None
    return path if resolved.is_relative_to(root) else None


def _state(path: Path, sha256: str | None) -> tuple[DocumentState, str]:
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_LOCAL_DOCUMENT:
            return DocumentState.MISSING, ""
        if info.st_size == 0:
            return DocumentState.EMPTY, ""
        with path.open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return DocumentState.MISSING, ""
    return DocumentState.PRESENT if sha256 in (None, "") or sha256.lower() == found else DocumentState.ALTERED, found
