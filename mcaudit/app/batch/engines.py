"""Runs parts side by side: in processes of this machine, or on the workers of a Dask cluster."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mcaudit.app.processes import Lost, cores, side_by_side
from mcaudit.errors import InputError, OutputError
from mcaudit.version import __version__

if TYPE_CHECKING or find_spec("distributed"):  # an extra of its own: most catalogs fit one machine
    import distributed
    from distributed.client import FutureCancelledError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_AHEAD = 2
"""Parts per worker that wait for an earlier one, or wait there: each is held in memory until it is written."""
_PATIENCE = 30
"""Seconds within which a scheduler must answer."""
_EVERY, _LOOKS = 30, 10
"""After so many seconds without a result it is asked whether it has workers, and how often it may have none.

A cluster that grows when it has work takes minutes.
"""


class Engine(Protocol):
    """Yields what `work` returns for each item, in order, or Lost where the process that worked on it ended."""

    def __call__(self, work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result | Lost]:
        """Take items only a little ahead of the results."""
        ...


def processes(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result | Lost]:
    """Run on every core of this machine."""
    return side_by_side(work, items, cores(), ahead=_AHEAD)


@contextmanager
def dask(scheduler: str) -> Iterator[Engine]:
    """Give an engine that runs on a Dask cluster; raise InputError where its scheduler does not answer."""
    if find_spec("distributed") is None:
        raise OutputError("the engine dask needs more packages: run `pip install 'mcaudit[batch,dask]'`")
    try:
        client: Any = distributed.Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        help = "start it with `dask scheduler`, and give its address, such as tcp://127.0.0.1:8786"
        message = f"no Dask scheduler answers there: {error}"
        raise InputError.of(scheduler, message, help) from error
    with client:
        yield _OnCluster(client)


class _OnCluster:
    def __init__(self, client: Any) -> None:
        self._client = client

    def __call__(self, work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result | Lost]:
        """Keep every worker busy; the results come back in order."""
        waiting: deque[Any] = deque()
        taken = iter(items)
        more = True
        while more or waiting:
            while more and len(waiting) < _AHEAD * max(sum(self._client.ncores().values()), 1):
                try:
                    item = next(taken)
                except StopIteration:
                    more = False
                else:
                    waiting.append(self._submitted(work, item))
            if waiting:
                yield self._result(waiting.popleft())

    def _submitted(self, work: Callable[[Any], Any], item: Any) -> Any:
        with warnings.catch_warnings():  # a part is a few megabytes, which Dask would rather have scattered: but what
            warnings.simplefilter("ignore", UserWarning)  # is scattered is lost with its worker
            return self._client.submit(work, item, pure=False)

    def _result(self, future: Any) -> Any:
        without = 0
        while without < _LOOKS:
            with suppress(TimeoutError):
                return self._ended(future)
            without = 0 if self._client.ncores() else without + 1
        minutes = _EVERY * _LOOKS // 60
        address = self._client.scheduler_info()["address"]
        message = f"the Dask cluster has had no worker for {minutes} minutes; start some with `dask worker {address}`"
        raise OutputError(message)

    def _ended(self, future: Any) -> Any:
        """Return the result of a task; raise TimeoutError where there is none in time."""
        try:
            return future.result(timeout=_EVERY)
        except TimeoutError:
            raise
        except distributed.KilledWorker:
            return Lost(code=None)
        except (FutureCancelledError, OSError) as error:
            raise OutputError(f"the Dask cluster went away: {error}") from error
        except Exception as error:  # the work itself raises nothing
            message = f"a worker of the Dask cluster cannot do this: {type(error).__name__}: {error}"
            raise OutputError(f"{message}; install mcaudit[batch,dask] {__version__} on every worker") from error
