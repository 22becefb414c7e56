"""Which code or short name of an edition a word means that is nearly it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from mcaudit.model import folded
from mcaudit.model.names import bracketed, without_brackets
from mcaudit.reading.unseen import plain

_CLOSE = 0.9
"""A text this similar to a code is a misspelling of it; "provider" is not `provided`, nor "college" `colleague`."""
_SHORT_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DENYING = ("non", "not", "no", "un", "in", "im", "dis")


def is_short_name(value: str) -> bool:
    """Return whether a text is written as a short name is, and so is meant as one."""
    return _SHORT_NAME.fullmatch(value) is not None


def plain_form(text: str) -> str:
    """Return a text as codes are compared: without case, marks, spaces, the plural, and what only looks alike."""
    return "".join(map(_singular, folded(plain(text)).split()))


def _singular(word: str) -> str:
    return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")


@cache
def by_plain_form(codes: tuple[str, ...]) -> Mapping[str, str]:
    """Return codes by their plain forms; the first of two that have the same."""
    return {plain_form(code): code for code in reversed(codes)}


def denies(plain: str, codes: Mapping[str, str]) -> bool:
    """Return whether a text is a code with a syllable before it that denies it, such as unofficial."""
    return any(plain.startswith(prefix) and plain.removeprefix(prefix) in codes for prefix in _DENYING)


def nearest(value: str, codes: Mapping[str, str]) -> str:
    """Return the plain form of the code that a text misspells; one with more words than a code says something else."""
    words = len(folded(value).split())
    likely = [plain for plain, code in codes.items() if words in (1, len(folded(code).split()))]
    return next(iter(get_close_matches(plain_form(value), likely, n=1, cutoff=_CLOSE)), "")


def short_names(organizations: Any) -> dict[str, str]:
    """Return the short name of each organization by its name, its aliases, and either without what is in brackets."""
    found: dict[str, str] = {}
    for short, entry in organizations.items() if isinstance(organizations, Mapping) else ():
        names: list[Any] = [short, entry]
        if isinstance(entry, Mapping):
            aliases = entry.get("aliases")
            names = [short, entry.get("name"), *(aliases if isinstance(aliases, list) else [aliases])]
        for name in filter(lambda each: isinstance(each, str), names):
            for part in (name, *bracketed(name), without_brackets(name)):
                found.setdefault(folded(part), str(short))
    return found
