"""JSON Schemas as plain data: their shared definitions written out where they are referred to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model.words import JsonObject

DEFINITIONS = "#/$defs/"
"""What the name of a shared definition follows in a `$ref`."""


def inlined(schema: JsonObject, definitions: JsonObject) -> dict[str, Any]:
    """Return a schema with every `$ref` to `definitions` replaced by what it stands for.

    A validator that follows references spends most of its time doing so; definitions of an edition
    are small and never circular. A `$ref` with keywords beside it becomes an `allOf`; of two
    descriptions that of the definition stays, which says what form a value has.
    """
    found: dict[str, Any] = _inlined(schema, definitions, {})
    return found


def _inlined(schema: Any, definitions: JsonObject, known: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(entry, definitions, known) for entry in schema]
    if not isinstance(schema, Mapping):
        return schema
    written = {key: _inlined(each, definitions, known) for key, each in schema.items() if key not in ("$ref", "$defs")}
    if not isinstance(schema.get("$ref"), str):
        return written
    name = referred(schema)
    if name not in known:
        known[name] = _inlined(definitions[name], definitions, known)
    target = known[name]
    if not written.keys() & target.keys() - {"title", "description"}:
        return {**written, **target}
    return {**written, "allOf": [*written.get("allOf", ()), target]}


def types_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that a schema names itself."""
    types = schema.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def referred(schema: Mapping[str, Any]) -> str:
    """Return the name of the shared definition that a schema refers to; empty where it refers to none."""
    return str(schema.get("$ref", "")).removeprefix(DEFINITIONS)


def options_of(schema: Any, definitions: JsonObject) -> list[Mapping[str, Any]]:
    """Return a schema and everything that it refers to or offers, itself first; none for what is not a schema."""
    if not isinstance(schema, Mapping):
        return []
    found = [schema, *options_of(definitions.get(referred(schema)), definitions)]
    for keyword in ("anyOf", "oneOf", "allOf"):
        for option in schema.get(keyword, ()):
            found.extend(options_of(option, definitions))
    return found


def references(schema: Any) -> Iterator[str]:
    """Yield the name of the shared definition in every `$ref` of a schema."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield referred(part)
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
