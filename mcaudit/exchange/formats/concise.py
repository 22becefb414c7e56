"""A line for each thing that is amiss, as editors and hooks read them: `path:line:column: 1F-6 …`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.media.plain import ascii_only, plain
from mcaudit.model import Audit, Location, Progress
from mcaudit.terms.lines import changed, lines_of, severity_of_remark, severity_of_verdict, verdict_line
from mcaudit.terms.points import Severity
from mcaudit.terms.remarks import remarks
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.words import PROGRESS, many_words, place_of, response_words


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, str]]:
    """Yield what is amiss, then the verdict."""
    path = audit.profile.path
    for point in lines_of(audit, view):
        details = "".join(f" {detail};" for detail in point.details).rstrip(";")
        answered = "".join(f" [{response_words(response)}]" for response in point.responses)
        yield _record(
            _place(point.location),
            point.severity,
            f"{point.id} {point.title}: {point.status_words}{point.since}: {point.message}{details}{answered}",
        )
    for remark in remarks(audit):
        yield _record(place_of(path, remark.line, remark.column), severity_of_remark(remark), remark.text)
    fixed = changed(audit, view.selection, Progress.FIXED)
    if audit.since and fixed:
        message = f"{PROGRESS[Progress.FIXED]} since {audit.since.earlier.date}: {', '.join(fixed)}"
        yield _record(path, Severity.NOTE, message)
    yield _record(path, severity_of_verdict(audit), verdict_line(audit))


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, str]]:
    for problem in problems:
        help = f" ({problem.help})" if problem.help else ""
        yield _record(_place(problem), Severity.ERROR, f"{problem.message}{help}")


def _last(ending: Ending, run: Run, view: View) -> Iterator[Mapping[str, str]]:
    """Yield what a reader of the whole should know, and what many profiles come to."""
    for notice in ending.notices:
        yield _record("mcaudit", Severity.NOTE, notice)
    if run.many:
        yield {"message": many_words(ending, run)}


def _record(place: str, severity: Severity, message: str) -> Mapping[str, str]:
    return {"place": place, "severity": severity, "message": message}


def _place(where: Location | Problem) -> str:
    return place_of(where.path, where.line, where.column)


def _line(record: Mapping[str, Any], view: View) -> str:
    line = f"{plain(': '.join(record.values()))}\n"
    return ascii_only(line) if view.ascii else line


FORMAT = Format(records=_records, problems=_problems, last=_last, text=_line, shows_problems=True)
