"""Finds the profiles among paths."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from mcaudit.errors import InputError, Problem
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
