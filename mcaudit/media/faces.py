"""The faces that a PDF is set in: shipped, so that a page looks the same, and is the same, on every machine."""

from __future__ import annotations

from importlib.resources import files

FAMILY = "Public Sans"
URL_PREFIX = "mcaudit:fonts/"
"""What the address of a shipped font file begins with."""

_FACES = {
    "PublicSans-Regular.ttf": (400, "normal"),
    "PublicSans-Italic.ttf": (400, "italic"),
    "PublicSans-Bold.ttf": (700, "normal"),
    "PublicSans-BoldItalic.ttf": (700, "italic"),
}
"""The weight and the style of each shipped font file."""

FONT_FILES = tuple(_FACES)


def font_bytes(name: str) -> bytes:
    """Return a shipped font file; `name` is one of `FONT_FILES`."""
    return (files("mcaudit.media") / "fonts" / name).read_bytes()


def font_faces() -> str:
    """Return the CSS rules that make the shipped faces known under the name of their family."""
    return "\n".join(
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: {weight}; font-style: {style};"
        f" src: url({URL_PREFIX}{name}) }}"
        for name, (weight, style) in _FACES.items()
    )
