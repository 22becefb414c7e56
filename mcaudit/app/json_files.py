"""Reads JSON that is to be trusted: a name stands once in an object, and numbers are numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from mcaudit.errors import InputError
from mcaudit.importers.containers import carried
from mcaudit.importers.draft import NotReadError
from mcaudit.reading.limits import MAX_DEPTH, MAX_DIGITS
from mcaudit.reading.text import Text

_DEEP = f"values are nested more than {MAX_DEPTH} deep here"


def not_json(path: str, content: str, error: json.JSONDecodeError, *, of: str, help: str) -> InputError:
    """Return the error of a file that is not JSON, with the line and the column; `of` says what the file is."""
    text = Text(path=path, content=content, sha256="", of=of)
    at = text.position(min(error.pos, len(content)))
    return InputError([text.problem(f"this is not JSON: {error.msg.lower()}", help, at=at)])


def credential_in(path: Path, raw: bytes) -> tuple[Any, bool]:
    """Return the credential in a file or picture, and whether it came as a signed token; raise InputError otherwise."""
    try:
        found = carried(raw)
    except NotReadError as error:
        raise InputError.of(path, str(error)) from error
    return json_in(path, found.text.encode()), found.is_signed


def json_in(path: Path, raw: bytes) -> Any:
    """Return what a file holds; raise InputError if it is not JSON, or programs could disagree on what it says."""
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text, **_HOOKS)
    except RecursionError as error:
        raise InputError.of(path, _DEEP) from error
    except json.JSONDecodeError as error:
        help = "get the file again from where it is published; nothing may be changed in it"
        raise not_json(path.as_posix(), text, error, of="credential", help=help) from error
    except ValueError as error:
        raise InputError.of(path, f"this is not a JSON file that can be trusted: {error}") from error
    if _depth(data) > MAX_DEPTH:
        raise InputError.of(path, _DEEP)
    return data


def _depth(data: Any) -> int:
    """Return how many levels deep a document is."""
    depth, level = 0, [data]
    while level:
        depth += 1
        level = [each for value in level for each in _within(value)]
    return depth


def _within(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS} digits")
    return int(text)


def _decimal(text: str) -> float:
    if not isfinite(found := float(text)):
        raise ValueError(f"{text} is too large to be a number, or is not one")
    return found


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; raise ValueError if a name stands in it twice, since programs then disagree on what it says."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name “{twice}” appears twice in one object")
    return found


_HOOKS: Mapping[str, Any] = {
    "object_pairs_hook": _once,
    "parse_int": _whole,
    "parse_float": _decimal,
    "parse_constant": _decimal,
}
