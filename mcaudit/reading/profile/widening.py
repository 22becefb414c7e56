"""Widens the types that an edition states to what pages really give: ranges, lists, and words.

The edition says that a field is a number, a choice, or a date. A profile may give `15`,
`{at_least: 10, at_most: 20}`, or "about two weeks"; one code, several, or none of the codes. The
widened schema accepts all of these and still names the codes, and editors go on offering them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.model import JsonObject
from mcaudit.model.schemas import DEFINITIONS, referred

SEVERAL = "_or_several"
"""Ends the name of a definition that takes one value or a list of such values."""

_AS_TEXT = ("date", "year", "web_address")
"""Definitions of texts of a certain form, which take any text."""
_NAMES_OF_ENTRIES = ("organization",)
"""Definitions of short names, of which a field may hold several."""
_AS_IT_IS = ("document", "day", "document_address")
LIST = "list"
"""The field of a group that a plain list in its place stands for."""

_UNSAFE = "^[\\s]*([Jj][Aa][Vv][Aa]|[Vv][Bb])[Ss][Cc][Rr][Ii][Pp][Tt]:|^[\\s]*([Dd][Aa][Tt][Aa]|[Ff][Ii][Ll][Ee]):"
"""Addresses that run something, or that open a reader's own files."""


class Widening:
    """Widens schemas that share definitions; entries of lists become definitions of their own, in `added`."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self.added: dict[str, JsonObject] = {}

    def definition(self, name: str) -> JsonObject:
        """Return the widened form of one definition."""
        schema: JsonObject = self._definitions[name]
        if name in _AS_IT_IS or name in _NAMES_OF_ENTRIES:
            return schema
        if name in _AS_TEXT:
            return _as_text(name, schema)
        if name == "yes_no":
            return {**_without(schema, "enum"), "type": ["string", "boolean"], **_offered(schema["enum"])}
        if "enum" in schema:
            return _choice(schema)
        widened: JsonObject = self.field(schema, name)
        return widened

    def field(self, schema: Any, at: str) -> Any:
        """Return the widened form of a field; `at` is a name for it, unique in the schema."""
        if not isinstance(schema, Mapping):
            return schema
        if "$ref" in schema:
            return self._several_if_choice(schema)
        if "enum" in schema:
            return self._several(_without(schema, "enum"), _choice({"enum": schema["enum"]}), schema["enum"])
        if "anyOf" in schema and (parts := _number_and_words(schema["anyOf"])):
            number, words = parts
            return {**_number({**_without(schema, "anyOf"), **number}), **_offered(words)}
        kinds = schema.get("type")
        if kinds in ("number", "integer"):
            return _number(schema)
        if kinds == "array" or (isinstance(kinds, list) and "array" in kinds):
            return self._list(schema, at)
        if kinds == "object":
            return self._group(schema, at)
        return schema

    def _group(self, schema: JsonObject, at: str) -> JsonObject:
        if "properties" not in schema:
            return schema
        properties = {key: self.field(inner, f"{at}_{key}") for key, inner in schema["properties"].items()}
        kinds = ["object"]
        if LIST in properties:
            kinds += ["string", "array"]
        elif stand_in(schema, self._definitions, text=True):
            kinds += ["string"]
        if stand_in(schema, self._definitions, text=False):
            kinds += ["number"]
        return {**schema, "type": kinds if len(kinds) > 1 else "object", "properties": properties}

    def _list(self, schema: JsonObject, at: str) -> JsonObject:
        kinds = [schema["type"]] if isinstance(schema["type"], str) else list(schema["type"])
        items = schema["items"]
        if "object" in kinds:  # one entry or several, such as prices
            plain = self._group(self._definitions[referred(items)], at)["type"]
            return {**schema, "type": _united(kinds, plain), "if": {"type": "object"}, "then": items}
        if "enum" in items:
            return {**schema, "type": ["array", "string", "number"], "items": _choice(items), **_offered(items["enum"])}
        if _kind(items, self._definitions) != "object":
            return {**schema, "type": _united(kinds, ["string"])}
        if "$ref" not in items:
            self.added[at] = self._group({"title": schema.get("title", "An entry"), **items}, at)
            items = {"$ref": f"{DEFINITIONS}{at}"}
        return {
            **schema,
            "type": _united(kinds, ["string", "object"]),
            "items": items,
            "if": {"type": "object"},
            "then": items,
        }

    def _several_if_choice(self, schema: JsonObject) -> JsonObject:
        name = referred(schema)
        target = self._definitions.get(name, {})
        if name == "yes_no" or not ("enum" in target or name in _NAMES_OF_ENTRIES):
            return schema
        several = f"{name}{SEVERAL}"
        if several not in self.added:
            one = {"$ref": f"{DEFINITIONS}{name}"}
            described = {key: target[key] for key in ("title", "description") if key in target}
            self.added[several] = self._several(described, one, target.get("enum", ()))
        return {**schema, "$ref": f"{DEFINITIONS}{several}"}

    def _several(self, described: JsonObject, one: JsonObject, codes: Any) -> JsonObject:
        offered = _offered(codes) if codes else {}
        kinds = ["string", "number", "array"] if codes else ["string", "array"]
        return {**described, "type": kinds, "items": one, **offered}


def stand_in(schema: JsonObject, definitions: Mapping[str, Any], *, text: bool) -> str:
    """Return the field that a plain text or number in place of a group stands for; empty where there is none.

    It is the first field that holds text; a number stands only for the very first field. A group that
    needs other fields beside it has none.
    """
    kinds = [(str(key), _kind(inner, definitions)) for key, inner in schema.get("properties", {}).items()]
    if text:
        found = next((key for key, kind in kinds if kind == "string"), "")
    else:
        found = kinds[0][0] if kinds and kinds[0][1] in ("number", "integer") else ""
    return found if {*schema.get("required", ())} <= {found} else ""


def _kind(schema: Any, definitions: Mapping[str, Any]) -> str:
    """Return the type that a schema of an edition states; a choice and a yes or no are strings."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        schema = definitions.get(referred(schema), {})
    if not isinstance(schema, Mapping):
        return ""
    if "enum" in schema:
        return "string"
    kinds = schema.get("type", "")
    if isinstance(kinds, list):
        return "array" if "array" in kinds else str(kinds[0])
    return str(kinds)


def _choice(schema: JsonObject) -> JsonObject:
    """Return a choice of one code that also takes any other text, or a number where codes are numerals."""
    return {**_without(schema, "enum"), "type": ["string", "number"], **_offered(schema["enum"])}


def _offered(codes: Any) -> JsonObject:
    """Return what names codes without demanding one: editors offer them, and every validator accepts others."""
    return {"anyOf": [{"enum": list(codes)}, {}]}


def _number(schema: JsonObject) -> JsonObject:
    bound = {key: schema[key] for key in ("minimum", "maximum") if key in schema}
    inner = {"type": "number", **bound}
    return {
        **schema,
        "type": [schema["type"], "object", "string", "array"],
        "items": {"type": ["number", "string"]},
        "properties": {
            "at_least": {"title": "At least", "description": "The lowest number that it can be.", **inner},
            "at_most": {"title": "At most", "description": "The highest number that it can be.", **inner},
            "about": {"title": "About", "description": "A number that is only approximate.", **inner},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "dependentSchemas": {"about": {"maxProperties": 1}},
    }


def _number_and_words(options: Any) -> tuple[JsonObject, list[str]] | None:
    """Return the number and the words of a field that takes a number or one of a few words."""
    numbers = [option for option in options if option.get("type") in ("number", "integer")]
    words = [option["const"] for option in options if "const" in option]
    return (numbers[0], words) if len(numbers) == 1 and len(words) == len(options) - 1 else None


def _as_text(name: str, schema: JsonObject) -> JsonObject:
    if name in ("year", "date"):
        return {**_without(schema, "pattern"), "type": ["string", "integer"]}
    return {**_without(schema, "pattern"), "not": {"type": "string", "pattern": _UNSAFE}}


def _united(kinds: list[str], more: list[str]) -> list[str]:
    return list(dict.fromkeys([*kinds, *more]))


def _without(schema: JsonObject, key: str) -> JsonObject:
    return {name: value for name, value in schema.items() if name != key}
