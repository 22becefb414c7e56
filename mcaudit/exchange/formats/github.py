"""Workflow commands that GitHub shows as comments on the lines of a pull request.

GitHub shows ten errors and ten warnings of a step, so everything about one line is one comment, and what a
subcomponent does not address is one. The job's summary, in Markdown, has everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.media.plain import plain, visible
from mcaudit.model import Audit
from mcaudit.terms.lines import lines_of, severity_of_remark, severity_of_verdict, verdict_line
from mcaudit.terms.points import Point, Severity
from mcaudit.terms.remarks import remarks
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.verdicts import verdict_words
from mcaudit.terms.words import many_words, response_words

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield the verdict, and a comment for each line that anything amiss is about."""
    path = run.in_repository(audit.profile.path)
    yield _verdict(audit, path)
    lines: dict[tuple[str, int | None, str], list[Point]] = {}
    for point in lines_of(audit, view):
        alone = point.id if point.gaps else ""  # what a subcomponent does not address is a comment of its own
        lines.setdefault((point.severity, point.location.line, alone), []).append(point)
    for here in lines.values():
        first = here[0]
        where = {
            "file": path,
            "line": first.location.line,
            "col": first.location.column,
            "title": f"mcaudit: {', '.join(point.id for point in here)}",
        }
        yield _comment(first.severity, where, [text for point in here for text in _comment_lines(point)])
    for remark in remarks(audit):
        where = {"file": path, "line": remark.line, "col": remark.column, "title": "mcaudit"}
        yield _comment(severity_of_remark(remark), where, [remark.text])


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    for problem in problems:
        path, title = run.in_repository(problem.path), "mcaudit: cannot be audited"
        where = {"file": path, "line": problem.line, "col": problem.column, "title": title}
        yield _comment(Severity.ERROR, where, [problem.message, *([f"Help: {problem.help}"] if problem.help else ())])


def _last(ending: Ending, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield what many profiles come to, and what a reader of the whole should know."""
    if run.many:
        yield {"line": many_words(ending, run)}
    for notice in ending.notices:
        yield _comment(Severity.NOTE, {"title": "mcaudit"}, [notice])


def _verdict(audit: Audit, path: str) -> Mapping[str, Any]:
    """Return a comment; a yes is a line in the log and no comment."""
    severity, line, words = severity_of_verdict(audit), verdict_line(audit), verdict_words(audit, audit.gate)
    if severity is Severity.NOTE:
        return {"line": f"{words}: {path}: {line}"}
    where = {"file": path, "line": 1, "title": f"mcaudit: {words} at the {audit.gate} gate"}
    return _comment(severity, where, [f"{audit.profile.title}: {line}"])


def _comment(severity: Severity, where: Mapping[str, object], lines: Sequence[str]) -> Mapping[str, Any]:
    return {"command": _COMMANDS[severity], "where": where, "lines": lines}


def _comment_lines(point: Point) -> Iterator[str]:
    yield f"{point.id} {point.title}: {point.status_words}{point.since}: {point.message}"
    for detail in point.details:
        yield f"  {detail}"
    if point.remedy:
        yield f"  To fix: {point.remedy}"
    for response in point.responses:
        yield f"  {response_words(response)}"


def _text(record: Mapping[str, Any], view: View) -> str:
    if "line" in record:
        return f"{_inert(record['line'])}\n"
    given = ",".join(
        f"{key}={_path(str(value)) if key == 'file' else _property(str(value))}"
        for key, value in record["where"].items()
        if value is not None
    )
    return f"::{record['command']} {given}::{'%0A'.join(_data(line) for line in record['lines'])}\n"


def _data(text: str) -> str:
    # Leading spaces are kept; `plain` would take them away.
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + _inert(text).replace("%", "%25")


def _property(text: str) -> str:
    return _inert(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _path(name: str) -> str:
    """Return a file's name, spaces around it as well, with what ends a property escaped.

    What is invisible in it is made visible: then GitHub knows no such file, but nothing acts on who reads the log.
    """
    for mark, escape in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        name = name.replace(mark, escape)
    return visible(name).replace("##[", "## [")


def _inert(text: str) -> str:
    """Return a text that the runner does not take for a command; an older form of them may stand anywhere in a line."""
    return plain(text).replace("##[", "## [")


FORMAT = Format(records=_records, problems=_problems, last=_last, text=_text, shows_problems=True)
