"""None-safe accessors for a profile in normal form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mcaudit.model import JsonObject, same_name


def at(profile: JsonObject, *keys: str) -> Any:
    """Return the value under nested keys, or None."""
    value: Any = profile
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def entries(profile: JsonObject, *keys: str) -> list[Mapping[str, Any]]:
    """Return the entries of a list that are objects."""
    value = at(profile, *keys)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """Return the texts in a value: one text, or the texts of a list."""
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, str)]


def distinct(values: Iterable[Any]) -> list[str]:
    """Return the texts among some values, each once, in order."""
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def has(entry: Mapping[str, Any], key: str, *codes: str) -> bool:
    """Return whether a choice has one of some codes."""
    return bool(set(texts(entry.get(key))) & set(codes))


def same(one: Any, other: Any) -> bool:
    """Return whether two names are given and equal."""
    return isinstance(one, str) and isinstance(other, str) and same_name(one, other)


def number(value: Any, end: str) -> float | None:
    """Return the `low` or `high` end of a number in normal form, or None."""
    found = value.get(end) if isinstance(value, dict) else None
    return float(found) if isinstance(found, int | float) else None
