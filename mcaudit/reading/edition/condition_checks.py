"""Finds what is wrong with an edition's places and conditions: unknown fields and codes, prose, and vacuous tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import JsonObject, conditions
from mcaudit.model.schemas import options_of, types_of
from mcaudit.reading.near import did_you_mean

_NAMING = frozenset(
    (
        *("authors", "by", "given_by", "kept_by", "level", "name", "organization", "recognizer"),
        *("record", "system", "target_code", "target_framework", "title"),
    )
)
"""Fields that hold a name, a title, or an identifying code; a condition may not ask whether any other text is there."""
_CHOICES = ("kind", "standing")
"""Choices within derived facts."""
_WRONG: tuple[Any, ...] = ("", [], {}, "x", 5, [{}], [[]], [""], None, True)
"""Values that say nothing, or are of no type that a condition asks for."""

Report = Callable[[str, str, str], Problem]
"""(pointer in the criterion, message, help) → the problem."""


class Shapes:
    """Looks up the JSON Schema of a place in the facts."""

    def __init__(self, top: Mapping[str, Any], definitions: Mapping[str, Any], derived: Mapping[str, Any]) -> None:
        self._top, self._definitions, self.derived = top, definitions, derived

    def at(self, place: str) -> list[Mapping[str, Any]] | None:
        """Return every schema that describes a place, or None if the place does not exist."""
        here: list[Mapping[str, Any]] = [{"properties": self._top}]
        for step in place.split("/"):
            here = [
                option
                for schema in here
                for inner in _inner(schema, step.partition("~")[0])
                for option in options_of(inner, self._definitions)
            ]
            if not here:
                return None
        return here

    def codes(self, place: str) -> frozenset[str]:
        """Return the codes that a place accepts; none if it holds no choice."""
        found = self.at(place) or []
        items = [option for schema in found for option in options_of(schema.get("items"), self._definitions)]
        return frozenset(str(code) for schema in (*found, *items) for code in schema.get("enum", ()))

    def is_text(self, place: str) -> bool:
        """Return whether a place holds words rather than codes, numbers, lists or groups."""
        types = {kind for schema in self.at(place) or () for kind in types_of(schema)}
        return "string" in types and not types & {"number", "integer"} and not self.codes(place)

    def known_in(self, place: str) -> set[str]:
        """Return the fields that stand at a place."""
        return {name for schema in self.at(place) or () for name in schema.get("properties", {})}


def _inner(schema: Mapping[str, Any], step: str) -> Iterator[Any]:
    if step == "*":
        yield schema.get("items")
        yield schema.get("additionalProperties")
        yield from schema.get("properties", {}).values() if "items" not in schema else ()
    else:
        yield schema.get("properties", {}).get(step)
        yield schema.get("additionalProperties")


def place_problems(criterion: Mapping[str, Any], answer: str, shapes: Shapes, problem: Report) -> Iterator[Problem]:
    """Yield what is wrong with the places that state a criterion."""
    for index, written in enumerate(criterion["stated_by"]):
        place = written[1:] if written.startswith("/") else f"{answer}/{written}"
        yield from _unknown(place, shapes, partial(problem, f"/stated_by/{index}"))
        for step in place.split("/"):
            if "~" in step:
                name, _, wanted = step.partition("~")
                key, _, codes = wanted.rpartition("=")
                holder = place.partition(f"/{step}")[0]
                field = f"{holder}/*/{key}" if name == "*" else f"{holder}/{name}"
                unknown = set(codes.split("|")) - shapes.codes(field)
                if unknown and not holder.startswith("derived/"):
                    yield problem(f"/stated_by/{index}", f"unknown code `{min(unknown)}`", "check the answer's fields")


def condition_problems(criterion: Mapping[str, Any], answer: str, shapes: Shapes, problem: Report) -> Iterator[Problem]:
    """Yield what is wrong with the conditions of a criterion."""
    for name in ("met_when", "not_met_when"):
        condition = criterion.get(name)
        if condition is None:
            continue
        found: list[Problem] = []
        for place, test in conditions.tests_in(condition, answer):
            found.extend(_test_problems(place, test, shapes, partial(problem, f"/{name}")))
        yield from found
        if not found and (why := _vacuous(condition, answer)):
            yield problem(f"/{name}", f"{why} satisfies `{name}`", "ask for something that must be there")


def _unknown(place: str, shapes: Shapes, problem: Callable[[str, str], Problem]) -> Iterator[Problem]:
    steps = place.split("/")
    if steps[0] == "derived":
        if len(steps) < 2 or steps[1] not in shapes.derived:  # noqa: PLR2004  derived/name
            yield problem(f"unknown derived fact `{place}`", did_you_mean(steps[-1], shapes.derived))
    elif shapes.at(place) is None:
        yield problem(f"unknown field `{place}`", did_you_mean(steps[-1], shapes.known_in("/".join(steps[:-1]))))


def _test_problems(place: str, test: Any, shapes: Shapes, problem: Callable[[str, str], Problem]) -> Iterator[Problem]:
    yield from (unknown := list(_unknown(place, shapes, problem)))
    if unknown:
        return
    inside_derived = place.startswith("derived/")
    last = next((step for step in reversed(place.split("/")) if step != "*"), "")
    is_choice = last in _CHOICES if inside_derived else not shapes.is_text(place)
    if test == "$there" and last not in _NAMING and not is_choice:
        message = f"`{place}` holds a sentence, and a condition may not ask whether one is there"
        yield problem(message, "ask for a name, a title, or a code")
    wanted = _codes_of(test)
    if wanted and not inside_derived and (unknown_codes := wanted - shapes.codes(place)):
        first = min(unknown_codes)
        yield problem(f"`{place}` has no code `{first}`", did_you_mean(first, shapes.codes(place)))


def _codes_of(test: Any) -> set[str]:
    if isinstance(test, str):
        return set() if test.startswith("$") else {test}
    if isinstance(test, list):
        return set(map(str, test))
    return set(map(str, test["only"])) if "only" in test else set()


def _vacuous(condition: JsonObject, answer: str) -> str:
    """Return what satisfies a condition and says nothing; empty if nothing does."""
    if conditions.holds(condition, {}, answer):
        return "a profile that says nothing"
    places = [place.partition("/*")[0].split("/") for place in conditions.reads(condition, answer)]
    for value in _WRONG:
        facts: dict[str, Any] = {}
        for steps in places:
            here = facts
            for step in steps[:-1]:
                inner = here.setdefault(step, {})
                here = inner if isinstance(inner, dict) else {}
            here.setdefault(steps[-1], value)
        if conditions.holds(condition, facts, answer):
            return f"the value {value!r} everywhere"
    return ""
