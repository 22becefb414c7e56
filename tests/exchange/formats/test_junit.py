"""JUnit XML: read by another's parser, with counts that agree, and nothing green that is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, Skipped

from mcaudit.media.plain import plain
from mcaudit.model import Audit, Gate, Status, Verdict
from mcaudit.terms.run import View
from mcaudit.terms.words import is_yes
from tests.exchange.formats.conftest import KINDS, Spoken
from tests.exchange.formats.shown import TWO_PROBLEMS, shown, suites, verbose

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
COUNTS = ("tests", "failures", "errors", "skipped")


def counts(suite: Any) -> dict[str, int]:
    return {name: getattr(suite, name) for name in COUNTS}


def outcomes(suite: Any) -> dict[str, str]:
    """Return what became of each test, by the name that it begins with."""
    kinds = {Failure: "failed", Error: "error", Skipped: "skipped"}
    return {case.name.split(" ")[0]: next((kinds[type(result)] for result in case.result), "passed") for case in suite}


OUTCOMES = {
    Status.MET: "passed",
    Status.AWAITING_REVIEW: "skipped",
    Status.UNSUPPORTED: "failed",
    Status.PARTLY_MET: "failed",
    Status.NOT_STATED: "failed",
    Status.NOT_MET: "failed",
    Status.NOT_APPLICABLE: "skipped",
}


def expected(audit: Audit) -> dict[str, str]:
    reported = {str(audit.gate): "passed" if is_yes(audit.verdict) else "failed"}
    for requirement in audit.requirements:
        outcome = OUTCOMES[requirement.status]
        reported[requirement.id] = "skipped" if outcome == "failed" and not requirement.gates else outcome
    return reported


@EVERY_KIND
def test_what_fails_waits_for_the_provider_and_what_else_is_not_met_is_skipped(
    cases: Mapping[str, Audit], kind: str
) -> None:
    audit = cases[kind]
    (suite,) = suites(shown("junit", audit))
    assert outcomes(suite) == expected(audit)
    assert len(list(suite)) == 1 + len(audit.requirements)


def test_every_outcome_comes_up(cases: Mapping[str, Audit]) -> None:
    statuses = {r.status for kind in ("tailored", "decided", "minimal") for r in cases[kind].requirements}
    assert statuses == set(Status)
    assert set(expected(cases["tailored"]).values()) == {"passed", "failed", "skipped"}
    assert set(expected(cases["passed"]).values()) <= {"passed", "skipped"}


@EVERY_KIND
def test_the_counts_are_those_of_the_tests(cases: Mapping[str, Audit], kind: str) -> None:
    for suite in suites(shown("junit", cases[kind], problems=TWO_PROBLEMS[:1])):
        reported = counts(suite)
        assert reported["tests"] == len(list(suite))
        suite.update_statistics()
        assert counts(suite) == reported


def test_every_suite_and_test_has_a_time_that_is_the_same_in_every_run(cases: Mapping[str, Audit]) -> None:
    for suite in suites(shown("junit", cases["complete"], problems=TWO_PROBLEMS)):
        assert {suite.time, *(case.time for case in suite)} == {0}


@pytest.mark.parametrize("words", ["5A,met", "1D-2", "desired"])
def test_the_counts_are_those_of_the_tests_that_a_selection_leaves(cases: Mapping[str, Audit], words: str) -> None:
    audit = cases["tailored"]
    (suite,) = suites(shown("junit", audit, view=verbose(audit, select=[words])))
    reported = counts(suite)
    suite.update_statistics()
    assert counts(suite) == reported
    assert 1 < reported["tests"] < len(audit.requirements)
    assert {each.name: each.value for each in suite.properties()}["shown"].startswith(
        f"of the findings, only {words[0]}"
    )


@pytest.mark.parametrize("kind", ["complete", "tennessee", "minimal", "decided", "passed", "submitted", "waived"])
def test_only_a_pass_or_a_ready_submission_is_green(cases: Mapping[str, Audit], kind: str) -> None:
    audit = cases[kind]
    for view in (View(), verbose(audit, select=["met"])):
        (suite,) = suites(shown("junit", audit, view=view))
        assert (suite.failures == 0) == (audit.verdict in (Verdict.PASS, Verdict.READY))


def test_a_gate_that_is_undecided_has_failed_and_says_that_it_is_undecided(cases: Mapping[str, Audit]) -> None:
    (suite,) = suites(shown("junit", cases["complete"]))
    gate = next(iter(suite))
    assert gate.name == "endorsement gate"
    assert [(type(result), result.type) for result in gate.result] == [(Failure, "undecided")]
    assert suite.failures == 1


@pytest.mark.parametrize("verdict", Verdict)
def test_the_gates_own_test_fails_unless_the_answer_is_yes(cases: Mapping[str, Audit], verdict: Verdict) -> None:
    gate = Gate.SUBMISSION if verdict in (Verdict.READY, Verdict.NOT_READY) else Gate.ENDORSEMENT
    audit = cases["complete"]
    (suite,) = suites(shown("junit", replace(audit, gate=gate, verdicts={**audit.verdicts, gate: verdict})))
    assert outcomes(suite)[str(gate)] == ("passed" if is_yes(verdict) else "failed")


def test_a_pass_says_how_much_rests_on_unchecked_claims(cases: Mapping[str, Audit]) -> None:
    audit = cases["passed"]
    assert audit.unconfirmed
    text = shown("junit", audit)
    assert f"{audit.unconfirmed} requirements are met on claims that nobody has checked." in text


def test_a_failure_says_where_what_is_missing_and_how_to_fix_it(cases: Mapping[str, Audit]) -> None:
    audit = cases["responding"]
    (suite,) = suites(shown("junit", audit))
    finding = next(finding for finding in audit.findings if finding.criterion == "1F-6")
    case = next(case for case in suite if case.name == "1F-6 Cost of each resource")
    (failure,) = case.result
    assert case.classname == audit.profile.id
    assert failure.type == finding.status
    assert finding.message in failure.message
    assert failure.text.split("\n") == [
        f"{finding.location.path}:{finding.location.line}:{finding.location.column}",
        f"missing: any of {', '.join(finding.missing)}",
        f"To fix: {finding.remedy}",
        "The provider, 2025-12-01: “We are at work on 1F-6.”",
    ]


def test_a_suite_says_of_which_profile_it_is_and_under_which_policy(cases: Mapping[str, Audit]) -> None:
    audit = cases["tailored"]
    (suite,) = suites(shown("junit", audit))
    assert suite.name == audit.profile.path
    assert {each.name: each.value for each in suite.properties()} == {
        "title": audit.profile.title,
        "state": "OH",
        "edition": f"v1.0 {audit.edition.sha256}",
        "policy": f"ohio {'5' * 64}",
        "date": "2026-01-01",
    }


def test_a_file_that_could_not_be_audited_is_in_error_and_its_gate_with_it(cases: Mapping[str, Audit]) -> None:
    good, bad = suites(shown("junit", cases["submitted"], problems=TWO_PROBLEMS[:1]))
    assert outcomes(bad) == {"submission": "error"}
    assert (bad.name, bad.errors, good.errors) == ("broken.yaml", 1, 0)
    (error,) = next(iter(bad)).result
    assert error.message == "the file could not be audited"
    assert error.text == "broken.yaml:3:5: unknown key `zed` (remove it)"


def test_a_file_with_several_problems_is_one_test_in_error(cases: Mapping[str, Audit]) -> None:
    _, bad = suites(shown("junit", cases["submitted"], problems=TWO_PROBLEMS))
    reported = counts(bad)
    assert reported == {"tests": 1, "failures": 0, "errors": 1, "skipped": 0}
    bad.update_statistics()
    assert counts(bad) == reported


# --- what somebody else writes -----------------------------------------------------------------------


def in_xml(text: str) -> str:
    """Return a text as it is shown, with what XML cannot hold replaced."""
    return "".join("�" if each in "\ufffe\uffff" else each for each in plain(text))


def test_characters_that_xml_cannot_hold_are_replaced(cases: Mapping[str, Audit]) -> None:
    audit = cases["responding"]
    odd = "a\x00b\x0bc\x1fd\ud800e\udfff\ufffe\uffffg]]>&amp;<x a='\"'/>"
    findings = tuple(replace(finding, message=odd, remedy=odd) for finding in audit.findings)
    profile = replace(audit.profile, title=odd, path=odd)
    (suite,) = suites(shown("junit", replace(audit, findings=findings, profile=profile)))
    clean = "a\\u0000b\\u000bc\\u001fd\\ud800e\\udfff��g]]>&amp;<x a='\"'/>"
    assert suite.name == clean
    assert {each.name: each.value for each in suite.properties()}["title"] == clean
    failure = next(
        result
        for case in suite
        for result in case.result
        if isinstance(result, Failure) and result.type == "not_stated"
    )
    assert clean in failure.message
    assert f"To fix: {clean}" in failure.text


@given(st.text(st.characters()))
def test_whatever_is_said_is_read_as_it_was_said(spoken: Spoken, text: str) -> None:
    audit = spoken(text)
    (suite,) = suites(shown("junit", audit))
    reported = counts(suite)
    suite.update_statistics()
    assert counts(suite) == reported
    assert outcomes(suite) == expected(audit)
    assert suite.name == in_xml(f"profiles/{text}")
    assert all(
        in_xml(text) in result.message for case in suite for result in case.result if result.type != audit.verdict
    )
