"""Finds the criteria that a profile plainly does not address, which are most of them.

What the table of statuses says of such a criterion is the same in every profile, but for its place in the file. It is
made once for each edition, from a profile that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from mcaudit.audit.applies import Applicability
from mcaudit.audit.stated import Statements, overlaps, states
from mcaudit.audit.statuses import finding
from mcaudit.audit.subject import Case
from mcaudit.facts.document import facts_of
from mcaudit.model import Basis, Criterion, Edition, Finding, Location, Profile, Subcomponent
from mcaudit.model.places import location

_ANY_DAY = "2000-01-01"
_DEPTH = 3
"""Places are compared down to the field of an answer: a component, a subcomponent, and a field."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The findings about which nothing is said, by criterion, without their places and their policy.

    The other three have the criteria that must be looked at: `needing` by a place where something stands, `answers` by
    the place of an answer that stands empty, and `resting_on` by a criterion of which something else is known. What is
    about one criterion of an optional subcomponent is about all of them.
    """

    said: Mapping[str, Mapping[str, Any]]
    needing: Mapping[str, frozenset[str]]
    answers: Mapping[str, frozenset[str]]
    resting_on: Mapping[str, frozenset[str]]


class Unaddressed:
    """The findings of a case that need no look at the table of statuses."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._table = table = _table(case.edition)
        filled = frozenset(_places(case.facts))
        headings = frozenset(_places(case.profile.content, empty=True))
        known = (
            *map(table.needing.get, filled | headings),
            *map(table.answers.get, headings - filled),
            *map(table.resting_on.get, _apart(case)),
        )
        self._addressed = frozenset(table.said) if case.as_written else frozenset().union(*filter(None, known))
        self._locations: dict[str, Location] = {}

    def finding(self, sub: Subcomponent, criterion: Criterion) -> Finding | None:
        """Return the finding of a criterion that is not addressed, or None if only the table of statuses can tell."""
        said = self._table.said.get(criterion.id)
        if said is None or criterion.id in self._addressed:
            return None
        at = self._locations.get(sub.id)
        if at is None:
            at = self._locations[sub.id] = location(self._case.profile, sub.pointer)
        return Finding(location=at, required_by=self._case.required_by.get(criterion.id, ""), **said)


def _places(content: Any, *, empty: bool = False, at: str = "", depth: int = _DEPTH) -> Iterator[str]:
    """Yield the places of names in a profile or in facts, those with nothing in them only if `empty`."""
    for name, value in content.items():
        if empty or states(value, entry=False):
            yield f"{at}{name}"
            if depth > 1 and isinstance(value, dict):
                yield from _places(value, empty=empty, at=f"{at}{name}/", depth=depth - 1)


def _apart(case: Case) -> frozenset[str]:
    """Return the criteria about which something is known that does not stand in the facts."""
    disputed = (name for conflict in case.conflicts for name in _about(case.edition, conflict.pointer))
    by_policy = (name for name, results in case.settings.items() if results)
    applies = case.applies
    return frozenset(
        (*applies.skipped, *applies.claimed, *case.statements.by_criterion, *case.decisions, *by_policy, *disputed)
    )


@lru_cache(maxsize=1024)
def _about(edition: Edition, pointer: str) -> tuple[str, ...]:
    """Return the criteria that what stands at a pointer would state."""
    return tuple(each.id for each in edition.criteria if any(overlaps(place, pointer) for place in each.stated_by))


@lru_cache(maxsize=8)
def _table(edition: Edition) -> _Table:
    """Return what an audit says if nothing is said."""
    blank = Profile(id="", title="", state="", path="", sha256="", content={}, positions={}, documents={})
    case = Case(
        edition=edition,
        policy=None,
        date=_ANY_DAY,
        profile=blank,
        facts=facts_of(edition, {}, _ANY_DAY),
        applies=Applicability({}, {}),
        statements=Statements(),
        conflicts=(),
        settings={},
        settled=frozenset(),
        required_by={},
        decisions={},
    )
    said: dict[str, Mapping[str, Any]] = {}
    needing: dict[str, set[str]] = {}
    answers: dict[str, set[str]] = {}
    resting_on: dict[str, set[str]] = {}
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            made = finding(case, sub, criterion)
            if made.basis not in (Basis.MISSING, Basis.OPTIONAL):
                continue
            said[criterion.id] = {each.name: getattr(made, each.name) for each in fields(made) if each.name not in _OWN}
            answers.setdefault(sub.pointer.strip("/"), set()).add(criterion.id)
            for each in sub.criteria if sub.optional else (criterion,):
                resting_on.setdefault(each.id, set()).add(criterion.id)
                for place in each.stated_by:
                    needing.setdefault(_start(place), set()).add(criterion.id)
    return _Table(
        said, *({key: frozenset(names) for key, names in each.items()} for each in (needing, answers, resting_on))
    )


_OWN = ("location", "required_by")
"""What differs from profile to profile."""


def _start(place: str) -> str:
    """Return the names with which a place begins, at most three."""
    steps: list[str] = []
    for step in place.split("/")[:_DEPTH]:
        name, marked, _ = step.partition("~")
        if name == "*":
            break
        steps.append(name)
        if marked:
            break
    return "/".join(steps)
