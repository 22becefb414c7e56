"""Which places in a profile bear on a criterion, whoever decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from mcaudit.model import conditions
from mcaudit.model.edition import Criterion, Edition, Subcomponent
from mcaudit.model.words import Binding, JsonObject

_WHO = "organizations"
"""The field of an answer that names whom it is about."""


@lru_cache(maxsize=8)
def derived_from(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return the places that each derived fact is computed from."""
    return {fact.name: tuple(place.strip("/") for place in fact.reads) for fact in edition.derived}


def real(edition: Edition, place: str) -> tuple[str, ...]:
    """Return a place, or what a derived fact rests on."""
    steps = place.split("/")
    return derived_from(edition).get(steps[1], ()) if steps[0] == "derived" else (place,)


def real_places(edition: Edition, condition: JsonObject, answer: str) -> tuple[str, ...]:
    """Return the places that a condition reads, from the top of a profile."""
    read = conditions.reads(condition, answer)
    return tuple(dict.fromkeys(found for place in read for found in real(edition, place)))


@lru_cache(maxsize=8)
def places_read(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return, for each criterion, the places that its conditions read, themselves or through a derived fact.

    What a derived fact compares them with is among them.
    """
    compared = {fact.name: [place.strip("/") for place in fact.compared_with] for fact in edition.derived}
    found = {}
    for sub in edition.subcomponents:
        answer = sub.pointer.strip("/")
        for criterion in sub.criteria:
            places: dict[str, None] = {}
            for condition in (criterion.met_when or {}, criterion.not_met_when or {}):
                places |= dict.fromkeys(real_places(edition, condition, answer))
                read = (place.split("/") for place in conditions.reads(condition, answer))
                derived = [steps[1] for steps in read if steps[0] == "derived"]
                places |= dict.fromkeys(place for name in derived for place in compared.get(name, ()))
            found[criterion.id] = tuple(places)
    return found


@lru_cache(maxsize=8)
def places_asked(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return, for each criterion, the places that state it or that its conditions read, from the top of a profile."""
    stating = {
        each.id: tuple(place for written in each.stated_by for place in real(edition, written))
        for each in edition.criteria
    }
    return {name: tuple(dict.fromkeys((*stating[name], *read))) for name, read in places_read(edition).items()}


@lru_cache(maxsize=8)
def places_bearing(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return, for each criterion, the places asked for, and before them those of the organizations asked about.

    Where an answer names organizations, such as the developers, they bear on everything that is asked about them.
    """
    found: dict[str, tuple[str, ...]] = {}
    for sub in edition.subcomponents:
        who = (f"{sub.pointer.strip('/')}/{_WHO}",) if _WHO in sub.answer else ()
        for criterion in sub.criteria:
            found[criterion.id] = tuple(dict.fromkeys((*who, *places_asked(edition)[criterion.id])))
    return found


@lru_cache(maxsize=8)
def state_fields(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return the fields of each answer that may differ between states, by the answer's pointer.

    A criterion bound to a state reads them, and no criterion of the same answer that is the same in every state reads
    the whole field. What a criterion asks about other states is the same wherever it is reviewed.
    """
    found: dict[str, tuple[str, ...]] = {}
    for sub in edition.subcomponents:
        fields = tuple(field for field in sub.answer if _differs(edition, sub, field))
        if fields:
            found[sub.pointer] = fields
    return found


def _differs(edition: Edition, sub: Subcomponent, field: str) -> bool:
    place = f"{sub.pointer.strip('/')}/{field}"
    asked = places_asked(edition)
    bound = any(is_of_a_state(each) and _within(place, asked[each.id]) for each in edition.criteria)
    return bound and not any(not is_of_a_state(each) and _whole(place, asked[each.id]) for each in sub.criteria)


def is_of_a_state(criterion: Criterion) -> bool:
    """Return whether what a profile says about a criterion holds only for the state that it is said of."""
    return criterion.state.binding is Binding.BOUND and not criterion.state.about_other_states


def _within(field: str, places: Iterable[str]) -> bool:
    """Return whether a place is a field, or lies in it."""
    return any(place.partition("~")[0] == field or place.startswith(f"{field}/") for place in places)


def _whole(field: str, places: Iterable[str]) -> bool:
    """Return whether a place is a field, or any of its entries."""
    return any(
        place.partition("~")[0].removesuffix("/*") == field or place.startswith(f"{field}/*") for place in places
    )
