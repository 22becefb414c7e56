"""A reviewer's worksheet as a workbook: a row for each criterion, what is to review now first, and cells to fill.

It is made of an audit without decisions, so that nobody's answer can show in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from openpyxl import Workbook

from mcaudit.contracts import WORKSHEET_FORMAT
from mcaudit.forms.worksheet.cells import styles, table
from mcaudit.forms.worksheet.order import asking_of, decided_for
from mcaudit.forms.worksheet.readme import read_me
from mcaudit.forms.worksheet.review import REVIEW, fill_review
from mcaudit.forms.worksheet.rows import Sheet
from mcaudit.media.workbook import workbook_bytes
from mcaudit.model import Audit, Pins, Reviewer
from mcaudit.terms.dossier import Dossier, dossier_of
from mcaudit.terms.statements import statements_by_criterion

PINS = "Pins"
"""The sheet that holds what the decisions are made on; out of sight, and to be seen by whoever asks for it."""


def worksheet_xlsx(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins] | None = None,
    only: frozenset[str] = frozenset(),
) -> bytes:
    """Return a worksheet on a profile for one reviewer, the same bytes each time.

    `pins` are those of each criterion, `documents` the pin of each entry of the dossier; no earlier decision is loaded
    into a workbook, so `former` pins do not matter. With `only`, it asks about these criteria. Raise ValueError for an
    audit with decisions: a worksheet is blind.
    """
    if audit.decisions:
        raise ValueError("a worksheet is made of an audit without decisions")
    book = Workbook()
    del book["Sheet"]
    for style in styles():
        book.add_named_style(style)
    dossier = dossier_of(audit)
    asking = asking_of(audit, only)
    table(
        book.create_sheet("Read me"), (("About this worksheet", 30), ("Details", 110)), tuple(read_me(asking, reviewer))
    )
    statements = statements_by_criterion(audit, dossier)
    fill_review(book.create_sheet(REVIEW), Sheet(asking, dossier, statements))
    table(book.create_sheet("Dossier"), _DOSSIER, tuple(_documents(dossier)))
    asked = {criterion.id for criterion in asking.criteria}
    pinned = {criterion.id: pins[criterion.id] for criterion in audit.edition.criteria if criterion.id in asked}
    table(book.create_sheet(PINS), ((PINS, 24), ("As JSON", 160)), _pinned(audit, reviewer, pinned, documents))
    book[PINS].sheet_state = "hidden"
    title = f"Worksheet: {audit.profile.title}"
    book.active = 1
    return workbook_bytes(book, title=title, subject=audit.edition.title, day=audit.date, calculates=True)


# --- the sheets ----------------------------------------------------------------------------------


_DOSSIER = (("Short name", 28), ("Number", 9), ("Title", 60), ("Kind", 20), ("Where", 60), ("State", 40))


def _documents(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    for each in dossier.documents.values():
        yield each.name, f"D{each.number}", each.title, each.kind, each.where, each.state


def _pinned(
    audit: Audit, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what the decisions are made on."""
    rows = [
        ("format", WORKSHEET_FORMAT),
        ("profile", {"id": audit.profile.id, "sha256": audit.profile.sha256}),
        *decided_for(audit).items(),
        ("edition", {"id": audit.edition.id, "sha256": audit.edition.sha256}),
        ("suggestions", "hidden"),
        ("reviewer", {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation}),
        *((f"document {name}", pin) for name, pin in documents.items()),
        *((f"criterion {name}", each.as_data()) for name, each in pins.items()),
    ]
    return pins_table(rows)


def pins_table(rows: Iterable[tuple[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return what a workbook is made of as JSON of plain letters, which no program changes, with a checksum."""
    written = [(key, _json(value)) for key, value in rows]
    checksum = json.dumps(sha256("\n".join(f"{key} {value}" for key, value in written).encode()).hexdigest())
    return (*written, ("checksum", checksum))


def _json(value: Any) -> str:
    """Return JSON in which nothing looks like a spreadsheet program's code of a character."""
    return json.dumps(value, sort_keys=True).replace("_x", "\\u005fx")
