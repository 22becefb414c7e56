"""The normal form of a profile: choices, numbers, addresses, placeholders, and places that stay where they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.stated import filled_at
from mcaudit.facts.document import facts_of
from mcaudit.facts.normal import normal_form
from mcaudit.model import Edition
from mcaudit.model.values import UNLIMITED, is_placeholder, quantity, web_address
from tests.audit.made import DAY


def resource(edition: Edition, **fields: Any) -> Any:
    content = {"developers": {"learning_resources": {"resources": [fields]}}}
    return normal_form(edition, content)["developers"]["learning_resources"]["resources"][0]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (15, {"low": 15, "high": 15}),
        ("15", {"low": 15, "high": 15}),
        ("15-20", {"low": 15, "high": 20}),
        ("15 to 20 hours", {"low": 15, "high": 20}),
        ("about 15", {"about": 15}),
        ("roughly 84 hours", {"about": 84}),
        ("at least 10", {"low": 10}),
        ("up to 3", {"high": 3}),
        ("10+ hours", {"low": 10}),
        ("1,500", {"low": 1500, "high": 1500}),
        ("80%", {"low": 0.8, "high": 0.8}),
        ("$125", {"low": 125, "high": 125}),
        ("Unlimited", {"low": UNLIMITED}),
        ("multiple", {"low": 2}),
        ("two", {"low": 2, "high": 2}),
        ({"at_least": 10, "at_most": 20}, {"low": 10, "high": 20}),
        ({"about": 15}, {"about": 15}),
        ({"at_most": "20"}, {"high": 20}),
        ("at least two", {"low": 2}),
        ("two or more reviewers", {"low": 2}),
        ("3 clock hrs.", {"low": 3, "high": 3}),
        ("a few evenings", {"text": "a few evenings"}),
        ("3 weeks", {"text": "3 weeks"}),
        ("45 minutes", {"text": "45 minutes"}),
        ("10 hours per week", {"text": "10 hours per week"}),
        ("1 credit hour", {"text": "1 credit hour"}),
        ("1 resubmission per item", {"text": "1 resubmission per item"}),
        ("1 panel of three", {"text": "1 panel of three"}),
        ("one more time", {"text": "one more time"}),
        ("2 hours in 2019 or 3 later", {"text": "2 hours in 2019 or 3 later"}),
    ],
)
def test_numbers_are_read_for_what_they_plainly_say(edition: Edition, said: Any, read: Any) -> None:
    assert quantity(said, edition.number_words) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ([5], {"low": 5, "high": 5}),
        ([5, "about 20"], {"text": "5; about 20"}),
        (["TBD", 5], {"low": 5, "high": 5}),
        (["TBD"], None),
    ],
)
def test_of_several_numbers_none_is_taken_for_the_one(edition: Edition, said: Any, read: Any) -> None:
    content = {"deliverers": {"estimated_time": {"typical_hours": said, "covers": ["all"]}}}
    assert normal_form(edition, content)["deliverers"]["estimated_time"].get("typical_hours") == read


def test_what_says_nothing_is_gone_and_entries_stay_where_they_stood(edition: Edition) -> None:
    found = normal_form(
        edition,
        {
            "about": {
                "citations": None,
                "audience": ["TBD", "Principals"],
                "remarks": {"by": ["Ann", "TBD"], "of": "TBD"},
            },
            "developers": {"learning_resources": {"resources": [None, {"title": "TBD"}, {"cost": ["library", "TBD"]}]}},
        },
    )
    assert found["developers"]["learning_resources"]["resources"] == [{}, {"cost": ["library"]}]
    assert found["about"] == {"audience": ["Principals"], "remarks": [{"by": ["Ann"]}]}


@given(st.text())
def test_any_text_is_a_number_or_stays_a_text(text: str) -> None:
    found = quantity(text, {"two": (2, 2)})
    assert found is None or ("text" in found) != bool(found.keys() & {"low", "high", "about"})


@pytest.mark.parametrize(
    ("text", "host", "path"),
    [
        ("https://example.org/rubric", "example.org", "rubric"),
        ("www.example.org", "www.example.org", ""),
        ("example.org/a/b?c=1#d", "example.org", "a/b?c=1"),
        ("HTTP://Example.ORG/", "example.org", ""),
    ],
)
def test_web_addresses(text: str, host: str, path: str) -> None:
    assert web_address(text) == {"host": host, "path": path}


@pytest.mark.parametrize("text", ["See our website", "e.g", "Node.js", "a b.org/c", "", "https://"])
def test_other_texts_are_no_addresses(text: str) -> None:
    assert web_address(text) is None


@pytest.mark.parametrize(
    "text", ["TBD", " tbd. ", "N/A", "n.a.", "To be determined", "—", "…", "TO\u200bDO", "lorem ipsum"]
)
def test_a_placeholder_says_nothing(edition: Edition, text: str) -> None:
    assert is_placeholder(text, edition.placeholders)
    assert normal_form(edition, {"developers": {"title_and_description": {"rationale": text}}}) == {}


@pytest.mark.parametrize(
    "text", ["TBD by the district in each case", "None of the tools costs money.", "No limit", "Zoom"]
)
def test_a_text_with_more_in_it_is_no_placeholder(edition: Edition, text: str) -> None:
    assert not is_placeholder(text, edition.placeholders)


def test_the_published_list_is_short(edition: Edition) -> None:
    assert len(edition.placeholders) <= 20


def test_choices_are_lists_of_codes(edition: Edition) -> None:
    assert resource(edition, cost="free_online") == {"cost": ["free_online"]}
    assert resource(edition, cost=["free_online", "library"]) == {"cost": ["free_online", "library"]}
    assert resource(edition, cost="by barter") == {"cost": ["other"]}


def test_yes_and_no_may_be_typed_as_truth_values(edition: Edition) -> None:
    content = {"developers": {"competency_context": {"part_of_stack": True}}}
    assert normal_form(edition, content)["developers"]["competency_context"] == {"part_of_stack": ["yes"]}


def test_the_code_none_is_no_placeholder(edition: Edition) -> None:
    supports = [{"organization": "maker", "other_roles": ["none"]}]
    found = normal_form(edition, {"deliverers": {"support_organization": {"supports": supports}}})
    assert found["deliverers"]["support_organization"]["supports"][0]["other_roles"] == ["none"]


def test_entries_stay_where_they_stand(edition: Edition) -> None:
    content = {"developers": {"learning_resources": {"resources": [{"title": "TBD"}, {"title": "A guide"}]}}}
    assert normal_form(edition, content)["developers"]["learning_resources"]["resources"] == [{}, {"title": "A guide"}]


def test_a_list_of_nothing_is_nothing(edition: Edition) -> None:
    assert normal_form(edition, {"developers": {"learning_resources": {"resources": [{"title": "TBD"}, {}]}}}) == {}


def test_what_no_condition_sees_is_left_out(edition: Edition) -> None:
    content = {"format": "mcaudit-profile/1", "dossier": {"page": {"title": "Page"}}, "statements": [{"text": "x"}]}
    assert normal_form(edition, content) == {}


def test_disputed_places_are_gone_for_derived_facts_too(edition: Edition) -> None:
    time = {"typical_hours": 10, "synchronous_hours": 6, "asynchronous_hours": 6}
    content = {"deliverers": {"estimated_time": time}}
    assert facts_of(edition, content, DAY)["derived"]["parts_exceed_total"] == ["yes"]
    left = facts_of(edition, content, DAY, ("/deliverers/estimated_time/typical_hours",))
    assert left["derived"]["parts_exceed_total"] == ["no"]
    assert "typical_hours" not in left["deliverers"]["estimated_time"]


def test_a_disputed_entry_is_emptied_and_the_others_stay(edition: Edition) -> None:
    content = {"developers": {"learning_resources": {"resources": [{"title": "A"}, {"title": "B", "cost": "library"}]}}}
    left = facts_of(edition, content, DAY, ("/developers/learning_resources/resources/0",))
    assert left["developers"]["learning_resources"]["resources"] == [{}, {"title": "B", "cost": ["library"]}]


def test_a_text_has_no_entries() -> None:
    assert filled_at({"a": "text"}, "a/*") == ()
