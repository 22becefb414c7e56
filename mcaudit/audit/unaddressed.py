"""Finds the criteria that a profile plainly does not address, which are most of them.

What the table of statuses says of such a criterion is the same in every profile, but for its place in the file. It is
made once for each edition, from a profile that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from mcaudit.audit.applies import Applicability
from mcaudit.audit.stated import Statements, overlaps, states
from mcaudit.audit.statuses import finding
from mcaudit.audit.subject import Case
from mcaudit.facts.document import facts_of
from mcaudit.model import Basis, Edition, Finding, JsonObject, Profile
from mcaudit.model.places import location

_ANY_DAY = "2000-01-01"
_DEPTH = 3
"""Places are compared down to the field of an answer: a component, a subcomponent, and a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The findings about which nothing is said, by criterion, without their places and their policy.

    The others have the criteria that must be looked at: `needing` by a place where something stands, `answers` by
    the place of an answer that stands empty, and `resting_on` by a criterion of which something else is known. What is
    about one criterion of an optional subcomponent is about all of them.
    """

    said: Mapping[str, Mapping[str, Mapping[str, Any]]]
    """By the place of the answer, and then by criterion."""
    needing: Mapping[str, frozenset[str]]
    tops: frozenset[str]
    """The names with which the places of `needing` and of `answers` begin."""
    answers: Mapping[str, frozenset[str]]
    resting_on: Mapping[str, frozenset[str]]


def unaddressed(case: Case, known: Iterable[str] = ()) -> dict[str, Finding]:
    """Return the findings of a case that need no look at the table of statuses, by criterion, without those known."""
    if case.as_written:
        return {}
    table = _table(case.edition)
    filled = _places(case.facts, table, empty=False)
    headings = _places(case.profile.content, table, empty=True)
    touched = (
        *map(table.needing.get, filled | headings),
        *map(table.answers.get, headings - filled),
        *map(table.resting_on.get, _apart(case)),
    )
    addressed = set(known).union(*filter(None, touched))
    found: dict[str, Finding] = {}
    for pointer, entries in table.said.items():
        if left := entries.keys() - addressed:
            at = location(case.profile, pointer)
            for name in left:
                found[name] = Finding(location=at, required_by=case.required_by.get(name, ""), **entries[name])
    return found


def _places(content: JsonObject, table: _Table, *, empty: bool) -> set[str]:
    """Return the places of names in a profile or in facts, those with nothing in them only if `empty`."""
    found: set[str] = set()
    for name in table.tops:
        if name in content:
            _add_place(name, content[name], _DEPTH, found, empty=empty)
    return found


def _add_place(at: str, value: Any, depth: int, found: set[str], *, empty: bool) -> None:
    if empty or states(value, entry=False):
        found.add(at)
        if depth > 1 and isinstance(value, dict):
            for name, inner in value.items():
                _add_place(f"{at}/{name}", inner, depth - 1, found, empty=empty)


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
    said: dict[str, dict[str, Mapping[str, Any]]] = {}
    needing: dict[str, set[str]] = {}
    answers: dict[str, set[str]] = {}
    resting_on: dict[str, set[str]] = {}
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            made = finding(case, sub, criterion)
            if made.basis not in (Basis.MISSING, Basis.OPTIONAL):
                continue
            shared = {each.name: getattr(made, each.name) for each in fields(made) if each.name not in _OWN}
            said.setdefault(sub.pointer, {})[criterion.id] = shared
            answers.setdefault(sub.pointer.strip("/"), set()).add(criterion.id)
            for each in sub.criteria if sub.optional else (criterion,):
                resting_on.setdefault(each.id, set()).add(criterion.id)
                for place in each.stated_by:
                    needing.setdefault(_start(place), set()).add(criterion.id)
    return _Table(
        said=said,
        needing=_frozen(needing),
        tops=frozenset(place.partition("/")[0] for place in (*needing, *answers)),
        answers=_frozen(answers),
        resting_on=_frozen(resting_on),
    )


def _frozen(names: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(each) for key, each in names.items()}


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
