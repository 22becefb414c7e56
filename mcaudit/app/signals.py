"""Turns a signal that asks the program to end into an exception, so that nothing half written stays behind."""

from __future__ import annotations

import signal
import sys
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_BY_SIGNAL = 128
"""What a shell adds to the number of a signal to make it an exit code."""


class Ended(SystemExit):
    """A signal ended the program; its code is 128 and the number of the signal."""


def end_on_signals() -> None:
    """Raise Ended on SIGINT, SIGTERM, and SIGHUP, where the system knows them.

    A signal that is ignored from the start stays ignored, as `nohup` and a shell's background jobs expect.
    """
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def end_with_first_process() -> None:
    """Raise Ended on SIGTERM only: the other signals reach the first process, which ends this one."""
    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end if name == "SIGTERM" else signal.SIG_IGN)


def _end(number: int, _: FrameType | None) -> None:
    if not _is_ending():
        raise Ended(_BY_SIGNAL + number)


def _is_ending() -> bool:
    """Return whether an earlier signal is cleaning up, which another must not cut short.

    A closed terminal sends two.
    """
    error = sys.exception()
    while error is not None and not isinstance(error, Ended):
        error = error.__context__
    return error is not None
