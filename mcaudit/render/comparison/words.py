"""The words that every kind of comparison uses."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.model import Choice, Claim, ClaimKind, Fact, Rating
from mcaudit.render.document.summary import stretches

CHOICES = {
    Choice.EVIDENCE: "Evidence demanded",
    Choice.EVALUATORS: "Evaluators",
    Choice.RESUBMISSION: "Resubmission",
    Choice.HOURS: "Hours",
    Choice.COST: "Cost",
    Choice.STACK: "Stack",
    Choice.FORM: "Form of the award",
    Choice.CURRENCY: "Currency",
    Choice.PURPOSES: "What it counts for",
    Choice.POLICY: "What the policy says of approved ones",
}
UNSAID = "not said"
_MARKS = {
    Rating.EXEMPLARY: "E",
    Rating.GOOD: "G",
    Rating.DEVELOPING: "D",
    Rating.NOT_MET: "N",
    Rating.NOT_APPLICABLE: "–",
}
LEGEND = "E exemplary, G good, D developing, N not met, – does not apply; two letters: at the least and at best"


def names_words(names: Iterable[str], otherwise: str) -> str:
    """Return names with three or more that follow one another drawn together; `otherwise` where there are none."""
    drawn = stretches(names)
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in drawn) or otherwise


def rating_mark(floor: Rating, ceiling: Rating) -> str:
    """Return a rating in a letter, or in two where it is still open: at the least and at best."""
    return _MARKS[floor] if floor is ceiling else f"{_MARKS[floor]}{_MARKS[ceiling]}"


def facts_words(fact: Fact) -> str:
    """Return what a profile says of something, or that it says nothing; and whether its sources disagree."""
    told = "; ".join(fact.said) or UNSAID
    return f"{told} (sources disagree)" if fact.disputed else told


def amount_words(claim: Claim) -> str:
    """Return a claimed amount with its unit."""
    if claim.kind is ClaimKind.DISPUTED:
        return f"“{claim.unit_words}”"
    if claim.amount is None:
        return f"{claim.unit_words}, how many is not said" if claim.unit_words else "how much is not said"
    return f"{claim.amount:.15g} {claim.unit_words or 'of no unit'}"


def standing_words(claim: Claim) -> str:
    """Return for whom and where a claim holds, as far as the profile says."""
    parts = [f" in {claim.state}" if claim.state else ""]
    parts += [f", {claim.standing}" if claim.standing not in ("", "awarded") else ""]
    parts += [f", or {claim.choice}" if claim.choice else ""]
    return "".join(parts)
