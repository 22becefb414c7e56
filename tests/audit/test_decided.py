"""What decisions do to an audit: the table's order holds against them, and groups, waivers and verdicts follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Edition,
    Finding,
    Gate,
    Policy,
    Profile,
    Review,
    Status,
    Verdict,
    Waiver,
)
from mcaudit.review.resolving import decisions_of
from tests.conftest import changed
from tests.review.test_resolving import (
    BETWEEN,
    CANNOT_TELL,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    PARTLY,
    ground_of,
    on_record,
    opinion,
    review,
    reviews,
    settled_by,
)

DAY = "2026-04-01"
JUDGED, FACT = "1A-2", "1F-6"
RESOURCE = ("developers", "learning_resources", "resources", 1, "cost")


def audited(edition: Edition, profile: Profile, *given: Review, quorum: int = 2, **other: Any) -> Audit:
    """Return the audit of a profile with these reviewers' files."""
    decisions = decisions_of(ground_of(edition, profile, quorum), given)
    return audit(edition, profile, date=DAY, decisions=decisions, **other)


def finding(found: Audit, criterion: str) -> Finding:
    return next(each for each in found.findings if each.criterion == criterion)


def said(
    edition: Edition, profile: Profile, criterion: str, *answers: Answer, quorum: int = 2, **other: Any
) -> tuple[Status, Basis]:
    """Return what an audit says of a criterion that reviewers gave these answers to."""
    given = reviews(ground_of(edition, profile), criterion, *answers)
    found = finding(audited(edition, profile, *given, quorum=quorum, **other), criterion)
    return found.status, found.basis


WAITS = (Status.AWAITING_REVIEW, Basis.NONE)


# --- what reviewers decide -------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
def test_what_reviewers_agree_about_is_decided(edition: Edition, complete: Profile, answer: Answer) -> None:
    assert said(edition, complete, JUDGED, answer) == WAITS
    assert said(edition, complete, JUDGED, answer, quorum=1) == (Status(answer), Basis.DECISION)
    assert said(edition, complete, JUDGED, answer, answer) == (Status(answer), Basis.DECISION)
    assert said(edition, complete, JUDGED, answer, answer, quorum=3) == WAITS
    assert said(edition, complete, JUDGED, answer, CANNOT_TELL) == WAITS
    assert said(edition, complete, JUDGED, answer, NOT_APPLICABLE) == WAITS


def test_a_failing_fact_is_overruled_with_a_reason_and_not_without(edition: Edition, complete: Profile) -> None:
    failing = changed(complete, *RESOURCE)
    ground = ground_of(edition, failing)
    bare = reviews(ground, FACT, MET, MET)
    found = finding(audited(edition, failing, *bare), FACT)
    assert (found.status, found.basis) == WAITS
    assert "give no reason against the fact" in found.message
    (opinion,) = bare[0].opinions
    bare[0] = replace(bare[0], opinions=(replace(opinion, rationale="The page gives it as free."),))
    found = finding(audited(edition, failing, *bare), FACT)
    assert (found.status, found.basis, found.message) == (Status.MET, Basis.DECISION, "The page gives it as free")


def test_the_reviewers_words_are_the_message_and_the_remedy(edition: Edition, complete: Profile) -> None:
    given = reviews(ground_of(edition, complete), JUDGED, NOT_MET, NOT_MET)
    (first,) = given[0].opinions
    given[0] = replace(given[0], opinions=(replace(first, would_satisfy="Name one area."),))
    found = finding(audited(edition, complete, *given), JUDGED)
    assert (found.message, found.remedy) == ("Because not_met", "Name one area; More.")


def test_a_settled_disagreement_is_told_as_adjudicated(edition: Edition, complete: Profile) -> None:
    ground = ground_of(edition, complete)
    given = [*reviews(ground, JUDGED, MET, NOT_MET), on_record(settled_by(ground, PARTLY, BETWEEN))]
    found = finding(audited(edition, complete, *given), JUDGED)
    assert (found.status, found.basis, found.message) == (
        Status.PARTLY_MET,
        Basis.ADJUDICATION,
        "It was looked at again",
    )


@pytest.mark.parametrize(("criterion", "status"), [("3B-D3", Status.NOT_APPLICABLE), (JUDGED, Status.AWAITING_REVIEW)])
def test_not_applicable_is_for_where_the_edition_allows_it(
    edition: Edition, complete: Profile, criterion: str, status: Status
) -> None:
    assert said(edition, complete, criterion, NOT_APPLICABLE, NOT_APPLICABLE)[0] is status


# --- what facts decide -----------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [PARTLY, NOT_MET, NOT_APPLICABLE])
def test_one_reviewer_against_a_fact_that_holds_leaves_it_open(
    edition: Edition, complete: Profile, answer: Answer
) -> None:
    assert said(edition, complete, FACT, answer) == WAITS


@pytest.mark.parametrize("answer", [MET, CANNOT_TELL])
def test_one_reviewer_who_is_not_against_a_fact_leaves_it(edition: Edition, complete: Profile, answer: Answer) -> None:
    assert said(edition, complete, FACT, answer) == (Status.MET, Basis.FACTS)


def test_as_many_as_it_takes_confirm_or_overrule_what_holds(edition: Edition, complete: Profile) -> None:
    before = audited(edition, complete).unconfirmed
    assert said(edition, complete, FACT, MET, MET) == (Status.MET, Basis.DECISION)
    confirmed = audited(edition, complete, *reviews(ground_of(edition, complete), FACT, MET, MET))
    assert confirmed.unconfirmed == before - 1
    assert said(edition, complete, FACT, NOT_MET, NOT_MET) == (Status.NOT_MET, Basis.DECISION)
    assert said(edition, complete, FACT, MET, NOT_MET) == WAITS


def test_as_many_as_it_takes_confirm_or_overrule_what_fails(edition: Edition, complete: Profile) -> None:
    failing = changed(complete, *RESOURCE)
    assert said(edition, failing, FACT) == (Status.NOT_MET, Basis.FACTS)
    assert said(edition, failing, FACT, MET) == WAITS
    assert said(edition, failing, FACT, NOT_MET) == (Status.NOT_MET, Basis.FACTS)
    assert said(edition, failing, FACT, NOT_MET, NOT_MET) == (Status.NOT_MET, Basis.DECISION)
    assert said(edition, failing, FACT, MET, MET) == WAITS  # neither gives a reason


@pytest.mark.parametrize("answer", [MET, NOT_MET])
def test_an_overrule_that_went_stale_leaves_it_open(edition: Edition, complete: Profile, answer: Answer) -> None:
    profile = complete if answer is NOT_MET else changed(complete, *RESOURCE)
    ground = ground_of(edition, profile)
    given = [
        replace(each, opinions=tuple(replace(one, pins=replace(one.pins, fields="0" * 64)) for one in each.opinions))
        for each in reviews(ground, FACT, answer, answer)
    ]
    found = finding(audited(edition, profile, *given), FACT)
    assert (found.status, found.basis) == WAITS
    assert "changed since" in found.message


def test_what_a_policy_wants_confirmed_waits_until_it_is(edition: Edition, complete: Profile) -> None:
    policy = Policy(id="oh", title="Ohio", state="OH", path="oh.yaml", sha256="0" * 64, confirm_facts=True)
    assert said(edition, complete, FACT, policy=policy) == WAITS
    assert said(edition, complete, FACT, MET, policy=policy) == WAITS
    assert said(edition, complete, FACT, MET, MET, policy=policy) == (Status.MET, Basis.DECISION)


# --- what no decision makes good -------------------------------------------------------------------

CONFLICT = [
    {
        "field": "resources",
        "values": [
            {"value": "1", "citation": {"document": "profile_page", "section": "A"}},
            {"value": "2", "citation": {"document": "earner_handbook", "section": "B"}},
        ],
    }
]
ANSWER = ("developers", "learning_resources")


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
def test_no_decision_changes_what_the_provider_must_mend(edition: Edition, complete: Profile, answer: Answer) -> None:
    missing = changed(complete, *ANSWER)
    assert said(edition, missing, FACT, answer, answer) == (Status.NOT_MET, Basis.MISSING)
    empty = changed(complete, *ANSWER, "resources", to=None)
    assert said(edition, empty, FACT, answer, answer) == (Status.NOT_MET, Basis.EMPTY)
    conflict = changed(complete, *ANSWER, "conflicts", to=CONFLICT)
    assert said(edition, conflict, FACT, answer, answer) == (Status.UNSUPPORTED, Basis.CONFLICT)
    uncited = changed(complete, *ANSWER, "citations")
    assert said(edition, uncited, FACT, answer, answer) == (Status.UNSUPPORTED, Basis.UNCITED)


@pytest.mark.parametrize("answer", [MET, NOT_MET])
def test_no_decision_on_a_rule_that_fails_makes_an_uncited_answer_met(
    edition: Edition, complete: Profile, answer: Answer
) -> None:
    profile = changed(changed(complete, *ANSWER, "citations"), *RESOURCE)
    assert said(edition, profile, FACT, answer, answer)[0] is not Status.MET
    given = [
        replace(each, opinions=tuple(replace(one, rationale="It is free.") for one in each.opinions))
        for each in reviews(ground_of(edition, profile), FACT, answer, answer)
    ]
    found = finding(audited(edition, profile, *given), FACT)
    wanted = (Status.UNSUPPORTED, Basis.UNCITED) if answer is MET else (Status.NOT_MET, Basis.DECISION)
    assert (found.status, found.basis) == wanted


def test_that_answers_lack_their_citation_is_told_once_all_are_in(edition: Edition, complete: Profile) -> None:
    ground = ground_of(edition, complete)
    bare = [
        replace(each, opinions=tuple(replace(one, citations=()) for one in each.opinions))
        for each in reviews(ground, JUDGED, MET, MET)
    ]
    alone = finding(audited(edition, complete, bare[0]), JUDGED)
    assert alone.message.startswith("1 of 2 reviewers have decided")
    both = finding(audited(edition, complete, *bare), JUDGED)
    assert both.message.startswith("2 reviewers have answered, and only 0 of the answers count")
    assert (both.status, both.basis) == WAITS


def test_no_decision_makes_a_missing_answer_met_that_is_said_not_to_apply(edition: Edition, complete: Profile) -> None:
    place = ("evaluators", "evaluator_profile")
    claim = [{"criterion": "3B-D3", "reason": "No content is advanced."}]
    claimed = changed(changed(complete, *place, "advanced_content"), *place, "not_applicable", to=claim)
    assert said(edition, claimed, "3B-D3", NOT_APPLICABLE, NOT_APPLICABLE) == (Status.NOT_APPLICABLE, Basis.DECISION)
    assert said(edition, claimed, "3B-D3", MET, MET)[0] is not Status.MET


def test_what_is_skipped_stays_skipped(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "development_process")
    assert said(edition, profile, "1H-1", NOT_MET, NOT_MET) == (Status.NOT_APPLICABLE, Basis.OPTIONAL)


# --- groups, waivers, verdicts ---------------------------------------------------------------------


def all_reviewed(edition: Edition, profile: Profile, answers: Mapping[str, Answer] | None = None) -> list[Review]:
    """Return the files of two reviewers who find everything that waits for them met, but for some."""
    ground = ground_of(edition, profile)
    waiting = [each.criterion for each in audited(edition, profile).findings if each.status is Status.AWAITING_REVIEW]
    given = {**dict.fromkeys(waiting, MET), **(answers or {})}
    return [review(name, *(opinion(ground, c, each) for c, each in given.items())) for name in ("ann", "bo")]


def requirement(found: Audit, name: str) -> Status:
    return next(each.status for each in found.requirements if each.id == name)


def test_reviewers_make_the_verdict(edition: Edition, complete: Profile) -> None:
    assert audited(edition, complete).verdict is Verdict.UNDECIDED
    assert audited(edition, complete, *all_reviewed(edition, complete)[:1]).verdict is Verdict.UNDECIDED
    passed = audited(edition, complete, *all_reviewed(edition, complete))
    assert passed.verdict is Verdict.PASS
    assert passed.verdicts[Gate.SUBMISSION] is Verdict.PASS
    failed = audited(edition, complete, *all_reviewed(edition, complete, {JUDGED: NOT_MET}))
    assert failed.verdict is Verdict.FAIL
    assert failed.verdicts[Gate.SUBMISSION] is Verdict.FAIL
    partly = audited(edition, complete, *all_reviewed(edition, complete, {JUDGED: PARTLY}))
    assert partly.verdict is Verdict.FAIL
    open_ = audited(edition, complete, *all_reviewed(edition, complete, {JUDGED: CANNOT_TELL}))
    assert open_.verdict is Verdict.UNDECIDED


def test_a_desired_criterion_that_reviewers_refuse_fails_nothing(edition: Edition, complete: Profile) -> None:
    assert audited(edition, complete, *all_reviewed(edition, complete, {"1C-D2": NOT_MET})).verdict is Verdict.PASS


def test_a_group_takes_the_best_that_reviewers_leave_of_it(edition: Edition, complete: Profile) -> None:
    members = ("4A-1", "4A-2", "4A-3", "4A-4")
    none = audited(edition, complete, *all_reviewed(edition, complete, dict.fromkeys(members, NOT_MET)))
    assert (requirement(none, "4A-any"), none.verdict) == (Status.NOT_MET, Verdict.FAIL)
    one = audited(edition, complete, *all_reviewed(edition, complete, {**dict.fromkeys(members, NOT_MET), "4A-3": MET}))
    assert (requirement(one, "4A-any"), one.verdict) == (Status.MET, Verdict.PASS)
    partly = audited(
        edition, complete, *all_reviewed(edition, complete, {**dict.fromkeys(members, NOT_MET), "4A-2": PARTLY})
    )
    assert requirement(partly, "4A-any") is Status.PARTLY_MET


def test_a_waiver_stands_beside_a_decision(edition: Edition, complete: Profile) -> None:
    waiver = Waiver(
        requirement=JUDGED,
        profiles=(),
        reason="Not enforced this year.",
        by="The Board",
        expires="2026-12-31",
    )
    policy = Policy(id="oh", title="Ohio", state="OH", path="oh.yaml", sha256="0" * 64, waivers=(waiver,))
    found = audited(edition, complete, *all_reviewed(edition, complete, {JUDGED: NOT_MET}), policy=policy)
    assert found.verdict is Verdict.PASS
    assert finding(found, JUDGED).status is Status.NOT_MET
    assert (found.score.required.waived, found.score_before_waivers.required.not_met) == (1, 1)
