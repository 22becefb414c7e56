"""Who plays which role, and how independent the evaluators are."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.derived.roles import (
    ROLES,
    evaluator_overlaps,
    misstated_roles,
    roles_by_organization,
    roles_played,
    several_roles,
    unnamed_support_organizations,
)
from mcaudit.audit.facts import facts_of


def derived(evaluator: str, issuer: str, **organizations: dict[str, Any]) -> dict[str, Any]:
    content = {
        "title": "Made Up",
        "state": "OH",
        "organizations": organizations,
        "evaluators": {"evaluator_profile": {"organizations": [evaluator]}},
        "issuers": {"issuer": {"organizations": [issuer]}},
    }
    return dict(facts_of(content)["derived"])


@pytest.mark.parametrize(
    ("evaluator", "issuer", "relation"),
    [
        pytest.param("board", "board", "same", id="the same body"),
        pytest.param("center", "university", "parent", id="the evaluator belongs to the issuer"),
        pytest.param("university", "center", "child", id="the issuer belongs to the evaluator"),
        pytest.param("center", "press", "sibling", id="both belong to one body"),
    ],
)
def test_a_tie_between_evaluator_and_issuer_is_told(evaluator: str, issuer: str, relation: str) -> None:
    facts = derived(
        evaluator,
        issuer,
        board={"name": "Example Board"},
        university={"name": "Example University"},
        center={"name": "Example Center", "parent": "university"},
        press={"name": "Example Press", "parent": "university"},
    )
    told = [{"evaluator": evaluator, "organization": issuer, "role": "issuer", "relation": relation}]
    assert facts["evaluator_overlaps"] == told


def test_bodies_without_a_tie_are_independent_by_role() -> None:
    facts = derived("board", "university", board={"name": "Example Board"}, university={"name": "Example University"})
    assert facts["evaluator_overlaps"] == []
    assert facts["several_roles"] == []


def test_a_body_in_two_roles_holds_several() -> None:
    facts = derived("board", "board", board={"name": "Example Board"})
    assert facts["several_roles"] == ["board"]
    assert facts["roles_by_organization"] == {"board": ["evaluator", "issuer"]}


# --- roles, from each answer that names one ----------------------------------------------------------

PROFILE = {
    "organizations": {
        "center": {"name": "Example Center"},
        "press": {"name": "To be announced"},
        "board": {"name": "Example Board"},
    },
    "developers": {"developer": {"organizations": ["center", "center", 3]}},
    "deliverers": {
        "support_organization": {
            "supports": [
                {"organization": "center", "other_roles": ["developer", "none"]},
                {"organization": "press", "other_roles": ["none"]},
                {"organization": "board", "other_roles": ["issuer", "evaluator"]},
                {"organization": "center", "other_roles": ["developer", "issuer"]},
                {"other_roles": ["developer"]},
                {},
                "center",
            ]
        }
    },
    "evaluators": {"evaluator_profile": {"organizations": ["board"]}},
    "issuers": {"issuer": {"organizations": ["university"]}},
    "recognizers": {
        "formal_currency": {"currencies": [{"recognizer": "board"}, {"recognizer": "state"}]},
        "other_recognitions": {"benefits": [{"given_by": "district"}, {"given_by": "state"}, {"benefit": "A bonus"}]},
    },
}


def test_each_role_is_played_by_those_whom_its_answer_names() -> None:
    assert roles_played(PROFILE) == {
        "developer": ["center"],
        "deliverer": ["center", "press", "board"],
        "evaluator": ["board"],
        "issuer": ["university"],
        "recognizer": ["board", "state", "district"],
    }


def test_in_a_profile_that_says_nothing_nobody_plays_a_role() -> None:
    assert roles_played({}) == {role: [] for role in ROLES}
    assert roles_by_organization({}) == {}


def test_each_organization_has_its_roles_in_the_order_of_the_source() -> None:
    assert roles_by_organization(PROFILE) == {
        "center": ["developer", "deliverer"],
        "press": ["deliverer"],
        "board": ["deliverer", "evaluator", "recognizer"],
        "university": ["issuer"],
        "state": ["recognizer"],
        "district": ["recognizer"],
    }
    assert several_roles(PROFILE) == ["center", "board"]


def test_roles_that_are_not_those_of_the_profile_are_misstated() -> None:
    assert misstated_roles(PROFILE, roles_by_organization(PROFILE)) == [
        {"organization": "board", "stated": ["evaluator", "issuer"], "found": ["evaluator", "recognizer"]},
        {"organization": "center", "stated": ["developer", "issuer"], "found": ["developer"]},
        {"organization": None, "stated": ["developer"], "found": []},
    ]


def test_a_support_organization_whose_name_is_a_stand_in_is_unnamed() -> None:
    assert unnamed_support_organizations(PROFILE) == ["press"]


def test_every_tie_of_every_evaluator_is_told_in_the_order_of_the_roles() -> None:
    organizations = {
        "center": {"parent": "university"},
        "press": {"parent": "university"},
        "board": {"parent": "state"},
        "university": {},
        "state": {},
    }
    roles = {
        "developer": ["press", "state"],
        "deliverer": ["center"],
        "evaluator": ["center", "board"],
        "issuer": ["university"],
        "recognizer": ["state", "unlisted"],
    }
    told = [
        (each["evaluator"], each["organization"], each["role"], each["relation"])
        for each in evaluator_overlaps({"organizations": organizations}, roles)
    ]
    assert told == [
        ("center", "press", "developer", "sibling"),
        ("center", "center", "deliverer", "same"),
        ("center", "university", "issuer", "parent"),
        ("board", "state", "developer", "parent"),
        ("board", "state", "recognizer", "parent"),
    ]
