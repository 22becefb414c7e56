"""Finds characters that cannot be seen, or are not the letters that they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
MARKS = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
LINE_ENDS = "\x85\u2028\u2029"
CURLY = {**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")}
_LETTERS = dict(zip("аеорсухіѕјԁһԛԝοανιρτυ", "aeopcyxisjdhqwoavipty", strict=True))
"""Small letters of Cyrillic and Greek, and the Latin ones that they look like."""
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-")
_LIKE = {**_LETTERS, **_HYPHENS, **CURLY}
_HIDDEN = re.compile(f"[{SPACES}{MARKS}{LINE_ENDS}]")
_MOST = 3
"""As many odd characters are named."""


def plain(words: str) -> str:
    """Return words in the characters that they seem to be in, without what cannot be seen and without curly quotes."""
    if words.isascii():
        return words
    seen = "".join(_LIKE.get(each, each) for each in unicodedata.normalize("NFKC", _HIDDEN.sub(" ", words)))
    return " ".join(seen.strip("\"'").split())


def oddities(words: str) -> str:
    """Return which characters are not what they seem, in words such as "U+00A0, which cannot be seen"; else nothing."""
    return "; ".join(list(dict.fromkeys(_odd(words)))[:_MOST])


def code_point(character: str) -> str:
    """Return the name that Unicode's tables have for a character, such as U+00A0."""
    return f"U+{ord(character):04X}"


def _odd(words: str) -> Iterator[str]:
    for each in words if not words.isascii() else "":
        if _HIDDEN.match(each):
            yield f"{code_point(each)}, which cannot be seen"
        elif like := _LIKE.get(each) or unicodedata.normalize("NFKC", each).strip(each):
            yield f"{code_point(each)}, which only looks like {like}"
