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
class _Entry:
    """A finding about which nothing is said, without its place and its policy.

    It holds where nothing stands at `places`, and nothing else is known of the criteria of `about`. If a subcomponent
    is optional, these are about all its criteria.
    """

    places: frozenset[str]
    about: frozenset[str]
    answer: str
    said: Mapping[str, Any]


class Unaddressed:
    """The findings of a case that need no look at the table of statuses."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._entries = {} if case.as_written else _entries(case.edition)
        filled = frozenset(_places(case.facts))
        headings = frozenset(_places(case.profile.content, empty=True))
        self._there = filled | headings
        self._empty = headings - filled
        self._apart = _apart(case)
        self._locations: dict[str, Location] = {}

    def finding(self, sub: Subcomponent, criterion: Criterion) -> Finding | None:
        """Return the finding of a criterion that is not addressed, or None if only the table of statuses can tell."""
        entry = self._entries.get(criterion.id)
        if (
            entry is None
            or entry.answer in self._empty
            or not self._there.isdisjoint(entry.places)
            or not self._apart.isdisjoint(entry.about)
        ):
            return None
        at = self._locations.get(sub.id)
        if at is None:
            at = self._locations[sub.id] = location(self._case.profile, sub.pointer)
        return Finding(location=at, required_by=self._case.required_by.get(criterion.id, ""), **entry.said)


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
def _entries(edition: Edition) -> Mapping[str, _Entry]:
    """Return, by criterion, what an audit says if nothing is said."""
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
    found = {criterion.id: _entry(case, sub, criterion) for sub in edition.subcomponents for criterion in sub.criteria}
    return {name: entry for name, entry in found.items() if entry.said["basis"] in (Basis.MISSING, Basis.OPTIONAL)}


def _entry(case: Case, sub: Subcomponent, criterion: Criterion) -> _Entry:
    made = finding(case, sub, criterion)
    about = sub.criteria if sub.optional else (criterion,)
    return _Entry(
        places=frozenset(_start(place) for each in about for place in each.stated_by),
        about=frozenset(each.id for each in about),
        answer=sub.pointer.strip("/"),
        said={each.name: getattr(made, each.name) for each in fields(made) if each.name not in _OF_A_PROFILE},
    )


_OF_A_PROFILE = ("location", "required_by")


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
