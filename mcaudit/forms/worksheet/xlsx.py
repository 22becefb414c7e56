"""A reviewer's worksheet as a workbook: a row for each criterion, what is to review now first, and cells to fill.

It is made of an audit without decisions, so that nobody's answer can show in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.contracts import DEFAULT_QUORUM, WORKSHEET_FORMAT, WorksheetHead
from mcaudit.forms.worksheet.cells import form_book, table
from mcaudit.forms.worksheet.order import Asking, blind, decided_for, to_do_words
from mcaudit.forms.worksheet.review import REVIEW, fill_review
from mcaudit.forms.worksheet.rows import LONGER
from mcaudit.model import Audit, Pins, Reviewer
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.words import number
from mcaudit.version import __version__

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
            sheet, (("About this worksheet", 30), ("Details", 110)), _read_me(asking, reviewer)
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


# --- the first sheet -----------------------------------------------------------------------------


def _read_me(asking: Asking, reviewer: Reviewer) -> Iterator[tuple[str, str]]:
    """Yield the rows of the first sheet, each with its label."""
    audit, policy = asking.audit, asking.audit.policy
    yield "Micro-credential", f"{audit.profile.title} ({audit.profile.id}, {audit.profile.state})"
    yield "To review", to_do_words(asking)
    yield "Criteria", f"{audit.edition.title} ({audit.edition.id})"
    yield "Policy", policy.title if policy else "none"
    yield "Reviewer", f"{reviewer.name}, {reviewer.affiliation} ({reviewer.id})"
    yield "Date", audit.date
    yield "What to do", "On the sheet Review, fill in the cream cells. All other cells are locked."
    yield from _columns()
    quorum = policy.quorum if policy else DEFAULT_QUORUM
    alone = policy is not None and policy.settle_alone
    blind = "please do not show your answers to another reviewer before all have sent theirs"
    yield "On your own", f"{number(quorum, 'reviewer')} must decide a criterion, each alone: {blind}."
    settles = "Here one of them may settle it." if alone else "None of them settles it alone."
    yield "If reviewers differ", f"They talk, or others decide, and the reasons go on the record. {settles}"
    yield "Made with", f"mcaudit {__version__}"


def _columns() -> Iterator[tuple[str, str]]:
    shown = "The sheet first shows only what is to review now. Use the filter of the column To do to see the rest."
    provider = "Where the provider must act first, your answer changes something only if you cite a document"
    yield "Order of the rows", f"{shown} {provider} of the dossier."
    yield (
        WorksheetHead.ANSWER,
        f"One of: {', '.join(ANSWERS.values())}. Each row offers the answers that are possible there.",
    )
    yield "Cannot tell", "The documents do not let you decide. Say under Why what you looked for."
    yield "Checked", "You opened what is cited, and it says so. This confirms the fact and is not an answer."
    yield (
        WorksheetHead.WHY,
        "Required for every answer except “met” and “checked”: a sentence that the provider can follow.",
    )
    yield WorksheetHead.SATISFY, "Required for “not met” and “partly met”: what the provider should do."
    rests = "What your answer rests on, as “document: place; document: place”: D2: p. 4; rubric: section 2."
    names = "Use the numbers or the short names of the documents on the sheet Dossier."
    counts = "Where reviewers decide, “met” counts only with a citation."
    yield WorksheetHead.CITED, f"{rests} {names} {counts}"
    read = "If you leave it empty, it is the day on which the answer is first read back."
    yield "Date of an answer", f"As 2026-01-31. {read} Fill it in when you return to an earlier answer."
    where = "in the line above the sheet when you select the cell; on paper it is cut"
    whole = "The HTML worksheet and a full report also show everything that the profile says."
    yield LONGER, f"A row can only be so high. A cell that begins with “[{LONGER}” is shown whole {where}. {whole}"
    yield "Not done yet?", "Leave a row empty, and it stays open. A row that is only partly filled in is an error."
    yield "Formulas", "Do not write formulas; they are not read. Keep the file as an Excel workbook (.xlsx)."
