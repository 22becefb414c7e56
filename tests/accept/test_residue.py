"""What carries from Ohio's review to another state, checked by hand, and why the rest is open there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from mcaudit.accept.residue import _WHY
from mcaudit.app.loading import policy_of
from mcaudit.app.residues import Carrying
from mcaudit.app.reviews import reviews_of
from mcaudit.audit.engine import audit
from mcaudit.model import Actor, Answer, Edition, Policy, Profile, RequiredDesired, Review, Uncounted, Waiver
from mcaudit.model.residue import Reopened, Residue, Why
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.policy.read import policy_names
from mcaudit.report.acceptance.residue import why_words
from tests.conftest import ROOT, changed, quick_in
from tests.review.cases import SOURCE, policy_for
from tests.review.test_adopting import adoption, for_ohio

DAY = "2026-11-01"
REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"
OHIO = policy_for("OH")
CARRY = (
    *("1A-1", "1A-3", "1B-1", "1C-2", "1C-D1", "1C-D2", "1D-3"),
    *("1E-1", "1E-2", "1E-3", "1E-4", "1E-5", "1E-6", "1E-7", "1F-1", "1F-3", "1F-4", "1G-1", "1G-D1", "1H-D1"),
    *("2A-D2", "2B-D1", "2C-1", "2C-3", "2C-5", "2D-1", "2F-5"),
    *("3A-1", "3A-2", "3B-3", "3C-1", "3C-D2", "3D-1", "3D-3", "3D-4", "3E-2", "3E-D1", "3E-D2"),
    *("4A-2", "4B-4"),
)
"""What Ohio's two reviewers agreed on, and what depends on no state."""
SETTLED = ("1A-2", "3B-2")
"""What they disagreed on and settled."""
BOUND = ("1C-D3", "2B-2", "3A-3", "3A-D1", "3B-1", "3B-D1", "3B-D3", "4B-3", "5B-2")
"""What depends on the state, and no shipped policy settles."""
SPARED = ("1B-2", "4A-3")
"""What depends on the state, while another of the group is met: 1B-1 by Ohio's reviewers, and 4A-1 by facts."""
CURRENCIES = ("5A-1", "5A-2", "5A-3", "5A-4", "5A-5")


@cache
def example_review() -> tuple[Review, ...]:
    return reviews_of(default_edition(), [REVIEW])["leading-restorative-circles"]


@cache
def shipped() -> Mapping[str, Policy]:
    policies = [policy_of(default_edition(), name) for name in policy_names()]
    return {policy.state: policy for policy in policies if policy}


def carried(
    profile: Profile,
    policy: Policy | None,
    reviews: Sequence[Review],
    *,
    state: str = "TN",
    what_if: bool = False,
    home: Policy = OHIO,
) -> Residue:
    policies = {home.state: home, **({policy.state: policy} if policy else {})}
    ask = Carrying(
        from_state="OH",
        to_state=policy.state if policy else state,
        policies=policies,
        reviews={profile.id: tuple(reviews)},
        what_if=what_if,
    )
    return ask.residue(audit(default_edition(), profile, date=DAY))


def open_in(found: Residue) -> dict[str, Why]:
    return {each.criterion: each.why for each in found.open}


def names(found: Residue) -> tuple[str, ...]:
    return tuple(each.criterion for each in found.carry)


def tennessee(**other: Any) -> Policy:
    return policy_for("TN", **other)


# --- the fictional review, by hand -----------------------------------------------------------------


def test_the_fictional_review_from_ohio_to_tennessee(complete: Profile) -> None:
    found = carried(complete, shipped()["TN"], example_review(), what_if=True)
    assert (found.decided, found.adopted, found.what_if) == (59, False, True)
    assert names(found) == CARRY
    assert open_in(found) == {
        **dict.fromkeys(SETTLED, Why.SETTLED_THERE),
        **dict.fromkeys(BOUND, Why.BOUND),
        "4A-5": Why.BOUND,
    }
    # Tennessee says itself that a micro-credential counts for 6 points, which is enough for all of 5A.
    assert found.facts == ("5A-2", "5A-3")
    assert found.spared == (*SPARED, "5A-1", "5A-4", "5A-5")


def test_the_fictional_review_from_ohio_to_illinois(complete: Profile) -> None:
    found = carried(complete, shipped()["IL"], example_review(), what_if=True)
    assert names(found) == CARRY
    assert open_in(found) == {
        **dict.fromkeys(SETTLED, Why.SETTLED_THERE),
        **dict.fromkeys((*BOUND, *CURRENCIES), Why.BOUND),
    }
    assert found.facts == ("4A-5",)  # Illinois names its verifying body
    assert found.spared == SPARED


@pytest.mark.parametrize("state", quick_in(shipped(), 6))
def test_each_answer_in_ohio_is_accounted_for_once(complete: Profile, state: str) -> None:
    answered = {opinion.criterion for review in example_review() for opinion in review.opinions}
    found = carried(complete, shipped()[state], example_review(), what_if=True)
    parts = [names(found), tuple(open_in(found)), found.facts, found.spared, found.own]
    listed = [name for part in parts for name in part]
    assert len(listed) == len(set(listed))
    assert answered <= set(listed)


def test_who_must_act_before_reviewers_can_is_named(complete: Profile) -> None:
    found = carried(complete, shipped()["TN"], example_review(), what_if=True)
    first = {each.criterion: each.first for each in found.open}
    assert first["2B-2"] is Actor.PROVIDER  # what the profile says of Ohio's approved providers is left out
    assert first["4A-5"] is Actor.STATE
    assert first["1A-2"] is None


# --- nothing counts unless it is adopted -----------------------------------------------------------


def test_without_adoption_nothing_carries(complete: Profile) -> None:
    for policy in (shipped()["TN"], None):
        found = carried(complete, policy, example_review(), state="KY")
        assert (found.carry, found.adopted) == ((), False)
        assert {open_in(found)[name] for name in CARRY if name in open_in(found)} == {Why.NOT_ADOPTED}


def test_what_is_adopted_keeps_its_authors_and_days(complete: Profile) -> None:
    found = carried(complete, tennessee(reciprocity=(adoption(settlements=True),)), example_review())
    assert found.adopted
    assert names(found) == tuple(sorted((*CARRY, *SETTLED), key=_order))
    first, settled = found.carry[0], next(each for each in found.carry if each.criterion == "3B-2")
    assert first.by == ("Avery Example (fictional)", "Jordan Example (fictional)")
    assert first.dates == ("2026-04-13", "2026-04-15")
    assert "Morgan Example (fictional)" in settled.by
    assert settled.dates[-1] == "2026-04-22"


def _order(name: str) -> int:
    return [criterion.id for criterion in default_edition().criteria].index(name)


def test_outcomes_select_nothing(edition: Edition, complete: Profile) -> None:
    adopting = tennessee(reciprocity=(adoption(),))
    for answer in (Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET):
        found = carried(complete, adopting, for_ohio(edition, complete, "1A-2", answer, answer))
        assert [(each.criterion, each.answer) for each in found.carry] == [("1A-2", answer)]


def test_it_is_not_passed_on(edition: Edition, complete: Profile) -> None:
    ohio = policy_for("OH", reciprocity=(replace(adoption(), state="KY"),))
    kentucky = [replace(each, state="KY") for each in for_ohio(edition, complete, "1A-2", Answer.MET, Answer.MET)]
    found = carried(complete, tennessee(reciprocity=(adoption(),)), kentucky, home=ohio)
    assert (found.carry, found.decided) == ((), 0)


def test_a_waiver_never_carries(complete: Profile) -> None:
    waiver = Waiver(requirement="3C-1", profiles=(), reason="A study is due.", by="The office", expires="2030-01-01")
    home = policy_for("OH", waivers=(waiver,))
    without = [
        replace(each, opinions=tuple(opinion for opinion in each.opinions if opinion.criterion != "3C-1"))
        for each in example_review()
    ]
    found = carried(complete, tennessee(reciprocity=(adoption(),)), without, home=home)
    assert open_in(found)["3C-1"] is Why.NEVER_DECIDED


# --- why something is open -------------------------------------------------------------------------


def test_each_reason_by_a_small_case(edition: Edition, complete: Profile) -> None:
    both = for_ohio(edition, complete, "1A-2", Answer.MET, Answer.MET)
    adopting = tennessee(reciprocity=(adoption(),))
    old = tennessee(reciprocity=(adoption(within_days=1),))
    moved = changed(complete, "developers", "title_and_description", "competency", to="Another competency")
    employed = [
        replace(each, reviewer=replace(each.reviewer, affiliation="Buckeye Example University"))
        for each in both
        if each.reviewer
    ]
    assert open_in(carried(complete, old, both))["1A-2"] is Why.TOO_OLD
    assert open_in(carried(replace(moved, id=complete.id), adopting, both))["1A-2"] is Why.STALE
    assert open_in(carried(complete, adopting, employed))["1A-2"] is Why.PARTY
    assert open_in(carried(complete, adopting, both[:1]))["1A-2"] is Why.QUORUM
    assert open_in(carried(complete, tennessee(reciprocity=adopting.reciprocity, quorum=3), both))["1A-2"] is Why.QUORUM
    assert open_in(carried(complete, tennessee(), both))["1A-2"] is Why.NOT_ADOPTED
    assert open_in(carried(complete, adopting, both))["1A-1"] is Why.NEVER_DECIDED


def test_what_only_the_receiving_state_asks_for_is_open(complete: Profile) -> None:
    requires = (RequiredDesired(criterion="1C-D1", source=SOURCE),)
    asks = tennessee(reciprocity=(adoption(),), requires=requires, confirm_facts=True)
    found = open_in(carried(complete, asks, []))
    assert found["1C-D1"] is Why.REQUIRED_HERE_ONLY
    assert found["1F-6"] is Why.CONFIRM_FACTS
    assert found["1A-1"] is Why.NEVER_DECIDED


def test_before_enough_have_answered_no_answer_shows(edition: Edition, complete: Profile) -> None:
    adopting = tennessee(reciprocity=(adoption(),))
    residues = {
        repr(carried(complete, adopting, for_ohio(edition, complete, "1A-2", answer)))
        for answer in (Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL)
    }
    assert len(residues) == 1


def test_what_the_receiving_state_has_decided_itself_is_not_open(edition: Edition, complete: Profile) -> None:
    given = for_ohio(edition, complete, "1A-2", Answer.MET, Answer.MET)
    own = [replace(each, state="TN") for each in given]
    found = carried(complete, tennessee(), own)
    assert (found.own, found.decided) == (("1A-2",), 0)
    assert "1A-2" not in open_in(found)


def test_every_reason_has_its_words(complete: Profile) -> None:
    assert set(_WHY) == set(Uncounted)
    found = carried(complete, shipped()["TN"], example_review(), what_if=True)
    words = {why_words(Reopened(criterion="1A-1", why=why), found) for why in Why}
    assert len(words) == len(Why)


@pytest.mark.parametrize("quorum", [1, 2, 3])
def test_the_other_states_quorum_is_enough_where_the_policy_says_so(
    edition: Edition, complete: Profile, quorum: int
) -> None:
    given = for_ohio(edition, complete, "1A-2", *[Answer.MET] * quorum)
    here = tennessee(reciprocity=(adoption(their_quorum=True),), quorum=4)
    found = carried(complete, here, given, home=policy_for("OH", quorum=quorum))
    assert names(found) == ("1A-2",)
