"""A table of every finding, for spreadsheets: a row for each profile, each finding and each file not audited."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.media.cells import BYTE_ORDER_MARK, guarded
from mcaudit.model import Audit, Finding, Location, Requirement
from mcaudit.terms.lines import verdict_line
from mcaudit.terms.remarks import Remark, remarks
from mcaudit.terms.run import Run, View
from mcaudit.terms.verdicts import verdict_words
from mcaudit.terms.words import ACTOR, BASIS, PROGRESS, STATUS, SUGGESTION, requirement_title

COLUMNS = (
    "row", "path", "line", "column", "profile", "title", "state", "policy", "gate", "verdict", "criterion", "name",
    "level", "requirement", "counts", "status", "basis", "actor", "change", "message", "suggestion", "missing",
    "could add", "words beside", "remedy", "citations", "responses", "shown",
)  # fmt: skip


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, object]]:
    """Yield a row for the profile, for each remark on it, and for each of its findings that is shown."""
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
    count = f"{len(shown)} of {len(audit.findings)} criteria"
    yield {**about, "row": "profile", "message": verdict_line(audit), "shown": count}
    for remark in remarks(audit):
        kind = "warning" if remark.is_warning else "notice"
        yield {**about, "row": kind, **_place(remark), "message": remark.text}
    for finding in shown:
        yield {**about, **_finding(audit, finding, of[finding.criterion])}


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, object]]:
    for problem in problems:
        yield {
            "row": "error",
            "path": problem.path,
            **_place(problem),
            "gate": run.gate,
            "verdict": "not audited",
            "message": problem.message,
            "remedy": problem.help,
        }


def _place(where: Location | Problem | Remark) -> Mapping[str, object]:
    return {"line": where.line or "", "column": where.column or ""}


def _finding(audit: Audit, finding: Finding, requirement: Requirement) -> Mapping[str, object]:
    change = audit.since.changes.get(finding.criterion) if audit.since else None
    return {
        "row": "finding",
        **_place(finding.location),
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


def _row(record: Mapping[str, object], view: View) -> str:
    stream = StringIO()
    cells = (guarded(str(record.get(column, ""))) for column in COLUMNS)
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


FORMAT = Format(
    records=_records,
    problems=_problems,
    last=lambda ending, *_: [{"row": "notice", "message": notice} for notice in ending.notices],
    text=_row,
    header=lambda _, view: BYTE_ORDER_MARK + _row(dict(zip(COLUMNS, COLUMNS, strict=True)), view),
    suffixes=(".csv",),
)
