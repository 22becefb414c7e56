"""Turns a signal that asks the program to end into an exception, so that nothing half written stays behind."""

from __future__ import annotations

import signal
import sys
from threading import Timer, main_thread
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_BY_SIGNAL = 128
"""What a shell adds to the number of a signal to make it an exit code."""
_SOON = 0.01
"""Seconds until a signal is sent anew."""


class Ended(SystemExit):
    """A signal ended the program; its code is 128 and the number of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(_BY_SIGNAL + number)
        self.number = number


def end_on_signals() -> None:
    """Raise Ended on SIGINT, SIGTERM, and SIGHUP, where the system knows them.

    A signal that is ignored from the start stays ignored, as `nohup` and a shell's background jobs expect.
    """
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    sys.unraisablehook = _not_ignored


def end_with_first_process() -> None:
    """Raise Ended on SIGTERM only: the other signals reach the first process, which ends this one."""
    for name in _NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end if name == "SIGTERM" else signal.SIG_IGN)


def _end(number: int, _: FrameType | None) -> None:
    if not _is_ending():
        raise Ended(number)


def _not_ignored(unraisable: Any) -> None:
    """Send a signal anew that came where Python ignores exceptions, such as in a callback of its import system."""
    if isinstance(unraisable.exc_value, Ended):
        again = Timer(_SOON, _send, (unraisable.exc_value.number,))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(unraisable)


def _send(number: int) -> None:
    """Send a signal to the first thread, which it wakes where the system can do that."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, number)
    else:
        signal.raise_signal(number)


def _is_ending() -> bool:
    """Return whether an earlier signal is cleaning up, which another must not cut short.

    A closed terminal sends two.
    """
    error = sys.exception()
    while error is not None and not isinstance(error, Ended):
        error = error.__context__
    return error is not None
