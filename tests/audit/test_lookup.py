"""A profile is looked into without minding what is not there, and titles are compared as readers would."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.derived.lookup import at, distinct, entries, is_named, same, texts, titles, unmatched


@pytest.mark.parametrize(
    ("keys", "value"),
    [((), {"a": {"b": 1}}), (("a", "b"), 1), (("a", "c"), None), (("a", "b", "c"), None), (("x", "y"), None)],
)
def test_nested_keys_lead_to_a_value_or_to_none(keys: tuple[str, ...], value: Any) -> None:
    assert at({"a": {"b": 1}}, *keys) == value


def test_of_a_list_the_entries_or_the_texts_are_taken() -> None:
    mixed = [{"a": 1}, "text", 3, ["x"], {}]
    assert entries({"k": {"l": mixed}}, "k", "l") == [{"a": 1}, {}]
    assert texts(mixed) == ["text"]


@pytest.mark.parametrize("value", [None, "text", {"a": {"b": 1}}, ({"a": 1},)])
def test_what_is_no_list_has_no_entries_and_no_texts(value: Any) -> None:
    assert entries({"k": value}, "k") == []
    assert texts(value) == []


def test_texts_are_kept_once_in_their_order() -> None:
    assert distinct(["b", None, "a", "b", 3, "a"]) == ["b", "a"]


@pytest.mark.parametrize("text", ["Circle plan", " CIRCLE\n plan. ", ". circle  plan", "circle plan . ."])
def test_texts_are_the_same_without_case_spacing_and_full_stop(text: str) -> None:
    assert same(text) == "circle plan"


def test_a_number_is_compared_as_it_is_written() -> None:
    assert same(12) == "12"


def test_an_entry_without_a_title_is_told_as_one() -> None:
    assert titles([{"title": "Plan"}, {}, {"title": 3}]) == ["Plan", "(no title)", "3"]


def test_what_nothing_speaks_of_is_unmatched() -> None:
    listed = [{"title": "Plan"}, {"title": "Video"}, {}, {"title": ""}, {"title": "Log"}]
    assert unmatched(listed, ["video.", None, "LOG", "Another"]) == ["Plan", "(no title)", ""]


def test_of_two_with_one_title_each_needs_its_own() -> None:
    listed = [{"title": "Plan"}, {"title": "plan"}, {"title": "Plan."}]
    assert unmatched(listed, ["Plan", "PLAN"]) == ["Plan."]
    assert unmatched(listed, ["Plan"] * 3) == []


ORGANIZATIONS = {"organizations": {"board": {"name": "Example Board"}, "tbd": {"name": "TBD"}, "odd": {}}}


@pytest.mark.parametrize(
    ("short", "named"),
    [("board", True), ("tbd", False), ("odd", True), ("unlisted", True), ("to come", False), (None, True)],
)
def test_a_name_that_is_a_stand_in_names_nobody(short: str | None, named: bool) -> None:
    assert is_named(ORGANIZATIONS, short) is named
