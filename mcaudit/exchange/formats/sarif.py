"""SARIF 2.1.0, which code hosts and editors show beside the lines of a profile.

A result stands for a requirement that keeps the gate from a yes, for all that a subcomponent does not address,
for a profile whose gate does not say yes, and for a file that could not be audited; all else only where it is asked
for, since code hosts take every result for a problem. What a waiver holds for is never a result: GitHub does not read
suppressions, and would open an alert. Waivers, and what else a reader should know, stand with the invocation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.exchange.json_text import json_text, members
from mcaudit.exchange.records import fingerprint, picked
from mcaudit.exchange.rules import GATE, UNREAD, rules
from mcaudit.media.plain import bytes_of, plain
from mcaudit.model import Audit, Location, Progress, Status
from mcaudit.terms.lines import full_text, gathered, verdict_line, worth_a_line
from mcaudit.terms.points import Point, Weight, points
from mcaudit.terms.remarks import Remark
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.words import Tone, tone_of
from mcaudit.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INDENT = 1
_KINDS = {
    Status.MET: "pass",
    Status.AWAITING_REVIEW: "review",
    Status.UNSUPPORTED: "fail",
    Status.PARTLY_MET: "fail",
    Status.NOT_STATED: "fail",
    Status.NOT_MET: "fail",
    Status.NOT_APPLICABLE: "notApplicable",
}
_LEVELS = {
    Weight.BLOCKS: "error",
    Weight.GAP: "warning",
    Weight.OPEN: "note",
    Weight.WAIVED: "note",
    Weight.DESIRED: "note",
    Weight.NOTHING: "none",
}
"""The level of results of kind `fail`; a result of any other kind has none."""
_GATES = {Tone.YES: ("pass", "none"), Tone.NO: ("fail", "error"), Tone.OPEN: ("review", "none")}
_STATES = {
    Progress.NEW: "new",
    Progress.OPEN: "unchanged",
    Progress.CHANGED: "updated",
    Progress.FIXED: "updated",
    Progress.DROPPED: "updated",
    Progress.RE_EVALUATED: "updated",
}


def _header(run: Run, view: View) -> str:
    """Return the tool with its rules, and the beginning of the results."""
    driver = {
        "name": "mcaudit",
        "version": __version__,
        "semanticVersion": __version__,
        "shortDescription": {"text": f"Audits educator micro-credentials against the {run.edition.title}."},
        "rules": list(rules(run.edition)),
    }
    about = {
        "gate": run.gate,
        "edition": picked(run.edition, "id sha256"),
        "policy": picked(run.policy, "id sha256") if run.policy else None,
    }
    document = members({"$schema": _SCHEMA, "version": "2.1.0"}, indent=_INDENT)
    of_run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "properties": about}
    return f'{{\n{document},\n  "runs": [\n    {{\n{members(of_run, indent=_INDENT)},\n  "results": ['


def _trailer(ending: Ending, run: Run, view: View) -> str:
    """Return the end of the results, and whether every file could be audited."""
    notifications: list[Mapping[str, Any]] = [
        {"message": {"text": notice}, "level": "note"} for notice in ending.notices
    ]
    notifications += [_notification(run, path, remark) for path, remark in ending.remarks]
    invocation = {"executionSuccessful": not ending.problems, "toolExecutionNotifications": notifications}
    return f'\n  ],\n  "invocations": [{json_text(invocation, indent=_INDENT)}]\n    }}\n  ]\n}}\n'


# --- results -------------------------------------------------------------------------------------


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    if tone_of(audit.verdict) is not Tone.YES:
        yield _gate(audit, run)
    shown = (
        point
        for point in points(audit, view.selection)
        if point.weight is not Weight.WAIVED and worth_a_line(point, audit, view)
    )
    for point in gathered(audit, shown):
        yield _point(audit, run, point)


def _gate(audit: Audit, run: Run) -> Mapping[str, Any]:
    kind, level = _GATES[tone_of(audit.verdict)]
    where = Location(path=audit.profile.path, pointer="", line=None, column=None)
    state = {"baselineState": _gate_state(audit)} if audit.since else {}
    return {
        "ruleId": GATE,
        "kind": kind,
        "level": level,
        "message": {"text": _message(f"{audit.profile.title}: {verdict_line(audit)}")},
        "locations": [_location(where, run)],
        "partialFingerprints": _fingerprint(audit.profile.id, GATE),
        **state,
        "properties": {"profile": audit.profile.id, "verdict": audit.verdict},
    }


def _notification(run: Run, path: str, remark: Remark) -> Mapping[str, Any]:
    where = Location(path=path, pointer="", line=remark.line, column=remark.column)
    return {
        "message": {"text": _message(remark.text)},
        "level": "warning" if remark.is_warning else "note",
        "locations": [_location(where, run)],
    }


def _gate_state(audit: Audit) -> str:
    before = audit.since.earlier.verdict if audit.since else None
    if before is None or tone_of(before) is Tone.YES:
        return "new"
    return "unchanged" if before is audit.verdict else "updated"


def _point(audit: Audit, run: Run, point: Point) -> Mapping[str, Any]:
    kind = "fail" if point.weight is Weight.BLOCKS else _KINDS[point.status]
    state = {"baselineState": _STATES[point.change] if point.change else "unchanged"} if audit.since else {}
    return {
        "ruleId": point.id,
        "kind": kind,
        "level": _LEVELS[point.weight] if kind == "fail" else "none",
        "message": {"text": _message(full_text(point))},
        "locations": [_location(point.location, run)],
        "partialFingerprints": _fingerprint(audit.profile.id, *point.identity),
        **state,
        "properties": {
            "profile": audit.profile.id,
            "status": point.status,
            "criteria": [{"id": f.criterion, **picked(f, "status basis message")} for f in point.findings],
        },
    }


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    for problem in problems:
        where = Location(path=problem.path, pointer="", line=problem.line, column=problem.column)
        help = f" Help: {problem.help}" if problem.help else ""
        yield {
            "ruleId": UNREAD,
            "kind": "fail",
            "level": "error",
            "message": {"text": _message(f"{problem.path} cannot be audited: {problem.message}.{help}")},
            "locations": [_location(where, run)],
            "partialFingerprints": _fingerprint(run.in_repository(problem.path), UNREAD, problem.message),
        }


def _location(where: Location, run: Run) -> Mapping[str, Any]:
    """Return a location; without a line, it has no region."""
    region = {} if where.line is None else {"region": {"startLine": where.line, "startColumn": where.column or 1}}
    physical = {"physicalLocation": {"artifactLocation": _artifact(run.in_repository(where.path)), **region}}
    logical = {"logicalLocations": [{"fullyQualifiedName": where.pointer, "kind": "member"}]} if where.pointer else {}
    return {**physical, **logical}


def _artifact(path: str) -> Mapping[str, str]:
    """Return a file's address: one in the repository, or below the folder that mcaudit ran in, is relative to it."""
    whole = PurePosixPath(path)
    if whole.is_absolute() or path[1:3] == ":/":
        return {"uri": f"file:///{_quoted(path.lstrip('/'), '/:')}"}
    return {"uri": _quoted(path, "/")} | ({} if ".." in whole.parts else {"uriBaseId": "%SRCROOT%"})


def _quoted(path: str, kept: str) -> str:
    """Return a path percent-encoded; the name of a file may be bytes that are not text."""
    return quote(bytes_of(path), safe=kept)


def _fingerprint(*parts: str) -> Mapping[str, str]:
    return {"mcauditFinding/v1": fingerprint(*parts)}


def _message(text: str) -> str:
    """Return a message in which no text of a profile is a link: brackets would make one."""
    return plain(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


FORMAT = Format(
    records=_records,
    problems=_problems,
    text=lambda result, _: f"\n{json_text(result, indent=_INDENT)}",
    between=",",
    header=_header,
    trailer=_trailer,
    suffixes=(".sarif",),
)
