"""Writes JSON in which nothing acts on a terminal or in a log: what could is escaped, and the data stays the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from mcaudit.media.plain import UNSAFE, visible

_HALVES = re.compile(r"[\ud800-\udfff]+")
_ACTS = re.compile(rf"{UNSAFE.pattern}|(?<=#)#(?=\[)")
"""What is invisible or turns the writing, and what GitHub's runner takes for a command."""


def json_text(value: Any, *, indent: int = 2) -> str:
    r"""Return a value as JSON; a file name's bytes that are not UTF-8 are shown as `\xff`, as everywhere."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    if not written.isascii():
        written = _HALVES.sub(lambda match: visible(match[0]).replace("\\", "\\\\"), written)
    return _ACTS.sub(lambda match: _escaped(match[0]), written)


def members(values: Mapping[str, Any], *, indent: int) -> str:
    """Return the members of a JSON object without its braces, each on lines of its own."""
    margin = " " * indent
    return ",\n".join(
        f"{margin}{json_text(name)}: {indented(value, indent=indent, margin=margin)}" for name, value in values.items()
    )


def indented(value: Any, *, indent: int, margin: str) -> str:
    """Return a value as JSON, each of its lines but the first behind a margin."""
    return json_text(value, indent=indent).replace("\n", f"\n{margin}")


def json_document(record: Mapping[str, Any]) -> str:
    """Return a record as a JSON document of its own."""
    return f"{json_text(record)}\n"


def _escaped(character: str) -> str:
    """Return a character as JSON's escapes: one, or two for one that UTF-16 writes as a pair."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))
