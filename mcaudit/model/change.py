"""What became of an earlier audit's findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mcaudit.model.profile import Citation
from mcaudit.model.words import Basis, Gate, Level, Status, Verdict


class Progress(StrEnum):
    """What became of one criterion between two audits, in the order in which outputs show it."""

    NEW = "new"
    """It falls short, and did not before."""
    OPEN = "open"
    """It fell short, and still does."""
    FIXED = "mended"
    """It fell short, and is met now, or waits for reviewers."""
    DROPPED = "dropped"
    """It fell short, and is no longer asked: it does not apply, or another alternative is enough."""
    CHANGED = "changed"
    """It fell short neither time, and its status or what it rests on is different."""
    RE_EVALUATED = "re_evaluated"
    """Its status is different, and only the criteria or mcaudit changed: nobody has fixed or broken anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding:
    """What an earlier audit said of one criterion."""

    status: Status
    basis: Basis
    message: str
    needed: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAudit:
    """An earlier audit of one profile, as its JSON has it; `content` is what the profile said then, if kept."""

    path: str
    format: str
    """The format of its file, such as mcaudit-audit/1."""
    tool: str
    """The version of mcaudit that made it."""
    profile: str
    sha256: str
    """The SHA-256 of the profile's file."""
    date: str
    gate: Gate
    verdict: Verdict
    """As that audit printed it; a file of the first format has `pass` and `fail` at the submission gate."""
    edition: str
    """The SHA-256 of the edition."""
    policy: str
    """The SHA-256 of the policy; empty where none was applied."""
    reviewed: tuple[str, ...]
    """The SHA-256 of each file of decisions."""
    findings: Mapping[str, EarlierFinding]
    content: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place whose text changed, as a JSON Pointer; None where nothing stood or stands."""

    pointer: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one criterion; `texts` are the places that bear on it and that changed."""

    criterion: str
    progress: Progress
    before: EarlierFinding
    texts: tuple[TextChange, ...]
    moved: bool
    """Whether its status, its reason, its message, or what bears on it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of an earlier audit's findings, by criterion; `doubts` say what else differs between the two."""

    earlier: EarlierAudit
    changes: Mapping[str, Change]
    doubts: tuple[str, ...]

    def kinds(self) -> tuple[Progress, ...]:
        """Return what became of any criterion, in the order in which outputs show it."""
        return tuple(progress for progress in Progress if self.of(progress))

    def of(self, progress: Progress) -> tuple[Change, ...]:
        """Return the changes of one kind, in the source's order."""
        return tuple(change for change in self.changes.values() if change.progress is progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change of the profile did to one requirement, with the steps that it adds to the score."""

    requirement: str
    level: Level
    before: Status
    after: Status
    addressed: int
    """1 where it is addressed now and was not before, -1 the other way around."""
    floor: int
    ceiling: int
    criteria: tuple[str, ...]
    """Its members of which anything changed."""
