"""Reads single values of a profile for what they plainly mean: codes, numbers, dates, addresses, and names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import Edition, folded
from mcaudit.model.states import STATES
from mcaudit.model.values import UNLIMITED, is_day, is_placeholder, plain_number, quantity, web_address
from mcaudit.reading.limits import MAX_WARNINGS
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.places import Places
from mcaudit.reading.profile.alike import by_plain_form, denies, is_short_name, nearest, plain_form
from mcaudit.reading.profile.shapes import Kind, Shape
from mcaudit.reading.text import shortened

_CLOSE_TO_YES = 0.85
_LONGEST = 80
"""A longer text is not taken for a misspelled code."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}[a-z]?|n\.d\.|in press")
_WEB = re.compile(r"https?://[^\s<>\"/?#]+[.][A-Za-z]{2,}[.]?(:[0-9]+)?([/?#][^\s<>\"]*)?")
ANSWERS = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


@dataclass(slots=True)
class SingleValues:
    """Reads the single values of a document, and collects what is wrong and what was read in some way."""

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

    def single(self, shape: Shape, value: Any, at: str) -> Any:
        """Return a single value as it is read; one of a type that its place does not take stays as it is."""
        match shape.kind:
            case Kind.CHOICE if isinstance(value, str):
                return self._choice(shape, value, at)
            case Kind.YES_NO if isinstance(value, str | bool):
                return self._yes_no(value, at)
            case Kind.TEXT | Kind.TEXTS if isinstance(value, int | float) and not isinstance(value, bool):
                if self.is_answer(at):  # what names the profile itself must be text
                    self.say(f"{value:g} is read as text; put it in quotes", at)
                    return str(value)
            case Kind.NUMBER if isinstance(value, str):
                return self._number(shape, value, at)
            case Kind.NUMBER if isinstance(value, Mapping):
                self._range(value, at)
            case Kind.DATE if isinstance(value, str | int) and not isinstance(value, bool):
                self._date(shape, value, at)
            case Kind.YEAR if isinstance(value, str) and not _YEAR.fullmatch(value):
                self.say(f"“{shortened(value)}” is not a year; it is kept as text for a reviewer", at)
            case Kind.ADDRESS if isinstance(value, str) and not _WEB.fullmatch(value):
                self._address(value, at)
            case Kind.ORGANIZATION if isinstance(value, str):
                return self._organization(value, at)
        return value

    def is_answer(self, at: str) -> bool:
        """Return whether a place lies in answers, where a heading with nothing under it says that it was left empty."""
        return at.split("/")[1] in {component.key for component in self.edition.components}

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
            message = f"{named(at)} is “{shortened(value)}”, which is not one of its choices"
            self._refuse(message, f"did you mean `{codes[near]}`?", at)
        elif is_placeholder(value, self.edition.placeholders):
            self.say(f"“{shortened(value)}” says nothing; it is read as an empty entry", at)
        else:
            self.say(f"“{shortened(value)}” is not one of the choices of {named(at)}; it is read as `other`", at)
        return value

    def _yes_no(self, value: str | bool, at: str) -> Any:
        plain = folded(str(value))
        if plain in ANSWERS:
            return self._read_as(str(value).lower() if isinstance(value, bool) else value, ANSWERS[plain], at)
        if near := get_close_matches(plain, ("yes", "no"), n=1, cutoff=_CLOSE_TO_YES):
            message = f"{named(at)} is “{shortened(str(value))}”, which is neither yes nor no"
            self._refuse(message, f"did you mean `{near[0]}`?", at)
        else:
            self.say(f"“{shortened(str(value))}” is neither yes nor no; it is kept as text for a reviewer", at)
        return value

    def _number(self, shape: Shape, value: str, at: str) -> str:
        codes = by_plain_form(shape.codes)
        if (plain := plain_form(value)) in codes:
            return self._read_as(value, codes[plain], at)
        found = quantity(value, self.edition.number_words)
        hint = f"; write {number}" if (number := plain_number(value)) not in ("", value) else ""
        if found is None or is_placeholder(value, self.edition.placeholders):
            self.say(f"“{shortened(value)}” says nothing; it is read as an empty entry", at)
        elif "text" in found:
            meant = f"{hint} if that is meant" if hint else ""
            self.say(f"“{shortened(value)}” is not plainly a number; it is kept as text for a reviewer{meant}", at)
        else:
            self.say(f"“{shortened(value)}” is read as {_in_words(found)}{hint}", at)
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
            self.say(f"“{shortened(written)}” is not a date as YYYY-MM-DD; it is kept as text for a reviewer", at)

    def _address(self, value: str, at: str) -> None:
        found = web_address(value)
        if found is None and value.strip():
            self.say(f"“{shortened(value)}” is not a web address; it is kept as text for a reviewer", at)
        elif found is not None:
            address = value.strip() if "://" in value else f"https://{value.strip()}"
            self.say(f"“{shortened(value)}” is read as the web address {shortened(address)}", at)

    def _organization(self, value: str, at: str) -> str:
        if value in self.organizations.values() or is_short_name(value) or not value.strip():
            return value  # one that is misspelled is found with the other references
        if short := self.organizations.get(folded(value)):
            return self._read_as(value, short, at)
        self.say(f"“{shortened(value)}” is not an entry of `organizations`; it is kept as a name", at)
        return value

    def _read_as(self, value: str, code: str, at: str) -> str:
        self.say(f"“{shortened(value)}” is read as `{code}`", at)
        return code

    def say(self, message: str, at: str) -> None:
        """Warn of how a value was read; beyond MAX_WARNINGS, warnings are only counted."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(self._problem(message, "", at))
        else:
            self.more += 1

    def _refuse(self, message: str, help: str, at: str) -> None:
        self.problems.append(self._problem(message, help, at))

    def _problem(self, message: str, help: str, at: str) -> Problem:
        place = self.values.get(at) or self.document.place(at)
        return self.document.text.problem(message, help, at=place)


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


def named(at: str) -> str:
    """Return the name of the field that a value stands in, or whose list it stands in."""
    steps = [step for step in at.split("/") if not step.isdecimal()]
    return f"`{steps[-1].replace('~1', '/').replace('~0', '~')}`"
