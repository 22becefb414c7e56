"""Learning opportunities, supports, and hours, compared across subcomponents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as date_type
from typing import Any

from mcaudit.facts.lookup import at, distinct, entries, has, number, same, texts
from mcaudit.model import JsonObject, folded

_NOT_OFFERED = ("planned", "discontinued")
_YEARS_AHEAD = 5
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _offered(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the learning opportunities of 2C that are not marked as only planned, or as discontinued."""
    listed = entries(profile, "deliverers", "learning_opportunities", "opportunities")
    return [entry for entry in listed if not has(entry, "standing", *_NOT_OFFERED)]


def kinds_offered(profile: JsonObject) -> list[str]:
    """Return the different known kinds of learning opportunity; a reviewer distinguishes other kinds."""
    return [
        kind for kind in distinct(k for entry in _offered(profile) for k in texts(entry.get("kind"))) if kind != "other"
    ]


def activities_offered(profile: JsonObject) -> list[str]:
    """Return the different known types of activity."""
    found = distinct(each for entry in _offered(profile) for each in texts(entry.get("activities")))
    return [activity for activity in found if activity not in ("other_activity", "other")]


def aligned_offers(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the opportunities that 2A lists as offered and to which 2C gives a known kind, by title."""
    listed = entries(profile, "deliverers", "availability", "aligned_opportunities")
    known = [entry.get("title") for entry in _offered(profile) if set(texts(entry.get("kind"))) - {"other"}]
    return [
        entry
        for entry in listed
        if not has(entry, "standing", *_NOT_OFFERED) and any(same(entry.get("title"), title) for title in known)
    ]


def supports_offered(profile: JsonObject) -> list[Mapping[str, Any]]:
    """Return the supports that 2D times and that 2C lists as offered, by title."""
    titles = [entry.get("title") for entry in _offered(profile)]
    return [
        entry
        for entry in entries(profile, "deliverers", "timing", "supports")
        if any(same(entry.get("opportunity"), title) for title in titles)
    ]


def parts_exceed_total(profile: JsonObject) -> list[str]:
    """Return whether synchronous and asynchronous hours, at their fewest, exceed the typical hours at their most."""
    total = number(at(profile, "deliverers", "estimated_time", "typical_hours"), "high")
    names = ("synchronous_hours", "asynchronous_hours")
    parts = [number(at(profile, "deliverers", "estimated_time", name), "low") or 0.0 for name in names]
    return ["yes" if total is not None and sum(parts) > total else "no"]


def dates_in_reach(profile: JsonObject, date: str) -> list[str]:
    """Return whether a date of 2F lies between the audit's date and five years later."""
    last = f"{int(date[:4]) + _YEARS_AHEAD}{date[4:]}"
    dates = [str(entry.get("date")) for entry in entries(profile, "deliverers", "estimated_time", "dates")]
    return ["yes" if any(_DATE.fullmatch(day) and date <= day <= last for day in dates) else "no"]


def hours_a_day(profile: JsonObject, date: str) -> dict[str, float]:
    """Return how many hours a day the work takes in the window that is given; zero if none is.

    Without a number of days, the window runs from its opening, or the audit's date, to its deadline; one that has
    closed leaves a day.
    """
    window = at(profile, "deliverers", "estimated_time", "window") or {}
    start, end = _day(window.get("opens")) or _day(date), _day(window.get("deadline"))
    left = max((end - start).days, 1) if start and end else 0
    days = number(window.get("days"), "high") or left
    hours = number(at(profile, "deliverers", "estimated_time", "typical_hours"), "low") or 0.0
    each = round(hours / days, 4) if days else 0.0
    return {"low": each, "high": each}


def _day(text: Any) -> date_type | None:
    try:
        return date_type.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def sub_domains(profile: JsonObject) -> list[str]:
    """Return the different names of the sub-domains that are scored."""
    scored = entries(profile, "evaluators", "scoring_rubric", "sub_domains")
    return distinct(folded(name) for entry in scored for name in texts(entry.get("name")) if folded(name))
