"""Remembers which configuration a run uses, for whoever reads the result and has not given it."""

from __future__ import annotations

from pathlib import Path

from mcaudit.terms.words import configuration_words

used: list[Path] = []
"""The configuration of this run, where there is one that says anything about the command."""


def configuration() -> str | None:
    """Return the name of the configuration that this run uses, or None."""
    return used[-1].as_posix() if used else None


def configuration_notices() -> tuple[str, ...]:
    """Return which configuration this run uses, in words, or nothing."""
    return tuple(configuration_words(path.as_posix()) for path in used)
