"""Assembles the JSON Schema of facts: the conditions of every criterion, for any JSON Schema validator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mcaudit.contracts import FACTS_FORMAT
from mcaudit.model import (
    Criterion,
    Decider,
    Edition,
    JsonObject,
    Level,
    Policy,
    Subcomponent,
    conditions,
    fact_place,
    facts_decide,
    settled_criteria,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NEVER: JsonObject = {"not": {}}


def facts_schema(edition: Edition, level: Level, policy: Policy | None = None) -> JsonObject:
    """Return a JSON Schema for what `mcaudit facts` prints.

    Under `$defs` stand the two conditions of every criterion of `level`, such as `1F-6.met_when`, as the
    policy leaves them. The schema itself is satisfied if facts alone settle everything that they decide: each
    criterion is met, a group by one member. Citations and reviewers are not its question.
    """
    definitions: dict[str, Any] = {}
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            if criterion.level is level:
                for name, schema in _conditions(edition, sub, criterion, policy).items():
                    definitions[f"{criterion.id}.{name}"] = {"title": f"{criterion.id} {criterion.title}", **schema}
    return {
        "$schema": _DIALECT,
        "title": f"mcaudit facts that settle the {level} criteria as met",
        "type": "object",
        "properties": {"format": {"const": FACTS_FORMAT}},
        "required": ["format", "derived"],
        "allOf": list(_requirements(edition, level, settled_criteria(edition, policy))),
        "$defs": definitions,
    }


def _conditions(
    edition: Edition, sub: Subcomponent, criterion: Criterion, policy: Policy | None
) -> dict[str, JsonObject]:
    """Return both conditions of a criterion in full; one that it does not have is never satisfied."""
    answer = sub.pointer.strip("/")
    met = conditions.json_schema(criterion.met_when, answer) if criterion.met_when else _NEVER
    not_met = conditions.json_schema(criterion.not_met_when, answer) if criterion.not_met_when else _NEVER
    bearing = [
        edition.settings[name]
        for name in (policy.settings if policy else ())
        if criterion.id in (*edition.settings[name].decides, *edition.settings[name].tightens)
    ]
    places = [fact_place(setting, criterion.id) for setting in bearing if setting.compares]
    if not places:
        return {"met_when": {"allOf": [met, {"not": not_met}]}, "not_met_when": not_met}
    said = {"anyOf": [at(place, {"required": ["result"]}) for place in places]}
    spoken = [{"anyOf": [{"not": at(place, {})}, at(f"{place}/result", {"const": "contradicted"})]} for place in places]
    contradicted = {"allOf": [said, *spoken]}
    if not facts_decide(criterion, settled_criteria(edition, policy)):
        denied = {"anyOf": [not_met, contradicted, _suggested(places, "not_met")]}
        silent = {"allOf": [{"not": _suggested_at(place)} for place in places]}
        suggested = {"anyOf": [_suggested(places, "met"), {"allOf": [silent, met]}]}
        return {"met_when": {"allOf": [suggested, {"not": denied}]}, "not_met_when": denied}
    satisfied = {"anyOf": [at(f"{place}/result", {"const": "satisfied"}) for place in places]}
    denied = {"anyOf": [not_met, contradicted]}
    by_setting = satisfied if criterion.decided_by is not Decider.FACTS else {"allOf": [met, satisfied]}
    whole = {"anyOf": [{"allOf": [said, by_setting]}, {"allOf": [{"not": said}, met]}]}
    return {"met_when": {"allOf": [whole, {"not": denied}]}, "not_met_when": denied}


def _suggested(places: Sequence[str], what: str) -> JsonObject:
    """Return a schema that asks whether the first setting that suggests anything to reviewers suggests this."""
    return {
        "anyOf": [
            {
                "allOf": [
                    at(f"{place}/suggests", {"const": what}),
                    *({"not": _suggested_at(earlier)} for earlier in places[:index]),
                ]
            }
            for index, place in enumerate(places)
        ]
    }


def _suggested_at(place: str) -> JsonObject:
    return at(f"{place}/suggests", {"enum": ["met", "not_met"]})


def _requirements(edition: Edition, level: Level, settled: frozenset[str]) -> Iterator[JsonObject]:
    skips = {
        name: at(f"{sub.pointer}/{sub.skip.field}", {"const": [sub.skip.value]})
        for sub in edition.subcomponents
        if sub.skip is not None
        for name in (*sub.skip.criteria, *sub.skip.subcomponents)
    }
    for sub in edition.subcomponents:
        members = {name for group in sub.groups for name in group.members}
        mine = [each for each in sub.criteria if each.level is level and facts_decide(each, settled)]
        alone = [(each.id, _met(sub, each)) for each in mine if each.id not in members]
        grouped = [
            (group.id, {"anyOf": [_met(sub, each) for each in mine if each.id in group.members]})
            for group in sub.groups
            if level is Level.REQUIRED and all(name in {each.id for each in mine} for name in group.members)
        ]
        for name, schema in (*alone, *grouped):
            needed = {"if": _asked(sub), "then": schema} if sub.optional else schema
            skip = skips.get(name) or skips.get(sub.id)
            yield {"if": skip, "else": needed} if skip else needed


def _asked(sub: Subcomponent) -> JsonObject:
    """Return a schema that asks whether an answer that may be left out says what makes its criteria apply."""
    ending = (each for each in sub.criteria if each.id in sub.optional_until_stated)
    places = dict.fromkeys(place.partition("/*")[0].partition("~")[0] for each in ending for place in each.stated_by)
    return {"anyOf": [at(place, {}) for place in places]}


def _met(sub: Subcomponent, criterion: Criterion) -> JsonObject:
    schema: JsonObject = {"$ref": f"#/$defs/{criterion.id}.met_when"}
    if not criterion.may_be_not_applicable:
        return schema
    claim = {"properties": {"criterion": {"const": criterion.id}}, "required": ["criterion", "reason"]}
    return {"anyOf": [schema, at(f"{sub.pointer}/not_applicable", {"type": "array", "contains": claim})]}


def at(pointer: str, schema: JsonObject) -> JsonObject:
    """Return a schema that asks for a place, and for `schema` there."""
    for key in reversed(pointer.strip("/").split("/")):
        schema = {"type": "object", "properties": {key: schema}, "required": [key]}
    return schema
