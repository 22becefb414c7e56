"""Finds which fields of a profile would have to be filled in or changed for a condition to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from mcaudit.audit.stated import filled_at
from mcaudit.audit.subject import Subject
from mcaudit.model import JsonObject, Suggestion, conditions
from mcaudit.model.bearing import real

Fields = frozenset[str]
"""Fields to give together, as places from the top of a profile: of an answer its field, whatever stands inside."""

_ISSUERS = ["derived", "issuers"]
_DENIALS = "denied"
"""The field for what a micro-credential does not carry; filling it in meets nothing."""
_COMPARING = frozenset(("only", "least", "most", "over"))
"""Tests of what is said rather than of whether enough is."""
_DEPTH = 3
"""A field of an answer stands below its component and its subcomponent."""


@lru_cache(maxsize=4096)
def heading(place: str) -> str:
    """Return the field that a place or JSON Pointer lies in; of organizations what their entries say, whoever they are.

    A list is one field: its entries are given together.
    """
    steps = [step.partition("~")[0] for step in place.strip("/").split("/")]
    if "organizations" in steps[:-2] and (entry := steps.index("organizations") + 1):
        return f"organizations/*/{steps[entry + 1]}"
    steps = steps[: 2 if steps[0] == "about" else _DEPTH]
    return "/".join(steps[: next((at for at, step in enumerate(steps) if step in ("", "*")), len(steps))])


def stating(subject: Subject) -> tuple[str, ...]:
    """Return the fields of which any one states a criterion, its own answer's first as the edition lists them."""
    places = (each for written in subject.criterion.stated_by for each in _real(subject, written))
    return tuple(field for field in dict.fromkeys(map(heading, places)) if not field.endswith(f"/{_DENIALS}"))


def supporting(subject: Subject) -> tuple[str, ...]:
    """Return the fields of which any one, once cited, supports what a profile says about a criterion.

    Where facts make it met, these are the facts that do; a citation of another field does not count there.
    """
    facts, met = subject.case.facts, subject.criterion.met_when
    paths = [each.path for each in subject.bearing]
    if subject.facts_decide and met and subject.holds is Suggestion.MET:
        paths = list(conditions.relied_on(met, facts, subject.answer)) or paths
    places = (place for path in paths for place in _real(subject, "/".join(path)))
    return tuple(dict.fromkeys(map(heading, places))) or stating(subject)


def satisfying(subject: Subject, condition: JsonObject) -> tuple[Fields, ...]:
    """Return the smallest sets of fields to give so that a condition of a criterion can hold.

    The empty set is the only one where it holds already. An answer is changed only where adding to answers is not
    enough: nobody is asked to say “no” for a “yes”.
    """
    added = _ways(subject, condition, to_hold=True, may_change=False)
    return added or _ways(subject, condition, to_hold=True, may_change=True)


def falsifying(subject: Subject, condition: JsonObject) -> tuple[Fields, ...]:
    """Return the smallest sets of fields to change so that a condition of a criterion no longer holds."""
    return _ways(subject, condition, to_hold=False, may_change=True)


def _ways(subject: Subject, condition: JsonObject, *, to_hold: bool, may_change: bool) -> tuple[Fields, ...]:
    """Return the sets that make a condition hold, or no longer hold.

    Where the one takes all of several, any of them is enough for the other.
    """
    of_any, of_all = (_either, _together) if to_hold else (_together, _either)

    def of(option: JsonObject, *, hold: bool = to_hold) -> tuple[Fields, ...]:
        return _ways(subject, option, to_hold=hold, may_change=may_change)

    def ways(key: str, test: Any) -> tuple[Fields, ...]:
        match key:
            case "any":
                return of_any(map(of, test))
            case "all":
                return of_all(map(of, test))
            case "none":
                return of(test, hold=not to_hold)
            case _ if conditions.holds({key: test}, subject.case.facts, subject.answer) is to_hold:
                return (frozenset(),)
            case _ if to_hold:
                return _giving(subject, key, test, may_change)
            case _:
                return _places_of(subject, key, test) if may_change else ()

    return of_all(ways(key, test) for key, test in condition.items())


def _giving(subject: Subject, key: str, test: Any, may_change: bool) -> tuple[Fields, ...]:
    """Return the fields to give for a test that does not hold; none if that means to change what is said."""
    place = next(iter(conditions.reads({key: test}, subject.answer)))
    says = (isinstance(test, str | list) and not str(test).startswith("$")) or bool(_COMPARING & set(test))
    given = not place.startswith("derived/") and filled_at(subject.case.facts, place)
    if says and given and not may_change:
        return ()
    return _places_of(subject, key, test)


def _places_of(subject: Subject, key: str, test: Any) -> tuple[Fields, ...]:
    """Return the fields that a test is about: all that a derived fact still lacks, or else any one of its own."""
    place = next(iter(conditions.reads({key: test}, subject.answer)))
    if place.split("/")[: len(_ISSUERS)] == _ISSUERS:  # who issues is given; what is said about them can be added
        return _least(frozenset((field,)) for field in stating(subject))
    fields = {heading(each): bool(filled_at(subject.case.facts, each)) for each in _real(subject, place)}
    lacking = frozenset(field for field, filled in fields.items() if not filled)
    return (lacking,) if lacking else tuple(frozenset((field,)) for field in fields)


def _real(subject: Subject, place: str) -> Iterator[str]:
    """Yield the places of a profile that a place of the edition stands for."""
    steps = place.split("/")
    if steps[: len(_ISSUERS)] != _ISSUERS:
        yield from (each.strip("/") for each in real(subject.case.edition, place))
    elif steps[-1].startswith("*"):
        if not subject.case.facts["derived"].get(
            "issuers"
        ):  # their kind, once they are named, is not an answer to give
            yield "issuers/issuer/organizations"
    else:
        yield f"organizations/*/{steps[-1]}"


def _together(parts: Iterable[Sequence[Fields]]) -> tuple[Fields, ...]:
    """Return the smallest sets that have one set of each part in them."""
    found: tuple[Fields, ...] = (frozenset(),)
    for part in parts:
        found = _least(one | other for one in found for other in part)
    return found


def _either(parts: Iterable[Sequence[Fields]]) -> tuple[Fields, ...]:
    """Return the smallest sets of any part."""
    return _least(each for part in parts for each in part)


def _least(sets: Iterable[Fields]) -> tuple[Fields, ...]:
    """Return the sets that contain no other, each once, in their order."""
    every = tuple(dict.fromkeys(sets))
    return tuple(each for each in every if not any(other < each for other in every))
