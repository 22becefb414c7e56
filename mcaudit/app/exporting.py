"""Writes a profile as a published credential."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mcaudit.app.json_files import credential_in
from mcaudit.credentials.achievement import achievement_of
from mcaudit.credentials.ctdl import ctdl_of
from mcaudit.credentials.exporting import Exported, MissingError, Supplied, Target
from mcaudit.credentials.members import at, subject_of, types_of
from mcaudit.errors import InputError, Problem
from mcaudit.exchange.json_text import json_document
from mcaudit.model import Profile
from mcaudit.reading.limits import MAX_BYTES
from mcaudit.reading.text import read_bytes

_WRITERS: Mapping[Target, Callable[[Profile, Supplied], Exported]] = {
    Target.ACHIEVEMENT: achievement_of,
    Target.CTDL: ctdl_of,
}


def exported(profile: Profile, target: Target, supplied: Supplied) -> tuple[bytes, tuple[str, ...]]:
    """Return a profile in a format, and in sentences what is not in it.

    Raise InputError with everything that only a person can supply.
    """
    try:
        made = _WRITERS[target](profile, supplied)
    except MissingError as error:
        lines = str(error).splitlines()
        problems = (Problem(path=profile.path, message=f"{target} needs {line}", help="") for line in lines)
        raise InputError(problems) from error
    left = f"{target} has no place for: {'; '.join(made.left)}" if made.left else ""
    return json_document(made.data).encode(), tuple(filter(None, (left, made.to_do)))


def embedded(path: Path, id: str) -> Mapping[str, Any]:
    """Return a signed endorsement of the achievement that `id` identifies; raise InputError if this is not one."""
    data = credential_in(path, read_bytes(path, MAX_BYTES, "endorsement"))[0]
    if "EndorsementCredential" not in types_of(data) or at(data, "proof") is None:
        message = "this is not a signed endorsement (EndorsementCredential)"
        raise InputError.of(path, message, "make one with `mcaudit endorse`")
    if subject_of(data) != id:
        message = (
            f"this endorsement is about {subject_of(data) or 'nothing named'}, not about {id or 'what --id names'}"
        )
        help = "give --id as the endorsement has it, or have this achievement endorsed"
        raise InputError.of(path, message, help)
    return dict(data)
