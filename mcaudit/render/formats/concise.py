"""A line for each thing that is amiss, as editors and hooks read them: `path:line:column: 1F-6 …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.errors import Problem
from mcaudit.model import Audit, Progress
from mcaudit.render.plain import ascii_only, plain
from mcaudit.render.points import Point, changed, points, verdict_line, worth_a_line
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import many_words, place_of, response_words

SUMMARY = "a line for each thing that is amiss"
SUFFIXES: tuple[str, ...] = ()
BETWEEN = ""
SHOWS_PROBLEMS = True


def head(run: Run, view: View) -> str:
    """Return nothing: lines stand by themselves."""
    return ""


def each(audit: Audit, run: Run, view: View) -> str:
    """Return what is amiss, a line each, then the verdict."""
    lines = [_line(point) for point in points(audit, view.selection) if worth_a_line(point, audit, view)]
    lines += _mended(audit, view)
    return _text([*lines, f"{audit.profile.path}: {verdict_line(audit)}"], view)


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return why a file could not be audited, a line for each problem."""
    return _text((_problem(problem) for problem in problems), view)


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what many profiles come to; nothing under one."""
    return _text([many_words(ending, run)], view) if run.many else ""


def _line(point: Point) -> str:
    change = f" ({point.change})" if point.change else ""
    answered = "".join(f" [{response_words(response)}]" for response in point.responses)
    where = place_of(point.location.path, point.location.line, point.location.column)
    return f"{where}: {point.id} {point.told}{change}: {point.message}{answered}"


def _mended(audit: Audit, view: View) -> Iterator[str]:
    if audit.since is not None:
        mended = changed(audit, view.selection, Progress.MENDED)
        if mended:
            yield f"{audit.profile.path}: mended since {audit.since.earlier.date}: {', '.join(mended)}"


def _problem(problem: Problem) -> str:
    help = f" ({problem.help})" if problem.help else ""
    return f"{place_of(problem.path, problem.line, problem.column)}: error: {problem.message}{help}"


def _text(lines: Sequence[str] | Iterator[str], view: View) -> str:
    text = "".join(f"{plain(line)}\n" for line in lines)
    return ascii_only(text) if view.ascii else text
