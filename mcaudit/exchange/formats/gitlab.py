"""GitLab Code Quality: a JSON array of issues, which GitLab shows in a merge request and beside its changed lines.

GitLab distinguishes issues by their fingerprints alone, so each is unique in a report, and stays the same for as long
as it is the same finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.exchange.json_text import json_text
from mcaudit.exchange.records import fingerprint
from mcaudit.exchange.rules import GATE, UNREAD
from mcaudit.media.plain import plain
from mcaudit.model import Audit
from mcaudit.terms.lines import full_text, lines_of, severity_of_remark, severity_of_verdict, verdict_line
from mcaudit.terms.points import Severity
from mcaudit.terms.remarks import remarks
from mcaudit.terms.run import Ending, Run, View

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_REMARK = "remark"
_WHOLE_FILE = 1
"""The line of an issue about a whole file: GitLab wants one."""


def _records(audit: Audit, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield the verdict, what is amiss, and what else a reader should know."""
    profile, path = audit.profile, run.in_repository(audit.profile.path)
    verdict = f"{profile.title}: {verdict_line(audit)}"
    yield _issue(GATE, severity_of_verdict(audit), verdict, path, None, (profile.id, GATE))
    for point in lines_of(audit, view):
        message = full_text(point, point.since)
        yield _issue(point.id, point.severity, message, path, point.location.line, (profile.id, *point.identity))
    noted = remarks(audit)
    for remark, key in zip(noted, _unique_keys((profile.id, _REMARK, each.text) for each in noted), strict=True):
        yield _issue(_REMARK, severity_of_remark(remark), remark.text, path, remark.line, key)


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    paths = [run.in_repository(problem.path) for problem in problems]
    keys = _unique_keys((path, UNREAD, each.message) for path, each in zip(paths, problems, strict=True))
    for problem, path, key in zip(problems, paths, keys, strict=True):
        message = f"Cannot be audited: {problem.message}." + (f" Help: {problem.help}" if problem.help else "")
        yield _issue(UNREAD, Severity.ERROR, message, path, problem.line, key)


def _last(ending: Ending, run: Run, view: View) -> Iterator[Mapping[str, Any]]:
    """Yield what a reader of the whole should know, about the folder that mcaudit ran in."""
    for notice in ending.notices:
        yield _issue(_REMARK, Severity.NOTE, notice, run.in_repository("."), None, ("", _REMARK, notice))


def _issue(
    name: str, severity: Severity, description: str, path: str, line: int | None, key: Sequence[str]
) -> Mapping[str, Any]:
    return {
        "description": plain(description),
        "check_name": name,
        "fingerprint": fingerprint(*key),
        "severity": _SEVERITIES[severity],
        "location": {"path": path, "lines": {"begin": line or _WHOLE_FILE}},
    }


def _unique_keys(keys: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield keys, each that was there before with how often it was."""
    seen: Counter[tuple[str, ...]] = Counter()
    for key in keys:
        yield (*key, str(seen[key])) if seen[key] else key
        seen[key] += 1


FORMAT = Format(
    records=_records,
    problems=_problems,
    last=_last,
    text=lambda issue, _: f"\n{json_text(issue, indent=1)}",
    between=",",
    header=lambda *_: "[",
    trailer=lambda *_: "\n]\n",
)
