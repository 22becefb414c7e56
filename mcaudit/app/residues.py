"""Finds what carries from one state's review to another: reads both policies, and draws the decisions together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mcaudit.accept.residue import residue
from mcaudit.app.reviews import adopting_of, decided
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.audit.subject import Case
from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.facts.for_state import for_state
from mcaudit.model import Audit, Edition, Policy, Profile, Review, SourcedPlace
from mcaudit.model.purposes import Adoption
from mcaudit.model.residue import Residue
from mcaudit.model.states import NATIONAL
from mcaudit.review.adopting import Adopting
from mcaudit.review.pins import is_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """From which state to which decisions carry; other processes work with a copy of it."""

    from_state: str
    to_state: str
    policies: Mapping[str, Policy]
    """By state."""
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    """By the id of their profile."""
    what_if: bool = False
    """Whether to work it out as if the receiving state adopted the other's decisions."""

    def residue(self, audit: Audit) -> Residue:
        """Return what carries for a micro-credential that was audited on some day; only its profile is used."""
        profile = audit.profile.written or audit.profile
        given = [_of_a_state(each, profile, self.from_state) for each in self.reviews.get(profile.id, ())]
        theirs = [each for each in given if each.state == self.from_state]
        there = self._case(audit.edition, profile, self.to_state, audit.date)
        adopting = self._adopting(there)
        mine = [each for each in given if each.state == self.to_state]
        there = replace(there, decisions=decided(there, [*theirs, *mine], adopting))
        home = self._case(audit.edition, profile, self.from_state, audit.date)
        return residue(
            audit_of(there, date=audit.date),
            decided(home, theirs, replace(adopting_of(home), adoptions={}, quorums={})),
            frozenset(each.id for each in audit.edition.criteria if is_bound(there, each)),
            from_state=self.from_state,
            adopted=self.from_state in adopting_of(there).adoptions,
            what_if=self.what_if,
        )

    def _case(self, edition: Edition, profile: Profile, state: str, date: str) -> Case:
        return case_of(edition, for_state(edition, profile, state), date=date, policy=self.policies.get(state))

    def _adopting(self, there: Case) -> Adopting:
        """Return on which terms the other state's decisions count; nobody else's do."""
        adopting = adopting_of(there)
        adoption = adopting.adoptions.get(self.from_state)
        if adoption is None and self.what_if:
            adoption = Adoption(state=self.from_state, source=SourcedPlace(document="", place=""))
        if adoption is None:
            return replace(adopting, adoptions={}, quorums={})
        policy = self.policies.get(self.from_state)
        quorum = policy.quorum if policy else DEFAULT_QUORUM
        quorums = {self.from_state: quorum} if adoption.their_quorum else {}
        return replace(adopting, adoptions={self.from_state: adoption}, quorums=quorums)


def _of_a_state(review: Review, profile: Profile, from_state: str) -> Review:
    """Return a review with its state; one that names none is of the profile's own, or of the state it is given for."""
    home = from_state if profile.state == NATIONAL else profile.state
    return review if review.state else replace(review, state=home)


def stateless(reviews: Mapping[str, Sequence[Review]]) -> tuple[str, ...]:
    """Return the files of decisions that name no state."""
    return tuple(each.path for mine in reviews.values() for each in mine if not each.state)
