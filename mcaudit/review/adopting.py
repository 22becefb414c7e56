"""Says which decisions made for another state count, because the reviewing state's policy adopts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mcaudit.model import Uncounted, Vote
from mcaudit.model.purposes import Adoption
from mcaudit.model.states import state_name
from mcaudit.review.parties import one_person

_Uncounted = tuple[Uncounted, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopting:
    """Whose decisions a state adopts, on which terms, on the day of the audit (YYYY-MM-DD)."""

    state: str
    """The state that reviews."""
    day: str
    adoptions: Mapping[str, Adoption] = field(default_factory=dict)
    """By the state that decided."""
    quorums: Mapping[str, int] = field(default_factory=dict)
    """How many reviewers that state asks for, where as many are enough here too."""

    def is_own(self, origin: str) -> bool:
        """Return whether a decision is the state's own; one that names no state counts as such."""
        return origin in ("", self.state)

    def refusal(self, criterion: str, origin: str, day: str) -> _Uncounted | None:
        """Return why a decision on a criterion that is the same in every state does not count; None if it does."""
        if self.is_own(origin):
            return None
        adoption, there = self.adoptions.get(origin), state_name(origin)
        if adoption is None:
            here = state_name(self.state)
            return Uncounted.STALE_STATE, f"it was decided for {there}, whose decisions {here} has not adopted"
        if adoption.criteria is not None and criterion not in adoption.criteria:
            why = f"it was decided for {there}, whose decisions count here only on other criteria"
            return Uncounted.STALE_STATE, why
        days = (date.fromisoformat(self.day) - date.fromisoformat(day)).days
        if adoption.within_days is not None and days > adoption.within_days:
            limit = f"more than {adoption.within_days} days ago"
            return Uncounted.STALE_AGE, f"it was decided for {there} {limit}, and older decisions do not count here"
        return None

    def takes_settlement(self, criterion: str, origin: str, day: str) -> bool:
        """Return whether the settlement of a disagreement counts."""
        adoption = self.adoptions.get(origin)
        settles = self.is_own(origin) or (adoption is not None and adoption.settlements)
        return settles and self.refusal(criterion, origin, day) is None

    def own_first(self, votes: Sequence[Vote], quorum: int) -> tuple[Vote, ...]:
        """Return the votes, of which those of another state do not count where enough reviewers here have decided.

        Whoever decided for several states counts once: for this one, or for the one that they decided for last.
        """
        enough = sum(vote.counts and not vote.state for vote in votes) >= quorum
        seen = [vote.reviewer for vote in votes if not vote.state]
        again = []
        for vote in sorted((each for each in votes if each.state and each.counts), key=_day, reverse=True):
            if any(one_person(vote.reviewer, other) for other in seen):
                again.append(vote)
            seen.append(vote.reviewer)
        return tuple(_superseded(each, again=each in again) if enough or each in again else each for each in votes)

    def quorum(self, votes: Sequence[Vote], quorum: int) -> int:
        """Return how many reviewers are enough: as many as the other state asks for, where its decisions say so."""
        origins = {vote.state for vote in votes if vote.counts}
        return min((quorum, *(self.quorums.get(origin, quorum) for origin in origins))) if len(origins) == 1 else quorum


def _day(vote: Vote) -> str:
    return vote.opinion.date


def _superseded(vote: Vote, *, again: bool) -> Vote:
    """Return a vote, which does not count if it was made for another state; `again` says that its reviewer counts."""
    if not vote.state or vote.uncounted is not None:
        return vote
    instead = "the reviewer has decided this once more" if again else "reviewers here have decided this"
    return replace(
        vote, uncounted=Uncounted.SUPERSEDED, why=f"it was decided for {state_name(vote.state)}, and {instead}"
    )
