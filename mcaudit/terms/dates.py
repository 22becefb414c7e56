"""Days in words, as letters and documents for people write them."""

from __future__ import annotations

from datetime import date, timedelta

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date_in_words(day: str) -> str:
    """Return a day (YYYY-MM-DD) as November 30, 2026."""
    of = date.fromisoformat(day)
    return f"{_MONTHS[of.month - 1]} {of.day}, {of.year}"


def days_after(day: str, days: int) -> str:
    """Return the day (YYYY-MM-DD) that is so many days after another, or the last day there is."""
    of = date.fromisoformat(day)
    return (of + timedelta(days=min(days, (date.max - of).days))).isoformat()
