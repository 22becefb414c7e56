"""Says whether data is valid by a JSON Schema, without the package that can say why it is not.

It knows the keywords that our own schemas use. Whatever else a schema or the data holds, it does not say yes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from mcaudit.model import JsonObject

_END = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])|\$")


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """Return a pattern whose `$` is the end of the text alone: Python's stands before a last line end as well."""
    return re.compile(_END.sub(lambda match: match[1] or r"\Z", pattern))


def are_unique(entries: list[Any]) -> bool:
    """Return whether entries differ as they would be written; to compare each with each takes hours in a long list."""
    return len(entries) == len({json.dumps(entry, sort_keys=True) for entry in entries})


def is_valid(schema: JsonObject, data: Any) -> bool:
    """Return whether data is valid, or False where that is not known."""
    try:
        return _Whole(schema).allows(schema, data)
    except _UnknownError:
        return False


class _UnknownError(Exception):
    """A keyword, a reference, or a value that is not known here."""


class _Whole:
    """A schema with the definitions that it refers to."""

    def __init__(self, schema: JsonObject) -> None:
        self._definitions = {f"#/$defs/{name}": each for name, each in schema.get("$defs", {}).items()}

    def allows(self, schema: Any, data: Any) -> bool:
        """Return whether a part of the schema allows a value."""
        if isinstance(schema, bool):
            return schema
        for keyword, wanted in schema.items():
            if keyword in _SAYING_NOTHING:
                continue
            if keyword in _PLAIN:
                kind, passes = _PLAIN[keyword]
                if isinstance(data, kind) and not passes(wanted, data):
                    return False
            elif keyword not in _NESTED:
                raise _UnknownError
            elif not _NESTED[keyword](self, wanted, data, schema):
                return False
        return True

    def reference(self, wanted: str, data: Any, _: JsonObject) -> bool:
        if wanted not in self._definitions:
            raise _UnknownError
        return self.allows(self._definitions[wanted], data)

    def items(self, wanted: Any, data: Any, _: JsonObject) -> bool:
        return not isinstance(data, list) or all(self.allows(wanted, each) for each in data)

    def properties(self, wanted: JsonObject, data: Any, _: JsonObject) -> bool:
        return not isinstance(data, dict) or all(
            name not in wanted or self.allows(wanted[name], each) for name, each in data.items()
        )

    def others(self, wanted: Any, data: Any, schema: JsonObject) -> bool:
        known = schema.get("properties", {})
        return not isinstance(data, dict) or all(
            name in known or self.allows(wanted, each) for name, each in data.items()
        )

    def names(self, wanted: Any, data: Any, _: JsonObject) -> bool:
        return not isinstance(data, dict) or all(self.allows(wanted, name) for name in data)

    def dependent(self, wanted: JsonObject, data: Any, _: JsonObject) -> bool:
        return not isinstance(data, dict) or all(
            name not in data or self.allows(each, data) for name, each in wanted.items()
        )

    def depending(self, wanted: Any, data: Any, schema: JsonObject) -> bool:
        return self.allows(schema.get("then" if self.allows(wanted, data) else "else", True), data)

    def every(self, wanted: list[Any], data: Any, _: JsonObject) -> bool:
        return all(self.allows(each, data) for each in wanted)

    def some(self, wanted: list[Any], data: Any, _: JsonObject) -> bool:
        return any(self.allows(each, data) for each in wanted)

    def one(self, wanted: list[Any], data: Any, _: JsonObject) -> bool:
        return sum(self.allows(each, data) for each in wanted) == 1

    def never(self, wanted: Any, data: Any, _: JsonObject) -> bool:
        return not self.allows(wanted, data)


_NESTED: Mapping[str, Callable[[_Whole, Any, Any, JsonObject], bool]] = {
    "$ref": _Whole.reference,
    "items": _Whole.items,
    "properties": _Whole.properties,
    "additionalProperties": _Whole.others,
    "propertyNames": _Whole.names,
    "dependentSchemas": _Whole.dependent,
    "if": _Whole.depending,
    "allOf": _Whole.every,
    "anyOf": _Whole.some,
    "oneOf": _Whole.one,
    "not": _Whole.never,
}
_SAYING_NOTHING = frozenset(
    ("title", "description", "$schema", "$id", "$defs", "examples", "x-otherwise", "then", "else")
)
"""Keywords that refuse nothing by themselves."""
_NUMBER = (int, float)
_KINDS: Mapping[type, tuple[str, ...]] = {
    str: ("string",),
    dict: ("object",),
    list: ("array",),
    type(None): ("null",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
}


def _has_type(wanted: str | list[str], data: Any) -> bool:
    if data.__class__ not in _KINDS:
        raise _UnknownError
    kinds = _KINDS[data.__class__]
    if data.__class__ is float and data.is_integer():
        kinds = _KINDS[int]
    return wanted in kinds if isinstance(wanted, str) else any(kind in wanted for kind in kinds)


def _is_one_of(wanted: list[Any], data: Any) -> bool:
    if isinstance(data, str | None):
        return data in wanted
    if not all(isinstance(each, str | None) for each in wanted):  # in JSON, true is not 1, however deep they stand
        raise _UnknownError
    return False


def _is_compared(passes: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return a comparison of numbers, to which true and false do not belong."""
    return lambda wanted, data: isinstance(data, bool) or passes(wanted, data)


_PLAIN: Mapping[str, tuple[type | tuple[type, ...], Callable[[Any, Any], bool]]] = {
    "type": (object, _has_type),
    "enum": (object, _is_one_of),
    "const": (object, lambda wanted, data: _is_one_of([wanted], data)),
    "pattern": (str, lambda wanted, data: regex(wanted).search(data) is not None),
    "minLength": (str, lambda wanted, data: len(data) >= wanted),
    "maxLength": (str, lambda wanted, data: len(data) <= wanted),
    "minimum": (_NUMBER, _is_compared(lambda wanted, data: data >= wanted)),
    "maximum": (_NUMBER, _is_compared(lambda wanted, data: data <= wanted)),
    "exclusiveMinimum": (_NUMBER, _is_compared(lambda wanted, data: data > wanted)),
    "minItems": (list, lambda wanted, data: len(data) >= wanted),
    "maxItems": (list, lambda wanted, data: len(data) <= wanted),
    "uniqueItems": (list, lambda wanted, data: not wanted or are_unique(data)),
    "required": (dict, lambda wanted, data: all(name in data for name in wanted)),
    "minProperties": (dict, lambda wanted, data: len(data) >= wanted),
    "maxProperties": (dict, lambda wanted, data: len(data) <= wanted),
    "dependentRequired": (
        dict,
        lambda wanted, data: all(name not in data or all(each in data for each in wanted[name]) for name in wanted),
    ),
}
"""Keywords that look at the value alone: the type of value that they are about, and what they ask of it."""
