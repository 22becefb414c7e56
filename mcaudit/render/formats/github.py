"""Workflow commands that GitHub shows as comments on the lines of a pull request.

GitHub shows ten errors and ten warnings of a step, so everything about one line is one comment, and what a
subcomponent does not address is one. The job's summary, in Markdown, has everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.errors import Problem
from mcaudit.media.plain import plain, visible
from mcaudit.model import Audit
from mcaudit.render.points import Point, Weight, lines_of, verdict_line
from mcaudit.render.remarks import Remark, remarks
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import Tone, many_words, response_words, tone_of, verdict_words

SUMMARY = "comments on the lines of a pull request"
SUFFIXES: tuple[str, ...] = ()
BETWEEN = ""
SHOWS_PROBLEMS = True

_COMMANDS = {
    Weight.BLOCKS: "error",
    Weight.GAP: "error",
    Weight.OPEN: "warning",
    Weight.WAIVED: "notice",
    Weight.DESIRED: "notice",
    Weight.NOTHING: "notice",
}
_VERDICTS = {Tone.YES: "", Tone.NO: "error", Tone.OPEN: "warning"}
"""A yes is a line in the log and no comment."""

_UNREAD = "mcaudit: cannot be audited"


def head(run: Run, view: View) -> str:
    """Return nothing: commands stand by themselves."""
    return ""


def each(audit: Audit, run: Run, view: View) -> str:
    """Return the verdict, and a comment for each line that anything amiss is about."""
    path = run.in_repository(audit.profile.path)
    noted = (_remark(path, remark) for remark in remarks(audit))
    return "".join((_verdict(audit, path), *_comments(audit, path, view), *noted))


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return why a file could not be audited, a comment for each problem."""
    return "".join(
        _command(
            "error",
            {"file": run.in_repository(problem.path), "line": problem.line, "col": problem.column, "title": _UNREAD},
            [problem.message, *([f"Help: {problem.help}"] if problem.help else ())],
        )
        for problem in problems
    )


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what many profiles come to, and what a reader of the whole should know."""
    told = f"{_inert(many_words(ending, run))}\n" if run.many else ""
    return told + "".join(_command("notice", {"title": "mcaudit"}, [notice]) for notice in ending.notices)


def _verdict(audit: Audit, path: str) -> str:
    command = _VERDICTS[tone_of(audit.verdict)]
    line = verdict_line(audit)
    if not command:
        return f"{verdict_words(audit, audit.gate)}: {_inert(f'{path}: {line}')}\n"
    title = f"mcaudit: {verdict_words(audit, audit.gate)} at the {audit.gate} gate"
    where = {"file": path, "line": 1, "title": title}
    return _command(command, where, [f"{audit.profile.title}: {line}"])


def _comments(audit: Audit, path: str, view: View) -> Iterator[str]:
    lines: dict[tuple[str, int | None, str], list[Point]] = {}
    for point in lines_of(audit, view):
        alone = point.id if point.gaps else ""  # what a subcomponent does not address is a comment of its own
        lines.setdefault((_COMMANDS[point.weight], point.location.line, alone), []).append(point)
    for (command, line, _), here in lines.items():
        first = here[0]
        where = {"file": path, "line": line, "col": first.location.column, "title": _title(here)}
        yield _command(command, where, [text for point in here for text in _told(point)])


def _remark(path: str, remark: Remark) -> str:
    where = {"file": path, "line": remark.line, "col": remark.column, "title": "mcaudit"}
    return _command("warning" if remark.is_warning else "notice", where, [remark.text])


def _title(here: Sequence[Point]) -> str:
    return f"mcaudit: {', '.join(point.id for point in here)}"


def _told(point: Point) -> Iterator[str]:
    yield f"{point.id} {point.title}: {point.told}{point.since}: {point.message}"
    for detail in point.details:
        yield f"  {detail}"
    if point.remedy:
        yield f"  To fix: {point.remedy}"
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
    """Return a file's name, spaces around it as well, with what ends a property escaped.

    What is invisible in it is made visible: then GitHub knows no such file, but nothing acts on who reads the log.
    """
    for mark, escape in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        name = name.replace(mark, escape)
    return visible(name).replace("##[", "## [")


def _inert(text: str) -> str:
    """Return a text in a line that is no command: an older form of them may stand anywhere in a line."""
    return plain(text).replace("##[", "## [")
