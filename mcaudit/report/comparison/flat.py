"""A comparison as one table for programs: a row for each micro-credential."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.blocks import Cell, Column, Document, Table
from mcaudit.model import Counts, Gate
from mcaudit.model.comparison import Choice, Comparison, Entry
from mcaudit.report.comparison.columns import listed
from mcaudit.report.comparison.words import ACTORS, facts_words, shows_verdict
from mcaudit.report.parts import workbook

_WIDTH = 11
_COUNTED = (
    *("addressed", "floor", "ceiling", "total"),
    *("awaiting_review", "unsupported", "partly_met", "not_met", "not_stated", "not_applicable", "waived"),
)
"""Counts that a program reads of each level; the numbers met lie between the floor and the ceiling."""
_REACH = _COUNTED[:4]


def comparison_table(comparison: Comparison) -> Document:
    """Return a comparison as a document of one table; a reading of public pages has no verdicts."""
    return comparison_workbook(comparison, (_flat(comparison),))


def comparison_workbook(comparison: Comparison, tables: Iterable[Table]) -> Document:
    """Return tables as the workbook of a comparison."""
    title = f"Comparison of {len(comparison.entries)} micro-credentials by {comparison.by}"
    return workbook("Comparison", title, comparison.edition, comparison.date, tables)


def _flat(comparison: Comparison) -> Table:
    heads = (
        *("id", "title", "fictional", "reading", "offers_learning", "state", "group", "policy", "path", *Gate),
        *(f"{level}_{name}" for level in ("required", "desired") for name in _COUNTED),
        *(f"{component.key}_{name}" for component in comparison.edition.components for name in _REACH),
        *(f"acting_{actor}" for actor in ACTORS),
        *(sub.id for sub in comparison.edition.subcomponents),
        *Choice,
    )
    return Table(
        caption="comparison",
        name="comparison",
        columns=tuple(Column(head=str(head), width=_WIDTH) for head in heads),
        rows=tuple(_row(row.group.name, row.entry) for row in listed(comparison)),
    )


def _row(group: str, entry: Entry) -> tuple[Cell, ...]:
    return (
        *(entry.id, entry.title, yes(entry.fictional), yes(entry.is_reading), yes(entry.offers_learning)),
        *(entry.state, group, entry.policy, entry.path),
        *(entry.verdicts[gate].value if shows_verdict(entry) else None for gate in Gate),
        *(getattr(counts, name) for counts in (entry.score.required, entry.score.desired) for name in _COUNTED),
        *(number for part in entry.components for number in _reach(part.score.required)),
        *(entry.coverage.acting[actor] for actor in ACTORS),
        *(result.rating.value for result in entry.subcomponents),
        *(facts_words(entry.facts[choice], choice) for choice in Choice),
    )


def _reach(counts: Counts) -> tuple[int, ...]:
    return tuple(getattr(counts, name) for name in _REACH)


def yes(value: bool) -> str:
    """Return yes or no."""
    return "yes" if value else "no"
