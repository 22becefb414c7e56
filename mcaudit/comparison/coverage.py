"""Counts how much is addressed, and who must act on the rest: of one micro-credential, and of several together."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.audit.scoring import total
from mcaudit.model import Actor, Audit, Requirement
from mcaudit.model.comparison import Coverage

ACTORS = tuple(actor for actor in Actor if actor is not Actor.NOBODY)


def coverage_of(audit: Audit) -> tuple[Coverage, tuple[Coverage, ...]]:
    """Return the coverage of an audit: of all components, and of each."""
    of_component = {sub.id: sub.component for sub in audit.edition.subcomponents}
    parts = tuple(
        Coverage(
            component=result.key,
            score=result.score,
            acting=_acting(each for each in audit.requirements if of_component[each.subcomponent] == result.key),
        )
        for result in audit.components
    )
    return Coverage(component="", score=audit.score, acting=_acting(audit.requirements)), parts


def _acting(requirements: Iterable[Requirement]) -> dict[Actor, int]:
    waiting = [each.actor for each in requirements if each.gates]
    return {actor: waiting.count(actor) for actor in ACTORS}


def together(coverages: Iterable[Coverage], component: str = "") -> Coverage:
    """Return several coverages added up."""
    of = tuple(coverages)
    return Coverage(
        component=component,
        score=total(each.score for each in of),
        acting={actor: sum(each.acting[actor] for each in of) for actor in ACTORS},
    )
