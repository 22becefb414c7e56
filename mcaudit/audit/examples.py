"""Holds an edition's examples against its rules: what passes must pass, what fails must fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mcaudit.audit.facts import facts_of
from mcaudit.audit.rules import outcome
from mcaudit.model import Criterion, Edition, Subcomponent


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """An example that contradicts its rule; `place` names its file and its JSON Pointer there."""

    place: str
    message: str
    help: str


def contradictions(edition: Edition) -> tuple[Contradiction, ...]:
    """Return each example that contradicts its rule, and each rule that a profile without a word satisfies."""
    return tuple(
        contradiction
        for sub in edition.subcomponents
        for criterion in sub.criteria
        for contradiction in _of_criterion(edition, sub, criterion)
    )


def _of_criterion(edition: Edition, sub: Subcomponent, criterion: Criterion) -> Iterator[Contradiction]:
    for passing in criterion.passing:
        result = outcome(edition, sub, criterion, facts_of(passing.profile))
        if not result.holds:
            why = result.errors[0].message[:200]
            message = f"{criterion.id}: “{passing.about}” should pass, and its rule refuses it: {why}"
            yield Contradiction(place=passing.place, message=message, help="mend the example or the rule")
    for failing in criterion.failing:
        if outcome(edition, sub, criterion, facts_of(failing.profile)).holds:
            message = f"{criterion.id}: “{failing.about}” should fail, and its rule lets it pass"
            help = "make the rule stronger, or mend the example"
            yield Contradiction(place=failing.place, message=message, help=help)
    if outcome(edition, sub, criterion, facts_of({})).holds:
        message = f"{criterion.id}: its rule is satisfied by a profile that says nothing"
        yield Contradiction(place=criterion.examples.place, message=message, help="require the fields that it reads")
