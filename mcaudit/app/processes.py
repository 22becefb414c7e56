"""Does the same with many files in processes of their own; each result in its place, and none lost with a process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from mcaudit.app.signals import Ended, end_with_first_process

_Result = TypeVar("_Result")

_MOST = 60
"""Windows cannot wait for many more processes at once."""
_PATIENCE = 5
"""Seconds that a process gets to clean up before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The process that worked on a file ended before it was done; `code` is minus the number of a signal, or above."""

    code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


def side_by_side(work: Callable[[Path], _Result], files: Sequence[Path], processes: int) -> Iterator[_Result | Lost]:
    """Yield what `work` returns for each file, in order, or Lost where its process ended.

    Other processes must be able to load `work` by its name. They end with this iterator, and with this process
    however that ends. Each has one file at a time: the one that is lost with it.
    """
    most = min(processes, _MOST)
    waiting = deque(range(len(files)))
    idle: list[_Worker] = []
    busy: dict[Connection, tuple[_Worker, int]] = {}
    done: dict[int, _Result | Lost] = {}
    try:
        for place in range(len(files)):
            while place not in done:
                while waiting and len(busy) < most:
                    worker = idle.pop() if idle else _started(work)
                    if worker is None:
                        most = len(busy)
                    elif worker.process.is_alive():
                        busy[worker.pipe] = worker, waiting.popleft()
                        with suppress(OSError):  # it has ended: so says its pipe below
                            worker.pipe.send(files[busy[worker.pipe][1]])
                if not busy:
                    done[place] = work(files[waiting.popleft()])
                    continue
                ready = wait(list(busy))
                for pipe in [each for each in busy if each in ready]:
                    worker, at = busy.pop(pipe)
                    done[at] = _received(worker)
                    idle.append(worker)
            yield done.pop(place)
    finally:
        _end([*idle, *(worker for worker, _ in busy.values())])


def _started(work: Callable[[Path], Any]) -> _Worker | None:
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


def _serve(work: Callable[[Path], Any], pipe: Connection) -> None:
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
