"""JSON Schemas as plain data: their shared definitions written out where they are referred to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model.words import JsonObject

_PREFIX = "#/$defs/"


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
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return written
    name = reference.removeprefix(_PREFIX)
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


def references(schema: Any) -> Iterator[str]:
    """Yield the name of the shared definition in every `$ref` of a schema."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"].removeprefix(_PREFIX)
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
