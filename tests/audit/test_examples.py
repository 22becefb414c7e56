"""Every criterion's own examples are its tests: what passes, what fails, and a profile without a word."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mcaudit.audit.examples import contradictions
from mcaudit.audit.facts import facts_of
from mcaudit.audit.rules import outcome
from mcaudit.model import Criterion, Edition, FailingExample, JsonObject, PassingExample, Subcomponent
from mcaudit.reading.edition import default_edition
from mcaudit.reading.profile_schema import profile_schema

CRITERIA = [
    pytest.param(sub, criterion, id=criterion.id)
    for sub in default_edition().subcomponents
    for criterion in sub.criteria
]


@cache
def profile_validator() -> Draft202012Validator:
    return Draft202012Validator(profile_schema(default_edition()))


def examples(criterion: Criterion) -> tuple[PassingExample | FailingExample, ...]:
    return (*criterion.passing, *criterion.failing)


def misshapen(profile: JsonObject) -> list[str]:
    """Return what keeps a partial profile from being a valid one, were it only given its head."""
    whole = {"format": "mcaudit-profile/1", "id": "example", "title": "Example", "state": "OH", **profile}
    return [f"{error.json_path}: {error.message}" for error in profile_validator().iter_errors(whole)]


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_what_should_pass_passes(edition: Edition, sub: Subcomponent, criterion: Criterion) -> None:
    for example in criterion.passing:
        errors = [error.message for error in outcome(edition, sub, criterion, facts_of(example.profile)).errors]
        assert not errors, f"{example.place}: {example.about}"


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_what_should_fail_fails(edition: Edition, sub: Subcomponent, criterion: Criterion) -> None:
    passed = [
        f"{example.place}: {example.about}"
        for example in criterion.failing
        if outcome(edition, sub, criterion, facts_of(example.profile)).holds
    ]
    assert not passed


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
@pytest.mark.parametrize("heading", ["nothing", "null", "empty"])
def test_a_profile_without_a_word_satisfies_nothing(
    edition: Edition, sub: Subcomponent, criterion: Criterion, heading: str
) -> None:
    silent: dict[str, dict[str, Any]] = {
        "nothing": {},
        "null": {sub.component: None},
        "empty": {sub.component: {sub.key: {}}},
    }
    assert not outcome(edition, sub, criterion, facts_of(silent[heading])).holds


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_every_example_is_what_a_valid_profile_may_say(sub: Subcomponent, criterion: Criterion) -> None:
    """An example that the reader would refuse proves nothing of the rule behind it."""
    for example in examples(criterion):
        assert not misshapen(example.profile), f"{example.place}: {example.about}"


def test_a_profile_that_is_no_valid_one_is_noticed() -> None:
    assert misshapen({"developers": {"title_and_description": {"titel": "Leading Restorative Circles"}}})


@pytest.mark.parametrize(("sub", "criterion"), CRITERIA)
def test_no_two_examples_of_a_criterion_are_told_alike(sub: Subcomponent, criterion: Criterion) -> None:
    told = [example.about for example in examples(criterion)]
    assert len(set(told)) == len(told)


def test_the_shipped_examples_and_rules_do_not_contradict_each_other(edition: Edition) -> None:
    assert contradictions(edition) == ()
