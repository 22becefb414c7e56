"""Takes the JSON of a credential out of what carries it: a signed token, or a picture in which it is baked."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mcaudit.importers.draft import NotReadError
from mcaudit.importers.png import DamagedError, text_in

_PNG = b"\x89PNG\r\n"
_KEYWORDS = ("openbadgecredential", "openbadges")
_NAMESPACES = {
    "https://purl.imsglobal.org/ob/v3p0": "credential",
    "http://openbadges.org": "assertion",
    "https://openbadges.org": "assertion",
}
"""The namespace of an element in an SVG badge → its name."""
_DIALECT_OF_BASE64 = "-_"
_PARTS_OF_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """The text of a credential, as JSON."""

    text: str
    is_signed: bool = False
    """Whether it came as a signed token. Its signature was not checked."""


def carried(raw: bytes) -> Carried:
    """Return the JSON in a file: raise NotReadError if it is a picture or a token that holds none."""
    if raw.startswith(_PNG):
        return _unwrapped(_in_png(raw), is_picture=True)
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NotReadError("this is neither a picture (.png, .svg) nor text in UTF-8") from error
    if text.startswith("<") and "<svg" in text[:4096]:
        return _unwrapped(_in_svg(raw), is_picture=True)
    return _unwrapped(text)


def _unwrapped(text: str, *, is_picture: bool = False) -> Carried:
    text = text.strip()
    if text.startswith(("{", "[")):
        return Carried(text)
    if text.startswith(("http://", "https://")) and not any(map(str.isspace, text)):
        what = "the picture" if is_picture else "the file"
        raise NotReadError(f"{what} only names the address of its badge ({text}); give the file that is there")
    if text.count(".") == _PARTS_OF_TOKEN - 1 and not any(map(str.isspace, text)):
        return Carried(_payload(text), is_signed=True)
    return Carried(text)


def _payload(token: str) -> str:
    """Return the JSON that a token signs; raise NotReadError if it is not a token, or signs nothing."""
    try:
        header, payload = (json.loads(_decoded(part)) for part in token.split(".")[:2])
    except (binascii.Error, ValueError, RecursionError) as error:
        raise NotReadError(
            "this looks like a signed token (JWT) that is cut off: its parts cannot be decoded"
        ) from error
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise NotReadError("this looks like a signed token (JWT), but it holds no credential")
    if str(header.get("alg", "none")).casefold() == "none":
        raise NotReadError('this token says `"alg": "none"`: nobody signed it; give the credential itself as JSON')
    return json.dumps(payload.get("vc", payload))


def _decoded(part: str) -> str:
    padded = part + "=" * (-len(part) % 4)
    return base64.b64decode(padded, _DIALECT_OF_BASE64.encode(), validate=True).decode("utf-8")


def _in_png(raw: bytes) -> str:
    try:
        said = text_in(raw, _KEYWORDS)
    except DamagedError as error:
        raise NotReadError("this picture (.png) is damaged") from error
    if not said:
        raise NotReadError("this picture (.png) holds no badge; download the badge itself, not a picture of it")
    return said


def _in_svg(raw: bytes) -> str:
    try:
        root: Element = fromstring(raw)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NotReadError("this picture (.svg) is not valid XML, or holds what a badge has no use for") from error
    for namespace, name in _NAMESPACES.items():
        for element in root.iter(f"{{{namespace}}}{name}"):
            said = (element.text or "").strip() or element.get("verify", "").strip()
            if said:
                return said
    raise NotReadError("this picture (.svg) holds no badge; download the badge itself, not a picture of it")
