"""A table of every finding, for spreadsheets: a row for each profile, each finding and each file not audited."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from mcaudit.errors import Problem
from mcaudit.media.cells import BYTE_ORDER_MARK, guarded
from mcaudit.model import Audit, Finding, Requirement
from mcaudit.render.points import verdict_line
from mcaudit.render.remarks import remarks
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.words import ACTOR, BASIS, PROGRESS, STATUS, SUGGESTION, requirement_title, verdict_words

SUMMARY = "a table of every finding, for spreadsheets"
SUFFIXES = (".csv",)
BETWEEN = ""
SHOWS_PROBLEMS = False

COLUMNS = (
    "row", "path", "line", "column", "profile", "title", "state", "policy", "gate", "verdict", "criterion", "name",
    "level", "requirement", "counts", "status", "basis", "actor", "change", "message", "suggestion", "missing",
    "could add", "words beside", "remedy", "citations", "responses", "shown",
)  # fmt: skip


def head(run: Run, view: View) -> str:
    """Return the names of the columns."""
    return BYTE_ORDER_MARK + _rows([dict(zip(COLUMNS, COLUMNS, strict=True))])


def each(audit: Audit, run: Run, view: View) -> str:
    """Return a row for the profile, and one for each of its findings that is shown."""
    of = {name: requirement for requirement in audit.requirements for name in requirement.members}
    shown = [finding for finding in audit.findings if view.selection.shows(finding)]
    about: Mapping[str, object] = {
        "path": audit.profile.path,
        "profile": audit.profile.id,
        "title": audit.profile.title,
        "state": audit.profile.state,
        "policy": audit.policy.id if audit.policy else "",
        "gate": audit.gate,
        "verdict": verdict_words(audit, audit.gate),
    }
    told: Mapping[str, object] = {
        "row": "profile",
        "message": verdict_line(audit),
        "shown": f"{len(shown)} of {len(audit.findings)} criteria",
    }
    noted: Iterable[Mapping[str, object]] = (
        {
            "row": "warning" if remark.is_warning else "notice",
            "line": remark.line or "",
            "column": remark.column or "",
            "message": remark.text,
        }
        for remark in remarks(audit)
    )
    found = (_finding(audit, finding, of[finding.criterion]) for finding in shown)
    return _rows({**about, **row} for row in (told, *noted, *found))


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return a row for each reason why a file could not be audited."""
    return _rows(
        {
            "row": "error",
            "path": problem.path,
            "line": problem.line or "",
            "column": problem.column or "",
            "gate": run.gate,
            "verdict": "not audited",
            "message": problem.message,
            "remedy": problem.help,
        }
        for problem in problems
    )


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return a row for each thing that a reader of the whole should know."""
    return _rows({"row": "notice", "message": notice} for notice in ending.notices)


def _finding(audit: Audit, finding: Finding, requirement: Requirement) -> Mapping[str, object]:
    change = audit.since.changes.get(finding.criterion) if audit.since else None
    return {
        "row": "finding",
        "line": finding.location.line or "",
        "column": finding.location.column or "",
        "criterion": finding.criterion,
        "name": requirement_title(audit.edition, finding.criterion),
        "level": finding.level,
        "requirement": requirement.id,
        "counts": _counts(finding, requirement),
        "status": STATUS[finding.status],
        "basis": BASIS[finding.basis],
        "actor": ACTOR[finding.actor],
        "change": PROGRESS[change.progress] if change else "",
        "message": finding.message,
        "suggestion": SUGGESTION[finding.suggestion],
        "missing": "; ".join(finding.missing),
        "could add": "; ".join(finding.provider_could_add),
        "words beside": "; ".join(f"{each.label}: {each.text}" for each in finding.beside),
        "remedy": finding.remedy,
        "citations": "; ".join(f"{citation.document} ({citation.place})" for citation in finding.citations),
        "responses": "; ".join(f"{response.date}: {response.text}" for response in finding.responses),
    }


def _counts(finding: Finding, requirement: Requirement) -> str:
    """Return whether a gate looks at a finding, and why not."""
    if not finding.needed:
        return "not needed"
    if requirement.waiver is not None:
        return f"waived until {requirement.waiver.expires}"
    return "yes" if requirement.gates else "desired"


def _rows(rows: Iterable[Mapping[str, object]]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in rows:
        writer.writerow([guarded(str(row.get(column, ""))) for column in COLUMNS])
    return stream.getvalue()
