"""Learning opportunities, hours and evidence, held against each other across subcomponents."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from mcaudit.audit.derived.lookup import at, distinct, entries, same, texts, titles, unmatched
from mcaudit.model import JsonObject

_OFFERED = "offered"


def _opportunities(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the learning opportunities that are not marked as only planned, or as discontinued."""
    listed = entries(profile, "deliverers", "learning_opportunities", "opportunities")
    return [entry for entry in listed if entry.get("standing", _OFFERED) == _OFFERED]


def opportunity_kinds(profile: JsonObject) -> list[str]:
    """Return the different kinds of learning opportunity and of activity."""
    offered = _opportunities(profile)
    listed = [kind for entry in offered for kind in (entry.get("kind"), *texts(entry.get("activities")))]
    plain = [kind for kind in distinct(listed) if kind not in ("other", "other_activity")]
    others = [name for entry in offered for name in _other_kinds(entry) if name.partition(": ")[2] not in plain]
    return [*plain, *distinct(others)]


def _other_kinds(opportunity: Mapping[str, Any]) -> list[str]:
    """Return the kinds outside the lists that an opportunity names; one without a name is no kind."""
    named = []
    if opportunity.get("kind") == "other" and opportunity.get("other_kind"):
        named.append(f"other: {_key(opportunity['other_kind'])}")
    if "other_activity" in texts(opportunity.get("activities")) and opportunity.get("other_activity"):
        named.append(f"other activity: {_key(opportunity['other_activity'])}")
    return named


def _key(text: str) -> str:
    return re.sub(r"[\s-]+", "_", same(text))


def opportunities_not_described(profile: JsonObject) -> list[str]:
    """Return the opportunities that 2A lists and 2C does not describe."""
    offered = [
        entry
        for entry in entries(profile, "deliverers", "availability", "aligned_opportunities")
        if entry.get("standing", _OFFERED) == _OFFERED and entry.get("prepares_for") != ["general_learning"]
    ]
    return unmatched(offered, [entry.get("title") for entry in _opportunities(profile)])


def _timing_entries(profile: JsonObject) -> list[Mapping[str, Any]]:
    return entries(profile, "deliverers", "timing", "supports")


def opportunities_without_timing(profile: JsonObject) -> list[str]:
    """Return the opportunities for which 2D does not say when and how they are reached."""
    timed = [entry.get("opportunity") for entry in _timing_entries(profile) if entry.get("when") and entry.get("how")]
    return unmatched(_opportunities(profile), timed)


def opportunities_timed_two_ways(profile: JsonObject) -> list[str]:
    """Return the opportunities that 2C and 2D time differently."""
    stated: dict[str, set[str]] = {}
    for entry in _opportunities(profile):
        if "title" in entry and "timing" in entry:
            stated.setdefault(same(entry["title"]), set()).add(entry["timing"])
    return distinct(
        entry["opportunity"]
        for entry in _timing_entries(profile)
        if "timing" in entry and "opportunity" in entry and (known := stated.get(same(entry["opportunity"])))
        if not known & {"both", entry["timing"]}
    )


def compulsory_supports(profile: JsonObject) -> list[str]:
    """Return the opportunities in which earners must take part."""
    return titles(entry for entry in _opportunities(profile) if entry.get("participation") == "required")


def opportunities_without_participation(profile: JsonObject) -> list[str]:
    """Return the opportunities that do not say whether taking part is optional."""
    return titles(entry for entry in _opportunities(profile) if "participation" not in entry)


def hours_add_up(profile: JsonObject) -> str:
    """Return whether the parts of the hours add up to their total: yes, no or unknown."""
    hours = [
        at(profile, "deliverers", "estimated_time", name)
        for name in ("typical_hours", "synchronous_hours", "asynchronous_hours")
    ]
    if None in hours:
        return "unknown"
    return "yes" if math.isclose(hours[0], hours[1] + hours[2], abs_tol=0.01) else "no"


_HOURS_A_DAY = 8


def window_long_enough(profile: JsonObject) -> str:
    """Return whether the time given holds the work: yes, no or unknown."""
    window = at(profile, "deliverers", "estimated_time", "window") or {}
    hours = at(profile, "deliverers", "estimated_time", "typical_hours")
    if window.get("kind") == "open":
        return "yes"
    if window.get("days") is None or hours is None:
        return "unknown"
    needed = max(math.ceil(hours / _HOURS_A_DAY), window.get("minimum_days", 0))
    return "yes" if window["days"] > needed else "no"


def evidence_without_requirements(profile: JsonObject) -> list[str]:
    """Return the evidence of 1E for which 3A lists no item."""
    listed = [entry.get("title") for entry in entries(profile, "evaluators", "evidence_requirements", "items")]
    return unmatched(entries(profile, "developers", "proficiency", "evidence"), listed)
