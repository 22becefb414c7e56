"""Looks into a profile without minding what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from mcaudit.audit.cleaning import is_placeholder
from mcaudit.model import JsonObject


def at(profile: JsonObject, *keys: str) -> Any:
    """Return the value under nested keys, or None where nothing stands."""
    value: Any = profile
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def entries(profile: JsonObject, *keys: str) -> list[Mapping[str, Any]]:
    """Return the entries of a list that are objects; none where there is no list."""
    value = at(profile, *keys)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """Return the entries of a list that are texts; none where there is no list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def distinct(values: Iterable[Any]) -> list[str]:
    """Return the texts among some values, each once, in order."""
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def same(text: Any) -> str:
    """Return a text as it is compared: case, spacing and a full stop at its end do not count."""
    return " ".join(str(text).casefold().split()).strip(" .")


def titles(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the titles of entries, a word in the place of one that has none."""
    return [str(entry.get("title", "(no title)")) for entry in entries]


def unmatched(entries: Iterable[Mapping[str, Any]], named: Iterable[Any]) -> list[str]:
    """Return the titles of entries that nothing in `named` speaks of; of two with one title, each needs its own."""
    left = Counter(same(name) for name in named if isinstance(name, str))
    unmatched = []
    for entry in entries:
        key = same(entry["title"]) if "title" in entry else ""
        if key and left[key]:
            left[key] -= 1
        else:
            unmatched.extend(titles([entry]))
    return unmatched


def is_named(profile: JsonObject, short: Any) -> bool:
    """Return whether a short name leads to an organization whose name is more than a stand-in."""
    return not is_placeholder(str(at(profile, "organizations", short, "name") or short))
