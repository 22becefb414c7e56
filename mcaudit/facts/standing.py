"""Recognitions, accreditations, approvals and currencies that count in the state that reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.facts.lookup import at, distinct, entries, has, number, texts
from mcaudit.facts.roles import is_named, related_to
from mcaudit.model import JsonObject, folded
from mcaudit.model.states import NATIONAL

_HIGHER_EDUCATION = ("higher_education", "college", "university")


def _is_here(profile: JsonObject, state: Any) -> bool:
    return bool(set(texts(state)) & set(texts(profile.get("state"))))


def _may_be_here(profile: JsonObject, entry: Mapping[str, Any]) -> bool:
    """Return whether an entry is not known to be about another state."""
    return "state" not in entry or _is_here(profile, entry["state"])


def recognized_elsewhere(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the developer's recognitions in other states, by others than itself and those tied to it."""
    developers = profile["derived"]["roles"]["developer"]
    return [
        entry
        for entry in entries(profile, "developers", "developer", "recognitions")
        if set(texts(entry.get("state"))) - set(texts(profile.get("state")))
        and not any(related_to(profile, short, entry.get("recognized_by")) for short in developers)
    ]


def issuers(profile: JsonObject) -> list[dict[str, Any]]:
    """Return the issuing organizations, each with its accreditations and those of an institution that it belongs to."""
    return [_issuer(profile, short) for short in profile["derived"]["roles"]["issuer"] if is_named(profile, short)]


def _issuer(profile: JsonObject, short: str) -> dict[str, Any]:
    entry = at(profile, "organizations", short) or {}
    above = at(profile, "organizations", str(entry.get("parent"))) or {}
    accreditations = [*entries(entry, "accreditations")]
    if has(above, "kind", *_HIGHER_EDUCATION):
        accreditations += entries(above, "accreditations")
    issuer = {"id": short, **entry, "accreditations": accreditations}
    issuer["outside_accreditations"] = [
        each for each in accreditations if each.get("by") and not related_to(profile, short, each["by"])
    ]
    return {key: value for key, value in issuer.items() if value != []}


def issuer_approvals_here(profile: JsonObject) -> list[dict[str, Any]]:
    """Return the approvals of the issuers in the state that reviews; only a state agency may approve itself."""
    return [
        {"issuer": issuer["id"], **approval}
        for issuer in profile["derived"]["issuers"]
        for approval in entries(issuer, "approvals")
        if _is_here(profile, approval.get("state"))
        if has(issuer, "kind", "state_agency") or not related_to(profile, issuer["id"], approval.get("by"))
    ]


def currencies_here(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the currencies that may count in the state that reviews: none of another, none that counts elsewhere.

    One that the profile itself denies is left out. In a national profile every other currency stays; one without a
    state is for a reviewer to place.
    """
    national = has(profile, "state", NATIONAL)
    denied = texts(at(profile, "recognizers", "formal_currency", "denied"))
    return [
        entry
        for entry in entries(profile, "recognizers", "formal_currency", "currencies")
        if texts(entry.get("counts_in")) != ["elsewhere"]
        and (national or _may_be_here(profile, entry))
        and not has(entry, "kind", *denied)
        and "any" not in denied
    ]


def other_members(profile: JsonObject) -> list[str]:
    """Return the titles that the stack lists, without the micro-credential's own in whatever order of words."""
    own = sorted(folded(str(profile.get("title") or "")).split())
    listed = texts(at(profile, "developers", "competency_context", "stack", "members"))
    return [title for title in listed if sorted(folded(title).split()) != own and folded(title) not in ("yes", "no")]


def equivalence_agrees(profile: JsonObject) -> list[str]:
    """Return "no" where an equivalence in a unit lies beside every currency here that is counted in that unit."""
    currencies = profile["derived"]["currencies_here"]
    for equal in entries(profile, "recognizers", "formal_currency", "equivalence"):
        counted = [each for each in currencies if each.get("unit") == equal.get("unit") and each.get("unit")]
        if counted and not any(_overlap(equal.get("amount"), each.get("amount")) for each in counted):
            return ["no"]
    return ["yes"]


def _overlap(one: Any, other: Any) -> bool:
    """Return whether two amounts may be the same; an approximate or open one may be anything."""
    ends = [number(value, end) for value in (one, other) for end in ("low", "high")]
    low, high, other_low, other_high = ends
    if None in ends:
        return True
    return bool(low <= other_high and other_low <= high)  # type: ignore[operator]  # none of them is None


def recognizers_here(profile: JsonObject) -> list[str]:
    """Return the organizations that recognize a currency here, by short name."""
    known = at(profile, "organizations") or {}
    currencies = profile["derived"]["currencies_here"]
    return distinct(name for each in currencies for name in texts(each.get("recognizer")) if name in known)


def stack_recognizer_named(profile: JsonObject) -> list[str]:
    """Return whether the currency of the stack names an organization of the profile that gives it here."""
    entry = at(profile, "recognizers", "formal_currency", "stack_currency") or {}
    known = at(profile, "organizations") or {}
    named = any(name in known for name in texts(entry.get("recognizer")))
    return ["yes" if named and _may_be_here(profile, entry) and not has(entry, "counts_in", "elsewhere") else "no"]


def official_record_here(profile: JsonObject) -> list[str]:
    """Return whether the official record of 4A is not known to be one of another state."""
    return ["yes" if _may_be_here(profile, at(profile, "issuers", "issuer", "official_record") or {}) else "no"]


def learning_record_here(profile: JsonObject) -> list[str]:
    """Return whether the learning record of 5B is not known to be one of another state."""
    record = at(profile, "recognizers", "other_recognitions", "learning_record") or {}
    return ["yes" if _may_be_here(profile, record) else "no"]


def record_keeper_kind(profile: JsonObject) -> list[str]:
    """Return the kinds of the organizations that keep the learning record."""
    keepers = texts(at(profile, "recognizers", "other_recognitions", "learning_record", "kept_by"))
    return distinct(kind for short in keepers for kind in texts(at(profile, "organizations", short, "kind")))


def public_pages(content: JsonObject) -> list[dict[str, str]]:
    """Return the documents with a web address that the answer to 1E cites, from a profile as it is written."""
    cited = distinct(_documents(at(content, "developers", "proficiency")))
    return [{"document": name} for name in cited if at(content, "dossier", name, "url")]


def _documents(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [name for inner in value for name in _documents(inner)]
    if not isinstance(value, Mapping):
        return []
    own = [value["document"]] if isinstance(value.get("document"), str) else []
    return own + [name for inner in value.values() for name in _documents(inner)]
