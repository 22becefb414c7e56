"""Brings a profile into the normal form that conditions see.

Choices are lists of codes, numbers are `{low, high}` or `{about}` alone, web addresses are `{host,
path}`. Empty headings and placeholders are gone. An entry of a list stays where it stood, even when
nothing in it remains, so that places in the normal form are places in the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import Any, assert_never

from mcaudit.model import Edition, JsonObject
from mcaudit.model.schemas import options_of, types_of
from mcaudit.model.values import is_placeholder, quantity, web_address

_CITING = ("citation", "citations", "conflicts", "not_applicable", "fields")
"""What an answer says about its sources stays as it is typed."""
_APART = ("format", "dossier", "statements", "responses", "remarks", "submitted_by", "for_states")
"""Parts of a profile that no condition sees."""
OTHER = "other"
_YES_NO = {"true": "yes", "false": "no"}


class Kind(Enum):
    """How a value is brought into normal form."""

    TEXT = auto()
    CHOICE = auto()
    NUMBER = auto()
    GROUP = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a place in a profile holds; `title` is its name in words."""

    kind: Kind
    title: str = ""
    codes: frozenset[str] = frozenset()
    fields: Mapping[str, Shape] = field(default_factory=dict)
    others: Shape | None = None
    items: Shape | None = None


_PLAIN = Shape(Kind.TEXT)


@cache
def shape_of(edition: Edition) -> Shape:
    """Return the shape of a profile of an edition."""
    base = edition.profile_base
    definitions = {**edition.definitions, **base["$defs"]}
    fields = {name: _shape(schema, definitions) for name, schema in base["properties"].items()}
    states = frozenset(edition.definitions["usps"]["enum"])
    fields["state"] = Shape(Kind.CHOICE, "State", states | {"national"})
    for component in edition.components:
        answers = {
            sub.key: Shape(
                Kind.GROUP,
                sub.title,
                fields={name: _shape(schema, definitions) for name, schema in sub.answer.items()},
            )
            for sub in component.subcomponents
        }
        fields[component.key] = Shape(Kind.GROUP, component.title, fields=answers)
    return Shape(Kind.GROUP, fields=fields)


def _shape(schema: Any, definitions: Mapping[str, Any]) -> Shape:
    options = options_of(schema, definitions)  # its own title first
    title = next((str(option["title"]) for option in options if "title" in option), "")
    types = {name for option in options for name in types_of(option)}
    fields = {
        name: _shape(inner, definitions)
        for option in options
        for name, inner in option.get("properties", {}).items()
        if name not in _CITING
    }
    items = next((option["items"] for option in options if isinstance(option.get("items"), Mapping)), None)
    codes = frozenset(str(code) for option in options for code in option.get("enum", ()) if code is not None)
    if types & {"number", "integer"} and items is None:
        return Shape(Kind.NUMBER, title)
    if codes:
        return Shape(Kind.CHOICE, title, codes)
    if items is not None:
        inner = _shape(items, definitions)
        return (
            Shape(Kind.CHOICE, title, inner.codes)
            if inner.kind is Kind.CHOICE
            else Shape(Kind.LIST, title, items=inner, fields=fields)
        )
    others = next(
        (o["additionalProperties"] for o in options if isinstance(o.get("additionalProperties"), Mapping)), None
    )
    if fields or others:
        return Shape(Kind.GROUP, title, fields=fields, others=_shape(others, definitions) if others else None)
    return Shape(Kind.TEXT, title)


def normal_form(edition: Edition, content: JsonObject) -> dict[str, Any]:
    """Return a profile's content in normal form, without what says nothing."""
    shape = shape_of(edition)
    kept = {key: value for key, value in content.items() if key not in _APART}
    return _group(edition, kept, shape) or {}


def _normal(edition: Edition, value: Any, shape: Shape) -> Any:
    if value is None:
        return None
    match shape.kind:
        case Kind.CHOICE:
            return _choice(edition, value, shape)
        case Kind.NUMBER:
            return _number(edition, value)
        case Kind.LIST:
            return _list(edition, value, shape)
        case Kind.GROUP:
            return _group(edition, value, shape) if isinstance(value, dict) else _text(edition, value)
        case Kind.TEXT:
            return _text(edition, value)
        case other:
            assert_never(other)


def _choice(edition: Edition, value: Any, shape: Shape) -> list[str] | None:
    said = value if isinstance(value, list | tuple) else [value]
    codes = []
    for each in said:
        text = str(each).casefold() if isinstance(each, bool) else str(each or "").strip()
        code = _YES_NO.get(text, text)
        if code in shape.codes:
            codes.append(code)
        elif not is_placeholder(text, edition.placeholders):
            codes.append(OTHER)
    return list(dict.fromkeys(codes)) or None


def _number(edition: Edition, value: Any) -> Any:
    if isinstance(value, list | tuple):  # several values, such as prices by group: a number is given, and which is open
        found = [number for each in value if (number := _number(edition, each))]
        return found[0] if len(found) == 1 else {"text": "; ".join(map(str, value))} if found else None
    if isinstance(value, str) and is_placeholder(value, edition.placeholders):
        return None
    return quantity(value, edition.number_words)


def _list(edition: Edition, value: Any, shape: Shape) -> Any:
    if isinstance(value, int | float):  # only how many there are
        return _number(edition, value)
    said = value if isinstance(value, list | tuple) else [value]
    items = shape.items or _PLAIN
    kept: list[Any] = []
    for each in said:
        result = _normal(edition, each, items)
        if result is not None:
            kept.append(result)
        elif isinstance(each, Mapping):
            kept.append({})
    return kept if any(entry != {} for entry in kept) else None


def _group(edition: Edition, value: Mapping[str, Any], shape: Shape) -> dict[str, Any] | None:
    kept: dict[str, Any] = {}
    says = False
    for key, inner in value.items():
        if key in _CITING:
            if inner is not None:
                kept[key] = inner
            continue
        result = _normal(edition, inner, shape.fields.get(key) or shape.others or _PLAIN)
        if result is not None:
            kept[key] = result
            says = True
    return kept if says else None


def _text(edition: Edition, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner for key, each in value.items() if (inner := _text(edition, each)) is not None} or None
    if isinstance(value, list | tuple):
        return [inner for each in value if (inner := _text(edition, each)) is not None] or None
    text = str(value).strip()
    if is_placeholder(text, edition.placeholders):
        return None
    return web_address(text) or text
