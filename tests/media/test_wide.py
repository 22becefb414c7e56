"""Tables that are wider than a sheet: every column once, in as few parts as fit, about as wide as each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mcaudit.blocks import Column, Table
from mcaudit.media.wide import parts_of

SHEET, ON_ITS_SIDE = 125, 175


def table_of(*widths: int) -> Table:
    columns = (Column(head="Name", width=18), *(Column(head=f"C{at}", width=width) for at, width in enumerate(widths)))
    row = ("Ohio", *(f"c{at}" for at in range(len(widths))))
    return Table(caption="Answers", columns=columns, rows=(row,))


def test_a_dozen_columns_are_two_halves() -> None:
    parts = parts_of(table_of(*[15] * 12), on_its_side=True)
    assert [len(part.columns) - 1 for part in parts] == [6, 6]
    assert [part.caption for part in parts] == ["Answers (part 1 of 2)", "Answers (part 2 of 2)"]
    assert all(part.rows[0][0] == "Ohio" for part in parts)


def test_a_table_that_fits_is_whole() -> None:
    table = table_of(15, 15, 15)
    assert parts_of(table) == (table,)


@given(widths=st.lists(st.integers(1, 140), min_size=1, max_size=30), on_its_side=st.booleans())
def test_every_column_stands_once_in_order_and_fits(widths: list[int], on_its_side: bool) -> None:
    table = table_of(*widths)
    parts = parts_of(table, on_its_side=on_its_side)
    assert [column for part in parts for column in part.columns[1:]] == list(table.columns[1:])
    assert [cell for part in parts for cell in part.rows[0][1:]] == list(table.rows[0][1:])
    most = ON_ITS_SIDE if on_its_side else SHEET
    for part in parts:
        assert sum(column.width for column in part.columns) <= most or len(part.columns) == 2
    whole = sum(column.width for column in table.columns)
    assert (len(parts) == 1) == (whole <= most or len(widths) == 1)
