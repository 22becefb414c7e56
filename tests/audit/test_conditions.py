"""The shorthand of conditions: what satisfies each test, what never does, and what a condition still lacks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mcaudit.model import Edition, conditions
from mcaudit.model.lacks import Lack, lack

SATISFIED: list[tuple[Any, Any]] = [
    ("free", ["free", "library"]),
    (["free", "purchase"], ["purchase"]),
    ({"only": ["earner"]}, ["earner"]),
    ("$there", "K2"),
    ("$number", {"about": 15}),
    ("$number", {"high": 3}),
    ("$address", {"host": "example.org", "path": "rubric"}),
    ({"least": 2}, {"low": 2, "high": 3}),
    ({"most": 1}, {"low": 0, "high": 1}),
    ({"over": 0}, {"low": 0.5, "high": 0.5}),
    ({"count": 2}, ["a", "b"]),
    ({"some": {"use": "optional"}}, [{"use": ["required"]}, {"use": ["optional"]}]),
    ({"every": {"cost": ["free"]}}, [{"cost": ["free"]}]),
    ({"kind": "rubric"}, {"kind": ["rubric"]}),
]
SHORT: list[tuple[Any, Any]] = [
    ("free", ["library"]),
    ({"only": ["earner"]}, ["earner", "provider"]),
    ("$number", {"text": "a while"}),
    ("$address", {"host": "example.org", "path": ""}),
    ({"least": 2}, {"low": 1, "high": 3}),
    ({"least": 2}, {"about": 5}),
    ({"most": 1}, {"low": 0}),
    ({"most": 1}, {"about": 1}),
    ({"over": 0}, {"low": 0, "high": 4}),
    ({"count": 2}, ["a", ""]),
    ({"every": {"cost": ["free"]}}, [{"cost": ["free"]}, {}]),
]


@pytest.mark.parametrize(("test", "value"), SATISFIED)
def test_what_satisfies_each_test(test: Any, value: Any) -> None:
    assert conditions.holds({"field": test}, {"a": {"field": value}}, "a")


@pytest.mark.parametrize(("test", "value"), SHORT)
def test_what_falls_short_of_each_test(test: Any, value: Any) -> None:
    assert not conditions.holds({"field": test}, {"a": {"field": value}}, "a")


@pytest.mark.parametrize("test", [each for each, _ in SATISFIED])
@pytest.mark.parametrize("value", ["", [], {}, None, 5, True, [{}], [[]]], ids=repr)
def test_nothing_empty_and_no_wrong_type_satisfies_a_test(test: Any, value: Any) -> None:
    assert not conditions.holds({"field": test}, {"a": {"field": value}}, "a")


def test_absence_satisfies_no_test() -> None:
    for test, _ in SATISFIED:
        assert not conditions.holds({"field": test}, {}, "a")


def test_alternatives_all_and_none() -> None:
    either = {"any": [{"x": "yes"}, {"/derived/agrees": "yes"}]}
    assert conditions.holds(either, {"derived": {"agrees": ["yes"]}}, "a")
    both = {"all": [{"x": {"some": {"k": "p"}}}, {"x": {"some": {"k": "q"}}}]}
    assert conditions.holds(both, {"a": {"x": [{"k": ["p"]}, {"k": ["q"]}]}}, "a")
    assert not conditions.holds(both, {"a": {"x": [{"k": ["p"]}]}}, "a")
    unless = {"x": "yes", "none": {"y": "no"}}
    assert conditions.holds(unless, {"a": {"x": ["yes"]}}, "a")
    assert not conditions.holds(unless, {"a": {"x": ["yes"], "y": ["no"]}}, "a")


@pytest.mark.parametrize(
    ("condition", "facts", "absent", "other"),
    [
        ({"x": "yes", "y/z": "$number"}, {}, ("a/x", "a/y/z"), 0),
        ({"x": "yes"}, {"a": {"x": ["no"]}}, (), 1),
        ({"x": {"every": {"cost": ["free"]}}}, {"a": {"x": [{"cost": ["free"]}, {}]}}, ("a/x/1/cost",), 0),
        ({"x": {"some": {"k": "p", "n": "$number"}}}, {"a": {"x": [{}, {"k": ["p"]}]}}, ("a/x/1/n",), 0),
        ({"any": [{"x": "yes", "y": "yes"}, {"z": "yes"}]}, {}, ("a/z",), 0),
        ({"x": "yes", "none": {"y": "no"}}, {"a": {"x": ["yes"], "y": ["no"]}}, (), 1),
    ],
)
def test_what_a_condition_lacks(condition: dict[str, Any], facts: Any, absent: tuple[str, ...], other: int) -> None:
    assert lack(condition, facts, "a") == Lack(absent, other)


def test_what_a_condition_reads() -> None:
    condition = {
        "x": {"every": {"cost": ["free"], "by/name": "$there"}},
        "any": [{"/derived/n": {"count": 2}}],
        "none": {"y": "no"},
    }
    assert conditions.reads(condition, "a/b") == ("a/b/x/*/cost", "a/b/x/*/by/name", "derived/n", "a/b/y")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.sampled_from(["yes", "no", "", "free"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["x", "low", "high", "cost"]), inner),
    max_leaves=6,
)


@given(st.sampled_from([test for test, _ in SATISFIED]), JSON)
def test_a_condition_lacks_nothing_just_where_it_holds(test: Any, value: Any) -> None:
    condition, facts = {"x": test}, {"a": {"x": value}}
    assert conditions.holds(condition, facts, "a") == (lack(condition, facts, "a") == Lack())


NEAR = st.recursive(
    st.sampled_from(["free", "K2", "", 2, 0.5, True, None, ["free"], [""], {"about": 15}, {"low": 2, "high": True}])
    | st.sampled_from([value for _, value in [*SATISFIED, *SHORT]]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["field", "other"]), inner, max_size=2),
    max_leaves=5,
)
"""Values that pass a test or nearly do, alone and inside others."""
TESTS = st.recursive(
    st.sampled_from([test for test, _ in [*SATISFIED, *SHORT]]),
    lambda inner: st.builds(
        lambda name, test: test if name is None else {name: {"field": test}},
        st.sampled_from([None, "some", "every", "inside"]),
        inner,
    ),
    max_leaves=3,
)
CONDITIONS = st.recursive(
    st.dictionaries(st.sampled_from(["field", "/a/other", "field/field"]), TESTS, min_size=1, max_size=2),
    lambda inner: (
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=2)})
        | st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=2)})
        | st.builds(lambda more, none: {**more, "none": none}, inner, inner)
    ),
    max_leaves=3,
)


@given(CONDITIONS, NEAR, NEAR)
def test_a_condition_holds_just_where_its_json_schema_accepts(condition: Any, value: Any, other: Any) -> None:
    for facts in ({"a": {"field": value, "other": other}}, {"a": value}, value):
        accepts = Draft202012Validator(conditions.json_schema(condition, "a")).is_valid(facts)
        assert conditions.holds(condition, facts, "a") is accepts


def test_every_condition_of_the_edition_is_a_valid_schema(edition: Edition) -> None:
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            for written in (criterion.met_when, criterion.not_met_when):
                if written:
                    Draft202012Validator.check_schema(conditions.json_schema(written, sub.pointer.strip("/")))
