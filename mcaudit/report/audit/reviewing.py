"""How an audit was reviewed: by whom, how far they are, and how much they agree."""

from __future__ import annotations

from mcaudit.blocks import Heading, Paragraph, Section
from mcaudit.model import Audit, Standing
from mcaudit.report.review.agreement import figures
from mcaudit.terms.decisions import people_of
from mcaudit.terms.words import number


def reviewing(audit: Audit) -> Section | None:
    """Return how an audit was reviewed; None if there are no decisions on it."""
    if audit.agreement is None:
        return None
    people = people_of(audit)
    who = (Paragraph(text=f"Reviewers: {'; '.join(people.values())}."),) if people else ()
    summary = Paragraph(text=f"{reviewed_words(audit)} Their answers are shown with each criterion.")
    measured = (Heading(text="How much the reviewers agree"), *figures(audit.edition, audit.agreement))
    return Section(title="The review", anchor="review", blocks=(summary, *who, *measured))


def reviewed_words(audit: Audit) -> str:
    """Return how far the reviewers have come; nothing of what they said before the quorum is complete."""
    decisions = [each for each in audit.decisions.values() if not each.only_checks]
    complete = [each for each in decisions if each.complete]
    differing = [each for each in complete if len(set(each.answers)) > 1]
    sentence = f"Reviewers have decided on {number(len(decisions), 'criterion')}"
    if len(complete) < len(decisions):
        sentence += f"; enough of them have answered on {len(complete)}"
    sentence += "."
    if differing:
        settled = sum(each.standing is Standing.SETTLED for each in differing)
        how_many = "all settled" if settled == len(differing) else f"{settled} settled" if settled else "none settled"
        sentence += f" Their answers differ on {number(len(differing), 'criterion')} ({how_many})."
    elif complete:
        sentence += " Their answers do not differ."
    if checked := sum(bool(each.checks) for each in audit.decisions.values()):
        sentence += f" They checked the facts of {number(checked, 'criterion')}."
    return sentence
