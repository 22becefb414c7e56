"""What every workbook needs: texts that a cell can hold, and the same bytes each time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.xml.functions import tostring

from mcaudit.media.plain import plain

_CELL_MOST = 32_767
"""Characters that a cell may hold, as UTF-16 counts them."""
_CUT = " … (cut here)"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet program would take for the code of a character."""
_CORE = "docProps/core.xml"
_CONTENTS = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def shown_in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it: on one line, controls visible, no character that XML lacks, not too long."""
    safe = _NO_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", plain(text))
    if _length(safe) > _CELL_MOST:
        room = (_CELL_MOST - len(_CUT)) * 2
        safe = safe.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT
    return _ESCAPED.sub("_x005F_", safe)


def workbook_bytes(book: Workbook, *, title: str, subject: str, day: str, calculates: bool = False) -> bytes:
    """Return a workbook as Office Open XML that says what it is, of a day as YYYY-MM-DD, and nothing of when.

    One that `calculates` has formulas, which the program that opens it computes.
    """
    book.calculation = CalcProperties(fullCalcOnLoad=calculates)
    about = book.properties
    about.title = shown_in_a_cell(title)
    about.subject = subject
    about.creator = about.lastModifiedBy = "mcaudit"
    about.language = "en-US"
    about.created = datetime.fromisoformat(day)
    written = BytesIO()
    book.save(written)
    about.modified = about.created  # saving set it to the time of day
    return _repeatable(written, {_CORE: tostring(about.to_tree())})


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _repeatable(written: BytesIO, instead: dict[str, bytes]) -> bytes:
    """Return an archive without the time of day: in a fixed order, every entry of the same date."""
    result = BytesIO()
    with ZipFile(written) as old, ZipFile(result, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _CONTENTS, name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # else it tells the system it was written on
            entry.external_attr = 0o644 << 16
            new.writestr(entry, instead.get(name) or old.read(name))
    return result.getvalue()
