"""Writes a report as a workbook: a sheet for each table, to be sorted, filtered, printed and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.blocks import Badge, Cell, Document, Table, cell_words
from mcaudit.looks import LOOKS, View
from mcaudit.media.sheets import head_style, height, lay_out, number_style, set_text, style
from mcaudit.media.workbook import shown_in_a_cell, workbook_bytes

_HEAD, _TEXT, _NUMBER = "mcaudit head", "mcaudit text", "mcaudit number"


def write(document: Document, view: View) -> bytes:
    """Return the tables of a document as an Office Open XML workbook, the same bytes each time."""
    book = Workbook()
    del book["Sheet"]
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
    for across, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(across)].width = column.width
        _put(sheet.cell(1, across), column.head, _HEAD)
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            look = f"mcaudit {value.look}" if isinstance(value, Badge) else ""
            _put(sheet.cell(down + 2, across + 1), value, look)
    heads, widths = zip(*((column.head, column.width) for column in table.columns), strict=True)
    for down, row in enumerate((heads, *rows), 1):
        sheet.row_dimensions[down].height = height(zip(map(cell_words, row), widths, strict=True))
    _name(sheet, table, f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}")
    sheet.freeze_panes = "B2"
    lay_out(sheet, sum(widths))


def _put(cell: SheetCell | MergedCell, value: Cell, look: str) -> None:
    """Set a cell; text is text, whatever it begins with."""
    if isinstance(value, int | float) and isfinite(value):
        cell.value = value
        cell.style = look or _NUMBER
        return
    cell.style = look or _TEXT
    set_text(cell, shown_in_a_cell(cell_words(value)))


def _name(sheet: Worksheet, table: Table, ref: str) -> None:
    """Make the cells a named table, so that heads are announced and every column can be filtered."""
    named = NamedTable(displayName=f"{table.name}Table", name=f"{table.name}Table", ref=ref)
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(named)
