"""What became of an earlier audit's findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mcaudit.model.profile import Citation
from mcaudit.model.words import Basis, Gate, Level, Status, Verdict


class Progress(StrEnum):
    """What became of one criterion between two audits, in the order in which it is told."""

    NEW = "new"
    """It falls short, and did not before."""
    OPEN = "open"
    """It fell short, and still does."""
    MENDED = "mended"
    """It fell short, and is met now, or waits for reviewers."""
    DROPPED = "dropped"
    """It fell short, and is no longer asked: it does not apply, or another alternative is enough."""
    CHANGED = "changed"
    """It fell short neither time, and its status or what it rests on is another."""


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
    profile: str
    date: str
    gate: Gate
    verdict: Verdict
    edition: str
    """The SHA-256 of the edition."""
    policy: str
    """The SHA-256 of the policy; empty where none was applied."""
    findings: Mapping[str, EarlierFinding]
    content: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place that the profile words otherwise now, as a JSON Pointer; None where nothing stood or stands."""

    pointer: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one criterion; `texts` are the places that it reads and that changed."""

    criterion: str
    progress: Progress
    before: EarlierFinding
    texts: tuple[TextChange, ...]
    moved: bool
    """Whether its status, its reason, its message or what it reads is otherwise than it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of an earlier audit's findings, by criterion; `doubts` say what else differs between the two."""

    earlier: EarlierAudit
    changes: Mapping[str, Change]
    doubts: tuple[str, ...]

    def kinds(self) -> tuple[Progress, ...]:
        """Return what became of any criterion, in the order in which it is told."""
        return tuple(progress for progress in Progress if self.of(progress))

    def of(self, progress: Progress) -> tuple[Change, ...]:
        """Return the changes of one kind, in the source's order."""
        return tuple(change for change in self.changes.values() if change.progress is progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change of the profile did to the score of one requirement: steps of its floor and of its ceiling."""

    requirement: str
    level: Level
    before: Status
    after: Status
    floor: int
    ceiling: int
    criteria: tuple[str, ...]
    """Those of its members of which anything changed."""
