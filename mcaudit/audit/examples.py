"""Holds an edition's examples against its conditions: each must come to what it says it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mcaudit.audit.engine import case_of
from mcaudit.audit.statuses import outcome
from mcaudit.model import Criterion, Edition, JsonObject, Outcome, Profile, Subcomponent

EXAMPLES_DATE = "2026-11-01"
"""The day on which examples are read."""
_NOT_A_PROFILE = (AttributeError, LookupError, TypeError, ValueError)
"""Errors raised by an example that does not fit a profile: an author's mistake, which no schema looks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """An example that contradicts its criterion; `place` names its file and its JSON Pointer there."""

    place: str
    message: str
    help: str


def contradictions(edition: Edition) -> tuple[Contradiction, ...]:
    """Return each example that comes to something else than it says."""
    return tuple(
        contradiction
        for sub in edition.subcomponents
        for criterion in sub.criteria
        for contradiction in _of_criterion(edition, sub, criterion)
    )


def outcome_of(
    edition: Edition, sub: Subcomponent, criterion: Criterion, content: JsonObject
) -> tuple[Outcome, tuple[str, ...]]:
    """Return what a criterion comes to on a partial profile, and what could be added, by label."""
    profile = Profile(id="example", title="", state="", path="", sha256="", content=content, positions={}, documents={})
    return outcome(case_of(edition, profile, date=EXAMPLES_DATE), sub, criterion)


def _of_criterion(edition: Edition, sub: Subcomponent, criterion: Criterion) -> Iterator[Contradiction]:
    try:
        examples = criterion.examples.all()
    except _NOT_A_PROFILE:
        message = f"{criterion.id}: an example alters a place that the example before it does not have"
        yield Contradiction(place=criterion.examples.place, message=message, help="check `at` and `of` of the examples")
        return
    for example in examples:
        try:
            gives, adds = outcome_of(edition, sub, criterion, example.profile)
        except _NOT_A_PROFILE:
            message = f"{criterion.id}: “{example.about}” is not written as a profile is"
            yield Contradiction(place=example.place, message=message, help="write it as it would stand in a profile")
            continue
        if gives is not example.gives:
            message = f"{criterion.id}: “{example.about}” should give {example.gives}, and gives {gives}"
            yield Contradiction(place=example.place, message=message, help="correct the example or the condition")
        elif example.adds and adds != example.adds:
            message = f"{criterion.id}: “{example.about}” should name {list(example.adds)}, and names {list(adds)}"
            yield Contradiction(place=example.place, message=message, help="correct the example or the condition")
