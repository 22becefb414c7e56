"""How names of people and of organizations are compared, however they are spelt."""

from __future__ import annotations

import re
import unicodedata


def folded(name: str) -> str:
    """Return a name as names are compared: its words, without case, marks between them, and what cannot be seen.

    Letters of other scripts that look alike stay different: no rule tells them from a name of that script.
    """
    seen = "".join(mark for mark in unicodedata.normalize("NFKC", name) if unicodedata.category(mark) != "Cf")
    return " ".join(re.findall(r"[^\W_]+", seen.casefold()))
