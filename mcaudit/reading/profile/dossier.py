"""Checks that a dossier's local files are there and are the ones that their hashes name, and says why one is not."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from hashlib import file_digest, sha256
from itertools import accumulate
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from mcaudit.errors import InputError
from mcaudit.model import DocumentState
from mcaudit.model.places import escaped
from mcaudit.reading.kinds import LARGEST_POINTER, pointed_at
from mcaudit.reading.limits import MAX_LOCAL_DOCUMENT, MAX_PROBLEMS, MAX_TEXT_DOCUMENT
from mcaudit.reading.near_files import ALIKE, names_in
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.text import shortened

_DRIVE = re.compile(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+:/")


@dataclass(slots=True)
class LocalDocuments:
    """What is known of a dossier's documents, each by its short name."""

    states: dict[str, DocumentState] = field(default_factory=dict)
    """Whether each entry can stand behind a citation."""
    hashes: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each local file that is there."""
    faults: dict[str, str] = field(default_factory=dict)
    """Why a local file cannot stand behind a citation, as the end of a sentence about the document."""


def local_documents(document: Document, profile: Path | None) -> LocalDocuments:
    """Return what is known of the documents in a profile's dossier.

    A local path must stay inside the profile's folder: a profile comes from somebody else and may
    not probe the reader's disk. Raise InputError where one does not. Where the profile lies in no folder, no
    disk is looked at, and each is missing.
    """
    found = LocalDocuments()
    problems = []
    for name, entry in (document.data.get("dossier") or {}).items():
        if "path" not in entry:
            found.states[name] = DocumentState.REMOTE
            continue
        if profile is None:
            found.states[name] = DocumentState.MISSING
            found.faults[name] = "was not looked for: the profile did not come from a folder"
            continue
        written = entry["path"]
        if wrong := _wrong(profile, written):
            at = document.values[f"/dossier/{escaped(name)}/path"]
            problems.append(document.text.problem(f"`path` is “{shortened(written)}”, {wrong[0]}", wrong[1], at=at))
            continue
        guess = len(found.faults) < MAX_PROBLEMS  # names are compared with each other, which takes time
        state, digest, fault = _looked_at(profile.parent, written, str(entry.get("sha256") or "").lower(), guess=guess)
        found.states[name] = state
        found.hashes |= {name: digest} if digest else {}
        found.faults |= {name: fault} if fault else {}
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    return found


def local_files(profile: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the local files that a dossier names, without those out of the profile's folder or with an impossible name.

    Whoever writes asks for the files of profiles that are not valid as well, which may name anything.
    """
    for name in names:
        if not _wrong(profile, name):
            with suppress(UnicodeEncodeError):  # a name that this system cannot spell is that of no file
                os.fsencode(name)
                yield profile.parent / name


# --- paths ---------------------------------------------------------------------------------------

_OUT = ("which leads out of the profile's folder", "put the file beside the profile, and write a relative path with /")


def _wrong(profile: Path, written: str) -> tuple[str, str] | None:
    """Return what keeps a path from being looked at, and how to fix it; None where nothing does."""
    plain = PurePosixPath(written.replace("\\", "/"))
    if "\0" in written:
        return "which has a NUL character in it", "delete it and type the path again"
    # It climbs where it leads above where it starts, at its end or on the way.
    climbs = min(accumulate(-1 if part == ".." else 1 for part in plain.parts), default=0) < 0
    if plain.is_absolute() or _DRIVE.match(written) or climbs:
        return _OUT
    if "\\" in written:
        return "which has backslashes", f"write it with /: {shortened(plain.as_posix())}"
    if ".." in plain.parts:
        return "which has `..` in it", "write the path from the profile's folder down, without `..`"
    if ":" in written:
        return "which has a colon", "rename the file: Windows has no colons in names, and a path here has none"
    path = profile.parent / plain
    if not _is_inside(profile.parent, path):
        return _OUT
    if _is_same(path, profile):
        help = "name a document that a reviewer can open"
        return "which is the profile itself and cannot stand behind its own claims", help
    return None


def _is_inside(folder: Path, path: Path) -> bool:
    """Return whether a path stays in a folder, links followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (RuntimeError, ValueError):
        return True  # a link in a circle, or a name that this system cannot spell: it counts as missing
    except OSError:
        return False


def _is_same(path: Path, profile: Path) -> bool:
    try:
        return path.samefile(profile)
    except (OSError, ValueError):
        return False  # one of them is not there, and so they are not one


# --- files ---------------------------------------------------------------------------------------


def _looked_at(folder: Path, written: str, named: str, *, guess: bool) -> tuple[DocumentState, str, str]:
    """Return the state of a file, its SHA-256 (empty where it is not there), and what is wrong with it.

    `named` is the SHA-256 that the dossier gives; `guess` is whether to look for the file that may be meant.
    """
    path = folder / written
    shown = f"“{shortened(written)}”"
    try:
        info = path.stat()
        if wrong := _not_a_document(info):
            return DocumentState.MISSING, "", f"is not at {shown}: {wrong}"
        if info.st_size == 0:
            return DocumentState.EMPTY, "", f"is an empty file, {shown}"
        identity = (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)
        digest = _digest(path, identity)
        if info.st_size <= LARGEST_POINTER and (oid := pointed_at(path.read_bytes())):
            return DocumentState.MISSING, "", f"is not at {shown}: {_pointer(oid, named)}"
        if named in ("", digest):
            return DocumentState.PRESENT, digest, ""
        other_ends = _with_other_ends(path, identity) if info.st_size <= MAX_TEXT_DOCUMENT else {}
        return DocumentState.ALTERED, digest, _altered(shown, other_ends.get(named))
    except FileNotFoundError:
        instead = _instead(folder, PurePosixPath(written)) if guess else ""
        return DocumentState.MISSING, "", f"is not at {shown}{instead}"
    except (OSError, ValueError) as error:
        return DocumentState.MISSING, "", f"is not at {shown}: {_unopened(error)}"


def _not_a_document(info: os.stat_result) -> str:
    if stat.S_ISDIR(info.st_mode):
        return "that is a folder; name a file in it"
    if not stat.S_ISREG(info.st_mode):
        return "that is not a regular file"
    if info.st_size > MAX_LOCAL_DOCUMENT:
        return f"that file has {info.st_size:,} bytes, and at most {MAX_LOCAL_DOCUMENT:,} are read"
    return ""


def _unopened(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read that file"
    if isinstance(error, NotADirectoryError):
        return "a part of the path is a file, not a folder"
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return "no file name may be so long"
    return "this system cannot open that path"


@lru_cache(maxsize=4096)
def _digest(path: Path, identity: tuple[int, ...]) -> str:
    """Return the SHA-256 of a file, which many entries and many profiles may name; `identity` is another once it is."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _pointer(oid: str, named: str) -> str:
    which = " to just this document" if oid == named else " to another version of it" if named else ""
    help = "run `git lfs pull`, or set `lfs: true` where a workflow checks out"
    return f"what is there is a Git LFS pointer{which}; {help}"


@lru_cache(maxsize=4096)
def _with_other_ends(path: Path, identity: tuple[int, ...]) -> Mapping[str, str]:
    """Return how the line ends of a text are written, by the SHA-256 that it has with those of another system."""
    lf = path.read_bytes().replace(b"\r\n", b"\n")
    crlf = lf.replace(b"\n", b"\r\n")
    return {sha256(lf).hexdigest(): "CRLF, as on Windows", sha256(crlf).hexdigest(): "LF, as on Linux and macOS"}


def _altered(shown: str, ends: str | None) -> str:
    """Return how a file differs from the one that its hash names: in its line ends alone, or in more."""
    if not ends:
        return f"has changed since its hash was taken: {shown} has another hash"
    return (
        f"has other line ends than when its hash was taken: those of {shown} are {ends}; if Git changed them, write "
        "`* -text` into .gitattributes and check the file out again"
    )


# --- near names ----------------------------------------------------------------------------------


def _instead(folder: Path, written: PurePosixPath) -> str:
    """Return what stands where nothing is: a name that may be meant, or the first folder that is not there."""
    decoded = PurePosixPath(unquote(written.as_posix()))
    if decoded != written and _is_inside(folder, folder / decoded) and os.path.lexists(folder / decoded):
        return f"; “{shortened(decoded.as_posix())}” is there: write the name as it is, without % codes"
    steps = (written, *written.parents)[-2::-1]
    gone = next((step for step in steps if not os.path.lexists(folder / step)), written)
    near = _near(folder / gone.parent, gone.name)
    if near == gone.name:
        return ": that is a link to what is not there"
    if near:
        return f"; did you mean “{shortened((gone.parent / near / written.relative_to(gone)).as_posix())}”?"
    if gone != written:
        return f": there is no folder “{shortened(gone.as_posix())}”"
    return ": there is no such file"


def _near(folder: Path, name: str) -> str:
    """Return the name in a folder that is written almost as one that is not in it."""
    names: dict[str, str] = {}
    for each in names_in(folder):
        names.setdefault(_folded(each), each)
    found = get_close_matches(_folded(name), names, n=1, cutoff=ALIKE)
    return names[found[0]] if found else ""


def _folded(name: str) -> str:
    """Return a name without what differs between systems and is easily overlooked."""
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", unquote(name)).casefold())
