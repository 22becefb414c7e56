"""Which kinds of learning opportunity a profile names, and what its subcomponents say of each other's."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.facts import facts_of


def kinds(*opportunities: dict[str, Any]) -> list[str]:
    content = {
        "title": "Made Up",
        "state": "OH",
        "deliverers": {"learning_opportunities": {"opportunities": list(opportunities)}},
    }
    return list(facts_of(content)["derived"]["opportunity_kinds"])


def circle(**more: Any) -> dict[str, Any]:
    return {"title": "Evening circle", "kind": "workshop", **more}


def test_an_activity_of_no_listed_kind_counts_under_the_name_it_is_given() -> None:
    told = kinds(circle(activities=["other_activity"], other_activity="Book Club"))
    assert told == ["workshop", "other activity: book_club"]


@pytest.mark.parametrize("name", [{}, {"other_activity": ""}, {"other_activity": "TBD"}], ids=["none", "empty", "TBD"])
def test_an_activity_of_no_listed_kind_and_without_a_name_is_no_kind(name: dict[str, str]) -> None:
    assert kinds(circle(activities=["other_activity"], **name)) == ["workshop"]


def test_a_name_that_is_spelt_in_several_ways_counts_once() -> None:
    spellings = ("Book Club", "book-club", "book  club")
    told = kinds(*(circle(title=name, activities=["other_activity"], other_activity=name) for name in spellings))
    assert told == ["workshop", "other activity: book_club"]


def test_a_listed_kind_that_is_named_as_another_counts_once() -> None:
    assert kinds(circle(activities=["other_activity"], other_activity="Workshop")) == ["workshop"]


def test_the_name_of_an_activity_that_the_list_does_not_mark_as_another_is_no_kind() -> None:
    assert kinds(circle(activities=["coaching"], other_activity="Book club")) == ["workshop", "coaching"]
