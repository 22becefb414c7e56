"""Finds what in a profile bears on a criterion: fields, entries, disputed places, and statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import Any

from mcaudit.model import Citation, Edition, JsonObject, folded
from mcaudit.model.profile import criteria_about
from mcaudit.model.values import MOST_CRITERIA, is_placeholder

_Step = tuple[str, str, frozenset[str]]
_NAMING = frozenset(("title", "name", "id", "citation", "citations"))


@dataclass(frozen=True, slots=True)
class Bearing:
    """A filled place that bears on a criterion, from the top of the facts."""

    path: tuple[str, ...]
    value: Any


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim in words about one to six criteria, with its citation; `repeated` where it states nothing."""

    about: tuple[str, ...]
    text: str
    citations: tuple[Citation, ...]
    pointer: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a profile by the criteria that they name."""

    by_criterion: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    def valid(self, criterion: str) -> tuple[Statement, ...]:
        """Return the statements that state a criterion."""
        about = self.by_criterion.get(criterion)
        return tuple(each for each in about if not each.repeated) if about else ()

    def repeated(self, criterion: str) -> bool:
        """Return whether only repeated texts name a criterion."""
        return bool(self.by_criterion.get(criterion)) and not self.valid(criterion)


def filled_at(facts: JsonObject, place: str) -> tuple[Bearing, ...]:
    """Return every filled place that a place of the edition leads to."""
    return filled(facts, (place,))


def filled(facts: JsonObject, places: tuple[str, ...]) -> tuple[Bearing, ...]:
    """Return every filled place that some places of the edition lead to, in their order."""
    found: list[Bearing] = []
    for names, steps, entry in _routes(places):
        value: Any = facts
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
            if value is None:
                break
        else:
            _gather(value, steps, names, found, entry=entry)
    return tuple(found)


def states(value: Any, *, entry: bool) -> bool:
    """Return whether a value says something; an entry must say more than its title."""
    if entry and isinstance(value, dict):
        return bool(value.keys() - _NAMING)
    return value not in (None, "", [], {})


def _gather(value: Any, steps: Sequence[_Step], path: tuple[str, ...], found: list[Bearing], *, entry: bool) -> None:
    """Add what stands at the end of some steps; `entry` is whether that is an entry of a list or of a group."""
    for index, (step, key, codes) in enumerate(steps):
        if step == "*":
            for name, inner in _entries(value):
                if not codes or (isinstance(inner, dict) and not codes.isdisjoint(inner.get(key) or ())):
                    _gather(inner, steps[index + 1 :], (*path, name), found, entry=entry)
            return
        value = value.get(step) if isinstance(value, dict) else None
        if value is None or (codes and not (isinstance(value, list) and not codes.isdisjoint(value))):
            return
        path = (*path, step)
    if states(value, entry=entry):
        found.append(Bearing(path, value))


@lru_cache(maxsize=4096)
def _routes(places: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], tuple[_Step, ...], bool], ...]:
    """Return the way to each place: its plain names, its other steps, and whether it ends at any entry."""
    routes = []
    for steps in map(_steps, places):
        plain = tuple(name for name, _, _ in takewhile(lambda step: step[0] != "*" and not step[2], steps))
        routes.append((plain, steps[len(plain) :], steps[-1][0] == "*"))
    return tuple(routes)


def _steps(place: str) -> tuple[_Step, ...]:
    """Return the steps of a place: a name or `*`, and the codes wanted there, for `*` with the field that has them."""
    steps = []
    for written in place.split("/"):
        step, _, wanted = written.partition("~")
        key, _, codes = wanted.rpartition("=")
        steps.append((step, key, frozenset(codes.split("|")) if codes else frozenset()))
    return tuple(steps)


def _entries(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [(str(index), inner) for index, inner in enumerate(value)]
    if isinstance(value, dict):
        return [(name, inner) for name, inner in value.items() if name not in _NAMING]
    return []


def overlaps(place: str, pointer: str) -> bool:
    """Return whether a place of the edition and a place in a profile lie one within the other."""
    steps = zip(place.split("/"), pointer.removeprefix("/").split("/"), strict=False)
    return all(step.startswith("*") or step.partition("~")[0] == name for step, name in steps)


def statements_of(edition: Edition, content: JsonObject) -> Statements:
    """Return the statements of a profile; a text that stands for more than six criteria states nothing."""
    members = {group.id: group.members for sub in edition.subcomponents for group in sub.groups}
    read = [
        (entry, f"/statements/{index}", criteria_about(entry, members))
        for index, entry in enumerate(content.get("statements") or ())
        if isinstance(entry, Mapping) and not is_placeholder(str(entry.get("text") or ""), edition.placeholders)
    ]
    about: dict[str, set[str]] = {}
    for entry, _, names in read:
        about.setdefault(folded(str(entry["text"])), set()).update(names)
    found: dict[str, tuple[Statement, ...]] = {}
    for entry, pointer, names in read:
        repeated = len(about[folded(str(entry["text"]))]) > MOST_CRITERIA
        cited = [entry.get("citation"), *(entry.get("citations") or ())]
        citations = tuple(Citation.of(each) for each in cited if isinstance(each, Mapping) and each.get("document"))
        statement = Statement(names, str(entry["text"]), citations, pointer, repeated)
        for name in names:
            found[name] = (*found.get(name, ()), statement)
    return Statements(found)
