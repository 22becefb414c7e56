"""Walks rules (JSON Schemas) to find which fields they look at and which they constrain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model import JsonObject

RulePath = tuple[str, ...]
"""A place that a rule speaks of: field names from the top, `*` for any entry of a list."""

FIELD_DEPTH = 3
"""Steps to a field from the top of a profile: component, subcomponent, field."""

ANYWHERE = ("organizations", "state")
"""What a rule over the profile may look at besides answers and derived facts."""

_SAME_PLACE = ("allOf", "anyOf", "oneOf")
_ENTRIES = ("items", "contains")


def constrained_paths(rule: JsonObject, definitions: JsonObject) -> frozenset[RulePath]:
    """Return every field on which the rule puts a demand; an `if` is a condition, not a demand."""
    return frozenset(path for path, demand in _walk(rule, definitions, ()) if demand)


def looked_at_paths(rule: JsonObject, definitions: JsonObject) -> frozenset[RulePath]:
    """Return every field that the rule looks at, in a demand or in a condition."""
    return frozenset(path for path, _ in _walk(rule, definitions, ()))


def _walk(rule: Any, definitions: JsonObject, at: RulePath, demand: bool = True) -> Iterator[tuple[RulePath, bool]]:
    if not isinstance(rule, Mapping):
        return
    reference = rule.get("$ref")
    if isinstance(reference, str):
        yield from _walk(definitions.get(reference.removeprefix("#/$defs/")), definitions, at, demand)
    for name in rule.get("required", ()):
        yield (*at, name), demand
    for name, inner in rule.get("properties", {}).items():
        yield (*at, name), demand
        yield from _walk(inner, definitions, (*at, name), demand)
    for keyword in _ENTRIES:
        yield from _walk(rule.get(keyword), definitions, (*at, "*"), demand)
    for inner in rule.get("prefixItems", ()):
        yield from _walk(inner, definitions, (*at, "*"), demand)
    for keyword in _SAME_PLACE:
        for inner in rule.get(keyword, ()):
            yield from _walk(inner, definitions, at, demand)
    for keyword in ("then", "else", "not"):
        yield from _walk(rule.get(keyword), definitions, at, demand)
    yield from _walk(rule.get("if"), definitions, at, False)


def unresolved_references(schema: Any, definitions: JsonObject) -> Iterator[str]:
    """Yield the name in every `$ref` that names no shared definition."""
    yield from (name for name in references(schema) if name not in definitions)


def references(schema: Any) -> Iterator[str]:
    """Yield the name of the shared definition in every `$ref` of a schema."""
    if isinstance(schema, Mapping):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix("#/$defs/")
        for inner in schema.values():
            yield from references(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from references(inner)


def schema_at(schema: Any, definitions: JsonObject, path: RulePath) -> Any:
    """Return the schema that describes `path`, or None where the schema knows no such field."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        schema = definitions.get(str(schema["$ref"]).removeprefix("#/$defs/"))
    if not path or not isinstance(schema, Mapping):
        return schema
    head, rest = path[0], path[1:]
    inner = schema.get("items") if head == "*" else schema.get("properties", {}).get(head)
    return None if inner is None else schema_at(inner, definitions, rest)
