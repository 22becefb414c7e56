"""Writes a report that is one table as CSV."""

from __future__ import annotations

import csv
from io import StringIO

from mcaudit.blocks import Document, Table, cell_words
from mcaudit.looks import View
from mcaudit.media.cells import BYTE_ORDER_MARK, guarded
from mcaudit.media.plain import utf8


def write(document: Document, view: View) -> bytes:
    """Return the one table of a document as CSV; `view` changes nothing in it."""
    (table,) = (block for section in document.sections for block in section.blocks if isinstance(block, Table))
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.head for column in table.columns])
    writer.writerows([guarded(cell_words(cell)) for cell in row] for row in table.rows)
    return utf8(f"{BYTE_ORDER_MARK}{stream.getvalue()}")
