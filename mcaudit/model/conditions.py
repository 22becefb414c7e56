"""The edition's shorthand for conditions: what it stands for in JSON Schema, what it reads, whether it holds.

A condition is a mapping of places to tests, all of which must hold. A place leads through names;
one with a leading slash begins at the top of the facts, any other at the criterion's own answer.

    code or [codes]   the list of codes has one of them      {only: [codes]}  it has no other
    $there            a name, title, or identifying code is given, which a bare yes or no is not
    $number           a number is given, even an approximate one
    $address          a web address that is more than a home page
    {least: n}        low >= n      {most: n}  high <= n      {over: n}  low > n
    {count: n}        the list has n entries or more that say something
    {some: c}         an entry satisfies c                    {every: c}  there are entries, and all satisfy c
    any: [c, c]       one of the conditions holds             all: [c, c]  all hold
    none: c           the condition does not hold

No test is satisfied by absence, an empty list, or a value of another type; only `none` is, and an
edition's checks refuse a condition that an empty answer satisfies.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from mcaudit.model.words import JsonObject

_SOMETHING: JsonObject = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "object", "minProperties": 1}]}
_NOT_NAMES = ("yes", "no")
_NAMED: Mapping[str, JsonObject] = {
    "$there": {
        "anyOf": [
            {"type": "string", "minLength": 1, "not": {"pattern": "^([Yy][Ee][Ss]|[Nn][Oo])$"}},
            {"type": "object", "minProperties": 1},
            {"type": "array", "minItems": 1, "contains": _SOMETHING},
        ]
    },
    "$number": {
        "type": "object",
        "anyOf": [{"required": [end], "properties": {end: {"type": "number"}}} for end in ("low", "high", "about")],
    },
    "$address": {
        "type": "object",
        "required": ["host", "path"],
        "properties": {"path": {"type": "string", "minLength": 1}},
    },
}
"""The JSON Schema of each test that has a name."""
_BOUNDS: tuple[tuple[str, str, str, Callable[[float, float], bool]], ...] = (
    ("least", "low", "minimum", operator.ge),
    ("over", "low", "exclusiveMinimum", operator.gt),
    ("most", "high", "maximum", operator.le),
)
"""A test of a number, the end that it looks at, the keyword of JSON Schema for it, and what passes."""
_SAYING = (str, dict)
_ENTRIES = (("some", "contains"), ("every", "items"))
TESTS = frozenset(("least", "most", "over", "only", "count", "some", "every"))
"""Names of tests; a mapping with none of them is a condition on what stands inside."""


def json_schema(condition: JsonObject, answer: str) -> JsonObject:
    """Return the JSON Schema of a condition over facts; `answer` is where its own answer stands, such as `a/b`."""
    parts: list[JsonObject] = []
    for key, test in condition.items():
        match key:
            case "any":
                parts.append({"anyOf": [json_schema(option, answer) for option in test]})
            case "all":
                parts.extend(json_schema(option, answer) for option in test)
            case "none":
                parts.append({"not": json_schema(test, answer)})
            case _:
                node = _test_schema(test)
                for step in reversed(steps_to(key, answer)):
                    node = {"type": "object", "required": [step], "properties": {step: node}}
                parts.append(node)
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _test_schema(test: Any) -> JsonObject:
    match test:
        case str() if test in _NAMED:
            return _NAMED[test]
        case str():
            return {"type": "array", "minItems": 1, "contains": {"const": test}}
        case list():
            return {"type": "array", "minItems": 1, "contains": {"enum": test}}
        case {"only": codes}:
            return {"type": "array", "minItems": 1, "items": {"enum": codes}}
        case {"count": number}:
            return {"type": "array", "contains": _SOMETHING, "minContains": number}
    for name, end, keyword, _ in _BOUNDS:
        if name in test:
            bound = {end: {"type": "number", keyword: test[name]}}
            return {"type": "object", "required": [end], "properties": bound}
    for name, keyword in _ENTRIES:
        if name in test:
            return {"type": "array", "minItems": 1, keyword: json_schema(test[name], "")}
    return {"type": "object", **json_schema(test, "")}


@lru_cache(maxsize=4096)
def steps_to(key: str, answer: str) -> tuple[str, ...]:
    """Return the names that lead to a place of a condition, from the top of the facts."""
    return tuple(key[1:].split("/") if key.startswith("/") else [*filter(None, answer.split("/")), *key.split("/")])


# --- what a condition reads ----------------------------------------------------------------------


def reads(condition: JsonObject, answer: str) -> tuple[str, ...]:
    """Return every place that a condition reads, from the top of the facts, `*` standing for every entry."""
    return tuple(dict.fromkeys(place for place, _ in tests_in(condition, answer)))


def tests_in(condition: JsonObject, answer: str) -> Iterator[tuple[str, Any]]:
    """Yield each place that a condition reads with its test."""
    for key, test in condition.items():
        if key in ("any", "all"):
            for option in test:
                yield from tests_in(option, answer)
        elif key == "none":
            yield from tests_in(test, answer)
        else:
            place = "/".join(steps_to(key, answer))
            inner, entries = inside(test)
            if inner is None:
                yield place, test
            else:
                yield from tests_in(inner, f"{place}/*" if entries else place)


def inside(test: Any) -> tuple[JsonObject | None, bool]:
    """Return the condition inside a test, and whether it is about entries."""
    if not isinstance(test, Mapping):
        return None, False
    for name, _ in _ENTRIES:
        if name in test:
            return test[name], True
    return (None, False) if TESTS & test.keys() else (test, False)


# --- whether it holds, and on what ---------------------------------------------------------------


def holds(condition: JsonObject, facts: Any, answer: str) -> bool:
    """Return whether a condition holds for facts, as any JSON Schema validator would say of what it stands for."""
    for key, test in condition.items():
        if key == "none":
            if holds(test, facts, answer):
                return False
            continue
        if key in ("any", "all"):
            found = (holds(option, facts, answer) for option in test)
            if not (any(found) if key == "any" else all(found)):
                return False
            continue
        value = facts
        for step in steps_to(key, answer):
            if not isinstance(value, dict) or step not in value:
                return False
            value = value[step]
        if not passes(test, value):
            return False
    return True


def passes(test: Any, value: Any) -> bool:
    """Return whether a value passes a test; see `_test_schema`."""
    match test:
        case "$there":
            if isinstance(value, list):
                return any(map(_says_something, value))
            return _says_something(value) and not (isinstance(value, str) and value.lower() in _NOT_NAMES)
        case "$number":
            return isinstance(value, dict) and any(_number(value, end) is not None for end in ("low", "high", "about"))
        case "$address":
            path = value.get("path") if isinstance(value, dict) and "host" in value else None
            return isinstance(path, str) and bool(path)
    if isinstance(test, str | list) or "only" in test or "count" in test or "some" in test or "every" in test:
        return isinstance(value, list) and _entries_pass(test, value)
    if not isinstance(value, dict):
        return False
    for name, end, _, compares in _BOUNDS:
        if name in test:
            number = _number(value, end)
            return number is not None and compares(number, test[name])
    return holds(test, value, "")


def _entries_pass(test: Any, value: list[Any]) -> bool:
    match test:
        case str():
            return bool(test in value)
        case list():
            return any(each in value for each in test)
        case {"only": codes}:
            return bool(value) and all(each in codes for each in value)
        case {"count": number}:
            return sum(map(_says_something, value)) >= int(number)
        case {"some": inner}:
            return any(holds(inner, each, "") for each in value)
        case _:
            return bool(value) and all(holds(test["every"], each, "") for each in value)


def _says_something(value: Any) -> bool:
    return isinstance(value, _SAYING) and bool(value)


def _number(value: Mapping[str, Any], end: str) -> float | None:
    found = value.get(end)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def holding(condition: JsonObject, facts: Any, answer: str) -> JsonObject:
    """Return a condition that holds with only those of its alternatives that do."""
    kept = dict(condition)
    if "any" in kept:
        kept["any"] = [holding(each, facts, answer) for each in condition["any"] if holds(each, facts, answer)]
    if "all" in kept:
        kept["all"] = [holding(each, facts, answer) for each in condition["all"]]
    return kept


def relied_on(condition: JsonObject, facts: Any, answer: str) -> tuple[tuple[str, ...], ...]:
    """Return the path of every fact that makes a condition hold, entries by their number from 0."""
    return tuple(dict.fromkeys(_relied_on(condition, facts, answer, ())))


def _relied_on(condition: JsonObject, facts: Any, answer: str, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, test in condition.items():
        if key in ("any", "all"):
            for option in test:
                if holds(option, facts, answer):
                    yield from _relied_on(option, facts, answer, at)
        elif key != "none":
            value, steps = facts, steps_to(key, answer)
            for step in steps:
                value = value[step]
            inner, entries = inside(test)
            if inner is None:
                yield (*at, *steps)
            elif not entries:
                yield from _relied_on(inner, value, "", (*at, *steps))
            else:
                for index, entry in enumerate(value):
                    if holds(inner, entry, ""):
                        yield from _relied_on(inner, entry, "", (*at, *steps, str(index)))
