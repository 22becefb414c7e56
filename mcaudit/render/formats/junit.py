"""JUnit XML for CI servers: a suite for each profile, a test for its gate and for each requirement.

It keeps to the schema of Jenkins (junit-10.xsd), which others read as well. A test can pass, fail, be in
error or be skipped. A required requirement that is not met, not addressed or unsupported fails; one that waits for
reviewers, is waived, does not apply, or is only desired is skipped, and says so. The gate's own test fails unless
the answer is yes: an undecided profile is not green.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from mcaudit.errors import Problem
from mcaudit.media.plain import plain
from mcaudit.model import Audit, Status
from mcaudit.render.points import Point, Weight, points, verdict_line
from mcaudit.render.remarks import remarks
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import Tone, place_of, response_words, tone_of, verdict_words

SUMMARY = "tests for CI servers"
SUFFIXES = (".xml",)
BETWEEN = ""
SHOWS_PROBLEMS = False

_NO_TIME = 'time="0"'
"""Some readers want a time; how long an audit took would make two runs of one audit differ."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def head(run: Run, view: View) -> str:
    """Return the beginning of the document."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mcaudit">\n'


def each(audit: Audit, run: Run, view: View) -> str:
    """Return the suite of one profile."""
    tests = [_gate(audit), *(_test(audit, point) for point in points(audit, view.selection))]
    notes = [f"{place_of(audit.profile.path, each.line, each.column)}: {each.text}" for each in remarks(audit)]
    about = {
        "title": audit.profile.title,
        "state": audit.profile.state,
        "edition": f"{audit.edition.id} {audit.edition.sha256}",
        "policy": f"{audit.policy.id} {audit.policy.sha256}" if audit.policy else "",
        "date": audit.date,
        "shown": view.selection.told(),
    }
    return _suite(run.in_repository(audit.profile.path), tests, about, notes)


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return a suite with an error for each problem of a file that could not be audited."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(run.in_repository(problem.path), []).append(problem)
    return "".join(_suite(path, [_case(path, f"{run.gate} gate", _error(mine))], {}) for path, mine in by_path.items())


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what a reader of the whole should know, in a suite without tests, and the end of the document."""
    notices = [f"{notice}." for notice in ending.notices]
    said = _suite("mcaudit", [], {}, notices, is_file=False) if notices else ""
    return f"{said}</testsuites>\n"


def _suite(
    name: str, tests: Sequence[str], about: dict[str, str], notes: Sequence[str] = (), *, is_file: bool = True
) -> str:
    counts = {kind: sum(f"<{kind} " in test for test in tests) for kind in ("failure", "error", "skipped")}
    file = f" file={_attribute(name)}" if is_file else ""
    opening = (
        f'  <testsuite name={_attribute(name)}{file} tests="{len(tests)}"'
        f' failures="{counts["failure"]}" errors="{counts["error"]}" skipped="{counts["skipped"]}" {_NO_TIME}>\n'
    )
    kept = "".join(f"      <property name={_attribute(k)} value={_attribute(v)}/>\n" for k, v in about.items() if v)
    properties = f"    <properties>\n{kept}    </properties>\n" if kept else ""
    said = f"    <system-out>{_lines(notes)}</system-out>\n" if notes else ""
    return f"{opening}{properties}{''.join(tests)}{said}  </testsuite>\n"


def _gate(audit: Audit) -> str:
    if tone_of(audit.verdict) is Tone.YES:
        inner = _said([verdict_line(audit)])
    else:
        inner = _child("failure", verdict_words(audit, audit.gate), verdict_line(audit))
    return _case(audit.profile.id, f"{audit.gate} gate", inner)


def _test(audit: Audit, point: Point) -> str:
    return _case(audit.profile.id, f"{point.id} {point.title}", "".join(_outcome(point)))


def _outcome(point: Point) -> Iterator[str]:
    answered = [response_words(response) for response in point.responses]
    match point.weight:
        case Weight.BLOCKS | Weight.GAP:
            where = point.location
            detail = [place_of(where.path, where.line, where.column), *point.details]
            detail += [f"To fix: {point.remedy}"] if point.remedy else []
            yield _child("failure", point.status, f"{point.told}{point.since}: {point.message}", [*detail, *answered])
        case Weight.OPEN | Weight.WAIVED | Weight.DESIRED:
            yield _skipped(point, answered)
        case Weight.NOTHING:
            if point.status is Status.NOT_APPLICABLE:
                yield _skipped(point, answered)
            elif answered:
                yield _said(answered)
        case other:
            assert_never(other)


def _skipped(point: Point, answered: Sequence[str]) -> str:
    return _child("skipped", point.status, f"{point.told}: {point.message}", [*point.details, *answered])


def _said(lines: Sequence[str]) -> str:
    return f"      <system-out>{_lines(lines)}</system-out>\n"


def _case(suite: str, name: str, inner: str) -> str:
    opening = f"    <testcase classname={_attribute(suite)} name={_attribute(name)} {_NO_TIME}"
    return f"{opening}>\n{inner}    </testcase>\n" if inner else f"{opening}/>\n"


def _error(problems: Sequence[Problem]) -> str:
    """Return one error, as a test has at most one, with every problem in it."""
    told = [
        f"{place_of(problem.path, problem.line, problem.column)}: {problem.message}"
        + (f" ({problem.help})" if problem.help else "")
        for problem in problems
    ]
    return _child("error", "not audited", "the file could not be audited", told)


def _child(kind: str, type: str, message: str, detail: Sequence[str] = ()) -> str:
    opening = f"      <{kind} type={_attribute(type)} message={_attribute(message)}"
    return f"{opening}>{_lines(detail)}</{kind}>\n" if detail else f"{opening}/>\n"


def _lines(lines: Sequence[str]) -> str:
    return escape(_safe("\n".join(map(plain, lines))))


def _attribute(text: str) -> str:
    return quoteattr(_safe(plain(text)))


def _safe(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("�", text)
