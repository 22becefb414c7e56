"""The ledger in words: what is claimed, what it is in clock hours and by which rate, and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mcaudit.model.comparison import Comparison, LedgerLine
from mcaudit.report.comparison_words import CLAIM_KINDS, UNSAID, amount_words, hours_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim, ready to be set."""

    key: str
    title: str
    kind: str
    what: str
    amount: str
    hours: str
    rate: str
    holds: str
    cited: str
    against: tuple[str, ...]


def lines_of(comparison: Comparison, keys: Sequence[str]) -> list[list[Line]]:
    """Return the lines of each micro-credential; the ledger has them in the order of the entries."""
    ledger = iter(comparison.ledger)
    return [
        [_line(line, key, entry.title) for line in islice(ledger, len(entry.claims))]
        for entry, key in zip(comparison.entries, keys, strict=True)
    ]


def _line(line: LedgerLine, key: str, title: str) -> Line:
    claim = line.claim
    return Line(
        key=key,
        title=title,
        kind=CLAIM_KINDS[claim.kind],
        what=claim.what,
        amount=amount_words(claim),
        hours=hours_words(line),
        rate=_rate(line),
        holds="; ".join(_holds(line)) or UNSAID,
        cited=claim.source or "nothing cited",
        against=line.against,
    )


def _rate(line: LedgerLine) -> str:
    if line.rate and line.clock_hours is not None:
        rate = line.rate
        unit = rate.name or rate.unit.replace("_", " ")
        return f"{unit} × {rate.hours:.15g} = clock hours in {rate.state}: {rate.source} (policy {rate.policy})"
    if line.clock_hours is not None:
        return "clock hours as claimed"
    if not line.claim.amount.is_number:
        return "no number to convert"
    return "no cited rate"


def _holds(line: LedgerLine) -> Iterator[str]:
    claim = line.claim
    if claim.state:
        yield f"in {claim.state}"
    if claim.recognizer:
        yield f"by {claim.recognizer}"
    if claim.for_whom:
        yield f"for: {claim.for_whom}"
    if claim.counts_toward:
        yield f"toward: {claim.counts_toward}"
    if claim.standing:
        yield claim.standing
    if claim.choice:
        yield f"or instead: {claim.choice}"
