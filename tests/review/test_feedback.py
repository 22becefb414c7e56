"""Feedback on the criteria: counts that a person can count again, and nothing of a review that is not complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from mcaudit.app.reviews import review_context
from mcaudit.audit.engine import audit
from mcaudit.model import Answer, Citation, Edition, Opinion, Pins, Profile, Review, Reviewer, Settlement, Status, Way
from mcaudit.model.feedback import AsAudited, AuditFeedback, CriterionFeedback, Feedback
from mcaudit.review.agreement import FEWEST
from mcaudit.review.feedback import _as_audited, audit_feedback, feedback
from mcaudit.review.resolving import decisions_of
from tests.conftest import profile_of
from tests.review.cases import case_for

DAY = "2026-03-01"
JUDGED = "1A-2"
"""A criterion that awaits review in the complete profile."""
ANN = Reviewer(id="ann", name="Ann Example", affiliation="Example Panel")
BO = Reviewer(id="bo", name="Bo Example", affiliation="Example Panel")
CY = Reviewer(id="cy", name="Cy Example", affiliation="Example Panel")
CHAIR = Reviewer(id="chair", name="Pat Chair", affiliation="State Board")
MET, NOT_MET, CANNOT_TELL = Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL


class Made:
    """A profile of its own that reviewers decide about."""

    def __init__(self, edition: Edition, complete: Profile, name: str) -> None:
        self.edition = edition
        self.profile = profile_of({**complete.content, "id": name}, complete.documents)
        self.context = review_context(case_for(edition, self.profile))
        self.pins = self.context.pins
        self.reviews: list[Review] = []

    def says(self, reviewer: Reviewer, *opinions: tuple[Answer, str, str], criterion: str = JUDGED) -> Made:
        """Add a reviewer's file: each entry is an answer, its day, and a comment on the criterion."""
        entries = tuple(
            Opinion(
                criterion=criterion,
                answer=answer,
                rationale="So it is.",
                would_satisfy="What it asks.",
                citations=(Citation(document="profile_page", place="p. 1"),),
                date=day,
                comment=comment,
                pins=self.pins[criterion],
            )
            for answer, day, comment in opinions
        )
        return self._with(reviewer=reviewer, opinions=entries)

    def settles(self, answer: Answer, between: Mapping[str, Answer]) -> Made:
        """Add a settlement by somebody else."""
        entry = Settlement(
            criterion=JUDGED,
            answer=answer,
            by=(CHAIR,),
            way=Way.THIRD_REVIEWER,
            why="It names one.",
            date=DAY,
            between=between,
            pins=self.pins[JUDGED],
        )
        return self._with(reviewer=None, settlements=(entry,))

    def feedback(self, *, quorum: int = 2, named: bool = True) -> AuditFeedback:
        """Return what its audit says about the criteria."""
        decisions = decisions_of(replace(self.context, quorum=quorum), self.reviews)
        return audit_feedback(
            audit(self.edition, self.profile, date=DAY, decisions=decisions), self.reviews, named=named
        )

    def _with(
        self,
        reviewer: Reviewer | None,
        opinions: tuple[Opinion, ...] = (),
        settlements: tuple[Settlement, ...] = (),
    ) -> Made:
        review = Review(
            path="decisions.yaml",
            sha256=f"{len(self.reviews)}" * 64,
            profile=self.profile.id,
            edition="v1.0",
            reviewer=reviewer,
            opinions=opinions,
            settlements=settlements,
        )
        self.reviews.append(review)
        return self


@pytest.fixture(scope="module")
def make(edition: Edition, complete: Profile) -> Maker:
    return Maker(edition, complete)


class Maker:
    """Makes profiles of their own, numbered."""

    def __init__(self, edition: Edition, complete: Profile) -> None:
        self.edition, self.complete = edition, complete

    def __call__(self, name: str = "one") -> Made:
        return Made(self.edition, self.complete, name)

    def pair(self, name: str, ann: Answer, bo: Answer) -> AuditFeedback:
        """Return an audit on which two reviewers answered once."""
        return self(name).says(ANN, (ann, "2026-02-01", "")).says(BO, (bo, "2026-02-02", "")).feedback()


def gathered(edition: Edition, audits: Sequence[AuditFeedback], *, named: bool = True) -> Feedback:
    return feedback(edition, audits, date=DAY, under="As the test says.", policies=(), named=named)


def of(found: Feedback, criterion: str = JUDGED) -> CriterionFeedback:
    return next(each for each in found.criteria if each.criterion.id == criterion)


def answered(each: CriterionFeedback) -> dict[Answer, int]:
    return {answer: count for answer, count in each.answers.items() if count}


def stood(each: CriterionFeedback) -> dict[AsAudited, int]:
    return {how: count for how, count in each.audited.items() if count}


# --- counts --------------------------------------------------------------------------------------


def test_every_count_is_what_a_person_counts(edition: Edition, make: Maker) -> None:
    audits = [
        make.pair("agreed", MET, MET),
        make.pair("agreed-not", NOT_MET, NOT_MET),
        make.pair("differ", MET, NOT_MET),
        make.pair("unclear", CANNOT_TELL, MET),
        make("alone").says(ANN, (NOT_MET, "2026-02-01", "")).feedback(),
        make("unread").feedback(),
    ]
    found = of(gathered(edition, audits))
    assert stood(found) == {AsAudited.MET_BY_DECISION: 1, AsAudited.NOT_MET: 1, AsAudited.AWAITING_REVIEW: 4}
    assert answered(found) == {MET: 4, NOT_MET: 3, CANNOT_TELL: 1}
    assert (found.profiles, found.met, found.short, found.open, found.cannot_tell) == (6, 1, 1, 4, 1)
    assert (found.reviewed, found.incomplete, found.disputed, found.settled) == (4, 1, 2, 0)


def test_criteria_stand_in_the_order_of_the_source_and_none_is_missing(edition: Edition, make: Maker) -> None:
    found = gathered(edition, [make("unread").feedback(), make("other").feedback()])
    assert [each.criterion.id for each in found.criteria] == [criterion.id for criterion in edition.criteria]
    assert all(each.profiles == 2 for each in found.criteria)


def test_what_is_met_on_facts_is_distinguished(edition: Edition, make: Maker) -> None:
    assert stood(of(gathered(edition, [make("unread").feedback()]), "1F-6")) == {AsAudited.MET_ON_FACTS: 1}


def test_a_dispute_that_was_settled_on_the_record_is_counted_as_both(edition: Edition, make: Maker) -> None:
    made = make().says(ANN, (MET, "2026-02-01", "")).says(BO, (NOT_MET, "2026-02-02", ""))
    found = of(gathered(edition, [made.settles(MET, {"ann": MET, "bo": NOT_MET}).feedback()]))
    assert (found.disputed, found.settled) == (1, 1)
    assert stood(found) == {AsAudited.MET_BY_DECISION: 1}


def test_answers_are_counted_as_first_made(edition: Edition, make: Maker) -> None:
    changed_their_mind = make().says(ANN, (MET, "2026-02-01", ""))
    changed_their_mind.says(BO, (NOT_MET, "2026-02-02", ""), (MET, "2026-02-09", ""))
    found = of(gathered(edition, [changed_their_mind.feedback()]))
    assert answered(found) == {MET: 1, NOT_MET: 1}
    assert (found.disputed, found.settled) == (1, 1)


def test_answers_that_came_to_differ_later_are_disputed_too(edition: Edition, make: Maker) -> None:
    fell_out = make().says(ANN, (MET, "2026-02-01", "")).says(BO, (MET, "2026-02-02", ""), (NOT_MET, "2026-02-09", ""))
    found = of(gathered(edition, [fell_out.feedback()]))
    assert answered(found) == {MET: 2}
    assert (found.disputed, found.settled) == (1, 0)


def test_who_is_a_party_is_not_counted(edition: Edition, make: Maker) -> None:
    developer = make.complete.content["developers"]["developer"]["organizations"][0]
    name = make.complete.content["organizations"][developer]["name"]
    party = Reviewer(id="di", name="Di Example", affiliation=name)
    made = make().says(ANN, (MET, "2026-02-01", "")).says(party, (MET, "2026-02-02", ""))
    two = of(gathered(edition, [made.feedback()]))
    assert (two.reviewed, two.incomplete, answered(two)) == (0, 1, {})
    three = of(gathered(edition, [made.says(BO, (MET, "2026-02-03", "")).feedback()]))
    assert (three.reviewed, three.incomplete, answered(three)) == (1, 0, {MET: 2})


def test_the_order_in_which_profiles_come_changes_nothing(edition: Edition, make: Maker) -> None:
    audits = [make.pair("b", MET, NOT_MET), make.pair("a", MET, MET)]
    assert gathered(edition, audits) == gathered(edition, audits[::-1])


# --- agreement -----------------------------------------------------------------------------------


def pairs(make: Maker, agree: int, differ: int) -> list[AuditFeedback]:
    """Return audits of which so many are agreed on, and so many are not; one stands for all that are alike."""
    same, other = make.pair("same", MET, MET), make.pair("other", MET, NOT_MET)
    audits = [same] * agree + [other] * differ
    return [replace(each, profile=replace(each.profile, id=f"n-{n}")) for n, each in enumerate(audits)]


def test_agreement_is_a_share_of_profiles_where_there_are_enough(edition: Edition, make: Maker) -> None:
    agreement = of(gathered(edition, pairs(make, FEWEST - 3, 3))).agreement
    assert (agreement.n, agreement.withheld) == (FEWEST, "")
    assert agreement.share == pytest.approx((FEWEST - 3) / FEWEST)


def test_agreement_is_withheld_where_profiles_are_few_and_it_says_why(edition: Edition, make: Maker) -> None:
    agreement = of(gathered(edition, pairs(make, FEWEST - 1, 0))).agreement
    assert (agreement.n, agreement.share) == (FEWEST - 1, None)
    assert agreement.withheld == f"two reviewers answered in {FEWEST - 1} of the {FEWEST} profiles that are needed"
    nobody = of(gathered(edition, pairs(make, 1, 0)), "1F-6").agreement
    assert (nobody.n, nobody.share, nobody.withheld) == (0, None, "no two have answered")


def test_of_three_reviewers_every_pair_counts(edition: Edition, make: Maker) -> None:
    made = make().says(ANN, (MET, "2026-02-01", "")).says(BO, (MET, "2026-02-02", ""))
    one = made.says(CY, (NOT_MET, "2026-02-03", "")).feedback(quorum=3)
    audits = [replace(one, profile=replace(one.profile, id=f"n-{n}")) for n in range(FEWEST)]
    assert of(gathered(edition, audits)).agreement.share == pytest.approx(1 / 3)


def test_where_one_reviewer_is_enough_there_is_nobody_to_agree_with(edition: Edition, make: Maker) -> None:
    found = of(gathered(edition, [make().says(ANN, (MET, "2026-02-01", "")).feedback(quorum=1)]))
    assert (found.reviewed, answered(found), found.agreement.n) == (1, {MET: 1}, 0)


@pytest.mark.parametrize("named", [True, False])
def test_the_figures_are_over_everything_and_the_same_without_names(edition: Edition, make: Maker, named: bool) -> None:
    found = gathered(edition, pairs(make, 8, 4), named=named)
    assert (found.reviewers, found.agreement.overall.reviewers, found.agreement.overall.paired) == (2, 2, 12)
    assert found.agreement.overall.percent.value == pytest.approx(8 / 12)
    assert list(found.agreement.components) == ["1"]
    assert found.agreement.components["1"] == found.agreement.overall


# --- what reviewers say --------------------------------------------------------------------------


def test_comments_stand_with_day_profile_and_name_and_superseded_ones_as_well(edition: Edition, make: Maker) -> None:
    made = (
        make()
        .says(BO, (MET, "2026-02-01", "Of B."))
        .says(
            ANN,
            (NOT_MET, "2026-02-02", "First."),
            (CANNOT_TELL, "2026-02-03", "Second."),
            (MET, "2026-02-04", "First."),
            (MET, "2026-02-05", ""),
        )
    )
    found = of(gathered(edition, [made.feedback()]))
    assert [(each.date, each.text, each.reviewer, each.profile) for each in found.remarks] == [
        ("2026-02-01", "Of B.", "Bo Example", "one"),
        ("2026-02-02", "First.", "Ann Example", "one"),
        ("2026-02-03", "Second.", "Ann Example", "one"),
    ]


def test_without_names_nobody_is_named(edition: Edition, make: Maker) -> None:
    made = make().says(ANN, (MET, "2026-02-01", "Of A.")).says(BO, (NOT_MET, "2026-02-02", "Of B."))
    found = gathered(edition, [made.feedback(named=False)], named=False)
    assert [each.text for each in of(found).remarks] == ["Of A.", "Of B."]
    shown = repr(replace(found, edition=None))  # type: ignore[arg-type]
    assert not [who for who in (ANN, BO) if who.name in shown or f"'{who.id}'" in shown]


def test_until_the_quorum_is_complete_nothing_is_taken_but_that_somebody_answered(
    edition: Edition, make: Maker
) -> None:
    made = make().says(ANN, (CANNOT_TELL, "2026-02-01", "Vague indeed."))
    alone = made.feedback()
    assert "Vague" not in repr(alone)
    assert CANNOT_TELL not in alone.judged[JUDGED].answers.values()
    found = gathered(edition, [alone])
    assert (of(found).incomplete, of(found).reviewed, answered(of(found))) == (1, 0, {})
    assert (found.reviewers, found.agreement.overall.units, found.unclear_most) == (0, 0, ())
    both = of(gathered(edition, [made.says(BO, (MET, "2026-02-02", "")).feedback()]))
    assert [each.text for each in both.remarks] == ["Vague indeed."]


def test_an_answer_on_what_has_changed_since_does_not_complete_a_quorum(edition: Edition, make: Maker) -> None:
    made = make().says(ANN, (MET, "2026-02-01", "Of A."))
    made.pins = {**made.pins, JUDGED: Pins(meaning=1, fields="0" * 64)}
    made.says(BO, (MET, "2026-02-02", "Of B."))
    found = of(gathered(edition, [made.feedback()]))
    assert (found.reviewed, found.incomplete, found.remarks) == (0, 1, ())


# --- the lists on top ----------------------------------------------------------------------------


def test_lists_have_the_most_first_then_the_greater_share_then_the_order_of_the_source(
    edition: Edition, make: Maker
) -> None:
    def audits(criterion: str, *answers: tuple[Answer, Answer]) -> list[Made]:
        made = [make(f"of-{n}") for n in range(len(answers))]
        for each, (ann, bo) in zip(made, answers, strict=True):
            each.says(ANN, (ann, "2026-02-01", ""), criterion=criterion)
            each.says(BO, (bo, "2026-02-02", ""), criterion=criterion)
        return made

    every = (
        audits("1A-1", (MET, NOT_MET), (MET, MET))
        + audits("1A-2", (MET, CANNOT_TELL), (MET, NOT_MET), (NOT_MET, NOT_MET))
        + audits("1E-1", (NOT_MET, MET))
        + audits("1E-2", (CANNOT_TELL, CANNOT_TELL))
    )
    shown = [each.feedback() for each in every]
    found = gathered(
        edition, [replace(each, profile=replace(each.profile, id=f"n-{n}")) for n, each in enumerate(shown)]
    )
    assert [each.criterion.id for each in found.disputed_most] == ["1A-2", "1E-1", "1A-1"]
    assert [each.criterion.id for each in found.unclear_most] == ["1E-2", "1A-2"]
    assert [each.criterion.id for each in found.never_met] == ["1A-2"]


def test_never_met_is_what_fell_short_and_is_met_nowhere(edition: Edition, make: Maker) -> None:
    bare = Made(edition, profile_of({}), "bare").feedback()
    short = make.pair("short", NOT_MET, NOT_MET)
    assert gathered(edition, [bare, make().feedback()]).never_met == ()  # silence is not failure
    assert [each.criterion.id for each in gathered(edition, [bare, short]).never_met] == [JUDGED]
    assert gathered(edition, [bare, short, make.pair("met", MET, MET)]).never_met == ()


def test_what_a_profile_does_not_address_is_counted_apart(edition: Edition, make: Maker) -> None:
    bare = Made(edition, profile_of({}), "bare").feedback()
    found = of(gathered(edition, [bare, make().feedback()]))
    assert stood(found) == {AsAudited.NOT_STATED: 1, AsAudited.AWAITING_REVIEW: 1}
    assert (found.short, found.open, found.profiles) == (0, 1, 2)


def test_a_check_is_in_no_count_of_answers(edition: Edition, make: Maker) -> None:
    made = make().says(ANN, (Answer.CHECKED, "2026-02-01", ""), criterion="1F-6")
    made.says(BO, (Answer.CHECKED, "2026-02-02", ""), criterion="1F-6")
    found = gathered(edition, [made.feedback()])
    assert (answered(of(found, "1F-6")), of(found, "1F-6").reviewed, found.agreement.overall.units) == ({}, 0, 0)
    beside = make("beside").says(ANN, (MET, "2026-02-01", ""), criterion="1F-6")
    for reviewer, answer in ((BO, NOT_MET), (CY, Answer.CHECKED)):
        beside.says(reviewer, (answer, "2026-02-01", ""), criterion="1F-6")
    found = gathered(edition, [beside.feedback()])
    assert answered(of(found, "1F-6")) == {MET: 1, NOT_MET: 1}
    assert found.reviewers == 2


def test_every_status_is_one_of_the_outcomes(make: Maker) -> None:
    shown = make().feedback()
    finding = audit(make.edition, make.complete, date=DAY).findings[0]
    for status in Status:
        outcome = _as_audited(replace(finding, status=status))
        assert outcome is (AsAudited.MET_ON_FACTS if status is Status.MET else AsAudited(status.value))
    assert set(shown.outcomes.values()) <= set(AsAudited)
