"""A row of a catalog: one profile under its key, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.reading.limits import MAX_BYTES

MAX_ROW = 4 * MAX_BYTES
"""Bytes of one row: a profile in an envelope or as a text within JSON takes more than by itself."""
_KEYS = ("key", "envelope_ceterms_ctid", "envelope_ctdl_ctid", "ctid", "ceterms:ctid")
"""Where a record has its key, the first that is there; a profile has it in its `id` as well.

The `id` of a badge may be that of an award, which is about an earner.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A profile's text under a key, or the problem with it; `kind` is that of an error row."""

    key: str
    content: bytes = b""
    problem: str = ""
    help: str = ""
    kind: str = "input"

    def failed(self, problem: str, help: str, kind: str = "input") -> Row:
        """Return the error row in its place."""
        return Row(key=self.key, problem=problem, help=help, kind=kind)


def bad(key: str, problem: str, help: str = "") -> Row:
    """Return a row that cannot be audited."""
    return Row(key=key, problem=problem, help=help)


def too_long(key: str) -> Row:
    """Return that a row has too many bytes."""
    return bad(key, f"the row has more than {MAX_ROW:,} bytes", "a profile has about 40,000; is it the right file?")


def readable(name: str) -> str:
    """Return a name with what UTF-8 cannot spell written out."""
    return name.encode("utf-8", "backslashreplace").decode()


def row_of_file(key: str, content: bytes) -> Row:
    """Return the row of one file: a profile, or the envelope of a registry around one."""
    if content.lstrip()[:1] != b"{":
        return Row(key=key, content=content)
    return Row(key=key, content=_profile_in(parsed(content)) or content)


def _profile_in(envelope: Any) -> bytes:
    """Return the profile in the envelope of a registry; empty where there is none, as around a credential."""
    resource = envelope.get("decoded_resource") if isinstance(envelope, Mapping) else None
    return _dumped(resource) if isinstance(resource, Mapping) and "format" in resource else b""


def row_of_line(key: str, line: bytes) -> Row:
    """Return the row of a line of JSON: `{"key": …, "content": …}`, an envelope, or a profile.

    `key` is used where the line has none.
    """
    data = parsed(line)
    if not isinstance(data, Mapping):
        help = 'write {"key": "…", "content": "…"} on every line, or a profile as JSON'
        return bad(key, "this line is not a JSON object", help)
    keys = (*_KEYS, "id") if "format" in data else _KEYS
    named = next((data[name] for name in keys if isinstance(data.get(name), str) and data[name].strip()), key)
    named = readable(named)
    if "content" not in data or "decoded_resource" in data:
        return Row(key=named, content=_profile_in(data) or line)
    return row_of_cells(named, data["content"])


def row_of_cells(key: object, content: object) -> Row:
    """Return the row of two cells of a table; `content` may be text, bytes, or a profile's data."""
    key = str(key) if isinstance(key, int) else key
    if not isinstance(key, str) or not key.strip():
        return bad("" if key is None else readable(str(key)), "this row has no key", "give every row a key of its own")
    if isinstance(content, Mapping):
        return Row(key=key, content=_profile_in(content) or _dumped(content))
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if not isinstance(content, bytes):
        return bad(key, "this row has no content", "`content` is the text of a profile")
    return too_long(key) if len(content) > MAX_ROW else Row(key=key, content=content)


def parsed(content: bytes) -> Any:
    """Return JSON as data, or None where it is not JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _dumped(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode("ascii")
