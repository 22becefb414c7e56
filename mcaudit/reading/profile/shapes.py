"""What each place of a profile holds: a choice, a number, a date, a short name, a group, or a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any

from mcaudit.model import Edition
from mcaudit.model.schemas import referred, types_of
from mcaudit.reading.profile.schema import OR_EMPTY, profile_schema
from mcaudit.reading.profile.widening import LIST, SEVERAL


class Kind(StrEnum):
    """What kind of value a place holds."""

    TEXT = "text"
    TEXTS = "texts"
    """A text, or a list of texts."""
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    YEAR = "year"
    ADDRESS = "address"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    GROUP = "group"
    LIST = "list"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a place holds, and what stands inside it."""

    kind: Kind
    codes: tuple[str, ...] = ()
    """What a choice offers, or the words that a number may be instead."""
    is_open: bool = True
    """Whether a choice, a date, or an address takes other texts as well."""
    fields: Mapping[str, Shape] = field(default_factory=dict)
    others: Shape | None = None
    """What stands under names that are not fixed, such as the short names of organizations."""
    item: Shape | None = None
    """What a list holds; also set where a single value may be a list of such values."""
    text_field: str = ""
    """The field that a plain text in place of the group stands for."""
    number_field: str = ""
    """The field that a plain number in place of the group stands for."""
    refers: bool = field(init=False)
    """Whether a short name of a document or an organization may stand here, or inside it."""
    is_text: bool = field(init=False)
    """Whether a text that stands here is read as it is."""

    def __post_init__(self) -> None:
        """Note what every profile is asked at every place."""
        inside = (*self.fields.values(), self.others, self.item)
        refers = self.kind in (Kind.DOCUMENT, Kind.ORGANIZATION) or any(
            each is not None and each.refers for each in inside
        )
        object.__setattr__(self, "refers", refers)
        object.__setattr__(self, "is_text", self.kind in (Kind.TEXT, Kind.TEXTS, Kind.DOCUMENT, Kind.ANY))

    def takes_as_it_is(self, value: Any) -> bool:
        """Return whether a value is a text that needs no other reading here, such as a code."""
        return isinstance(value, str) and (self.is_text or (value in self.codes and self.kind is not Kind.LIST))


_BY_NAME: Mapping[str, Shape] = {
    "date": Shape(Kind.DATE),
    "day": Shape(Kind.DATE, is_open=False),
    "year": Shape(Kind.YEAR),
    "web_address": Shape(Kind.ADDRESS),
    "document_address": Shape(Kind.ADDRESS, is_open=False),
    "organization": Shape(Kind.ORGANIZATION),
    "document": Shape(Kind.DOCUMENT),
    "yes_no": Shape(Kind.YES_NO, codes=("yes", "no")),
}


@cache
def profile_shape(edition: Edition) -> Shape:
    """Return the shape of a profile, from its schema."""
    schema = profile_schema(edition)
    return _shape(schema, _Definitions(schema["$defs"]))


class _Definitions:
    """The shapes of shared definitions, each made once."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._known: dict[str, Shape] = {}

    def shape_of(self, name: str) -> Shape:
        """Return the shape of the definition of a name."""
        plain = name.removesuffix(OR_EMPTY)
        if known := _BY_NAME.get(plain):
            return known
        if plain.removesuffix(SEVERAL) == "organization":
            return Shape(Kind.ORGANIZATION, item=_BY_NAME["organization"])
        if name not in self._known:
            self._known[name] = _shape(self._schemas[name], self)
        return self._known[name]


def _shape(schema: Any, definitions: _Definitions) -> Shape:
    if not isinstance(schema, Mapping):
        return Shape(Kind.ANY)
    if "$ref" in schema:
        return definitions.shape_of(referred(schema))
    if "allOf" in schema:
        return _together(schema, definitions)
    if "at_least" in schema.get("properties", {}):
        return Shape(Kind.NUMBER, codes=_offered(schema))
    if "items" in schema and types_of(schema)[:1] == ("object",):
        return _shape(schema["items"], definitions)  # one or several of the same, such as prices
    if "items" in schema and types_of(schema)[:1] == ("string",) and "anyOf" not in schema:
        return Shape(Kind.TEXTS)
    if "items" in schema and not ("enum" in schema or "anyOf" in schema):
        return Shape(Kind.LIST, item=_shape(schema["items"], definitions))
    if codes := tuple(map(str, schema.get("enum", ()))) or _offered(schema):
        return _choice(schema, codes, definitions)
    if "properties" in schema or "additionalProperties" in schema:
        return _group(schema, definitions)
    kinds = set(types_of(schema))
    return Shape(Kind.TEXT if "string" in kinds and not kinds & {"integer", "number"} else Kind.ANY)


def _choice(schema: Mapping[str, Any], codes: tuple[str, ...], definitions: _Definitions) -> Shape:
    codes = tuple(code for code in codes if code != "None")
    is_open = "enum" not in schema
    if "items" not in schema:
        return Shape(Kind.CHOICE, codes=codes, is_open=is_open)
    item = _shape(schema["items"], definitions)
    first = next(iter(types_of(schema)), "")
    return Shape(Kind.LIST if first == "array" else Kind.CHOICE, codes=codes, is_open=is_open, item=item)


def _group(schema: Mapping[str, Any], definitions: _Definitions) -> Shape:
    fields = {key: _shape(inner, definitions) for key, inner in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties")
    kinds = types_of(schema)
    text = next((key for key, inner in fields.items() if inner.kind in _HOLDS_TEXT), "")
    if LIST in fields:
        text = LIST
    first = next(iter(fields.items()), None)
    return Shape(
        Kind.GROUP,
        fields=fields,
        others=_shape(others, definitions) if isinstance(others, Mapping) else None,
        text_field=text if "string" in kinds else "",
        number_field=first[0] if first and "number" in kinds and first[1].kind is Kind.NUMBER else "",
    )


_HOLDS_TEXT = (
    *(Kind.TEXT, Kind.CHOICE, Kind.YES_NO, Kind.DATE, Kind.YEAR, Kind.ADDRESS),
    *(Kind.ORGANIZATION, Kind.DOCUMENT),
)


def _together(schema: Mapping[str, Any], definitions: _Definitions) -> Shape:
    """Return the shape of a group that is described in parts, of which the outer one says more of some fields."""
    (part,) = schema["allOf"]
    base = _shape(part, definitions)
    said = {key: _shape(inner, definitions) for key, inner in schema["properties"].items()}
    return replace(base, fields={**base.fields, **said})


def _offered(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes that a schema names without demanding one of them."""
    return next((tuple(map(str, part["enum"])) for part in schema.get("anyOf", ()) if "enum" in part), ())
