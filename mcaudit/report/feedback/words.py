"""The words that every kind of feedback uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mcaudit.model import Decider, Status
from mcaudit.model.feedback import AsAudited, CriterionFeedback, Feedback, PairAgreement
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.words import STATUS, are, number

# Each table has words for every member of its enumeration; a test proves it.

AS_AUDITED: Mapping[AsAudited, str] = {
    how: STATUS[Status.NOT_STATED] if how is AsAudited.NOT_STATED else how.replace("_", " ") for how in AsAudited
}
DECIDERS: Mapping[Decider, str] = {
    Decider.FACTS: "decided by facts",
    Decider.REVIEWER: "decided by reviewers",
    Decider.FACTS_IF_SET: "decided by facts if a state's policy sets the value, otherwise by reviewers",
    Decider.REVIEWER_WITH_SETTING: "decided by reviewers; what a state's policy sets is a suggestion",
}
NAMES_IN_TEXT = "Reviewers are not named here. What they wrote is unchanged."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One of the short lists on top: its heading, what its counts say, and its criteria."""

    key: str
    title: str
    about: str
    none: str
    criteria: tuple[CriterionFeedback, ...]
    counted: Callable[[CriterionFeedback], str]
    """How often, in words."""
    count: Callable[[CriterionFeedback], int]


def lists_of(feedback: Feedback) -> tuple[Listed, ...]:
    """Return the three short lists on top, whole: which criteria are disputed, unclear and never met."""
    return (
        Listed(
            key="disputed",
            title="Disputed most",
            about="Reviewers' answers differed, as first made or as they stand.",
            none="No criterion was disputed.",
            criteria=feedback.disputed_most,
            counted=disputed_words,
            count=lambda each: each.disputed,
        ),
        Listed(
            key="unclear",
            title="Unclear most",
            about="A reviewer's first answer was “cannot tell”.",
            none="Nobody answered “cannot tell”.",
            criteria=feedback.unclear_most,
            counted=lambda each: f"{each.cannot_tell} of {number(sum(each.answers.values()), 'answer')}",
            count=lambda each: each.cannot_tell,
        ),
        Listed(
            key="never-met",
            title="Never met so far",
            about="No audit found it met, and at least one found it not met or only partly met.",
            none="Every criterion that was found not met is met somewhere.",
            criteria=feedback.never_met,
            counted=lambda each: (
                f"{each.short} of {each.short + each.open} fell short{f', {each.open} open' if each.open else ''}"
            ),
            count=lambda each: each.short,
        ),
    )


def disputed_words(each: CriterionFeedback) -> str:
    """Return in how many reviewed profiles a criterion was disputed, and what became of that."""
    settled = f", {each.settled} settled" if each.disputed else ""
    return f"{each.disputed} of {each.reviewed} reviewed{settled}"


def audited_words(each: CriterionFeedback) -> str:
    """Return in how many profiles a criterion had each outcome that it had."""
    parts = [f"{count} {AS_AUDITED[how]}" for how, count in each.audited.items() if count]
    return f"As audited in {number(each.profiles, 'profile')}: {', '.join(parts)}."


def answers_words(each: CriterionFeedback) -> str:
    """Return what reviewers first answered, where the quorum is complete, and how many reviews are not."""
    waiting = f" {number(each.incomplete, 'review')} not complete yet and not shown." if each.incomplete else ""
    if not each.reviewed:
        return f"No complete review.{waiting}"
    said = ", ".join(f"{count} {ANSWERS[answer]}" for answer, count in each.answers.items() if count)
    return (
        f"First answers in {number(each.reviewed, 'complete review')}: {said}. "
        f"Disputed: {disputed_words(each)}. Agreement: {pair_agreement_words(each.agreement)}.{waiting}"
    )


def pair_agreement_words(agreement: PairAgreement) -> str:
    """Return how far first answers agree, with over how many profiles; or why that is withheld."""
    if agreement.share is None:
        return f"withheld, as {agreement.withheld}"
    return f"{agreement.share:.0%} over {number(agreement.n, 'profile')}"


def glance(feedback: Feedback) -> str:
    """Return what the feedback comes to, in a few sentences."""
    reviewed = sum(each.reviewed for each in feedback.criteria)
    incomplete = sum(each.incomplete for each in feedback.criteria)
    comments = sum(len(each.remarks) for each in feedback.criteria)
    disputed = sum(each.disputed for each in feedback.criteria)
    words = f"We audited {number(len(feedback.profiles), 'micro-credential')}."
    each = "" if reviewed == 1 else ", each of one criterion"
    if not reviewed:
        words += " No criterion has been fully reviewed yet."
    else:
        words += (
            f" {number(feedback.reviewers, 'reviewer')} completed {number(reviewed, 'review')}{each}. "
            f"They disagreed in {disputed or 'none'} and made {number(comments, 'comment')} on the criteria."
        )
    if incomplete:
        words += f" {number(incomplete, 'review')} {are(incomplete)} not complete yet; we do not show their answers."
    return words


def remarks_words(feedback: Feedback) -> str:
    """Return whether reviewers are named."""
    return "Comments are shown with their reviewers' names." if feedback.named else NAMES_IN_TEXT
