"""Lets JSON be read by the YAML reader, which knows the place of everything in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Never

from mcaudit.errors import InputError
from mcaudit.reading.text import Text

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def json_as_yaml(text: Text) -> Text:
    """Return JSON as text that YAML reads alike; raise InputError where it is not JSON.

    YAML's escapes do not know JSON's surrogate pairs, so each pair becomes one long escape.
    """
    try:
        json.loads(text.content, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        at = text.position(min(error.pos, len(text.content) - 1))
        raise InputError(
            [text.problem(f"this is not JSON: {error.msg.lower()}", "mend it, or save the file as .yaml", at=at)]
        ) from error
    except RecursionError as error:
        raise InputError([text.problem("values are nested too deep", "no answer needs that")]) from error
    except ValueError as error:
        raise InputError([text.problem(f"this is not JSON: {error}", "write a number or a text")]) from error
    return replace(text, content=_PAIR.sub(_long_escape, text.content))


def _refuse(constant: str) -> Never:
    raise ValueError(f"{constant} is no value that JSON knows")


def _long_escape(match: re.Match[str]) -> str:
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08X}"
