"""What each micro-credential and each group addresses and meets, and how each subcomponent is rated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mcaudit.blocks import Bar, Block, Heading, Legend, Paragraph, Tone
from mcaudit.model import Edition, Gate, Verdict
from mcaudit.model.comparison import Comparison, Coverage, EntryGroup
from mcaudit.model.words import verdicts_of
from mcaudit.report.badges import bar_of
from mcaudit.report.comparison.columns import (
    COUNTED,
    Listed,
    alike_words,
    differing,
    groups_of,
    listed,
    rating,
    verdict_column,
)
from mcaudit.report.comparison.find import named
from mcaudit.report.comparison.words import NO_VERDICT, component_words, coverage_label, has_verdicts, shows_verdict
from mcaudit.report.parts import Row, Shown, lifted, shown, table_of
from mcaudit.terms.words import VERDICT, addressed_of, met_range

_BAR = 16
_Name = Callable[[Row], str]
_Parts = Callable[[Row], Sequence[Coverage]]
"""What the bars of a row show, and what is addressed of each component."""
_INTRODUCTION = (
    "How many of the requirements that apply each description addresses, and how many are met. “Met” is a "
    "range where reviewers or missing citations may still change it. What is not addressed is not contradicted: the "
    "description says nothing about it."
)


def coverage_bar(edition: Edition, coverage: Coverage, name: str) -> Bar:
    """Return how much is addressed, drawn and in numbers; `name` says of what."""
    counts = coverage.score.required
    label = f"{name}, {coverage_label(edition, coverage)}"
    return bar_of(label, counts, addressed_of(counts) if counts.total else "none applies")


# --- one by one ----------------------------------------------------------------------------------


def score_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield what each micro-credential addresses and meets, in all and by component."""
    rows = listed(comparison)
    name = named(rows, comparison.links)
    yield Paragraph(text=_INTRODUCTION)
    if any(not shows_verdict(row.entry) for row in rows):
        yield Paragraph(text=NO_VERDICT)
    yield Legend()
    yield from compact("Addressed and met, and who must act on the rest", (name, *_scores(comparison)), rows)
    parts: Iterator[Shown[Listed]] = _components(
        comparison.edition, lambda row: row.entry.name, lambda row: row.entry.components
    )
    yield from compact("Addressed, by component", (name, *parts), rows)


def _scores(comparison: Comparison) -> Iterator[Shown[Listed]]:
    edition, gate = comparison.edition, comparison.gate
    if has_verdicts(comparison.entries):
        yield verdict_column(gate)
    yield shown("Policy", 12, lambda row: row.entry.policy or "none")
    yield shown("Addressed", _BAR, lambda row: coverage_bar(edition, row.entry.coverage, row.entry.name))
    yield shown("Met", 9, lambda row: met_range(row.entry.coverage.score.required), is_number=True)
    yield from lifted(lambda row: row.entry.coverage, COUNTED)


def _components(edition: Edition, name: _Name[Row], parts: _Parts[Row]) -> Iterator[Shown[Row]]:
    for at, component in enumerate(edition.components):

        def cell(row: Row, at: int = at) -> Bar:
            return coverage_bar(edition, parts(row)[at], name(row))

        yield shown(component_words(component), _BAR, cell)


def compact(caption: str, columns: Sequence[Shown[Row]], rows: Sequence[Row]) -> Iterator[Block]:
    """Yield a table without the columns that say the same of every row, and what those say."""
    kept, alike = differing(columns, rows)
    if len(kept) > 1:
        yield table_of(caption, kept, rows)
    if words := alike_words(alike, len(rows)):
        yield Paragraph(text=words, tone=Tone.SMALL)


# --- groups --------------------------------------------------------------------------------------


def group_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield what the groups address together; nothing where there is one group."""
    if len(comparison.groups) < 2:  # noqa: PLR2004
        return
    edition, gate = comparison.edition, comparison.gate
    rows = groups_of(comparison)
    columns: list[Shown[EntryGroup]] = [
        shown(str(comparison.by).capitalize(), 22, lambda row: row.name),
        shown("Micro-credentials", 10, lambda row: len(row.counted), is_number=True),
    ]
    if has_verdicts(comparison.entries):
        columns += [verdicts_column(gate, each, 10, is_number=True) for each in verdicts_of(gate)]
    columns.append(shown("Addressed", _BAR, lambda row: coverage_bar(edition, row.summary.coverage, row.name)))
    columns.append(shown("Met", 9, lambda row: met_range(row.summary.coverage.score.required), is_number=True))
    columns += _components(edition, lambda row: row.name, lambda row: row.summary.components)
    yield Heading(text=f"By {comparison.by}", anchor="groups")
    yield table_of(f"Addressed by all micro-credentials of a {comparison.by} together", columns, rows, has_total=True)


def verdicts_column(gate: Gate, verdict: Verdict, width: int, *, is_number: bool = False) -> Shown[EntryGroup]:
    """Return how many of a group have a verdict, of those that a provider submitted."""

    def cell(group: EntryGroup) -> int:
        return sum(entry.verdicts[gate] is verdict for entry in group.counted if shows_verdict(entry))

    return shown(VERDICT[verdict].capitalize(), width, cell, is_number=is_number)


# --- subcomponents -------------------------------------------------------------------------------


def rating_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield how each subcomponent of each micro-credential is rated, a table for each component."""
    rows, at = listed(comparison), 0
    name = named(rows, comparison.links)
    for component in comparison.edition.components:
        rated = [rating(at + index, f"{sub.id} {sub.title}") for index, sub in enumerate(component.subcomponents)]
        at += len(rated)
        yield from compact(f"Ratings in {component_words(component)}", (name, *rated), rows)
