"""Reads a profile for what its author plainly means, and says where it had to.

A value that differs from a code only in case, spacing, hyphens, or a plural is read as that code.
A plain text in place of a one-item list, or of the first field of an entry, is put where it
belongs, and a “no” in place of a list or a group is read as nothing. A number, a date, or a web
address in other words stays as it is typed, and a warning says what it is read as. Only a
misspelled code and a date that no calendar has are errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import Edition, folded
from mcaudit.model.places import escaped
from mcaudit.model.states import STATES
from mcaudit.model.values import MOST_CRITERIA, UNLIMITED, is_day, is_placeholder, plain_number, quantity, web_address
from mcaudit.reading.limits import MAX_WARNINGS
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.places import Places, together
from mcaudit.reading.profile.alike import by_plain_form, denies, is_short_name, nearest, plain_form, short_names
from mcaudit.reading.profile.shapes import Kind, Shape, profile_shape
from mcaudit.reading.profile.widening import LIST
from mcaudit.reading.text import shortened

_CLOSE_TO_YES = 0.85
_LONGEST = 80
"""A longer text is not taken for a misspelled code."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}[a-z]?|n\.d\.|in press")
_WEB = re.compile(r"https?://[^\s<>\"/?#]+[.][A-Za-z]{2,}[.]?(:[0-9]+)?([/?#][^\s<>\"]*)?")
_ENTRIES = ("/organizations/", "/for_states/")
"""Where an entry holds lists and groups as answers do."""
_NEEDED = ("/format", "/id", "/title", "/state")
_ANSWERS = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


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
class _Reader:
    """Walks a document beside the shape of a profile."""

    edition: Edition
    document: Document
    organizations: Mapping[str, str]
    """The short name of each organization by every name that it goes by, folded."""
    values: Places
    keys: Places
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    more: int = 0
    """How many warnings are only counted."""

    def warn_of_wide_statements(self, statements: Any) -> None:
        """Warn of each statement about more than six criteria, the members of a group counted: it states nothing."""
        members = {group.id: len(group.members) for sub in self.edition.subcomponents for group in sub.groups}
        for index, entry in enumerate(statements if isinstance(statements, list) else ()):
            about = entry.get("about") if isinstance(entry, Mapping) else None
            named = sum(members.get(str(name), 1) for name in about) if isinstance(about, list) else 1
            if named > MOST_CRITERIA:
                limit = f"one about more than {MOST_CRITERIA} states none; name fewer"
                self._say(f"this statement is about {named} criteria, and {limit}", f"/statements/{index}")

    def value(self, shape: Shape, value: Any, at: str) -> Any:
        """Return a value as it is read; one of a type that its place does not take stays for the schema to refuse."""
        match shape.kind:
            case Kind.GROUP:
                return self._group(shape, value, at)
            case Kind.LIST:
                return self._list(shape, value, at)
            case Kind.CHOICE | Kind.ORGANIZATION if isinstance(value, list) and shape.item is not None:
                return self._items(shape.item, value, at)
            case Kind.CHOICE if isinstance(value, str):
                return self._choice(shape, value, at)
            case Kind.YES_NO if isinstance(value, str | bool):
                return self._yes_no(value, at)
            case Kind.TEXT | Kind.TEXTS if isinstance(value, int | float) and not isinstance(value, bool):
                if self._is_answer(at):  # what names the profile itself must be text
                    self._say(f"{value:g} is read as text; put it in quotes", at)
                    return str(value)
            case Kind.NUMBER if isinstance(value, str):
                return self._number(shape, value, at)
            case Kind.NUMBER if isinstance(value, list):
                if len(value) > 1:
                    self._say(f"{_named(at)} has {len(value)} numbers; they are kept for a reviewer", at)
                return self._items(shape, value, at)
            case Kind.NUMBER if isinstance(value, Mapping):
                self._range(value, at)
            case Kind.DATE if isinstance(value, str | int) and not isinstance(value, bool):
                self._date(shape, value, at)
            case Kind.YEAR if isinstance(value, str) and not _YEAR.fullmatch(value):
                self._say(f"“{shortened(value)}” is not a year; it is kept as text for a reviewer", at)
            case Kind.ADDRESS if isinstance(value, str) and not _WEB.fullmatch(value):
                self._address(value, at)
            case Kind.ORGANIZATION if isinstance(value, str):
                return self._organization(value, at)
        return value

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
            if said is None and key in shape.fields and not self._is_answer(pointer) and pointer not in _NEEDED:
                self.values.pop(pointer, None)
                self.keys.pop(pointer, None)
            else:
                kept[key] = self.value(known, said, pointer)
        return kept

    def _unless_no(self, shape: Shape, value: Any, at: str) -> Any:
        """Return a value; for a plain “no” in place of a list or a group, None with a warning."""
        if not _is_no(shape, value) or not (self._is_answer(at) or at.startswith(_ENTRIES)):
            return value
        self._say(f"“{value}” names nothing that could stand in {_named(at)}; it is read as empty", at)
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

    def _is_answer(self, at: str) -> bool:
        """Return whether a place lies in answers, where a heading with nothing under it says that it was left empty."""
        return at.split("/")[1] in {component.key for component in self.edition.components}

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

    # --- single values ---------------------------------------------------------------------------

    def _choice(self, shape: Shape, value: str, at: str) -> str:
        if not value.strip():
            return value
        plain = plain_form(value)
        codes = by_plain_form(shape.codes)
        if plain in codes:
            return self._read_as(value, codes[plain], at)
        if (state := STATES.get(folded(value))) in shape.codes:
            return self._read_as(value, str(state), at)
        if not shape.is_open:
            return value  # the schema says what it may be
        hopeless = denies(plain, codes) or len(value) > _LONGEST or self.more
        near = "" if hopeless else nearest(value, codes)
        if near:
            message = f"{_named(at)} is “{shortened(value)}”, which is not one of its choices"
            self._refuse(message, f"did you mean `{codes[near]}`?", at)
        elif is_placeholder(value, self.edition.placeholders):
            self._say(f"“{shortened(value)}” says nothing; it is read as an empty entry", at)
        else:
            self._say(f"“{shortened(value)}” is not one of the choices of {_named(at)}; it is read as `other`", at)
        return value

    def _yes_no(self, value: str | bool, at: str) -> Any:
        plain = folded(str(value))
        if plain in _ANSWERS:
            return self._read_as(str(value).lower() if isinstance(value, bool) else value, _ANSWERS[plain], at)
        if near := get_close_matches(plain, ("yes", "no"), n=1, cutoff=_CLOSE_TO_YES):
            message = f"{_named(at)} is “{shortened(str(value))}”, which is neither yes nor no"
            self._refuse(message, f"did you mean `{near[0]}`?", at)
        else:
            self._say(f"“{shortened(str(value))}” is neither yes nor no; it is kept as text for a reviewer", at)
        return value

    def _number(self, shape: Shape, value: str, at: str) -> str:
        codes = by_plain_form(shape.codes)
        if (plain := plain_form(value)) in codes:
            return self._read_as(value, codes[plain], at)
        found = quantity(value, self.edition.number_words)
        hint = f"; write {number}" if (number := plain_number(value)) not in ("", value) else ""
        if found is None or is_placeholder(value, self.edition.placeholders):
            self._say(f"“{shortened(value)}” says nothing; it is read as an empty entry", at)
        elif "text" in found:
            meant = f"{hint} if that is meant" if hint else ""
            self._say(f"“{shortened(value)}” is not plainly a number; it is kept as text for a reviewer{meant}", at)
        else:
            self._say(f"“{shortened(value)}” is read as {_in_words(found)}{hint}", at)
        return value

    def _range(self, value: Mapping[str, Any], at: str) -> None:
        low, high = value.get("at_least"), value.get("at_most")
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            message = f"`at_least` is {low}, which is more than `at_most`, {high}"
            self._refuse(message, "exchange the two, or correct one of them", f"{at}/at_least")

    def _date(self, shape: Shape, value: str | int, at: str) -> None:
        written = str(value)
        if _DAY.fullmatch(written):
            if not is_day(written):
                self._refuse(f"{written} is not a valid date", "write a day of the calendar as YYYY-MM-DD", at)
        elif shape.is_open and written.strip():
            self._say(f"“{shortened(written)}” is not a date as YYYY-MM-DD; it is kept as text for a reviewer", at)

    def _address(self, value: str, at: str) -> None:
        found = web_address(value)
        if found is None and value.strip():
            self._say(f"“{shortened(value)}” is not a web address; it is kept as text for a reviewer", at)
        elif found is not None:
            address = value.strip() if "://" in value else f"https://{value.strip()}"
            self._say(f"“{shortened(value)}” is read as the web address {shortened(address)}", at)

    def _organization(self, value: str, at: str) -> str:
        if value in self.organizations.values() or is_short_name(value) or not value.strip():
            return value  # one that is misspelled is found with the other references
        if short := self.organizations.get(folded(value)):
            return self._read_as(value, short, at)
        self._say(f"“{shortened(value)}” is not an entry of `organizations`; it is kept as a name", at)
        return value

    # --- what is said ----------------------------------------------------------------------------

    def _read_as(self, value: str, code: str, at: str) -> str:
        self._say(f"“{shortened(value)}” is read as `{code}`", at)
        return code

    def _say(self, message: str, at: str) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(self._problem(message, "", at))
        else:
            self.more += 1

    def _refuse(self, message: str, help: str, at: str) -> None:
        self.problems.append(self._problem(message, help, at))

    def _problem(self, message: str, help: str, at: str) -> Problem:
        place = self.values.get(at) or self.document.place(at)
        return self.document.text.problem(message, help, at=place)


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, str) and folded(value) in _ANSWERS


def _is_no(shape: Shape, value: Any) -> bool:
    """Return whether a plain “no” stands in place of a list or a group that has no yes or no of its own."""
    if not _is_yes_or_no(value) or _ANSWERS[folded(value)] != "no":
        return False
    if shape.kind is Kind.LIST:
        return shape.item is not None and shape.item.kind in (Kind.GROUP, Kind.TEXT)
    first = shape.fields.get(shape.text_field)
    return (
        shape.kind is Kind.GROUP and "provided" not in shape.fields and (first is None or first.kind is not Kind.YES_NO)
    )


def _in_words(found: Mapping[str, Any]) -> str:
    if "about" in found:
        return f"about {found['about']:g}"
    low, high = found.get("low"), found.get("high")
    if low is not None and low >= UNLIMITED:
        return "no limit"
    if high is None:
        return f"{low:g} or more"
    if low is None:
        return f"at most {high:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _named(at: str) -> str:
    """Return the name of the field that a value stands in, or whose list it stands in."""
    steps = [step for step in at.split("/") if not step.isdecimal()]
    return f"`{steps[-1].replace('~1', '/').replace('~0', '~')}`"
