"""The cells of a worksheet that is a workbook: how they look, what they can hold, and which are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.media.sheets import head_style, height, lay_out, open_style, set_text, style
from mcaudit.media.workbook import shown_in_a_cell

HEAD, TEXT, FILL, DAY, TITLE, SUM = (f"worksheet {name}" for name in ("head", "text", "fill", "day", "title", "sum"))
_CREAM = "FFF8DC"
_CELL_MOST = 32_000
"""Characters of a cell; a spreadsheet program takes 32,767."""
_CUT = "… (the rest is in the profile)"


def styles() -> Iterator[NamedStyle]:
    """Yield how cells look, by the names above."""
    yield head_style(HEAD)
    yield style(TITLE, bold=True)
    yield style(TEXT, number_format="@")
    yield NamedStyle(SUM, font=Font(name="Calibri", size=11, bold=True))
    yield open_style(FILL, fill=_CREAM, number_format="@")
    yield open_style(DAY, fill=_CREAM, number_format="yyyy-mm-dd")


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


def put(sheet: Worksheet, down: int, across: int, text: str, look: str) -> None:
    """Set a cell to a text, which is text whatever it begins with."""
    cell = sheet.cell(down, across)
    cell.style = look
    set_text(cell, in_a_cell(text))


def put_formula(sheet: Worksheet, down: int, across: int, formula: str, look: str) -> None:
    """Set a cell to a formula of ours; no text of a profile or a reviewer may be in it."""
    cell = sheet.cell(down, across)
    cell.style = look
    cell.value = formula


def in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it, its lines kept apart."""
    shown = "\n".join(f"{_indent(line)}{shown_in_a_cell(line)}" for line in text.split("\n"))
    written = shown.encode("utf-16-le")
    if len(written) <= _CELL_MOST * 2:
        return shown
    return written[: _CELL_MOST * 2].decode("utf-16-le", errors="ignore") + _CUT


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def protect(sheet: Worksheet) -> None:
    """Lock all cells but those to fill, without a password; sizes and the filter may be changed."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
