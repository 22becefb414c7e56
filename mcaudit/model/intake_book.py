"""How a profile stands in the cells of a workbook: single fields in a column, lists as tables, each value as text.

Nothing is lost: a value whose plain text would be read as another is written as JSON after `json:`, and what no table
can hold stands on a sheet of its own, by its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mcaudit.model.edition import Edition
from mcaudit.model.fields import Field, FieldKind, profile_fields

ABOUT = "Read me"
CHOICES = "Choices"
TITLED = "§ "
"""What the first cell of a title begins with."""
AS_WRITTEN = "As written"
"""The sheet of what no table holds: places and JSON."""
PLACE, NUMBER = "Place", "Entry"
"""Heads of columns that the reader looks for."""
_JSON = "json:"
_SHEETS: Mapping[str, str] = {
    "organizations": "Organizations",
    "dossier": "Documents",
    "statements": "Statements",
    "remarks": "Statements",
}
_START = "Start"
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,12}")
_RANGE = re.compile(r"(\d+(?:\.\d+)?) to (\d+(?:\.\d+)?)")
_BETWEEN = re.compile(r"\s*[,;\n]\s*")
"""What people write between criteria, or between choices, in one cell."""
_BOUND = re.compile(r"(at least|at most|about) (\d+(?:\.\d+)?)")

Steps = tuple[str, ...]
Key = tuple[str, ...]
"""What the entries around a value are called: numbers from 1, or short names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaf:
    """A field that a cell holds; `steps` lead to it from its part."""

    steps: Steps
    title: str
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Fields that stand together on a sheet: those of a group below each other, or those of a list as columns."""

    sheet: str
    steps: Steps
    """From the top of a profile, `*` standing for an entry; empty for what stands at the top."""
    field: Field
    leaves: tuple[Leaf, ...]

    @property
    def is_table(self) -> bool:
        """Whether it has a row for each entry."""
        return self.field.kind in (FieldKind.LIST, FieldKind.NAMED)

    @property
    def place(self) -> str:
        """Its name in the first column."""
        return ".".join(self.steps)


@lru_cache(maxsize=8)
def book_parts(edition: Edition) -> tuple[Part, ...]:
    """Return the parts of a workbook, in the order of the schema."""
    top = profile_fields(edition)
    single = tuple(Leaf(steps=(each.key,), title=each.title, field=each) for each in top.fields if not each.has_fields)
    start = Part(sheet=_START, steps=(), field=top, leaves=single)
    components = {component.key: component.title for component in edition.components}
    parts = [start]
    for each in top.fields:
        if each.has_fields and not each.is_apart:
            sheet = components.get(each.key) or _SHEETS.get(each.key, _START)
            answers = each.fields if each.key in components else (each,)
            parts += [part for answer in answers for part in _parts(sheet, answer)]
    return tuple(parts)


def _parts(sheet: str, holder: Field) -> Iterator[Part]:
    """Yield a group or list with its single fields, and then the lists within it."""
    steps = tuple(holder.place.split("."))
    below = len(steps) + (holder.kind is not FieldKind.GROUP)
    leaves, lists = [], []
    waiting = [("", each) for each in reversed(holder.fields)]
    while waiting:
        around, each = waiting.pop()
        title = f"{around}{each.title}"
        if each.is_apart:
            continue
        if each.kind is FieldKind.GROUP:
            waiting += [(f"{title}: ", inner) for inner in reversed(each.fields)]
        elif each.has_fields:
            lists.append(each)
        else:
            leaves.append(Leaf(steps=tuple(each.place.split("."))[below:], title=title, field=each))
    yield Part(sheet=sheet, steps=steps, field=holder, leaves=tuple(leaves))
    for each in lists:
        yield from _parts(sheet, each)


# --- a value as text ------------------------------------------------------------------------------


def cell_text(field: Field, value: Any) -> str:
    """Return a value as the text of a cell, which `cell_value` reads as the same value."""
    text = _natural(value)
    if text and _is_plain(text) and json.dumps(cell_value(field, text)) == json.dumps(value):  # 1 is not 1.0, nor true
        return text
    return f"{_JSON}{json.dumps(value).replace('_x', chr(92) + 'u005fx')}"


def _natural(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return ""
        case int() | float():
            return str(value)
        case {"at_least": low, "at_most": high}:
            return f"{low} to {high}"
        case Mapping() if len(value) == 1:
            ((end, number),) = value.items()
            return f"{str(end).replace('_', ' ')} {number}"
        case list() if all(isinstance(each, str) for each in value):
            return "\n".join(value)
    return ""


def _is_plain(text: str) -> bool:
    """Return whether a cell can hold a text as it is."""
    return text == text.strip() and all(line.isprintable() for line in text.split("\n")) and "_x" not in text


def cell_value(field: Field, text: str) -> Any:
    """Return what the text of a cell says; raise ValueError, or RecursionError, for JSON that is none."""
    if text.startswith(_JSON):
        return json_value(text.removeprefix(_JSON))
    text = text.strip()
    if field.several or field.kind is FieldKind.CHOICE:
        parts = [part for part in _BETWEEN.split(text) if part]
        if len(parts) > 1 and (field.kind is FieldKind.CRITERION or set(parts) <= set(field.codes)):
            return parts
    if field.kind is FieldKind.NUMBER:
        return text if text in field.codes else _quantity(text)
    if field.several or (field.kind is FieldKind.CHOICE and "\n" in text):
        return [line.strip() for line in text.split("\n") if line.strip()]
    return int(text) if field.whole and _WHOLE.fullmatch(text) else text


def json_value(text: str) -> Any:
    """Return what JSON says; raise ValueError where it is none, or a key stands there twice, or RecursionError."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_refused)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _quantity(text: str) -> Any:
    if found := _RANGE.fullmatch(text):
        return {"at_least": _number(found[1]), "at_most": _number(found[2])}
    if found := _BOUND.fullmatch(text):
        return {found[1].replace(" ", "_"): _number(found[2])}
    return _number(text)


def _number(text: str) -> Any:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


# --- a profile as parts ---------------------------------------------------------------------------


@dataclass(slots=True)
class Filled:
    """What the parts of a workbook hold: texts by part, entry, and field, and the rest by its steps."""

    texts: dict[str, dict[Key, dict[Steps, str]]] = field(default_factory=dict)
    rest: list[tuple[Steps, str]] = field(default_factory=list)


def filled_in(edition: Edition, content: Mapping[str, Any]) -> Filled:
    """Return what the cells of a workbook hold for a profile."""
    found = Filled()
    components = {component.key for component in edition.components}
    for each in (inner for inner in profile_fields(edition).fields if inner.key in content):
        value, steps = content[each.key], (each.key,)
        if each.key in components and isinstance(value, Mapping) and value:
            for answer in (inner for inner in each.fields if inner.key in value):
                _fill(found, answer, value[answer.key], answer.place, (), (*steps, answer.key))
        else:
            _fill(found, each, value, each.place if each.has_fields else "", (), steps)
    return found


def _fill(found: Filled, of: Field, value: Any, part: str, key: Key, steps: Steps) -> None:
    """Put a value into the cells of a part and an entry; `steps` lead to it in the profile."""
    if not of.has_fields and not of.is_apart:
        below = len(part.split(".")) * bool(part) + bool(key)
        found.texts.setdefault(part, {}).setdefault(key, {})[tuple(of.place.split("."))[below:]] = cell_text(of, value)
    elif of.kind is FieldKind.GROUP and not of.is_apart and isinstance(value, Mapping) and value:
        for each in (inner for inner in of.fields if inner.key in value):
            _fill(found, each, value[each.key], part, key, (*steps, each.key))
    elif _is_table(of, value):
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        for name, entry in entries:
            own = (*key, str(name + 1) if isinstance(name, int) else name)
            found.texts.setdefault(of.place, {})[own] = {}
            for each in (inner for inner in of.fields if inner.key in entry):
                _fill(found, each, entry[each.key], of.place, own, (*steps, str(name), each.key))
    else:
        found.rest.append((steps, json.dumps(value).replace("_x", "\\u005fx")))


def _is_table(of: Field, value: Any) -> bool:
    """Return whether a table can hold a list or entries under short names: each entry has a cell of its own."""
    if of.is_apart or of.kind is FieldKind.GROUP:
        return False
    if not value or not isinstance(value, Mapping if of.kind is FieldKind.NAMED else list):
        return False
    entries = value.values() if isinstance(value, Mapping) else value
    return all(_all_fit(of, each) and _has_a_cell(of, each) for each in entries)


def _all_fit(of: Field, value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    for each in of.fields:
        inner = value.get(each.key)
        if each.key not in value or (not each.has_fields and not each.is_apart):
            continue
        if each.kind is FieldKind.GROUP:
            if not inner or not _all_fit(each, inner):
                return False
        elif not _is_table(each, inner):
            return False
    return True


def _has_a_cell(of: Field, value: Any) -> bool:
    return isinstance(value, Mapping) and any(
        not each.has_fields or (each.kind is FieldKind.GROUP and _has_a_cell(each, value[each.key]))
        for each in of.fields
        if each.key in value
    )
