"""What a scalar of YAML stands for: only JSON's own literals are more than text."""

from __future__ import annotations

import re
from math import isfinite

from mcaudit.reading.limits import MAX_DIGITS
from mcaudit.reading.unseen import MARKS, SPACES

UNSEEN_FIRST = re.compile(rf"-?([{SPACES}{MARKS}])")
"""What cannot be seen where a name begins, or after the hyphen of a list."""
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?)?")
"""An exponent needs a decimal point before it: `1E-1` is a criterion, not a tenth."""
_NUMERIC = "-0123456789"
"""How a number begins."""
_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def meant_by(plain: str) -> str | float | bool | None:
    """Return what a scalar without quotes stands for: a number, true, false, nothing, or the text itself."""
    if plain in _LITERALS:
        return _LITERALS[plain]
    if plain[0] in _NUMERIC and len(plain) <= MAX_DIGITS and _NUMBER.fullmatch(plain):
        if _INTEGER.fullmatch(plain):
            return int(plain)
        number = float(plain)
        return number if isfinite(number) else plain
    return plain
