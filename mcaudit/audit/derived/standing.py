"""What others grant: recognitions, accreditations, approvals and currencies, in the state whose review this is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.audit.derived.lookup import at, entries, is_named, same
from mcaudit.audit.derived.roles import roles_played
from mcaudit.model import JsonObject

_NATIONAL = "national"


def recognitions_in_other_states(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the developer's recognitions in other states by others than itself and what it belongs to."""
    recognitions = entries(profile, "developers", "developer", "recognitions")
    developers = roles_played(profile)["developer"]
    parents = [at(profile, "organizations", developer, "parent") for developer in developers]
    itself = {
        _bare(name)
        for short in (*developers, *parents)
        if short
        for name in (short, at(profile, "organizations", short, "name"))
        if name
    }
    return [
        entry
        for entry in recognitions
        if entry.get("state") not in (None, profile.get("state")) and _bare(entry.get("recognized_by")) not in itself
    ]


def _bare(name: Any) -> str:
    """Return a name as it is compared, without an article before it."""
    return same(name).removeprefix("the ")


def named_issuers(profile: JsonObject) -> list[dict[str, Any]]:
    """Return the issuers by name, each with its own accreditations and those of the institution it belongs to."""
    issuers = []
    for short in roles_played(profile)["issuer"]:
        entry = at(profile, "organizations", short) or {}
        above = at(profile, "organizations", str(entry.get("parent"))) or {}
        accreditations = _from_others(entry, "accreditations")
        if above.get("kind") == "higher_education":
            accreditations += _from_others(above, "accreditations")
        if is_named(profile, short):
            rest = {key: value for key, value in entry.items() if key != "accreditations"}
            issuers.append({"id": short, **rest, **({"accreditations": accreditations} if accreditations else {})})
    return issuers


def _from_others(organization: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return what vouches for an organization, without what it says `by` itself."""
    return [entry for entry in entries(organization, key) if _bare(entry.get("by")) != _bare(organization.get("name"))]


def _approvals(issuer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the approvals of an issuer; only an agency of a state may have one of its own."""
    return entries(issuer, "approvals") if issuer.get("kind") == "state_agency" else _from_others(issuer, "approvals")


def issuer_approvals_here(profile: JsonObject) -> list[dict[str, Any]]:
    """Return the approvals of the issuers in the state whose review this is."""
    return [
        {"issuer": issuer["id"], **approval}
        for issuer in named_issuers(profile)
        for approval in _approvals(issuer)
        if approval.get("state") is not None and _is_here(profile, approval["state"])
    ]


def currencies_here(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the currencies that are awarded in the state whose review this is."""
    currencies = entries(profile, "recognizers", "formal_currency", "currencies")
    return [entry for entry in currencies if _is_awarded_here(profile, entry)]


def stack_currency_here(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the currency of a whole stack where it is awarded in that state."""
    entry = at(profile, "recognizers", "formal_currency", "stack_currency")
    return [entry] if isinstance(entry, Mapping) and _is_awarded_here(profile, entry) else []


def _is_awarded_here(profile: JsonObject, currency: Mapping[str, Any]) -> bool:
    return (
        currency.get("standing") == "awarded"
        and _is_here(profile, currency.get("state"))
        and is_named(profile, currency.get("recognizer"))
    )


def _is_here(profile: JsonObject, state: Any) -> bool:
    return state is not None and profile.get("state") in (state, _NATIONAL)
