"""What decisions do to an audit: the table's order holds against them, and groups, waivers and verdicts follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Actor,
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
from tests.conftest import changed, profile_of
from tests.review.cases import policy_for
from tests.review.test_resolving import (
    BETWEEN,
    CANNOT_TELL,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    PARTLY,
    on_record,
    opinion,
    review,
    review_context,
    reviews,
    settled_by,
)

DAY = "2026-04-01"
JUDGED, FACT, DENIED = "1A-2", "1F-6", "3F-1"
"""A criterion that reviewers decide, a fact that meets one, and one that a profile may deny."""
CHECKED = Answer.CHECKED
TOO_FEW = (Status.AWAITING_REVIEW, Basis.TOO_FEW)
DIFFER = (Status.AWAITING_REVIEW, Basis.NO_AGREEMENT)
UNCLEAR = (Status.AWAITING_REVIEW, Basis.CANNOT_TELL)
CONTRADICTS = (Status.AWAITING_REVIEW, Basis.CONTRADICTS_FACTS)


def audited(edition: Edition, profile: Profile, *given: Review, quorum: int = 2, **other: Any) -> Audit:
    """Return the audit of a profile with these reviewers' files."""
    decisions = decisions_of(review_context(edition, profile, quorum), given)
    return audit(edition, profile, date=DAY, decisions=decisions, **other)


def finding(found: Audit, criterion: str) -> Finding:
    return next(each for each in found.findings if each.criterion == criterion)


def said(
    edition: Edition, profile: Profile, criterion: str, *answers: Answer, quorum: int = 2, cites: str = "", **other: Any
) -> tuple[Status, Basis]:
    """Return what an audit says about a criterion that reviewers gave these answers to."""
    context = review_context(edition, profile)
    given = [
        review(name, opinion(context, criterion, answer, cites=cites or "profile_page"))
        for name, answer in zip(("ann", "bo", "cy"), answers, strict=False)
    ]
    found = finding(audited(edition, profile, *given, quorum=quorum, **other), criterion)
    return found.status, found.basis


def denying(complete: Profile) -> Profile:
    """Return the complete profile, but without resubmissions."""
    answer = changed(complete, "evaluators", "resubmission", "limit")
    return changed(answer, "evaluators", "resubmission", "allowed", to="no")


# --- what reviewers decide -------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
def test_what_reviewers_agree_about_is_decided(edition: Edition, complete: Profile, answer: Answer) -> None:
    assert said(edition, complete, JUDGED, answer) == TOO_FEW
    assert said(edition, complete, JUDGED, answer, quorum=1) == (Status(answer), Basis.CONSENSUS)
    assert said(edition, complete, JUDGED, answer, answer) == (Status(answer), Basis.CONSENSUS)
    assert said(edition, complete, JUDGED, answer, answer, quorum=3) == TOO_FEW
    assert said(edition, complete, JUDGED, answer, CANNOT_TELL) == UNCLEAR
    assert said(edition, complete, JUDGED, answer, NOT_APPLICABLE) == DIFFER


def test_how_many_have_decided_is_reported(edition: Edition, complete: Profile) -> None:
    context = review_context(edition, complete)
    alone = finding(audited(edition, complete, *reviews(context, JUDGED, MET)), JUDGED)
    assert alone.message == "Not enough reviewers have decided yet (1 of 2)."


def test_a_denied_fact_is_overruled_with_a_reason_and_not_without(edition: Edition, complete: Profile) -> None:
    failing = denying(complete)
    bare = reviews(review_context(edition, failing), DENIED, MET, MET)
    found = finding(audited(edition, failing, *bare), DENIED)
    assert (found.status, found.basis) == CONTRADICTS
    assert "gives no reason" in found.message
    (mine,) = bare[0].opinions
    bare[0] = replace(bare[0], opinions=(replace(mine, rationale="The handbook allows it."),))
    found = finding(audited(edition, failing, *bare), DENIED)
    assert (found.status, found.basis, found.message) == (Status.MET, Basis.CONSENSUS, "The handbook allows it.")


def test_the_reviewers_words_are_the_message_and_the_remedy(edition: Edition, complete: Profile) -> None:
    given = reviews(review_context(edition, complete), JUDGED, NOT_MET, NOT_MET)
    (first,) = given[0].opinions
    given[0] = replace(given[0], opinions=(replace(first, would_satisfy="Name one area."),))
    found = finding(audited(edition, complete, *given), JUDGED)
    assert (found.message, found.remedy) == ("Because not_met.", "Name one area. More.")


@pytest.mark.parametrize("answer", [CANNOT_TELL, CHECKED])
def test_what_is_no_verdict_settles_nothing(edition: Edition, complete: Profile, answer: Answer) -> None:
    decisions = audited(edition, complete, *reviews(review_context(edition, complete), JUDGED, MET, MET)).decisions
    settled = {JUDGED: replace(decisions[JUDGED], settled=answer)}
    assert finding(audit(edition, complete, date=DAY, decisions=settled), JUDGED).status is Status.AWAITING_REVIEW


def test_a_settled_disagreement_is_reported_as_adjudicated(edition: Edition, complete: Profile) -> None:
    context = review_context(edition, complete)
    given = [*reviews(context, JUDGED, MET, NOT_MET), on_record(settled_by(context, PARTLY, BETWEEN))]
    found = finding(audited(edition, complete, *given), JUDGED)
    assert (found.status, found.basis, found.message) == (
        Status.PARTLY_MET,
        Basis.ADJUDICATION,
        "It was looked at again.",
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
    assert said(edition, complete, FACT, answer) == TOO_FEW


@pytest.mark.parametrize("answer", [MET, CANNOT_TELL, CHECKED])
def test_one_reviewer_who_is_not_against_a_fact_leaves_it(edition: Edition, complete: Profile, answer: Answer) -> None:
    assert said(edition, complete, FACT, answer) == (Status.MET, Basis.FACTS)


def test_enough_reviewers_confirm_or_overrule_what_holds(edition: Edition, complete: Profile) -> None:
    before = audited(edition, complete).unconfirmed
    assert said(edition, complete, FACT, MET, MET) == (Status.MET, Basis.CONSENSUS)
    confirmed = audited(edition, complete, *reviews(review_context(edition, complete), FACT, MET, MET))
    assert confirmed.unconfirmed == before - 1
    assert said(edition, complete, FACT, NOT_MET, NOT_MET) == (Status.NOT_MET, Basis.CONSENSUS)
    assert said(edition, complete, FACT, MET, NOT_MET) == CONTRADICTS


def test_enough_reviewers_confirm_or_overrule_what_is_denied(edition: Edition, complete: Profile) -> None:
    failing = denying(complete)
    assert said(edition, failing, DENIED) == (Status.NOT_MET, Basis.FACTS)
    assert said(edition, failing, DENIED, MET) == TOO_FEW
    assert said(edition, failing, DENIED, NOT_MET) == (Status.NOT_MET, Basis.FACTS)
    assert said(edition, failing, DENIED, NOT_MET, NOT_MET) == (Status.NOT_MET, Basis.CONSENSUS)
    assert said(edition, failing, DENIED, MET, MET) == CONTRADICTS  # neither gives a reason


@pytest.mark.parametrize("answer", [MET, NOT_MET])
def test_an_overrule_that_went_stale_leaves_it_open(edition: Edition, complete: Profile, answer: Answer) -> None:
    profile = complete if answer is NOT_MET else denying(complete)
    context = review_context(edition, profile)
    given = [
        replace(each, opinions=tuple(replace(one, pins=replace(one.pins, fields="0" * 64)) for one in each.opinions))
        for each in reviews(context, DENIED, answer, answer)
    ]
    found = finding(audited(edition, profile, *given), DENIED)
    assert (found.status, found.basis) == (Status.AWAITING_REVIEW, Basis.STALE)
    assert "changed since" in found.message


# --- checks ----------------------------------------------------------------------------------------


def test_what_a_policy_wants_confirmed_waits_until_it_is_checked(edition: Edition, complete: Profile) -> None:
    policy = policy_for(confirm_facts=True)
    unconfirmed = (Status.AWAITING_REVIEW, Basis.UNCONFIRMED)
    assert said(edition, complete, FACT, policy=policy) == unconfirmed
    assert said(edition, complete, FACT, CHECKED, policy=policy) == (Status.MET, Basis.FACTS)
    assert said(edition, complete, FACT, MET, policy=policy) == unconfirmed  # nobody may see one answer alone
    assert said(edition, complete, FACT, MET, MET, policy=policy) == (Status.MET, Basis.CONSENSUS)
    assert said(edition, complete, FACT, MET, CANNOT_TELL, policy=policy) == (Status.MET, Basis.FACTS)
    assert said(edition, complete, FACT, CANNOT_TELL, CANNOT_TELL, policy=policy) == unconfirmed


def test_what_is_checked_is_said_to_be(edition: Edition, complete: Profile) -> None:
    check = review("ann", opinion(review_context(edition, complete), FACT, CHECKED))
    before, after = audited(edition, complete), audited(edition, complete, check)
    assert finding(before, FACT).message == "Claimed and cited, not checked."
    assert finding(after, FACT).message == "Claimed and cited, and checked by a reviewer."
    assert after.unconfirmed == before.unconfirmed - 1


def test_a_check_never_decides_what_facts_do_not_meet(edition: Edition, complete: Profile) -> None:
    assert said(edition, denying(complete), DENIED, CHECKED, CHECKED) == (Status.NOT_MET, Basis.FACTS)
    open_ = changed(complete, "evaluators", "resubmission", "limit")
    assert said(edition, open_, DENIED, CHECKED) == (Status.AWAITING_REVIEW, Basis.UNREVIEWED)
    assert said(edition, complete, JUDGED, CHECKED, CHECKED) == (Status.AWAITING_REVIEW, Basis.UNREVIEWED)


def test_a_check_does_not_complete_a_quorum(edition: Edition, complete: Profile) -> None:
    assert said(edition, complete, FACT, NOT_MET, CHECKED) == TOO_FEW
    assert said(edition, complete, FACT, NOT_MET, CHECKED, NOT_MET) == (Status.NOT_MET, Basis.CONSENSUS)


# --- what no decision makes good -------------------------------------------------------------------

CONFLICT = [
    {
        "field": "limit",
        "values": [
            {"value": 3, "citation": {"document": "profile_page", "section": "A"}},
            {"value": 1, "citation": {"document": "earner_handbook", "section": "B"}},
        ],
    }
]
RESUBMISSION = ("evaluators", "resubmission")


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
@pytest.mark.parametrize("criterion", [JUDGED, FACT])
def test_no_decision_without_a_citation_changes_what_is_not_stated(
    edition: Edition, criterion: str, answer: Answer
) -> None:
    silent = profile_of({})
    assert said(edition, silent, criterion, answer, answer, cites="none") == (Status.NOT_STATED, Basis.MISSING)


PAGE = {"profile_page": {"title": "Page", "kind": "profile_page", "url": "https://example.org/page"}}


@pytest.mark.parametrize("criterion", [JUDGED, FACT])
def test_a_reviewer_who_cites_the_dossier_states_what_the_profile_does_not(edition: Edition, criterion: str) -> None:
    silent = profile_of({"dossier": PAGE})
    assert said(edition, silent, criterion) == (Status.NOT_STATED, Basis.MISSING)
    assert said(edition, silent, criterion, MET) == TOO_FEW
    assert said(edition, silent, criterion, MET, NOT_MET) == DIFFER
    given = reviews(review_context(edition, silent), criterion, MET, MET)
    found = finding(audited(edition, silent, *given), criterion)
    assert (found.status, found.basis, found.actor) == (Status.MET, Basis.CONSENSUS, Actor.NOBODY)
    assert found.message.endswith("the provider can adopt what the reviewers cite: Page, p. 1.")
    assert [citation.document for citation in found.citations] == ["profile_page"]


def test_what_one_reviewer_cites_is_shown_to_nobody_before_all_are_in(edition: Edition) -> None:
    silent = profile_of({"dossier": PAGE})
    context = review_context(edition, silent)
    for answer in (MET, PARTLY, NOT_MET, CANNOT_TELL):
        found = finding(audited(edition, silent, review("ann", opinion(context, JUDGED, answer))), JUDGED)
        assert (found.citations, found.message) == ((), "Not enough reviewers have decided yet (1 of 2).")
        assert "profile_page" not in repr(found)


def test_what_the_profile_says_is_not_offered_for_adoption(edition: Edition, complete: Profile) -> None:
    found = finding(audited(edition, complete, *reviews(review_context(edition, complete), JUDGED, MET, MET)), JUDGED)
    assert "adopt" not in found.message


def test_a_conflict_about_a_fact_outlives_an_incomplete_review(edition: Edition, complete: Profile) -> None:
    conflict = changed(complete, *RESUBMISSION, "conflicts", to=CONFLICT)
    assert said(edition, conflict, DENIED) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert said(edition, conflict, DENIED, MET, MET) == (Status.MET, Basis.CONSENSUS)
    for answers in ((MET,), (MET, NOT_MET), (MET, CANNOT_TELL)):
        assert said(edition, conflict, DENIED, *answers) == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_what_is_cited_by_nobody_stays_unsupported(edition: Edition, complete: Profile) -> None:
    uncited = changed(complete, *RESUBMISSION, "citations")
    unsupported = (Status.UNSUPPORTED, Basis.UNCITED)
    assert said(edition, uncited, DENIED, MET, MET, cites="none") == unsupported
    assert said(edition, uncited, DENIED, MET, MET) == (Status.MET, Basis.CONSENSUS)  # the reviewers cite it
    for answers in ((MET,), (CANNOT_TELL,), (CANNOT_TELL, CANNOT_TELL)):
        assert said(edition, uncited, DENIED, *answers) == unsupported
    assert said(edition, uncited, DENIED, CHECKED) == (Status.MET, Basis.FACTS)


def test_that_answers_lack_their_citation_is_not_reported_before_all_are_in(
    edition: Edition, complete: Profile
) -> None:
    context = review_context(edition, complete)
    bare = [
        replace(each, opinions=tuple(replace(one, citations=()) for one in each.opinions))
        for each in reviews(context, JUDGED, MET, MET)
    ]
    alone = finding(audited(edition, complete, bare[0]), JUDGED)
    assert alone.message == "Not enough reviewers have decided yet (1 of 2)."
    both = finding(audited(edition, complete, *bare), JUDGED)
    assert (both.status, both.basis, both.message) == (*TOO_FEW, "Not enough reviewers have decided yet (0 of 2).")


def test_a_claim_that_it_does_not_apply_is_for_the_reviewers(edition: Edition, complete: Profile) -> None:
    place = ("evaluators", "evaluator_profile")
    claim = [{"criterion": "3B-D3", "reason": "No content is advanced."}]
    claimed = changed(changed(complete, *place, "advanced_content"), *place, "not_applicable", to=claim)
    assert said(edition, claimed, "3B-D3", NOT_APPLICABLE, NOT_APPLICABLE) == (Status.NOT_APPLICABLE, Basis.CONSENSUS)


def test_what_is_skipped_stays_skipped(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "development_process")
    assert said(edition, profile, "1H-1", NOT_MET, NOT_MET, cites="none") == (Status.NOT_APPLICABLE, Basis.OPTIONAL)


# --- groups, waivers, verdicts ---------------------------------------------------------------------


def all_reviewed(edition: Edition, profile: Profile, answers: Mapping[str, Answer] | None = None) -> list[Review]:
    """Return the files of two reviewers who find everything that waits for them met, but for some."""
    context = review_context(edition, profile)
    waiting = [each.criterion for each in audited(edition, profile).findings if each.status is Status.AWAITING_REVIEW]
    given = {**dict.fromkeys(waiting, MET), **(answers or {})}
    return [review(name, *(opinion(context, c, each) for c, each in given.items())) for name in ("ann", "bo")]


def requirement(found: Audit, name: str) -> Status:
    return next(each.status for each in found.requirements if each.id == name)


def test_reviewers_make_the_verdict(edition: Edition, complete: Profile) -> None:
    assert audited(edition, complete).verdict is Verdict.UNDECIDED
    assert audited(edition, complete, *all_reviewed(edition, complete)[:1]).verdict is Verdict.UNDECIDED
    passed = audited(edition, complete, *all_reviewed(edition, complete))
    assert passed.verdict is Verdict.PASS
    assert passed.verdicts[Gate.SUBMISSION] is Verdict.READY
    failed = audited(edition, complete, *all_reviewed(edition, complete, {JUDGED: NOT_MET}))
    assert failed.verdict is Verdict.FAIL
    assert failed.verdicts[Gate.SUBMISSION] is Verdict.NOT_READY
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
