"""Computes what the rules see: the profile without what says nothing, and its derived facts.

JSON Schema cannot add, compare two fields or follow a reference. What needs that is computed here,
once, under a name; the edition's vocabulary says what each name means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mcaudit.audit.cleaning import clean
from mcaudit.audit.derived.doubts import doubts
from mcaudit.audit.derived.learning import (
    compulsory_supports,
    evidence_without_requirements,
    hours_add_up,
    opportunities_not_described,
    opportunities_timed_two_ways,
    opportunities_without_participation,
    opportunities_without_timing,
    opportunity_kinds,
    window_long_enough,
)
from mcaudit.audit.derived.roles import (
    evaluator_overlaps,
    misstated_roles,
    roles_by_organization,
    roles_played,
    several_roles,
    unnamed_support_organizations,
)
from mcaudit.audit.derived.standing import (
    currencies_here,
    issuer_approvals_here,
    named_issuers,
    recognitions_in_other_states,
    stack_currency_here,
)
from mcaudit.model import JsonObject

FACTS_FORMAT = "mcaudit-facts/1"

_COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")


def facts_of(content: JsonObject) -> JsonObject:
    """Return the facts document of a profile: its cleaned content with `derived` beside it."""
    cleaned = clean(content, _COMPONENTS)
    profile = cleaned.content
    derived: dict[str, Any] = {
        "placeholders": [{"at": at, "why": why} for at, why in cleaned.placeholders.items()],
        "empty": list(cleaned.empty),
    }
    derived["doubts"] = doubts(profile)
    derived["policy"] = {}
    derived.update((name, compute(profile)) for name, compute in _COMPUTED.items())
    derived["misstated_roles"] = misstated_roles(profile, derived["roles_by_organization"])
    derived["evaluator_overlaps"] = evaluator_overlaps(profile, derived["roles"])
    return {**profile, "format": FACTS_FORMAT, "derived": derived}


_COMPUTED: Mapping[str, Callable[[JsonObject], Any]] = {
    "roles": roles_played,
    "roles_by_organization": roles_by_organization,
    "several_roles": several_roles,
    "recognitions_in_other_states": recognitions_in_other_states,
    "opportunity_kinds": opportunity_kinds,
    "opportunities_not_described": opportunities_not_described,
    "opportunities_without_timing": opportunities_without_timing,
    "opportunities_timed_two_ways": opportunities_timed_two_ways,
    "compulsory_supports": compulsory_supports,
    "opportunities_without_participation": opportunities_without_participation,
    "hours_add_up": hours_add_up,
    "window_long_enough": window_long_enough,
    "evidence_without_requirements": evidence_without_requirements,
    "unnamed_support_organizations": unnamed_support_organizations,
    "issuers": named_issuers,
    "issuer_approvals_here": issuer_approvals_here,
    "currencies_here": currencies_here,
    "stack_currency_here": stack_currency_here,
}
