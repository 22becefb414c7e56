"""What changed in a profile and in what an audit says of it, as blocks."""

from __future__ import annotations

from mcaudit.blocks import Diff
from mcaudit.model import TextChange

_SHOWN = 400
"""Characters of a text that people are shown; the JSON has all of it."""


def diff_of(change: TextChange) -> Diff:
    """Return a place with its text before and after, long texts cut."""
    return Diff(place=change.pointer, before=_shortened(change.before), after=_shortened(change.after))


def was_and_now(before: str, now: str) -> str:
    """Return what an audit said and says; only what it says where that is the same."""
    return _sentence(now) if before == now else f"Was: {_sentence(before)} Now: {_sentence(now)}"


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _shortened(text: str | None) -> str | None:
    if text is None or len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… ({len(text)} characters)"
