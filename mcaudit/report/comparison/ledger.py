"""Every claimed amount of hours, credits, and money, and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Bullets, Paragraph, Table, Tone, strong
from mcaudit.model.comparison import Comparison
from mcaudit.model.ledger import Amount, ClaimKind, LedgerLine
from mcaudit.report.comparison.columns import NOTHING
from mcaudit.report.comparison.scores import compact
from mcaudit.report.comparison.words import (
    AT_FIRST,
    MANY,
    amount_words,
    names_words,
    unit_forms,
)
from mcaudit.report.parts import Shown, shown, table_of
from mcaudit.terms.words import number


def ledger_blocks(comparison: Comparison, *, is_whole: bool) -> Iterator[Block]:
    """Yield the claims that give an amount; with `is_whole` false only what is contradicted."""
    every = comparison.ledger
    given = [line for line in every if line.claim.amount.is_given and line.claim.kind is not ClaimKind.DISPUTED]
    lines = given if is_whole else [line for line in given if line.against]
    names = {entry.id: entry.name for entry in comparison.entries}
    yield Paragraph(text=_summary(every, given))
    yield from contradictions(comparison)
    is_long = len(comparison.entries) > MANY
    if lines:
        shown = lines[:AT_FIRST] if is_long else lines
        yield from compact("Amounts of hours, credits, and money", _columns(names), shown)
        if rest := lines[len(shown) :]:
            yield Paragraph(text=f"{number(len(rest), 'more claim')} are in the workbook.", tone=Tone.SMALL)
    if silent := [line for line in every if not line.claim.amount.is_given]:
        words = number(len(silent), "claim") if is_long else _silent(silent, names)
        yield Paragraph(text=f"Without an amount: {words}.", tone=Tone.SMALL)


def contradictions(comparison: Comparison) -> Iterator[Block]:
    """Yield what contradicts claims, an item for each contradiction; of thousands, the most common first, and how many.

    A list of all would be longer than anybody reads, and what comes after it could not be found.
    """
    names = {entry.id: entry.name for entry in comparison.entries}
    by_claim: dict[str, dict[str, None]] = {}
    for line in comparison.ledger:
        for against in line.against if line.claim.kind is not ClaimKind.DISPUTED else ():
            by_claim.setdefault(f"{against[:1].upper()}{against[1:]}", {})[names[line.claim.of]] = None
    for words, of in _disputes(comparison.ledger):
        by_claim.setdefault(words, {})[names[of]] = None
    items = list(by_claim.items())
    if len(comparison.entries) > MANY:
        items = sorted(items, key=lambda item: -len(item[1]))[:AT_FIRST]
    if items:
        yield Paragraph(text="Contradictions and differences", tone=Tone.LABEL)
        yield Bullets(items=tuple((strong(f"{names_words(comparison, mine)}:"), f" {words}.") for words, mine in items))
    if rest := len(by_claim) - len(items):
        words = f"{rest:,} more {'is' if rest == 1 else 'are'} in the workbook (-o comparison.xlsx)."
        yield Paragraph(text=words, tone=Tone.SMALL)


def _disputes(lines: Sequence[LedgerLine]) -> Iterator[tuple[str, str]]:
    """Yield what sources disagree about, each with what they say, and the id of the profile."""
    says: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if line.claim.kind is ClaimKind.DISPUTED:
            says.setdefault((line.claim.of, line.claim.what), []).append(amount_words(line.claim))
    for (of, what), words in says.items():
        yield f"{what[:1].upper()}{what[1:]}: {' or '.join(words)}", of


def _summary(every: Sequence[LedgerLine], given: Sequence[LedgerLine]) -> str:
    converted = sum(line.clock_hours is not None and line.rate is not None for line in every)
    named = f"The descriptions name {number(len(every), 'claim')} of hours, credits, or money."
    amounts = f"{len(given)} {'gives' if len(given) == 1 else 'give'} an amount."
    if not converted:
        return (
            f"{named} {amounts} None is converted into clock hours: only a rate in an applied state policy does that."
        )
    return f"{named} {amounts} A rate that a state’s policy cites converts {converted} of them into clock hours."


def _silent(lines: Sequence[LedgerLine], names: Mapping[str, str]) -> str:
    by_name: dict[str, dict[str, None]] = {}
    for line in lines:
        by_name.setdefault(names[line.claim.of], {})[line.claim.what] = None
    return "; ".join(f"{name} ({', '.join(what)})" for name, what in by_name.items())


def _columns(names: Mapping[str, str]) -> tuple[Shown[LedgerLine], ...]:
    return (
        shown("Micro-credential", 26, lambda line: names[line.claim.of]),
        shown("Claim", 24, _claim),
        shown("Amount", 16, lambda line: amount_words(line.claim)),
        shown("Clock hours", 16, _hours),
        shown("State", 8, lambda line: line.claim.state or NOTHING),
        shown("Recognized by", 18, lambda line: line.claim.recognizer or NOTHING),
        shown("For whom", 16, lambda line: line.claim.for_whom or NOTHING),
        shown("Counts toward", 22, lambda line: line.claim.counts_toward or NOTHING),
        shown("Source", 28, lambda line: line.claim.source or "nothing cited"),
    )


def _claim(line: LedgerLine) -> str:
    claim = line.claim
    kind = "" if claim.kind is ClaimKind.VALUE else f" ({claim.kind})"
    standing = f", {claim.standing}" if claim.standing not in ("", "awarded") else ""
    choice = f", or {claim.choice}" if claim.choice else ""
    return f"{claim.what}{kind}{standing}{choice}"


def _hours(line: LedgerLine) -> str:
    """Return a claim in clock hours by a state's rate; nothing where no rate converts it."""
    if line.rate is None or line.clock_hours is None:
        return NOTHING
    rate = line.rate
    unit = rate.name or rate.unit.replace("_", " ")
    return f"{line.clock_hours.words()} ({unit} × {rate.hours:.15g}: {rate.source})"


# --- the sheet of a workbook ---------------------------------------------------------------------

_NARROW, _MIDDLE, _WIDE, _WIDEST = 11, 20, 36, 60


def ledger_sheet(comparison: Comparison) -> Table:
    """Return every claim of hours, credits, and money."""
    names = {entry.id: entry.name for entry in comparison.entries}

    def field(head: str, width: int, name: str) -> Shown[LedgerLine]:
        return shown(head, width, lambda line: str(getattr(line.claim, name)))

    columns: tuple[Shown[LedgerLine], ...] = (
        shown("Micro-credential", 30, lambda line: names[line.claim.of]),
        field("Kind", 13, "kind"),
        field("What it is of", 30, "what"),
        shown("Amount", _NARROW, lambda line: line.claim.amount.exact),
        shown("Amount in words", _MIDDLE, _quoted),
        shown("Unit", _MIDDLE, lambda line: unit_forms(line.claim.unit_words)),
        field("State", _NARROW, "state"),
        shown("Clock hours", _NARROW, lambda line: line.clock_hours.exact if line.clock_hours else None),
        shown("Clock hours in words", _MIDDLE, lambda line: _unless_exact(line.clock_hours or Amount())),
        shown("Hours for one unit", _NARROW, lambda line: line.rate.hours if line.rate else None),
        shown("Who says so", 30, lambda line: f"policy {line.rate.policy}: {line.rate.source}" if line.rate else ""),
        shown("Contradictions", _WIDEST, lambda line: "; ".join(line.against)),
        field("Standing", _NARROW, "standing"),
        field("Or, as earners choose", 24, "choice"),
        field("Recognizer", 30, "recognizer"),
        field("For whom", 30, "for_whom"),
        field("Counts toward", _WIDE, "counts_toward"),
        field("Cited", _WIDE, "source"),
        field("Id", _WIDE, "of"),
        field("Place in the profile", 46, "pointer"),
    )
    return table_of("Ledger", columns, comparison.ledger, name="Ledger")


def _unless_exact(amount: Amount) -> str:
    return "" if amount.exact is not None else amount.words()


def _quoted(line: LedgerLine) -> str:
    """Return an amount that is not a single number; what sources disagree about in their own words."""
    words = _unless_exact(line.claim.amount)
    return f"“{words}”" if line.claim.kind is ClaimKind.DISPUTED and line.claim.amount.exact is None else words
