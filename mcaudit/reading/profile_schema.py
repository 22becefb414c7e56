"""Assembles a profile's JSON Schema from the edition; on demand with the rules that facts must satisfy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from mcaudit.model import Criterion, Edition, JsonObject, Level, Skip, Subcomponent
from mcaudit.reading.packaged import packaged_schema

FACTS_FORMAT = "mcaudit-facts/1"
_OR_EMPTY = "_or_empty"


@cache
def profile_schema(edition: Edition) -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a profile: shapes only, no criterion."""
    base = packaged_schema("profile")
    properties = dict(base["properties"])
    properties["state"] = {**properties["state"], "enum": [*edition.definitions["usps"]["enum"], "national"]}
    for component in edition.components:
        properties[component.key] = _nullable(
            {
                "title": f"{component.number} {component.title}",
                "description": f"{component.text}.",
                "type": "object",
                "properties": {sub.key: _answer_schema(sub) for sub in component.subcomponents},
                "additionalProperties": False,
            }
        )
    shared = {**edition.definitions, **base["$defs"], "response": _response(edition, base["$defs"]["response"])}
    or_empty = {f"{name}{_OR_EMPTY}": _nullable(schema) for name, schema in shared.items()}
    return {**base, "properties": properties, "$defs": {**shared, **or_empty}}


def facts_schema(edition: Edition, level: Level) -> JsonObject:
    """Return the JSON Schema of a facts document that satisfies every rule of `level`.

    It holds what `mcaudit facts` prints to mcaudit's own fact verdict, with any JSON Schema validator.
    """
    base = profile_schema(edition)
    properties = dict(base["properties"])
    properties["format"] = {"const": FACTS_FORMAT}
    properties["derived"] = {
        "title": "Derived facts",
        "description": "Computed by mcaudit from the whole profile.",
        "type": "object",
        "properties": {fact.name: {"description": fact.description} for fact in edition.derived},
    }
    return {
        **base,
        "title": f"mcaudit facts that satisfy the {level} rules",
        "properties": properties,
        "required": [*base["required"], "derived"],
        "allOf": list(_requirements(edition, level)),
    }


def _response(edition: Edition, schema: JsonObject) -> JsonObject:
    """Return the schema of a response, which may be to any criterion of the edition."""
    named = {**schema["properties"]["criterion"], "enum": [criterion.id for criterion in edition.criteria]}
    return {**schema, "properties": {**schema["properties"], "criterion": named}}


# --- shapes --------------------------------------------------------------------------------------


def _answer_schema(sub: Subcomponent) -> JsonObject:
    fields = list(sub.answer)
    # Shapes that are never empty are given whole; `_nullable` turns only `$ref`s of fields.
    cite = {"allOf": [{"$ref": "#/$defs/citation_with_fields"}], "properties": {"fields": {"items": {"enum": fields}}}}
    conflict = {"allOf": [{"$ref": "#/$defs/conflict"}], "properties": {"field": {"enum": fields}}}
    properties: dict[str, Any] = {
        **sub.answer,
        "citations": {
            "title": "Citations",
            "description": "What in the dossier supports this answer.",
            "type": "array",
            "items": cite,
        },
        "conflicts": {
            "title": "Conflicts",
            "description": "Fields about which sources disagree.",
            "type": "array",
            "items": conflict,
        },
    }
    claimable = [criterion.id for criterion in sub.criteria if criterion.may_be_not_applicable]
    if claimable:
        claim = {"allOf": [{"$ref": "#/$defs/not_applicable_claim"}], "properties": {"criterion": {"enum": claimable}}}
        properties["not_applicable"] = {"title": "Not applicable", "type": "array", "items": claim}
    return {
        "title": f"{sub.id} {sub.title}",
        "description": sub.question,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _nullable(schema: Any) -> Any:
    """Return a schema that also takes null: a heading with nothing under it is valid, and unmet."""
    if not isinstance(schema, Mapping):
        return schema
    changed = dict(schema)
    if "$ref" in schema:
        changed["$ref"] = f"{schema['$ref']}{_OR_EMPTY}"
    if isinstance(schema.get("type"), str):
        changed["type"] = [schema["type"], "null"]
    if isinstance(schema.get("type"), list):
        changed["type"] = [*schema["type"], "null"]
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    if "anyOf" in schema and "type" not in schema:
        changed["anyOf"] = [*schema["anyOf"], {"type": "null"}]
    if "properties" in schema:
        changed["properties"] = {key: _nullable(value) for key, value in schema["properties"].items()}
    if "items" in schema:
        changed["items"] = _nullable(schema["items"])
    return changed


# --- rules ---------------------------------------------------------------------------------------


def _requirements(edition: Edition, level: Level) -> Iterator[JsonObject]:
    skips = {
        name: (sub, sub.skip)
        for sub in edition.subcomponents
        if sub.skip is not None
        for name in (*sub.skip.criteria, *sub.skip.subcomponents)
    }
    for sub in edition.subcomponents:
        members = {name for group in sub.groups for name in group.members}
        alone = [
            (c.id, _criterion_schema(edition, sub, c)) for c in sub.criteria if c.level is level and c.id not in members
        ]
        grouped = [
            (
                group.id,
                {
                    "title": group.id,
                    "anyOf": [_criterion_schema(edition, sub, c) for c in sub.criteria if c.id in group.members],
                },
            )
            for group in sub.groups
            if level is Level.REQUIRED
        ]
        for name, schema in (*alone, *grouped):
            needed = {"if": _at(sub.pointer, {}), "then": schema} if sub.optional else schema
            skip = skips.get(name) or skips.get(sub.id)
            yield {"if": _skipped(*skip), "else": needed} if skip else needed


def _criterion_schema(edition: Edition, sub: Subcomponent, criterion: Criterion) -> JsonObject:
    parts = [_at(sub.pointer, {} if criterion.over_profile else criterion.rule)]
    if criterion.over_profile:
        parts.append(criterion.rule)
    for name, setting in edition.settings.items():
        if setting.compares and criterion.id in (*setting.decides, *setting.tightens):
            parts.append({"not": _at(f"/derived/policy/{name}/satisfied", {"const": "no"})})
    schema: JsonObject = {"allOf": parts} if len(parts) > 1 else parts[0]
    if criterion.may_be_not_applicable:
        claim = {"properties": {"criterion": {"const": criterion.id}}, "required": ["criterion", "reason"]}
        claimed = _at(f"{sub.pointer}/not_applicable", {"contains": claim})
        schema = {"anyOf": [schema, claimed]}
    return {"title": criterion.id, "description": criterion.text, **schema}


def _skipped(sub: Subcomponent, skip: Skip) -> JsonObject:
    return _at(f"{sub.pointer}/{skip.field}", {"const": skip.value})


def _at(pointer: str, schema: JsonObject) -> JsonObject:
    for key in reversed(pointer.strip("/").split("/")):
        schema = {"properties": {key: schema}, "required": [key]}
    return schema
