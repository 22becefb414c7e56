"""A reviewer's worksheet as a workbook: a sheet a component, a row a criterion, and cells to fill.

It is made of an audit without decisions, so that nobody's answer can show in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import WORKSHEET_FORMAT
from mcaudit.forms.worksheet.cells import DAY, FILL, HEAD, TEXT, TITLE, protect, put, styles, table
from mcaudit.forms.worksheet.order import asking_of
from mcaudit.forms.worksheet.rows import COLUMNS, LONGER, Column, Sheet, texts
from mcaudit.media.sheets import height, lay_out
from mcaudit.media.workbook import workbook_bytes
from mcaudit.model import Answer, Audit, Criterion, Pins, Reviewer, Subcomponent
from mcaudit.render.document.dossier import Dossier, dossier_of
from mcaudit.render.document.statements import statements_by_criterion
from mcaudit.terms.words import ANSWERS, number
from mcaudit.version import __version__

PINS = "Pins"
"""The sheet that holds what the decisions are made on; out of sight, and to be seen by whoever asks for it."""


def worksheet_xlsx(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins] | None = None,
) -> bytes:
    """Return a worksheet on a profile for one reviewer, the same bytes each time.

    `pins` are those of each criterion, `documents` the pin of each entry of the dossier; no earlier decision is loaded
    into a workbook, so `former` pins do not matter. Raise ValueError for an audit with decisions: a worksheet is blind.
    """
    if audit.decisions:
        raise ValueError("a worksheet is made of an audit without decisions")
    book = Workbook()
    del book["Sheet"]
    for style in styles():
        book.add_named_style(style)
    table(book.create_sheet("Read me"), (("About this worksheet", 30), ("Says", 110)), tuple(_read_me(audit, reviewer)))
    dossier = dossier_of(audit)
    asking = asking_of(audit)
    statements = statements_by_criterion(audit, dossier)
    for component in audit.edition.components:
        _component(book.create_sheet(component.title), Sheet(asking, dossier, component, statements))
    table(book.create_sheet("Dossier"), _DOSSIER, tuple(_documents(dossier)))
    asked = {criterion.id for criterion in asking.criteria}
    pinned = {criterion.id: pins[criterion.id] for criterion in audit.edition.criteria if criterion.id in asked}
    table(book.create_sheet(PINS), ((PINS, 24), ("As JSON", 160)), tuple(_pinned(audit, reviewer, pinned, documents)))
    book[PINS].sheet_state = "hidden"
    title = f"Worksheet: {audit.profile.title}"
    return workbook_bytes(book, title=title, subject=audit.edition.title, day=audit.date)


# --- the sheets ----------------------------------------------------------------------------------


def _read_me(audit: Audit, reviewer: Reviewer) -> Iterator[tuple[str, str]]:
    policy = audit.policy
    quorum = policy.quorum if policy else 2
    yield "Micro-credential", f"{audit.profile.title} ({audit.profile.id}, {audit.profile.state})"
    yield "Criteria", f"{audit.edition.title} ({audit.edition.id})"
    yield "Policy", policy.title if policy else "none"
    yield "Reviewer", f"{reviewer.name}, {reviewer.affiliation} ({reviewer.id})"
    yield "Date", audit.date
    yield "What to do", "On each sheet from Developers to Recognizers, fill in the cream cells. All others are locked."
    last = "there, an answer changes something only if you cite a document of the dossier"
    yield (
        "Order of the rows",
        f"What needs a reviewer comes first. What the profile does not address comes last: {last}.",
    )
    yield (
        "Your answer",
        f"One of: {', '.join(ANSWERS.values())}. Each row offers the answers that are possible there.",
    )
    yield "Cannot tell", "The documents do not let you decide. Say under Why what you looked for."
    yield "Checked", "You opened what is cited, and it says so. This confirms the fact and judges nothing."
    yield "Why", "Required for every answer except “met” and “checked”: a sentence that the provider can follow."
    yield "What would satisfy it", "Required for “not met” and “partly met”: what the provider should do."
    rests = "What your answer rests on, as “document: place; document: place”: handbook: p. 4; rubric: section 2."
    names = "Use the short names of the documents on the sheet Dossier, not the numbers."
    counts = "Where reviewers decide, “met” counts only with a citation."
    yield "Your citations", f"{rests} {names} {counts}"
    read = "If you leave it empty, it is the day on which the answer is first read back."
    yield "Date of an answer", f"As 2026-01-31. {read} Fill it in when you return to an earlier answer."
    where = "in the line above the sheet when you select the cell; on paper it is cut"
    whole = "The HTML worksheet and a full report also show everything that the profile says."
    yield LONGER, f"A row can only be so high. A cell that begins with “[{LONGER}” is shown whole {where}. {whole}"
    yield "Not done yet?", "Leave a row empty, and it stays open. A row that is only partly filled in is an error."
    blind = "please do not show your answers to another reviewer before all have sent theirs"
    yield "On your own", f"{number(quorum, 'reviewer')} must decide a criterion, each alone: {blind}."
    alone = policy is not None and policy.settle_alone
    yield (
        "If reviewers differ",
        "They talk, or others decide, and the reasons go on the record. "
        + ("Here one of them may settle it." if alone else "None of them settles it alone."),
    )
    yield "Formulas", "Formulas are not read: write text. Keep the file as an Excel workbook (.xlsx)."
    yield "Made with", f"mcaudit {__version__}"


_DOSSIER = (("Short name", 28), ("Number", 9), ("Title", 60), ("Kind", 20), ("Where", 60), ("State", 40))


def _documents(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    for each in dossier.documents.values():
        yield each.name, f"D{each.number}", each.title, each.kind, each.where, each.state


def _pinned(
    audit: Audit, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what the decisions are made on, each as JSON of plain letters, which no program changes on its way."""
    rows = [
        ("format", WORKSHEET_FORMAT),
        ("profile", {"id": audit.profile.id, "sha256": audit.profile.sha256}),
        ("edition", {"id": audit.edition.id, "sha256": audit.edition.sha256}),
        ("reviewer", {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation}),
        *((f"document {name}", pin) for name, pin in documents.items()),
        *((f"criterion {name}", each.as_data()) for name, each in pins.items()),
    ]
    written = [(key, _json(value)) for key, value in rows]
    yield from written
    yield "checksum", json.dumps(sha256("\n".join(f"{key} {value}" for key, value in written).encode()).hexdigest())


def _json(value: Any) -> str:
    """Return JSON in which nothing looks like a spreadsheet program's code of a character."""
    return json.dumps(value, sort_keys=True).replace("_x", "\\u005fx")


def _component(sheet: Worksheet, of: Sheet) -> None:
    for across, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(across)].width = column.width
        put(sheet, 1, across, column.head, HEAD)
    choices: dict[tuple[Answer, ...], DataValidation] = {}
    down = 1
    for sub, criterion in _in_order(of):
        down += 1
        _row(sheet, down, texts(of, sub, criterion))
        offered = of.asking.answers(criterion)
        choices.setdefault(offered, _choice(offered)).add(f"{_letter('Your answer')}{down}")
    for choice in choices.values():
        sheet.add_data_validation(choice)
    for column in COLUMNS:
        if column.filled and column.head != "Your answer" and down > 1:
            _prompt(sheet, column, down)
    sheet.freeze_panes = "C2"  # which criterion it is, and what it asks, stay beside what is filled
    protect(sheet)
    lay_out(sheet, sum(column.width for column in COLUMNS))


def _in_order(of: Sheet) -> list[tuple[Subcomponent, Criterion]]:
    """Return the criteria of a sheet: what needs a reviewer, what else is addressed, what is not addressed."""
    asked = [(sub, criterion) for sub in of.component.subcomponents for criterion in of.asking.in_order(sub)]
    return sorted(asked, key=lambda each: of.asking.place(each[1]))


def _letter(head: str) -> str:
    return get_column_letter(next(n for n, column in enumerate(COLUMNS, 1) if column.head == head))


def _choice(answers: Sequence[Answer]) -> DataValidation:
    words = ",".join(ANSWERS[answer] for answer in answers)
    prompt = next(column.prompt for column in COLUMNS if column.head == "Your answer")
    return DataValidation(
        type="list",
        formula1=f'"{words}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not one of the answers",
        error=f"Choose one of: {words.replace(',', ', ')}.",
        showInputMessage=True,
        promptTitle="Your answer",
        prompt=prompt,
    )


def _prompt(sheet: Worksheet, column: Column, down: int) -> None:
    """Let a column's cells say what belongs in them, and take anything: what is wrong is told when they are read."""
    letter = _letter(column.head)
    told = DataValidation(showInputMessage=True, promptTitle=column.head, prompt=column.prompt)
    told.add(f"{letter}2:{letter}{down}")
    sheet.add_data_validation(told)


def _row(sheet: Worksheet, down: int, read: Mapping[str, str]) -> None:
    for across, column in enumerate(COLUMNS, 1):
        if column.filled:
            sheet.cell(down, across).style = DAY if column.head == "Date" else FILL
        else:
            put(sheet, down, across, read[column.head], TITLE if across == 1 else TEXT)
    widths = ((read[column.head], column.width) for column in COLUMNS if not column.filled)
    sheet.row_dimensions[down].height = height(widths)
