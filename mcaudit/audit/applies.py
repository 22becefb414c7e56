"""Tells which criteria do not apply to a profile, by the source's own logic or by the profile's claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.audit.places import value_at
from mcaudit.model import Basis, Edition, JsonObject, Subcomponent


@dataclass(frozen=True, slots=True)
class Applicability:
    """What does not apply; `skipped` maps a criterion to why, `claimed` to the profile's reason."""

    skipped: Mapping[str, Basis]
    claimed: Mapping[str, str]
    skipped_by: Mapping[str, str]
    """Criterion → pointer to the answer that skips it."""


def applicability(edition: Edition, facts: JsonObject) -> Applicability:
    """Return which criteria the profile's facts put out of play."""
    skipped: dict[str, Basis] = {}
    skipped_by: dict[str, str] = {}
    claimed: dict[str, str] = {}
    for sub in edition.subcomponents:
        claimed.update(_claims(sub, facts))
        if sub.optional and value_at(facts, sub.pointer) is None:
            skipped.update((criterion.id, Basis.OPTIONAL) for criterion in sub.criteria)
        if sub.skip and value_at(facts, f"{sub.pointer}/{sub.skip.field}") == sub.skip.value:
            for criterion in edition.criteria:
                if criterion.id in sub.skip.criteria or criterion.id.partition("-")[0] in sub.skip.subcomponents:
                    skipped[criterion.id] = Basis.SKIP
                    skipped_by[criterion.id] = f"{sub.pointer}/{sub.skip.field}"
    return Applicability(skipped, claimed, skipped_by)


def _claims(sub: Subcomponent, facts: JsonObject) -> list[tuple[str, str]]:
    claimable = {criterion.id for criterion in sub.criteria if criterion.may_be_not_applicable}
    entries: Any = value_at(facts, f"{sub.pointer}/not_applicable") or []
    return [
        (entry["criterion"], entry["reason"])
        for entry in entries
        if entry.get("criterion") in claimable and entry.get("reason")
    ]
