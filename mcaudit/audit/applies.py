"""Finds the criteria that do not apply: skipped by the source's own logic, or claimed not to apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model import Edition, JsonObject
from mcaudit.model.places import answers_in, value_at
from mcaudit.model.values import is_placeholder


@dataclass(frozen=True, slots=True)
class Applicability:
    """`skipped` maps a criterion to the pointer of the answer that skips it, `claimed` to the profile's reason."""

    skipped: Mapping[str, str]
    claimed: Mapping[str, str]


def applicability(edition: Edition, facts: JsonObject, content: JsonObject) -> Applicability:
    """Return which criteria a "no" skips, and which the profile (`content`) claims do not apply."""
    skipped: dict[str, str] = {}
    claimed: dict[str, str] = {}
    for sub, answer in answers_in(edition, content):
        claimable = {criterion.id for criterion in sub.criteria if criterion.may_be_not_applicable}
        for entry in answer.get("not_applicable") or ():
            reason = entry.get("reason")
            says = isinstance(reason, str) and not is_placeholder(reason, edition.placeholders)
            if says and entry.get("criterion") in claimable:
                claimed[entry["criterion"]] = reason
        if sub.skip and value_at(facts, f"{sub.pointer}/{sub.skip.field}") == [sub.skip.value]:
            for criterion in edition.criteria:
                if criterion.id in sub.skip.criteria or criterion.id.partition("-")[0] in sub.skip.subcomponents:
                    skipped[criterion.id] = f"{sub.pointer}/{sub.skip.field}"
    return Applicability(skipped, claimed)
