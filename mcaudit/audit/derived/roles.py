"""Who plays which role, who holds several, and how independent the evaluators are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.audit.derived.lookup import at, distinct, entries, is_named, texts
from mcaudit.model import JsonObject

ROLES = ("developer", "deliverer", "evaluator", "issuer", "recognizer")


def roles_played(profile: JsonObject) -> dict[str, list[str]]:
    """Return which organizations play which role."""
    supports = entries(profile, "deliverers", "support_organization", "supports")
    currencies = entries(profile, "recognizers", "formal_currency", "currencies")
    benefits = entries(profile, "recognizers", "other_recognitions", "benefits")
    return {
        "developer": distinct(texts(at(profile, "developers", "developer", "organizations"))),
        "deliverer": distinct(entry.get("organization") for entry in supports),
        "evaluator": distinct(texts(at(profile, "evaluators", "evaluator_profile", "organizations"))),
        "issuer": distinct(texts(at(profile, "issuers", "issuer", "organizations"))),
        "recognizer": distinct(
            [*(entry.get("recognizer") for entry in currencies), *(entry.get("given_by") for entry in benefits)]
        ),
    }


def roles_by_organization(profile: JsonObject) -> dict[str, list[str]]:
    """Return the roles of each organization, in the source's order."""
    roles = roles_played(profile)
    organizations = distinct(name for names in roles.values() for name in names)
    return {name: [role for role in ROLES if name in roles[role]] for name in organizations}


def several_roles(profile: JsonObject) -> list[str]:
    """Return the organizations that play more than one role."""
    return [name for name, roles in roles_by_organization(profile).items() if len(roles) > 1]


def misstated_roles(profile: JsonObject, held: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Return where the other roles stated in 2B are not those that the profile gives."""
    misstated = []
    for entry in entries(profile, "deliverers", "support_organization", "supports"):
        name, stated = entry.get("organization"), set(texts(entry.get("other_roles"))) - {"none"}
        others = [role for role in held.get(str(name), []) if role != "deliverer"]
        if stated != set(others):
            misstated.append({"organization": name, "stated": sorted(stated), "found": others})
    return misstated


def evaluator_overlaps(profile: JsonObject, roles: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """Return the ties between evaluating organizations and those in other roles."""
    return [
        {"evaluator": evaluator, "organization": other, "role": role, "relation": relation}
        for evaluator in roles["evaluator"]
        for role in ROLES
        if role != "evaluator"
        for other in roles[role]
        if (relation := _relation(profile, evaluator, other))
    ]


def _relation(profile: JsonObject, evaluator: str, other: str) -> str:
    mine, theirs = at(profile, "organizations", evaluator, "parent"), at(profile, "organizations", other, "parent")
    if evaluator == other:
        return "same"
    if mine == other:
        return "parent"
    if theirs == evaluator:
        return "child"
    return "sibling" if mine and mine == theirs else ""


def unnamed_support_organizations(profile: JsonObject) -> list[str]:
    """Return the support organizations whose name is a stand-in."""
    return [short for short in roles_played(profile)["deliverer"] if not is_named(profile, short)]
