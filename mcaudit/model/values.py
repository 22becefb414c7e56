"""Reads single values for what they plainly say: numbers, web addresses, and texts that only fill a place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from mcaudit.model.names import folded

MOST_CRITERIA = 6
"""A text that stands for more criteria than this states nothing."""
UNLIMITED = 1_000_000
"""The number that "unlimited" stands for."""

_NUMBER = r"(\d+(?:\.\d*)?|\.\d+)"
_COUNTED = (
    "(?:(?:clock|contact|seat|total) )?(?:hours?|hrs?|h)|percent|dollars?|usd|points?|times?|attempts?|tries|try"
    "|(?:re)?submissions?|revisions?|people|persons?|evaluators?|reviewers?|raters?|assessors?|scorers?|educators?"
    "|teachers?|earners?|items?|artifacts?|criteria|levels?|years?"
)
"""What may follow a number without changing it; "3 weeks" is not 3 hours, nor "1 per item" one in all."""
_UNIT = rf"\s*(?:%|(?:{_COUNTED})\b\.?)?"
_SINGLE = re.compile(rf"\+?\$?{_NUMBER}{_UNIT}")
_RANGE = re.compile(rf"\$?{_NUMBER}{_UNIT}\s*(?:-|–|—|to)\s*\$?{_NUMBER}{_UNIT}")
_ABOUT = re.compile(rf"(?:about|approximately|approx\.?|around|roughly|circa|ca\.|~)\s*\$?{_NUMBER}{_UNIT}")
_AT_LEAST = re.compile(rf"(?:at least|minimum of|min\.?|no less than|no fewer than)\s*\$?{_NUMBER}{_UNIT}")
_AT_MOST = re.compile(rf"(?:at most|maximum of|max\.?|up to|no more than)\s*\$?{_NUMBER}{_UNIT}")
_OPEN = re.compile(rf"{_NUMBER}\s*\+{_UNIT}|{_NUMBER}{_UNIT}\s*or more{_UNIT}")
_OTHERS_NUMBER = re.compile(r"[+-]?(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WORD = re.compile(r"[a-z]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_ADDRESS = re.compile(
    r"(https?://)?((?:[\w-]+\.)+[a-z]{2,}\.?)(?::\d+)?(?:/([^?#\s]*))?(\?[^#\s]*)?(#\S*)?", re.IGNORECASE
)

NumberWords = Mapping[str, tuple[float, float | None]]
"""Words that stand for numbers, each with its low and high end; None for an open end."""
Quantity = Mapping[str, Any]
"""A number as rules see it: `{low, high}`, one of the two, `{about}`, or `{text}` where it is not read as one."""


def quantity(value: Any, words: NumberWords) -> Quantity | None:
    """Return a number in normal form, or None where nothing is said.

    `words` are the edition's number words, each with its low and high end. Percentages become
    shares of 1. What is not plainly a number is kept as text.
    """
    if isinstance(value, Mapping):
        names = (("at_least", "low"), ("at_most", "high"), ("about", "about"))
        ends = {end: quantity(value[name], words) for name, end in names if value.get(name) is not None}
        found = {end: _one_number(inner, end) for end, inner in ends.items()}
        return {end: number for end, number in found.items() if number is not None} or None
    if isinstance(value, bool):
        return {"text": str(value).lower()}
    if isinstance(value, int | float):
        return {"low": value, "high": value}
    if value is None or not str(value).strip():
        return None
    return _read(str(value), words)


def _one_number(found: Quantity | None, end: str) -> float | None:
    if not found:
        return None
    number = found.get("about", found.get("high" if end == "high" else "low"))
    return float(number) if number is not None else None


def _read(text: str, words: NumberWords) -> Quantity:
    plain = " ".join(_THOUSANDS.sub("", text).casefold().split()).rstrip(" .")
    if plain in words:
        low, high = words[plain]
        return {"low": low} if high is None else {"low": low, "high": high}
    plain = _WORD.sub(lambda match: _as_digits(match[0], words), plain)
    share = 100 if plain.endswith(("%", "percent")) else 1
    if match := _ABOUT.fullmatch(plain):
        return {"about": float(match[1]) / share}
    if match := _RANGE.fullmatch(plain):
        return {"low": float(match[1]) / share, "high": float(match[2]) / share}
    if match := _AT_LEAST.fullmatch(plain) or _OPEN.fullmatch(plain):
        return {"low": float(next(filter(None, match.groups()))) / share}
    if match := _AT_MOST.fullmatch(plain):
        return {"high": float(match[1]) / share}
    if match := _SINGLE.fullmatch(plain):
        number = float(match[1]) / share
        return {"low": number, "high": number}
    return {"text": text.strip()}


def _as_digits(word: str, words: NumberWords) -> str:
    """Return a word as the one number that it stands for, so that "at least two" reads as "at least 2"."""
    low, high = words.get(word, (0, None))
    return f"{low:g}" if low == high else word


def plain_number(text: str) -> str:
    """Return a number in the form that YAML and JSON share, from one that only other languages take for a number.

    Such as 0.5 for ".5", 15 for "+15", "015" and "15.", 10 for "1e1", 1000 for "1_000"; nothing for other texts.
    """
    if not _OTHERS_NUMBER.fullmatch(text):
        return ""
    written = f"{float(text.replace('_', '')):.15g}"
    return written if _PLAIN_NUMBER.fullmatch(written) else ""


def web_address(text: str) -> Mapping[str, str] | None:
    """Return the host and path of a web address, with or without `https://`; None where the text is something else."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or not (match[1] or match[3] is not None or match[2].casefold().startswith("www.")):
        return None
    return {"host": match[2].casefold().rstrip("."), "path": ((match[3] or "") + (match[4] or "")).strip("/")}


def is_day(text: str) -> bool:
    """Return whether a text such as 2026-02-30 is a day of the calendar."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_written_day(text: str) -> bool:
    """Return whether a text is a day of the calendar, written as 2026-01-31 and in no other way."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and is_day(text)


def is_placeholder(text: str, placeholders: Collection[str]) -> bool:
    """Return whether a text only fills a place; case, punctuation and invisible characters do not count.

    `placeholders` are the edition's own list, as `folded` gives them.
    """
    plain = folded(text)
    return not plain or plain in placeholders
