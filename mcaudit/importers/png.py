"""Reads the texts in a PNG picture (PNG specification, sections 5 and 11.3.3), and never its pixels.

A badge may stand behind the pixels, where a library finds it only after it has decoded all of them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

_SIGNATURE = 8
"""How many bytes come before the first chunk."""
_HEAD = struct.Struct(">I4s")
"""The length of a chunk's data, and its type."""
_CHECK = 4
"""How many bytes come after a chunk's data."""
_MOST = 2 * 1024 * 1024
"""Bytes that a compressed text may have when it is unpacked, as many as a credential in a file may have."""


class DamagedError(ValueError):
    """A picture that ends too early, or a text in it that cannot be unpacked."""


def text_in(raw: bytes, keywords: Sequence[str]) -> str:
    """Return the text under the first of some keywords that a picture has; nothing if it has none.

    Raise DamagedError if the picture is cut off.
    """
    found: dict[str, tuple[bytes, bytes]] = {}
    for kind, data in _chunks(raw):
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            keyword, _, rest = data.partition(b"\0")
            found.setdefault(keyword.decode("latin-1"), (kind, rest))
    return next((_text(*found[each]) for each in keywords if each in found), "")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _SIGNATURE
    kind = b""
    while kind != b"IEND":
        if at + _HEAD.size > len(raw):
            raise DamagedError
        length, kind = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        if at + length + _CHECK > len(raw):
            raise DamagedError
        yield kind, raw[at : at + length]
        at += length + _CHECK


def _text(kind: bytes, rest: bytes) -> str:
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return _unpacked(rest[1:]).decode("latin-1")
    is_packed, said = rest[:1] == b"\x01", rest[2:]
    _language, _, said = said.partition(b"\0")
    _translated, _, said = said.partition(b"\0")
    return (_unpacked(said) if is_packed else said).decode("utf-8", "replace")


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, _MOST)
    except zlib.error as error:
        raise DamagedError from error
    if not unpacking.eof:
        raise DamagedError
    return found
