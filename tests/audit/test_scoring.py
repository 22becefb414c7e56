"""Counts, intervals, ratings and gates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.audit.scoring import counts, deciding, rating, score, verdict, waived
from mcaudit.model import (
    Counts,
    Edition,
    Gate,
    Level,
    Policy,
    Profile,
    Rating,
    Requirement,
    Score,
    Status,
    Verdict,
    Waiver,
    WaiverResult,
    WaiverUse,
)
from tests.conftest import changed, profile_of

STATUSES = st.sampled_from(list(Status))
RAISED = [Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED, Status.AWAITING_REVIEW, Status.MET]
"""From the worst to the best for a gate."""
_ORDER = {Verdict.FAIL: 0, Verdict.UNDECIDED: 1, Verdict.PASS: 2}
_RATINGS = {Rating.NOT_MET: 0, Rating.DEVELOPING: 1, Rating.GOOD: 2, Rating.EXEMPLARY: 3}


def required(*statuses: Status) -> list[Requirement]:
    return of(Level.REQUIRED, *statuses)


def of(level: Level, *statuses: Status) -> list[Requirement]:
    return [
        Requirement(id=f"1A-{level[0]}{n}", subcomponent="1A", level=level, status=status, members=("1A-1",))
        for n, status in enumerate(statuses)
    ]


# --- counting ------------------------------------------------------------------------------------


@given(st.lists(STATUSES))
def test_statuses_add_up_and_bound_what_is_met(statuses: list[Status]) -> None:
    counted = counts(statuses)
    assert counted.total + counted.not_applicable + counted.waived == len(statuses)
    assert counted.floor == counted.met <= counted.ceiling == counted.met + counted.open <= counted.total


def test_all_required_requirements_are_counted(edition: Edition, complete: Profile) -> None:
    score = audit(edition, complete, date="2026-01-01").score
    assert score.required.total + score.required.not_applicable == 68
    assert score.desired.total + score.desired.not_applicable == 22


def test_a_group_counts_once_and_takes_its_best_member(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "developer", "recognitions")
    result = audit(edition, profile, date="2026-01-01")
    group = next(requirement for requirement in result.requirements if requirement.id == "1B-any")
    findings = {finding.criterion: finding for finding in result.findings}
    assert findings["1B-2"].status is Status.NOT_MET
    assert group.status is findings["1B-1"].status is Status.AWAITING_REVIEW
    assert findings["1B-1"].needed
    assert not findings["1B-2"].needed
    assert "1B-2" not in result.deciding


# --- ratings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needed", "wished", "expected"),
    [
        pytest.param([Status.MET], [Status.MET], Rating.EXEMPLARY, id="all met"),
        pytest.param([Status.MET], [Status.NOT_MET], Rating.GOOD, id="desired not met"),
        pytest.param([Status.MET], [], Rating.GOOD, id="no desired criterion"),
        pytest.param([Status.MET], [Status.NOT_APPLICABLE], Rating.GOOD, id="no desired criterion applies"),
        pytest.param([Status.MET, Status.NOT_MET], [Status.MET], Rating.DEVELOPING, id="some required met"),
        pytest.param([Status.PARTLY_MET], [], Rating.DEVELOPING, id="partly met"),
        pytest.param([Status.NOT_MET], [Status.MET], Rating.NOT_MET, id="desired never makes up for required"),
        pytest.param([Status.NOT_APPLICABLE], [Status.MET], Rating.NOT_APPLICABLE, id="no required applies"),
    ],
)
def test_ratings(needed: list[Status], wished: list[Status], expected: Rating) -> None:
    counted = [*required(*needed), *of(Level.DESIRED, *wished)]
    assert rating(counted, at_best=False) is rating(counted, at_best=True) is expected


def test_an_open_requirement_gives_a_range() -> None:
    counted = required(Status.MET, Status.AWAITING_REVIEW)
    assert rating(counted, at_best=False) is Rating.DEVELOPING
    assert rating(counted, at_best=True) is Rating.GOOD


@given(st.lists(STATUSES), st.lists(STATUSES))
def test_a_rating_is_never_worse_at_best(needed: list[Status], wished: list[Status]) -> None:
    counted = [*required(*needed), *of(Level.DESIRED, *wished)]
    floor, ceiling = rating(counted, at_best=False), rating(counted, at_best=True)
    assert (floor is Rating.NOT_APPLICABLE) == (ceiling is Rating.NOT_APPLICABLE)
    assert floor is Rating.NOT_APPLICABLE or _RATINGS[floor] <= _RATINGS[ceiling]


# --- gates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "endorsement", "submission"),
    [
        ([Status.MET], Verdict.PASS, Verdict.PASS),
        ([Status.MET, Status.NOT_APPLICABLE], Verdict.PASS, Verdict.PASS),
        ([Status.MET, Status.AWAITING_REVIEW], Verdict.UNDECIDED, Verdict.PASS),
        ([Status.MET, Status.UNSUPPORTED], Verdict.UNDECIDED, Verdict.FAIL),
        ([Status.MET, Status.PARTLY_MET], Verdict.FAIL, Verdict.FAIL),
        ([Status.MET, Status.NOT_MET], Verdict.FAIL, Verdict.FAIL),
        ([Status.AWAITING_REVIEW], Verdict.FAIL, Verdict.FAIL),
        ([], Verdict.FAIL, Verdict.FAIL),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_gates(statuses: list[Status], endorsement: Verdict, submission: Verdict) -> None:
    assert verdict(required(*statuses), Gate.ENDORSEMENT) is endorsement
    assert verdict(required(*statuses), Gate.SUBMISSION) is submission


@given(st.lists(st.sampled_from(RAISED), min_size=1), st.data(), st.sampled_from(list(Gate)))
def test_raising_a_status_never_worsens_a_verdict(statuses: list[Status], data: st.DataObject, gate: Gate) -> None:
    at = data.draw(st.integers(0, len(statuses) - 1))
    better = data.draw(st.sampled_from(RAISED[RAISED.index(statuses[at]) :]))
    raised = [*statuses[:at], better, *statuses[at + 1 :]]
    assert _ORDER[verdict(required(*raised), gate)] >= _ORDER[verdict(required(*statuses), gate)]


@given(st.lists(STATUSES), st.lists(STATUSES), st.sampled_from(list(Gate)))
def test_desired_criteria_never_touch_a_verdict(needed: list[Status], wished: list[Status], gate: Gate) -> None:
    assert verdict([*required(*needed), *of(Level.DESIRED, *wished)], gate) is verdict(required(*needed), gate)


@given(st.lists(STATUSES, min_size=1), st.sampled_from(list(Gate)))
def test_what_does_not_pass_names_what_decides(statuses: list[Status], gate: Gate) -> None:
    counted = required(*statuses)
    named = deciding(counted, gate)
    assert bool(named) == (verdict(counted, gate) is not Verdict.PASS and set(statuses) != {Status.NOT_APPLICABLE})


def test_a_profile_that_says_nothing_fails_both_gates(edition: Edition) -> None:
    result = audit(edition, profile_of({}), date="2026-01-01")
    assert set(result.verdicts.values()) == {Verdict.FAIL}
    assert result.score.required.met == 0


def test_the_complete_profile_may_be_submitted_and_waits_for_reviewers(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date="2026-01-01")
    assert result.verdicts == {Gate.SUBMISSION: Verdict.PASS, Gate.ENDORSEMENT: Verdict.UNDECIDED}
    statuses = {requirement.id: requirement.status for requirement in result.requirements}
    assert {statuses[name] for name in result.deciding} == {Status.AWAITING_REVIEW}


def test_neither_order_of_keys_nor_of_files_matters(edition: Edition, complete: Profile) -> None:
    backwards = profile_of(dict(reversed(list(complete.content.items()))), complete.documents)
    forwards = audit(edition, complete, date="2026-01-01")
    turned = audit(edition, backwards, date="2026-01-01")
    assert turned.verdicts == forwards.verdicts
    assert [(f.criterion, f.status, f.basis) for f in turned.findings] == [
        (f.criterion, f.status, f.basis) for f in forwards.findings
    ]


# --- waivers, and what decides -----------------------------------------------------------------------


def waiver(requirement: str, *profiles: str, expires: str = "2026-12-31") -> Waiver:
    return Waiver(requirement=requirement, profiles=profiles, reason="It is new.", by="The board", expires=expires)


def policy_waiving(*waivers: Waiver) -> Policy:
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, waivers=waivers)


def test_what_becomes_of_each_waiver_that_is_about_the_profile() -> None:
    counted = tuple(required(Status.NOT_MET, Status.MET, Status.NOT_APPLICABLE, Status.AWAITING_REVIEW))
    waivers = (
        waiver("1A-r0", expires="2025-12-31"),
        waiver("1A-r0", "mine"),
        waiver("1A-r0", "mine", "another"),
        waiver("1A-r1"),
        waiver("1A-r2"),
        waiver("1A-r3", "another"),
    )
    kept, results = waived(counted, policy_waiving(*waivers), "mine", "2026-01-01")
    assert [requirement.waiver for requirement in kept] == [waivers[1], None, None, None]
    uses = (WaiverUse.EXPIRED, WaiverUse.APPLIED, WaiverUse.APPLIED, WaiverUse.UNUSED, WaiverUse.UNUSED)
    assert results == tuple(WaiverResult(waiver=each, use=use) for each, use in zip(waivers[:5], uses, strict=True))
    assert waived(counted, None, "mine", "2026-01-01") == (counted, ())


def test_what_is_waived_is_counted_apart_and_makes_a_rating_no_better_than_developing() -> None:
    counted = [*required(Status.MET, Status.NOT_MET), *of(Level.DESIRED, Status.MET)]
    kept, _ = waived(counted, policy_waiving(waiver("1A-r1")), "mine", "2026-01-01")
    assert score(kept) == Score(required=Counts(met=1, waived=1), desired=Counts(met=1))
    assert rating(kept, at_best=True) is rating(kept, at_best=False) is Rating.DEVELOPING
    alone, _ = waived(required(Status.NOT_MET), policy_waiving(waiver("1A-r0")), "mine", "2026-01-01")
    assert rating(alone, at_best=True) is Rating.NOT_MET
    assert counts([Status.MET]) == Counts(met=1)


@pytest.mark.parametrize(
    ("statuses", "endorsement", "submission"),
    [
        pytest.param([Status.MET, Status.NOT_APPLICABLE], (), (), id="nothing"),
        pytest.param(
            [Status.MET, Status.UNSUPPORTED, Status.NOT_MET, Status.AWAITING_REVIEW, Status.PARTLY_MET],
            ("1A-r2", "1A-r4"),
            ("1A-r1", "1A-r2", "1A-r4"),
            id="what fails it",
        ),
        pytest.param(
            [Status.MET, Status.UNSUPPORTED, Status.AWAITING_REVIEW], ("1A-r1", "1A-r2"), ("1A-r1",), id="unsupported"
        ),
        pytest.param([Status.MET, Status.AWAITING_REVIEW], ("1A-r1",), (), id="what it waits for"),
        pytest.param(
            [Status.UNSUPPORTED, Status.AWAITING_REVIEW, Status.NOT_APPLICABLE],
            ("1A-r0", "1A-r1"),
            ("1A-r0",),
            id="nothing is met",
        ),
        pytest.param([Status.AWAITING_REVIEW] * 2, ("1A-r0", "1A-r1"), ("1A-r0", "1A-r1"), id="all waits"),
    ],
)
def test_what_decides_a_gate(statuses: list[Status], endorsement: tuple[str, ...], submission: tuple[str, ...]) -> None:
    counted = required(*statuses)
    assert deciding(counted, Gate.ENDORSEMENT) == endorsement
    assert deciding(counted, Gate.SUBMISSION) == submission


def test_what_is_desired_or_waived_decides_nothing() -> None:
    counted = [*required(Status.MET, Status.NOT_MET), *of(Level.DESIRED, Status.NOT_MET)]
    kept, _ = waived(counted, policy_waiving(waiver("1A-r1")), "mine", "2026-01-01")
    assert deciding(kept, Gate.ENDORSEMENT) == deciding(kept, Gate.SUBMISSION) == ()
