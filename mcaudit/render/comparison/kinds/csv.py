"""A comparison as a table for spreadsheets and programs: a row for each micro-credential."""

from __future__ import annotations

import csv
from io import StringIO

from mcaudit.media.cells import BYTE_ORDER_MARK, guarded
from mcaudit.media.plain import utf8
from mcaudit.model.comparison import Comparison
from mcaudit.render.comparison.sheets import flat
from mcaudit.render.report import View

SUMMARY = "one table, a row for each micro-credential"
TEXT = True


def render(comparison: Comparison, view: View) -> bytes:
    """Return a comparison as CSV; `view` changes nothing in it."""
    table = flat(comparison)
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.head for column in table.columns])
    for row in table.rows:
        writer.writerow([guarded("" if value is None else str(value)) for value in row])
    return utf8(f"{BYTE_ORDER_MARK}{stream.getvalue()}")
