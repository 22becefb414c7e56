"""Makes text from a profile safe to show: it is somebody else's, and may hold anything."""

from __future__ import annotations

import re

# C0 and C1 controls (escape codes among them), and the marks that turn the direction of writing.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "|", "→": "->", "×": "x"}
)


def plain(text: str) -> str:
    """Return `text` on one line, with every invisible control character made visible."""
    return _UNSAFE.sub(
        lambda match: f"\\u{ord(match.group()):04x}", " ".join(re.split(r"[\t\n\r\u2028\u2029\x85]+", text)).strip()
    )


def ascii_only(text: str) -> str:
    """Return `text` with typographic marks replaced, for terminals whose code page lacks them."""
    return text.translate(_ASCII)
