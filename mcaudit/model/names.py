"""How names of people and organizations are compared, however they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z&.-]+")
"""Letters, at least two of them capitals."""
_THE = re.compile(r"\bthe\s+(?=\w)", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(r"^an?\s+(?=\w)", re.IGNORECASE)


def folded(name: str) -> str:
    """Return the words of a name without case, punctuation, and invisible characters.

    Letters of other scripts that look alike stay different, because they may belong to a name in that script.
    """
    seen = name
    if not name.isascii():
        seen = "".join(mark for mark in unicodedata.normalize("NFKC", name) if unicodedata.category(mark) != "Cf")
    return " ".join(re.findall(r"[^\W_]+", seen.casefold()))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are equal after folding case, punctuation, articles, and a bracketed abbreviation.

    "Illinois State Board of Education (ISBE)" equals "ISBE" and "the Illinois State Board of Education". Two names
    that have only their abbreviation in common are different: Ohio and Oregon both have an OSU.
    """
    (name, short), (other_name, other_short) = name_and_abbreviation(one), name_and_abbreviation(other)
    return bool(name and other_name) and (name in (other_name, other_short) or short == other_name)


@lru_cache(maxsize=4096)
def name_and_abbreviation(name: str) -> tuple[str, str]:
    """Return a name, folded and without articles, and the abbreviation that stands in brackets; "" if there is none.

    What stands in brackets is an abbreviation only if its letters are initials of the words outside, so that
    "Lincoln Schools (Ohio)" keeps its state. "ISBE (Illinois State Board of Education)" is read the other way around.
    """
    for match in _BRACKETED.finditer(name):
        inside, outside = match[1].strip(), f"{name[: match.start()]}{name[match.end() :]}".strip()
        if _abbreviates(inside, without_brackets(outside)):
            return without_articles(outside), folded(inside).replace(" ", "")
        if _abbreviates(outside, inside):
            return without_articles(inside), folded(outside).replace(" ", "")
    return without_articles(name), ""


def bracketed(name: str) -> Iterator[str]:
    """Yield each text that stands in brackets."""
    for match in _BRACKETED.finditer(name):
        yield match[1].strip()


def without_brackets(name: str) -> str:
    """Return a name without what stands in brackets."""
    return _BRACKETED.sub("", name)


def without_articles(name: str) -> str:
    """Return a name, folded, without `the` and a leading `a` or `an`; spelled-out letters (I.S.B.E.) are joined."""
    words = (folded(_LEADING_ARTICLE.sub("", _THE.sub("", name.strip()))) or folded(name)).split()
    spelled_out = len(words) > 1 and all(len(word) == 1 for word in words)  # I.S.B.E.
    return ("" if spelled_out else " ").join(words)


def is_abbreviation(text: str) -> bool:
    """Return whether a text is one word with two capitals or more."""
    return bool(_ABBREVIATION.fullmatch(text))


def _abbreviates(short: str, name: str) -> bool:
    """Return whether a short text has the initials of a name, in order; a name may have more words than that."""
    if not is_abbreviation(short):
        return False
    initials = iter(word[0] for word in folded(name).split())
    return all(letter in initials for letter in folded(short).replace(" ", ""))


def entry_named(listed: Any, name: Any) -> int | None:
    """Return the index of the entry that a title, a name, or a number from 1 stands for; None if there is none."""
    wanted = str(name)
    for index, each in enumerate(listed if isinstance(listed, list | tuple) else ()):
        title = (each.get("title") or each.get("name") or "") if isinstance(each, Mapping) else each
        if wanted == str(index + 1) or folded(str(title)) == folded(wanted):
            return index
    return None
