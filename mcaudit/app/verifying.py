"""Checks endorsements offline: reads what is given, and asks what it says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from mcaudit.app.json_files import not_json
from mcaudit.credentials.answers import Given, Verified
from mcaudit.credentials.verifying import verified
from mcaudit.errors import InputError, Problem
from mcaudit.importers.containers import carried
from mcaudit.importers.draft import NotReadError
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_BYTES, MAX_DEPTH, MAX_DIGITS
from mcaudit.reading.text import read_bytes

_DEEP = f"values are nested more than {MAX_DEPTH} deep here"


def verify(
    path: Path, *, date: str, identities: Sequence[Path], record: Path | None, profile: Path | None
) -> tuple[Verified, ...]:
    """Return the answers about the endorsements in a file; raise InputError where something cannot be read.

    No network is used: what is not given is unknown.
    """
    data, is_token = credential_in(path, read_bytes(path, MAX_BYTES, "endorsement"))
    given = Given(
        date=date,
        identities=_identities(identities),
        record=read_bytes(record, MAX_AUDITS_BYTES, "audit") if record else None,
        profile=read_bytes(profile, MAX_BYTES, "profile") if profile else None,
        is_token=is_token,
    )
    found = verified(data, given)
    if not found:
        message = "this is not an endorsement, and holds none"
        raise _problem(path, message, "give an EndorsementCredential, or a badge in which one is embedded")
    return found


def _identities(paths: Sequence[Path]) -> Mapping[str, Mapping[str, Any]]:
    known: dict[str, Mapping[str, Any]] = {}
    for path in paths:
        data = _json(path, read_bytes(path, MAX_BYTES, "identity file"))
        if not isinstance(data, Mapping) or not isinstance(data.get("id"), str):
            raise _problem(path, "this is not an identity file (did.json)", "get it from the signer's own web site")
        if known.get(data["id"], data) != data:
            raise _problem(path, f"another identity file of {data['id']} says something else", "give the newest alone")
        known[data["id"]] = data
    return known


def credential_in(path: Path, raw: bytes) -> tuple[Any, bool]:
    """Return the credential in a file or picture, and whether it came as a signed token; raise InputError otherwise."""
    try:
        found = carried(raw)
    except NotReadError as error:
        raise _problem(path, str(error)) from error
    return _json(path, found.text.encode()), found.is_signed


def _json(path: Path, raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text, **_HOOKS)
    except RecursionError as error:
        raise _problem(path, _DEEP) from error
    except json.JSONDecodeError as error:
        help = "get the file again from where it is published; nothing may be changed in it"
        raise not_json(path.as_posix(), text, error, of="credential", help=help) from error
    except ValueError as error:
        raise _problem(path, f"this is not a JSON file that can be trusted: {error}") from error
    if _depth(data) > MAX_DEPTH:
        raise _problem(path, _DEEP)
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
        raise ValueError(f"the name “{twice}” stands twice in one object")
    return found


_HOOKS: Mapping[str, Any] = {
    "object_pairs_hook": _once,
    "parse_int": _whole,
    "parse_float": _decimal,
    "parse_constant": _decimal,
}


def _problem(path: Path, message: str, help: str = "") -> InputError:
    return InputError([Problem(path=path.as_posix(), message=message, help=help)])
