"""What tests of reviews share: the case of a profile and what decisions on it are pinned to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.audit.engine import case_of
from mcaudit.audit.subject import Case
from mcaudit.model import Edition, Pins, Policy, Profile, SettingValue, SourcedPlace
from mcaudit.review.pins import pins_of

DAY = "2026-04-01"
SOURCE = SourcedPlace(document="rule", place="p. 1")


def case_for(edition: Edition, profile: Profile, policy: Policy | None = None) -> Case:
    return case_of(edition, profile, date=DAY, policy=policy)


def pins_for(edition: Edition, profile: Profile, policy: Policy | None = None) -> Mapping[str, Pins]:
    return pins_of(case_for(edition, profile, policy))


def policy_for(state: str = "OH", settings: Mapping[str, Any] | None = None, **other: Any) -> Policy:
    """Return a policy; a setting's value may be given plainly, or as the SettingValue that it is."""
    values = {
        name: (value if isinstance(value, SettingValue) else SettingValue(value=value, source=SOURCE),)
        for name, value in (settings or {}).items()
    }
    whole: dict[str, Any] = {"id": state.lower(), "title": state, "path": f"{state}.yaml", "sha256": "0" * 64, **other}
    return Policy(state=state, settings=values, **whole)
