"""Knows the terminal: its width, its colors, its alphabet, and how errors look on it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO, TypeVar, cast

from mcaudit.app.exits import Exit
from mcaudit.cli.emit import Harmless, to_stderr
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.late import late
from mcaudit.media.plain import ascii_only, plain
from mcaudit.terms.run import View
from mcaudit.terms.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    from rich import console, live, progress, text
else:  # loaded only where a bar is shown
    console, live, progress = late("rich.console"), late("rich.live"), late("rich.progress")
    text = late("rich.text")

_Step = TypeVar("_Step")

_WIDTH_WHEN_PIPED = 100
_LEAST_WIDTH, _MOST_WIDTH = 40, 120
_FORCING = ("FORCE_COLOR", "CLICOLOR_FORCE")
"""Variables that ask for color whatever the stream is; empty or 0, they ask for nothing."""
_PROBE = "█▒░“…”·"


class Color(StrEnum):
    """When to use color."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def view_of(stream: TextIO, color: Color, *, verbose: bool = False, selection: Selection = EVERYTHING) -> View:
    """Return how to show things on a stream, from the stream itself and the environment.

    `--color` wins over `NO_COLOR`, that over `FORCE_COLOR` and `CLICOLOR_FORCE`, and those over what the stream is;
    `COLUMNS` sets the width.
    """
    width = (
        shutil.get_terminal_size((_WIDTH_WHEN_PIPED, 24)).columns
        if stream.isatty() or os.environ.get("COLUMNS")
        else _WIDTH_WHEN_PIPED
    )
    return View(
        width=max(_LEAST_WIDTH, min(width, _MOST_WIDTH)),
        color=_in_color(stream) if color is Color.AUTO else color is Color.ALWAYS,
        ascii=not _can_show(stream),
        verbose=verbose,
        selection=selection,
    )


def _in_color(stream: TextIO) -> bool:
    """Return whether to use color where the command line does not say."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in _FORCING):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _can_show(stream: TextIO) -> bool:
    try:
        _PROBE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepare_streams() -> None:
    """Let the standard streams replace what their code page cannot show, and let nothing act on standard error.

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
    if not isinstance(sys.stderr, Harmless):
        sys.stderr = cast("TextIO", Harmless(sys.stderr))


def show_problem(problem: Problem) -> str:
    """Return a problem as lines: where, what, the line with a caret, and how to fix it."""
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
    lines = [f"{plain(where)}: error: {plain(problem.message)}"]
    if problem.excerpt is not None and problem.line is not None:
        lines.extend(_excerpt(problem.excerpt, problem.line, problem.column or 1))
    if problem.help:
        lines.append(f"  help: {plain(problem.help)}")
    text = "\n".join(lines)
    return text if _can_show(sys.stderr) else ascii_only(text)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error."""
    for problem in problems:
        to_stderr(show_problem(problem))


def show_error(error: InputError | OutputError) -> Exit:
    """Print why something cannot be read or written; return the exit code."""
    if isinstance(error, InputError):
        show_problems(error.problems)
    else:
        to_stderr(f"error: {error}")
    return Exit.MISTAKE


_EXCERPT = 100


def _excerpt(line: str, number: int, column: int) -> list[str]:
    start = max(0, column - 1 - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = "".join(character if character.isprintable() else " " for character in line[start : start + _EXCERPT])
    gutter = f"{number:>6} | "
    return [f"{gutter}{shown}".rstrip(), f"{' ' * (len(gutter) - 2)}| {' ' * (column - 1 - start)}^"]


_LONG_WORK = 10


def with_progress(steps: Iterable[_Step], total: int, label: str, *, long_work: int = _LONG_WORK) -> Iterable[_Step]:
    """Yield the steps; show a bar meanwhile where a person waits for many and sees nothing else happen."""
    if total < long_work or not sys.stderr.isatty() or sys.stdout.isatty():
        return steps
    terminal = getattr(sys.stderr, "stream", sys.stderr)  # a bar is made of what acts on it
    return progress.track(steps, description=label, total=total, console=console.Console(file=terminal), transient=True)


@contextmanager
def status_line() -> Iterator[Callable[[str], object]]:
    """Give what shows where long work stands: in one place of a terminal, and elsewhere as a line each time."""
    if not sys.stderr.isatty():
        yield to_stderr
        return
    terminal = getattr(sys.stderr, "stream", sys.stderr)
    # No thread redraws the line: this process is copied meanwhile, and a copy would keep the locks of a thread.
    with live.Live(console=console.Console(file=terminal), auto_refresh=False, transient=True) as line:
        yield lambda words: line.update(text.Text(words), refresh=True)
