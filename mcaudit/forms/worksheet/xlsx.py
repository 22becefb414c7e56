"""A reviewer's worksheet as a workbook: a row for each criterion, what is to review now first, and cells to fill.

It is made of an audit without decisions, so that nobody's answer can show in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.contracts import WORKSHEET_FORMAT
from mcaudit.forms.worksheet.cells import form_book, table
from mcaudit.forms.worksheet.order import Asking, blind, decided_for
from mcaudit.forms.worksheet.readme import read_me
from mcaudit.forms.worksheet.review import REVIEW, fill_review
from mcaudit.model import Audit, Pins, Reviewer

_DOSSIER = (("Short name", 28), ("Number", 9), ("Title", 60), ("Kind", 20), ("Where", 60), ("State", 40))


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
    asking = blind(audit, only)
    dossier = [
        (each.name, f"D{each.number}", each.title, each.kind, each.where, each.state)
        for each in asking.dossier.documents.values()
    ]
    sheets = {
        "Read me": lambda sheet: table(
            sheet, (("About this worksheet", 30), ("Details", 110)), read_me(asking, reviewer)
        ),
        REVIEW: lambda sheet: fill_review(sheet, asking),
        "Dossier": lambda sheet: table(sheet, _DOSSIER, dossier),
    }
    return form_book(audit, "Worksheet", sheets, _made_of(asking, reviewer, pins, documents), calculates=True)


def _made_of(
    asking: Asking, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Yield what the decisions are made on."""
    profile, edition = asking.audit.profile, asking.audit.edition
    yield "format", WORKSHEET_FORMAT
    yield "profile", {"id": profile.id, "sha256": profile.sha256}
    yield from decided_for(asking.audit).items()
    yield "edition", {"id": edition.id, "sha256": edition.sha256}
    yield "suggestions", "hidden"
    yield "reviewer", {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation}
    yield from ((f"document {name}", pin) for name, pin in documents.items())
    asked = {criterion.id for criterion in asking.criteria}
    yield from ((f"criterion {each.id}", pins[each.id].as_data()) for each in edition.criteria if each.id in asked)
