"""Writes JSON in which nothing acts on a terminal or in a log: what could is escaped, and the data stays the same."""

from __future__ import annotations

import json
import re
from typing import Any

from mcaudit.media.plain import UNSAFE, visible

_HALVES = re.compile(r"[\ud800-\udfff]+")
_ACTS = re.compile(rf"{UNSAFE.pattern}|(?<=#)#(?=\[)")
"""What is invisible or turns the writing, and what GitHub's runner takes for a command."""


def json_text(value: Any, *, indent: int = 2) -> str:
    r"""Return a value as JSON; a file name's bytes that are not UTF-8 are shown as `\xff`, as everywhere."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    if not written.isascii():
        written = _HALVES.sub(lambda match: json.dumps(visible(match[0]), ensure_ascii=False)[1:-1], written)
    return _ACTS.sub(lambda match: "\\u0023" if match[0] == "#" else json.dumps(match[0])[1:-1], written)
