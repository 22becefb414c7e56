"""What every workbook needs: texts that a cell can hold, and the same bytes each time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.xml.functions import tostring

from mcaudit.media.plain import plain
from mcaudit.media.xml import for_xml, repeatable

_CELL_MOST = 32_767
"""Characters that a cell may hold, as UTF-16 counts them."""
_CUT = " … (cut here)"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet program would take for the code of a character."""
_CORE = "docProps/core.xml"


def shown_in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it: on one line, controls visible, no character that XML lacks, not too long."""
    safe = for_xml(plain(text))
    if len(safe.encode("utf-16-le")) // 2 > _CELL_MOST:
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
    return repeatable(written, {_CORE: tostring(about.to_tree())})
