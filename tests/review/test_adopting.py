"""Decisions made for another state: what counts here, on which terms, and what never does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.app.reviews import review_context
from mcaudit.model import Answer, Decision, Edition, Policy, Profile, Review, Standing, Uncounted
from mcaudit.model.purposes import Adoption
from mcaudit.review.resolving import ReviewContext, decisions_of
from tests.review.cases import SOURCE, case_for, policy_for
from tests.review.test_resolving import on_record, opinion, review, settled_by

MET, NOT_MET, CHECKED = Answer.MET, Answer.NOT_MET, Answer.CHECKED
NEUTRAL, FACT, BOUND = "1A-2", "1F-6", "2B-2"


def adoption(**other: Any) -> Adoption:
    return Adoption(state="OH", source=SOURCE, **other)


def tennessee(*adoptions: Adoption, **other: Any) -> Policy:
    return policy_for("TN", reciprocity=adoptions, **other)


def context_in(edition: Edition, profile: Profile, policy: Policy) -> ReviewContext:
    return review_context(case_for(edition, profile, policy))


def for_ohio(edition: Edition, profile: Profile, criterion: str, *answers: Answer, **other: Any) -> list[Review]:
    """Return one file a reviewer, each with one answer, that was made for Ohio."""
    ohio = context_in(edition, profile, policy_for("OH"))
    people = ("ann", "bo", "cy")
    return [
        replace(review(name, opinion(ohio, criterion, answer, **other)), state="OH")
        for name, answer in zip(people, answers, strict=False)
    ]


def decided(context: ReviewContext, criterion: str, given: Sequence[Review]) -> Decision:
    return decisions_of(context, given)[criterion]


# --- nothing without adoption ----------------------------------------------------------------------


def test_what_was_decided_for_another_state_counts_only_if_the_policy_adopts_it(
    edition: Edition, complete: Profile
) -> None:
    given = for_ohio(edition, complete, NEUTRAL, MET, MET)
    refused = decided(context_in(edition, complete, tennessee()), NEUTRAL, given)
    assert (refused.standing, refused.settled) == (Standing.STALE, None)
    assert {vote.uncounted for vote in refused.votes} == {Uncounted.STALE_STATE}
    assert refused.votes[0].why == "it was decided for Ohio, whose decisions Tennessee has not adopted"
    adopted = decided(context_in(edition, complete, tennessee(adoption())), NEUTRAL, given)
    assert (adopted.standing, adopted.settled) == (Standing.SETTLED, MET)
    assert {vote.state for vote in adopted.votes} == {"OH"}
    at_home = decided(context_in(edition, complete, policy_for("OH")), NEUTRAL, given)
    assert (at_home.settled, {vote.state for vote in at_home.votes}) == (MET, {""})


def test_a_decision_that_goes_against_it_carries_as_well(edition: Edition, complete: Profile) -> None:
    context = context_in(edition, complete, tennessee(adoption()))
    assert decided(context, NEUTRAL, for_ohio(edition, complete, NEUTRAL, NOT_MET, NOT_MET)).settled is NOT_MET


def test_adoption_is_one_way_and_not_passed_on(edition: Edition, complete: Profile) -> None:
    given = for_ohio(edition, complete, NEUTRAL, MET, MET)
    kentucky = policy_for("KY", reciprocity=(replace(adoption(), state="TN"),))
    assert decided(context_in(edition, complete, kentucky), NEUTRAL, given).settled is None
    for_tennessee = [replace(each, state="TN") for each in given]
    adopting = policy_for("OH")
    assert decided(context_in(edition, complete, adopting), NEUTRAL, for_tennessee).settled is None


def test_what_depends_on_the_state_never_carries(edition: Edition, complete: Profile) -> None:
    context = context_in(edition, complete, tennessee(adoption()))
    found = decided(context, BOUND, for_ohio(edition, complete, BOUND, MET, MET))
    assert (found.settled, {vote.uncounted for vote in found.votes}) == (None, {Uncounted.STALE_STATE})


def test_a_minimum_of_the_adopting_state_makes_a_criterion_its_own(edition: Edition, complete: Profile) -> None:
    given = for_ohio(edition, complete, "2F-1", CHECKED)
    assert decided(context_in(edition, complete, tennessee(adoption())), "2F-1", given).checked
    asks = tennessee(adoption(), settings={"minimum_hours": 5})
    assert not decided(context_in(edition, complete, asks), "2F-1", given).checked


def test_a_file_that_names_no_state_counts_for_what_is_the_same_everywhere(edition: Edition, complete: Profile) -> None:
    stateless = [replace(each, state="") for each in for_ohio(edition, complete, NEUTRAL, MET, MET)]
    assert decided(context_in(edition, complete, tennessee()), NEUTRAL, stateless).settled is MET
    bound = [replace(each, state="") for each in for_ohio(edition, complete, BOUND, MET, MET)]
    assert decided(context_in(edition, complete, tennessee()), BOUND, bound).settled is None


# --- on which terms --------------------------------------------------------------------------------


def test_only_the_criteria_that_are_adopted_carry(edition: Edition, complete: Profile) -> None:
    context = context_in(edition, complete, tennessee(adoption(criteria=frozenset({"1A-1"}))))
    assert decided(context, NEUTRAL, for_ohio(edition, complete, NEUTRAL, MET, MET)).settled is None
    assert decided(context, "1A-1", for_ohio(edition, complete, "1A-1", MET, MET)).settled is MET


@pytest.mark.parametrize(("days", "counts"), [(59, True), (58, False)])
def test_old_decisions_do_not_carry(edition: Edition, complete: Profile, days: int, counts: bool) -> None:
    context = context_in(edition, complete, tennessee(adoption(within_days=days)))  # from 2026-02-01 to 2026-04-01
    found = decided(context, NEUTRAL, for_ohio(edition, complete, NEUTRAL, MET, MET))
    assert (found.settled is MET) is counts
    assert {vote.uncounted for vote in found.votes} == {None if counts else Uncounted.STALE_AGE}


def test_as_many_reviewers_are_needed_as_here_or_as_there(edition: Edition, complete: Profile) -> None:
    given = for_ohio(edition, complete, NEUTRAL, MET, MET)
    assert decided(context_in(edition, complete, tennessee(adoption(), quorum=3)), NEUTRAL, given).settled is None
    theirs = tennessee(adoption(their_quorum=True), quorum=3)
    found = decided(context_in(edition, complete, theirs), NEUTRAL, given)
    assert (found.settled, found.quorum) == (MET, 2)


def test_a_settled_disagreement_carries_only_if_settlements_do(edition: Edition, complete: Profile) -> None:
    ohio = context_in(edition, complete, policy_for("OH"))
    between = {"ann": MET, "bo": NOT_MET}
    for state in ("OH", ""):  # a file of settlements that names no state is of those whose answers it settles
        settled = replace(on_record(settled_by(ohio, MET, between)), state=state)
        given = [*for_ohio(edition, complete, NEUTRAL, MET, NOT_MET), settled]
        assert (
            decided(context_in(edition, complete, tennessee(adoption(settlements=True))), NEUTRAL, given).settled is MET
        )
        kept = decided(context_in(edition, complete, tennessee(adoption())), NEUTRAL, given)
        assert (kept.standing, kept.settled) == (Standing.NO_AGREEMENT, None)
        assert "made for Ohio" in kept.lapsed


# --- the state's own reviewers ---------------------------------------------------------------------


def test_enough_reviewers_of_the_state_itself_decide_alone(edition: Edition, complete: Profile) -> None:
    here = context_in(edition, complete, tennessee(adoption()))
    given = for_ohio(edition, complete, NEUTRAL, MET, MET)
    own = [replace(review(name, opinion(here, NEUTRAL, NOT_MET)), state="TN") for name in ("cy", "chair")]
    found = decided(here, NEUTRAL, [*given, *own])
    assert (found.settled, found.counted) == (NOT_MET, 2)
    assert {vote.uncounted for vote in found.votes if vote.state} == {Uncounted.SUPERSEDED}


def test_whoever_decided_for_both_states_counts_once(edition: Edition, complete: Profile) -> None:
    here = context_in(edition, complete, tennessee(adoption()))
    given = [
        *for_ohio(edition, complete, NEUTRAL, MET),
        replace(review("ann", opinion(here, NEUTRAL, MET)), state="TN", path="tennessee.yaml"),
    ]
    found = decided(here, NEUTRAL, given)
    assert (found.counted, found.settled) == (1, None)


@pytest.mark.parametrize("again", ["ann", "ann again"], ids=["one short name", "one name"])
def test_whoever_decided_for_several_other_states_counts_once(edition: Edition, complete: Profile, again: str) -> None:
    kentucky = replace(adoption(), state="KY")
    here = context_in(edition, complete, tennessee(adoption(), kentucky))
    later = opinion(here, NEUTRAL, MET, date="2026-02-02")
    given = [
        *for_ohio(edition, complete, NEUTRAL, MET),
        replace(review(again, later), state="KY", path="kentucky.yaml"),
    ]
    found = decided(here, NEUTRAL, given)
    assert (found.counted, found.settled) == (1, None)
    assert [vote.state for vote in found.votes if vote.counts] == ["KY"]
    (left,) = (vote for vote in found.votes if not vote.counts)
    assert left.why == "it was decided for Ohio, and the reviewer has decided this once more"
    both = decided(here, NEUTRAL, [*given, replace(review("bo", opinion(here, NEUTRAL, MET)), state="OH")])
    assert (both.counted, both.settled) == (2, MET)


def test_whoever_decided_here_under_another_short_name_counts_once(edition: Edition, complete: Profile) -> None:
    here = context_in(edition, complete, tennessee(adoption()))
    own = replace(review("ann again", opinion(here, NEUTRAL, MET)), state="TN", path="tennessee.yaml")
    found = decided(here, NEUTRAL, [*for_ohio(edition, complete, NEUTRAL, MET), own])
    assert (found.counted, found.settled) == (1, None)


def test_a_party_stays_a_party_in_every_state(edition: Edition, complete: Profile) -> None:
    given = [
        replace(each, reviewer=replace(each.reviewer, affiliation="Maple Hollow Example School District"))
        for each in for_ohio(edition, complete, NEUTRAL, MET, MET)
        if each.reviewer
    ]
    found = decided(context_in(edition, complete, tennessee(adoption())), NEUTRAL, given)
    assert {vote.uncounted for vote in found.votes} == {Uncounted.PARTY}
