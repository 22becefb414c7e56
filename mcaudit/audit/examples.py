"""Holds an edition's examples against its rules: what passes must pass, what fails must fail."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.audit.facts import facts_of
from mcaudit.audit.rules import outcome
from mcaudit.errors import Problem
from mcaudit.model import Criterion, Edition, FailingExample, PassingExample, Subcomponent


def contradictions(edition: Edition) -> tuple[Problem, ...]:
    """Return each example that contradicts its rule, with its place in the edition's files."""
    return tuple(
        problem
        for sub in edition.subcomponents
        for criterion in sub.criteria
        for problem in _of_criterion(edition, sub, criterion)
    )


def _of_criterion(edition: Edition, sub: Subcomponent, criterion: Criterion) -> Iterator[Problem]:
    for example in criterion.passing:
        result = outcome(edition, sub, criterion, facts_of(example.profile))
        if not result.holds:
            why = result.errors[0].message[:200]
            message = f"{criterion.id}: “{example.about}” should pass, and its rule refuses it: {why}"
            yield _problem(example, message, "mend the example or the rule")
    for failing in criterion.failing:
        if outcome(edition, sub, criterion, facts_of(failing.profile)).holds:
            message = f"{criterion.id}: “{failing.about}” should fail, and its rule lets it pass"
            yield _problem(failing, message, "make the rule stronger, or mend the example")
    if outcome(edition, sub, criterion, facts_of({})).holds:
        message = f"{criterion.id}: its rule is satisfied by a profile that says nothing"
        yield _problem(criterion.passing[0], message, "require the fields that it reads")


def _problem(example: PassingExample | FailingExample, message: str, help: str) -> Problem:
    place = example.place
    return Problem(path=place.path, message=message, help=help, line=place.line, column=place.column)
