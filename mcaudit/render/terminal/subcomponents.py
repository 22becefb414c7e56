"""The five components and their subcomponents: what is addressed and met, a bar and a rating."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.model import Audit, Counts
from mcaudit.render.terminal.screen import Screen
from mcaudit.terms.words import RATING, addressed_of, met_range

_NARROW = 64
"""On a screen of fewer columns, the figures stand below the name."""

_NOTHING = "-"
"""Stands for the figures of what does not apply."""

_Row = tuple[Text, Text, Text, Text, Text, Text, Text]
"""Id, name, how many are addressed, are not, and are met, bar and rating."""


def show_subcomponents(screen: Screen, audit: Audit) -> None:
    """Show every component and subcomponent of an audit."""
    screen.heading("Subcomponents")
    _show(screen, list(_rows(screen, audit)))


def show_components(screen: Screen, audit: Audit) -> None:
    """Show the five components of an audit."""
    screen.show()
    known = {str(component.number) for component in audit.edition.components}
    _show(screen, [row for row in _rows(screen, audit) if row[0].plain in known])


def _show(screen: Screen, rows: Sequence[_Row]) -> None:
    if screen.view.width < _NARROW:
        for id, name, addressed, silent, met, bar, rating in rows:
            screen.show(Padding(Text(" ").join((id, name)), (0, 0, 0, 2)))
            screen.show(Padding(Text("  ").join((bar, rating)), (0, 0, 0, 5)))
            if addressed.plain != _NOTHING:
                counts = Text("").join((addressed, Text(" addressed, "), silent, Text(" not; "), met, Text(" met")))
                screen.show(Padding(counts, (0, 0, 0, 5)))
    else:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim", pad_edge=False)
        table.add_column("", no_wrap=True)
        table.add_column("", ratio=1)
        table.add_column("addressed", no_wrap=True)
        table.add_column("left", no_wrap=True)
        table.add_column("met", no_wrap=True)
        table.add_column("", no_wrap=True)
        table.add_column("rating" if any(row[-1].plain for row in rows) else "")
        for row in rows:
            table.add_row(*row)
        screen.show(Padding(table, (0, 0, 0, 2)))
    screen.line(screen.legend(), "dim", indent=2)


def _rows(screen: Screen, audit: Audit) -> Iterator[_Row]:
    results = {result.id: result for result in audit.subcomponents}
    components = {result.key: result for result in audit.components}
    for component in audit.edition.components:
        counts = components[component.key].score.required
        yield _row(screen, (str(component.number), component.title), counts, "", "bold")
        for sub in component.subcomponents:
            result = results[sub.id]
            counts = result.score.required
            waived = f", {counts.waived} waived" if counts.waived else ""
            rating = RATING[result.rating] + waived
            yield _row(screen, (sub.id, sub.title), counts, rating, "")


def _row(screen: Screen, names: tuple[str, str], counts: Counts, rating: str, style: str) -> _Row:
    figures = (addressed_of(counts), str(counts.not_stated), met_range(counts)) if counts.total else (_NOTHING,) * 3
    id, name = (screen.text(each, style) for each in names)
    addressed, silent, met = (screen.text(each, style) for each in figures)
    return id, name, addressed, silent, met, screen.bar(counts), screen.text(rating)
