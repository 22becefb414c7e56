"""What a failing rule says: what was found and what was needed, in words."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mcaudit.audit.facts import facts_of
from mcaudit.audit.messages import failures, first_pointer, label
from mcaudit.audit.rules import outcome
from mcaudit.model import Edition


def said(edition: Edition, rule: dict[str, Any], answer: Any, base: str = "/c/s") -> str:
    return failures(edition, tuple(Draft202012Validator(rule).iter_errors(answer)), {}, base)


@pytest.mark.parametrize(
    ("rule", "answer", "expected"),
    [
        ({"required": ["a", "b"]}, {}, "the answer gives no `a` and no `b`"),
        ({"properties": {"a": {"items": {"required": ["b"]}}}}, {"a": [{}, {"b": 1}]}, "entry 1 of `a` gives no `b`"),
        ({"properties": {"a": {"const": "yes"}}}, {"a": "no"}, "`a` is “no”, and yes is needed"),
        ({"properties": {"a": {"enum": ["x", "y", "z"]}}}, {"a": "q"}, "`a` is “q”, and x, y or z is needed"),
        (
            {"properties": {"a": {"pattern": "x", "description": "an x"}}},
            {"a": "y"},
            "`a` is “y”, and an x is needed",
        ),
        ({"properties": {"a": {"pattern": "x"}}}, {"a": "y"}, "`a` is “y”, and another value is needed"),
        (
            {"properties": {"a": {"not": {"const": "none", "description": "the word none"}}}},
            {"a": "none"},
            "`a` is “none”, which is the word none",
        ),
        (
            {"not": {"required": ["a"], "description": "an a in spite of all"}},
            {"a": 1},
            "the answer shows an a in spite of all",
        ),
        ({"properties": {"a": {"not": {"const": 1}}}}, {"a": 1}, "`a` is 1, and another value is needed"),
        (
            {"properties": {"a": {"contains": {"const": 1, "description": "a one"}}}},
            {"a": [2]},
            "no entry of `a` is a one",
        ),
        ({"properties": {"a": {"contains": {"const": 1}}}}, {"a": []}, "`a` is empty, and needs what is needed"),
        ({"properties": {"a": {"minItems": 2}}}, {"a": [1]}, "`a` lists 1, and at least 2 are needed"),
        ({"properties": {"a": {"maxItems": 1}}}, {"a": [1, 2]}, "`a` lists 2, and at most 1 may be"),
        ({"properties": {"a": {"minimum": 2}}}, {"a": 1}, "`a` is 1, and at least 2 is needed"),
        ({"properties": {"a": {"exclusiveMinimum": 0}}}, {"a": 0}, "`a` is 0, and more than 0 is needed"),
        ({"properties": {"a": {"maximum": 0}}}, {"a": 6.5}, "`a` is 6.5, and no more than 0 is needed"),
        ({"anyOf": [{"required": ["a"]}], "description": "fit"}, {}, "the answer is not fit"),
        (
            {"anyOf": [{"required": ["a"]}, {"required": ["b"], "description": "a b"}, {"maxProperties": 0}]},
            {"c": 1},
            "the answer needs one of these: `a`; or a b; or another form",
        ),
        ({"properties": {"a": {"uniqueItems": True}}}, {"a": [1, 1]}, "`a` is not as needed"),
        ({"properties": {"a": {"const": 1}}}, {"a": None}, "`a` is nothing, and 1 is needed"),
        ({"properties": {"a": {"const": 1}}}, {"a": True}, "`a` is true, and 1 is needed"),
        (
            {"properties": {"a": {"const": 1}}},
            {"a": [{"b": "c", "citation": {}}, []]},
            "`a` is b “c”, none, and 1 is needed",
        ),
    ],
)
def test_each_kind_of_shortfall_is_said_in_words(
    edition: Edition, rule: dict[str, Any], answer: Any, expected: str
) -> None:
    assert said(edition, rule, answer) == expected


def test_what_a_rule_over_the_profile_lacks_is_lacking_in_the_profile(edition: Edition) -> None:
    assert said(edition, {"required": ["deliverers"]}, {}, base="") == "the profile gives no `deliverers`"


def test_only_the_first_shortfalls_are_told(edition: Edition) -> None:
    rule = {"properties": {"a": {"items": {"required": ["b"]}}}}
    told = said(edition, rule, {"a": [{}] * 7})
    assert told.count("gives no") == 4
    assert told.endswith("; and 3 more like these")


def test_long_texts_are_shortened(edition: Edition) -> None:
    told = said(edition, {"properties": {"a": {"const": "x"}}}, {"a": "long " * 100})
    assert len(told) < 120
    assert "…" in told


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([], "the answer"),
        (["a"], "`a`"),
        (["a", "0"], "entry 1 of `a`"),
        (["a", "0", "b"], "`b` in entry 1 of `a`"),
        (["a", "0", "b", "2", "c"], "`c` in entry 3 of `b` in entry 1 of `a`"),
        (["a", "0", "1"], "entry 2"),
    ],
)
def test_a_place_is_named_as_a_reader_would(path: list[str], expected: str) -> None:
    assert label(path) == expected


def test_what_no_rule_lets_pass_is_said_without_the_words_of_json_schema(edition: Edition) -> None:
    jargon = ("another form", "as needed", "What is needed", "{", "Mapping", "is none of the forms")
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            base = "" if criterion.over_profile else sub.pointer
            for example in criterion.failing:
                errors = outcome(edition, sub, criterion, facts_of(example.profile)).errors
                told = failures(edition, errors, {}, base)
                assert told, criterion.id
                assert not any(word in told for word in jargon), f"{criterion.id}: {told}"
                assert first_pointer(errors, base).startswith(base)
