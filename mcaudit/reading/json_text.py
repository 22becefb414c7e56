"""Lets JSON be read by the YAML reader, which knows the place of everything in it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass

from mcaudit.errors import InputError
from mcaudit.model import Position
from mcaudit.reading.text import Text

_RESPELT = re.compile(
    r'(?P<quote>")'
    r"|\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\."
    r"|(?P<break>[\x85\u2028\u2029])"
    r"|(?P<constant>NaN|-?Infinity)"
    r"|(?<=\")(?P<gap>[ \t\r\n]++)(?=:)"
    r"|(?<![\d.])(?P<whole>\d+)(?=[eE])"
)


@dataclass(frozen=True, kw_only=True)
class _Respelt(Text):
    """JSON respelt for the YAML reader; its places and lines are still those of the text as it was written."""

    source: Text
    ends: tuple[int, ...]
    """Where in `content` each respelling ends."""
    longer: tuple[int, ...]
    """By how much `content` is longer than the source: at first, and after each respelling."""

    def position(self, index: int) -> Position:
        return self.source.position(index - self.longer[bisect_right(self.ends, index)])

    def line(self, number: int) -> str:
        return self.source.line(number)


def json_as_yaml(text: Text) -> Text:
    """Return JSON as text that YAML reads alike; raise InputError where it is not JSON."""
    try:
        json.loads(text.content, parse_int=str)
    except json.JSONDecodeError as error:
        at = text.position(min(error.pos, len(text.content.rstrip())))
        raise InputError(
            [text.problem(f"this is not JSON: {error.msg.lower()}", "mend it, or save the file as .yaml", at=at)]
        ) from error
    except RecursionError:
        pass  # the YAML reader says where values are nested too deep
    return _respelt(text)


def _respelt(text: Text) -> Text:
    """Respell what YAML reads otherwise: surrogate pairs, Unicode's line ends, exponents, space before colons, tabs."""
    pieces: list[str] = []
    ends: list[int] = []
    longer = [0]
    copied = 0
    quoted = False
    for match in _RESPELT.finditer(text.content):
        if match["quote"]:
            quoted = not quoted
        respelling = _respelling(text, match, quoted=quoted)
        if respelling is not None:
            pieces += text.content[copied : match.start()], respelling
            copied = match.end()
            longer.append(longer[-1] + len(respelling) - len(match[0]))
            ends.append(match.end() + longer[-1])
    pieces.append(text.content[copied:])
    content = "".join(pieces).replace("\t", " ")  # within quotes JSON has no tabs
    return _Respelt(
        path=text.path,
        sha256=text.sha256,
        of=text.of,
        content=content,
        source=text,
        ends=tuple(ends),
        longer=tuple(longer),
    )


def _respelling(text: Text, match: re.Match[str], *, quoted: bool) -> str | None:
    if quoted and match["high"]:
        high, low = int(match["high"], 16), int(match["low"], 16)
        return f"\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08X}"
    if quoted and match["break"]:
        return f"\\u{ord(match['break']):04X}"
    if not quoted and match["constant"]:
        message = f"this is not JSON: {match['constant']} is no value that JSON knows"
        raise InputError([text.problem(message, "write a number or a text", at=text.position(match.start()))])
    if not quoted and match["gap"]:
        return ""
    if not quoted and match["whole"]:
        return f"{match['whole']}.0"
    return None
