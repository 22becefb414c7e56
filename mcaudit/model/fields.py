"""Every field that a profile of an edition may have: where it stands, what it holds, and how it is described."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from mcaudit.model.bearing import state_fields
from mcaudit.model.edition import Edition
from mcaudit.model.schemas import DEFINITIONS, referred, types_of

ENTRY = "*"
"""The step of a place that stands for any entry of a list, or any short name."""
_APART = ("conflicts", "remarks", "not_applicable", "responses", "for_states")
CLAIMS_HELP = "Criteria of this question that do not apply, each with the reason. A reviewer must agree."
_PLAIN = {"date": "date", "day": "date", "web_address": "address", "document_address": "address"}
_NAMES = ("organization", "document")
_ABOUT = re.compile(r"\b(statements|remarks|responses|not_applicable)\.\*\.(about|criterion)$")
"""Fields that name criteria."""


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    ADDRESS = "address"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    CRITERION = "criterion"
    GROUP = "group"
    LIST = "list"
    NAMED = "named"
    """Entries under short names, such as organizations."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A field of a profile; `place` leads to it from the top, such as `developers.developer.expertise.*.kind`."""

    place: str
    title: str
    description: str
    kind: FieldKind
    codes: tuple[str, ...] = ()
    several: bool = False
    """Whether it holds a list of such values, and not of groups."""
    required: bool = False
    whole: bool = False
    """Whether a number is a whole one."""
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    """How many characters a text may have."""
    fields: tuple[Field, ...] = ()
    """The fields of a group, or of each entry."""

    @property
    def key(self) -> str:
        """Its name within what it stands in."""
        return self.place.rpartition(".")[2]

    @property
    def is_apart(self) -> bool:
        """Whether a form keeps it as it is, and does not ask for it: it is about what is said elsewhere."""
        return self.key in _APART and self.place != "remarks"

    @property
    def has_fields(self) -> bool:
        """Whether other fields stand inside it."""
        return self.kind in (FieldKind.GROUP, FieldKind.LIST, FieldKind.NAMED)


@lru_cache(maxsize=8)
def profile_fields(edition: Edition) -> Field:
    """Return all fields of a profile, as one group."""
    base = edition.profile_base
    walk = _Walk({**edition.definitions, **base["$defs"]})
    about = base["$defs"]["about"]["properties"]
    claims = {
        "not_applicable": {
            "title": "Not applicable",
            "description": CLAIMS_HELP,
            "type": "array",
            "items": {"$ref": f"{DEFINITIONS}not_applicable_claim"},
        }
    }
    answers = {
        component.key: {
            "title": component.title,
            "description": f"{component.text}.",
            "properties": {
                sub.key: {
                    "title": sub.title,
                    "description": sub.question,
                    "properties": {
                        **sub.answer,
                        "citations": about["citations"],
                        "conflicts": about["conflicts"],
                        "remarks": base["properties"]["remarks"],
                        **(claims if any(each.may_be_not_applicable for each in sub.criteria) else {}),
                    },
                }
                for sub in component.subcomponents
            },
        }
        for component in edition.components
    }
    states = [*edition.definitions["usps"]["enum"], "national"]
    top = {**base["properties"], **answers}
    top["state"] = {**top["state"], "enum": states}
    top["for_states"] = {**top["for_states"], "additionalProperties": _for_a_state(edition, answers, base)}
    return walk.group("", {**base, "properties": top})


def _for_a_state(edition: Edition, answers: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of what differs in another state: of each answer, the fields that can, and what is cited."""
    differing: dict[str, Any] = {}
    for sub in edition.subcomponents:
        fields = state_fields(edition).get(sub.pointer, ())
        if fields:
            answer = answers[sub.component]["properties"][sub.key]
            kept = {name: answer["properties"][name] for name in (*fields, "citations")}
            component = differing.setdefault(sub.component, {**answers[sub.component], "properties": {}})
            component["properties"][sub.key] = {**answer, "properties": kept}
    differing["statements"] = base["properties"]["statements"]
    return {"title": "Answers for a state", "properties": differing}


def each_field(field: Field) -> Iterator[Field]:
    """Yield a field and all within it, in the order of the schema."""
    yield field
    for inner in field.fields:
        yield from each_field(inner)


def field_at(edition: Edition, place: str) -> Field | None:
    """Return the field at a place, or None; entries may be `*`, numbers, short names, or left out."""
    first, *steps = [step.partition("~")[0] for step in place.strip("./").replace("/", ".").split(".")]
    found = next((each for each in profile_fields(edition).fields if each.key == first), None)
    if found is None:
        return None
    for step in steps:
        inner = next((each for each in found.fields if each.key == step), None)
        if inner is None and step == ENTRY and found.kind is FieldKind.GROUP:
            inner = found.fields[0]  # any of its fields, which are alike
        if inner is not None:
            found = inner
        elif found.kind not in (FieldKind.LIST, FieldKind.NAMED) or not step:
            return None
    return found


def in_order(field: Field, value: Any) -> Any:
    """Return a value of a field with the keys of its groups in the order of the schema."""
    if isinstance(value, list | tuple):
        return [in_order(field, each) for each in value]
    if not isinstance(value, Mapping):
        return value
    if field.kind is FieldKind.NAMED and not value.keys() & {inner.key for inner in field.fields}:
        entry = replace(field, kind=FieldKind.GROUP)
        return {key: in_order(entry, each) for key, each in value.items()}
    known = {inner.key: inner for inner in field.fields}
    ordered = [key for key in known if key in value]
    return {key: in_order(known[key], value[key]) for key in ordered} | {
        key: each for key, each in value.items() if key not in known
    }


class _Walk:
    """Reads the schemas that an edition states its fields by."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions

    def group(self, place: str, schema: Mapping[str, Any]) -> Field:
        options = tuple(self._options({**schema, "$defs": None}))
        return Field(
            place=place,
            title=str(schema["title"]),
            description=str(schema.get("description", "")),
            kind=FieldKind.GROUP,
            fields=self._fields(place, options),
        )

    def _fields(self, place: str, options: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
        needed = {key for option in options for key in option.get("required", ())}
        inner: dict[str, Any] = {}
        for option in options:
            inner = {**inner, **{key: each for key, each in option.get("properties", {}).items() if key not in inner}}
        return tuple(
            self._field(f"{place}.{key}".strip("."), each, required=key in needed) for key, each in inner.items()
        )

    def _field(self, place: str, schema: Mapping[str, Any], *, required: bool) -> Field:
        options = tuple(self._options(schema))
        title = next((str(option["title"]) for option in options if option.get("title")), "")
        description = next((str(option["description"]) for option in options if option.get("description")), "")
        entry, named = _entry(options)
        inside = tuple(self._options(entry))
        if any("properties" in option for option in (*options, *inside)):
            of_entries = any("properties" in option for option in inside)
            kind = (FieldKind.NAMED if named else FieldKind.LIST) if of_entries else FieldKind.GROUP
            fields = self._fields(f"{place}.{ENTRY}", inside) if of_entries else self._fields(place, options)
            return Field(place=place, title=title, description=description, kind=kind, required=required, fields=fields)
        values = (*options, *inside)
        offered = (option.get("enum", [option["const"]] if "const" in option else ()) for option in values)
        return Field(
            place=place,
            title=title,
            description=description,
            kind=_kind(place, values),
            codes=tuple(str(code) for codes in offered for code in codes),
            several=bool(entry),
            required=required,
            whole=any("integer" in types_of(option) for option in values),
            least=next((option["minimum"] for option in values if "minimum" in option), None),
            most=next((option["maximum"] for option in values if "maximum" in option), None),
            longest=next((option["maxLength"] for option in values if "maxLength" in option), None),
        )

    def _options(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield a schema and everything that it refers to or offers, its own words first."""
        yield schema
        if "$ref" in schema:
            name = referred(schema)
            yield {"name": name}
            yield from self._options(self._definitions[name])
        for option in schema.get("allOf", ()):
            yield from self._options(option)
        for option in schema.get("anyOf", ()):  # what one alternative requires is not required
            yield from ({**each, "required": ()} for each in self._options(option))


def _entry(options: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], bool]:
    """Return the schema of what a list holds, or of what stands under short names, and which of the two it is."""
    for option in options:
        for keyword in ("items", "additionalProperties"):
            if isinstance(option.get(keyword), Mapping):
                return option[keyword], keyword == "additionalProperties"
    return {}, False


def _kind(place: str, options: Sequence[Mapping[str, Any]]) -> FieldKind:
    for option in options:
        name = option.get("name", "")
        if name in _NAMES:
            return FieldKind(name)
        if name in _PLAIN:
            return FieldKind(_PLAIN[name])
    types = {name for option in options for name in types_of(option)}
    if _ABOUT.search(place):
        return FieldKind.CRITERION
    text_too = any({"string"} < set(types_of(option)) for option in options)  # such as pages and years
    if types & {"number", "integer"} and "string" not in types_of(options[0]) and not text_too:
        return FieldKind.NUMBER
    if any("enum" in option or "const" in option for option in options):
        return FieldKind.CHOICE
    return FieldKind.TEXT
