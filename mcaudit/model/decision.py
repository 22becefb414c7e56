"""Decisions: what reviewers said of a criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a reviewer may say of a criterion."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


class Standing(StrEnum):
    """How far the reviewers have come with a criterion."""

    SETTLED = "settled"
    TOO_FEW = "too_few"
    NO_AGREEMENT = "no_agreement"
    CANNOT_TELL = "cannot_tell"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the reviewers together said of a criterion, however that was arrived at.

    `answers` are the reviewers' own; `settled` is what counts, given only when `standing` is
    SETTLED. `adjudicated` tells that a third person settled a disagreement.
    """

    criterion: str
    standing: Standing
    answers: tuple[Answer, ...]
    settled: Answer | None = None
    adjudicated: bool = False
    rationale: str = ""
