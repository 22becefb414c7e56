"""Knows the terminal: its width, its colours, its alphabet, and how errors look on it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TextIO, TypeVar

from mcaudit.errors import Problem
from mcaudit.render.plain import ascii_only, plain
from mcaudit.render.report import View
from mcaudit.render.selection import EVERYTHING, Selection

_Step = TypeVar("_Step")

_WIDTH_WHEN_PIPED = 100
_LEAST_WIDTH, _MOST_WIDTH = 40, 120
_PROBE = "█▒░“…”·"


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def view_of(stream: TextIO, color: Color, *, verbose: bool = False, selection: Selection = EVERYTHING) -> View:
    """Return how to show things on a stream, from the stream itself and the environment.

    `NO_COLOR` (not empty) and a stream that is no terminal mean no colour, unless `--color` says
    otherwise; `COLUMNS` sets the width.
    """
    width = (
        shutil.get_terminal_size((_WIDTH_WHEN_PIPED, 24)).columns
        if stream.isatty() or os.environ.get("COLUMNS")
        else _WIDTH_WHEN_PIPED
    )
    wanted = color is Color.ALWAYS or (
        color is Color.AUTO and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    return View(
        width=max(_LEAST_WIDTH, min(width, _MOST_WIDTH)),
        color=wanted,
        ascii=not _can_show(stream),
        verbose=verbose,
        selection=selection,
    )


def _can_show(stream: TextIO) -> bool:
    try:
        _PROBE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepare_streams() -> None:
    """Let the standard streams replace what their code page cannot show, instead of failing on it.

    A standard output that was closed becomes one that cannot be written to, so that a result is
    never lost without a word.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  closed with the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def show_problem(problem: Problem) -> str:
    """Return a problem as lines: where, what, the line with a caret, and how to mend it."""
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
    lines = [f"{plain(where)}: error: {plain(problem.message)}"]
    if problem.excerpt is not None and problem.line is not None:
        lines.extend(_excerpt(problem.excerpt, problem.line, problem.column or 1))
    if problem.help:
        lines.append(f"  help: {plain(problem.help)}")
    text = "\n".join(lines)
    return text if _can_show(sys.stderr) else ascii_only(text)


_EXCERPT = 100


def _excerpt(line: str, number: int, column: int) -> list[str]:
    start = max(0, column - 1 - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = "".join(character if character.isprintable() else " " for character in line[start : start + _EXCERPT])
    gutter = f"{number:>6} | "
    return [f"{gutter}{shown}".rstrip(), f"{' ' * (len(gutter) - 2)}| {' ' * (column - 1 - start)}^"]


_LONG_WORK = 10


def with_progress(steps: Iterable[_Step], total: int, told: str, *, long_work: int = _LONG_WORK) -> Iterable[_Step]:
    """Yield the steps; show a bar meanwhile where a person waits for many and sees nothing else happen."""
    if total < long_work or not sys.stderr.isatty() or sys.stdout.isatty():
        return steps
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    return track(steps, description=told, total=total, console=Console(stderr=True), transient=True)
