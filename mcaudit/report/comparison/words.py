"""The words that every table of a comparison uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcaudit.model import Actor, Component, Counts, Edition
from mcaudit.model.comparison import Choice, Comparison, Coverage, Entry, Fact, counted
from mcaudit.model.ledger import Claim, ClaimKind
from mcaudit.model.states import NATIONAL, state_name
from mcaudit.terms.sentences import clause
from mcaudit.terms.words import counted_out, requirement_title

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
"""The head of each key fact; a test proves that each has one."""
ACTORS = tuple(actor for actor in Actor if actor is not Actor.NOBODY)
UNSAID = "not stated"
READING = "reading of public pages"
NO_VERDICT = "For a reading of public pages, this comparison shows what is addressed and met, but no verdict."
MANY = 500
"""With more micro-credentials, a page has the first of long lists and their number."""
AT_FIRST = 100
"""How many rows of a long list are shown at first."""
_FEW = 10
_OTHER = "other"
_SHORT_FORMS = re.compile(r"\b(pd|ceus?|us)\b")
"""Short forms that a code holds in small letters."""


def coverage_label(edition: Edition, coverage: Coverage) -> str:
    """Return which component a coverage is of, or that it is all of them."""
    labels = {component.key: component_words(component) for component in edition.components}
    return labels.get(coverage.component, f"All {counted_out(len(edition.components))} components")


def names_words(comparison: Comparison, names: Iterable[str]) -> str:
    """Return names one after the other; in a comparison of thousands, a few and how many more."""
    listed = list(names)
    if len(comparison.entries) <= MANY or len(listed) <= _FEW:
        return ", ".join(listed)
    return f"{', '.join(listed[:_FEW])}, and {len(listed) - _FEW:,} more"


def component_words(component: Component) -> str:
    """Return the number and the title of a component."""
    return f"{component.number} {component.title}"


def failed(counts: Counts) -> int:
    """Return how many requirements are contradicted, not met, or only partly met."""
    return counts.not_met + counts.partly_met


def remarks_of(entry: Entry, *, says_reading: bool = True) -> Iterator[str]:
    """Yield what a reader must know about a micro-credential wherever it is named."""
    if entry.fictional:
        yield "fictional"
    if entry.is_reading and says_reading:
        yield READING
    if not entry.offers_learning:
        yield "offers no learning opportunities"
    if entry.written_for != entry.state:
        yield f"written for {'every state' if entry.written_for == NATIONAL else state_name(entry.written_for)}"


def shows_verdict(entry: Entry) -> bool:
    """Return whether a verdict is shown: nobody submitted what is only a reading of public pages."""
    return not entry.is_reading


def has_verdicts(entries: Sequence[Entry]) -> bool:
    """Return whether a verdict is shown for any that is counted."""
    return any(map(shows_verdict, counted(tuple(entries))))


def requirement_names(edition: Edition, ids: Iterable[str]) -> str:
    """Return requirements with their titles, one after the other."""
    return "; ".join(f"{id} {requirement_title(edition, id)}" for id in ids)


def facts_words(fact: Fact, choice: Choice) -> str:
    """Return what a profile says about a key fact, or that it says nothing; and whether its sources disagree."""
    words = "; ".join(map(clause, fact.said)) or UNSAID
    if choice is Choice.CURRENCY:
        words = unit_forms(words)
    return f"{words} (sources disagree)" if fact.disputed else words


def unit_forms(text: str) -> str:
    """Return units as they are written: PD hours, CEU, US dollars."""
    return _SHORT_FORMS.sub(lambda match: match[0].upper().replace("CEUS", "CEUs"), text)


def _unit(claim: Claim) -> str:
    """Return what an amount counts; one of it is one hour, and not one hours."""
    words = unit_forms(claim.unit_words)
    is_one = claim.amount.exact == 1 and claim.unit != _OTHER
    return words.removesuffix("s") if is_one else words


def amount_words(claim: Claim) -> str:
    """Return a claimed amount with its unit."""
    if claim.kind is ClaimKind.DISPUTED:
        return f"“{claim.amount.text}”"
    if not claim.amount.is_given:
        return f"{unit_forms(claim.unit_words)}, amount not stated" if claim.unit_words else "amount not stated"
    return f"{claim.amount.words()} {_unit(claim) or 'of no stated unit'}"
