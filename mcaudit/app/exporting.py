"""Writes a profile as a published credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mcaudit.credentials.achievement import achievement_of
from mcaudit.credentials.ctdl import ctdl_of
from mcaudit.credentials.exporting import Exported, MissingError, Supplied, Target
from mcaudit.errors import InputError, Problem
from mcaudit.exchange.json_text import json_document
from mcaudit.model import Profile

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
    return json_document(made.data).encode(), tuple(_notes(target, made))


def _notes(target: Target, made: Exported) -> Iterator[str]:
    if made.left:
        yield f"{target} has no place for: {'; '.join(made.left)}"
    if made.to_do:
        yield made.to_do
