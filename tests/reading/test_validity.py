"""The quick answer about a profile is that of jsonschema, whatever is in it, and what it does not know is not a yes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import Edition
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.policy.read import find_policy, policy_names
from mcaudit.reading.policy.schema import policy_schema
from mcaudit.reading.profile.read import read_profile
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.structure import Validator
from mcaudit.reading.text import read_text
from mcaudit.reading.validity import is_valid
from tests.conftest import COMPLETE, ROOT, examples

SHIPPED = sorted((ROOT / "profiles").rglob("*.yaml"))
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.sampled_from((1.0, 0.5, -0.5, 1e300)),
    st.sampled_from(("", " ", "yes", "no", "OH", "2026-02-30", "2026-02-03", "x\n", "page", "https://a.org", "12")),
    st.text(max_size=3),
)
_VALUE = st.recursive(
    _VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("title", "document", "x")), inner),
    max_leaves=4,
)


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value, and of a new entry in every group."""
    entries: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict):
        yield (*at, "new")
    for name, value in entries:
        yield (*at, name)
        yield from places(value, (*at, name))


WHOLE = read_profile(default_edition(), COMPLETE).content
PLACES = tuple(places(WHOLE))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_profile_is_known_to_be_valid(edition: Edition, path: Path) -> None:
    assert is_valid(profile_schema(edition), read_profile(edition, path).content)


@pytest.mark.parametrize("name", policy_names())
def test_every_shipped_policy_is_known_to_be_valid(edition: Edition, name: str) -> None:
    assert is_valid(policy_schema(edition), read_document(read_text(find_policy(name))).data)


@examples(600)
@given(st.lists(st.tuples(st.sampled_from(PLACES), _VALUE), min_size=1, max_size=2))
def test_a_profile_is_valid_where_jsonschema_says_so(
    edition: Edition, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    content: Any = copy.deepcopy(dict(WHOLE))
    for place, value in changes:
        holder = content
        for step in place[:-1]:
            holder = holder[step] if isinstance(holder, dict | list) and _has(holder, step) else {}
        if isinstance(holder, dict) or (isinstance(holder, list) and _has(holder, place[-1])):
            holder[place[-1]] = value
    schema = profile_schema(edition)
    assert is_valid(schema, content) is not any(Validator(schema, inline=True).iter_errors(content))


def _has(holder: Any, step: Any) -> bool:
    return step in holder if isinstance(holder, dict) else isinstance(step, int) and step < len(holder)


CASES: tuple[tuple[dict[str, Any], tuple[Any, ...]], ...] = (
    ({"type": "integer"}, (1, 1.0, 1.5, True, "1", None)),
    ({"type": ["number", "null"]}, (1, 1.0, True, None, [], {})),
    ({"type": "boolean"}, (True, 1)),
    ({"enum": ["a", None]}, ("a", "b", None, 1, ["a"])),
    ({"const": "a"}, ("a", "b")),
    ({"pattern": "^a$"}, ("a", "a\n", "b", 1)),
    ({"minLength": 1, "maxLength": 2}, ("", "a", "abc", [])),
    ({"minimum": 1, "maximum": 2}, (0, 1, 2, 3, True, "x")),
    ({"exclusiveMinimum": 0}, (0, 0.5)),
    ({"minItems": 1, "maxItems": 1}, ([], [1], [1, 2], "ab")),
    ({"uniqueItems": True}, ([1, 1], [1, "1"], "aa")),
    ({"uniqueItems": False}, ([1, 1],)),
    ({"items": {"type": "string"}}, (["a"], [1], {})),
    (
        {"required": ["a"], "minProperties": 1, "maxProperties": 2},
        ({}, {"a": 1}, {"b": 1}, {"a": 1, "b": 1, "c": 1}, 1),
    ),
    ({"properties": {"a": {"type": "string"}}, "additionalProperties": False}, ({"a": "x"}, {"a": 1}, {"b": 1}, [])),
    ({"additionalProperties": {"type": "string"}}, ({"a": "x"}, {"a": 1}, "a")),
    ({"propertyNames": {"pattern": "^a"}}, ({"a": 1}, {"b": 1}, [])),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, ({"a": 1}, {"a": 1, "b": 1}, {}, [])),
    ({"dependentRequired": {"a": ["b"]}}, ({"a": 1}, {"a": 1, "b": 1}, {}, [])),
    ({"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "null"}}, ("", "a", None, 1)),
    ({"if": {"type": "string"}}, ("", None)),
    ({"allOf": [{"type": "string"}, {"minLength": 1}]}, ("", "a")),
    ({"anyOf": [{"type": "string"}, {"type": "null"}]}, ("", None, 1)),
    ({"oneOf": [{"type": "string"}, {"minLength": 1}]}, ("", "a", 1)),
    ({"not": {"type": "string"}}, ("", None)),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, ("", 1)),
    ({"properties": {"a": False, "b": True}, "title": "T", "examples": [1]}, ({"a": 1}, {"b": 1})),
)


@pytest.mark.parametrize(("schema", "values"), CASES, ids=lambda each: "-".join(each) if isinstance(each, dict) else "")
def test_every_keyword_says_what_it_says_in_jsonschema(schema: dict[str, Any], values: tuple[Any, ...]) -> None:
    for value in values:
        assert is_valid(schema, value) is Validator(schema).is_valid(value)
        assert is_valid(schema, value) is (not list(Validator(schema).iter_errors(value))), value


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"format": "date"}, "x"),
        ({"not": {"contains": {}}}, []),
        ({"$ref": "https://example.org/other"}, "x"),
        ({"enum": [1, True]}, 1),
        ({"const": [1]}, [1]),
        ({"type": "array"}, (1,)),
    ],
)
def test_what_is_not_known_is_not_a_yes(schema: dict[str, Any], value: Any) -> None:
    assert not is_valid(schema, value)


def test_errors_of_a_schema_with_and_without_references_written_out_are_the_same(edition: Edition) -> None:
    content = {**WHOLE, "state": "XX"}
    schema = profile_schema(edition)
    found = [[error.message for error in Validator(schema, inline=each).iter_errors(content)] for each in (True, False)]
    assert found[0] == found[1] != []
