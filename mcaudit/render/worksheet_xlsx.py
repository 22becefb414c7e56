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

from mcaudit import __version__
from mcaudit.model import Answer, Audit, Basis, JsonObject, Pins, Reviewer
from mcaudit.render.document.dossier import Dossier, dossier_of
from mcaudit.render.words import number
from mcaudit.render.workbook import workbook_bytes
from mcaudit.render.worksheet_cells import DAY, FILL, HEAD, TEXT, TITLE, height, lay_out, protect, put, styles, table
from mcaudit.render.worksheet_rows import COLUMNS, LONGER, Column, Sheet, texts

WORKSHEET_FORMAT = "mcaudit-worksheet/1"
PINS = "Pins"
"""The sheet that holds what the decisions are made on; out of sight, and to be seen by whoever asks for it."""

_WORDS = {answer: str(answer).replace("_", " ") for answer in Answer}


def worksheet_xlsx(audit: Audit, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]) -> bytes:
    """Return a worksheet on a profile for one reviewer, the same bytes each time.

    `pins` are those of each criterion, `documents` the pin of each entry of the dossier. Raise ValueError for an audit
    with decisions: a worksheet is blind.
    """
    if audit.decisions:
        raise ValueError("a worksheet is made of an audit without decisions")
    book = Workbook()
    del book["Sheet"]
    for style in styles():
        book.add_named_style(style)
    table(book.create_sheet("Read me"), (("About this worksheet", 30), ("Says", 110)), tuple(_read_me(audit, reviewer)))
    dossier = dossier_of(audit)
    played = tuple(finding.criterion for finding in audit.findings if finding.basis not in (Basis.SKIP, Basis.OPTIONAL))
    for component in audit.edition.components:
        _component(book.create_sheet(component.title), Sheet(audit, dossier, component), played)
    table(book.create_sheet("Dossier"), _DOSSIER, tuple(_documents(dossier)))
    pinned = {name: pins[name] for name in played}
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
    yield "What to do", "On each sheet from Developers to Recognizers, fill the cream cells. All others are locked."
    yield (
        "Your answer",
        f"One of: {', '.join(_WORDS.values())}. “Not applicable” is offered where the edition allows it.",
    )
    yield "Cannot tell", "The documents do not let you decide. Say under Why what you looked for."
    yield "Why", "Needed for every answer but “met”: a sentence that the provider can follow."
    yield "What would satisfy it", "Needed for “not met” and “partly met”: what the provider should do."
    rests = "What your answer rests on, as “document: place; document: place”: handbook: p. 4; rubric: section 2."
    names = "The short names, not the numbers, of the documents are on the sheet Dossier."
    counts = "A “met” on what reviewers decide counts only with one."
    yield "Your citations", f"{rests} {names} {counts}"
    read = "Left empty, it is the day on which the answer is first read back."
    yield "Date of an answer", f"As 2026-01-31. {read} Write it when you go back to an earlier answer."
    where = "in the line above the sheet when you select it; on paper it is cut"
    whole = "What the profile says also stands whole in the HTML worksheet and in a full report."
    yield LONGER, f"A row can only be so high. All of a cell that begins with “[{LONGER}” is shown {where}. {whole}"
    yield "Not done yet?", "Leave a row empty, and it stays open. A row that is filled in part is refused, and told."
    blind = "please do not show your answers to another reviewer before all have handed theirs in"
    yield "On your own", f"{number(quorum, 'reviewer')} must decide a criterion, each alone: {blind}."
    alone = policy is not None and policy.settle_alone
    yield (
        "If reviewers differ",
        "They talk, or others decide, and the reasons go on the record. "
        + ("Here one of them may settle it." if alone else "None of them settles it alone."),
    )
    yield "Formulas", "None are read: write text. Keep the file as an Excel workbook (.xlsx)."
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
        *((f"criterion {name}", _pins(each)) for name, each in pins.items()),
    ]
    written = [(key, _json(value)) for key, value in rows]
    yield from written
    yield "checksum", json.dumps(sha256("\n".join(f"{key} {value}" for key, value in written).encode()).hexdigest())


def _json(value: Any) -> str:
    """Return JSON in which nothing looks like a spreadsheet program's code of a character."""
    return json.dumps(value, sort_keys=True).replace("_x", "\\u005fx")


def _pins(pins: Pins) -> JsonObject:
    return {"criterion": pins.criterion, "fields": pins.fields, "documents": dict(pins.documents)}


def _component(sheet: Worksheet, of: Sheet, played: Sequence[str]) -> None:
    for across, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(across)].width = column.width
        put(sheet, 1, across, column.head, HEAD)
    findings = {finding.criterion: finding for finding in of.audit.findings}
    choices = {True: _choice(tuple(Answer)), False: _choice([a for a in Answer if a is not Answer.NOT_APPLICABLE])}
    down = 1
    for sub in of.component.subcomponents:
        for criterion in (each for each in sub.criteria if each.id in played):
            down += 1
            _row(sheet, down, texts(of, sub, criterion, findings[criterion.id]))
            choices[bool(criterion.may_be_not_applicable)].add(f"{_letter('Your answer')}{down}")
    for choice in choices.values():
        if choice.sqref:
            sheet.add_data_validation(choice)
    for column in COLUMNS:
        if column.filled and column.head != "Your answer" and down > 1:
            _prompt(sheet, column, down)
    sheet.freeze_panes = "C2"  # which criterion it is, and what it asks, stay beside what is filled
    protect(sheet)
    lay_out(sheet, sum(column.width for column in COLUMNS))


def _letter(head: str) -> str:
    return get_column_letter(next(n for n, column in enumerate(COLUMNS, 1) if column.head == head))


def _choice(answers: Sequence[Answer]) -> DataValidation:
    words = ",".join(_WORDS[answer] for answer in answers)
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
