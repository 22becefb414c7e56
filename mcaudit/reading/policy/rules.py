"""Turns the rules of a policy for purposes, and what it adopts from other states, into the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mcaudit.model import JsonObject, purposes
from mcaudit.reading.building import built, place_of


def purpose_of(entry: JsonObject) -> purposes.Purpose:
    """Return a rule for a purpose."""
    source, checked = place_of(entry["source"]), entry.get("checked_by", {})
    return built(
        purposes.Purpose,
        entry,
        purpose=purposes.PurposeKind(entry["purpose"]),
        accepts=entry["accepts"] == "yes" if "accepts" in entry else None,
        start=entry.get("from", ""),
        end=entry.get("until", ""),
        checked_by=purposes.Holder(checked["who"]) if checked else None,
        checks=checked.get("text", ""),
        limit=built(purposes.Limit, entry["limit"], source=_source(entry["limit"], source))
        if "limit" in entry
        else None,
        needs=tuple(_need(each, source) for each in entry.get("needs", ())),
    )


def adoptions(entry: JsonObject) -> tuple[purposes.Adoption, ...]:
    """Return what a policy's `reciprocity` adopts; nothing where the policy has none."""
    return tuple(
        built(
            purposes.Adoption,
            each,
            source=place_of(each.get("source", entry["source"])),
            criteria=None if each["criteria"] == "neutral" else frozenset(each["criteria"]),
            their_quorum=each.get("quorum") == "theirs",
        )
        for each in entry.get("decisions_of", ())
    )


def _source(entry: JsonObject, otherwise: purposes.SourcedPlace) -> purposes.SourcedPlace:
    return place_of(entry["source"]) if "source" in entry else otherwise


def _need(entry: JsonObject, of_rule: purposes.SourcedPlace) -> purposes.Need:
    source = _source(entry, of_rule)
    if "any_of" in entry:
        return purposes.AnyNeed(any_of=tuple(_alternative(each, source) for each in entry["any_of"]), source=source)
    return _alternative(entry, source)


def _alternative(entry: JsonObject, of_rule: purposes.SourcedPlace) -> purposes.Alternative:
    kind = next(key for key in _NEEDS if key in entry)
    return _NEEDS[kind](entry, _source(entry, of_rule))


def _list(entry: JsonObject, source: purposes.SourcedPlace) -> purposes.ListNeed:
    asked = entry["listed"]
    named = (
        purposes.Named(title=each) if isinstance(each, str) else purposes.Named(**each)
        for each in asked["micro_credentials"]
    )
    return built(purposes.ListNeed, asked, micro_credentials=tuple(named), source=source)


_NEEDS: Mapping[str, Callable[[JsonObject, purposes.SourcedPlace], purposes.Alternative]] = {
    "form": lambda entry, source: purposes.FormNeed(forms=tuple(entry["form"]), source=source),
    "provider": lambda entry, source: built(purposes.ProviderNeed, entry["provider"], source=source),
    "approved": lambda entry, source: built(purposes.ApprovalNeed, entry["approved"], source=source),
    "gate": lambda entry, source: purposes.GateNeed(gate=entry["gate"], source=source),
    "criteria": lambda entry, source: purposes.CriteriaNeed(ids=tuple(entry["criteria"]), source=source),
    "requirements": lambda entry, source: purposes.CriteriaNeed(ids=tuple(entry["requirements"]), source=source),
    "at_least": lambda entry, source: built(purposes.HoursNeed, entry["at_least"], source=source),
    "listed": _list,
    "part_of": lambda entry, source: built(purposes.SeriesNeed, entry["part_of"], source=source),
    "topic": lambda entry, source: purposes.TopicNeed(topics=tuple(entry["topic"]), source=source),
    "judged": lambda entry, source: purposes.JudgedNeed(
        text=entry["judged"], by=purposes.Holder(entry["by"]), source=source
    ),
    "educator": lambda entry, source: purposes.EducatorNeed(text=entry["educator"], source=source),
}
"""The key of a condition → how it is read."""
