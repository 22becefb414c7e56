"""Finds the nearest known name, and says which ones there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from mcaudit.reading.text import shortened
from mcaudit.reading.unseen import oddities, plain

_MANY = 12


def format_said(data: Any) -> str:
    """Return what data says of its format that is not the one expected, and which characters of it deceive the eye."""
    if not isinstance(data, Mapping):
        return "the file has no lines of the form `key: value`"
    written = data.get("format")
    if isinstance(written, str):
        return f"its format is “{shortened(written)}”{but_odd(written)}"
    near = next((key for key in data if plain(str(key)).casefold() == "format"), None)
    return "it has no `format`" if near in (None, "format") else f"it has `{near}` instead of `format`{but_odd(near)}"


def but_odd(words: str) -> str:
    """Return ", with …" where characters of a text deceive the eye, or nothing."""
    odd = oddities(words)
    return f", with {odd}" if odd else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the nearest known name, or the known names where there are few."""
    names = sorted(known)
    folded = {each.casefold(): each for each in names}
    nearest = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean `{folded[nearest[0]]}`?"
    return f"it may be {one_of(names)}" if 0 < len(names) <= _MANY else ""


def one_of(options: Iterable[str], most: int = _MANY) -> str:
    """Return "a, b or c", with "…" after the first `most`."""
    names = list(options)
    if len(names) > most:
        return ", ".join(names[:most]) + " …"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else "nothing"
