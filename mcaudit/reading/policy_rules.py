"""Turns the rules of a policy for purposes, and what it adopts from other states, into the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mcaudit.model import JsonObject
from mcaudit.model.purposes import (
    Adoption,
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
    Limit,
    ListNeed,
    Named,
    Need,
    ProviderNeed,
    Purpose,
    PurposeKind,
    SeriesNeed,
    SourcedPlace,
    TopicNeed,
)
from mcaudit.reading.building import built, place_of


def purpose_of(entry: JsonObject) -> Purpose:
    """Return a rule for a purpose."""
    source, checked = place_of(entry["source"]), entry.get("checked_by", {})
    return built(
        Purpose,
        entry,
        purpose=PurposeKind(entry["purpose"]),
        accepts=entry["accepts"] == "yes" if "accepts" in entry else None,
        start=entry.get("from", ""),
        end=entry.get("until", ""),
        checked_by=Holder(checked["who"]) if checked else None,
        checks=checked.get("text", ""),
        limit=built(Limit, entry["limit"], source=_source(entry["limit"], source)) if "limit" in entry else None,
        needs=tuple(_need(each, source) for each in entry.get("needs", ())),
    )


def adoptions(entry: JsonObject) -> tuple[Adoption, ...]:
    """Return what a policy's `reciprocity` adopts; nothing where the policy has none."""
    return tuple(
        built(
            Adoption,
            each,
            source=place_of(each.get("source", entry["source"])),
            criteria=None if each["criteria"] == "neutral" else frozenset(each["criteria"]),
            their_quorum=each.get("quorum") == "theirs",
        )
        for each in entry.get("decisions_of", ())
    )


def _source(entry: JsonObject, otherwise: SourcedPlace) -> SourcedPlace:
    return place_of(entry["source"]) if "source" in entry else otherwise


def _need(entry: JsonObject, of_rule: SourcedPlace) -> Need:
    source = _source(entry, of_rule)
    if "any_of" in entry:
        return AnyNeed(any_of=tuple(_alternative(each, source) for each in entry["any_of"]), source=source)
    return _alternative(entry, source)


def _alternative(entry: JsonObject, of_rule: SourcedPlace) -> Alternative:
    kind = next(key for key in _NEEDS if key in entry)
    return _NEEDS[kind](entry, _source(entry, of_rule))


def _list(entry: JsonObject, source: SourcedPlace) -> ListNeed:
    asked = entry["listed"]
    named = (Named(title=each) if isinstance(each, str) else Named(**each) for each in asked["micro_credentials"])
    return built(ListNeed, asked, micro_credentials=tuple(named), source=source)


_NEEDS: Mapping[str, Callable[[JsonObject, SourcedPlace], Alternative]] = {
    "form": lambda entry, source: FormNeed(forms=tuple(entry["form"]), source=source),
    "provider": lambda entry, source: built(ProviderNeed, entry["provider"], source=source),
    "approved": lambda entry, source: built(ApprovalNeed, entry["approved"], source=source),
    "gate": lambda entry, source: GateNeed(gate=entry["gate"], source=source),
    "criteria": lambda entry, source: CriteriaNeed(ids=tuple(entry["criteria"]), source=source),
    "requirements": lambda entry, source: CriteriaNeed(ids=tuple(entry["requirements"]), source=source),
    "at_least": lambda entry, source: built(HoursNeed, entry["at_least"], source=source),
    "listed": _list,
    "part_of": lambda entry, source: built(SeriesNeed, entry["part_of"], source=source),
    "topic": lambda entry, source: TopicNeed(topics=tuple(entry["topic"]), source=source),
    "judged": lambda entry, source: JudgedNeed(text=entry["judged"], by=Holder(entry["by"]), source=source),
    "educator": lambda entry, source: EducatorNeed(text=entry["educator"], source=source),
}
"""The key of a condition → how it is read."""
