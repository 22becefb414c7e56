"""Which kinds of learning opportunity a profile names, and what its subcomponents say of each other's."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.derived.learning import (
    compulsory_supports,
    evidence_without_requirements,
    hours_add_up,
    opportunities_not_described,
    opportunities_timed_two_ways,
    opportunities_without_participation,
    opportunities_without_timing,
    opportunity_kinds,
    window_long_enough,
)
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


# --- opportunities, across answers -------------------------------------------------------------------


def delivers(**answers: dict[str, Any]) -> dict[str, Any]:
    return {"deliverers": answers}


def opportunities(*listed: Any, **more: dict[str, Any]) -> dict[str, Any]:
    return delivers(learning_opportunities={"opportunities": list(listed)}, **more)


def test_kinds_and_activities_count_once_and_those_outside_the_lists_by_their_names() -> None:
    profile = opportunities(
        {"kind": "workshop", "activities": ["coaching", "other_activity"], "other_activity": "Book club"},
        {"kind": "other", "other_kind": "Study Tour."},
        {"kind": "coaching"},
        {"kind": "other", "other_kind": "study-tour"},
        {"kind": "other"},
        {"kind": "webinar", "other_kind": "Fair"},
        {"kind": "course", "standing": "planned"},
        {"kind": "seminar", "standing": "offered"},
        {},
    )
    assert opportunity_kinds(profile) == [
        *("workshop", "coaching", "webinar", "seminar"),
        "other activity: book_club",
        "other: study_tour",
    ]


def test_a_kind_that_is_called_another_and_is_listed_counts_once() -> None:
    profile = opportunities({"kind": "workshop"}, {"kind": "other", "other_kind": "Workshop"})
    assert opportunity_kinds(profile) == ["workshop"]


def test_what_2a_lists_and_2c_does_not_describe() -> None:
    profile = opportunities(
        {"title": "Evening circle"},
        {"title": "Summer circle", "standing": "discontinued"},
        availability={
            "aligned_opportunities": [
                {"title": "evening circle."},
                {"title": "Summer circle"},
                {"title": "Winter circle", "standing": "planned"},
                {"title": "Reading group", "prepares_for": ["general_learning"]},
                {"title": "Peer visit", "prepares_for": ["general_learning", "evidence"], "standing": "offered"},
                {},
            ]
        },
    )
    assert opportunities_not_described(profile) == ["Summer circle", "Peer visit", "(no title)"]


def test_what_2d_does_not_say_when_and_how_to_reach() -> None:
    profile = opportunities(
        *({"title": f"Circle {number}"} for number in range(1, 5)),
        {"title": "Circle 5", "standing": "planned"},
        timing={
            "supports": [
                {"opportunity": "circle 1", "when": "Mondays", "how": "By video"},
                {"opportunity": "Circle 2", "when": "Mondays"},
                {"opportunity": "Circle 3", "how": "By video"},
            ]
        },
    )
    assert opportunities_without_timing(profile) == ["Circle 2", "Circle 3", "Circle 4"]


def test_what_2c_and_2d_time_differently() -> None:
    profile = opportunities(
        {"title": "Circle 1", "timing": "synchronous"},
        {"title": "Circle 2", "timing": "both"},
        {"title": "Circle 3", "timing": "synchronous"},
        {"title": "circle 3", "timing": "asynchronous"},
        {"title": "Circle 4"},
        {"timing": "synchronous"},
        {"title": "Circle 5", "timing": "asynchronous"},
        timing={
            "supports": [
                {"opportunity": "circle 1.", "timing": "asynchronous"},
                {"opportunity": "Circle 1", "timing": "synchronous"},
                {"opportunity": "Circle 2", "timing": "asynchronous"},
                {"opportunity": "Circle 3", "timing": "asynchronous"},
                {"opportunity": "Circle 4", "timing": "asynchronous"},
                {"opportunity": "Circle 5"},
                {"opportunity": "Circle 6", "timing": "asynchronous"},
                {"opportunity": "circle 5", "timing": "both"},
                {"opportunity": "circle 5", "timing": "both"},
                {"timing": "both"},
            ]
        },
    )
    assert opportunities_timed_two_ways(profile) == ["circle 1.", "circle 5"]


def test_in_which_opportunities_earners_take_part() -> None:
    profile = opportunities(
        {"title": "Circle 1", "participation": "required"},
        {"title": "Circle 2", "participation": "optional"},
        {"title": "Circle 3"},
        {"title": "Circle 4", "standing": "planned"},
        {"participation": "required"},
    )
    assert compulsory_supports(profile) == ["Circle 1", "(no title)"]
    assert opportunities_without_participation(profile) == ["Circle 3"]


# --- hours and evidence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "synchronous", "asynchronous", "told"),
    [
        (30, 11, 19, "yes"),
        (30, 11.5, 18.505, "yes"),
        (1.0, 0.5, 0.509, "yes"),
        (1.0, 0.5, 0.52, "no"),
        (0, 0, 0, "yes"),
        (8, 11, 19, "no"),
        (30, 11, 18, "no"),
        (None, 11, 19, "unknown"),
        (30, None, 19, "unknown"),
        (30, 11, None, "unknown"),
    ],
)
def test_whether_hours_add_up(
    total: float | None, synchronous: float | None, asynchronous: float | None, told: str
) -> None:
    hours = {"typical_hours": total, "synchronous_hours": synchronous, "asynchronous_hours": asynchronous}
    assert hours_add_up(delivers(estimated_time=hours)) == told


def test_hours_that_are_not_given_are_unknown() -> None:
    assert hours_add_up({}) == "unknown"


@pytest.mark.parametrize(
    ("window", "hours", "told"),
    [
        ({"kind": "open"}, None, "yes"),
        ({"kind": "open", "days": 1}, 30, "yes"),
        ({"kind": "fixed", "days": 5}, 32, "yes"),
        ({"kind": "fixed", "days": 4}, 32, "no"),
        ({"kind": "fixed", "days": 5}, 33, "no"),
        ({"kind": "fixed", "days": 6}, 33, "yes"),
        ({"days": 5, "minimum_days": 5}, 8, "no"),
        ({"days": 6, "minimum_days": 5}, 8, "yes"),
        ({"days": 1}, 0, "yes"),
        ({"days": 0}, 0, "no"),
        ({"days": 5}, None, "unknown"),
        ({"kind": "fixed"}, 8, "unknown"),
        (None, 8, "unknown"),
    ],
)
def test_whether_the_time_given_holds_the_work(window: dict[str, Any] | None, hours: float | None, told: str) -> None:
    assert window_long_enough(delivers(estimated_time={"window": window, "typical_hours": hours})) == told


def test_what_1e_asks_for_and_3a_does_not_list() -> None:
    profile = {
        "developers": {"proficiency": {"evidence": [{"title": "Plan"}, {"title": "Video"}, {"kind": "log"}]}},
        "evaluators": {"evidence_requirements": {"items": [{"title": "plan."}, {"kind": "video"}]}},
    }
    assert evidence_without_requirements(profile) == ["Video", "(no title)"]
    assert evidence_without_requirements({}) == []


def test_a_time_without_its_opportunity_is_not_that_of_one_without_a_title() -> None:
    profile = {
        "deliverers": {
            "learning_opportunities": {"opportunities": [{"title": None, "timing": "synchronous"}]},
            "timing": {"supports": [{"timing": "asynchronous"}]},
        }
    }
    assert opportunities_timed_two_ways(profile) == []
