"""Finds the profiles among paths, and says what it left out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcaudit.app.ignoring import Rules, ignored_by, rules_above, rules_in
from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.reading.declared import Kind, is_editor_lock, kind_of
from mcaudit.reading.piped import descriptor_of, hold
from mcaudit.terms.run import Skipped
from mcaudit.terms.words import number

SUFFIXES = (".yaml", ".yml", ".json")
_OF_TOOLS = frozenset((".git", ".hg", ".svn", ".venv", ".tox", ".nox", "node_modules", "__pycache__"))
"""Folders that programs fill for themselves: they are never searched."""
_OF_EDITORS = (".#", "._")
"""How the names begin of files that an editor or a system keeps beside the one that it is about."""
_NO_FORMAT = f"no `format: {PROFILE_FORMAT}` line"
_HIDDEN = "in a hidden folder"
_LINK = "links to folders are not followed"
_EDITORS = "a file of an editor or a system"
_SUFFIX = "its name does not end in .yaml, .yml, or .json"
_BARREN = "a folder without profiles"
_DISGUISED = "it answers as a profile does, but its `format` says otherwise"
_NAMED = 5
"""As many files are named that were left out for one reason; JSON names them all."""


@dataclass(slots=True)
class _Search:
    """What a search comes to."""

    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, path: Path, why: str) -> None:
        self.skipped.append(Skipped(path=path.as_posix(), why=why))


def find_profiles(
    paths: Sequence[Path], *, profiles_only: bool = False, exclude: Sequence[Rules] = ()
) -> tuple[tuple[Path, ...], tuple[Problem, ...], tuple[Skipped, ...]]:
    """Return the files among `paths` and the profiles in the folders among them, each once, in order.

    A folder is searched for files that say `format: mcaudit-profile/…`, answer as a profile does and do not say
    so, or cannot be read; what is ignored, hidden, or surely no profile is left out. With `profiles_only` files
    that are named are looked at likewise, but whatever ignores them. What could not be looked into comes back as
    problems, and what was left out and is nothing else of ours as well, so that no profile is lost in silence.
    Raise InputError when nothing is found, unless only profiles were to be looked for.
    """
    found: dict[str, Path] = {}
    search, barren = _Search(), []
    for path in paths:
        descriptor = descriptor_of(path)
        if descriptor is not None:
            if f"<{descriptor}>" not in found:
                hold(path)
                found[f"<{descriptor}>"] = path
            continue
        if not _is_folder(path):
            files = tuple(_named(path, search, profiles_only))
        elif not (files := tuple(_in_folder(path, exclude, search))):
            barren.append(path)
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    if not found and not search.problems and not profiles_only:
        names = ", ".join(path.as_posix() for path in paths)
        left = "".join(f"; {notice}" for notice in skipped_notices(search.skipped))
        message = f"no profile was found in {names}{left}"
        help = f"a profile is a .yaml, .yml or .json file with the line `format: {PROFILE_FORMAT}`"
        raise InputError.of(paths[0], message, help)
    for path in barren:
        search.skip(path, _BARREN)
    return tuple(found.values()), tuple(search.problems), tuple(search.skipped)


def skipped_notices(skipped: Sequence[Skipped]) -> Iterator[str]:
    """Yield what was left out for each reason: how many files, and the first of them."""
    by_reason: dict[str, list[str]] = {}
    for each in skipped:
        by_reason.setdefault(each.why, []).append(each.path)
    for why, names in by_reason.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"skipped {number(len(names), 'file')} ({why}): {', '.join(names[:_NAMED])}{more}"


def _named(path: Path, search: _Search, profiles_only: bool) -> Iterator[Path]:
    """Yield a file that was named, unless only profiles are wanted and it surely is none."""
    if not profiles_only or not os.path.lexists(path):
        yield path
        return
    kind = kind_of(path)
    ends_well = path.suffix.lower() in SUFFIXES
    is_readable = path.is_file() and os.access(path, os.R_OK)
    if kind is Kind.PROFILE and (ends_well or not is_readable):
        yield path
    elif kind is not Kind.OURS:
        search.skip(path, {Kind.PROFILE: _SUFFIX, Kind.DISGUISED: _DISGUISED}.get(kind, _NO_FORMAT))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it as a file will say why


def _in_folder(folder: Path, exclude: Sequence[Rules], search: _Search) -> Iterator[Path]:
    def unopened(error: OSError) -> None:
        name = Path(error.filename or folder).as_posix()
        message = f"this folder cannot be opened: {(error.strerror or str(error)).lower()}"
        search.problems.append(Problem(path=name, message=message, help="profiles in it were not audited"))

    rules = {os.fspath(folder): rules_above(folder)}
    hidden = {os.fspath(folder): False}
    for parent, folders, names in os.walk(folder, onerror=unopened):
        here = (*rules.pop(parent), *rules_in(Path(parent)))
        is_hidden = hidden.pop(parent)
        folders[:] = sorted(name for name in folders if name not in _OF_TOOLS)
        for name in folders:
            inner = Path(parent, name)
            rules[os.path.join(parent, name)] = here  # noqa: PTH118  as `os.walk` spells it
            hidden[os.path.join(parent, name)] = is_hidden or name.startswith(".")  # noqa: PTH118
            if inner.is_symlink():
                search.skip(inner, _LINK)
        for name in sorted(names):
            path = Path(parent, name)
            if any(suffix.lower() in SUFFIXES for suffix in path.suffixes):
                yield from _found(path, _HIDDEN if is_hidden else _why(path, (*here, *exclude)), search)


def _why(path: Path, rules: Sequence[Rules]) -> str:
    """Return why a file is left out whatever it is, or nothing."""
    if path.name.startswith(_OF_EDITORS):
        return _EDITORS
    if rules and (name := ignored_by(rules, path)):
        return f"ignored by {name}"
    return "" if path.suffix.lower() in SUFFIXES else _SUFFIX


def _found(path: Path, why: str, search: _Search) -> Iterator[Path]:
    """Yield a file of a folder that is a profile, or may be; note what is left out and is nothing else of ours."""
    if is_editor_lock(path):
        return
    kind = kind_of(path)
    if kind is Kind.PROFILE:
        if why:
            search.skip(path, why)
        else:
            yield path
    elif kind is Kind.DISGUISED:
        search.skip(path, why or _DISGUISED)
    elif kind is Kind.OTHER and not why:
        search.skip(path, _NO_FORMAT)
