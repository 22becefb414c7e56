"""Counts, scores, ratings, waivers, and gates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.audit.scoring import deciding, gating, rating, requirements, score, verdict, waived
from mcaudit.model import (
    Actor,
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
from tests.audit.made import made
from tests.conftest import profile_of, requirements_of

STATUSES = st.sampled_from(list(Status))
RAISED = [Status.NOT_MET, Status.PARTLY_MET, Status.NOT_STATED, Status.UNSUPPORTED, Status.AWAITING_REVIEW, Status.MET]
"""From the worst to the best for a gate."""
_ORDER = {Verdict.FAIL: 0, Verdict.INCOMPLETE: 1, Verdict.UNDECIDED: 2, Verdict.PASS: 3} | {
    Verdict.NOT_READY: 0,
    Verdict.READY: 1,
}


def required(*statuses: Status) -> list[Requirement]:
    return of(Level.REQUIRED, *statuses)


def of(level: Level, *statuses: Status) -> list[Requirement]:
    return [
        Requirement(
            id=f"1A-{level[0]}{n}",
            subcomponent="1A",
            level=level,
            status=status,
            members=("1A-1",),
            actor=Actor.PROVIDER,
        )
        for n, status in enumerate(statuses)
    ]


# --- counting ------------------------------------------------------------------------------------


@given(st.lists(STATUSES))
def test_statuses_add_up_and_bound_what_is_met(statuses: list[Status]) -> None:
    counted = score(required(*statuses)).required
    assert counted.total + counted.not_applicable + counted.waived == len(statuses)
    assert counted.addressed + counted.not_stated == counted.total
    assert counted.floor == counted.met <= counted.ceiling == counted.met + counted.open <= counted.total


def test_all_required_requirements_are_counted(edition: Edition, complete: Profile) -> None:
    score = audit(edition, complete, date="2026-01-01").score
    assert score.required.total + score.required.not_applicable == requirements_of(edition, Level.REQUIRED)
    assert score.desired.total + score.desired.not_applicable == requirements_of(edition, Level.DESIRED)


def grouped(edition: Edition, *statuses: Status, actors: tuple[Actor, ...] = ()) -> Requirement:
    """Return the group 1D-any (1D-2, 1D-3) or 5A-any of findings with these statuses."""
    group = "1D-any" if len(statuses) == 2 else "5A-any"
    result = audit(edition, made(), date="2026-01-01")
    findings = {finding.criterion: finding for finding in result.findings}
    members = next(each.members for sub in edition.subcomponents for each in sub.groups if each.id == group)
    for index, name in enumerate(members):
        actor = actors[index] if actors else findings[name].actor
        findings[name] = replace(findings[name], status=statuses[index], actor=actor)
    return next(each for each in requirements(edition, findings) if each.id == group)


@given(st.lists(STATUSES, min_size=2, max_size=2))
def test_a_group_counts_once_and_takes_its_best_member(edition: Edition, statuses: list[Status]) -> None:
    assert grouped(edition, *statuses).status is min(statuses, key=list(Status).index)


def test_silence_beats_a_denial_in_a_group() -> None:
    order = [Status.MET, Status.AWAITING_REVIEW, Status.UNSUPPORTED, Status.PARTLY_MET, Status.NOT_STATED]
    assert list(Status) == [*order, Status.NOT_MET, Status.NOT_APPLICABLE]


def test_the_state_acts_on_a_group_only_if_it_acts_on_every_member(edition: Edition) -> None:
    silent = [Status.NOT_STATED] * 5
    state, provider = Actor.STATE, Actor.PROVIDER
    assert grouped(edition, *silent, actors=(state,) * 5).actor is state
    assert grouped(edition, *silent, actors=(state, provider, state, state, state)).actor is provider
    denied = (Status.NOT_STATED, *[Status.NOT_MET] * 4)
    assert grouped(edition, *denied, actors=(state, *(provider,) * 4)).actor is provider
    waiting = (Status.AWAITING_REVIEW, *[Status.NOT_STATED] * 4)
    assert grouped(edition, *waiting, actors=(Actor.REVIEWERS, *(state,) * 4)).actor is Actor.REVIEWERS


# --- ratings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needed", "wished", "expected"),
    [
        pytest.param([Status.MET], [Status.MET], Rating.EXEMPLARY, id="all met"),
        pytest.param([Status.MET], [Status.NOT_STATED], Rating.GOOD, id="desired not addressed"),
        pytest.param([Status.MET], [], Rating.GOOD, id="no desired criterion"),
        pytest.param([Status.MET], [Status.NOT_APPLICABLE], Rating.GOOD, id="no desired criterion applies"),
        pytest.param([Status.MET, Status.NOT_MET], [Status.MET], Rating.DEVELOPING, id="some required met"),
        pytest.param([Status.PARTLY_MET, Status.NOT_STATED], [], Rating.DEVELOPING, id="partly met"),
        pytest.param([Status.NOT_MET, Status.AWAITING_REVIEW], [Status.MET], Rating.NOT_MET, id="contradicted"),
        pytest.param([Status.AWAITING_REVIEW, Status.NOT_STATED], [], Rating.WAITING, id="a reviewer acts"),
        pytest.param([Status.UNSUPPORTED, Status.NOT_STATED], [Status.MET], Rating.UNSUPPORTED, id="unsupported"),
        pytest.param([Status.NOT_STATED], [Status.MET], Rating.NOT_STATED, id="desired never makes up for required"),
        pytest.param([Status.NOT_APPLICABLE], [Status.MET], Rating.NOT_APPLICABLE, id="no required applies"),
    ],
)
def test_ratings(needed: list[Status], wished: list[Status], expected: Rating) -> None:
    assert rating([*required(*needed), *of(Level.DESIRED, *wished)]) is expected


@given(st.lists(STATUSES, min_size=1))
def test_good_means_that_everything_required_is_met(needed: list[Status]) -> None:
    applies = set(needed) - {Status.NOT_APPLICABLE}
    assert (rating(required(*needed)) is Rating.GOOD) == (applies == {Status.MET})


# --- gates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "endorsement", "submission"),
    [
        ([Status.MET], Verdict.PASS, Verdict.READY),
        ([Status.MET, Status.NOT_APPLICABLE], Verdict.PASS, Verdict.READY),
        ([Status.MET, Status.AWAITING_REVIEW], Verdict.UNDECIDED, Verdict.READY),
        ([Status.AWAITING_REVIEW], Verdict.UNDECIDED, Verdict.READY),
        ([Status.MET, Status.UNSUPPORTED], Verdict.INCOMPLETE, Verdict.NOT_READY),
        ([Status.MET, Status.NOT_STATED], Verdict.INCOMPLETE, Verdict.NOT_READY),
        ([Status.MET, Status.PARTLY_MET], Verdict.FAIL, Verdict.NOT_READY),
        ([Status.MET, Status.NOT_MET, Status.NOT_STATED], Verdict.FAIL, Verdict.NOT_READY),
        ([Status.NOT_APPLICABLE], Verdict.INCOMPLETE, Verdict.NOT_READY),
        ([], Verdict.INCOMPLETE, Verdict.NOT_READY),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else str(value),
)
def test_gates(statuses: list[Status], endorsement: Verdict, submission: Verdict) -> None:
    assert verdict(gating(required(*statuses)), Gate.ENDORSEMENT) is endorsement
    assert verdict(gating(required(*statuses)), Gate.SUBMISSION) is submission


def test_what_only_the_state_can_say_keeps_no_submission_from_being_ready() -> None:
    counted = [*required(Status.MET), replace(required(Status.NOT_STATED)[0], id="4A-5", actor=Actor.STATE)]
    assert verdict(gating(counted), Gate.SUBMISSION) is Verdict.READY
    assert verdict(gating(counted), Gate.ENDORSEMENT) is Verdict.INCOMPLETE


def test_a_policy_may_want_more_than_a_statement() -> None:
    counted = required(Status.MET, Status.AWAITING_REVIEW)
    assert verdict(gating(counted), Gate.SUBMISSION, {"1A-r1"}) is Verdict.NOT_READY
    assert deciding(gating(counted), Gate.SUBMISSION, {"1A-r1"}) == ("1A-r1",)
    assert verdict(gating(counted), Gate.ENDORSEMENT, {"1A-r1"}) is Verdict.UNDECIDED


@given(st.lists(st.sampled_from(RAISED), min_size=1), st.data(), st.sampled_from(list(Gate)))
def test_raising_a_status_never_worsens_a_verdict(statuses: list[Status], data: st.DataObject, gate: Gate) -> None:
    at = data.draw(st.integers(0, len(statuses) - 1))
    better = data.draw(st.sampled_from(RAISED[RAISED.index(statuses[at]) :]))
    raised = [*statuses[:at], better, *statuses[at + 1 :]]
    assert _ORDER[verdict(gating(required(*raised)), gate)] >= _ORDER[verdict(gating(required(*statuses)), gate)]


@given(st.lists(STATUSES), st.lists(STATUSES), st.sampled_from(list(Gate)))
def test_desired_criteria_never_touch_a_verdict(needed: list[Status], wished: list[Status], gate: Gate) -> None:
    assert verdict(gating([*required(*needed), *of(Level.DESIRED, *wished)]), gate) is verdict(
        gating(required(*needed)), gate
    )


@given(st.lists(STATUSES, min_size=1), st.sampled_from(list(Gate)))
def test_what_does_not_pass_names_what_decides(statuses: list[Status], gate: Gate) -> None:
    counted = required(*statuses)
    named = deciding(gating(counted), gate)
    best = verdict(gating(counted), gate) in (Verdict.PASS, Verdict.READY)
    assert bool(named) == (not best and set(statuses) != {Status.NOT_APPLICABLE})


def test_the_complete_profile_is_ready_and_waits_for_reviewers(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date="2026-01-01")
    assert result.verdicts == {Gate.SUBMISSION: Verdict.READY, Gate.ENDORSEMENT: Verdict.UNDECIDED}
    statuses = {requirement.id: requirement.status for requirement in result.requirements}
    assert {statuses[name] for name in result.deciding} == {Status.AWAITING_REVIEW}
    assert result.on_words == len(result.deciding)


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
    assert rating(kept) is Rating.DEVELOPING
    assert verdict(gating(kept), Gate.ENDORSEMENT) is Verdict.PASS


def test_a_waiver_of_a_desired_criterion_makes_a_rating_no_better_than_developing() -> None:
    counted = [*required(Status.MET), *of(Level.DESIRED, Status.MET, Status.NOT_MET)]
    kept, _ = waived(counted, policy_waiving(waiver("1A-d1")), "mine", "2026-01-01")
    assert (rating(counted), rating(kept)) == (Rating.GOOD, Rating.DEVELOPING)


@pytest.mark.parametrize(
    ("statuses", "endorsement", "submission"),
    [
        pytest.param([Status.MET, Status.NOT_APPLICABLE], (), (), id="nothing"),
        pytest.param(
            [Status.MET, Status.UNSUPPORTED, Status.NOT_MET, Status.AWAITING_REVIEW, Status.NOT_STATED],
            ("1A-r1", "1A-r2", "1A-r4"),
            ("1A-r1", "1A-r2", "1A-r4"),
            id="everything but what waits",
        ),
        pytest.param([Status.MET, Status.AWAITING_REVIEW], ("1A-r1",), (), id="what it waits for"),
        pytest.param([Status.NOT_APPLICABLE], (), (), id="nothing applies"),
    ],
)
def test_what_decides_a_gate(statuses: list[Status], endorsement: tuple[str, ...], submission: tuple[str, ...]) -> None:
    counted = required(*statuses)
    assert deciding(gating(counted), Gate.ENDORSEMENT) == endorsement
    assert deciding(gating(counted), Gate.SUBMISSION) == submission


def test_what_is_desired_or_waived_decides_nothing() -> None:
    counted = [*required(Status.MET, Status.NOT_MET), *of(Level.DESIRED, Status.NOT_MET)]
    kept, _ = waived(counted, policy_waiving(waiver("1A-r1")), "mine", "2026-01-01")
    assert deciding(gating(kept), Gate.ENDORSEMENT) == deciding(gating(kept), Gate.SUBMISSION) == ()
