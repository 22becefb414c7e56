"""Finds the criteria that come to the same in every state, so that they are evaluated once for a profile."""

from __future__ import annotations

from functools import lru_cache

from mcaudit.model import Binding, Edition
from mcaudit.model.bearing import places_asked

_DEPTH = 3
"""A field of an answer stands below its component and its subcomponent, and one of an organization below its entry."""


@lru_cache(maxsize=8)
def neutral_criteria(edition: Edition) -> frozenset[str]:
    """Return the neutral criteria that read no field which may say something else for another state."""
    asked = {name: {_field(place) for place in places} for name, places in places_asked(edition).items()}
    binding = {each.id: each.state.binding for each in edition.criteria}
    differing = {field for name, fields in asked.items() if binding[name] is Binding.BOUND for field in fields}
    return frozenset(
        name for name, fields in asked.items() if binding[name] is Binding.NEUTRAL and fields.isdisjoint(differing)
    )


def _field(place: str) -> str:
    steps = [step.partition("~")[0] for step in place.strip("/").split("/")]
    return "/".join(steps[:_DEPTH])
