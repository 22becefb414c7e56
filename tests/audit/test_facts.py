"""What the rules see: the profile without what says nothing, under its own format, with derived facts beside it."""

from __future__ import annotations

import pytest

from mcaudit.audit.derived.roles import ROLES
from mcaudit.audit.facts import FACTS_FORMAT, facts_of
from mcaudit.model import Edition, Profile

COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")


def test_facts_are_the_profile_under_a_format_of_their_own(complete: Profile) -> None:
    facts = facts_of(complete.content)
    assert facts["format"] == FACTS_FORMAT == "mcaudit-facts/1"
    assert set(facts) == {*complete.content, "derived"}
    assert {key: facts[key] for key in ("id", "title", "state", "dossier")} == {
        key: complete.content[key] for key in ("id", "title", "state", "dossier")
    }


@pytest.mark.parametrize("component", COMPONENTS)
def test_stand_in_text_is_taken_out_of_every_component_and_named(component: str) -> None:
    facts = facts_of({"title": "Made Up", component: {"answer": {"text": "TBD", "left": "Two plans", "none": None}}})
    assert facts[component] == {"answer": {"left": "Two plans"}}
    assert facts["derived"]["placeholders"] == [{"at": f"/{component}/answer/text", "why": "is placeholder text"}]
    assert facts["derived"]["empty"] == [f"/{component}/answer/none"]


def test_what_stands_outside_the_components_keeps_its_text() -> None:
    assert facts_of({"title": "Made Up", "about": {"cost": "TBD"}})["about"] == {"cost": "TBD"}


def test_a_profile_that_says_nothing_has_derived_facts_that_say_so(edition: Edition) -> None:
    derived = facts_of({})["derived"]
    assert set(derived) == {fact.name for fact in edition.derived}
    nobody: dict[str, list[str]] = {role: [] for role in ROLES}
    told = {"roles": nobody, "hours_add_up": "unknown", "window_long_enough": "unknown"}
    assert {name: value for name, value in derived.items() if value not in ([], {})} == told
    assert derived["policy"] == {}


def test_derived_facts_are_computed_from_what_is_left() -> None:
    support = {"organization": "board", "other_roles": ["issuer"]}
    facts = facts_of(
        {
            "title": "Made Up",
            "state": "OH",
            "organizations": {"board": {"name": "Example Board"}},
            "deliverers": {
                "support_organization": {"supports": [support]},
                "learning_opportunities": {"opportunities": [{"title": "Circle", "kind": "TBD"}, {"kind": "course"}]},
            },
            "evaluators": {"evaluator_profile": {"organizations": ["board"]}},
            "recognizers": {"formal_currency": {"currencies": [{"standing": "awarded", "state": "OH"}]}},
        }
    )
    derived = facts["derived"]
    assert derived["roles_by_organization"] == {"board": ["deliverer", "evaluator"]}
    assert derived["several_roles"] == ["board"]
    assert derived["misstated_roles"] == [{"organization": "board", "stated": ["issuer"], "found": ["evaluator"]}]
    assert derived["evaluator_overlaps"] == [
        {"evaluator": "board", "organization": "board", "role": "deliverer", "relation": "same"}
    ]
    assert derived["opportunity_kinds"] == ["course"]
    assert derived["opportunities_without_participation"] == ["Circle", "(no title)"]
    assert derived["currencies_here"] == [{"standing": "awarded", "state": "OH"}]
