"""JUnit XML for CI servers: a suite for each profile, a test for its gate and for each requirement.

It keeps to the schema of Jenkins (junit-10.xsd), which others read as well. A test can pass, fail, be in
error or be skipped. A requirement that is not met, not addressed or unsupported fails; one that waits for
reviewers, is waived, does not apply, or is only desired is skipped, and says so. The gate's own test fails unless
the answer is yes: an undecided profile is not green.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never
from xml.sax.saxutils import escape, quoteattr

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.media.plain import plain
from mcaudit.model import Audit, Status
from mcaudit.terms.lines import verdict_line
from mcaudit.terms.points import Point, Weight, points
from mcaudit.terms.remarks import remarks
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.verdicts import verdict_words
from mcaudit.terms.words import Tone, place_of, response_words, tone_of

_NO_TIME = 'time="0"'
"""Some readers want a time; how long an audit took would make two runs of one audit differ."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield the suite of one profile."""
    path = run.in_repository(audit.profile.path)
    yield {
        "name": path,
        "file": path,
        "properties": {
            "title": audit.profile.title,
            "state": audit.profile.state,
            "edition": f"{audit.edition.id} {audit.edition.sha256}",
            "policy": f"{audit.policy.id} {audit.policy.sha256}" if audit.policy else "",
            "date": audit.date,
            "shown": view.selection.description(),
        },
        "tests": [_gate(audit), *(_test(audit, point) for point in points(audit, view.selection))],
        "output": [f"{place_of(audit.profile.path, each.line, each.column)}: {each.text}" for each in remarks(audit)],
    }


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield a suite for each file, with one error, as a test has at most one, with every problem in it."""
    by_path: dict[str, list[str]] = {}
    for problem in problems:
        help = f" ({problem.help})" if problem.help else ""
        failure = f"{place_of(problem.path, problem.line, problem.column)}: {problem.message}{help}"
        by_path.setdefault(run.in_repository(problem.path), []).append(failure)
    for path, detail in by_path.items():
        error = _outcome("error", "not audited", "the file could not be audited", detail)
        yield {"name": path, "file": path, "tests": [_case(path, f"{run.gate} gate", error)]}


def _last(ending: Ending, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield what a reader of the whole should know, in a suite without tests."""
    if ending.notices:
        yield {"name": "mcaudit", "tests": [], "output": [f"{notice}." for notice in ending.notices]}


def _gate(audit: Audit) -> Mapping[str, Any]:
    suite, name, verdict = audit.profile.id, f"{audit.gate} gate", verdict_line(audit)
    if tone_of(audit.verdict) is Tone.YES:
        return _case(suite, name, output=[verdict])
    return _case(suite, name, _outcome("failure", verdict_words(audit, audit.gate), verdict))


def _test(audit: Audit, point: Point) -> Mapping[str, Any]:
    suite, name = audit.profile.id, f"{point.id} {point.title}"
    answered = [response_words(response) for response in point.responses]
    skipped = _outcome("skipped", point.status, f"{point.status_words}: {point.message}", [*point.details, *answered])
    match point.weight:
        case Weight.BLOCKS | Weight.GAP:
            where = point.location
            detail = [place_of(where.path, where.line, where.column), *point.details]
            detail += [f"To fix: {point.remedy}"] if point.remedy else []
            message = f"{point.status_words}{point.since}: {point.message}"
            return _case(suite, name, _outcome("failure", point.status, message, [*detail, *answered]))
        case Weight.OPEN | Weight.WAIVED | Weight.DESIRED:
            return _case(suite, name, skipped)
        case Weight.NOTHING if point.status is Status.NOT_APPLICABLE:
            return _case(suite, name, skipped)
        case Weight.NOTHING:
            return _case(suite, name, output=answered)
        case other:
            assert_never(other)


def _case(
    suite: str, name: str, outcome: Mapping[str, Any] | None = None, output: Sequence[str] = ()
) -> Mapping[str, Any]:
    return {"classname": suite, "name": name, "outcome": outcome, "output": output}


def _outcome(kind: str, type: str, message: str, detail: Sequence[str] = ()) -> Mapping[str, Any]:
    return {"kind": kind, "type": type, "message": message, "detail": detail}


# --- as XML --------------------------------------------------------------------------------------


def _suite_xml(suite: Mapping[str, Any], view: View) -> str:
    tests = suite["tests"]
    kinds = [test["outcome"]["kind"] for test in tests if test["outcome"]]
    file = f" file={_attribute(suite['file'])}" if "file" in suite else ""
    opening = (
        f'  <testsuite name={_attribute(suite["name"])}{file} tests="{len(tests)}" failures="{kinds.count("failure")}"'
        f' errors="{kinds.count("error")}" skipped="{kinds.count("skipped")}" {_NO_TIME}>\n'
    )
    about = {name: value for name, value in suite.get("properties", {}).items() if value}
    kept = "".join(f"      <property name={_attribute(k)} value={_attribute(v)}/>\n" for k, v in about.items())
    properties = f"    <properties>\n{kept}    </properties>\n" if kept else ""
    output = _output_xml(suite.get("output", ()), margin="    ")
    return f"{opening}{properties}{''.join(map(_case_xml, tests))}{output}  </testsuite>\n"


def _case_xml(test: Mapping[str, Any]) -> str:
    opening = f"    <testcase classname={_attribute(test['classname'])} name={_attribute(test['name'])} {_NO_TIME}"
    inner = _outcome_xml(test["outcome"]) if test["outcome"] else _output_xml(test["output"], margin="      ")
    return f"{opening}>\n{inner}    </testcase>\n" if inner else f"{opening}/>\n"


def _outcome_xml(outcome: Mapping[str, Any]) -> str:
    kind, detail = outcome["kind"], outcome["detail"]
    opening = f"      <{kind} type={_attribute(outcome['type'])} message={_attribute(outcome['message'])}"
    return f"{opening}>{_lines(detail)}</{kind}>\n" if detail else f"{opening}/>\n"


def _output_xml(lines: Sequence[str], *, margin: str) -> str:
    return f"{margin}<system-out>{_lines(lines)}</system-out>\n" if lines else ""


def _lines(lines: Sequence[str]) -> str:
    return escape(_safe("\n".join(map(plain, lines))))


def _attribute(text: str) -> str:
    return quoteattr(_safe(plain(text)))


def _safe(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("�", text)


FORMAT = Format(
    records=_records,
    problems=_problems,
    last=_last,
    text=_suite_xml,
    header=lambda *_: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mcaudit">\n',
    trailer=lambda *_: "</testsuites>\n",
    suffixes=(".xml",),
)
