"""A line for each thing that is amiss, as editors and hooks read them: `path:line:column: 1F-6 …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.errors import Problem
from mcaudit.media.plain import ascii_only, plain
from mcaudit.model import Audit, Progress
from mcaudit.render.points import Point, Weight, changed, lines_of, verdict_line
from mcaudit.render.remarks import Remark, remarks
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import PROGRESS, Tone, many_words, place_of, response_words, tone_of

SUMMARY = "a line for each thing that is amiss"
SUFFIXES: tuple[str, ...] = ()
BETWEEN = ""
SHOWS_PROBLEMS = True

_SEVERITIES = {
    Weight.BLOCKS: "error",
    Weight.GAP: "error",
    Weight.OPEN: "warning",
    Weight.WAIVED: "note",
    Weight.DESIRED: "note",
    Weight.NOTHING: "note",
}
_OF_VERDICT = {Tone.YES: "note", Tone.NO: "error", Tone.OPEN: "warning"}


def head(run: Run, view: View) -> str:
    """Return nothing: lines stand by themselves."""
    return ""


def each(audit: Audit, run: Run, view: View) -> str:
    """Return what is amiss, a line each, then the verdict."""
    path = audit.profile.path
    lines = [_line(point) for point in lines_of(audit, view)]
    lines += [_remark(path, remark) for remark in remarks(audit)]
    lines += _mended(audit, view)
    return _text([*lines, f"{path}: {_OF_VERDICT[tone_of(audit.verdict)]}: {verdict_line(audit)}"], view)


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return why a file could not be audited, a line for each problem."""
    return _text((_problem(problem) for problem in problems), view)


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what many profiles come to, and what a reader of the whole should know."""
    notices = [f"mcaudit: note: {notice}" for notice in ending.notices]
    return _text([*notices, *([many_words(ending, run)] if run.many else ())], view)


def _line(point: Point) -> str:
    details = "".join(f" {detail};" for detail in point.details).rstrip(";")
    answered = "".join(f" [{response_words(response)}]" for response in point.responses)
    where = place_of(point.location.path, point.location.line, point.location.column)
    told = f"{point.id} {point.title}: {point.told}{point.since}: {point.message}{details}{answered}"
    return f"{where}: {_SEVERITIES[point.weight]}: {told}"


def _remark(path: str, remark: Remark) -> str:
    severity = "warning" if remark.is_warning else "note"
    return f"{place_of(path, remark.line, remark.column)}: {severity}: {remark.text}"


def _mended(audit: Audit, view: View) -> Iterator[str]:
    if audit.since is not None:
        mended = changed(audit, view.selection, Progress.MENDED)
        if mended:
            since = f"{PROGRESS[Progress.MENDED]} since {audit.since.earlier.date}"
            yield f"{audit.profile.path}: note: {since}: {', '.join(mended)}"


def _problem(problem: Problem) -> str:
    help = f" ({problem.help})" if problem.help else ""
    return f"{place_of(problem.path, problem.line, problem.column)}: error: {problem.message}{help}"


def _text(lines: Sequence[str] | Iterator[str], view: View) -> str:
    text = "".join(f"{plain(line)}\n" for line in lines)
    return ascii_only(text) if view.ascii else text
