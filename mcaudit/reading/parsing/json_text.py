"""Lets JSON be read by the YAML reader, which knows the place of everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from mcaudit.errors import InputError
from mcaudit.reading.parsing.respelling import PAIR, joined, respelt
from mcaudit.reading.text import Text, conflict

_RESPELT = re.compile(
    r'(?P<quote>")'
    rf"|{PAIR}"
    r"|\\."
    r"|(?P<break>[\x85\u2028\u2029])"
    r"|(?P<constant>NaN|-?Infinity)"
    r"|(?<=\")(?P<gap>[ \t\r\n]++)(?=:)"
    r"|(?<![\d.])(?P<whole>\d+)(?=[eE])"
)

_AGAIN = {"form": "open the form in a browser, press Save, and use the file that it saves"}


def json_as_yaml(text: Text) -> Text:
    """Return JSON as text that YAML reads alike; raise InputError where it is not JSON."""
    try:
        json.loads(text.content, parse_int=str)
    except json.JSONDecodeError as error:
        if merged := conflict(text):
            raise InputError([merged]) from error
        at = text.position(min(error.pos, len(text.content.rstrip())))
        help = _AGAIN.get(text.of, "correct it, or save the file as .yaml")
        raise text.error(f"this is not JSON: {error.msg.lower()}", help, at=at) from error
    except RecursionError:
        pass  # the YAML reader says where values are nested too deep
    again = respelt(text, _respellings(text))
    return replace(again, content=again.content.replace("\t", " "))  # within quotes JSON has no tabs


def _respellings(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield what YAML reads otherwise: surrogate pairs, Unicode's line ends, exponents, and space before colons."""
    quoted = False
    for match in _RESPELT.finditer(text.content):
        if match["quote"]:
            quoted = not quoted
        respelling = _respelling(text, match, quoted=quoted)
        if respelling is not None:
            yield *match.span(), respelling


def _respelling(text: Text, match: re.Match[str], *, quoted: bool) -> str | None:
    if quoted and match["high"]:
        return joined(match)
    if quoted and match["break"]:
        return f"\\u{ord(match['break']):04X}"
    if not quoted and match["constant"]:
        message = f"this is not JSON: {match['constant']} is not a value that JSON knows"
        raise text.error(message, "write a number or a text", at=text.position(match.start()))
    if not quoted and match["gap"]:
        return ""
    if not quoted and match["whole"]:
        return f"{match['whole']}.0"
    return None
