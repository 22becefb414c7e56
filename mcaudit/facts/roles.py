"""Which organizations play which role, which play several, and how independent the evaluators are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.facts.lookup import at, distinct, entries, same, texts
from mcaudit.model import JsonObject

_TIES = ("same", "parent", "child", "sibling")
ROLES = ("developer", "deliverer", "evaluator", "issuer", "recognizer")


def roles_played(profile: JsonObject) -> dict[str, list[str]]:
    """Return which organizations play which role."""
    supports = entries(profile, "deliverers", "support_organization", "supports")
    currencies = entries(profile, "recognizers", "formal_currency", "currencies")
    benefits = entries(profile, "recognizers", "other_recognitions", "benefits")
    grantors = [*(entry.get("recognizer") for entry in currencies), *(entry.get("given_by") for entry in benefits)]
    return {
        "developer": distinct(texts(at(profile, "developers", "developer", "organizations"))),
        "deliverer": distinct(name for entry in supports for name in texts(entry.get("organization"))),
        "evaluator": distinct(texts(at(profile, "evaluators", "evaluator_profile", "organizations"))),
        "issuer": distinct(texts(at(profile, "issuers", "issuer", "organizations"))),
        "recognizer": distinct(name for grantor in grantors for name in texts(grantor)),
    }


def roles_by_organization(profile: JsonObject) -> dict[str, list[str]]:
    """Return the roles of each organization, in the source's order."""
    roles = roles_played(profile)
    organizations = distinct(name for names in roles.values() for name in names)
    return {name: [role for role in ROLES if name in roles[role]] for name in organizations}


def several_roles(profile: JsonObject) -> list[str]:
    """Return the organizations that play more than one role."""
    return [name for name, roles in profile["derived"]["roles_by_organization"].items() if len(roles) > 1]


def misstated_roles(profile: JsonObject) -> list[dict[str, Any]]:
    """Return where the other roles stated in 2B are not those that the profile gives.

    An organization that is the same under another short name counts as itself. The roles of a
    parent, child or sibling may be stated, and "none" beside them is not a clear answer.
    """
    misstated = []
    for entry in entries(profile, "deliverers", "support_organization", "supports"):
        stated = set(texts(entry.get("other_roles"))) - {"none"}
        for name in texts(entry.get("organization")):
            own, tied = _other_roles(profile, name, ("same",)), _other_roles(profile, name, _TIES)
            if not set(own) <= stated <= set(tied) or (tied and not stated):
                misstated.append({"organization": name, "stated": sorted(stated), "found": tied})
    return misstated


def roles_agree(profile: JsonObject) -> list[str]:
    """Return whether every support organization has a name in the profile, and states just its other roles there."""
    supports = entries(profile, "deliverers", "support_organization", "supports")
    unnamed = [short for each in supports for short in texts(each.get("organization")) if not is_named(profile, short)]
    return ["no" if unnamed or profile["derived"]["misstated_roles"] else "yes"]


def is_named(profile: JsonObject, short: str) -> bool:
    """Return whether a short name leads to an organization that has a name."""
    return bool(at(profile, "organizations", short, "name"))


def role_denied(profile: JsonObject) -> list[str]:
    """Return whether a support organization states that it has no other role, and the profile gives it one."""
    supports = entries(profile, "deliverers", "support_organization", "supports")
    denied = any(
        texts(entry.get("other_roles")) == ["none"] and _other_roles(profile, name, ("same",))
        for entry in supports
        for name in texts(entry.get("organization"))
    )
    return ["yes" if denied else "no"]


def _other_roles(profile: JsonObject, name: str, ties: tuple[str, ...]) -> list[str]:
    """Return the roles besides deliverer of the organizations that are tied to one in some ways."""
    played = profile["derived"]["roles"]
    return [
        role
        for role in ROLES
        if role != "deliverer" and any(relation(profile, name, other) in ties for other in played[role])
    ]


def evaluator_overlaps(profile: JsonObject) -> list[dict[str, str]]:
    """Return the ties between evaluating organizations and those in other roles."""
    roles = profile["derived"]["roles"]
    return [
        {"evaluator": evaluator, "organization": other, "role": role, "relation": tie}
        for evaluator in roles["evaluator"]
        for role in ROLES
        if role != "evaluator"
        for other in roles[role]
        if (tie := relation(profile, evaluator, other))
    ]


def relation(profile: JsonObject, one: str, other: str) -> str:
    """Return how two organizations are tied: same, parent, child or sibling; empty where they are not.

    They are the same by short name, by name, or by an alias.
    """
    mine, theirs = at(profile, "organizations", one) or {}, at(profile, "organizations", other) or {}
    if one == other or any(same(a, b) for a in _names(mine) for b in _names(theirs)):
        return "same"
    if mine.get("parent") == other:
        return "parent"
    if theirs.get("parent") == one:
        return "child"
    return "sibling" if mine.get("parent") and mine.get("parent") == theirs.get("parent") else ""


def _names(organization: Mapping[str, Any]) -> list[str]:
    return [*texts(organization.get("name")), *texts(organization.get("aliases"))]


def related_to(profile: JsonObject, short: str, name: Any) -> bool:
    """Return whether a name, or short name, is an organization's own or that of one tied to it."""
    organizations = at(profile, "organizations") or {}
    known = [
        key for key, entry in organizations.items() if key == name or any(same(each, name) for each in _names(entry))
    ]
    return any(relation(profile, short, key) for key in known)
