"""The sheets of a comparison's workbook that have a row for each claim, and for each part of a stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.blocks import Cell, Table
from mcaudit.model.comparison import Comparison
from mcaudit.model.ledger import Amount, ClaimKind, LedgerLine
from mcaudit.model.stacks import Stack
from mcaudit.report.comparison.words import unit_forms
from mcaudit.report.parts import sheet
from mcaudit.terms.words import STATUS

_NARROW, _MIDDLE, _WIDE, _WIDEST = 11, 20, 36, 60
_LEDGER: Mapping[str, int] = {
    "Micro-credential": 30,
    "Kind": 13,
    "What it is of": 30,
    "Amount": _NARROW,
    "Amount in words": _MIDDLE,
    "Unit": _MIDDLE,
    "State": _NARROW,
    "Clock hours": _NARROW,
    "Clock hours in words": _MIDDLE,
    "Hours for one unit": _NARROW,
    "Who says so": 30,
    "Contradictions": _WIDEST,
    "Standing": _NARROW,
    "Or, as earners choose": 24,
    "Recognizer": 30,
    "For whom": 30,
    "Counts toward": _WIDE,
    "Cited": _WIDE,
    "Id": _WIDE,
    "Place in the profile": 46,
}
_STACKS: Mapping[str, int] = {"Stack": _WIDE, "Standing": 17, "Kind": _MIDDLE, "Micro-credential": _WIDE, "Says": 80}
"""Each column with its width."""


def ledger_sheet(comparison: Comparison) -> Table:
    """Return every claim of hours, credits, and money."""
    names = {entry.id: entry.name for entry in comparison.entries}
    return sheet("Ledger", _LEDGER.items(), [_line(names[line.claim.of], line) for line in comparison.ledger])


def stacks_sheet(comparison: Comparison) -> Table:
    """Return every part of a stack, every loop of prerequisites, and every pair that is nearly the same."""
    rows: list[tuple[Cell, ...]] = [row for stack in comparison.stacks for row in _stack(stack)]
    rows += [("", "", "loop", loop[0], _loop(loop)) for loop in comparison.loops]
    rows += [
        (*("", "", "nearly the same", f"{pair.first} and {pair.second}"), _evidence(pair.only_first, pair.only_second))
        for pair in comparison.lookalikes
    ]
    return sheet("Stacks", _STACKS.items(), rows)


def _line(name: str, line: LedgerLine) -> tuple[Cell, ...]:
    claim, rate = line.claim, line.rate
    return (
        *(name, claim.kind.value, claim.what),
        *_amount(claim.amount, quoted=claim.kind is ClaimKind.DISPUTED),
        *(unit_forms(claim.unit_words), claim.state),
        *_amount(line.clock_hours or Amount()),
        *((rate.hours, f"policy {rate.policy}: {rate.source}") if rate else (None, "")),
        "; ".join(line.against),
        *(claim.standing, claim.choice, claim.recognizer, claim.for_whom, claim.counts_toward),
        *(claim.source, claim.of, claim.pointer),
    )


def _amount(amount: Amount, *, quoted: bool = False) -> tuple[float | None, str]:
    """Return an amount as a number, where it is a single one, and otherwise in words."""
    if amount.exact is not None:
        return amount.exact, ""
    return None, f"“{amount.words()}”" if quoted else amount.words()


def _stack(stack: Stack) -> Iterator[tuple[Cell, ...]]:
    head = stack.name, ", ".join(stack.standing)
    for member in stack.members:
        compared = f"compared here as {member.entry}" if member.entry else "not compared here"
        yield *head, "member", member.title, f"{compared}; named by {'; '.join(member.named_by)}"
    for size in stack.size:
        yield *head, "size", "", size
    for before, after in stack.leads_to:
        yield *head, "order", after, f"needs “{before}” first"
    for trouble in stack.troubles:
        yield *head, "trouble", "", trouble
    for of, criterion, status, message in stack.findings:
        yield *head, f"finding {criterion}", of, f"{STATUS[status]}: {message}"


def _loop(loop: Sequence[str]) -> str:
    return f"prerequisites form a loop: {' → '.join((*loop, loop[0]))}"


def _evidence(first: Sequence[str], second: Sequence[str]) -> str:
    asked = (", ".join(only) or "nothing more" for only in (first, second))
    return f"only the first asks for: {next(asked)}; only the second asks for: {next(asked)}"
