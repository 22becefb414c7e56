"""Makes text that the shipped faces can show: what they have no glyph for is replaced, or named by its number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

from fontTools.ttLib import TTFont

from mcaudit.media.faces import FONT_FILES, font_bytes

_ORDINARY = re.compile(r"[\t\n\r -~]*")
"""Characters that every face has, or that HTML takes for white space."""

_INVISIBLE = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        0x034F,  # combining grapheme joiner
        *range(0x180B, 0x1810),  # variation selectors: Mongolian,
        *range(0xFE00, 0xFE10),  # of all scripts,
        *range(0xE0100, 0xE01F0),  # and supplementary
        *range(0x200B, 0x200E),  # zero width space, non-joiner and joiner
        0x2060,  # word joiner
        0xFEFF,  # byte order mark
    ]
)
"""Characters that only say how others look, or where a line may end.

The marks that turn the direction of writing are not among them: they can make a text read as what it
is not, so that they are named like any other character without a glyph.
"""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\v\f\x85\u2028\u2029", " "),
        "\u202f": "\xa0",
        **dict.fromkeys("‐‑⁃", "-"),
        "‒": "–",
        "―": "—",
        **dict.fromkeys("ʻ‛", "‘"),
        "ʼ": "’",
        "‟": "“",
        "′": "'",
        "″": '"',
        "→": "->",
        "←": "<-",
        "↔": "<->",
        "⇒": "=>",
        "∗": "*",
        "∼": "~",
        "⋅": "·",
        "Δ": "\u2206",
        "Ω": "\u2126",
        "μ": "\xb5",
        **dict.fromkeys("‣◦●■▪►▶", "•"),
        "☐": "[ ]",
        **dict.fromkeys("☑☒", "[x]"),
    }
)
"""Characters that mean the same as others that every face has."""

_WRITTEN_OUT = {
    "<circle>": "({})",
    "<fraction>": "({})",  # 2⅓ is not 21/3,
    "<super>": "^{}",  # 10⁵ is not 105,
    "<sub>": "_{}",
}
"""How characters of some kinds of Unicode's compatibility decompositions are written; others are plain ones."""


def shown(text: str) -> str:
    """Return `text` with every character that the faces lack replaced, or named by its number: `[U+4E2D U+6587]`."""
    if _ORDINARY.fullmatch(text):
        return text
    whole = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if _covered().issuperset(whole):
        return whole
    return "".join(
        "".join(map(_in_glyphs, chars)) if has_glyphs else f"[{' '.join(f'U+{ord(char):04X}' for char in chars)}]"
        for has_glyphs, chars in groupby(whole, lambda char: bool(_in_glyphs(char)))
    )


@cache
def _covered() -> frozenset[str]:
    """Return the characters that every shipped face has a glyph for, and white space, which needs none."""
    maps = [TTFont(BytesIO(font_bytes(name))).getBestCmap() for name in FONT_FILES]
    chars = map(chr, set.intersection(*map(set, maps)))
    return frozenset(char for char in chars if unicodedata.category(char) != "Cc") | frozenset("\t\n\r")


@lru_cache(maxsize=4096)
def _in_glyphs(char: str) -> str:
    """Return a character, or what may stand for it; nothing where the faces have no glyphs for either."""
    candidates = (char, char.translate(_ALIKE), _written_out(char), unicodedata.normalize("NFD", char))
    return next((candidate for candidate in candidates if _covered().issuperset(candidate)), "")


def _written_out(char: str) -> str:
    """Return a compatibility character, such as a ligature, as the plain ones that it is made of."""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return _WRITTEN_OUT.get(kind, "{}").format(unicodedata.normalize("NFKC", char).translate(_ALIKE))
