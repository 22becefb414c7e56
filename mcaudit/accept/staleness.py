"""Finds which decisions no longer stand once the provider answers or cites something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any

from mcaudit.accept.fields import heading
from mcaudit.audit.stated import Bearing, filled_at
from mcaudit.audit.subject import Case
from mcaudit.audit.support import citations_for
from mcaudit.model import Basis, Finding, JsonObject, Status
from mcaudit.model.bearing import places_asked
from mcaudit.review.pins import places_pinned

BY_PEOPLE = (Basis.CONSENSUS, Basis.ADJUDICATION)
_GOOD = (Status.MET, Status.NOT_APPLICABLE)


class Staleness:
    """The decisions that a cell's good findings rest on, and what each is pinned to."""

    def __init__(self, case: Case, findings: Iterable[Finding]) -> None:
        self.case = case
        self.findings = tuple(findings)

    def after(self, criterion: str, fields: Collection[str], *, cites_only: bool = False) -> frozenset[str]:
        """Return the decisions that no longer stand once an act about a criterion changes some fields.

        A decision is pinned to what stands at its places, and to the citations of what is filled there. What is
        answered is cited as well, if nothing cites it yet.
        """
        if not self._resting:
            return frozenset()
        cited = [field for field in fields if cites_only or not self._is_cited(field)]
        given = () if cites_only else self._given(criterion, fields)
        return frozenset(
            name
            for name in self._resting
            if any(meet(each, place) for each in self._pinned[name] for place in given)
            or any(meet(each, place) for each in self._filled(name) for place in cited)
        )

    @cached_property
    def _resting(self) -> tuple[str, ...]:
        """Criteria that reviewers decided well, or whose facts they checked where the policy wants that."""
        return tuple(
            each.criterion
            for each in self.findings
            if each.status in _GOOD and (each.basis in BY_PEOPLE or self._is_checked(each.criterion))
        )

    def _is_checked(self, criterion: str) -> bool:
        decision = self.case.decisions.get(criterion)
        return bool(self.case.policy and self.case.policy.confirm_facts and decision and decision.checked)

    @cached_property
    def _pinned(self) -> Mapping[str, tuple[str, ...]]:
        return places_pinned(self.case)

    def _filled(self, criterion: str) -> Iterator[str]:
        """Yield the places that a decision is pinned to and that say something."""
        return (place for place in self._pinned[criterion] if filled_at(self.case.facts, place))

    def _is_cited(self, field: str) -> bool:
        bearing = Bearing(tuple(field.split("/")), None)
        return any(citations_for(self.case.profile, self.case.edition, [bearing]))

    def _given(self, criterion: str, fields: Collection[str]) -> tuple[str, ...]:
        """Return the places within some fields that a criterion asks about, as far as they are there."""
        asked = [place for place in places_asked(self.case.edition)[criterion] if heading(place) in fields]
        reached = {heading(place) for place in asked}
        others = (place for field in fields if field not in reached for place in self._entries(field))
        return tuple(changed(self.case.profile.content, place) for place in (*asked, *others))

    def _entries(self, field: str) -> tuple[str, ...]:
        """Return a field, or the entries of the issuers where it is one of organizations."""
        kind, _, rest = field.partition("/*/")
        if kind != "organizations":
            return (field,)
        issuers = self.case.facts["derived"].get("issuers") or ()
        return tuple(f"organizations/{each['id']}/{rest}" for each in issuers if each.get("id")) or (field,)


def changed(content: JsonObject, place: str) -> str:
    """Return what changes in a profile once something is added at a place: the place, or the list that it begins.

    A decision is pinned to what stands at its places, so that the first entry of a list changes all of the list, and
    an answer that was not there before changes only what is said in it.
    """
    steps = place.split("/")
    values: list[Any] = [content]
    for index, step in enumerate(steps):
        values = [each for value in values for each in _inside(value, step) if each is not None]
        if not values:
            rest = takewhile(lambda each: not each.startswith("*"), steps[index:])
            return "/".join((*steps[:index], *rest))
    return place


def _inside(value: Any, step: str) -> Sequence[Any]:
    if not step.startswith("*"):
        return [value.get(step) if isinstance(value, Mapping) else None]
    return list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else []


def meet(place: str, other: str) -> bool:
    """Return whether two places may lie one within the other, `*` standing for any entry, `*~kind=ceu` for some."""
    return all(map(_same, place.split("/"), other.split("/")))


def _same(step: str, other: str) -> bool:
    (name, _, wanted), (other_name, _, other_wanted) = step.partition("~"), other.partition("~")
    (key, _, codes), (other_key, _, other_codes) = wanted.partition("="), other_wanted.partition("=")
    if key == other_key and codes and other_codes and set(codes.split("|")).isdisjoint(other_codes.split("|")):
        return False
    return name == other_name or "*" in (name, other_name)
