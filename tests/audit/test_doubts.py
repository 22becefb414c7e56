"""A text that denies, or that stands everywhere, is no proof of what is asked: a person reads it before it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcaudit.audit.derived.doubts import denies, doubts
from mcaudit.audit.engine import audit
from mcaudit.audit.facts import facts_of
from mcaudit.model import Answer, Basis, Decider, Edition, Finding, Gate, Profile, Standing, Status, Verdict
from tests.audit.test_findings import decision
from tests.conftest import changed

CHOICE = ("deliverers", "estimated_time", "choice_of_supports")
HOW = ("evaluators", "feedback", "formative", "how")
"""Two texts of which facts decide whether 2F-3 and 3E-D1 are met."""


def of(edition: Edition, profile: Profile, criterion: str, **other: object) -> Finding:
    found = audit(edition, profile, date="2026-04-01", **other)  # type: ignore[arg-type]
    return next(each for each in found.findings if each.criterion == criterion)


@pytest.mark.parametrize(
    "text",
    [
        "Earners are not told.",
        "Feedback is not given to earners",
        "We don't publish the rubric",
        "They aren’t notified.",
        "The score is never shown",
        "Earners cannot choose supports",
        "Earners receive no feedback.",
        "Nobody tells earners anything",
        "No supports are chosen by earners",
        "Evaluators have  not been trained",
        "Attempts are not limited",
    ],
)
def test_a_short_text_that_denies_is_found(text: str) -> None:
    assert denies(text)
    (found,) = doubts({"evaluators": {"feedback": {"how": text}}})
    assert found == {"at": "/evaluators/feedback/how", "text": text, "why": "it may deny what is asked"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "No limit",
        "No more than three attempts",
        "No later than two weeks after submission",
        "Up to three attempts are allowed",
        "Not-for-profit reviewers score the work",
        "Earners may submit whether or not they used the supports",
        "Earners who do not pass may try again",
        "If the work is not proficient the earner is told what to change",
        "Earners choose, and need not use any of them",
        "Each earner is told by mail within two weeks of handing in what is not yet proficient, row by row.",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not denies(text)


def test_a_title_denies_nothing() -> None:
    title = "Students Do Not Like School"
    assert doubts({"developers": {"learning_resources": {"resources": [{"title": title, "url": title}]}}}) == []


@pytest.mark.parametrize(("criterion", "at"), [("2F-3", CHOICE), ("3E-D1", HOW)])
def test_what_facts_would_decide_waits_for_a_reviewer(
    edition: Edition, complete: Profile, criterion: str, at: tuple[str, ...]
) -> None:
    assert of(edition, complete, criterion).status is Status.MET
    denied = replace(changed(complete, *at, to="Earners are not told."), positions=complete.positions)
    found = of(edition, denied, criterion)
    assert (found.status, found.basis) == (Status.AWAITING_REVIEW, Basis.NONE)
    assert found.message == "a reviewer must read “Earners are not told.”: it may deny what is asked"
    assert found.location.pointer == f"/{'/'.join(at)}"
    assert found.citations == of(edition, complete, criterion).citations


EVERYWHERE = "All of this is described on our page."


def test_what_stands_in_three_answers_waits_for_a_reviewer_in_each(edition: Edition, complete: Profile) -> None:
    twice = changed(changed(complete, *CHOICE, to=EVERYWHERE), *HOW, to=EVERYWHERE)
    assert of(edition, twice, "2F-3").status is Status.MET
    thrice = changed(twice, "issuers", "issuer", "official_record", "how", to=f"{EVERYWHERE.upper()}")
    for criterion in ("2F-3", "3E-D1"):
        found = of(edition, thrice, criterion)
        assert (found.status, found.basis) == (Status.AWAITING_REVIEW, Basis.NONE)
        assert "it stands word for word in 3 answers" in found.message


@pytest.mark.parametrize("text", ["Ohio Board of Example Schools", "On the page"])
def test_a_name_or_a_term_may_stand_in_many_answers(text: str) -> None:
    content = {
        "organizations": {"board": {"name": "Ohio Board of Example Schools"}},
        "developers": {"developer": {"how": text}, "proficiency": {"how": text}},
        "issuers": {"issuer": {"how": text}, "form": {"how": text}},
    }
    assert doubts(content) == []


@pytest.mark.parametrize("answer", [Answer.MET, Answer.NOT_MET])
def test_reviewers_settle_it(edition: Edition, complete: Profile, answer: Answer) -> None:
    denied = changed(complete, *CHOICE, to="Supports are not prescribed.")
    decided = decision("2F-3", Standing.SETTLED, answer)
    assert of(edition, denied, "2F-3", decisions=decided).status is Status(answer)


def test_a_profile_that_denies_what_is_asked_does_not_pass(edition: Edition, complete: Profile) -> None:
    denied = changed(complete, *CHOICE, to="Earners may not choose supports.")
    reviewed = {
        name: each
        for criterion in edition.criteria
        for name, each in decision(criterion.id, Standing.SETTLED, Answer.MET).items()
        if criterion.decided_by is Decider.REVIEWER or criterion.state
    }
    passes = audit(edition, complete, date="2026-04-01", decisions=reviewed)
    waits = audit(edition, denied, date="2026-04-01", decisions=reviewed)
    assert (passes.verdicts[Gate.ENDORSEMENT], waits.verdicts[Gate.ENDORSEMENT]) == (Verdict.PASS, Verdict.UNDECIDED)
    assert waits.deciding == ("2F-3",)


def test_no_example_that_passes_is_held_up(edition: Edition) -> None:
    held = [
        (criterion.id, denied["text"])
        for criterion in edition.criteria
        if criterion.decided_by is Decider.FACTS
        for example in criterion.passing
        for denied in facts_of(example.profile)["derived"]["doubts"]
        if denied["at"].startswith(criterion.reads)
    ]
    assert held == []
