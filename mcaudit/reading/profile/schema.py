"""Assembles a profile's JSON Schema from the edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from mcaudit.model import Binding, Edition, JsonObject, Subcomponent
from mcaudit.model.bearing import state_fields
from mcaudit.model.fields import CLAIMS_HELP
from mcaudit.model.schemas import references, referred
from mcaudit.reading.explain import OTHERWISE
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.profile.widening import Widening

OR_EMPTY = "_or_empty"
"""Ends the name of a definition whose value may also be left empty."""

_ENVELOPE = ("citations", "conflicts", "remarks")


@cache
def profile_schema(edition: Edition) -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a profile: shapes only, no criterion.

    It accepts what real pages give: see `mcaudit.reading.profile.widening`.
    """
    base = packaged_schema("profile")
    definitions = {**edition.definitions, **base["$defs"]}
    widening = Widening(definitions)
    properties = {key: widening.field(schema, f"profile_{key}") for key, schema in base["properties"].items()}
    properties["state"] = {**base["properties"]["state"], "enum": [*edition.definitions["usps"]["enum"], "national"]}
    properties["fictional"] = {**base["properties"]["fictional"], "enum": ["yes", "no"]}
    del properties["fictional"]["$ref"]
    properties["lists_complete"] = base["properties"]["lists_complete"]
    answers = {sub.pointer: _answer_schema(sub, widening) for sub in edition.subcomponents}
    properties |= _components(edition, answers)
    properties["for_states"] = _for_states(edition, base["properties"]["for_states"], answers)
    in_profiles = _reached(definitions, [*references(base), *references([sub.answer for sub in edition.subcomponents])])
    shared = {
        name: widening.definition(name) if name in in_profiles else schema for name, schema in definitions.items()
    }
    shared = {**_with_names(edition, shared), **widening.added}
    or_empty = {f"{name}{OR_EMPTY}": _nullable(schema) for name, schema in shared.items()}
    shared |= {name: _with_headings(shared[name], shared) for name in _WITH_HEADINGS}
    for key in properties.keys() - {*base["required"], *(component.key for component in edition.components)}:
        properties[key] = _heading(properties[key], shared)
    every = {**shared, **or_empty}
    used = _reached(every, references(properties))
    kept = {
        name: schema
        for name, schema in every.items()
        if name in used or name.removesuffix(OR_EMPTY) not in widening.added
    }
    return {**base, "properties": properties, "$defs": kept}


def _reached(definitions: JsonObject, names: Iterable[str]) -> set[str]:
    """Return the names of the definitions that those named refer to, directly or through others, and their own."""
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(references(definitions[name]))
    return reached


def _with_names(edition: Edition, shared: JsonObject) -> JsonObject:
    """Return the shared definitions in which criteria, groups, and fields can be named only by their names."""
    criteria = [criterion.id for criterion in edition.criteria]
    groups = [group.id for sub in edition.subcomponents for group in sub.groups]
    fields = [name for name in shared["about"]["properties"] if name not in _ENVELOPE]
    about = shared["about"]["properties"]
    either = {"enum": [*criteria, *groups]}
    one = {"$ref": "#/$defs/organization"}
    return {
        **shared,
        "organization_entry": _with(shared["organization_entry"], parent=one),
        "submitted_by": _with(shared["submitted_by"], organization=one),
        "response": _with(shared["response"], criterion={"enum": criteria}),
        "statement": _with(shared["statement"], about={"items": either}),
        "remark": _with(shared["remark"], about={"items": either}),
        "about": {
            **shared["about"],
            "type": "object",  # a plain text says nothing here
            "properties": {
                **about,
                "citations": {**about["citations"], "items": _citation_of(fields)},
                "conflicts": {**about["conflicts"], "items": _conflict_of(fields)},
            },
        },
    }


_WITH_HEADINGS = ("about", "organization_entry", "document_entry", "submitted_by", "price")
"""Groups outside the answers in which a heading may stand empty; the reader leaves it out."""


def _with_headings(schema: JsonObject, shared: JsonObject) -> JsonObject:
    """Return a group in which what is not required may also be a heading with nothing under it."""
    needed = schema.get("required", ())
    fields = {key: inner if key in needed else _heading(inner, shared) for key, inner in schema["properties"].items()}
    return {**schema, "properties": fields}


def _heading(schema: JsonObject, shared: JsonObject) -> JsonObject:
    """Return a schema that also takes null, but not inside lists and groups."""
    reference = referred(schema)
    target = shared.get(reference, {})
    if reference and "items" not in target and "properties" not in target:
        return {**schema, "$ref": f"{schema['$ref']}{OR_EMPTY}"}
    changed = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    if "enum" in changed:
        changed["enum"] = [*changed["enum"], None]
    if "type" in changed:
        kinds = changed["type"]
        changed["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
    return changed


def _with(schema: JsonObject, **more: JsonObject) -> JsonObject:
    """Return a group's schema with more said of some of its fields."""
    properties = schema["properties"]
    return {**schema, "properties": {**properties, **{key: {**properties[key], **said} for key, said in more.items()}}}


# --- shapes --------------------------------------------------------------------------------------


def _citation_of(fields: Sequence[str]) -> JsonObject:
    # Shapes that are never empty are given whole; `_nullable` turns only `$ref`s of fields.
    return {"allOf": [{"$ref": "#/$defs/citation_with_fields"}], "properties": {"fields": {"items": {"enum": fields}}}}


def _conflict_of(fields: Sequence[str]) -> JsonObject:
    return {"allOf": [{"$ref": "#/$defs/conflict"}], "properties": {"field": {"enum": fields}}}


def _claims_of(criteria: Sequence[str]) -> JsonObject:
    claim = {"allOf": [{"$ref": "#/$defs/not_applicable_claim"}], "properties": {"criterion": {"enum": criteria}}}
    return {"title": "Not applicable", "description": CLAIMS_HELP, "type": "array", "items": claim}


def _answer_schema(sub: Subcomponent, widening: Widening) -> JsonObject:
    fields = list(sub.answer)
    properties: dict[str, Any] = {
        **{name: widening.field(schema, f"{sub.key}_{name}") for name, schema in sub.answer.items()},
        "citations": {
            "title": "Citations",
            "description": "What in the dossier supports this answer.",
            "type": "array",
            "items": _citation_of(fields),
        },
        "conflicts": {
            "title": "Conflicts",
            "description": "Fields about which sources disagree.",
            "type": "array",
            "items": _conflict_of(fields),
        },
        "remarks": {"$ref": "#/$defs/remarks"},
    }
    claimable = [criterion.id for criterion in sub.criteria if criterion.may_be_not_applicable]
    if claimable:
        properties["not_applicable"] = _claims_of(claimable)
    return {
        "title": f"{sub.id} {sub.title}",
        "description": sub.question,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _components(edition: Edition, answers: Mapping[str, JsonObject]) -> dict[str, JsonObject]:
    """Return the schema of each component that has one of these answers, by its key."""
    return {
        component.key: _nullable(
            {
                "title": f"{component.number} {component.title}",
                "description": f"{component.text}.",
                "type": "object",
                "properties": {
                    sub.key: answers[sub.pointer] for sub in component.subcomponents if sub.pointer in answers
                },
                "additionalProperties": False,
            }
        )
        for component in edition.components
        if any(sub.pointer in answers for sub in component.subcomponents)
    }


def _for_states(edition: Edition, schema: JsonObject, answers: Mapping[str, JsonObject]) -> JsonObject:
    """Return the schema of what differs in other states: of each answer, only the fields that can."""
    differing = {
        sub.pointer: _part(sub, answers[sub.pointer], state_fields(edition)[sub.pointer])
        for sub in edition.subcomponents
        if sub.pointer in state_fields(edition)
    }
    statements = edition.profile_base["properties"]["statements"]
    one = {
        "title": "Answers for a state",
        "description": "The answers that differ there, under their components.",
        "type": ["object", "null"],
        "properties": {"statements": {**statements, "type": ["array", "null"]}, **_components(edition, differing)},
        "additionalProperties": False,
    }
    names = {**schema["propertyNames"], "enum": edition.definitions["usps"]["enum"]}
    return {**schema, "propertyNames": names, "additionalProperties": one}


def _part(sub: Subcomponent, answer: JsonObject, fields: Sequence[str]) -> JsonObject:
    """Return the schema of an answer that has only some of its fields, and what is said of them."""
    properties = {key: inner for key, inner in answer["properties"].items() if key in (*fields, "remarks")}
    citations, conflicts = answer["properties"]["citations"], answer["properties"]["conflicts"]
    properties["citations"] = {**citations, "items": _citation_of(fields)}
    properties["conflicts"] = {**conflicts, "items": _conflict_of(fields)}
    bound = [each.id for each in sub.criteria if each.may_be_not_applicable and each.state.binding is Binding.BOUND]
    if bound:
        properties["not_applicable"] = _claims_of(bound)
    return {**answer, "properties": properties, OTHERWISE: f"only these can differ between states: {', '.join(fields)}"}


def _nullable(schema: Any) -> Any:
    """Return a schema that also takes null: a heading with nothing under it is valid, and unmet."""
    if not isinstance(schema, Mapping):
        return schema
    changed = dict(schema)
    if "$ref" in schema:
        changed["$ref"] = f"{schema['$ref']}{OR_EMPTY}"
    if isinstance(schema.get("type"), str):
        changed["type"] = [schema["type"], "null"]
    if isinstance(schema.get("type"), list):
        changed["type"] = [*schema["type"], "null"]
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    if "properties" in schema:
        changed["properties"] = {key: _nullable(value) for key, value in schema["properties"].items()}
    for entry in ("items", "then"):
        if entry in schema:
            changed[entry] = _nullable(schema[entry])
    return changed
