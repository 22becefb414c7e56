"""Computes what the rules see: the profile without what says nothing, and its derived facts.

JSON Schema cannot add, compare two fields or follow a reference. What needs that is computed here,
once, under a name; the edition's vocabulary says what each name means.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mcaudit.audit.cleaning import clean, is_placeholder
from mcaudit.model import JsonObject

FACTS_FORMAT = "mcaudit-facts/1"

ROLES = ("developer", "deliverer", "evaluator", "issuer", "recognizer")
_COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")
_NATIONAL = "national"
_OFFERED = "offered"


def facts_of(content: JsonObject) -> JsonObject:
    """Return the facts document of a profile: its cleaned content with `derived` beside it."""
    cleaned = clean(content, _COMPONENTS)
    profile = cleaned.content
    derived: dict[str, Any] = {
        "placeholders": [{"at": at, "why": why} for at, why in cleaned.placeholders.items()],
        "empty": list(cleaned.empty),
    }
    derived["policy"] = {}
    derived.update((name, compute(profile)) for name, compute in _COMPUTED.items())
    derived["misstated_roles"] = _misstated_roles(profile, derived["roles_by_organization"])
    derived["evaluator_overlaps"] = _evaluator_overlaps(profile, derived["roles"])
    return {**profile, "format": FACTS_FORMAT, "derived": derived}


# --- looking into a profile ----------------------------------------------------------------------


def _at(profile: JsonObject, *keys: str) -> Any:
    value: Any = profile
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _entries(profile: JsonObject, *keys: str) -> list[Mapping[str, Any]]:
    value = _at(profile, *keys)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _distinct(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _same(text: Any) -> str:
    return " ".join(str(text).casefold().split()).strip(" .")


def _opportunities(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the learning opportunities that are not marked as only planned, or as discontinued."""
    entries = _entries(profile, "deliverers", "learning_opportunities", "opportunities")
    return [entry for entry in entries if entry.get("standing", _OFFERED) == _OFFERED]


# --- who plays which role ------------------------------------------------------------------------


def _roles(profile: JsonObject) -> dict[str, list[str]]:
    supports = _entries(profile, "deliverers", "support_organization", "supports")
    currencies = _entries(profile, "recognizers", "formal_currency", "currencies")
    benefits = _entries(profile, "recognizers", "other_recognitions", "benefits")
    return {
        "developer": _distinct(_texts(_at(profile, "developers", "developer", "organizations"))),
        "deliverer": _distinct(entry.get("organization") for entry in supports),
        "evaluator": _distinct(_texts(_at(profile, "evaluators", "evaluator_profile", "organizations"))),
        "issuer": _distinct(_texts(_at(profile, "issuers", "issuer", "organizations"))),
        "recognizer": _distinct(
            [*(entry.get("recognizer") for entry in currencies), *(entry.get("given_by") for entry in benefits)]
        ),
    }


def _roles_by_organization(profile: JsonObject) -> dict[str, list[str]]:
    roles = _roles(profile)
    organizations = _distinct(name for names in roles.values() for name in names)
    return {name: [role for role in ROLES if name in roles[role]] for name in organizations}


def _several_roles(profile: JsonObject) -> list[str]:
    return [name for name, roles in _roles_by_organization(profile).items() if len(roles) > 1]


def _misstated_roles(profile: JsonObject, held: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    misstated = []
    for entry in _entries(profile, "deliverers", "support_organization", "supports"):
        name, stated = entry.get("organization"), set(_texts(entry.get("other_roles"))) - {"none"}
        others = [role for role in held.get(str(name), []) if role != "deliverer"]
        if stated != set(others):
            misstated.append({"organization": name, "stated": sorted(stated), "found": others})
    return misstated


def _evaluator_overlaps(profile: JsonObject, roles: Mapping[str, list[str]]) -> list[dict[str, str]]:
    return [
        {"evaluator": evaluator, "organization": other, "role": role, "relation": relation}
        for evaluator in roles["evaluator"]
        for role in ROLES
        if role != "evaluator"
        for other in roles[role]
        if (relation := _relation(profile, evaluator, other))
    ]


def _relation(profile: JsonObject, evaluator: str, other: str) -> str:
    mine, theirs = _at(profile, "organizations", evaluator, "parent"), _at(profile, "organizations", other, "parent")
    if evaluator == other:
        return "same"
    if mine == other:
        return "parent"
    if theirs == evaluator:
        return "child"
    return "sibling" if mine and mine == theirs else ""


# --- what rules cannot compute -------------------------------------------------------------------


def _recognitions_in_other_states(profile: JsonObject) -> list[Mapping[str, Any]]:
    entries = _entries(profile, "developers", "developer", "recognitions")
    itself = {
        _same(name)
        for developer in _roles(profile)["developer"]
        for name in (developer, _at(profile, "organizations", developer, "name"))
    }
    return [
        entry
        for entry in entries
        if entry.get("state") not in (None, profile.get("state")) and _same(entry.get("recognized_by")) not in itself
    ]


def _opportunity_kinds(profile: JsonObject) -> list[str]:
    entries = _opportunities(profile)
    listed = [kind for entry in entries for kind in (entry.get("kind"), *_texts(entry.get("activities")))]
    plain = [kind for kind in _distinct(listed) if kind not in ("other", "other_activity")]
    others = [name for entry in entries for name in _other_kinds(entry) if name.partition(": ")[2] not in plain]
    return [*plain, *_distinct(others)]


def _other_kinds(opportunity: Mapping[str, Any]) -> list[str]:
    """Return the kinds outside the lists that an opportunity names; one without a name is no kind."""
    named = []
    if opportunity.get("kind") == "other" and opportunity.get("other_kind"):
        named.append(f"other: {_key(opportunity['other_kind'])}")
    if "other_activity" in _texts(opportunity.get("activities")) and opportunity.get("other_activity"):
        named.append(f"other activity: {_key(opportunity['other_activity'])}")
    return named


def _key(text: str) -> str:
    return re.sub(r"[\s-]+", "_", _same(text))


def _opportunities_not_described(profile: JsonObject) -> list[str]:
    offered = [
        entry
        for entry in _entries(profile, "deliverers", "availability", "aligned_opportunities")
        if entry.get("standing", _OFFERED) == _OFFERED and entry.get("prepares_for") != ["general_learning"]
    ]
    return _unmatched(offered, [entry.get("title") for entry in _opportunities(profile)])


def _timing_entries(profile: JsonObject) -> list[Mapping[str, Any]]:
    return _entries(profile, "deliverers", "timing", "supports")


def _opportunities_without_timing(profile: JsonObject) -> list[str]:
    timed = [entry.get("opportunity") for entry in _timing_entries(profile) if entry.get("when") and entry.get("how")]
    return _unmatched(_opportunities(profile), timed)


def _opportunities_timed_two_ways(profile: JsonObject) -> list[str]:
    stated: dict[str, set[str]] = {}
    for entry in _opportunities(profile):
        if "title" in entry and "timing" in entry:
            stated.setdefault(_same(entry["title"]), set()).add(entry["timing"])
    return _distinct(
        entry["opportunity"]
        for entry in _timing_entries(profile)
        if "timing" in entry and (known := stated.get(_same(entry.get("opportunity"))))
        if not known & {"both", entry["timing"]}
    )


def _compulsory_supports(profile: JsonObject) -> list[str]:
    return _titles(entry for entry in _opportunities(profile) if entry.get("participation") == "required")


def _opportunities_without_participation(profile: JsonObject) -> list[str]:
    return _titles(entry for entry in _opportunities(profile) if "participation" not in entry)


def _titles(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(entry.get("title", "(no title)")) for entry in entries]


def _unmatched(entries: Iterable[Mapping[str, Any]], named: Iterable[Any]) -> list[str]:
    """Return the titles of entries that nothing in `named` speaks of; of two with one title, each needs its own."""
    left = Counter(_same(name) for name in named if isinstance(name, str))
    unmatched = []
    for entry in entries:
        key = _same(entry["title"]) if "title" in entry else ""
        if key and left[key]:
            left[key] -= 1
        else:
            unmatched.extend(_titles([entry]))
    return unmatched


def _hours_add_up(profile: JsonObject) -> str:
    hours = [
        _at(profile, "deliverers", "estimated_time", name)
        for name in ("typical_hours", "synchronous_hours", "asynchronous_hours")
    ]
    if None in hours:
        return "unknown"
    return "yes" if math.isclose(hours[0], hours[1] + hours[2], abs_tol=0.01) else "no"


_HOURS_A_DAY = 8


def _window_long_enough(profile: JsonObject) -> str:
    window = _at(profile, "deliverers", "estimated_time", "window") or {}
    hours = _at(profile, "deliverers", "estimated_time", "typical_hours")
    if window.get("kind") == "open":
        return "yes"
    if window.get("days") is None or hours is None:
        return "unknown"
    needed = max(math.ceil(hours / _HOURS_A_DAY), window.get("minimum_days", 0))
    return "yes" if window["days"] > needed else "no"


def _evidence_without_requirements(profile: JsonObject) -> list[str]:
    listed = [entry.get("title") for entry in _entries(profile, "evaluators", "evidence_requirements", "items")]
    return _unmatched(_entries(profile, "developers", "proficiency", "evidence"), listed)


def _unnamed_support_organizations(profile: JsonObject) -> list[str]:
    return [short for short in _roles(profile)["deliverer"] if not _is_named(profile, short)]


def _issuers(profile: JsonObject) -> list[dict[str, Any]]:
    """Return the issuers by name, each with its own accreditations and those of the institution it belongs to."""
    issuers = []
    for short in _roles(profile)["issuer"]:
        entry = _at(profile, "organizations", short) or {}
        above = _at(profile, "organizations", str(entry.get("parent"))) or {}
        accreditations = _from_others(entry, "accreditations")
        if above.get("kind") == "higher_education":
            accreditations += _from_others(above, "accreditations")
        if _is_named(profile, short):
            rest = {key: value for key, value in entry.items() if key != "accreditations"}
            issuers.append({"id": short, **rest, **({"accreditations": accreditations} if accreditations else {})})
    return issuers


def _from_others(organization: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return what vouches for an organization, without what it says `by` itself."""
    return [entry for entry in _entries(organization, key) if _same(entry.get("by")) != _same(organization.get("name"))]


def _approvals(issuer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the approvals of an issuer; only an agency of a state may have one of its own."""
    return _entries(issuer, "approvals") if issuer.get("kind") == "state_agency" else _from_others(issuer, "approvals")


def _is_named(profile: JsonObject, short: Any) -> bool:
    """Return whether a short name leads to an organization whose name is more than a stand-in."""
    return not is_placeholder(str(_at(profile, "organizations", short, "name") or short))


def _issuer_approvals_here(profile: JsonObject) -> list[dict[str, Any]]:
    return [
        {"issuer": issuer["id"], **approval}
        for issuer in _issuers(profile)
        for approval in _approvals(issuer)
        if approval.get("state") is not None and _is_here(profile, approval["state"])
    ]


def _currencies_here(profile: JsonObject) -> list[Mapping[str, Any]]:
    entries = _entries(profile, "recognizers", "formal_currency", "currencies")
    return [entry for entry in entries if _is_awarded_here(profile, entry)]


def _stack_currency_here(profile: JsonObject) -> list[Mapping[str, Any]]:
    entry = _at(profile, "recognizers", "formal_currency", "stack_currency")
    return [entry] if isinstance(entry, Mapping) and _is_awarded_here(profile, entry) else []


def _is_awarded_here(profile: JsonObject, currency: Mapping[str, Any]) -> bool:
    return (
        currency.get("standing") == "awarded"
        and _is_here(profile, currency.get("state"))
        and _is_named(profile, currency.get("recognizer"))
    )


def _is_here(profile: JsonObject, state: Any) -> bool:
    return state is not None and profile.get("state") in (state, _NATIONAL)


_COMPUTED: Mapping[str, Callable[[JsonObject], Any]] = {
    "roles": _roles,
    "roles_by_organization": _roles_by_organization,
    "several_roles": _several_roles,
    "recognitions_in_other_states": _recognitions_in_other_states,
    "opportunity_kinds": _opportunity_kinds,
    "opportunities_not_described": _opportunities_not_described,
    "opportunities_without_timing": _opportunities_without_timing,
    "opportunities_timed_two_ways": _opportunities_timed_two_ways,
    "compulsory_supports": _compulsory_supports,
    "opportunities_without_participation": _opportunities_without_participation,
    "hours_add_up": _hours_add_up,
    "window_long_enough": _window_long_enough,
    "evidence_without_requirements": _evidence_without_requirements,
    "unnamed_support_organizations": _unnamed_support_organizations,
    "issuers": _issuers,
    "issuer_approvals_here": _issuer_approvals_here,
    "currencies_here": _currencies_here,
    "stack_currency_here": _stack_currency_here,
}
