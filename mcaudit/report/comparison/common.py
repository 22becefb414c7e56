"""What micro-credentials share, what sets each apart, and what they most often leave out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Cell, Paragraph, strong
from mcaudit.model import Edition, Status
from mcaudit.model.comparison import Apart, Comparison, Tally
from mcaudit.report.comparison.columns import NOTHING, tallied
from mcaudit.report.comparison.scores import compact
from mcaudit.report.comparison.words import requirement_names
from mcaudit.report.parts import Shown, shown, table
from mcaudit.terms.words import number, requirement_title

_MOST_SHORTFALLS = 24
APART = ("Only one that meets", "Only one that addresses", "Only one that fails", "Only one that leaves out")
"""What sets a micro-credential apart, in the order of `alone`."""


def alone(apart: Apart) -> tuple[tuple[str, ...], ...]:
    """Return the requirements by which a micro-credential stands apart, in the order of `APART`."""
    return apart.alone_meets, apart.alone_addresses, apart.alone_lacks, apart.alone_leaves_out


def common_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield what all that are counted share, and what is left."""
    edition, summary = comparison.edition, comparison.overall
    counted = number(summary.count, "micro-credential")
    yield Bullets(
        items=(
            (strong(f"All {counted} meet:"), " ", _or_none(edition, summary.shared)),
            (strong("All address, and none meets:"), " ", _or_none(edition, summary.lacking)),
        )
    )
    by_sub: dict[str, list[str]] = {}
    for id in summary.unaddressed:
        by_sub.setdefault(id.partition("-")[0], []).append(id)
    titles = {sub.id: f"{sub.id} {sub.title}" for sub in edition.subcomponents}
    if by_sub:
        rows = ((titles[sub], requirement_names(edition, mine)) for sub, mine in by_sub.items())
        yield table("What none of them addresses", (("Subcomponent", 30), ("Requirements", 80)), rows)
    yield from _gaps(edition, [each for each in summary.gaps if each.requirement not in summary.unaddressed])
    yield from _shortfalls(edition, summary.shortfalls)
    yield from _apart(comparison)


def _or_none(edition: Edition, ids: Sequence[str]) -> str:
    return f"{requirement_names(edition, ids)}." if ids else "none of the requirements."


def _gaps(edition: Edition, gaps: Sequence[Tally]) -> Iterator[Block]:
    """Yield what most leave out, a row for each number of micro-credentials."""
    by_count: dict[tuple[int, int], list[str]] = {}
    for each in gaps:
        by_count.setdefault((each.of(Status.NOT_STATED), each.applies), []).append(each.requirement)
    rows = tuple(
        (f"{count} of {applies}", requirement_names(edition, ids))
        for (count, applies), ids in by_count.items()
        if 2 * count >= applies
    )
    if rows:
        heads = (("Not addressed by", 16), ("Requirements", 94))
        yield table("What at least half of them do not address", heads, rows)


def _shortfalls(edition: Edition, tallies: Sequence[Tally]) -> Iterator[Block]:
    if not tallies:
        yield Paragraph(text="Nothing that is addressed is contradicted, only partly met, or unsupported.")
        return
    columns: tuple[Shown[Tally], ...] = (
        shown("Requirement", 44, lambda tally: f"{tally.requirement} {requirement_title(edition, tally.requirement)}"),
        *(tallied(status, 12) for status in (Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED)),
        shown("Of", 8, lambda tally: tally.applies, is_number=True),
    )
    caption = "Addressed, but contradicted, only partly met, or without support"
    yield from compact(caption, columns, tallies[:_MOST_SHORTFALLS])
    if rest := tallies[_MOST_SHORTFALLS:]:
        yield Paragraph(text=f"Also: {requirement_names(edition, [each.requirement for each in rest])}.")


def _apart(comparison: Comparison) -> Iterator[Block]:
    edition, names = comparison.edition, {entry.id: entry.name for entry in comparison.counted}
    apart = [each for each in comparison.overall.apart if each.says_anything]

    def cell(index: int) -> Shown[Apart]:
        def words(each: Apart) -> Cell:
            return requirement_names(edition, alone(each)[index]) or NOTHING

        return shown(APART[index], 34, words)

    if apart:
        name: Shown[Apart] = shown("Micro-credential", 30, lambda each: names[each.id])
        yield from compact("What sets each one apart", (name, *map(cell, range(len(APART)))), apart)
