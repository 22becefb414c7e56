"""An example that contradicts its rule is told with its place, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mcaudit.audit.examples import Contradiction, contradictions
from mcaudit.model import Edition, Examples

PLACE = "1A.yaml#/criteria/0/examples"


def edition_with(edition: Edition, rule: dict[str, Any], written: dict[str, Any]) -> Edition:
    """Return an edition of one criterion, 1A-1, with a rule and examples of its own."""
    component = edition.components[0]
    sub = component.subcomponents[0]
    examples = Examples(written=written, answer=(sub.component, sub.key), over_profile=False, place=PLACE)
    criterion = replace(sub.criteria[0], rule=rule, over_profile=False, examples=examples)
    alone = replace(component, subcomponents=(replace(sub, criteria=(criterion,), groups=()),))
    return replace(edition, components=(alone,))


def passing(about: str, **answer: Any) -> dict[str, Any]:
    return {"about": about, "answer": answer}


def test_examples_that_agree_with_their_rule_are_no_contradiction(edition: Edition) -> None:
    written = {"pass": [passing("A title", title="Circles")], "fail": [{"about": "No title", "at": "title"}]}
    assert contradictions(edition_with(edition, {"required": ["title"]}, written)) == ()


def test_an_example_that_its_rule_refuses_is_told_with_the_first_reason(edition: Edition) -> None:
    rule = {"required": ["title", "content_area"]}
    written = {"pass": [passing("Both", title="A", content_area="B"), passing("Neither", description="C")], "fail": []}
    assert contradictions(edition_with(edition, rule, written)) == (
        Contradiction(
            place=f"{PLACE}/pass/1",
            message="1A-1: “Neither” should pass, and its rule refuses it: 'title' is a required property",
            help="mend the example or the rule",
        ),
    )


def test_a_long_reason_is_cut_short(edition: Edition) -> None:
    wanted = "y" * 400
    rule = {"required": ["title"], "properties": {"title": {"const": wanted}}}
    (told,) = contradictions(edition_with(edition, rule, {"pass": [passing("A title", title="x")], "fail": []}))
    assert told.message == "1A-1: “A title” should pass, and its rule refuses it: '" + "y" * 199


def test_an_example_that_should_fail_and_passes_is_told(edition: Edition) -> None:
    written = {"pass": [passing("A title", title="Circles")], "fail": [{"about": "A B", "at": "title", "value": "B"}]}
    assert contradictions(edition_with(edition, {"required": ["title"]}, written)) == (
        Contradiction(
            place=f"{PLACE}/fail/0",
            message="1A-1: “A B” should fail, and its rule lets it pass",
            help="make the rule stronger, or mend the example",
        ),
    )


def test_a_rule_that_asks_for_nothing_is_told(edition: Edition) -> None:
    assert contradictions(edition_with(edition, {}, {"pass": [], "fail": []})) == (
        Contradiction(
            place=PLACE,
            message="1A-1: its rule is satisfied by a profile that says nothing",
            help="require the fields that it reads",
        ),
    )
