"""Names what a profile does not say of a criterion, and which texts stand beside the facts that it does say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import assert_never

from mcaudit.audit.repeats import placed_texts
from mcaudit.audit.stated import filled_at
from mcaudit.audit.subject import Subject
from mcaudit.model import Edition, Status, Words, conditions
from mcaudit.model.bearing import real, real_places
from mcaudit.model.places import texts_in, value_at


def missing(subject: Subject, status: Status) -> tuple[str, ...]:
    """Return what the profile does not say, by label: any of these if not stated, else what facts would need."""
    match status:
        case Status.NOT_STATED:
            return _labels(subject, subject.criterion.stated_by)
        case Status.AWAITING_REVIEW | Status.UNSUPPORTED:
            return _labels(subject, _absent(subject))
        case Status.MET | Status.NOT_MET | Status.PARTLY_MET | Status.NOT_APPLICABLE:
            return ()
        case other:
            assert_never(other)


def to_add(subject: Subject) -> tuple[str, ...]:
    """Return, by label, what the provider could add so that facts settle it as met; nothing if that is not enough."""
    return () if subject.lack.other else _labels(subject, _absent(subject))


def _absent(subject: Subject) -> Iterator[str]:
    """Yield the places at which the condition for met lacks something; of a derived fact those it rests on."""
    for place in subject.lack.absent:
        if place.startswith("derived/"):
            places = real(subject.case.edition, place)
            yield from (each for each in places if not filled_at(subject.case.facts, each))
        else:
            yield place


def _labels(subject: Subject, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject.label(place) for place in places))


def beside(subject: Subject) -> tuple[Words, ...]:
    """Return the texts in the fields of the answer that bear on it or that its condition reads, and those elsewhere."""
    depth = subject.answer.count("/") + 2
    pointers: dict[str, None] = {}
    for place in _places_asked(subject.case.edition)[subject.criterion.id]:
        if place.startswith(f"{subject.answer}/"):
            pointers["/" + "/".join(step.partition("~")[0] for step in place.split("/")[:depth])] = None
        elif place.startswith("derived/issuers"):
            issuers = subject.case.facts["derived"]["issuers"]
            pointers.update((f"/organizations/{each['id']}", None) for each in issuers)
        elif not place.startswith("derived/"):
            pointers.update(("/" + "/".join(each.path), None) for each in filled_at(subject.case.facts, place))
    content = subject.case.profile.content
    found = dict(each for pointer in pointers for each in placed_texts(value_at(content, pointer), pointer))
    if not found:  # a reader sees only the short names of organizations in the answer
        short = (name for pointer in pointers for name in texts_in(value_at(content, pointer)) if "/" not in name)
        names = (f"/organizations/{name}/name" for name in short)
        found = dict(each for pointer in names for each in placed_texts(value_at(content, pointer), pointer))
    return tuple(Words(label=subject.label(pointer), text=text, pointer=pointer) for pointer, text in found.items())


@lru_cache(maxsize=8)
def _places_asked(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return, by criterion, the places that state it, those that its condition reads, and what these rest on."""
    found = {}
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            condition, answer = criterion.met_when or {}, sub.pointer.strip("/")
            read = (*conditions.reads(condition, answer), *real_places(edition, condition, answer))
            found[criterion.id] = tuple(dict.fromkeys((*criterion.stated_by, *read)))
    return found
