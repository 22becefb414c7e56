"""Checks endorsements offline: reads what is given, and asks what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mcaudit.app.json_files import credential_in, json_in
from mcaudit.credentials.answers import Given, Verified
from mcaudit.credentials.verifying import verified
from mcaudit.errors import InputError
from mcaudit.reading.limits import MAX_AUDITS_BYTES, MAX_BYTES
from mcaudit.reading.text import read_bytes


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
        raise InputError.of(path, message, "give an EndorsementCredential, or a badge in which one is embedded")
    return found


def _identities(paths: Sequence[Path]) -> Mapping[str, Mapping[str, Any]]:
    known: dict[str, Mapping[str, Any]] = {}
    for path in paths:
        data = json_in(path, read_bytes(path, MAX_BYTES, "identity file"))
        if not isinstance(data, Mapping) or not isinstance(data.get("id"), str):
            raise InputError.of(
                path, "this is not an identity file (did.json)", "get it from the signer's own web site"
            )
        if known.get(data["id"], data) != data:
            raise InputError.of(
                path, f"another identity file of {data['id']} says something else", "give the newest alone"
            )
        known[data["id"]] = data
    return known
