"""Decisions: what the reviewers together said of a criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.model.review import Settlement, Uncounted, Vote
from mcaudit.model.words import Answer


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
    SETTLED. `adjudicated` says that a disagreement was settled on the record.
    """

    criterion: str
    standing: Standing
    answers: tuple[Answer, ...]
    settled: Answer | None = None
    adjudicated: bool = False
    rationale: str = ""
    would_satisfy: str = ""
    """What would satisfy it, as those say whose answers it comes from; empty where it is met."""
    counted: int = 0
    """How many reviewers' answers count."""
    quorum: int = DEFAULT_QUORUM
    votes: tuple[Vote, ...] = ()
    """What each reviewer said; until the quorum is complete, no output shows it."""
    settlement: Settlement | None = None
    checked: bool = False
    """Whether a reviewer whose answer counts has checked the cited fact."""
    lapsed: str = ""
    """Why a disagreement that was settled is open again; empty where none was, or its settlement holds."""

    @property
    def only_checks(self) -> bool:
        """Whether nobody has answered, and somebody has checked the fact."""
        return bool(self.votes) and all(vote.is_check for vote in self.votes)

    @property
    def checks(self) -> tuple[Vote, ...]:
        """The checks that count."""
        return tuple(vote for vote in self.votes if vote.confirms)

    @property
    def answered(self) -> int:
        """How many have answered who may and on what stands today, whether or not a citation is missing."""
        uncited = sum(vote.uncounted is Uncounted.UNCITED for vote in self.votes)
        return max(self.counted, sum(vote.counts for vote in self.votes) + uncited)

    @property
    def all_in(self) -> bool:
        """Whether enough have answered that outputs may show whose answers lack a citation."""
        return self.answered >= self.quorum

    @property
    def disputed(self) -> bool:
        """Whether the answers differ as they stand, so that it takes a settlement, or has one."""
        return self.complete and len(set(self.answers)) > 1 and (self.settled is None or self.adjudicated)

    @property
    def complete(self) -> bool:
        """Whether as many reviewers as it takes have answered, so that their answers may be shown."""
        return self.counted >= self.quorum
