"""Reads the cells of a workbook, which may hold anything, as text with their places.

openpyxl reads the workbook, and reads XML through defusedxml where that is installed, as it is with mcaudit: a
workbook that declares entities, which could swell to any size, is refused.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mcaudit.errors import InputError, Problem
from mcaudit.late import late
from mcaudit.reading.kinds import POINTER, WORKBOOK, kind_of, may_be_workbook
from mcaudit.reading.limits import (
    MAX_CELL_TEXT,
    MAX_COLUMNS,
    MAX_MARKUP,
    MAX_PARTS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_STYLES_BYTES,
    MAX_UNPACKED_BYTES,
    MAX_WORKBOOK_BYTES,
)
from mcaudit.reading.text import read_bytes

if TYPE_CHECKING:
    import openpyxl.utils
else:
    openpyxl = late("openpyxl")  # takes a third of a second, and only reads workbooks

_SAVE = "open the worksheet in a spreadsheet program and save it as an Excel workbook (.xlsx), without a password"
_SAVE_AS = {POINTER: "have Git LFS fetch the file: run `git lfs pull`"}
_SHEET = re.compile(rb"<(?:\w+:)?sheet[\s/>]")
_UNREAD_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_\n?|\r\n?")
"""A line's end as workbooks write it; and what keeps the like of it from being one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and where it is: as a person finds it, such as Developers!H12."""

    at: str
    text: str
    formula: bool = False
    """Whether it is a formula, or the error that one came to."""

    def problem(self, path: Path, message: str, help: str) -> Problem:
        """Return a problem of this cell, which the message names: a workbook has no lines."""
        return Problem(path=path.as_posix(), message=f"{self.at}: {message}", help=help)


Row = Sequence[Cell]
Sheets = Sequence[tuple[str, Sequence[Row]]]
"""The title and the rows of each sheet, those without anything left out."""


def read_workbook(path: Path, of: str) -> Sheets:
    """Read the sheets of a workbook that should hold a thing of a kind (`of`).

    Raise InputError where it is not a workbook that can be read, or larger than any such thing.
    """
    raw = read_bytes(path, MAX_WORKBOOK_BYTES, of)
    kind = kind_of(raw)
    if kind and not may_be_workbook(kind):
        raise InputError.of(path, f"this is {kind}, but {WORKBOOK} is expected", _SAVE_AS.get(kind, _SAVE))
    try:
        _hold_to_limits(path, raw)
        return _read(path, raw)
    except InputError:
        raise
    except Exception as error:  # openpyxl raises anything for a workbook that is damaged or made up
        help = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx), or have a new one made"
        raise InputError.of(path, "this workbook cannot be read", help) from error


def rows_below(rows: Sequence[Row], heads: Iterable[str]) -> Iterator[Mapping[str, Cell]]:
    """Yield the rows of a sheet below its heads, which may have been moved, by head; nothing where it has not all."""
    known = {head.casefold(): head for head in heads}
    columns: Mapping[str, int] = {}
    for row in rows:
        words = [None if cell.formula else known.get(cell.text.strip().casefold()) for cell in row]
        found = {head: at for at, head in enumerate(words) if head}
        if len(found) == len(known):
            columns = found
        elif columns:
            yield {head: row[at] for head, at in columns.items()}


def _hold_to_limits(path: Path, raw: bytes) -> None:
    """Look at the sizes that the archive gives of its parts, and at how much markup they hold, before any is read.

    No more than the size that the archive gives is ever unpacked of a part.
    """
    with ZipFile(BytesIO(raw)) as archive:
        parts = archive.infolist()
        _hold_to_sizes(path, parts)
        _hold_to_markup(path, [archive.read(part) for part in parts])


def _hold_to_sizes(path: Path, parts: Sequence[ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        message = f"the workbook has {len(parts):,} parts with {size:,} bytes unpacked"
        most = f"at most {MAX_PARTS:,} with {MAX_UNPACKED_BYTES:,} are read"
        raise InputError.of(path, f"{message}, and {most}", "is this the right file? no worksheet is so large")
    if any(part.file_size > MAX_STYLES_BYTES for part in parts if part.filename == "xl/styles.xml"):
        raise BadZipFile("more styles than any spreadsheet program writes")
    if len({part.filename for part in parts}) < len(parts):
        raise BadZipFile("two parts of one name")
    if any(part.flag_bits & 1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile("parts that no spreadsheet program writes")


def _hold_to_markup(path: Path, parts: Sequence[bytes]) -> None:
    """Count sheets, tags, and attributes as bytes, which takes no time: every tag has a <, every attribute a =."""
    if any(part.startswith(_UNREAD_ENCODINGS) or b"\0" in part[:4] for part in parts):
        raise BadZipFile("a part in an encoding that no spreadsheet program writes")
    sheets = max((len(_SHEET.findall(part)) for part in parts), default=0)
    if sheets > MAX_SHEETS:
        message = f"the workbook has {sheets:,} sheets, and at most {MAX_SHEETS} are read"
        raise InputError.of(path, message, "is this the right file? remove the sheets that are not of it")
    markup = [part.count(b"<") + part.count(b"=") for part in parts]
    if sum(markup) + sheets * max(markup, default=0) > MAX_MARKUP:
        message = "the workbook has more rows and cells, though empty ones, than any worksheet"
        help = "copy the answers into a new worksheet; deleting empty rows and columns may be enough"
        raise InputError.of(path, message, help)


def _read(path: Path, raw: bytes) -> Sheets:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out, such as how cells look
        book = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False, data_only=False)
        try:
            return _held(path, ((sheet.title, _rows(path, sheet)) for sheet in book.worksheets))
        finally:
            book.close()


def _held(path: Path, sheets: Iterable[tuple[str, Iterable[Row]]]) -> Sheets:
    """Return sheets as far as they have no more rows and text than a worksheet may: cells may share one long text."""
    found: list[tuple[str, list[Row]]] = []
    many = size = 0
    for title, rows in sheets:
        found.append((title, []))
        for row in rows:
            found[-1][1].append(row)
            many += 1
            size += sum(len(cell.text) for cell in row)
            if many > MAX_ROWS or size > MAX_UNPACKED_BYTES:
                message = f"the workbook has more than {MAX_ROWS:,} rows, or {MAX_UNPACKED_BYTES:,} characters in them"
                raise InputError.of(path, message, "remove what is not of it")
    return found


def _rows(path: Path, sheet: Any) -> Iterator[Row]:
    """Yield the rows of a sheet that have anything in them, as far down and to the right as sheets are read."""
    sheet.reset_dimensions()  # what the file says of its size need not be so
    letters = [openpyxl.utils.get_column_letter(number) for number in range(1, MAX_COLUMNS + 1)]
    for down, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
        if any(cell.value is not None for cell in row):
            cells = zip(letters, row, strict=True)
            yield [_cell(path, f"{sheet.title}!{letter}{down}", cell) for letter, cell in cells]


def _cell(path: Path, at: str, cell: Any) -> Cell:
    if isinstance(cell.value, str) and len(cell.value) > MAX_CELL_TEXT:
        message = f"{at}: the text of a cell has {len(cell.value):,} characters, and at most {MAX_CELL_TEXT:,} are read"
        raise InputError.of(path, message, "no spreadsheet program writes so much; say it shorter")
    return Cell(at, "" if cell.value is None else _text(cell.value), formula=cell.data_type in ("f", "e"))


def _text(value: Any) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    return _ESCAPED.sub(lambda found: "_" if "5F" in found[0] else "\n", str(value))
