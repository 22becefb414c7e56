"""Turns messages, names, and days into what stands in a sentence for people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

_TICKED = re.compile(r"`([^`]*)`")
_INITIAL = re.compile(r"(?:^|[\s.,])[A-Z]\.$")
_ENDS = (".", "?", "!", ".”", "?”", "!”")


def sentence(text: str) -> str:
    """Return a message as a sentence for people: what it names stands in quotation marks."""
    quoted = _TICKED.sub(r"“\1”", text).strip()
    if not quoted:
        return ""
    ended = quoted if quoted.endswith(_ENDS) else f"{quoted.rstrip(',;:')}."
    return capitalized(ended)


def capitalized(text: str) -> str:
    """Return a text with its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def clause(text: str) -> str:
    """Return a text without the period at its end, to stand before another mark; that of an initial stays."""
    stripped = text.strip()
    return stripped if _INITIAL.search(stripped) else stripped.rstrip(".;,") or stripped


def ended(text: str) -> str:
    """Return a text with one period at its end."""
    shortened = clause(text)
    return shortened if shortened.endswith(".") else f"{shortened}."


def day_words(day: str) -> str:
    """Return a day, YYYY-MM-DD, in words; what is not a day stays as it is."""
    try:
        found = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found:%B} {found.day}, {found.year}"


def days_after(day: str, days: int) -> str:
    """Return the day, YYYY-MM-DD, that is so many days after another, or the last day there is."""
    of = dt.date.fromisoformat(day)
    return (of + dt.timedelta(days=min(days, (dt.date.max - of).days))).isoformat()


def joined(words: Sequence[str], last: str) -> str:
    """Return words as a list in a sentence, with `last` (“and”, “or”) before the last of them."""
    if len(words) <= 2:  # noqa: PLR2004
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"
