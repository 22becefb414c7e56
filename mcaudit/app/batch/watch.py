"""Ends the process that works on one profile for too long, whatever it hangs in."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

TIME_LIMIT = 120.0
"""Seconds for one profile: a usual one takes 0.01, and the largest that is read takes a few."""
_ONE = Lock()
"""A process has one timer; threads of a cluster's worker take turns, and lose no time by it: Python runs one."""


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer than `seconds`; on Windows, which has no such timer, set no limit.

    The system ends it. No thread or handler of Python could: neither runs while a library does not return.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    with _ONE:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def was_too_long(code: int | None) -> bool:
    """Return whether the exit code of a process says that its time was over."""
    return code is not None and hasattr(signal, "SIGALRM") and code == -signal.SIGALRM
