"""Whose turn it is in the review of a micro-credential: the words of an inbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mcaudit.model.audit import Audit


class Step(IntEnum):
    """What to do next with a submission, in the order in which an inbox shows it."""

    RETURN = 1
    """Return it to the provider: most of what is required is not addressed, so a review would be wasted."""
    SETTLE = 2
    """Settle what reviewers disagree about."""
    REVIEW = 3
    """Reviewers must answer."""
    PROVIDER = 4
    """Only the provider can act."""
    NOTHING = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Where the review of one micro-credential stands. Days are YYYY-MM-DD, and empty where nobody has answered."""

    audit: Audit
    step: Step
    open: int
    """Criteria that reviewers must still answer."""
    disputed: int
    cannot_tell: int
    reviewers: tuple[tuple[str, int], ...]
    """Each reviewer who is waited for, by name, with how many criteria are left."""
    more: int
    """Reviewers who are needed and have not begun."""
    since: str
    """Since when the earliest answer waits for somebody else."""
    not_addressed: int
    """Requirements that the provider has not addressed."""
    required: int
