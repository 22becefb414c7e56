"""The table in which a reader finds a micro-credential: for which state, hours, cost, evidence, and credit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mcaudit.blocks import Block, Cell, Column, Filter, Finder, Lines, Link, Paragraph, Piece, Tone, dim
from mcaudit.model import Gate
from mcaudit.model.comparison import Choice, Entry
from mcaudit.model.ledger import Amount
from mcaudit.model.words import GroupBy
from mcaudit.report.comparison.columns import Listed, alike_words, differing, verdict_column
from mcaudit.report.comparison.currency import currency_lines
from mcaudit.report.comparison.words import AT_FIRST, CHOICES, MANY, UNSAID, has_verdicts, remarks_of
from mcaudit.report.parts import Shown, shown, table_of
from mcaudit.terms.words import addressed_of, met_range

_HOURS: Mapping[str, tuple[float, float]] = {
    "up to 5": (0, 5),
    "more than 5, up to 15": (5, 15),
    "more than 15, up to 30": (15, 30),
    "more than 30": (30, float("inf")),
}
"""The choices of hours, each with what they are above and what they reach."""
_FREE, _PAID = "free", "costs something"
_OTHERWISE = "stated another way"
"""The choice for what is stated, but not as an amount that the other choices are about."""
_TYPICAL = "/typical_hours"
_READS = (Choice.EVIDENCE, Choice.CURRENCY)
"""Key facts that take more room than a word."""


_MOST_OPTIONS = 300


def find_blocks(
    rows: Sequence[Listed], links: Mapping[str, str], gate: Gate, *, has_finder: bool = True
) -> tuple[Block, ...]:
    """Return the table and how to use it; `links` are the addresses of audits by the path of their profile."""
    kept, alike = differing((named(rows, links), *_columns(rows, gate)), rows)
    finder = finder_of([row.entry for row in rows]) if has_finder else None
    blocks: list[Block] = [
        table_of("Micro-credentials: where, what for, and how much", kept, rows, name="Find", finder=finder)
    ]
    if words := alike_words(alike, len(rows)):
        blocks.append(Paragraph(text=words, tone=Tone.SMALL))
    blocks.append(Paragraph(text=_NOTE, tone=Tone.SMALL))
    return tuple(blocks)


def list_blocks(rows: Sequence[Listed], links: Mapping[str, str], gate: Gate) -> tuple[Block, ...]:
    """Return the table with what is short of each micro-credential, for a list of thousands."""
    columns = (each for each in _columns(rows, gate) if each.column.head not in map(CHOICES.__getitem__, _READS))
    finder = finder_of([row.entry for row in rows])
    caption = "All micro-credentials: where, and how much"
    return (table_of(caption, (named(rows, links), *columns), rows, name="Find", finder=finder),)


def finder_of(entries: Sequence[Entry]) -> Finder:
    """Return how a reader finds some of many entries."""
    filters = [each for each in _filters(entries) if len(each.options) <= _MOST_OPTIONS]
    return Finder(filters=tuple(filters), noun="micro-credential", most=AT_FIRST if len(entries) > MANY else 0)


_NOTE = (
    "In the words of each description. “Not stated” means that the description says nothing about it, not that there "
    "is none. Choosing a state also finds micro-credentials from other states that name it for a credit. "
    "“Addressed” and “met” count requirements; “met” is a range while reviewers or citations may change it."
)


def named(rows: Sequence[Listed], links: Mapping[str, str]) -> Shown[Listed]:
    """Return the names of micro-credentials, which lead to their audits where there are any."""
    says_reading = len({row.entry.is_reading for row in rows if not row.entry.fictional}) > 1

    def cell(row: Listed) -> Cell:
        entry = row.entry
        title: Piece = Link(entry.title, links[entry.path]) if entry.path in links else entry.title
        remarks = ", ".join(remarks_of(entry, says_reading=says_reading))
        return (title, dim(f" ({remarks})")) if remarks else title

    return shown("Micro-credential", 30, cell)


def _columns(rows: Sequence[Listed], gate: Gate) -> tuple[Shown[Listed], ...]:
    verdict = (verdict_column(gate),) if has_verdicts([row.entry for row in rows]) else ()
    return (
        shown("State", 9, lambda row: row.entry.state),
        shown("Topic", 16, lambda row: row.entry.groups[GroupBy.TOPIC]),
        _in_lines(Choice.HOURS, 16),
        _in_lines(Choice.COST, 18),
        _in_lines(Choice.EVIDENCE, 28),
        _in_lines(Choice.CURRENCY, 30),
        *verdict,
        shown("Addressed", 10, lambda row: addressed_of(row.entry.score.required), is_number=True),
        shown("Met", 10, lambda row: met_range(row.entry.score.required), is_number=True),
    )


def _in_lines(choice: Choice, width: int) -> Shown[Listed]:
    """Return a key fact with each thing that is said on its own line; what is not stated stands back."""

    def cell(row: Listed) -> Cell:
        fact = row.entry.facts[choice]
        if choice is Choice.CURRENCY:
            said: Sequence[str] = currency_lines(row.entry)
        else:
            said = (*fact.said, *(["sources disagree"] if fact.disputed else []))
        return (said[0] if len(said) == 1 else Lines(tuple(said))) if said else dim(UNSAID)

    return Shown(column=Column(head=CHOICES[choice], width=width, by_amount=True), cell=cell)


# --- filters -------------------------------------------------------------------------------------


def _filters(entries: Sequence[Entry]) -> list[Filter]:
    wanted: tuple[tuple[str, Callable[[Entry], tuple[str, ...]], Sequence[str]], ...] = (
        ("State", _states, ()),
        ("Topic", lambda entry: (entry.groups[GroupBy.TOPIC],), ()),
        ("Hours", _hours, (*_HOURS, _OTHERWISE, UNSAID)),
        ("Cost", _cost, (_FREE, _PAID, _OTHERWISE, UNSAID)),
    )
    found = []
    for label, of, order in wanted:
        has = tuple(map(of, entries))
        used = {option for each in has for option in each}
        options = tuple(each for each in order if each in used) or tuple(sorted(used, key=lambda o: (o == UNSAID, o)))
        if len(options) > 1:
            found.append(Filter(label=label, options=options, has=has))
    return found


def _states(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted({entry.state, *(claim.state for claim in entry.claims if claim.state)}))


def _hours(entry: Entry) -> tuple[str, ...]:
    amounts = [claim.amount for claim in entry.claims if claim.pointer.endswith(_TYPICAL) and claim.amount.is_number]
    within = tuple(words for words, ends in _HOURS.items() if any(_reaches(each, *ends) for each in amounts))
    return within or _not_by_amount(entry, Choice.HOURS)


def _not_by_amount(entry: Entry, choice: Choice) -> tuple[str]:
    fact = entry.facts[choice]
    return (_OTHERWISE if fact.said or fact.disputed else UNSAID,)


def _reaches(amount: Amount, above: float, most: float) -> bool:
    """Return whether an amount may lie above one number and up to another; zero hours are up to the first."""
    low = amount.low if amount.low is not None else amount.about
    high = amount.high if amount.high is not None else amount.about
    return (high is None or high > above or above == high == 0) and (low is None or low <= most)


def _cost(entry: Entry) -> tuple[str, ...]:
    said = entry.facts[Choice.COST].said
    kinds = ((_FREE, any(each.startswith("free") for each in said)), (_PAID, any("$" in each for each in said)))
    return tuple(words for words, holds in kinds if holds) or _not_by_amount(entry, Choice.COST)
