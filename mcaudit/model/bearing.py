"""Which places in a profile bear on a criterion, whoever decides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from mcaudit.model import conditions
from mcaudit.model.edition import Edition

_WHO = "organizations"
"""The field of an answer that names whom it is about."""


@lru_cache(maxsize=8)
def places_bearing(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Return, for each criterion, the places that state it or that its conditions read, from the top of a profile.

    A derived fact stands for the places that it is computed from. Where an answer names organizations, such as the
    developers, they bear on everything that is asked about them.
    """
    rests_on = {fact.name: fact.reads for fact in edition.derived}
    found: dict[str, tuple[str, ...]] = {}
    for sub in edition.subcomponents:
        for criterion in sub.criteria:
            written = [each for each in (criterion.met_when, criterion.not_met_when) if each]
            answer = sub.pointer.strip("/")
            read = [place for each in written for place in conditions.reads(each, answer)]
            who = [f"{answer}/{_WHO}"] if _WHO in sub.answer else []
            found[criterion.id] = tuple(
                dict.fromkeys(real for place in (*who, *criterion.stated_by, *read) for real in _real(rests_on, place))
            )
    return found


def _real(rests_on: Mapping[str, tuple[str, ...]], place: str) -> Iterator[str]:
    steps = place.split("/")
    if steps[0] == "derived":
        yield from (each.strip("/") for each in rests_on.get(steps[1], ()))
    else:
        yield place
