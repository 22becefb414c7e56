"""Reads a profile for what its author plainly means, and says where it had to.

A value that differs from a code only in case, spacing, hyphens, or a plural is read as that code.
A plain text in place of a one-item list, or of the first field of an entry, is put where it
belongs, and a “no” in place of a list or a group is read as nothing. A number, a date, or a web
address in other words stays as it is typed, and a warning says what it is read as. Only a
misspelled code and a date that no calendar has are errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import Edition, folded
from mcaudit.model.places import escaped
from mcaudit.model.values import MOST_CRITERIA, quantity
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.places import together
from mcaudit.reading.profile.alike import short_names
from mcaudit.reading.profile.shapes import Kind, Shape, profile_shape
from mcaudit.reading.profile.single import ANSWERS, SingleValues, named
from mcaudit.reading.profile.widening import LIST

_ENTRIES = ("/organizations/", "/for_states/")
"""Where an entry holds lists and groups as answers do."""
_NEEDED = ("/format", "/id", "/title", "/state")


@dataclass(frozen=True, slots=True)
class Read:
    """A document as it is read, what is wrong with it, and how it was read where that is not plain."""

    document: Document
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_liberally(edition: Edition, document: Document) -> Read:
    """Return a profile's document with its values read for what they mean."""
    names = short_names(document.data.get("organizations"))
    values, keys = together(document.text, document.values), together(document.text, document.keys)
    reader = _Reader(edition, document, names, values, keys)
    data = reader.value(profile_shape(edition), document.data, "")
    reader.warn_of_wide_statements(data.get("statements"))
    changed = replace(document, data=data, values=reader.values, keys=reader.keys)
    more = f"{reader.more:,} more values are not plain and were read in such ways"
    counted = (document.text.problem(more),) if reader.more else ()
    return Read(changed, tuple(reader.problems), (*reader.warnings, *counted))


@dataclass(slots=True)
class _Reader(SingleValues):
    """Walks a document beside the shape of a profile."""

    def warn_of_wide_statements(self, statements: Any) -> None:
        """Warn of each statement about more than six criteria, the members of a group counted: it states nothing."""
        members = {group.id: len(group.members) for sub in self.edition.subcomponents for group in sub.groups}
        for index, entry in enumerate(statements if isinstance(statements, list) else ()):
            about = entry.get("about") if isinstance(entry, Mapping) else None
            count = sum(members.get(str(name), 1) for name in about) if isinstance(about, list) else 1
            if count > MOST_CRITERIA:
                limit = f"one about more than {MOST_CRITERIA} states none; name fewer"
                self.say(f"this statement is about {count} criteria, and {limit}", f"/statements/{index}")

    def value(self, shape: Shape, value: Any, at: str) -> Any:
        """Return a value as it is read; one of a type that its place does not take stays for the schema to refuse."""
        match shape.kind:
            case Kind.GROUP:
                return self._group(shape, value, at)
            case Kind.LIST:
                return self._list(shape, value, at)
            case Kind.CHOICE | Kind.ORGANIZATION if isinstance(value, list) and shape.item is not None:
                return self._items(shape.item, value, at)
            case Kind.NUMBER if isinstance(value, list):
                if len(value) > 1:
                    self.say(f"{named(at)} has {len(value)} numbers; they are kept for a reviewer", at)
                return self._items(shape, value, at)
        return self.single(shape, value, at)

    # --- groups and lists ------------------------------------------------------------------------

    def _group(self, shape: Shape, value: Any, at: str) -> Any:
        if isinstance(value, list) and LIST not in shape.fields:
            return self._items(shape, value, at)  # one or several of the same
        name = "" if isinstance(value, dict) else self._field_for(shape, value)
        if name:
            self._move(value, at, f"{at}/{name}")
            value = {name: value}
        if not isinstance(value, dict):
            return value
        kept: dict[str, Any] = {}
        for key, inner in value.items():
            known = shape.fields.get(key, shape.others)
            if known is None or known.takes_as_it_is(inner):
                kept[key] = inner
                continue
            pointer = f"{at}/{escaped(str(key))}"
            said = self._unless_no(known, inner, pointer)
            if said is None and key in shape.fields and not self.is_answer(pointer) and pointer not in _NEEDED:
                self.values.pop(pointer, None)
                self.keys.pop(pointer, None)
            else:
                kept[key] = self.value(known, said, pointer)
        return kept

    def _unless_no(self, shape: Shape, value: Any, at: str) -> Any:
        """Return a value; for a plain “no” in place of a list or a group, None with a warning."""
        if not _is_no(shape, value) or not (self.is_answer(at) or at.startswith(_ENTRIES)):
            return value
        self.say(f"“{value}” names nothing that could stand in {named(at)}; it is read as empty", at)
        return None

    def _field_for(self, shape: Shape, value: Any) -> str:
        """Return the field that a list, a number, or a text stands for in place of the group; empty for none."""
        if isinstance(value, list):
            return LIST
        if _is_yes_or_no(value) and "provided" in shape.fields:
            return "provided"
        if not isinstance(value, str):
            return shape.number_field if isinstance(value, int | float) and not isinstance(value, bool) else ""
        if shape.number_field and "text" not in (quantity(value, self.edition.number_words) or {"text": ""}):
            return shape.number_field
        return shape.text_field

    def _list(self, shape: Shape, value: Any, at: str) -> Any:
        item = shape.item or Shape(Kind.ANY)
        if isinstance(value, str) or (isinstance(value, Mapping) and item.kind is Kind.GROUP):
            self._move(value, at, f"{at}/0")
            value = [value]
        return self._items(item, value, at) if isinstance(value, list) else value

    def _items(self, item: Shape, value: list[Any], at: str) -> list[Any]:
        return [
            inner if item.takes_as_it_is(inner) else self.value(item, inner, f"{at}/{index}")
            for index, inner in enumerate(value)
        ]

    def _move(self, value: Any, at: str, to: str) -> None:
        """Move the places of what stands at one pointer to another below it; something still stands at the first."""
        self.values.move(value, at, to)
        self.keys.move(value, at, to)
        here = self.values.get(at) or self.keys.get(at)
        self.values.update({to: here} if here else {})


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, str) and folded(value) in ANSWERS


def _is_no(shape: Shape, value: Any) -> bool:
    """Return whether a plain “no” stands in place of a list or a group that has no yes or no of its own."""
    if not _is_yes_or_no(value) or ANSWERS[folded(value)] != "no":
        return False
    if shape.kind is Kind.LIST:
        return shape.item is not None and shape.item.kind in (Kind.GROUP, Kind.TEXT)
    first = shape.fields.get(shape.text_field)
    return (
        shape.kind is Kind.GROUP and "provided" not in shape.fields and (first is None or first.kind is not Kind.YES_NO)
    )
