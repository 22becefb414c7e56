"""Who plays which role, and how independent the evaluators are."""

from __future__ import annotations

from typing import Any

import pytest

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
