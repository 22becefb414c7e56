"""Splits a table that is wider than a sheet of paper: each part has the names of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mcaudit.blocks import Table

_SHEET, _ON_ITS_SIDE = 125, 175
"""Characters that fit side by side on a sheet, and on one that is turned on its side."""


def parts_of(table: Table, *, on_its_side: bool = False) -> tuple[Table, ...]:
    """Return a table as parts that fit on a sheet; itself where it does."""
    groups = _even(table, _ON_ITS_SIDE if on_its_side else _SHEET)
    if len(groups) == 1:
        return (table,)
    return tuple(
        replace(
            table,
            caption=f"{table.caption} (part {index} of {len(groups)})",
            columns=(table.columns[0], *(table.columns[at] for at in group)),
            rows=tuple((row[0], *(row[at] for at in group)) for row in table.rows),
            anchors=table.anchors if index == 1 else (),
        )
        for index, group in enumerate(groups, 1)
    )


def _even(table: Table, most: int) -> list[list[int]]:
    """Return the columns of each part, as few parts as fit, and about as wide as each other."""
    groups = list(_groups(table, most))
    for less in range(most - 1, 0, -1):
        narrower = list(_groups(table, less))
        if len(narrower) > len(groups):
            break
        groups = narrower
    return groups


def _groups(table: Table, most: int) -> Iterator[list[int]]:
    """Yield the columns of each part, without the first, which each part has."""
    first, *others = table.columns
    group: list[int] = []
    width = first.width
    for at, column in enumerate(others, 1):
        if group and width + column.width > most:
            yield group
            group, width = [], first.width
        group.append(at)
        width += column.width
    yield group
