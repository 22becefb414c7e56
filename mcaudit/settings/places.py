"""Finds in the normal form of a profile what a policy's setting is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.model import JsonObject, same_name
from mcaudit.model.states import NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value that stands in a profile, and where, as a JSON Pointer; not `sure` if it may be about something else."""

    value: Any
    pointer: str
    sure: bool = True


def found_at(view: JsonObject, place: str, state: str) -> Iterator[Found]:
    """Yield each value at a place of a setting, except where an entry says that it is about another state.

    An entry without the code that the place asks for (`*~standing=in_force`) is not sure; one with another code is
    skipped.
    """
    yield from _walk(view, view, tuple(place.strip("/").split("/")), "", state, sure=True)


def _walk(view: JsonObject, value: Any, steps: Sequence[str], at: str, state: str, *, sure: bool) -> Iterator[Found]:
    if isinstance(value, Mapping) and at and not is_about(value, state):
        return
    if not steps:
        for index, each in enumerate(value) if isinstance(value, list) else (("", value),):
            if each is not None:
                yield Found(value=each, pointer=f"{at}/{index}" if index != "" else at, sure=sure)
        return
    step, rest = steps[0], steps[1:]
    if step.startswith("*"):
        for index, each in enumerate(value) if isinstance(value, list) else ():
            fits = _fits(each, step)
            if fits is not False:
                yield from _walk(view, each, rest, f"{at}/{index}", state, sure=sure and fits is True)
        return
    if isinstance(value, str):
        value, at = organizations(view).get(value), f"/organizations/{value}"
    if isinstance(value, Mapping) and step in value:
        yield from _walk(view, value[step], rest, f"{at}/{step}", state, sure=sure)


def _fits(entry: Any, step: str) -> bool | None:
    """Return whether an entry has one of the codes that a step asks for; None if it does not say."""
    if "~" not in step:
        return True
    name, _, wanted = step.partition("~")[2].partition("=")
    given = codes(entry.get(name)) if isinstance(entry, Mapping) else ()
    return bool(set(given) & set(wanted.split("|"))) if given else None


def is_about(entry: Mapping[str, Any], state: str) -> bool:
    """Return whether an entry may be about a state: it names this one or none."""
    named = codes(entry.get("state"))
    return not named or state in named or NATIONAL in named


def codes(value: Any) -> tuple[str, ...]:
    """Return the codes of a choice; none for any other place."""
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def organizations(view: JsonObject) -> Mapping[str, Any]:
    """Return the organizations of a profile by short name."""
    known = view.get("organizations")
    return known if isinstance(known, Mapping) else {}


def names_of(view: JsonObject, value: str) -> tuple[str, ...]:
    """Return every name of what is named: a text, and the name and aliases of the organization that it stands for."""
    known = organizations(view)
    if isinstance(known.get(value), Mapping):
        return _all_names(known[value]) or (value,)
    for entry in known.values():
        if isinstance(entry, Mapping) and any(same_name(name, value) for name in _all_names(entry)):
            return (value, *_all_names(entry))
    return (value,)


def _all_names(organization: Mapping[str, Any]) -> tuple[str, ...]:
    return (*codes(organization.get("name")), *codes(organization.get("aliases")))
