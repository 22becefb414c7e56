"""The cells of a worksheet that is a workbook: how they look, what they can hold, and how high their rows are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.media.cells import starts_a_formula
from mcaudit.media.workbook import shown_in_a_cell

HEAD, TEXT, FILL, DAY, TITLE = (f"worksheet {name}" for name in ("head", "text", "fill", "day", "title"))
_SIZE = 10
_LINE, _ROW_MOST = 13.5, 409.0
"""Points: the height of a line, and the most that a row may have."""
_CELL_MOST = 32_000
"""Characters of a cell; a spreadsheet program takes 32,767."""
_CUT = "… (the rest is in the profile)"
_LETTER, _TABLOID = 1, 3
_ROOM = 290
"""Characters side by side that a tabloid page still shows legibly."""


def styles() -> Iterator[NamedStyle]:
    """Yield how cells look, by the names above."""
    line = Side(style="thin", color="9AA3AD")
    ruled = Border(top=line, bottom=line, left=line, right=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    font = Font(name="Calibri", size=_SIZE)
    white = Font(name="Calibri", size=_SIZE, bold=True, color="FFFFFF")
    blue, cream = (PatternFill("solid", fgColor=color) for color in ("1F3A5F", "FFF8DC"))
    open_ = Protection(locked=False)
    yield NamedStyle(HEAD, font=white, fill=blue, alignment=wrapped, border=ruled)
    yield NamedStyle(TITLE, font=Font(name="Calibri", size=_SIZE, bold=True), alignment=wrapped, border=ruled)
    yield NamedStyle(TEXT, font=font, alignment=wrapped, border=ruled, number_format="@")
    yield NamedStyle(FILL, font=font, fill=cream, alignment=wrapped, border=ruled, number_format="@", protection=open_)
    yield NamedStyle(
        DAY, font=font, fill=cream, alignment=wrapped, border=ruled, number_format="yyyy-mm-dd", protection=open_
    )


def table(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    """Fill a sheet that is only read."""
    for across, (head, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(across)].width = width
        put(sheet, 1, across, head, HEAD)
    for down, row in enumerate(rows, 2):
        for across, text in enumerate(row, 1):
            put(sheet, down, across, text, TITLE if across == 1 else TEXT)
        sheet.row_dimensions[down].height = height(zip(row, (width for _, width in columns), strict=True))
    sheet.freeze_panes = "B2"
    protect(sheet)
    lay_out(sheet, sum(width for _, width in columns))


def put(sheet: Worksheet, down: int, across: int, text: str, style: str) -> None:
    """Set a cell to a text, which is text whatever it begins with."""
    cell = sheet.cell(down, across)
    cell.style = style
    shown = in_a_cell(text)
    if shown:
        cell.value = shown
        cell.data_type = "s"
        cell.quotePrefix = starts_a_formula(shown)


def in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it, its lines kept apart."""
    shown = "\n".join(f"{_indent(line)}{shown_in_a_cell(line)}" for line in text.split("\n"))
    written = shown.encode("utf-16-le")
    if len(written) <= _CELL_MOST * 2:
        return shown
    return written[: _CELL_MOST * 2].decode("utf-16-le", errors="ignore") + _CUT


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def height(row: Iterable[tuple[str, int]]) -> float:
    """Return about how high a row must be to show its texts wrapped: not every program finds that out by itself."""
    return min(max(_needs(text, width) for text, width in row), _ROW_MOST)


def overflows(text: str, width: int) -> bool:
    """Return whether no row can be as high as a text in a column needs."""
    return _needs(text, width) > _ROW_MOST


def _needs(text: str, width: int) -> float:
    return sum(ceil(max(len(line), 1) / width) for line in text.split("\n")) * _LINE + 3


def protect(sheet: Worksheet) -> None:
    """Lock all cells but those to fill, without a password; columns and rows may be made wider and higher."""
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False


def lay_out(sheet: Worksheet, wide: int) -> None:
    """Set how a sheet is printed whose columns are so many characters wide together."""
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
