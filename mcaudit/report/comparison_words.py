"""The words and marks that every kind of comparison uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mcaudit.model import Actor, Component, Counts, Edition, Rating
from mcaudit.model.comparison import Choice, Claim, ClaimKind, Coverage, Entry, Fact, LedgerLine
from mcaudit.report.badges import rating_badge
from mcaudit.terms.ranges import stretches
from mcaudit.terms.words import ACTOR, RATING, counted_out, met_range

# Each table has an entry for every member of its enumeration; a test proves it.

CHOICES: Mapping[Choice, str] = {
    Choice.EVIDENCE: "Evidence required",
    Choice.EVALUATORS: "Evaluators",
    Choice.RESUBMISSION: "Resubmission",
    Choice.HOURS: "Hours",
    Choice.COST: "Cost",
    Choice.STACK: "Stack",
    Choice.FORM: "Form of the award",
    Choice.CURRENCY: "Currency",
    Choice.PURPOSES: "What it counts for",
    Choice.POLICY: "What the state’s policy says about approved ones",
}
MARKS: Mapping[Rating, str] = {rating: rating_badge(rating).letter for rating in Rating}
"""One letter for each rating; a neutral dot where nothing is addressed."""
CLAIM_KINDS: Mapping[ClaimKind, str] = {
    ClaimKind.TIME: "time",
    ClaimKind.VALUE: "value",
    ClaimKind.EQUIVALENCE: "equivalence",
    ClaimKind.DISPUTED: "disputed",
}
ACTORS = tuple(actor for actor in Actor if actor is not Actor.NOBODY)
UNSAID = "not said"
READING = "reading of public pages"
LEGEND = ", ".join(f"{MARKS[rating]} {RATING[rating]}" for rating in Rating)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How much of a component, or of all five, is addressed; each number as an output shows it."""

    label: str
    counts: Counts
    addressed: str
    met: str
    acting: tuple[int, ...]
    """How many requirements wait for whom, in the order of `ACTORS`."""


def covered(edition: Edition, coverage: Coverage) -> Covered:
    """Return a coverage in words: what a gate looks at, so desired criteria only where a policy requires them."""
    counts = coverage.score.required
    labels = {component.key: component_words(component) for component in edition.components}
    return Covered(
        label=labels.get(coverage.component, f"All {counted_out(len(edition.components))} components"),
        counts=counts,
        addressed=f"{counts.addressed} of {counts.total}" if counts.total else "none applies",
        met=met_range(counts),
        acting=tuple(coverage.acting[actor] for actor in ACTORS),
    )


def component_words(component: Component) -> str:
    """Return the number and the title of a component."""
    return f"{component.number} {component.title}"


def acting_words(coverage: Coverage) -> str:
    """Return who must act on how many requirements."""
    parts = [f"{ACTOR[actor]} {coverage.acting[actor]}" for actor in ACTORS if coverage.acting[actor]]
    return ", ".join(parts) or ACTOR[Actor.NOBODY]


def failed(counts: Counts) -> int:
    """Return how many requirements are contradicted, not met, or only partly met."""
    return counts.not_met + counts.partly_met


def remarks_of(entry: Entry) -> Iterator[str]:
    """Yield what a reader must know about a micro-credential wherever it is named."""
    if entry.fictional:
        yield "fictional"
    if entry.is_reading:
        yield READING
    if not entry.offers_learning:
        yield "offers no learning opportunities"


def names_words(names: Iterable[str], otherwise: str) -> str:
    """Return names, three or more that follow one another as a range; `otherwise` where there are none."""
    drawn = stretches(names)
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in drawn) or otherwise


def facts_words(fact: Fact) -> str:
    """Return what a profile says about a key fact, or that it says nothing; and whether its sources disagree."""
    told = "; ".join(fact.said) or UNSAID
    return f"{told} (sources disagree)" if fact.disputed else told


def amount_words(claim: Claim) -> str:
    """Return a claimed amount with its unit."""
    if claim.kind is ClaimKind.DISPUTED:
        return f"“{claim.amount.text}”"
    if not claim.amount.is_given:
        return f"{claim.unit_words}, amount not said" if claim.unit_words else "amount not said"
    return f"{claim.amount.words()} {claim.unit_words or 'of no stated unit'}"


def hours_words(line: LedgerLine) -> str:
    """Return a claim in clock hours; empty where no rate converts it."""
    return line.clock_hours.words() if line.clock_hours else ""


def standing_words(claim: Claim) -> str:
    """Return for whom and where a claim holds, as far as the profile says."""
    parts = [f" in {claim.state}" if claim.state else ""]
    parts += [f", {claim.standing}" if claim.standing not in ("", "awarded") else ""]
    parts += [f", or {claim.choice}" if claim.choice else ""]
    return "".join(parts)
