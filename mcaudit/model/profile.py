"""A profile: a provider's description of one micro-credential, as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from mcaudit.model.words import JsonObject


class DocumentState(StrEnum):
    """Whether a dossier's document can stand behind a citation."""

    REMOTE = "remote"
    """At an address; mcaudit opens no network connection, so it was not looked at."""
    PRESENT = "present"
    """A local file that is there and, where a hash is given, matches it."""
    MISSING = "missing"
    EMPTY = "empty"
    """A local file with nothing in it."""
    ALTERED = "altered"
    """A local file whose bytes are not those that its hash names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a text file; line and column count from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What a value that is not plain was read as; line and column count from 1, None where the file has no lines."""

    path: str
    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A pointer from an answer to a document of the dossier and a place in it."""

    document: str
    place: str
    fields: tuple[str, ...] = ()

    @staticmethod
    def of(entry: JsonObject) -> Citation:
        """Return the citation that an entry of a profile gives."""
        page, section, time = str(entry.get("page", "")), str(entry.get("section", "")), str(entry.get("time") or "")
        fields = entry.get("fields") or ()
        named = (fields,) if isinstance(fields, str) else tuple(fields)
        return _citation(str(entry["document"]), page, section, time, named)


@lru_cache(maxsize=1024)
def _citation(document: str, page: str, section: str, time: str, fields: tuple[str, ...]) -> Citation:
    """Return a citation; an answer's is asked for by each of its criteria."""
    page = page.removeprefix("pp.").removeprefix("p.").strip()
    several = any(mark in page for mark in ",-–")
    places = (f"{'pp.' if several else 'p.'} {page}" if page else "", section, f"at {time}" if time else "")
    return Citation(document=document, place=", ".join(filter(None, places)), fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What the provider says to a finding of an earlier audit: it stands beside the finding, and settles nothing.

    Days are YYYY-MM-DD; `to` is that of the audit it answers, empty where it is not given.
    """

    text: str
    date: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A provider's description of one micro-credential, as read.

    `content` is what the file says, with `None` where a heading stands empty; `positions` maps JSON
    Pointers into it to places in the file (empty for a profile that no file was written for);
    `documents` maps each dossier entry to whether it can stand behind a citation.
    """

    id: str
    title: str
    state: str
    path: str
    sha256: str
    content: JsonObject
    positions: Mapping[str, Position]
    documents: Mapping[str, DocumentState]
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each local file of the dossier that is there, by the dossier's short name."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """Why a local file of the dossier cannot stand behind a citation, as the end of a sentence about it."""
    warnings: tuple[Warned, ...] = ()
    """What was read liberally, in the order of the file."""
    written: Profile | None = None
    """The profile as it is written, where this is a view of it for another state."""
    unplaced: tuple[str, ...] = ()
    """Of a view, JSON Pointers to what it keeps though no state is named there; a reviewer decides where it counts."""

    @property
    def home(self) -> str:
        """The state that it is written for, or `national`."""
        return self.written.state if self.written else self.state


def criteria_about(entry: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a statement or a remark is about, each once; the members of a group in place of the group."""
    about = entry.get("about") or ()
    names = [about] if isinstance(about, str) else [str(name) for name in about]
    return tuple(dict.fromkeys(each for name in names for each in groups.get(name, (name,))))
