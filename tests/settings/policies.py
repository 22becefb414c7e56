"""Policies and profiles in normal form, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mcaudit.model import (
    Edition,
    JsonObject,
    Policy,
    PolicyConflict,
    SettingValue,
    SourcedPlace,
    Statement,
)
from mcaudit.settings.results import SettingResult, policy_results

RULES = SourcedPlace(document="rules", place="p. 4")


def set_to(value: Any, **more: Any) -> SettingValue:
    """Return a value of a setting, with its source."""
    return SettingValue(**{"value": value, "source": RULES, **more})


def policy_of(*, state: str = "IL", disputed: Sequence[str] = (), **settings: Any) -> Policy:
    """Return a state's policy; a setting is a value, one `set_to`, or a list of those."""
    values = {
        name: tuple(value)
        if isinstance(value, list) and all(isinstance(each, SettingValue) for each in value)
        else (value if isinstance(value, SettingValue) else set_to(value),)
        for name, value in settings.items()
    }
    says = (Statement(text="One thing.", source=RULES), Statement(text="Another.", source=RULES))
    return Policy(
        id="made-up",
        title="Made up",
        state=state,
        path="made-up.yaml",
        sha256="0" * 64,
        settings=values,
        conflicts=tuple(PolicyConflict(about="a setting", setting=name, says=says) for name in disputed),
    )


def result(edition: Edition, view: JsonObject, **settings: Any) -> SettingResult:
    """Return what the one setting of a policy makes of a profile."""
    (found,) = policy_results(edition, policy_of(**settings), view).values()
    return found


def outcome(edition: Edition, view: JsonObject, **settings: Any) -> str:
    """Return the result of the one setting of a policy, and whether the policy itself states the fact."""
    found = result(edition, view, **settings)
    return f"{found.result}, a fact" if found.states_fact else found.result


def exactly(number: float) -> JsonObject:
    """Return a number in normal form."""
    return {"low": number, "high": number}


def with_organizations(**organizations: JsonObject) -> JsonObject:
    """Return a profile whose issuers are all of its organizations."""
    return {
        "state": ["IL"],
        "organizations": organizations,
        "issuers": {"issuer": {"organizations": list(organizations)}},
    }


def with_currencies(*currencies: JsonObject, state: str = "IL", **more: Any) -> JsonObject:
    """Return a profile of a state with currencies."""
    return {"state": [state], "recognizers": {"formal_currency": {"currencies": list(currencies), **more}}}
