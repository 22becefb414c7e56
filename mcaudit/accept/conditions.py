"""Whether the conditions of a state's rule hold for a micro-credential: yes, no, or open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from mcaudit.accept.approvals import approval_condition
from mcaudit.accept.candidate import Candidate
from mcaudit.accept.criteria import criteria_condition, gate_condition
from mcaudit.accept.forms import form_condition
from mcaudit.accept.hours import hours_condition
from mcaudit.accept.membership import list_condition, series_condition, topic_condition
from mcaudit.accept.providers import provider_condition
from mcaudit.accept.supplied import supplied_by
from mcaudit.model import Finding
from mcaudit.model.acceptance import Condition, Holds, best
from mcaudit.model.purposes import (
    Alternative,
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Holder,
    HoursNeed,
    JudgedNeed,
    ListNeed,
    Need,
    ProviderNeed,
    Purpose,
    SeriesNeed,
    TopicNeed,
)

_SOMEBODY: Mapping[Holder, str] = {
    Holder.STATE: "The state",
    Holder.DISTRICT: "The district",
    Holder.COMMITTEE: "The committee",
    Holder.EMPLOYER: "The employer",
    Holder.PROVIDER: "The provider",
}


_NONE_OF: Mapping[Holds, str] = {
    Holds.OPEN: "None of the {} alternatives holds yet.",
    Holds.NO: "All {} alternatives fail.",
}


def conditions_of(candidate: Candidate, rule: Purpose) -> tuple[Condition, ...]:
    """Return the conditions of a rule, in its order; what depends on the educator is none that is decided here."""
    reader = _Reader(candidate, rule, supplied_by(candidate, rule))
    needs = [need for need in rule.needs if not isinstance(need, EducatorNeed)]
    kinds = [_KEYS[type(need)] for need in needs]
    named = Counter(kinds)
    seen: Counter[str] = Counter()
    found = []
    for need, kind in zip(needs, kinds, strict=True):
        seen[kind] += 1
        id = kind if named[kind] == 1 else f"{kind}-{seen[kind]}"
        found.append(reader.any_of(need, id) if isinstance(need, AnyNeed) else reader.alone(need, id))
    return tuple(found)


_KEYS: Mapping[type[Need], str] = {
    FormNeed: "form",
    ProviderNeed: "provider",
    ApprovalNeed: "approved",
    GateNeed: "gate",
    CriteriaNeed: "criteria",
    HoursNeed: "at_least",
    ListNeed: "listed",
    SeriesNeed: "part_of",
    TopicNeed: "topic",
    JudgedNeed: "judged",
    EducatorNeed: "educator",
    AnyNeed: "any_of",
}
"""The key under which a policy writes a condition, by which outputs name it."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the conditions of one rule."""

    candidate: Candidate
    rule: Purpose
    supplied: Mapping[str, Finding]
    """Findings that the rule itself settles."""

    def alone(self, need: Alternative, id: str) -> Condition:
        """Return whether a condition holds."""
        match need:
            case FormNeed():
                return form_condition(self.candidate, need, id)
            case ProviderNeed():
                return provider_condition(self.candidate, need, id)
            case ApprovalNeed():
                return approval_condition(self.candidate, need, id)
            case GateNeed():
                return gate_condition(self.candidate, need, self.supplied, id)
            case CriteriaNeed():
                return criteria_condition(self.candidate, need, self.supplied, id)
            case HoursNeed():
                return hours_condition(self.candidate, need, self.rule.measures, id)
            case ListNeed():
                return list_condition(self.candidate, need, id)
            case SeriesNeed():
                return series_condition(self.candidate, need, id)
            case TopicNeed():
                return topic_condition(self.candidate, need, id)
            case JudgedNeed() | EducatorNeed():
                return _by_people(need, id)
            case other:
                assert_never(other)

    def any_of(self, need: AnyNeed, id: str) -> Condition:
        """Return whether one of several conditions holds."""
        found = tuple(
            self.alone(each, f"{id}.{_KEYS[type(each)]}-{index}") for index, each in enumerate(need.any_of, start=1)
        )
        holds = best(each.holds for each in found)
        leading = next(each for each in found if each.holds is holds)
        left_to = [each.left_to for each in found if each.holds is holds]
        return Condition(
            id=id,
            text=f"Any one of these: {' '.join(each.text for each in found)}",
            holds=holds,
            reason=leading.reason if holds is Holds.YES else _NONE_OF[holds].format(len(found)),
            source=need.source,
            rests_on=leading.rests_on,
            criterion=leading.criterion,
            location=leading.location,
            citations=leading.citations,
            left_to=next(filter(None, left_to), "") if holds is Holds.OPEN else "",
            is_series=holds is Holds.NO and any(each.is_series for each in found),
            any_of=found,
        )


def _by_people(need: JudgedNeed | EducatorNeed, id: str) -> Condition:
    """Return a condition that no profile can settle; what is left to somebody else than the state is delegated."""
    if isinstance(need, EducatorNeed):
        reason = "It depends on the educator."
        return Condition(id=id, text=need.text, holds=Holds.OPEN, reason=reason, source=need.source)
    return Condition(
        id=id,
        text=need.text,
        holds=Holds.OPEN,
        reason=f"{_SOMEBODY[need.by]} decides whether this is so.",
        source=need.source,
        left_to="" if need.by is Holder.STATE else need.by,
    )
