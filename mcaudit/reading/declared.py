"""Says what a file is by its parsed top-level `format`, never by a line that only looks like one."""

from __future__ import annotations

import codecs
import json
import re
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.parsing.entries import entries_in
from mcaudit.reading.piped import held

_PROFILE = "mcaudit-profile"
_OTHERS = {
    "acceptance", "audit", "batch", "comparison", "config", "criteria", "decisions", "edition", "facts", "feedback",
    "import", "issuer", "policy", "reconciliation", "settings", "site", "versions", "works", "worksheet",
}  # fmt: skip
"""The kinds of mcaudit's own files that are not profiles, as they stand in `format: mcaudit-KIND/1`."""
_ANSWERS = frozenset(("developers", "deliverers", "evaluators", "issuers", "recognizers", "dossier"))
_ENOUGH_ANSWERS = 2
_WRITTEN_ANSWER = re.compile("|".join(sorted(_ANSWERS)).encode())
_ESCAPED_LETTER = re.compile(rb"\\(?:x|u00|U000000)(?:[46][1-9a-fA-F]|[57][0-9aA])")
_BROKEN_LINE = re.compile(rb"\\\r?\n[ \t]*")
_SCHEMA = re.compile(rb"""["']?\$schema["']?\s*:""")


class Kind(StrEnum):
    """What a file is to a search for profiles."""

    PROFILE = "profile"
    """It is one, or it may be: who reads it will say."""
    OURS = "ours"
    """Something else of mcaudit, or a schema."""
    DISGUISED = "disguised"
    """It says that it is something else of mcaudit, and answers as a profile does."""
    OTHER = "other"
    """Surely no profile."""


def kind_of(path: Path) -> Kind:
    """Return what a file is; where that cannot be read or parsed, it is a profile until somebody looks at it."""
    content = _beginning(path)
    if content is None:
        return Kind.PROFILE
    if not _may_be_ours(content):
        return Kind.OURS if _SCHEMA.search(content) else Kind.OTHER
    said = _said(content, is_json=path.suffix.lower() == ".json")
    return said.kind() if said else Kind.PROFILE


def may_hold_decisions(path: Path) -> bool:
    """Return whether a file says that it holds reviewers' decisions, or cannot be parsed and may hold some."""
    content = _beginning(path)
    if content is None:
        return True
    if not _may_be_ours(content):
        return False
    said = _said(content, is_json=path.suffix.lower() == ".json")
    if said is None:
        return b"mcaudit-decision" in content.replace(b"\0", b"")
    return any(format.startswith("mcaudit-decision") for format in said.formats)


def is_editor_lock(path: Path) -> bool:
    """Return whether a path is the link that an editor keeps beside a file it has open; it leads to no file."""
    return path.name.startswith(".#") and path.is_symlink() and not path.exists()


@dataclass(slots=True)
class _Said:
    formats: list[str] = field(default_factory=list)
    """What stands after `format` at the top, in small letters; more than one where it is repeated."""
    answers: set[str] = field(default_factory=set)
    is_schema: bool = False
    holds_profile: bool = False
    """Whether an entry further down says that it is a profile."""

    def add(self, name: str, value: object, *, at_top: bool) -> None:
        name = name.strip().casefold()
        text = value.strip().casefold() if isinstance(value, str) else ""
        if name == "format" and text.startswith(_PROFILE):
            self.holds_profile = True
        if at_top and name == "format":
            self.formats.append(text)
        elif at_top and name in _ANSWERS:
            self.answers.add(name)
        elif at_top and name == "$schema":
            self.is_schema = True

    @property
    def is_profile(self) -> bool:
        """Whether the top says so: nothing that follows can make it something else."""
        return any(format.startswith(_PROFILE) for format in self.formats)

    def kind(self) -> Kind:
        answers = len(self.answers) >= _ENOUGH_ANSWERS
        ours = [format for format in self.formats if format.startswith("mcaudit")]
        if ours:
            known = all(format.removeprefix("mcaudit-").partition("/")[0] in _OTHERS for format in ours)
            if self.is_profile or not known or len(self.formats) > 1:
                return Kind.PROFILE
            return Kind.DISGUISED if answers else Kind.OURS
        if answers or self.holds_profile:
            return Kind.PROFILE
        return Kind.OURS if self.is_schema else Kind.OTHER


def _beginning(path: Path) -> bytes | None:
    """Return a file's first bytes, one more than a profile may have; None where it is not a file or cannot be read."""
    if (content := held(path)) is not None:
        return content
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            return None
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None


def _may_be_ours(content: bytes) -> bool:
    """Return whether a file's bytes may name mcaudit, or answer as a profile does; if not, nothing in it is ours."""
    plain = content.replace(b"\0", b"")  # as UTF-16 and UTF-32 have them
    if b"\\" in plain:
        if _ESCAPED_LETTER.search(plain):
            return True
        plain = _BROKEN_LINE.sub(b"", plain)
    plain = plain.lower()
    return b"mcaudit" in plain or len(set(_WRITTEN_ANSWER.findall(plain))) >= _ENOUGH_ANSWERS


def _said(content: bytes, *, is_json: bool) -> _Said | None:
    """Return what a file says; None where it cannot be parsed, so that only somebody who looks at it can know."""
    is_cut = len(content) > MAX_BYTES
    while content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8", errors="ignore" if is_cut else "strict")
        return _of_json(text) if is_json and not is_cut else _of_yaml(text, is_cut=is_cut)
    except (ValueError, RecursionError):
        return None


def _of_json(text: str) -> _Said:
    said = _Said()

    def entries(pairs: list[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
        for name, value in pairs:
            said.add(name, value, at_top=False)
        return tuple(pairs)

    top = json.loads(text, object_pairs_hook=entries, parse_int=str)
    if isinstance(top, tuple):
        for name, value in top:
            said.add(name, value, at_top=True)
    return said


def _of_yaml(text: str, *, is_cut: bool) -> _Said:
    said = _Said()
    for at_top, name, value in entries_in(text):
        said.add(name, value, at_top=at_top)
        if said.is_profile or (is_cut and said.formats):  # too long for a profile, so what it begins with is enough
            return said
    return said
