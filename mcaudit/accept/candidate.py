"""A micro-credential as one state sees it, with what the conditions of the state's rules ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from mcaudit.audit.engine import audit_of
from mcaudit.audit.stated import Bearing, overlaps
from mcaudit.audit.statuses import finding, is_claim
from mcaudit.audit.subject import Case
from mcaudit.audit.support import Support, citations_for, sorted_out
from mcaudit.model import Audit, Basis, Binding, Edition, Finding, JsonObject, Policy, Profile, Status
from mcaudit.model.acceptance import RestsOn
from mcaudit.model.bearing import places_asked
from mcaudit.model.places import location, value_at
from mcaudit.settings.places import Found, found_at

Findings = MutableMapping[str, Finding]
"""Findings by criterion."""
_DEPTH = 3
"""A field of an answer stands below its component and its subcomponent, and one of an organization below its entry."""


@lru_cache(maxsize=8)
def neutral_criteria(edition: Edition) -> frozenset[str]:
    """Return the neutral criteria that read no field which may say something else for another state.

    They come to the same in every state, so that they are evaluated once for a profile.
    """
    asked = {name: {_field(place) for place in places} for name, places in places_asked(edition).items()}
    binding = {each.id: each.state.binding for each in edition.criteria}
    differing = {field for name, fields in asked.items() if binding[name] is Binding.BOUND for field in fields}
    return frozenset(
        name for name, fields in asked.items() if binding[name] is Binding.NEUTRAL and fields.isdisjoint(differing)
    )


def _field(place: str) -> str:
    steps = [step.partition("~")[0] for step in place.strip("/").split("/")]
    return "/".join(steps[:_DEPTH])


class Candidate:
    """A micro-credential as one state sees it.

    `case` is of its profile as shown for the state, under the state's policy. `shared` keeps the findings that are the
    same in every state, for the candidates of one profile.
    """

    def __init__(self, case: Case, policy: Policy, *, date: str, shared: Findings) -> None:
        self.case, self.policy, self.date = case, policy, date
        self._shared = shared
        self._own: Findings = {}

    @property
    def facts(self) -> JsonObject:
        """The profile in normal form, with derived facts, without what sources disagree about."""
        return self.case.facts

    @property
    def profile(self) -> Profile:
        """The profile as shown for the state."""
        return self.case.profile

    # --- criteria ----------------------------------------------------------------------------------

    def finding(self, criterion: str) -> Finding:
        """Return what an audit says of a criterion; what depends on no state is evaluated once for all states."""
        kept = self._shared if criterion in neutral_criteria(self.case.edition) else self._own
        if criterion not in kept:
            kept[criterion] = finding(self.case, *self.case.edition.placed[criterion])
        required_by = self.case.required_by.get(criterion, "")
        found = kept[criterion]
        return found if found.required_by == required_by else replace(found, required_by=required_by)

    def audit(self, supplied: Mapping[str, Finding]) -> Audit:
        """Return the audit, with findings that the state's own rule supplies."""
        known = {name: self.finding(name) for name in self.case.edition.placed}
        return audit_of(self.case, date=self.date, known={**known, **supplied})

    def rests_on(self, found: Finding) -> RestsOn:
        """Return what a finding that is met rests on."""
        if found.status is not Status.MET:
            return RestsOn.NOTHING
        if found.basis in (Basis.CONSENSUS, Basis.ADJUDICATION):
            return RestsOn.DECISION
        if is_claim(self.case, found.criterion):
            return RestsOn.CLAIM
        return RestsOn.CHECKED if self.is_checked(found.criterion) else RestsOn.POLICY

    def is_checked(self, criterion: str) -> bool:
        """Return whether a reviewer checked what the profile claims for a criterion."""
        decision = self.case.decisions.get(criterion)
        return decision is not None and decision.checked

    # --- facts -------------------------------------------------------------------------------------

    def value(self, pointer: str) -> Any:
        """Return the fact at a JSON Pointer, or None."""
        return value_at(self.facts, pointer)

    def found(self, place: str) -> Iterator[Found]:
        """Yield the facts at a place that may be about the state."""
        return found_at(self.facts, place, self.policy.state)

    def support(self, pointers: Iterable[str]) -> Support:
        """Return the usable citations behind some facts, and why others do not count."""
        bearings = [Bearing(tuple(each.strip("/").split("/")), self.value(each)) for each in pointers]
        return sorted_out(self.profile, citations_for(self.profile, self.case.edition, bearings))

    def is_disputed(self, places: Sequence[str]) -> bool:
        """Return whether the profile's sources disagree about one of some places."""
        return any(overlaps(place.strip("/"), each.pointer) for place in places for each in self.case.conflicts)

    def is_unplaced(self, pointers: Iterable[str]) -> bool:
        """Return whether the profile does not say of a fact for which state it holds, and it is of no single state."""
        return any(overlaps(each.strip("/"), place) for each in pointers for place in self.profile.unplaced)

    def location(self, pointer: str) -> Any:
        """Return where a place stands in the file."""
        return location(self.profile, pointer)
