"""Does the same with many items in processes of their own; each result in its place, and none lost with a process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar, cast

from mcaudit.app.signals import Ended, end_with_first_process

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MOST = 60
"""Windows cannot wait for many more processes at once."""
_AHEAD = 1000
"""Results per process that may wait for an earlier one: one slow file does not hold up the others."""
_PATIENCE = 5
"""Seconds that a process gets to clean up before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The process that worked on an item ended before it was done; `code` is minus the number of a signal, or above."""

    code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


def cores() -> int:
    """Return how many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def side_by_side(
    work: Callable[[_Item], _Result], items: Iterable[_Item], processes: int, *, ahead: int = _AHEAD
) -> Iterator[_Result | Lost]:
    """Yield what `work` returns for each item, such as a file, in order, or Lost where its process ended.

    Other processes must be able to load `work` by its name. They end with this iterator, and with this process
    however that ends. Each has one item at a time: the one that is lost with it. Items are taken as they are needed:
    at most so many results a process (`ahead`) wait for an earlier one, so items may come from a long stream.
    """
    most = min(processes, _MOST)
    waiting: Iterator[tuple[int, _Item]] = enumerate(items)
    idle: list[_Worker] = []
    busy: dict[Connection, tuple[_Worker, int]] = {}
    done: dict[int, _Result | Lost] = {}
    turn = 0
    try:
        while True:
            while len(busy) < most and len(done) < ahead * most and (taken := next(waiting, None)):
                if worker := _ready(idle) or _started(work):
                    busy[worker.pipe] = worker, taken[0]
                    with suppress(OSError):  # it has ended: so says its pipe below
                        worker.pipe.send(taken[1])
                elif busy:  # there is no room for another
                    most = len(busy)
                    waiting = chain((taken,), waiting)
                else:
                    done[taken[0]] = work(taken[1])
            if busy and turn not in done:
                for pipe in wait(list(busy)):
                    worker, at = busy.pop(cast(Connection, pipe))
                    done[at] = _received(worker)
                    idle.append(worker)
            if turn in done:
                yield done.pop(turn)
                turn += 1
            elif not busy:
                return
    finally:
        _end([*idle, *(worker for worker, _ in busy.values())])


def _ready(idle: list[_Worker]) -> _Worker | None:
    """Take a worker that waits for work and has not ended."""
    while idle:
        worker = idle.pop()
        if worker.process.is_alive():
            return worker
    return None


def _started(work: Callable[[Any], Any]) -> _Worker | None:
    """Return a new worker, or None where the system has no room for one."""
    # A copy of this process has read the edition and compiled it; elsewhere each starts afresh.
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    pipe, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    with theirs:
        try:
            process.start()
        except OSError:
            pipe.close()
            return None
    return _Worker(process=process, pipe=pipe)


def _received(worker: _Worker) -> Any:
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        return Lost(code=worker.process.exitcode)


def _end(workers: Iterable[_Worker]) -> None:
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_PATIENCE)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


# --- in a process of its own ---------------------------------------------------------------------


def _serve(work: Callable[[Any], Any], pipe: Connection) -> None:
    end_with_first_process()
    Thread(target=_follow_parent, daemon=True).start()
    with suppress(Ended, EOFError, OSError):  # the first process is done, or gone
        while True:
            pipe.send(work(pipe.recv()))
    gc.collect()  # a library's temporary folder goes with the object that made it


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
