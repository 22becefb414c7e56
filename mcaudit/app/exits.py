"""The exit codes, all of them; any other is reserved."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import assert_never

from mcaudit.errors import Problem
from mcaudit.model import Verdict
from mcaudit.version import __version__


class Exit(IntEnum):
    """What a run came to; a signal that ends it makes 129, 130, or 143.

    Only `check` and `accept --require` use FAIL and UNDECIDED, and `batch` UNDECIDED for rows that are errors.
    """

    PASS = 0
    FAIL = 1
    MISTAKE = 2
    UNDECIDED = 3
    FAULT = 4


def exit_of(verdict: Verdict) -> Exit:
    """Return the exit code of a verdict; only a pass and a ready submission are 0."""
    match verdict:
        case Verdict.PASS | Verdict.READY:
            return Exit.PASS
        case Verdict.FAIL | Verdict.INCOMPLETE | Verdict.NOT_READY:
            return Exit.FAIL
        case Verdict.UNDECIDED:
            return Exit.UNDECIDED
        case other:
            assert_never(other)


def fault(path: str, error: Exception) -> Problem:
    """Return a fault of the program as a problem that can be reported."""
    return Problem(
        path=path,
        message=f"mcaudit {__version__} has a fault: {type(error).__name__}: {error}",
        help="please report it with the command you gave; MCAUDIT_TRACEBACK=1 shows where",
    )


_MOST_SEVERE_FIRST = (Exit.FAULT, Exit.MISTAKE, Exit.FAIL, Exit.UNDECIDED, Exit.PASS)


def most_severe(exits: Iterable[Exit]) -> Exit:
    """Return the most severe of several exits; PASS where there are none."""
    return min(exits, key=_MOST_SEVERE_FIRST.index, default=Exit.PASS)
