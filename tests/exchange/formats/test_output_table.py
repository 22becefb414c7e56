"""How severe each verdict and each status is, format by format: the table of the specification, line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from junitparser import JUnitXml

from mcaudit.model import Audit, Status, Verdict
from tests.exchange.formats.shown import shown

Severities = dict[str, str]
"""By the id of a requirement, a subcomponent, or "gate": how severe it is in a format."""

_LINES: Mapping[Verdict | Status, str] = {
    Verdict.FAIL: "error",
    Verdict.INCOMPLETE: "error",
    Verdict.UNDECIDED: "warning",
    Status.NOT_MET: "error",
    Status.PARTLY_MET: "error",
    Status.NOT_STATED: "error",
    Status.UNSUPPORTED: "error",
    Status.AWAITING_REVIEW: "warning",
}
_SARIF: Mapping[Verdict | Status, str] = {
    Verdict.FAIL: "fail/error",
    Verdict.INCOMPLETE: "fail/error",
    Verdict.UNDECIDED: "review/none",
    Status.NOT_MET: "fail/error",
    Status.PARTLY_MET: "fail/error",
    Status.NOT_STATED: "fail/warning",
    Status.UNSUPPORTED: "fail/error",
    Status.AWAITING_REVIEW: "review/none",
}
_JUNIT: Mapping[Verdict | Status, str] = {**dict.fromkeys(_LINES, "failure"), Status.AWAITING_REVIEW: "skipped"}


def concise(text: str) -> Severities:
    found = re.findall(r"(error|warning|note): (\d[A-H](?:-\w+)?)? ?", text)
    *lines, (verdict, _) = [each for each in found if each[1]] + [found[-1]]
    return {id: severity for severity, id in lines} | {"gate": verdict}


def github(text: str) -> Severities:
    found = {}
    for command, title in re.findall(r"^::(\w+) .*?title=mcaudit%3A ([^:]*)::", text, re.MULTILINE):
        names = ["gate"] if " gate" in title else title.replace("%2C", ",").split(", ")
        found.update(dict.fromkeys(names, command))
    return found


def gitlab(text: str) -> Severities:
    words = {"major": "error", "minor": "warning", "info": "note"}
    return {each["check_name"]: words[each["severity"]] for each in json.loads(text)}


def sarif(text: str) -> Severities:
    (run,) = json.loads(text)["runs"]
    return {each["ruleId"]: f"{each['kind']}/{each['level']}" for each in run["results"]}


def junit(text: str) -> Severities:
    cases = [case for suite in JUnitXml.fromstring(text.encode("utf-8")) for case in suite]
    kinds = {case.name.split()[0]: next((type(each).__name__.lower() for each in case.result), "") for case in cases}
    return {"gate" if name in ("endorsement", "submission") else name: kind for name, kind in kinds.items()}


Read = Callable[[str], Severities]
FORMATS: Mapping[str, tuple[Read, Mapping[Verdict | Status, str]]] = {
    "concise": (concise, _LINES),
    "github": (github, _LINES),
    "gitlab": (gitlab, _LINES),
    "sarif": (sarif, _SARIF),
    "junit": (junit, _JUNIT),
}


def expected(audit: Audit, table: Mapping[Verdict | Status, str], name: str) -> Iterator[tuple[str, str]]:
    """Yield what the table says of each requirement; what a subcomponent does not address stands at its id."""
    yield "gate", table[audit.verdict]
    for each in audit.requirements:
        if each.gates and not each.waiver and each.status in table:
            gap = each.status is Status.NOT_STATED and name != "junit"
            yield (each.subcomponent if gap else each.id), table[each.status]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", ["minimal", "complete", "tailored", "decided", "spoken", "tennessee"])
def test_every_status_is_as_severe_as_the_table_says(audits: Mapping[str, Audit], name: str, case: str) -> None:
    read, table = FORMATS[name]
    found = read(shown(name, audits[case]))
    wanted = dict(expected(audits[case], table, name))
    assert {id: found.get(id.removeprefix("mcaudit/")) for id in wanted} == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_the_audits_have_every_status_and_verdict_of_the_table(audits: Mapping[str, Audit], name: str) -> None:
    statuses = {each.status for audit in audits.values() for each in audit.requirements if each.gates}
    assert {each for each in FORMATS[name][1] if isinstance(each, Status)} <= statuses


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCOMPLETE, Verdict.UNDECIDED])
def test_every_verdict_is_as_severe_as_the_table_says(audits: Mapping[str, Audit], name: str, verdict: Verdict) -> None:
    audit = audits["minimal"]
    said = replace(audit, verdicts={**audit.verdicts, audit.gate: verdict})
    read, table = FORMATS[name]
    assert read(shown(name, said))["gate"] == table[verdict]
