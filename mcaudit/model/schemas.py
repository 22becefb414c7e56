"""JSON Schemas as plain data: their shared definitions written out where they are referred to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model.words import JsonObject

_PREFIX = "#/$defs/"


def inlined(schema: Any, definitions: JsonObject) -> Any:
    """Return a schema with every `$ref` to `definitions` replaced by what it stands for.

    A validator that follows references spends most of its time doing so; definitions of an edition
    are small and never circular. A `$ref` with keywords beside it becomes an `allOf`; of two
    descriptions that of the definition stays, which says what form a value has.
    """
    if isinstance(schema, list):
        return [inlined(entry, definitions) for entry in schema]
    if not isinstance(schema, Mapping):
        return schema
    written = {key: inlined(value, definitions) for key, value in schema.items() if key not in ("$ref", "$defs")}
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return written
    target = inlined(definitions[reference.removeprefix(_PREFIX)], definitions)
    if not written.keys() & target.keys() - {"title", "description"}:
        return {**written, **target}
    return {**written, "allOf": [*written.get("allOf", ()), target]}


def references(schema: Any) -> Iterator[str]:
    """Yield the name of the shared definition in every `$ref` of a schema."""
    if isinstance(schema, Mapping):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_PREFIX)
        for inner in schema.values():
            yield from references(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from references(inner)
