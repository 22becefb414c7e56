"""Writes a report as a workbook: a sheet for each table, to be sorted, filtered, printed and read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TypeGuard

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.blocks import Badge, Cell, Document, Table, cell_words
from mcaudit.looks import LOOKS, View
from mcaudit.media.sheets import head_style, height, lay_out, number_style, set_text, style
from mcaudit.media.workbook import shown_in_a_cell, workbook_bytes

_HEAD, _TEXT, _NUMBER = "mcaudit head", "mcaudit text", "mcaudit number"


def write(document: Document, view: View) -> bytes:
    """Return the tables of a document as an Office Open XML workbook, the same bytes each time.

    Rows leave memory as they are written, because a table may have many.
    """
    book = Workbook(write_only=True)
    for each in _styles():
        book.add_named_style(each)
    for section in document.sections:
        for table in section.blocks:
            if isinstance(table, Table):
                _sheet(book.create_sheet(table.name), table)
    return workbook_bytes(book, title=document.title, subject=document.about, day=document.date)


def _styles() -> Iterator[NamedStyle]:
    yield head_style(_HEAD)
    yield style(_TEXT)
    yield number_style(_NUMBER)
    for look, of in LOOKS.items():
        yield style(f"mcaudit {look}", fill=of.paper.removeprefix("#").upper())


def _sheet(sheet: Worksheet, table: Table) -> None:
    rows = table.rows or (("nothing", *[None] * (len(table.columns) - 1)),)
    widths = [column.width for column in table.columns]
    ref = f"A1:{get_column_letter(len(widths))}{len(rows) + 1}"
    sheet.calculate_dimension = lambda: ref  # type: ignore[method-assign]  # rows that are not kept cannot be counted
    sheet.freeze_panes = "B2"
    lay_out(sheet, widths)
    _name(sheet, table, ref)
    heads = [column.head for column in table.columns]
    _add(sheet, 1, heads, widths, [_HEAD] * len(heads))
    for down, row in enumerate(rows, 2):
        _add(sheet, down, row, widths, [_look(value) for value in row])


def _add(sheet: Worksheet, down: int, row: Sequence[Cell], widths: Sequence[int], looks: Sequence[str]) -> None:
    """Write a row, and forget it."""
    sheet.row_dimensions[down].height = height(zip(map(cell_words, row), widths, strict=True))
    sheet.append([_cell(sheet, value, look) for value, look in zip(row, looks, strict=True)])
    del sheet.row_dimensions[down]


def _look(value: Cell) -> str:
    """Return the style of a cell below the heads."""
    if isinstance(value, Badge) and value.look:
        return f"mcaudit {value.look}"
    return _NUMBER if _is_number(value) else _TEXT


def _is_number(value: Cell) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and isfinite(value)


def _cell(sheet: Worksheet, value: Cell, look: str) -> SheetCell:
    """Return a cell; text is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.style = look
    if _is_number(value):
        cell.value = value
    else:
        set_text(cell, shown_in_a_cell(cell_words(value)))
    return cell


def _name(sheet: Worksheet, table: Table, ref: str) -> None:
    """Make the cells a named table, so that heads are announced and every column can be filtered."""
    named = NamedTable(displayName=f"{table.name}Table", name=f"{table.name}Table", ref=ref)
    named.tableColumns = [TableColumn(id=across, name=column.head) for across, column in enumerate(table.columns, 1)]
    named.autoFilter = AutoFilter(ref=ref)
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.tables.add(named)
