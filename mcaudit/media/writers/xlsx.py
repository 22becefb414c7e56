"""Writes a report as a workbook: a sheet for each table, to be sorted, filtered, printed and read aloud."""

from __future__ import annotations

from math import ceil, isfinite

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.blocks import Badge, Cell, Document, Table, cell_words
from mcaudit.looks import LOOKS
from mcaudit.media.cells import starts_a_formula
from mcaudit.media.view import View
from mcaudit.media.workbook import shown_in_a_cell, workbook_bytes

_HEAD, _TEXT, _NUMBER = "mcaudit head", "mcaudit text", "mcaudit number"
_LETTER, _TABLOID = 1, 3
_ON_LETTER, _ON_TABLOID = 190, 300
"""Characters side by side that a page still shows legibly."""
_FONT = Font(name="Calibri", size=11)
_LINE, _ROW_MOST = 15.0, 409.0
"""Points: the height of a line, and the most that a row may have."""


def write(document: Document, view: View) -> bytes:
    """Return the tables of a document as an Office Open XML workbook, the same bytes each time."""
    book = Workbook()
    del book["Sheet"]
    for style in _styles():
        book.add_named_style(style)
    for section in document.sections:
        for table in section.blocks:
            if isinstance(table, Table):
                _sheet(book.create_sheet(table.name), table)
    return workbook_bytes(book, title=document.title, subject=document.about, day=document.date)


def _styles() -> tuple[NamedStyle, ...]:
    line = Side(style="thin", color="C9CDD2")
    ruled = Border(top=line, bottom=line, left=line, right=line)
    return (
        NamedStyle(
            _HEAD,
            font=Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
            fill=PatternFill("solid", fgColor="1F3A5F"),
            alignment=Alignment(wrap_text=True, vertical="top"),
            border=ruled,
        ),
        NamedStyle(_TEXT, font=_FONT, alignment=Alignment(wrap_text=True, vertical="top"), border=ruled),
        NamedStyle(
            _NUMBER, font=_FONT, alignment=Alignment(horizontal="right", vertical="top", indent=1), border=ruled
        ),
        *(
            NamedStyle(
                f"mcaudit {look}",
                font=_FONT,
                fill=PatternFill("solid", fgColor=of.paper.removeprefix("#").upper()),
                alignment=Alignment(wrap_text=True, vertical="top"),
                border=ruled,
            )
            for look, of in LOOKS.items()
        ),
    )


def _sheet(sheet: Worksheet, table: Table) -> None:
    rows = table.rows or (("nothing", *[None] * (len(table.columns) - 1)),)
    for across, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(across)].width = column.width
        _put(sheet.cell(1, across), column.head, _HEAD)
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            style = f"mcaudit {value.look}" if isinstance(value, Badge) else ""
            _put(sheet.cell(down + 2, across + 1), value, style)
    heads = tuple(column.head for column in table.columns)
    for down, row in enumerate((heads, *rows), 1):
        sheet.row_dimensions[down].height = _height(row, table)
    _name(sheet, table, f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}")
    sheet.freeze_panes = "B2"
    _print(sheet, table)


def _height(row: tuple[Cell, ...], table: Table) -> float:
    """Return about how high a row must be to show its texts wrapped: not every program finds that out by itself."""
    lines = max(
        1 if isinstance(value, int | float) else ceil(len(cell_words(value)) / (column.width * 0.95))
        for value, column in zip(row, table.columns, strict=True)
    )
    return min(max(lines, 1) * _LINE, _ROW_MOST)


def _put(cell: SheetCell | MergedCell, value: Cell, style: str) -> None:
    """Set a cell; text is text, whatever it begins with."""
    if isinstance(value, int | float) and isfinite(value):
        cell.value = value
        cell.style = style or _NUMBER
        return
    text = shown_in_a_cell(cell_words(value))
    cell.style = style or _TEXT
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = starts_a_formula(text)


def _name(sheet: Worksheet, table: Table, ref: str) -> None:
    """Make the cells a named table, so that heads are announced and every column can be filtered."""
    named = NamedTable(displayName=f"{table.name}Table", name=f"{table.name}Table", ref=ref)
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(named)


def _print(sheet: Worksheet, table: Table) -> None:
    sheet.page_setup.orientation = "landscape"
    wide = sum(column.width for column in table.columns)
    sheet.page_setup.paperSize = _LETTER if wide <= _ON_LETTER else _TABLOID
    sheet.page_setup.fitToWidth = ceil(wide / (_ON_LETTER if wide <= _ON_LETTER else _ON_TABLOID))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_cols = "A:A"
    sheet.print_title_rows = "1:1"
    assert sheet.oddFooter is not None  # its type says that it may be
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
