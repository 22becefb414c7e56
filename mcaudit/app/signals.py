"""Turns a signal that asks the program to end into an exception, so that nothing half written stays behind."""

from __future__ import annotations

import signal
import sys
from threading import Thread, main_thread
from time import sleep
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_BY_SIGNAL = 128
"""What a shell adds to the number of a signal to make it an exit code."""
_SOON = 0.01
"""Seconds between the times that a signal is sent anew."""


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
    if not (_lost.is_held or _is_ending()):
        _lost.number = None
        raise Ended(number)


class _Lost:
    """A signal that came where Python ignores exceptions, until it has been raised elsewhere."""

    number: int | None = None
    is_held = False
    """Whether nothing may be raised now: it would be ignored again."""

    def send_anew(self, number: int) -> None:
        """Send the signal to the first thread until it is raised, and wake that where the system can."""
        self.number, self.is_held = number, True
        Thread(target=self._send, daemon=True).start()
        self.is_held = False

    def _send(self) -> None:
        while (number := self.number) is not None:
            sleep(_SOON)
            if hasattr(signal, "pthread_kill"):
                signal.pthread_kill(main_thread().ident or 0, number)
            else:
                signal.raise_signal(number)


_lost = _Lost()


def _not_ignored(unraisable: Any) -> None:
    """Send a signal anew that came where Python ignores exceptions, such as in a callback of its import system."""
    if isinstance(unraisable.exc_value, Ended):
        _lost.send_anew(unraisable.exc_value.number)
    else:
        sys.__unraisablehook__(unraisable)


def _is_ending() -> bool:
    """Return whether an earlier signal is cleaning up, which another must not cut short.

    A closed terminal sends two.
    """
    error = sys.exception()
    while error is not None and not isinstance(error, Ended):
        error = error.__context__
    return error is not None
