"""Respells parts of a text for a reader that is strict about them, and keeps the places of the text as written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mcaudit.model import Position
from mcaudit.reading.text import Text

PAIR = r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
"""A character beyond U+FFFF as JSON escapes it: in two halves."""
_PAIR = re.compile(rf"{PAIR}|\\.")
_JOINED = re.compile(r"\\U(?P<point>000[1-9A-F][0-9A-F]{4}|0010[0-9A-F]{4})")


@dataclass(frozen=True, kw_only=True)
class Respelt(Text):
    """A text with parts of it respelt; its places and lines are still those of the text as it was written."""

    source: Text
    ends: tuple[int, ...]
    """Where in `content` each respelling ends."""
    longer: tuple[int, ...]
    """By how much `content` is longer than the source: at first, and after each respelling."""

    def position(self, index: int) -> Position:
        """Return the place that the character at `index` has in the text as it was written."""
        return self.source.position(index - self.longer[bisect_right(self.ends, index)])

    def line(self, number: int) -> str:
        """Return a line as it was written."""
        return self.source.line(number)


def respelt(text: Text, respellings: Iterable[tuple[int, int, str]]) -> Respelt:
    """Return a text with what stands from one place to another written otherwise, in order."""
    pieces: list[str] = []
    ends: list[int] = []
    longer = [0]
    copied = 0
    for start, end, respelling in respellings:
        pieces += text.content[copied:start], respelling
        copied = end
        longer.append(longer[-1] + len(respelling) - (end - start))
        ends.append(end + longer[-1])
    pieces.append(text.content[copied:])
    return Respelt(
        path=text.path,
        sha256=text.sha256,
        of=text.of,
        content="".join(pieces),
        source=text,
        ends=tuple(ends),
        longer=tuple(longer),
    )


def joined(match: re.Match[str]) -> str:
    """Return a pair of escapes as the one escape that YAML has for its character."""
    high, low = int(match["high"], 16), int(match["low"], 16)
    return f"\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08X}"


def with_pairs_joined(text: Text) -> Text:
    """Return a text in which every pair of escapes is one; the same text where it has none."""
    found = [match for match in _PAIR.finditer(text.content) if match["high"]]
    return respelt(text, ((*match.span(), joined(match)) for match in found)) if found else text


def in_pairs(scalar: str) -> str:
    """Return a text that is not in double quotes with its pairs as they were: there they are only letters."""
    return _JOINED.sub(lambda match: _in_halves(int(match["point"], 16)), scalar)


def _in_halves(point: int) -> str:
    high, low = divmod(point - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
