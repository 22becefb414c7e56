"""Holds a profile against what a policy sets: derived facts that tell what was needed and found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.audit.derived.lookup import same
from mcaudit.model import Edition, JsonObject, Policy, Setting, SettingKind, SettingValue

UNLIMITED = "unlimited"
_CURRENCIES = "recognized_currencies"


def policy_facts(edition: Edition, policy: Policy, facts: JsonObject) -> dict[str, Any]:
    """Return, for each setting that a policy makes and that compares, whether the facts satisfy it."""
    return {
        name: _compared(edition.settings[name], setting, facts)
        for name, setting in policy.settings.items()
        if edition.settings[name].compares
    }


def with_policy(edition: Edition, policy: Policy, facts: JsonObject) -> JsonObject:
    """Return a facts document with what the policy makes of it: settings held against it, currencies that count."""
    derived = facts["derived"]
    here = derived["currencies_here"]
    counted = [entry for entry in here if recognized(policy, entry)]
    settings = policy_facts(edition, policy, facts)
    if wanted := policy.settings.get(_CURRENCIES):
        settings[_CURRENCIES] = {
            "satisfied": "yes" if counted else "no",
            "found": [_currency(entry) for entry in here],
            "needed": [_currency(entry) for entry in wanted.value],
            "set_aside": [_currency(entry) for entry in here if entry not in counted],
        }
    return {**facts, "derived": {**derived, "policy": settings, "currencies_here": counted}}


def unsatisfied(edition: Edition, facts: JsonObject, criterion: str) -> Iterator[str]:
    """Yield, in words, what a policy asks of a criterion and the facts do not give."""
    for name, result in facts["derived"]["policy"].items():
        setting = edition.settings[name]
        if result["satisfied"] == "no" and criterion in (*setting.decides, *setting.tightens):
            found = ", ".join(str(value) for value in result["found"]) or "nothing"
            more = "at least " if setting.kind is SettingKind.AT_LEAST else ""
            yield f"the policy sets {setting.title.lower()}: found {found}, needed {more}{_needed(result['needed'])}"


def set_aside(edition: Edition, facts: JsonObject, criterion: str) -> Iterator[str]:
    """Yield, in words, what a criterion does not see because the policy recognizes other currencies only."""
    for name, result in facts["derived"]["policy"].items():
        if result["satisfied"] == "yes" and result.get("set_aside") and criterion in edition.settings[name].decides:
            yield f"the policy does not recognize {', '.join(result['set_aside'])}, only {_needed(result['needed'])}"


def recognized(policy: Policy, currency: JsonObject) -> bool:
    """Return whether a policy recognizes a currency.

    What a district gives is the district's to say; so is everything where the policy says nothing.
    """
    setting = policy.settings.get(_CURRENCIES)
    if setting is None or currency.get("counts_in") == "district_system":
        return True
    return any(
        entry["kind"] == currency.get("kind")
        and entry.get("amount") in (None, currency.get("amount"))
        and entry.get("unit") in (None, currency.get("unit"))
        for entry in setting.value
    )


def _compared(setting: Setting, wanted: SettingValue, facts: JsonObject) -> dict[str, Any]:
    found = [value for place in setting.compares for value in _values(facts, place.strip("/").split("/"))]
    names = [_organization(facts, value) for value in found]
    match setting.kind:
        case SettingKind.AT_LEAST:
            satisfied = any(value == UNLIMITED or (_is_number(value) and value >= wanted.value) for value in found)
            needed: Any = wanted.value
        case _:
            accepted = {same(name) for name in wanted.value}
            satisfied = any(same(name) in accepted for name in names)
            needed = list(wanted.value)
    return {"satisfied": "yes" if satisfied else "no", "found": names, "needed": needed}


def _values(value: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        if value is not None:
            yield value
    elif steps[0] == "*":
        for inner in value if isinstance(value, list) else ():
            yield from _values(inner, steps[1:])
    elif isinstance(value, Mapping):
        yield from _values(value.get(steps[0]), steps[1:])


def _organization(facts: JsonObject, value: Any) -> Any:
    """Return the name behind an organization's short name, and any other value as it is."""
    known = facts.get("organizations", {})
    return known[value]["name"] if isinstance(value, str) and value in known else value


def _currency(entry: JsonObject) -> str:
    amount = " ".join(str(entry[key]) for key in ("amount", "unit") if key in entry)
    return f"{entry.get('kind', 'a currency of no kind')}{f' ({amount})' if amount else ''}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _needed(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)
