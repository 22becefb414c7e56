"""What reviewers together said: whose answers count, when they agree, and which settlement holds."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.app.reviews import review_context as context_for
from mcaudit.model import (
    Answer,
    Citation,
    Decision,
    Edition,
    Opinion,
    Pins,
    Profile,
    Review,
    Reviewer,
    Settlement,
    Standing,
    Uncounted,
    Way,
)
from mcaudit.review.resolving import ReviewContext, decisions_of
from tests.review.cases import case_for, policy_for

MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET
NOT_APPLICABLE, CANNOT_TELL = Answer.NOT_APPLICABLE, Answer.CANNOT_TELL
PEOPLE = {
    name: Reviewer(id=name, name=name.title(), affiliation="Example Panel") for name in ("ann", "bo", "cy", "chair")
}
PEOPLE["ann again"] = Reviewer(id="ann-2", name="ANN.", affiliation="State Board")
JUDGED, FACT = "1A-2", "1F-6"
"""A criterion that reviewers decide, and one that facts decide."""


@pytest.fixture
def context(edition: Edition, complete: Profile) -> ReviewContext:
    return review_context(edition, complete)


def review_context(edition: Edition, profile: Profile, quorum: int = 2, *, alone: bool = False) -> ReviewContext:
    return replace(context_for(case_for(edition, profile)), quorum=quorum, settles_alone=alone)


def opinion(
    context: ReviewContext, criterion: str, answer: Answer, *, cites: str = "profile_page", **other: Any
) -> Opinion:
    """Return an answer on what the profile is today, with a citation unless `cites` is empty."""
    pins = context.pins[criterion]
    cited = {cites: context.documents[cites]} if cites in context.documents else {}
    whole: dict[str, Any] = {
        "rationale": "" if answer is MET else f"Because {answer}.",
        "would_satisfy": "More." if answer in (PARTLY, NOT_MET) else "",
        "citations": (Citation(document=cites, place="p. 1"),) if cites else (),
        "date": "2026-02-01",
        "comment": "",
        "pins": replace(pins, documents={**pins.documents, **cited}),
        **other,
    }
    return Opinion(criterion=criterion, answer=answer, **whole)


def review(name: str, *opinions: Opinion, **other: Any) -> Review:
    return Review(
        path=f"{name}.yaml",
        sha256="0" * 64,
        profile="leading-restorative-circles",
        edition="v1.0",
        reviewer=replace(PEOPLE[name], **other),
        opinions=opinions,
    )


def reviews(context: ReviewContext, criterion: str, *answers: Answer) -> list[Review]:
    """Return one file a reviewer, each with one answer."""
    return [review(name, opinion(context, criterion, answer)) for name, answer in zip(PEOPLE, answers, strict=False)]


def resolved(context: ReviewContext, criterion: str, *given: Review) -> Decision:
    return decisions_of(context, given)[criterion]


def settled_by(
    context: ReviewContext, answer: Answer, between: Mapping[str, Answer], *people: str, **other: Any
) -> Settlement:
    whole: dict[str, Any] = {
        "criterion": JUDGED,
        "by": tuple(PEOPLE[name] for name in people or ("chair",)),
        "way": Way.THIRD_REVIEWER,
        "why": "It was looked at again.",
        "date": "2026-03-01",
        "between": between,
        "pins": context.pins[JUDGED],
        **other,
    }
    return Settlement(answer=answer, **whole)


def on_record(*settlements: Settlement, path: str = "settlements.json") -> Review:
    return Review(
        path=path,
        sha256="0" * 64,
        profile="leading-restorative-circles",
        edition="v1.0",
        reviewer=None,
        settlements=settlements,
    )


# --- quorum and agreement --------------------------------------------------------------------------


def test_what_nobody_judged_has_no_decision(context: ReviewContext) -> None:
    assert decisions_of(context, []) == {}
    assert list(decisions_of(context, reviews(context, JUDGED, MET))) == [JUDGED]


@pytest.mark.parametrize("quorum", [1, 2, 3])
@pytest.mark.parametrize("given", [1, 2, 3, 4])
@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET, NOT_APPLICABLE])
def test_as_many_as_the_quorum_who_agree_settle_it(
    edition: Edition, complete: Profile, quorum: int, given: int, answer: Answer
) -> None:
    context = review_context(edition, complete, quorum)
    found = resolved(context, JUDGED, *reviews(context, JUDGED, *[answer] * given))
    assert (found.counted, found.quorum) == (given, quorum)
    assert found.complete is (given >= quorum)
    if given < quorum:
        assert (found.standing, found.settled) == (Standing.TOO_FEW, None)
    else:
        assert (found.standing, found.settled, found.adjudicated) == (Standing.SETTLED, answer, False)


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations([MET, PARTLY, NOT_MET, NOT_APPLICABLE], 2)))
@pytest.mark.parametrize("quorum", [1, 2])
def test_different_answers_are_no_agreement(
    edition: Edition, complete: Profile, one: Answer, other: Answer, quorum: int
) -> None:
    context = review_context(edition, complete, quorum)
    found = resolved(context, JUDGED, *reviews(context, JUDGED, one, other))
    assert (found.standing, found.settled, found.answers) == (Standing.NO_AGREEMENT, None, (one, other))


def test_a_majority_is_no_agreement(context: ReviewContext) -> None:
    found = resolved(context, JUDGED, *reviews(context, JUDGED, MET, MET, NOT_MET))
    assert (found.standing, found.settled) == (Standing.NO_AGREEMENT, None)


@pytest.mark.parametrize(
    ("answers", "standing", "settled"),
    [
        ([CANNOT_TELL], Standing.TOO_FEW, None),
        ([CANNOT_TELL, CANNOT_TELL], Standing.CANNOT_TELL, None),
        ([MET, CANNOT_TELL], Standing.CANNOT_TELL, None),
        ([MET, CANNOT_TELL, MET], Standing.SETTLED, MET),
        ([MET, CANNOT_TELL, NOT_MET], Standing.NO_AGREEMENT, None),
        ([CANNOT_TELL, CANNOT_TELL, CANNOT_TELL], Standing.CANNOT_TELL, None),
    ],
)
def test_who_cannot_tell_makes_no_quorum(
    context: ReviewContext, answers: list[Answer], standing: Standing, settled: Answer | None
) -> None:
    found = resolved(context, JUDGED, *reviews(context, JUDGED, *answers))
    assert (found.standing, found.settled) == (standing, settled)


def test_the_order_of_the_files_changes_nothing_but_the_order_of_the_votes(context: ReviewContext) -> None:
    given = [*reviews(context, JUDGED, MET, NOT_MET), on_record(settled_by(context, MET, {"ann": MET, "bo": NOT_MET}))]
    first = resolved(context, JUDGED, *given)
    for order in itertools.permutations(given):
        again = resolved(context, JUDGED, *order)
        assert (again.standing, again.settled, again.adjudicated) == (Standing.SETTLED, MET, True)
        assert {each.reviewer.id: each for each in again.votes} == {each.reviewer.id: each for each in first.votes}


def test_the_reasons_of_those_who_agree_stand_together_each_once(context: ReviewContext) -> None:
    given = [
        review("ann", opinion(context, JUDGED, NOT_MET, rationale="Two areas.")),
        review("bo", opinion(context, JUDGED, NOT_MET, rationale=" Two areas ")),
        review("cy", opinion(context, JUDGED, NOT_MET, rationale="No heading.")),
        review("chair", opinion(context, JUDGED, CANNOT_TELL, rationale="Unclear.")),
    ]
    assert resolved(context, JUDGED, *given).rationale == "Two areas. No heading"


# --- later entries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "stands", "came_first"),
    [
        (("2026-02-01", "2026-02-02"), NOT_MET, MET),
        (("2026-02-02", "2026-02-01"), MET, NOT_MET),
        (("2026-02-01", "2026-02-01"), NOT_MET, MET),
    ],
)
def test_a_later_entry_supersedes_by_its_day_then_by_its_place(
    context: ReviewContext, dates: tuple[str, str], stands: Answer, came_first: Answer
) -> None:
    entries = [opinion(context, JUDGED, answer, date=day) for answer, day in zip((MET, NOT_MET), dates, strict=True)]
    (vote,) = resolved(context, JUDGED, review("ann", *entries)).votes
    assert (vote.opinion.answer, vote.first.answer) == (stands, came_first)


def test_of_three_entries_the_first_is_kept(context: ReviewContext) -> None:
    entries = [
        opinion(context, JUDGED, answer, date=f"2026-02-0{day}") for day, answer in enumerate((MET, PARTLY, NOT_MET), 1)
    ]
    (vote,) = resolved(context, JUDGED, review("ann", *entries, opinion(context, FACT, MET))).votes
    assert (vote.first.answer, vote.opinion.answer) == (MET, NOT_MET)


# --- whose answers count ---------------------------------------------------------------------------


def stale(kind: Uncounted) -> Any:
    """Return pins of which one is not today's."""

    def of(pins: Pins) -> Pins:
        match kind:
            case Uncounted.STALE_CRITERION:
                return replace(pins, meaning=pins.meaning + 1)
            case Uncounted.STALE_STATE:
                return replace(pins, state="TN")
            case Uncounted.STALE_SETTING:
                return replace(pins, setting="0" * 64)
            case Uncounted.STALE_FIELDS:
                return replace(pins, fields="0" * 64)
            case _:
                return replace(pins, documents={**pins.documents, "profile_page": "0" * 64})

    return of


STALE = (
    Uncounted.STALE_CRITERION,
    Uncounted.STALE_STATE,
    Uncounted.STALE_SETTING,
    Uncounted.STALE_FIELDS,
    Uncounted.STALE_DOCUMENTS,
)


@pytest.mark.parametrize("kind", STALE)
def test_what_was_decided_on_something_else_is_stale(context: ReviewContext, kind: Uncounted) -> None:
    old = opinion(context, JUDGED, MET)
    old = replace(old, pins=stale(kind)(old.pins))
    found = resolved(context, JUDGED, review("ann", old), *reviews(context, JUDGED, CANNOT_TELL, MET)[1:])
    assert (found.standing, found.settled, found.counted) == (Standing.STALE, None, 1)
    assert (found.votes[0].uncounted, bool(found.votes[0].why)) == (kind, True)
    enough = resolved(context, JUDGED, review("ann", old), *reviews(context, JUDGED, CANNOT_TELL, MET, MET)[1:])
    assert (enough.standing, enough.settled, enough.counted) == (Standing.SETTLED, MET, 2)


def test_what_an_earlier_worksheet_pinned_counts_while_nothing_changes(context: ReviewContext) -> None:
    pins = context.pins[JUDGED]
    by_two = [
        review(name, opinion(context, JUDGED, MET, pins=replace(pins, fields=pins.earlier_fields)))
        for name in ("ann", "bo")
    ]
    assert resolved(context, JUDGED, *by_two).standing is Standing.SETTLED


def test_what_does_not_say_on_which_documents_it_was_made_is_stale(context: ReviewContext) -> None:
    old = opinion(context, JUDGED, NOT_MET, cites="")
    assert old.pins.documents
    old = replace(old, pins=replace(old.pins, documents={}))
    (vote,) = resolved(context, JUDGED, review("ann", old)).votes
    assert (vote.uncounted, "profile_page" in vote.why) == (Uncounted.STALE_DOCUMENTS, True)


def test_which_document_a_reviewer_cites_besides_is_not_reported_when_it_changes(context: ReviewContext) -> None:
    (other, *_) = [name for name in context.documents if name not in context.pins[JUDGED].documents]
    mine = opinion(context, JUDGED, MET, cites=other)
    changed = replace(context, documents={**context.documents, other: "0" * 64})
    (vote,) = resolved(changed, JUDGED, review("ann", mine)).votes
    assert (vote.uncounted, other in vote.why) == (Uncounted.STALE_DOCUMENTS, False)


def test_what_is_judged_again_is_no_longer_stale(context: ReviewContext) -> None:
    old = opinion(context, JUDGED, NOT_MET)
    old = replace(old, pins=stale(Uncounted.STALE_FIELDS)(old.pins))
    given = [
        review("ann", old, opinion(context, JUDGED, MET, date="2026-02-02")),
        *reviews(context, JUDGED, MET, MET)[1:],
    ]
    found = resolved(context, JUDGED, *given)
    assert (found.settled, found.counted) == (MET, 2)


def test_an_answer_is_first_made_on_what_stands_today(context: ReviewContext) -> None:
    """Agreement on what was said of another text would be none on this one."""
    of_old = opinion(context, JUDGED, NOT_MET)
    of_old = replace(of_old, pins=stale(Uncounted.STALE_FIELDS)(of_old.pins))
    first = replace(opinion(context, JUDGED, PARTLY, date="2026-02-02"), citations=())
    given = [review("ann", of_old, first, opinion(context, JUDGED, MET, date="2026-02-03"))]
    assert resolved(context, JUDGED, *given).votes[0].first.answer is PARTLY


@pytest.mark.parametrize("name", ["Buckeye Example University", "buckeye  EXAMPLE university."])
def test_a_party_does_not_count(context: ReviewContext, name: str) -> None:
    given = reviews(context, JUDGED, MET, MET)
    given[0] = review("ann", opinion(context, JUDGED, MET), affiliation=name)
    found = resolved(context, JUDGED, *given)
    assert (found.standing, found.counted, found.votes[0].uncounted) == (Standing.TOO_FEW, 1, Uncounted.PARTY)
    assert "Buckeye Example University is the" in found.votes[0].why


@pytest.mark.parametrize("criterion", [JUDGED, "2B-2", "4A-3"])
def test_a_met_without_a_citation_does_not_count_where_a_reviewer_decides(
    context: ReviewContext, criterion: str
) -> None:
    given = reviews(context, criterion, MET, MET)
    given[0] = review("ann", opinion(context, criterion, MET, cites=""))
    found = resolved(context, criterion, *given)
    assert (found.standing, found.counted, found.votes[0].uncounted) == (Standing.TOO_FEW, 1, Uncounted.UNCITED)
    assert "citation" in found.votes[0].why


@pytest.mark.parametrize("answer", [PARTLY, NOT_MET, NOT_APPLICABLE, CANNOT_TELL])
def test_other_answers_count_without_a_citation(context: ReviewContext, answer: Answer) -> None:
    found = resolved(context, JUDGED, review("ann", opinion(context, JUDGED, answer, cites="")))
    assert found.counted == 1


def test_a_met_on_what_the_policy_lets_facts_decide_counts_without_a_citation(context: ReviewContext) -> None:
    settled = replace(context, settled=frozenset({"4A-3"}))
    assert resolved(settled, "4A-3", review("ann", opinion(context, "4A-3", MET, cites=""))).counted == 1


def test_a_met_on_what_facts_decide_counts_without_a_citation(context: ReviewContext) -> None:
    assert resolved(context, FACT, review("ann", opinion(context, FACT, MET, cites=""))).counted == 1


def test_a_met_that_cites_only_what_the_dossier_lacks_does_not_count(context: ReviewContext) -> None:
    (vote,) = resolved(context, JUDGED, review("ann", opinion(context, JUDGED, MET, cites="unheard_of"))).votes
    assert (vote.uncounted, "`unheard_of`" in vote.why) == (Uncounted.UNCITED, True)
    both = opinion(context, JUDGED, MET)
    both = replace(both, citations=(Citation(document="unheard_of", place="p. 1"), *both.citations))
    assert resolved(context, JUDGED, review("ann", both)).counted == 1


# --- decisions for a state -------------------------------------------------------------------------

BOUND, BOUND_FACT = "3A-3", "4A-6"
"""Criteria that depend on the state: one that reviewers decide, and one that facts decide."""


@pytest.mark.parametrize("criterion", [BOUND, BOUND_FACT])
def test_what_was_decided_for_another_state_does_not_count_here(
    edition: Edition, complete: Profile, criterion: str
) -> None:
    there = review_context(edition, replace(complete, state="TN"))
    found = resolved(review_context(edition, complete), criterion, *reviews(there, criterion, MET, MET))
    assert (found.standing, found.counted) == (Standing.STALE, 0)
    assert {vote.uncounted for vote in found.votes} == {Uncounted.STALE_STATE}
    assert found.votes[0].why == "it was decided for TN, and this is a review for OH"


def test_what_does_not_depend_on_the_state_counts_in_every_state(edition: Edition, complete: Profile) -> None:
    there = review_context(edition, replace(complete, state="TN"))
    found = resolved(review_context(edition, complete), JUDGED, *reviews(there, JUDGED, MET, MET))
    assert (found.standing, found.settled) == (Standing.SETTLED, MET)


def test_a_decision_is_stale_once_the_policy_sets_something_else_for_it(edition: Edition, complete: Profile) -> None:
    def under(*bodies: str) -> ReviewContext:
        settings = {"minimum_evidence_standard": [*bodies]} if bodies else {}
        return context_for(case_for(edition, complete, policy_for(settings=settings)))

    given = reviews(under("Standard A"), BOUND, MET, MET)
    assert resolved(under("Standard A"), BOUND, *given).settled is MET
    for other in (under("Standard B"), under()):
        found = resolved(other, BOUND, *given)
        assert {vote.uncounted for vote in found.votes} == {Uncounted.STALE_SETTING}


def test_a_decision_on_a_criterion_that_the_policy_now_sets_a_value_for_is_stale(
    edition: Edition, complete: Profile
) -> None:
    given = reviews(review_context(edition, complete), "2F-1", MET, MET)
    sets = context_for(case_for(edition, complete, policy_for(settings={"minimum_hours": 10})))
    assert {vote.uncounted for vote in resolved(sets, "2F-1", *given).votes} == {Uncounted.STALE_SETTING}


# --- decisions made before criteria had a meaning --------------------------------------------------


def as_made_before(context: ReviewContext, given: Review) -> Review:
    """Return a review whose decisions are pinned to the criterion's text and to what the former rule read."""
    (mine,) = given.opinions
    former = context.former(mine.criterion, context.edition.former_pins[mine.criterion][0])
    cited = {c.document: context.documents[c.document] for c in mine.citations}
    pins = replace(former, documents={**former.documents, **cited})
    return replace(given, opinions=(replace(mine, pins=pins),))


@pytest.mark.parametrize("criterion", [JUDGED, FACT, BOUND, BOUND_FACT])
def test_earlier_decisions_still_count(context: ReviewContext, criterion: str) -> None:
    given = [as_made_before(context, each) for each in reviews(context, criterion, MET, MET)]
    found = resolved(context, criterion, *given)
    assert (found.standing, found.settled, found.counted) == (Standing.SETTLED, MET, 2)


def test_an_earlier_and_a_later_decision_make_a_quorum(context: ReviewContext) -> None:
    ann, bo = reviews(context, JUDGED, MET, MET)
    assert resolved(context, JUDGED, as_made_before(context, ann), bo).settled is MET


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"criterion": "0" * 64}, Uncounted.STALE_CRITERION),
        ({"fields": "0" * 64}, Uncounted.STALE_FIELDS),
        ({"documents": {"profile_page": "0" * 64}}, Uncounted.STALE_DOCUMENTS),
    ],
)
def test_an_earlier_decision_on_something_else_is_stale(
    context: ReviewContext, change: dict[str, Any], kind: Uncounted
) -> None:
    before = as_made_before(context, review("ann", opinion(context, JUDGED, NOT_MET)))
    (mine,) = before.opinions
    before = replace(before, opinions=(replace(mine, pins=replace(mine.pins, **change)),))
    (vote,) = resolved(context, JUDGED, before).votes
    assert vote.uncounted is kind


def test_earlier_decisions_count_only_in_the_profiles_own_state(edition: Edition, complete: Profile) -> None:
    # They do not say for which state they were made.
    elsewhere = context_for(case_for(edition, complete, policy_for("TN")))
    given = [as_made_before(elsewhere, each) for each in reviews(elsewhere, BOUND, MET, MET)]
    assert {vote.uncounted for vote in resolved(elsewhere, BOUND, *given).votes} == {Uncounted.STALE_STATE}
    given = [as_made_before(elsewhere, each) for each in reviews(elsewhere, JUDGED, MET, MET)]
    assert resolved(elsewhere, JUDGED, *given).settled is MET


# --- checks of facts -------------------------------------------------------------------------------

CHECKED = Answer.CHECKED


def test_a_check_is_not_an_answer(context: ReviewContext) -> None:
    found = resolved(context, FACT, *reviews(context, FACT, CHECKED, CHECKED))
    assert (found.standing, found.settled, found.answers) == (Standing.TOO_FEW, None, ())
    assert (found.counted, found.answered, found.complete) == (0, 0, False)
    assert (found.checked, found.only_checks, len(found.checks)) == (True, True, 2)


def test_a_check_beside_an_answer_makes_no_quorum(context: ReviewContext) -> None:
    found = resolved(context, FACT, *reviews(context, FACT, MET, CHECKED))
    assert (found.counted, found.settled, found.checked, found.only_checks) == (1, None, True, False)
    found = resolved(context, FACT, *reviews(context, FACT, NOT_MET, NOT_MET, CHECKED))
    assert (found.counted, found.settled, found.disputed) == (2, NOT_MET, False)


def test_enough_reviewers_who_find_a_fact_met_have_checked_it(context: ReviewContext) -> None:
    assert not resolved(context, FACT, *reviews(context, FACT, MET)).checked  # nobody may see one answer alone
    assert resolved(context, FACT, *reviews(context, FACT, MET, MET)).checked
    assert resolved(context, FACT, *reviews(context, FACT, MET, CANNOT_TELL)).checked
    assert not resolved(context, FACT, *reviews(context, FACT, NOT_MET, CANNOT_TELL)).checked
    assert not resolved(context, JUDGED, *reviews(context, JUDGED, MET, MET)).checked


def test_there_is_nothing_to_check_where_reviewers_decide(context: ReviewContext) -> None:
    for criterion in (JUDGED, "4A-3"):
        (vote,) = resolved(context, criterion, review("ann", opinion(context, criterion, CHECKED))).votes
        assert (vote.uncounted, vote.confirms) == (Uncounted.NO_FACT, False)
    settled = replace(context, settled=frozenset({"4A-3"}))
    assert resolved(settled, "4A-3", review("ann", opinion(context, "4A-3", CHECKED))).checked


@pytest.mark.parametrize("kind", STALE)
def test_a_check_of_something_else_confirms_nothing(context: ReviewContext, kind: Uncounted) -> None:
    old = opinion(context, FACT, CHECKED)
    found = resolved(context, FACT, review("ann", replace(old, pins=stale(kind)(old.pins))))
    assert (found.checked, found.standing) == (False, Standing.TOO_FEW)


def test_a_check_by_a_party_confirms_nothing(context: ReviewContext) -> None:
    mine = review("ann", opinion(context, FACT, CHECKED), affiliation="Buckeye Example University")
    assert not resolved(context, FACT, mine).checked


def test_a_later_entry_supersedes_a_check_and_a_check_an_answer(context: ReviewContext) -> None:
    entries = [opinion(context, FACT, CHECKED), opinion(context, FACT, NOT_MET, date="2026-02-02")]
    (vote,) = resolved(context, FACT, review("ann", *entries)).votes
    assert (vote.opinion.answer, vote.first.answer, vote.counts) == (NOT_MET, NOT_MET, True)
    entries.append(opinion(context, FACT, CHECKED, date="2026-02-03"))
    found = resolved(context, FACT, review("ann", *entries))
    assert (found.checked, found.counted) == (True, 0)


def test_every_reason_why_an_answer_does_not_count_says_whether_it_is_stale(context: ReviewContext) -> None:
    vote = resolved(context, JUDGED, review("ann", opinion(context, JUDGED, MET))).votes[0]
    stale_ones = {kind for kind in Uncounted if replace(vote, uncounted=kind).is_stale}
    assert stale_ones == {kind for kind in Uncounted if kind.value.startswith("stale")}
    assert stale_ones == {*STALE, Uncounted.STALE_AGE}


# --- settlements -----------------------------------------------------------------------------------

BETWEEN = {"ann": MET, "bo": NOT_MET}


def with_settlement(context: ReviewContext, settlement: Settlement) -> Decision:
    return resolved(context, JUDGED, *reviews(context, JUDGED, MET, NOT_MET), on_record(settlement))


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
def test_a_settlement_of_exactly_these_answers_holds(context: ReviewContext, answer: Answer) -> None:
    settlement = settled_by(context, answer, BETWEEN)
    found = with_settlement(context, settlement)
    assert (found.standing, found.settled, found.adjudicated) == (Standing.SETTLED, answer, True)
    assert (found.rationale, found.settlement) == ("It was looked at again.", settlement)


@pytest.mark.parametrize(
    "between",
    [
        {"ann": MET, "bo": PARTLY},
        {"ann": NOT_MET, "bo": MET},
        {"ann": MET, "cy": NOT_MET},
        {"ann": MET, "bo": NOT_MET, "cy": MET},
    ],
)
def test_a_settlement_of_other_answers_does_not_hold(context: ReviewContext, between: Mapping[str, Answer]) -> None:
    found = with_settlement(context, settled_by(context, MET, between))
    assert (found.standing, found.settled, found.settlement) == (Standing.NO_AGREEMENT, None, None)


def test_a_settlement_of_another_criterion_settles_nothing_here(context: ReviewContext) -> None:
    other = settled_by(context, MET, BETWEEN, criterion="1A-1", pins=context.pins["1A-1"])
    assert with_settlement(context, other).standing is Standing.NO_AGREEMENT


@pytest.mark.parametrize("kind", STALE)
def test_a_settlement_on_what_has_changed_since_does_not_hold(context: ReviewContext, kind: Uncounted) -> None:
    old = settled_by(context, MET, BETWEEN, pins=stale(kind)(context.pins[JUDGED]))
    assert with_settlement(context, old).standing is Standing.NO_AGREEMENT


def test_a_later_answer_breaks_a_settlement(context: ReviewContext) -> None:
    ann, bo = reviews(context, JUDGED, MET, NOT_MET)
    later = replace(bo, opinions=(*bo.opinions, opinion(context, JUDGED, PARTLY, date="2026-03-02")))
    record = on_record(settled_by(context, NOT_MET, BETWEEN))
    assert resolved(context, JUDGED, ann, later, record).standing is Standing.NO_AGREEMENT
    agrees = replace(bo, opinions=(*bo.opinions, opinion(context, JUDGED, MET, date="2026-03-02")))
    found = resolved(context, JUDGED, ann, agrees, record)
    assert (found.settled, found.adjudicated, found.settlement) == (MET, False, None)


def test_what_all_cannot_tell_nobody_settles(context: ReviewContext) -> None:
    given = reviews(context, JUDGED, CANNOT_TELL, CANNOT_TELL)
    record = on_record(settled_by(context, MET, {"ann": CANNOT_TELL, "bo": CANNOT_TELL}))
    assert resolved(context, JUDGED, *given, record).standing is Standing.CANNOT_TELL


def test_one_who_cannot_tell_and_one_who_can_differ_and_are_settled(context: ReviewContext) -> None:
    given = reviews(context, JUDGED, MET, CANNOT_TELL)
    assert resolved(context, JUDGED, *given).disputed
    found = resolved(context, JUDGED, *given, on_record(settled_by(context, MET, {"ann": MET, "bo": CANNOT_TELL})))
    assert (found.settled, found.adjudicated, found.disputed) == (MET, True, True)


def test_a_third_answer_breaks_a_settlement(context: ReviewContext) -> None:
    given = reviews(context, JUDGED, MET, NOT_MET, MET)
    assert (
        resolved(context, JUDGED, *given, on_record(settled_by(context, MET, BETWEEN))).standing
        is Standing.NO_AGREEMENT
    )


@pytest.mark.parametrize(
    ("by", "alone", "holds"),
    [
        (("chair",), False, True),
        (("ann",), False, False),
        (("ann", "ann"), False, False),
        (("ann", "ann again"), False, False),
        (("ann again",), False, False),
        (("ann", "bo"), False, True),
        (("ann", "chair"), False, True),
        (("ann",), True, True),
    ],
)
def test_nobody_settles_alone_what_they_decided(
    edition: Edition, complete: Profile, by: tuple[str, ...], alone: bool, holds: bool
) -> None:
    context = review_context(edition, complete, alone=alone)
    found = with_settlement(context, settled_by(context, MET, BETWEEN, *by))
    assert (found.standing is Standing.SETTLED) is holds


def test_a_reviewer_whose_own_answer_does_not_count_settles_alone_no_more_than_others(context: ReviewContext) -> None:
    old = opinion(context, JUDGED, MET)
    third = review("cy", replace(old, pins=stale(Uncounted.STALE_FIELDS)(old.pins)))
    given = [*reviews(context, JUDGED, MET, NOT_MET), third]
    found = resolved(context, JUDGED, *given, on_record(settled_by(context, MET, BETWEEN, "cy")))
    assert found.standing is Standing.NO_AGREEMENT


def test_a_party_settles_nothing(context: ReviewContext) -> None:
    party = replace(PEOPLE["chair"], affiliation="Buckeye Example University")
    found = with_settlement(context, settled_by(context, MET, BETWEEN, by=(party,)))
    assert found.standing is Standing.NO_AGREEMENT


def test_a_settlement_before_as_many_as_it_takes_are_in_settles_nothing(edition: Edition, complete: Profile) -> None:
    context = review_context(edition, complete, 3)
    found = with_settlement(context, settled_by(context, MET, BETWEEN))
    assert (found.standing, found.settled) == (Standing.TOO_FEW, None)


def test_of_two_settlements_of_one_day_the_last_holds(context: ReviewContext) -> None:
    record = on_record(settled_by(context, MET, BETWEEN), settled_by(context, PARTLY, BETWEEN))
    found = resolved(context, JUDGED, *reviews(context, JUDGED, MET, NOT_MET), record)
    assert found.settled is PARTLY


@pytest.mark.parametrize("apart", [True, False])
def test_of_two_settlements_the_later_holds_wherever_it_stands(context: ReviewContext, apart: bool) -> None:
    later = settled_by(context, MET, BETWEEN, date="2026-03-09")
    earlier = settled_by(context, PARTLY, BETWEEN, date="2026-03-01")
    records = (
        [on_record(later, path="a.json"), on_record(earlier, path="b.json")] if apart else [on_record(later, earlier)]
    )
    assert resolved(context, JUDGED, *reviews(context, JUDGED, MET, NOT_MET), *records).settled is MET


def test_a_settlement_that_no_longer_holds_lets_an_earlier_one_stand(context: ReviewContext) -> None:
    good, bad = settled_by(context, PARTLY, BETWEEN), settled_by(context, MET, {"ann": MET, "bo": PARTLY})
    found = resolved(context, JUDGED, *reviews(context, JUDGED, MET, NOT_MET), on_record(good, bad))
    assert (found.settled, found.settlement) == (PARTLY, good)
