"""What tests of formats share: how a run is shown, which requirements a text is about, and audits that say anything."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any

from junitparser import JUnitXml

from mcaudit.app.formats import format_names, load_format
from mcaudit.errors import Problem
from mcaudit.exchange.format import Envelope
from mcaudit.media.plain import plain
from mcaudit.model import Actor, Audit, Citation, Response, Status
from mcaudit.terms.lines import notifications
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.selection import selection_of

FORMATS = tuple(name for name in format_names() if name not in ("json", "terminal"))
"""The formats that are tested here; the terminal and JSON have tests of their own."""
TWO_PROBLEMS = (
    Problem(path="broken.yaml", message="unknown key `zed`", help="remove it", line=3, column=5),
    Problem(path="broken.yaml", message="`state` is missing"),
)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
"""Of what shows nothing or turns the direction of writing, what hostile texts hold."""
_ID = r"\d[A-H](?:-\w+)?"
"""A requirement, or the subcomponent whose gaps are one point."""


def run_of(*audits: Audit, many: bool = False) -> Run:
    first = audits[0]
    return Run(edition=first.edition, policy=first.policy, gate=first.gate, many=many or len(audits) > 1)


def shown(
    name: str,
    *audits: Audit,
    problems: Sequence[Problem] = (),
    notices: Sequence[str] = (),
    view: View | None = None,
) -> str:
    """Return what a format makes of audits, and of files that could not be audited, put together as `check` does."""
    run = run_of(*audits, many=bool(problems))
    ending = Ending(
        verdicts=Counter(audit.verdict for audit in audits),
        problems=tuple(problems),
        notices=tuple(notices),
        remarks=tuple((audit.profile.path, remark) for audit in audits for remark in notifications(audit)),
    )
    shape, view, pieces = load_format(name), view or View(), list[str]()
    document = Envelope(shape, run, view, pieces.append)
    document.open()
    for audit in audits:
        document.add(shape.of_audit(audit, run, view))
    document.add_problems(problems)
    document.close(ending)
    return "".join(pieces)


def verbose(audit: Audit, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> View:
    return View(verbose=True, selection=selection_of(audit.edition, select, ignore))


# --- what a text says --------------------------------------------------------------------------------


def results(text: str) -> list[dict[str, Any]]:
    """Return the results of a SARIF file."""
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def issues(text: str) -> list[dict[str, Any]]:
    """Return the issues of a GitLab Code Quality report."""
    found: list[dict[str, Any]] = json.loads(text)
    return found


def suites(text: str) -> list[Any]:
    return list(JUnitXml.fromstring(text.encode("utf-8")))


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table as a spreadsheet program reads them."""
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def named(name: str, text: str) -> list[str]:
    """Return the requirements that a text is about, once for each time that it names one.

    A subcomponent stands for what it does not address, in formats that tell that as one.
    """
    match name:
        case "concise":
            return re.findall(rf"(?m)^.*?: (?:error|warning|note): ({_ID}) ", text)
        case "github":
            return re.findall(rf"(?:::|%0A)({_ID}) (?=\S)", text)
        case "gitlab":
            return [each["check_name"] for each in issues(text) if re.match(r"\d", each["check_name"])]
        case "junit":
            return [case.name.split(" ")[0] for suite in suites(text) for case in suite if "gate" not in case.name]
        case "markdown":
            return re.findall(rf"(?m)^\| ({_ID}) ", text)
        case "sarif":
            return [result["ruleId"] for result in results(text) if re.match(r"\d", result["ruleId"])]
        case "csv":
            counted = (row for row in rows(text) if row["row"] == "finding" and row["counts"] != "not needed")
            return list(dict.fromkeys(row["requirement"] for row in counted))
        case _:
            raise AssertionError(f"say here which requirements a text in the format {name} is about")


# --- what an audit comes to --------------------------------------------------------------------------


def amiss(audit: Audit, *actors: Actor) -> list[str]:
    """Return the requirements that a gate looks at and of which somebody must do something."""
    return [r.id for r in audit.requirements if r.gates and r.actor in actors]


def gathered(audit: Audit, ids: Sequence[str]) -> list[str]:
    """Return requirements as a list shows them: what a subcomponent does not address is one thing."""
    by_id = {requirement.id: requirement for requirement in audit.requirements}
    reported: dict[tuple[str, bool], None] = {}
    for name in ids:
        requirement = by_id[name]
        is_gap = requirement.status is Status.NOT_STATED and requirement.waiver is None
        reported[(requirement.subcomponent, requirement.gates) if is_gap else (name, True)] = None
    return [name for name, _ in reported]


def not_needed(audit: Audit) -> list[str]:
    return [finding.criterion for finding in audit.findings if not finding.needed]


def saying(audit: Audit, text: str) -> Audit:
    """Return an audit of three requirements in which everything that somebody else writes is `text`."""
    path = f"profiles/{text}"
    alone = [r for r in audit.requirements if r.gates and len(r.members) == 1]
    kept = [next(r for r in alone if r.status is status) for status in (Status.UNSUPPORTED, Status.AWAITING_REVIEW)]
    kept.append(next(r for r in audit.requirements if len(r.members) > 1 and r.status is Status.AWAITING_REVIEW))
    members = [member for requirement in kept for member in requirement.members]
    said = Response(text=text, date="2026-01-01")
    findings = tuple(
        replace(
            finding,
            message=text,
            location=replace(finding.location, path=path),
            responses=(said,),
            citations=(Citation(document="page", place=text),),
        )
        for finding in audit.findings
        if finding.criterion in members
    )
    said_so = replace(audit, requirements=tuple(kept), findings=findings)
    return without_remarks(replace(said_so, profile=replace(audit.profile, title=text, path=path)))


def without_remarks(audit: Audit) -> Audit:
    """Return an audit with nothing to tell beside its verdict and its requirements."""
    content = {key: value for key, value in audit.profile.content.items() if key not in ("remarks", "dossier")}
    return replace(audit, repeats=(), profile=replace(audit.profile, warnings=(), content=content))


def said_plainly(text: str) -> str:
    return " ".join(plain(text).split())


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text as programs split them, whatever ends them; the last is empty."""
    assert text.endswith("\n")
    yield from re.split(r"\r\n|\r|\n", text)[:-1]
