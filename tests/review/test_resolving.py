"""What reviewers together said: whose answers count, when they agree, and which settlement holds."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.app.reviews import ground_of as ground_for
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
from mcaudit.review.resolving import Ground, decisions_of
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
def ground(edition: Edition, complete: Profile) -> Ground:
    return ground_of(edition, complete)


def ground_of(edition: Edition, profile: Profile, quorum: int = 2, *, alone: bool = False) -> Ground:
    return replace(ground_for(case_for(edition, profile)), quorum=quorum, settles_alone=alone)


def opinion(ground: Ground, criterion: str, answer: Answer, *, cites: str = "profile_page", **other: Any) -> Opinion:
    """Return an answer on what the profile is today, with a citation unless `cites` is empty."""
    pins = ground.pins[criterion]
    cited = {cites: ground.documents[cites]} if cites in ground.documents else {}
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


def reviews(ground: Ground, criterion: str, *answers: Answer) -> list[Review]:
    """Return one file a reviewer, each with one answer."""
    return [review(name, opinion(ground, criterion, answer)) for name, answer in zip(PEOPLE, answers, strict=False)]


def resolved(ground: Ground, criterion: str, *given: Review) -> Decision:
    return decisions_of(ground, given)[criterion]


def settled_by(ground: Ground, answer: Answer, between: Mapping[str, Answer], *people: str, **other: Any) -> Settlement:
    whole: dict[str, Any] = {
        "criterion": JUDGED,
        "by": tuple(PEOPLE[name] for name in people or ("chair",)),
        "way": Way.THIRD_REVIEWER,
        "why": "It was looked at again.",
        "date": "2026-03-01",
        "between": between,
        "pins": ground.pins[JUDGED],
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


def test_what_nobody_judged_has_no_decision(ground: Ground) -> None:
    assert decisions_of(ground, []) == {}
    assert list(decisions_of(ground, reviews(ground, JUDGED, MET))) == [JUDGED]


@pytest.mark.parametrize("quorum", [1, 2, 3])
@pytest.mark.parametrize("given", [1, 2, 3, 4])
@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET, NOT_APPLICABLE])
def test_as_many_as_the_quorum_who_agree_settle_it(
    edition: Edition, complete: Profile, quorum: int, given: int, answer: Answer
) -> None:
    ground = ground_of(edition, complete, quorum)
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, *[answer] * given))
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
    ground = ground_of(edition, complete, quorum)
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, one, other))
    assert (found.standing, found.settled, found.answers) == (Standing.NO_AGREEMENT, None, (one, other))


def test_a_majority_is_no_agreement(ground: Ground) -> None:
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, MET, NOT_MET))
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
    ground: Ground, answers: list[Answer], standing: Standing, settled: Answer | None
) -> None:
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, *answers))
    assert (found.standing, found.settled) == (standing, settled)


def test_the_order_of_the_files_changes_nothing_but_the_order_of_the_voices(ground: Ground) -> None:
    given = [*reviews(ground, JUDGED, MET, NOT_MET), on_record(settled_by(ground, MET, {"ann": MET, "bo": NOT_MET}))]
    first = resolved(ground, JUDGED, *given)
    for order in itertools.permutations(given):
        again = resolved(ground, JUDGED, *order)
        assert (again.standing, again.settled, again.adjudicated) == (Standing.SETTLED, MET, True)
        assert {each.reviewer.id: each for each in again.voices} == {each.reviewer.id: each for each in first.voices}


def test_the_reasons_of_those_who_agree_stand_together_each_once(ground: Ground) -> None:
    given = [
        review("ann", opinion(ground, JUDGED, NOT_MET, rationale="Two areas.")),
        review("bo", opinion(ground, JUDGED, NOT_MET, rationale=" Two areas ")),
        review("cy", opinion(ground, JUDGED, NOT_MET, rationale="No heading.")),
        review("chair", opinion(ground, JUDGED, CANNOT_TELL, rationale="Unclear.")),
    ]
    assert resolved(ground, JUDGED, *given).rationale == "Two areas; No heading"


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
    ground: Ground, dates: tuple[str, str], stands: Answer, came_first: Answer
) -> None:
    entries = [opinion(ground, JUDGED, answer, date=day) for answer, day in zip((MET, NOT_MET), dates, strict=True)]
    (voice,) = resolved(ground, JUDGED, review("ann", *entries)).voices
    assert (voice.opinion.answer, voice.first.answer) == (stands, came_first)


def test_of_three_entries_the_first_is_kept(ground: Ground) -> None:
    entries = [
        opinion(ground, JUDGED, answer, date=f"2026-02-0{day}") for day, answer in enumerate((MET, PARTLY, NOT_MET), 1)
    ]
    (voice,) = resolved(ground, JUDGED, review("ann", *entries, opinion(ground, FACT, MET))).voices
    assert (voice.first.answer, voice.opinion.answer) == (MET, NOT_MET)


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
def test_what_was_decided_on_something_else_is_stale(ground: Ground, kind: Uncounted) -> None:
    old = opinion(ground, JUDGED, MET)
    old = replace(old, pins=stale(kind)(old.pins))
    found = resolved(ground, JUDGED, review("ann", old), *reviews(ground, JUDGED, CANNOT_TELL, MET)[1:])
    assert (found.standing, found.settled, found.counted) == (Standing.STALE, None, 1)
    assert (found.voices[0].uncounted, bool(found.voices[0].why)) == (kind, True)
    enough = resolved(ground, JUDGED, review("ann", old), *reviews(ground, JUDGED, CANNOT_TELL, MET, MET)[1:])
    assert (enough.standing, enough.settled, enough.counted) == (Standing.SETTLED, MET, 2)


def test_what_does_not_say_on_which_documents_it_was_made_is_stale(ground: Ground) -> None:
    old = opinion(ground, JUDGED, NOT_MET, cites="")
    assert old.pins.documents
    old = replace(old, pins=replace(old.pins, documents={}))
    (voice,) = resolved(ground, JUDGED, review("ann", old)).voices
    assert (voice.uncounted, "profile_page" in voice.why) == (Uncounted.STALE_DOCUMENTS, True)


def test_which_document_a_reviewer_cites_besides_is_not_told_when_it_changes(ground: Ground) -> None:
    (other, *_) = [name for name in ground.documents if name not in ground.pins[JUDGED].documents]
    mine = opinion(ground, JUDGED, MET, cites=other)
    changed = replace(ground, documents={**ground.documents, other: "0" * 64})
    (voice,) = resolved(changed, JUDGED, review("ann", mine)).voices
    assert (voice.uncounted, other in voice.why) == (Uncounted.STALE_DOCUMENTS, False)


def test_what_is_judged_again_is_no_longer_stale(ground: Ground) -> None:
    old = opinion(ground, JUDGED, NOT_MET)
    old = replace(old, pins=stale(Uncounted.STALE_FIELDS)(old.pins))
    given = [
        review("ann", old, opinion(ground, JUDGED, MET, date="2026-02-02")),
        *reviews(ground, JUDGED, MET, MET)[1:],
    ]
    found = resolved(ground, JUDGED, *given)
    assert (found.settled, found.counted) == (MET, 2)


def test_an_answer_is_first_made_on_what_stands_today(ground: Ground) -> None:
    """Agreement on what was said of another text would be none on this one."""
    of_old = opinion(ground, JUDGED, NOT_MET)
    of_old = replace(of_old, pins=stale(Uncounted.STALE_FIELDS)(of_old.pins))
    first = replace(opinion(ground, JUDGED, PARTLY, date="2026-02-02"), citations=())
    given = [review("ann", of_old, first, opinion(ground, JUDGED, MET, date="2026-02-03"))]
    assert resolved(ground, JUDGED, *given).voices[0].first.answer is PARTLY


@pytest.mark.parametrize("name", ["Buckeye Example University", "buckeye  EXAMPLE university."])
def test_a_party_does_not_count(ground: Ground, name: str) -> None:
    given = reviews(ground, JUDGED, MET, MET)
    given[0] = review("ann", opinion(ground, JUDGED, MET), affiliation=name)
    found = resolved(ground, JUDGED, *given)
    assert (found.standing, found.counted, found.voices[0].uncounted) == (Standing.TOO_FEW, 1, Uncounted.PARTY)
    assert "Buckeye Example University is the" in found.voices[0].why


@pytest.mark.parametrize("criterion", [JUDGED, "2B-2", "4A-3"])
def test_a_met_without_a_citation_does_not_count_where_a_reviewer_decides(ground: Ground, criterion: str) -> None:
    given = reviews(ground, criterion, MET, MET)
    given[0] = review("ann", opinion(ground, criterion, MET, cites=""))
    found = resolved(ground, criterion, *given)
    assert (found.standing, found.counted, found.voices[0].uncounted) == (Standing.TOO_FEW, 1, Uncounted.UNCITED)
    assert "citation" in found.voices[0].why


@pytest.mark.parametrize("answer", [PARTLY, NOT_MET, NOT_APPLICABLE, CANNOT_TELL])
def test_other_answers_count_without_a_citation(ground: Ground, answer: Answer) -> None:
    found = resolved(ground, JUDGED, review("ann", opinion(ground, JUDGED, answer, cites="")))
    assert found.counted == 1


def test_a_met_on_what_the_policy_lets_facts_decide_counts_without_a_citation(ground: Ground) -> None:
    settled = replace(ground, settled=frozenset({"4A-3"}))
    assert resolved(settled, "4A-3", review("ann", opinion(ground, "4A-3", MET, cites=""))).counted == 1


def test_a_met_on_what_facts_decide_counts_without_a_citation(ground: Ground) -> None:
    assert resolved(ground, FACT, review("ann", opinion(ground, FACT, MET, cites=""))).counted == 1


def test_a_met_that_cites_only_what_the_dossier_lacks_does_not_count(ground: Ground) -> None:
    (voice,) = resolved(ground, JUDGED, review("ann", opinion(ground, JUDGED, MET, cites="unheard_of"))).voices
    assert (voice.uncounted, "`unheard_of`" in voice.why) == (Uncounted.UNCITED, True)
    both = opinion(ground, JUDGED, MET)
    both = replace(both, citations=(Citation(document="unheard_of", place="p. 1"), *both.citations))
    assert resolved(ground, JUDGED, review("ann", both)).counted == 1


# --- decisions for a state -------------------------------------------------------------------------

BOUND, BOUND_FACT = "3A-3", "4A-6"
"""Criteria that depend on the state: one that reviewers decide, and one that facts decide."""


@pytest.mark.parametrize("criterion", [BOUND, BOUND_FACT])
def test_what_was_decided_for_another_state_does_not_count_here(
    edition: Edition, complete: Profile, criterion: str
) -> None:
    there = ground_of(edition, replace(complete, state="TN"))
    found = resolved(ground_of(edition, complete), criterion, *reviews(there, criterion, MET, MET))
    assert (found.standing, found.counted) == (Standing.STALE, 0)
    assert {voice.uncounted for voice in found.voices} == {Uncounted.STALE_STATE}
    assert found.voices[0].why == "it was decided for TN, and this is a review for OH"


def test_what_does_not_depend_on_the_state_counts_in_every_state(edition: Edition, complete: Profile) -> None:
    there = ground_of(edition, replace(complete, state="TN"))
    found = resolved(ground_of(edition, complete), JUDGED, *reviews(there, JUDGED, MET, MET))
    assert (found.standing, found.settled) == (Standing.SETTLED, MET)


def test_a_decision_is_stale_once_the_policy_sets_something_else_for_it(edition: Edition, complete: Profile) -> None:
    def under(*bodies: str) -> Ground:
        settings = {"minimum_evidence_standard": [*bodies]} if bodies else {}
        return ground_for(case_for(edition, complete, policy_for(settings=settings)))

    given = reviews(under("Standard A"), BOUND, MET, MET)
    assert resolved(under("Standard A"), BOUND, *given).settled is MET
    for other in (under("Standard B"), under()):
        found = resolved(other, BOUND, *given)
        assert {voice.uncounted for voice in found.voices} == {Uncounted.STALE_SETTING}


def test_a_decision_on_a_criterion_that_the_policy_now_sets_a_value_for_is_stale(
    edition: Edition, complete: Profile
) -> None:
    given = reviews(ground_of(edition, complete), "2F-1", MET, MET)
    sets = ground_for(case_for(edition, complete, policy_for(settings={"minimum_hours": 10})))
    assert {voice.uncounted for voice in resolved(sets, "2F-1", *given).voices} == {Uncounted.STALE_SETTING}


# --- decisions made before criteria had a meaning --------------------------------------------------


def as_made_before(ground: Ground, given: Review) -> Review:
    """Return a review whose decisions are pinned to the criterion's text and to what the former rule read."""
    (mine,) = given.opinions
    former = ground.former(mine.criterion, ground.edition.former_pins[mine.criterion][0])
    cited = {c.document: ground.documents[c.document] for c in mine.citations}
    pins = replace(former, documents={**former.documents, **cited})
    return replace(given, opinions=(replace(mine, pins=pins),))


@pytest.mark.parametrize("criterion", [JUDGED, FACT, BOUND, BOUND_FACT])
def test_earlier_decisions_still_count(ground: Ground, criterion: str) -> None:
    given = [as_made_before(ground, each) for each in reviews(ground, criterion, MET, MET)]
    found = resolved(ground, criterion, *given)
    assert (found.standing, found.settled, found.counted) == (Standing.SETTLED, MET, 2)


def test_an_earlier_and_a_later_decision_make_a_quorum(ground: Ground) -> None:
    ann, bo = reviews(ground, JUDGED, MET, MET)
    assert resolved(ground, JUDGED, as_made_before(ground, ann), bo).settled is MET


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"criterion": "0" * 64}, Uncounted.STALE_CRITERION),
        ({"fields": "0" * 64}, Uncounted.STALE_FIELDS),
        ({"documents": {"profile_page": "0" * 64}}, Uncounted.STALE_DOCUMENTS),
    ],
)
def test_an_earlier_decision_on_something_else_is_stale(
    ground: Ground, change: dict[str, Any], kind: Uncounted
) -> None:
    before = as_made_before(ground, review("ann", opinion(ground, JUDGED, NOT_MET)))
    (mine,) = before.opinions
    before = replace(before, opinions=(replace(mine, pins=replace(mine.pins, **change)),))
    (voice,) = resolved(ground, JUDGED, before).voices
    assert voice.uncounted is kind


def test_earlier_decisions_count_only_in_the_profiles_own_state(edition: Edition, complete: Profile) -> None:
    # They do not say for which state they were made.
    elsewhere = ground_for(case_for(edition, complete, policy_for("TN")))
    given = [as_made_before(elsewhere, each) for each in reviews(elsewhere, BOUND, MET, MET)]
    assert {voice.uncounted for voice in resolved(elsewhere, BOUND, *given).voices} == {Uncounted.STALE_STATE}
    given = [as_made_before(elsewhere, each) for each in reviews(elsewhere, JUDGED, MET, MET)]
    assert resolved(elsewhere, JUDGED, *given).settled is MET


# --- checks of facts -------------------------------------------------------------------------------

CHECKED = Answer.CHECKED


def test_a_check_is_not_an_answer(ground: Ground) -> None:
    found = resolved(ground, FACT, *reviews(ground, FACT, CHECKED, CHECKED))
    assert (found.standing, found.settled, found.answers) == (Standing.TOO_FEW, None, ())
    assert (found.counted, found.answered, found.complete) == (0, 0, False)
    assert (found.checked, found.only_checks, len(found.checks)) == (True, True, 2)


def test_a_check_beside_an_answer_makes_no_quorum(ground: Ground) -> None:
    found = resolved(ground, FACT, *reviews(ground, FACT, MET, CHECKED))
    assert (found.counted, found.settled, found.checked, found.only_checks) == (1, None, True, False)
    found = resolved(ground, FACT, *reviews(ground, FACT, NOT_MET, NOT_MET, CHECKED))
    assert (found.counted, found.settled, found.disputed) == (2, NOT_MET, False)


def test_enough_reviewers_who_find_a_fact_met_have_checked_it(ground: Ground) -> None:
    assert not resolved(ground, FACT, *reviews(ground, FACT, MET)).checked  # nobody may see one answer alone
    assert resolved(ground, FACT, *reviews(ground, FACT, MET, MET)).checked
    assert resolved(ground, FACT, *reviews(ground, FACT, MET, CANNOT_TELL)).checked
    assert not resolved(ground, FACT, *reviews(ground, FACT, NOT_MET, CANNOT_TELL)).checked
    assert not resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, MET)).checked


def test_there_is_nothing_to_check_where_reviewers_decide(ground: Ground) -> None:
    for criterion in (JUDGED, "4A-3"):
        (voice,) = resolved(ground, criterion, review("ann", opinion(ground, criterion, CHECKED))).voices
        assert (voice.uncounted, voice.confirms) == (Uncounted.NO_FACT, False)
    settled = replace(ground, settled=frozenset({"4A-3"}))
    assert resolved(settled, "4A-3", review("ann", opinion(ground, "4A-3", CHECKED))).checked


@pytest.mark.parametrize("kind", STALE)
def test_a_check_of_something_else_confirms_nothing(ground: Ground, kind: Uncounted) -> None:
    old = opinion(ground, FACT, CHECKED)
    found = resolved(ground, FACT, review("ann", replace(old, pins=stale(kind)(old.pins))))
    assert (found.checked, found.standing) == (False, Standing.TOO_FEW)


def test_a_check_by_a_party_confirms_nothing(ground: Ground) -> None:
    mine = review("ann", opinion(ground, FACT, CHECKED), affiliation="Buckeye Example University")
    assert not resolved(ground, FACT, mine).checked


def test_a_later_entry_supersedes_a_check_and_a_check_an_answer(ground: Ground) -> None:
    entries = [opinion(ground, FACT, CHECKED), opinion(ground, FACT, NOT_MET, date="2026-02-02")]
    (voice,) = resolved(ground, FACT, review("ann", *entries)).voices
    assert (voice.opinion.answer, voice.first.answer, voice.counts) == (NOT_MET, NOT_MET, True)
    entries.append(opinion(ground, FACT, CHECKED, date="2026-02-03"))
    found = resolved(ground, FACT, review("ann", *entries))
    assert (found.checked, found.counted) == (True, 0)


def test_every_reason_why_an_answer_does_not_count_says_whether_it_is_stale(ground: Ground) -> None:
    voice = resolved(ground, JUDGED, review("ann", opinion(ground, JUDGED, MET))).voices[0]
    stale_ones = {kind for kind in Uncounted if replace(voice, uncounted=kind).is_stale}
    assert stale_ones == {kind for kind in Uncounted if kind.value.startswith("stale")} == set(STALE)


# --- settlements -----------------------------------------------------------------------------------

BETWEEN = {"ann": MET, "bo": NOT_MET}


def with_settlement(ground: Ground, settlement: Settlement) -> Decision:
    return resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, NOT_MET), on_record(settlement))


@pytest.mark.parametrize("answer", [MET, PARTLY, NOT_MET])
def test_a_settlement_of_exactly_these_answers_holds(ground: Ground, answer: Answer) -> None:
    settlement = settled_by(ground, answer, BETWEEN)
    found = with_settlement(ground, settlement)
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
def test_a_settlement_of_other_answers_does_not_hold(ground: Ground, between: Mapping[str, Answer]) -> None:
    found = with_settlement(ground, settled_by(ground, MET, between))
    assert (found.standing, found.settled, found.settlement) == (Standing.NO_AGREEMENT, None, None)


def test_a_settlement_of_another_criterion_settles_nothing_here(ground: Ground) -> None:
    other = settled_by(ground, MET, BETWEEN, criterion="1A-1", pins=ground.pins["1A-1"])
    assert with_settlement(ground, other).standing is Standing.NO_AGREEMENT


@pytest.mark.parametrize("kind", STALE)
def test_a_settlement_on_what_has_changed_since_does_not_hold(ground: Ground, kind: Uncounted) -> None:
    old = settled_by(ground, MET, BETWEEN, pins=stale(kind)(ground.pins[JUDGED]))
    assert with_settlement(ground, old).standing is Standing.NO_AGREEMENT


def test_a_later_answer_breaks_a_settlement(ground: Ground) -> None:
    ann, bo = reviews(ground, JUDGED, MET, NOT_MET)
    later = replace(bo, opinions=(*bo.opinions, opinion(ground, JUDGED, PARTLY, date="2026-03-02")))
    record = on_record(settled_by(ground, NOT_MET, BETWEEN))
    assert resolved(ground, JUDGED, ann, later, record).standing is Standing.NO_AGREEMENT
    agrees = replace(bo, opinions=(*bo.opinions, opinion(ground, JUDGED, MET, date="2026-03-02")))
    found = resolved(ground, JUDGED, ann, agrees, record)
    assert (found.settled, found.adjudicated, found.settlement) == (MET, False, None)


def test_what_all_cannot_tell_nobody_settles(ground: Ground) -> None:
    given = reviews(ground, JUDGED, CANNOT_TELL, CANNOT_TELL)
    record = on_record(settled_by(ground, MET, {"ann": CANNOT_TELL, "bo": CANNOT_TELL}))
    assert resolved(ground, JUDGED, *given, record).standing is Standing.CANNOT_TELL


def test_one_who_cannot_tell_and_one_who_can_differ_and_are_settled(ground: Ground) -> None:
    given = reviews(ground, JUDGED, MET, CANNOT_TELL)
    assert resolved(ground, JUDGED, *given).disputed
    found = resolved(ground, JUDGED, *given, on_record(settled_by(ground, MET, {"ann": MET, "bo": CANNOT_TELL})))
    assert (found.settled, found.adjudicated, found.disputed) == (MET, True, True)


def test_a_third_answer_breaks_a_settlement(ground: Ground) -> None:
    given = reviews(ground, JUDGED, MET, NOT_MET, MET)
    assert (
        resolved(ground, JUDGED, *given, on_record(settled_by(ground, MET, BETWEEN))).standing is Standing.NO_AGREEMENT
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
    ground = ground_of(edition, complete, alone=alone)
    found = with_settlement(ground, settled_by(ground, MET, BETWEEN, *by))
    assert (found.standing is Standing.SETTLED) is holds


def test_a_reviewer_whose_own_answer_does_not_count_settles_alone_no_more_than_others(ground: Ground) -> None:
    old = opinion(ground, JUDGED, MET)
    third = review("cy", replace(old, pins=stale(Uncounted.STALE_FIELDS)(old.pins)))
    given = [*reviews(ground, JUDGED, MET, NOT_MET), third]
    found = resolved(ground, JUDGED, *given, on_record(settled_by(ground, MET, BETWEEN, "cy")))
    assert found.standing is Standing.NO_AGREEMENT


def test_a_party_settles_nothing(ground: Ground) -> None:
    party = replace(PEOPLE["chair"], affiliation="Buckeye Example University")
    found = with_settlement(ground, settled_by(ground, MET, BETWEEN, by=(party,)))
    assert found.standing is Standing.NO_AGREEMENT


def test_a_settlement_before_as_many_as_it_takes_are_in_settles_nothing(edition: Edition, complete: Profile) -> None:
    ground = ground_of(edition, complete, 3)
    found = with_settlement(ground, settled_by(ground, MET, BETWEEN))
    assert (found.standing, found.settled) == (Standing.TOO_FEW, None)


def test_of_two_settlements_of_one_day_the_last_holds(ground: Ground) -> None:
    record = on_record(settled_by(ground, MET, BETWEEN), settled_by(ground, PARTLY, BETWEEN))
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, NOT_MET), record)
    assert found.settled is PARTLY


@pytest.mark.parametrize("apart", [True, False])
def test_of_two_settlements_the_later_holds_wherever_it_stands(ground: Ground, apart: bool) -> None:
    later = settled_by(ground, MET, BETWEEN, date="2026-03-09")
    earlier = settled_by(ground, PARTLY, BETWEEN, date="2026-03-01")
    records = (
        [on_record(later, path="a.json"), on_record(earlier, path="b.json")] if apart else [on_record(later, earlier)]
    )
    assert resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, NOT_MET), *records).settled is MET


def test_a_settlement_that_no_longer_holds_lets_an_earlier_one_stand(ground: Ground) -> None:
    good, bad = settled_by(ground, PARTLY, BETWEEN), settled_by(ground, MET, {"ann": MET, "bo": PARTLY})
    found = resolved(ground, JUDGED, *reviews(ground, JUDGED, MET, NOT_MET), on_record(good, bad))
    assert (found.settled, found.settlement) == (PARTLY, good)
