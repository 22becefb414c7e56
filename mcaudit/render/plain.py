"""Makes text from a profile safe to show: it is somebody else's, and may hold anything."""

from __future__ import annotations

import re

# C0 and C1 controls (escape codes among them), marks that turn the direction of writing, and what shows nothing.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
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
