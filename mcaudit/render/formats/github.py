"""Workflow commands that GitHub shows as comments on the lines of a pull request.

GitHub shows ten errors and ten warnings of a step, so that what one line is about is one comment; the
job's summary, in Markdown, has everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.errors import Problem
from mcaudit.model import Audit, Verdict
from mcaudit.render.plain import plain
from mcaudit.render.points import Point, Weight, points, verdict_line, worth_a_line
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import many_words, response_words

SUMMARY = "comments on the lines of a pull request"
SUFFIXES: tuple[str, ...] = ()
BETWEEN = ""
SHOWS_PROBLEMS = True

_COMMANDS = {Weight.PROVIDER: "error", Weight.REVIEWERS: "warning"}
_VERDICTS = {Verdict.FAIL: "error", Verdict.UNDECIDED: "warning"}


def head(run: Run, view: View) -> str:
    """Return nothing: commands stand by themselves."""
    return ""


def each(audit: Audit, run: Run, view: View) -> str:
    """Return the verdict, and a comment for each line that anything amiss is about."""
    return "".join((_verdict(audit), *_comments(audit, view)))


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return why a file could not be audited, a comment for each problem."""
    return "".join(
        _command(
            "error",
            {"file": problem.path, "line": problem.line, "col": problem.column, "title": "mcaudit: cannot be audited"},
            [problem.message, *([f"Help: {problem.help}"] if problem.help else ())],
        )
        for problem in problems
    )


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what many profiles come to, and what a reader of the whole should know."""
    told = f"{_inert(many_words(ending, run))}\n" if run.many else ""
    return told + "".join(_command("notice", {"title": "mcaudit"}, [notice]) for notice in ending.notices)


def _verdict(audit: Audit) -> str:
    command = _VERDICTS.get(audit.verdict)
    line = verdict_line(audit)
    if command is None:
        return f"pass: {_inert(f'{audit.profile.path}: {line}')}\n"
    where = {"file": audit.profile.path, "line": 1, "title": f"mcaudit: {audit.verdict} at the {audit.gate} gate"}
    return _command(command, where, [f"{audit.profile.title}: {line}"])


def _comments(audit: Audit, view: View) -> Iterator[str]:
    lines: dict[tuple[str, int | None], list[Point]] = {}
    for point in points(audit, view.selection):
        if worth_a_line(point, audit, view):
            lines.setdefault((_COMMANDS.get(point.weight, "notice"), point.location.line), []).append(point)
    for (command, line), here in lines.items():
        first = here[0]
        where = {"file": first.location.path, "line": line, "col": first.location.column, "title": _title(here)}
        yield _command(command, where, [text for point in here for text in _told(point)])


def _title(here: Sequence[Point]) -> str:
    return f"mcaudit: {', '.join(point.id for point in here)}"


def _told(point: Point) -> Iterator[str]:
    change = f" ({point.change})" if point.change else ""
    yield f"{point.id} {point.told}{change}: {point.message}."
    if point.remedy:
        yield f"  Remedy: {point.remedy}"
    for response in point.responses:
        yield f"  {response_words(response)}"


def _command(name: str, properties: Mapping[str, object], lines: Sequence[str]) -> str:
    given = ",".join(
        f"{key}={_path(str(value)) if key == 'file' else _property(str(value))}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{name} {given}::{'%0A'.join(_data(line) for line in lines)}\n"


def _data(text: str) -> str:
    # Leading spaces are kept; `plain` would take them away.
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + _inert(text).replace("%", "%25")


def _property(text: str) -> str:
    return _inert(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _path(name: str) -> str:
    """Return a file's name as it is, spaces around it as well, with what ends a property escaped."""
    escapes = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("##[", "## ["))
    for mark, escape in escapes:
        name = name.replace(mark, escape)
    return name


def _inert(text: str) -> str:
    """Return a text in a line that is no command: an older form of them may stand anywhere in a line."""
    return plain(text).replace("##[", "## [")
