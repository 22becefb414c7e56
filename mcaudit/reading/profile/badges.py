"""Recognizes a published credential that was given in place of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.model.places import listed

_OPEN_BADGES = ("openbadges", "imsglobal.org/spec/ob", "w3.org/2018/credentials", "w3.org/ns/credentials")
_BADGES = (
    *("OpenBadgeCredential", "AchievementCredential", "Achievement", "BadgeClass", "Assertion"),
    *("EndorsementCredential", "Endorsement", "AchievementSubject"),
)
_REGISTRY = "credreg.net/ctdl"


def badge_in(data: Mapping[str, Any]) -> str:
    """Return which published credential data is, in words; nothing where it is none."""
    contexts = tuple(filter(lambda each: isinstance(each, str), listed(data.get("@context"))))
    if any(_REGISTRY in each for each in contexts):
        return "a description in CTDL, as the Credential Registry has it"
    types = [each for each in listed(data.get("type") or data.get("@type")) if each in _BADGES]
    if types or any(part in each for part in _OPEN_BADGES for each in contexts):
        return f"an Open Badges file{f' ({types[0]})' if types else ''}"
    return ""
