"""Reads a logo: a PNG that can be decoded, or an SVG that is shapes alone and refers to nothing outside itself."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

from mcaudit.model.agency import Logo
from mcaudit.reading.limits import MAX_LOGO_BYTES, MAX_LOGO_PIXELS
from mcaudit.reading.text import read_bytes

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_HELP = "save the logo as a PNG or SVG file"
_LINKS = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)
_REFUSED = {
    "text": "it has text, which looks different where its typeface is missing",
    "script": "it has a script",
    "foreignObject": "it has parts that are not SVG",
    "image": "it has a picture inside",
}
"""An element that a logo may not have → why."""
_OUTLINES = "save it as plain SVG with its text as outlines and nothing linked, or as PNG"


def read_logo(path: Path) -> Logo:
    """Return the picture in a file.

    Raise InputError where the file cannot be read, and ValueError, with what is wrong and what to do, where it is not
    a picture that every document can hold.
    """
    content = read_bytes(path, MAX_LOGO_BYTES, "logo")
    is_png = content.startswith(_PNG)
    reason = _wrong_png(content) if is_png else _wrong_svg(content)
    if reason:
        raise ValueError(*reason)
    return Logo(path=path.as_posix(), media_type="image/png" if is_png else "image/svg+xml", content=content)


def _wrong_png(content: bytes) -> tuple[str, str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=("PNG",))
            if picture.width * picture.height > MAX_LOGO_PIXELS:
                size = f"{picture.width} by {picture.height} pixels"
                return f"it has {size}; the limit is {MAX_LOGO_PIXELS:,} in all", "make the picture smaller"
            picture.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
    ):
        return "it is not a complete PNG picture", _HELP
    return None


def _wrong_svg(content: bytes) -> tuple[str, str] | None:
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return "it is not a PNG or SVG picture", _HELP
    if root.tag != f"{_SVG}svg":
        return "it is not a PNG or SVG picture", _HELP
    for element in root.iter():
        name = str(element.tag).removeprefix(_SVG)
        if name in _REFUSED:
            return _REFUSED[name], _OUTLINES
        if _links(element):
            return "it refers to something outside the file", _OUTLINES
    return None


def _links(element: Element) -> bool:
    """Return whether an element loads something that is not in the picture."""
    addresses = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == "href")
    texts = (element.text or "", *element.attrib.values())
    return any(not value.startswith("#") for value in addresses) or any(map(_LINKS.search, texts))
