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


# --- what a message leaves out, and where it points ------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "answer", "expected"),
    [
        (
            {"anyOf": [{"required": ["a", "b"]}, {"required": ["c"]}]},
            {"d": 1},
            "the answer needs one of these: `a` and `b`; or `c`",
        ),
        ({"oneOf": [{"required": ["a"]}], "description": "fit"}, {"b": 1}, "the answer is not fit"),
        (
            {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
            {"c": 1},
            "the answer needs one of these: `a`; or `b`",
        ),
        ({"properties": {"derived": {"const": 1}}}, {"derived": 2}, "`derived` is 2, and 1 is needed"),
        ({"properties": {"a": {"const": 1}}}, {"a": False}, "`a` is false, and 1 is needed"),
        (
            {"properties": {"a": {"const": 1}}},
            {"a": {"b": 2, "c": ["d", "e"], "citation": {"page": 3}}},
            "`a` is b 2, c “d”, “e”, and 1 is needed",
        ),
        ({"properties": {"a": {"enum": ["x", "y"]}}}, {"a": "q"}, "`a` is “q”, and x or y is needed"),
        ({"properties": {"a": {"enum": ["x"]}}}, {"a": "q"}, "`a` is “q”, and x is needed"),
        ({"properties": {"a": {"type": "string"}}}, {"a": 3}, "`a` is 3, and another value is needed"),
        (
            {"properties": {"a": {"type": "string", "description": "a text"}}},
            {"a": 3},
            "`a` is 3, and a text is needed",
        ),
        (
            {"properties": {"a": {"not": {"required": ["b"], "description": "a b beside it"}}}},
            {"a": {"b": 1}},
            "`a` shows a b beside it",
        ),
        (
            {"properties": {"a": {"not": {"minItems": 1, "description": "an entry"}}}},
            {"a": [1]},
            "`a` shows an entry",
        ),
        (
            {"properties": {"a": {"not": {"const": "x"}, "description": "a y"}}},
            {"a": "x"},
            "`a` is “x”, and a y is needed",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1}, "description": "one of them"}}},
            {"a": [2]},
            "no entry of `a` is one of them",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1, "description": "a one"}}}},
            {"a": []},
            "`a` is empty, and needs a one",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1}, "maxContains": 1}}},
            {"a": [1, 1]},
            "`a` lists 2, and at most 1 may be",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1}, "minContains": 2}}},
            {"a": [1]},
            "`a` lists 1, and at least 2 are needed",
        ),
        ({"properties": {"a": {"uniqueItems": True, "description": "apart"}}}, {"a": [1, 1]}, "`a` is not apart"),
        (
            {"required": ["a", "b"], "properties": {"b": {"const": 1}}},
            {"b": 2},
            "the answer gives no `a`; `b` is 2, and 1 is needed",
        ),
        (
            {"required": ["b", "a"], "allOf": [{"required": ["a", "c"]}]},
            {},
            "the answer gives no `b` and no `a` and no `c`",
        ),
        (
            {"properties": {"b": {"required": ["x"]}, "a": {"required": ["y"]}}},
            {"a": {}, "b": {}},
            "`a` gives no `y`; `b` gives no `x`",
        ),
    ],
)
def test_a_shortfall_is_told_once_in_the_order_of_places(
    edition: Edition, rule: dict[str, Any], answer: Any, expected: str
) -> None:
    assert said(edition, rule, answer) == expected


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…"), (200, "x" * 59 + "…")])
def test_a_text_is_shown_up_to_sixty_characters(edition: Edition, length: int, shown: str) -> None:
    told = said(edition, {"properties": {"a": {"const": "y"}}}, {"a": "x" * length})
    assert told == f"`a` is “{shown}”, and y is needed"


@pytest.mark.parametrize(("entries", "told"), [(4, 4), (5, 4)])
def test_how_many_are_told_and_how_many_are_left(edition: Edition, entries: int, told: int) -> None:
    rule = {"properties": {"a": {"items": {"required": ["b"]}}}}
    shortfalls = [f"entry {number} of `a` gives no `b`" for number in range(1, told + 1)]
    more = [f"and {entries - told} more like these"] if entries > told else []
    assert said(edition, rule, {"a": [{}] * entries}) == "; ".join((*shortfalls, *more))


def test_a_rule_that_lets_nothing_pass_says_no_more_than_that(edition: Edition) -> None:
    errors = tuple(Draft202012Validator(schema=False).iter_errors({"a": 1}))
    assert failures(edition, errors, {}, "/c/s") == "the answer is not as needed"


def test_what_two_parts_of_a_rule_ask_alike_is_told_once(edition: Edition) -> None:
    rule = {"properties": {"a": {"const": 1}}, "allOf": [{"properties": {"a": {"const": 1}}}]}
    assert said(edition, rule, {"a": 2}) == "`a` is 2, and 1 is needed"


def test_a_gap_says_what_stood_there(edition: Edition) -> None:
    errors = tuple(Draft202012Validator({"required": ["a", "b"]}).iter_errors({}))
    assert failures(edition, errors, {"/c/s/b": "is placeholder text"}, "/c/s") == (
        "the answer gives no `a` and no `b` (what stands there is placeholder text)"
    )
    nested = tuple(
        Draft202012Validator({"properties": {"a": {"items": {"required": ["b"]}}}}).iter_errors({"a": [{"c": 1}]})
    )
    assert failures(edition, nested, {"/c/s/a/0/b": "only repeats `c`"}, "/c/s") == (
        "entry 1 of `a` gives no `b` (what stands there only repeats `c`)"
    )


def derived(rule: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"derived": {"properties": {"several_roles": rule}}}}


TOLD = "the organizations that hold more than one role"


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ({"contains": {"const": "x", "description": "an x"}}, ["a", "b"], "2 given, none of which is an x"),
        ({"contains": {"const": "x"}, "description": "an x or so"}, ["a"], "1 given, none of which is an x or so"),
        (
            {"contains": {"const": "x", "description": "an x"}, "description": "an x or so"},
            [],
            "none, and needed is an x",
        ),
        ({"maxItems": 0, "description": "nothing"}, ["a", "b"], "“a”, “b”"),
        ({"const": []}, ["a"], "“a”"),
        ({"const": [], "description": "none at all"}, ["a"], "“a”; needed is none at all"),
        ({"items": {"const": "x", "description": "an x"}}, ["a"], "“a”; needed is an x"),
    ],
)
def test_a_derived_fact_is_told_in_the_words_of_the_vocabulary(
    edition: Edition, rule: dict[str, Any], value: list[str], expected: str
) -> None:
    assert said(edition, derived(rule), {"derived": {"several_roles": value}}, base="") == f"{TOLD}: {expected}"


def test_a_derived_fact_that_is_lacking_is_told_as_one(edition: Edition) -> None:
    rule = {"properties": {"derived": {"properties": {"several_roles": {"items": {"required": ["x"]}}}}}}
    told = said(edition, rule, {"derived": {"several_roles": [{"a": 1}]}}, base="")
    assert told == f"{TOLD}: a 1"


def test_the_place_is_the_first_that_is_no_derived_fact() -> None:
    rule = {
        "properties": {
            "c": {"properties": {"s": {"items": {"required": ["x"]}}}},
            "derived": {"properties": {"b": {"const": 1}}},
            "a": {"const": 1},
            "e": {"const": 1},
        }
    }
    errors = tuple(Draft202012Validator(rule).iter_errors({"e": 2, "derived": {"b": 2}, "c": {"s": [{"x": 1}, {}]}}))
    assert first_pointer(errors, "") == "/c/s/1"
    assert first_pointer(errors, "/base") == "/base/c/s/1"
    assert first_pointer([error for error in errors if error.validator == "const"], "/base") == "/base/e"
    derived_alone = [error for error in errors if error.absolute_path[0] == "derived"]
    assert first_pointer(derived_alone, "/base") == "/base"
    assert first_pointer((), "/base") == "/base"
    first = tuple(Draft202012Validator(rule).iter_errors({"a": 2, "c": {"s": [{}]}}))
    assert first_pointer(first, "") == "/a"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (["0"], "`0`"),
        (["a", "b"], "`b`"),
        (["a", "0", "b", "c"], "`c` in entry 1 of `a`"),
        (["a", "b", "9"], "entry 10 of `b`"),
        (["a", "0", "b", "0", "c", "d"], "`d` in entry 1 of `b` in entry 1 of `a`"),
        (["a", "1", "b", "1"], "entry 2 of `b` in entry 2 of `a`"),
    ],
)
def test_an_entry_within_an_entry_is_told_from_the_inside(path: list[str], expected: str) -> None:
    assert label(path) == expected
