"""Computes what conditions see: a profile in normal form, with its derived facts.

JSON Schema cannot add, compare two fields or follow a reference. What needs that is computed here,
once, under a name; the edition's vocabulary says what each name means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mcaudit.contracts import FACTS_FORMAT
from mcaudit.facts import learning, roles, standing
from mcaudit.facts.normal import normal_form
from mcaudit.model import Edition, JsonObject
from mcaudit.model.places import value_in

_COMPUTED: Mapping[str, Callable[[JsonObject], Any]] = {
    "roles": roles.roles_played,
    "roles_by_organization": roles.roles_by_organization,
    "several_roles": roles.several_roles,
    "evaluator_overlaps": roles.evaluator_overlaps,
    "misstated_roles": roles.misstated_roles,
    "roles_agree": roles.roles_agree,
    "role_denied": roles.role_denied,
    "recognized_elsewhere": standing.recognized_elsewhere,
    "issuers": standing.issuers,
    "issuer_approvals_here": standing.issuer_approvals_here,
    "currencies_here": standing.currencies_here,
    "recognizers_here": standing.recognizers_here,
    "other_members": standing.other_members,
    "equivalence_agrees": standing.equivalence_agrees,
    "stack_recognizer_named": standing.stack_recognizer_named,
    "official_record_here": standing.official_record_here,
    "learning_record_here": standing.learning_record_here,
    "record_keeper_kind": standing.record_keeper_kind,
    "kinds_offered": learning.kinds_offered,
    "activities_offered": learning.activities_offered,
    "aligned_offers": learning.aligned_offers,
    "supports_offered": learning.supports_offered,
    "parts_exceed_total": learning.parts_exceed_total,
    "sub_domains": learning.sub_domains,
}
"""How each is computed from a profile in normal form, which has those above it under `derived`."""


def facts_of(edition: Edition, content: JsonObject, date: str, left_out: tuple[str, ...] = ()) -> JsonObject:
    """Return the facts document of a profile on a day (YYYY-MM-DD).

    `left_out` are JSON Pointers to places about which sources disagree: neither conditions nor derived facts see them.
    """
    view = normal_form(edition, content)
    for pointer in left_out:
        _remove(view, pointer.strip("/").split("/"))
    derived: dict[str, Any] = {}
    seen = {**view, "derived": derived}
    for name, compute in _COMPUTED.items():
        derived[name] = compute(seen)
    derived["hours_a_day"] = learning.hours_a_day(view, date)
    derived["dates_in_reach"] = learning.dates_in_reach(view, date)
    derived["public_pages"] = standing.public_pages(content)
    derived["policy"] = {}
    return {**view, "format": FACTS_FORMAT, "derived": derived}


def _remove(value: Any, steps: list[str]) -> None:
    """Take out what stands at a place; an entry of a list is emptied, so that the others stay where they are."""
    for step in steps[:-1]:
        value = value_in(value, step)
    if isinstance(value, dict):
        value.pop(steps[-1], None)
    elif isinstance(value, list) and steps[-1].isdigit() and int(steps[-1]) < len(value):
        value[int(steps[-1])] = {}
