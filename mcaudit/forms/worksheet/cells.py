"""The workbooks that reviewers fill in: how cells look, what they can hold, which are open, and the sheets of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, NamedStyle
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import WorksheetHead
from mcaudit.media.sheets import head_style, height, lay_out, open_style, set_text, style
from mcaudit.media.workbook import shown_in_a_cell, workbook_bytes
from mcaudit.model import Audit

HEAD, TEXT, FILL, DAY, TITLE, SUM = (f"worksheet {name}" for name in ("head", "text", "fill", "day", "title", "sum"))
PINS = "Pins"
"""The sheet that holds what the decisions are made on; out of sight, and to be seen by whoever asks for it."""
_CELL_MOST = 32_000
"""Characters of a cell; a spreadsheet program takes 32,767."""
_CUT = "… (the rest is in the profile)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet on which somebody answers."""

    head: str
    width: int
    filled: bool = False
    """Whether the reviewer writes in it."""
    prompt: str = ""


def form_book(
    audit: Audit,
    title: str,
    sheets: Mapping[str, Callable[[Worksheet], None]],
    made_of: Iterable[tuple[str, Any]],
    *,
    calculates: bool = False,
) -> bytes:
    """Return a workbook with what fills each sheet, and what it is made of; it opens on the second sheet."""
    book = Workbook()
    del book["Sheet"]
    for each in _styles():
        book.add_named_style(each)
    for name, fill in sheets.items():
        fill(book.create_sheet(name))
    table(book.create_sheet(PINS), ((PINS, 24), ("As JSON", 160)), _pins(made_of))
    book[PINS].sheet_state = "hidden"
    book.active = 1
    named = f"{title}: {audit.profile.title}"
    return workbook_bytes(book, title=named, subject=audit.edition.title, day=audit.date, calculates=calculates)


def _styles() -> Iterator[NamedStyle]:
    yield head_style(HEAD)
    yield style(TITLE, bold=True)
    yield style(TEXT, number_format="@")
    yield NamedStyle(SUM, font=Font(name="Calibri", size=11, bold=True))
    yield open_style(FILL, number_format="@")
    yield open_style(DAY, number_format="yyyy-mm-dd")


def _pins(rows: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield what a workbook is made of as JSON of plain letters, which no program changes, then a checksum.

    Nothing in it looks like a spreadsheet program's code of a character.
    """
    written = [(key, json.dumps(value, sort_keys=True).replace("_x", "\\u005fx")) for key, value in rows]
    yield from written
    yield "checksum", json.dumps(sha256("\n".join(f"{key} {value}" for key, value in written).encode()).hexdigest())


# --- rows ----------------------------------------------------------------------------------------


def table(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
    """Fill a sheet that is only read."""
    read = [Column(head, width) for head, width in columns]
    put_heads(sheet, 1, read)
    for down, row in enumerate(rows, 2):
        put_row(sheet, down, read, dict(zip((column.head for column in read), row, strict=True)))
    sheet.freeze_panes = "B2"
    protect(sheet)
    lay_out(sheet, [column.width for column in read])


def put_heads(sheet: Worksheet, down: int, columns: Sequence[Column]) -> None:
    """Set a row to the heads of columns."""
    for across, column in enumerate(columns, 1):
        put(sheet, down, across, column.head, HEAD)


def put_row(sheet: Worksheet, down: int, columns: Sequence[Column], read: Mapping[str, str]) -> None:
    """Set a row: the texts that are read, by the heads of their columns, and cells to fill."""
    for across, column in enumerate(columns, 1):
        if column.filled:
            sheet.cell(down, across).style = DAY if column.head == WorksheetHead.DATE else FILL
        else:
            put(sheet, down, across, read[column.head], TITLE if across == 1 else TEXT)
    widths = ((read[column.head], column.width) for column in columns if not column.filled)
    sheet.row_dimensions[down].height = height(widths)


def put(sheet: Worksheet, down: int, across: int, text: str, look: str) -> None:
    """Set a cell to a text, which is text whatever it begins with."""
    cell = sheet.cell(down, across)
    cell.style = look
    set_text(cell, in_a_cell(text))


def in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it, its lines kept apart, and indented as they were."""
    indents = ((line, " " * (len(line) - len(line.lstrip(" ")))) for line in text.split("\n"))
    shown = "\n".join(f"{indent}{shown_in_a_cell(line)}" for line, indent in indents)
    written = shown.encode("utf-16-le")
    if len(written) <= _CELL_MOST * 2:
        return shown
    return written[: _CELL_MOST * 2].decode("utf-16-le", errors="ignore") + _CUT


def protect(sheet: Worksheet) -> None:
    """Lock all cells but those to fill, without a password; sizes and the filter may be changed."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
