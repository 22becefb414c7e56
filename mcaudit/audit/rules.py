"""Holds facts against the rules of an edition, each rule compiled once and evaluated once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from mcaudit.audit.applies import applicability
from mcaudit.audit.places import value_at
from mcaudit.audit.policy import unsatisfied
from mcaudit.model import Criterion, Edition, JsonObject, Level, Subcomponent
from mcaudit.model.schemas import inlined


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether facts satisfy a rule and what a policy adds to it, and what keeps them from it."""

    errors: tuple[ValidationError, ...]
    policy: tuple[str, ...]
    """What the policy asks and the facts do not give, in words."""

    @property
    def holds(self) -> bool:
        """Whether nothing is lacking."""
        return not self.errors and not self.policy


@cache
def _compiled(edition: Edition) -> Mapping[str, Draft202012Validator]:
    return {
        criterion.id: Draft202012Validator(inlined(criterion.rule, edition.definitions))
        for criterion in edition.criteria
    }


def outcome(edition: Edition, sub: Subcomponent, criterion: Criterion, facts: JsonObject) -> Outcome:
    """Return whether `facts` (a facts document) satisfy the rule of one criterion, and the policy in them."""
    instance = seen(sub, criterion, facts)
    errors = (
        tuple(_compiled(edition)[criterion.id].iter_errors(instance)) if instance else _of_nothing(edition, criterion)
    )
    return Outcome(errors, tuple(unsatisfied(edition, facts, criterion.id)))


def _of_nothing(edition: Edition, criterion: Criterion) -> tuple[ValidationError, ...]:
    """Return what a rule says of an answer that is not there: the same in every profile."""
    return _errors_of_nothing(edition)[criterion.id]


@cache
def _errors_of_nothing(edition: Edition) -> Mapping[str, tuple[ValidationError, ...]]:
    return {name: tuple(validator.iter_errors({})) for name, validator in _compiled(edition).items()}


def outcomes(edition: Edition, facts: JsonObject) -> Mapping[str, Outcome]:
    """Return the outcome of every rule of the edition, by criterion."""
    return {
        criterion.id: outcome(edition, sub, criterion, facts)
        for sub in edition.subcomponents
        for criterion in sub.criteria
    }


def seen(sub: Subcomponent, criterion: Criterion, facts: JsonObject) -> Any:
    """Return what the rule of a criterion is held against: the facts, or the one answer in them."""
    return facts if criterion.over_profile else value_at(facts, sub.pointer) or {}


def facts_suffice(edition: Edition, facts: JsonObject, level: Level) -> bool:
    """Return mcaudit's fact verdict: whether every rule of `level` that applies holds, a group by one member.

    Whether a reviewer must still judge, sources disagree or a citation is lacking is not its question.
    """
    applies = applicability(edition, facts)
    for sub in edition.subcomponents:

        def passes(criterion: Criterion, sub: Subcomponent = sub) -> bool:
            return criterion.id in applies.claimed or outcome(edition, sub, criterion, facts).holds

        asked = [criterion for criterion in sub.criteria if criterion.id not in applies.skipped]
        if not all(passes(criterion) for criterion in asked if criterion.level is level and not criterion.group):
            return False
        groups = sub.groups if level is Level.REQUIRED else ()
        members = [[criterion for criterion in asked if criterion.group == group.id] for group in groups]
        if not all(any(map(passes, each)) for each in members if each):
            return False
    return True
