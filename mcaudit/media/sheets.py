"""How the sheets of every workbook look, how high their rows are, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.media.cells import starts_a_formula

_SIZE = 10
_EDGE, _HEAD_FILL, _WHITE, _CREAM = "9AA3AD", "1F3A5F", "FFFFFF", "FFF8DC"
_LINE, _ROW_MOST = 13.5, 409.0
"""Points: the height of a line, and the most that a row may have."""
_LETTER, _TABLOID = 1, 3
_ROOM = 290
"""Characters side by side that a tabloid page still shows legibly."""


def style(name: str, *, fill: str = "", number_format: str = "General", bold: bool = False) -> NamedStyle:
    """Return how cells of a kind look: ruled, their text wrapped; `fill` is rrggbb."""
    line = Side(style="thin", color=_EDGE)
    made = NamedStyle(
        name,
        font=Font(name="Calibri", size=_SIZE, bold=bold),
        alignment=Alignment(wrap_text=True, vertical="top"),
        border=Border(top=line, bottom=line, left=line, right=line),
        number_format=number_format,
    )
    if fill:
        made.fill = PatternFill("solid", fgColor=fill)
    return made


def head_style(name: str) -> NamedStyle:
    """Return how the heads of columns look."""
    made = style(name, fill=_HEAD_FILL, bold=True)
    made.font = Font(name="Calibri", size=_SIZE, bold=True, color=_WHITE)
    return made


def number_style(name: str) -> NamedStyle:
    """Return how numbers look."""
    made = style(name)
    made.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    return made


def open_style(name: str, *, number_format: str) -> NamedStyle:
    """Return how cells look that may be filled in on a protected sheet: cream."""
    made = style(name, fill=_CREAM, number_format=number_format)
    made.protection = Protection(locked=False)
    return made


def set_text(cell: Cell | MergedCell, text: str) -> None:
    """Set a cell to a text that it can hold, which stays text whatever it begins with."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = starts_a_formula(text)


def height(row: Iterable[tuple[str, int]]) -> float:
    """Return about how high a row must be to show its texts wrapped: not every program finds that out by itself."""
    return min(max(_needs(text, width) for text, width in row), _ROW_MOST)


def overflows(text: str, width: int) -> bool:
    """Return whether no row can be as high as a text in a column needs."""
    return _needs(text, width) > _ROW_MOST


def _needs(text: str, width: int) -> float:
    return sum(ceil(max(len(line), 1) / width) for line in text.split("\n")) * _LINE + 3


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set how many characters wide the columns of a sheet are."""
    for across, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(across)].width = width


def lay_out(sheet: Worksheet, widths: Sequence[int], printed: int | None = None) -> None:
    """Set how wide the columns of a sheet are, and how it is printed: all of them, or the first so many."""
    set_widths(sheet, widths)
    wide = sum(widths[:printed])
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _LETTER if wide <= _ROOM // 2 else _TABLOID
    sheet.page_setup.fitToWidth = ceil(wide / _ROOM)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"  # what is to be filled follows what is read
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_cols = "A:A"
    sheet.print_title_rows = "1:1"
    assert sheet.oddFooter is not None  # its type says that it may be
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
