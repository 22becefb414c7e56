"""Turns the rules of a policy for purposes, and what it adopts from other states, into the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mcaudit.model import JsonObject
from mcaudit.model.purposes import (
    Adoption,
    Alternative,
    AnyNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Gives,
    Holder,
    HoursNeed,
    JudgedNeed,
    Limit,
    ListNeed,
    Measures,
    Named,
    Need,
    Per,
    ProviderNeed,
    Purpose,
    PurposeKind,
    Role,
    SeriesNeed,
    SourcedPlace,
    Standing,
    TopicNeed,
)


def place_of(source: Mapping[str, Any]) -> SourcedPlace:
    """Return the document and the place in it that an entry `source` names."""
    page = f"p. {source['page']}" if "page" in source else ""
    return SourcedPlace(document=source["document"], place=", ".join(p for p in (page, source.get("section", "")) if p))


def purpose_of(entry: JsonObject) -> Purpose:
    """Return a rule for a purpose."""
    source, checked = place_of(entry["source"]), entry.get("checked_by", {})
    return Purpose(
        purpose=PurposeKind(entry["purpose"]),
        text=entry["text"],
        source=source,
        id=entry.get("id", ""),
        accepts=entry["accepts"] == "yes" if "accepts" in entry else None,
        standing=Standing(entry.get("standing", "")),
        start=entry.get("from", ""),
        end=entry.get("until", ""),
        decided_by=_holder(entry.get("decided_by")),
        checked_by=_holder(checked.get("who")),
        checks=checked.get("text", ""),
        for_whom=tuple(entry.get("for_whom", ())),
        gives=Gives(**{**entry["gives"], "per": Per(entry["gives"]["per"])}) if "gives" in entry else None,
        measures=Measures(entry.get("measures", "")),
        limit=_limit(entry["limit"], source) if "limit" in entry else None,
        needs=tuple(_need(each, source) for each in entry.get("needs", ())),
    )


def adoptions(entry: JsonObject) -> tuple[Adoption, ...]:
    """Return what a policy's `reciprocity` adopts; nothing where the policy has none."""
    return tuple(
        Adoption(
            state=each["state"],
            source=place_of(each.get("source", entry["source"])),
            criteria=None if each["criteria"] == "neutral" else frozenset(each["criteria"]),
            within_days=each.get("within_days"),
            their_quorum=each.get("quorum") == "theirs",
            settlements=each.get("settlements") == "yes",
        )
        for each in entry.get("decisions_of", ())
    )


def _holder(name: str | None) -> Holder | None:
    return Holder(name) if name else None


def _limit(entry: JsonObject, source: SourcedPlace) -> Limit:
    return Limit(**{**entry, "source": _source(entry, source)})


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


def _provider(entry: JsonObject, source: SourcedPlace) -> ProviderNeed:
    asked = entry["provider"]
    return ProviderNeed(
        who=Role(asked.get("who", "")),
        source=source,
        kinds=tuple(asked.get("kinds", ())),
        approved_by=tuple(asked.get("approved_by", ())),
        listed=asked.get("listed", ""),
    )


def _hours(entry: JsonObject, source: SourcedPlace) -> HoursNeed:
    asked = entry["at_least"]
    return HoursNeed(**{**asked, "per": Per(asked.get("per", Per.MICRO_CREDENTIAL))}, source=source)


def _list(entry: JsonObject, source: SourcedPlace) -> ListNeed:
    asked = entry["listed"]
    named = (Named(title=each) if isinstance(each, str) else Named(**each) for each in asked["micro_credentials"])
    return ListNeed(micro_credentials=tuple(named), complete=asked.get("complete") == "yes", source=source)


def _series(entry: JsonObject, source: SourcedPlace) -> SeriesNeed:
    return SeriesNeed(**{**entry["part_of"], "named": tuple(entry["part_of"].get("named", ()))}, source=source)


_NEEDS: Mapping[str, Callable[[JsonObject, SourcedPlace], Alternative]] = {
    "form": lambda entry, source: FormNeed(forms=tuple(entry["form"]), source=source),
    "provider": _provider,
    "gate": lambda entry, source: GateNeed(gate=entry["gate"], source=source),
    "criteria": lambda entry, source: CriteriaNeed(ids=tuple(entry["criteria"]), source=source),
    "requirements": lambda entry, source: CriteriaNeed(ids=tuple(entry["requirements"]), source=source),
    "at_least": _hours,
    "listed": _list,
    "part_of": _series,
    "topic": lambda entry, source: TopicNeed(topics=tuple(entry["topic"]), source=source),
    "judged": lambda entry, source: JudgedNeed(text=entry["judged"], by=Holder(entry["by"]), source=source),
    "educator": lambda entry, source: EducatorNeed(text=entry["educator"], source=source),
}
"""The key of a condition → how it is read."""
