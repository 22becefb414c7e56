"""Tries again what was lost with a worker, so that only the profile which ended it becomes an error row."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from mcaudit.app.batch.engines import Engine, processes
from mcaudit.app.batch.parts import Failed, Job, Part, Written, tables_of, written
from mcaudit.app.batch.rows import Row
from mcaudit.app.batch.watch import was_too_long
from mcaudit.app.processes import Lost

_TRIES = 3
"""How often a part may be lost with its worker."""


def retried(job: Job, part: Part, engine: Engine) -> Written | Failed:
    """Write a part whose worker ended: a profile that ends a worker by itself as well becomes an error row."""
    suspects: set[str] = set()
    for _ in range(_TRIES):
        results = engine(partial(probed, job), part.rows)
        rows = tuple(
            _judged(job, row, each, suspects) if isinstance(each, Lost) else row
            for row, each in zip(part.rows, results, strict=True)
        )
        (result,) = engine(partial(written, job), (replace(part, rows=rows),))
        if not isinstance(result, Lost):
            return result
    message = f"the workers of {part.name} end again and again; is there enough memory?"
    return Failed(message=message, is_fault=False)


def _judged(job: Job, row: Row, lost: Lost, suspects: set[str]) -> Row:
    """Return the error row of a profile that was lost with its worker; `suspects` are those that only a cluster lost.

    A cluster does not say how a worker ended, and loses what waited on it as well: such a row is tried here too.
    """
    if lost.code is None:
        (result,) = processes(partial(probed, job), (row,))
        if not isinstance(result, Lost):
            is_first = row.key not in suspects
            suspects.add(row.key)
            return row if is_first else stopped(row)
        lost = result
    return too_slow(row, job.time_limit) if was_too_long(lost.code) else stopped(row)


def probed(job: Job, row: Row) -> bool:
    """Audit one row and throw the result away: whoever calls wants to know whether the process survives."""
    with suppress(Exception):  # whoever writes it says so better
        tables_of(job, (row,))
    return True


def stopped(row: Row) -> Row:
    """Return the error row of a profile that ended the process which audited it."""
    problem = "this profile stopped the worker that audited it, twice"
    return row.failed(problem, "audit it by itself with `mcaudit check`, on a computer with more memory", "stopped")


def too_slow(row: Row, seconds: float) -> Row:
    """Return the error row of a profile whose audit did not end in time."""
    problem = f"the audit of this profile took longer than {seconds:g} seconds, twice, and was stopped"
    help = "audit it by itself with `mcaudit check`; if it only needs more time, use --time-limit and --fresh"
    return row.failed(problem, help, "stopped")
