"""`mcaudit batch`: audits a whole catalog into Parquet tables."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from mcaudit.app.batch.watch import TIME_LIMIT
from mcaudit.app.exits import Exit
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import to_stderr
from mcaudit.cli.screen import status_line
from mcaudit.errors import OutputError
from mcaudit.model import Gate
from mcaudit.model.states import NATIONAL, STATES

try:
    from mcaudit.app.batch.running import Progress, Question
    from mcaudit.app.batch.running import batch as audit_batch
except ModuleNotFoundError as error:
    raise OutputError("a batch needs more packages: run `pip install 'mcaudit[batch]'`") from error

EXAMPLES = (
    "Examples:",
    "  mcaudit batch profiles/ --into tables/",
    "  mcaudit batch registry.zip --into tables/ --policy own --fail-over 0.05",
    "  mcaudit batch s3://catalog/profiles.jsonl.gz --into s3://catalog/tables --engine dask --scheduler tcp://10.0.0.5:8786",
)
_SECONDS, _SECONDS_PIPED = 1.0, 30.0
"""How often the progress is shown on a terminal, and where each time is a line more."""
_UNFINISHED = (
    "note: a run of the same command on {0} has not ended, and this is a new one; to go on with that one, stop this "
    "one and add --date {0}"
)
_WINDOW, _LEAST_MARKS = 120.0, 2
"""Seconds over which the pace is taken."""


class Engine(StrEnum):
    """What runs the audits."""

    PROCESSES = "processes"
    DASK = "dask"


SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        help="Folders, .zip, .jsonl, .jsonl.gz, or .parquet files (columns `key` and `content`), or fsspec addresses.",
        metavar="SOURCE",
    ),
]
IntoOption = Annotated[str, typer.Option(help="The folder or address of the tables.", metavar="URL")]
EngineOption = Annotated[Engine, typer.Option(help="What runs the audits: processes here, or a Dask cluster.")]
SchedulerOption = Annotated[str, typer.Option(help="The Dask scheduler, for --engine dask.", metavar="tcp://HOST:PORT")]
StateOption = Annotated[
    str,
    typer.Option(
        help="The state that reviews badges and registry envelopes, which are then drafted and audited; or `national`.",
        metavar="STATE",
        show_default=False,
    ),
]
PartitionOption = Annotated[int, typer.Option(help="Rows of a part.", min=1, metavar="N")]
TimeLimitOption = Annotated[
    float,
    typer.Option(
        help="A profile whose audit takes longer is tried once more alone, and then becomes an error row.",
        min=1.0,
        max=86_400.0,
        metavar="SECONDS",
    ),
]
LimitOption = Annotated[int | None, typer.Option(help="Audit only so many rows, to try it out.", min=1, metavar="N")]
FailOverOption = Annotated[
    float | None,
    typer.Option(
        help="Stop if more than this share of the rows are errors, such as 0.05.", min=0.0, max=1.0, metavar="SHARE"
    ),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Audit again what an earlier run of the same has written.")]


def batch(
    sources: SourcesArgument,
    into: IntoOption,
    policy: options.Policy = None,
    date: options.Date = None,
    gate: Annotated[Gate, typer.Option(help="The gate that the column `deciding` is about.")] = Gate.ENDORSEMENT,
    engine: EngineOption = Engine.PROCESSES,
    state: StateOption = "",
    scheduler: SchedulerOption = "",
    partition: PartitionOption = 1000,
    time_limit: TimeLimitOption = TIME_LIMIT,
    limit: LimitOption = None,
    fail_over: FailOverOption = None,
    fresh: FreshOption = False,
    config: ConfigOption = None,
) -> None:
    """Audit a catalog of any size into Parquet tables: findings, profiles, and errors.

    A run that was ended goes on where it stopped: give the same command again. Local documents are not looked at.
    Exit codes: 0 done; 2 a source cannot be read or a table cannot be written; 3 done, with rows in the table of
    errors; 4 done, but mcaudit had a fault with a row.
    """
    _refuse_misuse(engine, scheduler, state)
    question = Question(
        sources=tuple(sources),
        into=into,
        date=options.audit_date(date),
        gate=gate,
        policy=policy,
        state=state,
        scheduler=scheduler,
        partition=partition,
        time_limit=time_limit,
        limit=limit,
        fail_over=fail_over,
        fresh=fresh,
    )
    raise typer.Exit(_shown(audit_batch(question), into))


def _refuse_misuse(engine: Engine, scheduler: str, state: str) -> None:
    if (engine is Engine.DASK) != bool(scheduler):
        raise typer.BadParameter("--engine dask and --scheduler need each other", param_hint="--scheduler")
    if state not in ("", NATIONAL, *STATES.values()):
        message = f"“{state}” is not a state; write its postal code, such as OH, or `{NATIONAL}`"
        raise typer.BadParameter(message, param_hint="--state")


def _shown(steps: Iterator[Progress], into: str) -> Exit:
    """Show the progress now and then, and the result at the end; return the exit code."""
    pace, shown, last = Pace(), time.monotonic(), None
    every = _SECONDS if sys.stderr.isatty() else _SECONDS_PIPED
    with status_line() as show:
        for step in steps:
            if last is None and step.unfinished:
                to_stderr(_UNFINISHED.format(step.unfinished))
            last, now = step, time.monotonic()
            pace.mark(step, now)
            if not step.is_complete and now - shown >= every:
                shown = now
                show(pace.words(step))
    assert last is not None
    to_stderr(_result(last, into))
    if last.faults:
        return Exit.FAULT
    return Exit.UNDECIDED if last.errors else Exit.PASS


class Pace:
    """How fast rows were audited of late: the first minutes of a long run say little about the rest."""

    def __init__(self) -> None:
        """Begin without any mark."""
        self._marks: deque[tuple[float, int]] = deque()

    def mark(self, step: Progress, now: float) -> None:
        """Take where a run stands at a time, in seconds."""
        self._marks.append((now, step.done - step.kept))
        while len(self._marks) > _LEAST_MARKS and now - self._marks[1][0] >= _WINDOW:
            self._marks.popleft()

    def words(self, step: Progress) -> str:
        """Return how much is done, how fast, with how many errors, and how long the rest takes."""
        (began, before), (now, after) = self._marks[0], self._marks[-1]
        rate = (after - before) / (now - began) if now > began else 0
        left = f"{_duration((step.total - step.done) / rate)} left" if rate else "time left unknown"
        done = f"{step.done:,} of {_counted(step.total, 'row')}"
        return f"{done}, {rate:,.0f} a second, {_counted(step.errors, 'error')}, {left}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"


def _result(step: Progress, into: str) -> str:
    audited = step.done - step.errors
    kept = f" An earlier run had done {step.kept:,} of the {step.done:,} rows." if step.kept else ""
    errors = f" Rows that could not be audited: {step.errors:,}; see the table `errors`." if step.errors else ""
    return f"{_counted(audited, 'profile')} audited into {into} (run {step.run}).{errors}{kept}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
