"""A reviewer's worksheet as a workbook: a sheet a component, a row a criterion, and cells to fill.

It is made of an audit without decisions, so that nobody's answer can show in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from mcaudit import __version__
from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Citation,
    Component,
    Criterion,
    Decider,
    Finding,
    JsonObject,
    Pins,
    Reviewer,
    Subcomponent,
    decider,
    settled_criteria,
)
from mcaudit.render.cells import starts_a_formula
from mcaudit.render.comparison.kinds.xlsx import _CORE, _repeatable, shown_in_a_cell
from mcaudit.render.document.dossier import Dossier, dossier_of
from mcaudit.render.document.values import Entries, Fields, Source, Value, Words, answer_of, organizations_said
from mcaudit.render.words import number, status_of

WORKSHEET_FORMAT = "mcaudit-worksheet/1"
PINS = "Pins"
"""The sheet that holds what the decisions are made on; out of sight, and to be seen by whoever asks for it."""

_HEAD, _TEXT, _FILL, _DAY, _TITLE = (f"worksheet {name}" for name in ("head", "text", "fill", "day", "title"))
_SIZE = 10
_LINE, _ROW_MOST = 13.5, 409.0
"""Points: the height of a line, and the most that a row may have."""
_CELL_MOST = 32_000
"""Characters of a cell; a spreadsheet program takes 32,767."""
_CUT = "… (the rest is in the profile)"
_LETTER, _TABLOID = 1, 3
_ROOM = 290
"""Characters side by side that a tabloid page still shows legibly."""


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: int
    filled: bool = False
    """Whether the reviewer writes in it."""
    prompt: str = ""


_COLUMNS = (
    _Column("Criterion", 10),
    _Column("Part", 20),
    _Column("Level", 10),
    _Column("Decided by", 11),
    _Column("What is asked", 42),
    _Column("What the facts show", 34),
    _Column("What the profile says", 64),
    _Column("What the profile cites", 30),
    _Column("Your answer", 15, True, "Choose one of the words in the list. Leave it empty where you have not decided."),
    _Column("Why", 44, True, "Needed for every answer but “met”."),
    _Column("What would satisfy it", 36, True, "Needed for “not met” and “partly met”."),
    _Column(
        "Your citations",
        32,
        True,
        "document: place; document: place. The short names of the documents are on the sheet Dossier. A “met” on what "
        "reviewers decide counts only with a citation.",
    ),
    _Column("Date", 13, True, "As 2026-01-31. Left empty, it is the day on which the workbook is read back."),
    _Column("Comment on the criterion", 32, True, "To the owners of the criteria; not to the provider."),
)
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
    for style in _styles():
        book.add_named_style(style)
    _table(
        book.create_sheet("Read me"), (("About this worksheet", 30), ("Says", 110)), tuple(_read_me(audit, reviewer))
    )
    dossier = dossier_of(audit)
    played = tuple(finding.criterion for finding in audit.findings if finding.basis not in (Basis.SKIP, Basis.OPTIONAL))
    for component in audit.edition.components:
        _component(book.create_sheet(component.title), _Sheet(audit, dossier, component), played)
    _table(book.create_sheet("Dossier"), _DOSSIER, tuple(_documents(dossier)))
    pinned = {name: pins[name] for name in played}
    _table(book.create_sheet(PINS), ((PINS, 24), ("As JSON", 160)), tuple(_pinned(audit, reviewer, pinned, documents)))
    book[PINS].sheet_state = "hidden"
    return _written(book, audit)


def _written(book: Workbook, audit: Audit) -> bytes:
    book.calculation = CalcProperties(fullCalcOnLoad=False)
    about = book.properties
    about.title = shown_in_a_cell(f"Worksheet: {audit.profile.title}")
    about.subject = audit.edition.title
    about.creator = about.lastModifiedBy = "mcaudit"
    about.language = "en-US"
    about.created = datetime.fromisoformat(audit.date)
    written = BytesIO()
    book.save(written)
    about.modified = about.created  # saving set it to the time of day
    return _repeatable(written, {_CORE: tostring(about.to_tree())})


def _styles() -> Iterator[NamedStyle]:
    line = Side(style="thin", color="9AA3AD")
    ruled = Border(top=line, bottom=line, left=line, right=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    font = Font(name="Calibri", size=_SIZE)
    white = Font(name="Calibri", size=_SIZE, bold=True, color="FFFFFF")
    blue, cream = (PatternFill("solid", fgColor=color) for color in ("1F3A5F", "FFF8DC"))
    open_ = Protection(locked=False)
    yield NamedStyle(_HEAD, font=white, fill=blue, alignment=wrapped, border=ruled)
    yield NamedStyle(_TITLE, font=Font(name="Calibri", size=_SIZE, bold=True), alignment=wrapped, border=ruled)
    yield NamedStyle(_TEXT, font=font, alignment=wrapped, border=ruled, number_format="@")
    yield NamedStyle(_FILL, font=font, fill=cream, alignment=wrapped, border=ruled, number_format="@", protection=open_)
    yield NamedStyle(
        _DAY, font=font, fill=cream, alignment=wrapped, border=ruled, number_format="yyyy-mm-dd", protection=open_
    )


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
    rests = (
        "What your answer rests on, as “document: place; document: place”, with the short names on the sheet Dossier"
    )
    counts = "A “met” on what reviewers decide counts only with one."
    yield "Your citations", f"{rests}: handbook: p. 4; rubric: section 2. {counts}"
    yield "Date of an answer", "As 2026-01-31. Left empty, it is the day on which the workbook is read back."
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


_DOSSIER = (("Short name", 28), ("Title", 60), ("Kind", 20), ("Where", 60), ("State", 40))


def _documents(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    for each in dossier.documents.values():
        yield each.name, each.title, each.kind, each.where, each.state


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


def _table(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    """Fill a sheet that is only read."""
    for across, (head, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(across)].width = width
        _put(sheet, 1, across, head, _HEAD)
    for down, row in enumerate(rows, 2):
        for across, text in enumerate(row, 1):
            _put(sheet, down, across, text, _TITLE if across == 1 else _TEXT)
        sheet.row_dimensions[down].height = _height(zip(row, (width for _, width in columns), strict=True))
    sheet.freeze_panes = "B2"
    _protect(sheet)
    _print(sheet, sum(width for _, width in columns))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a component's sheet is made of."""

    audit: Audit
    dossier: Dossier
    component: Component


def _component(sheet: Worksheet, of: _Sheet, played: Sequence[str]) -> None:
    for across, column in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(across)].width = column.width
        _put(sheet, 1, across, column.head, _HEAD)
    findings = {finding.criterion: finding for finding in of.audit.findings}
    choices = {True: _choice(tuple(Answer)), False: _choice([a for a in Answer if a is not Answer.NOT_APPLICABLE])}
    down = 1
    for sub in of.component.subcomponents:
        for criterion in (each for each in sub.criteria if each.id in played):
            down += 1
            _row(sheet, down, tuple(_texts(of, sub, criterion, findings[criterion.id])))
            choices[bool(criterion.may_be_not_applicable)].add(f"{_letter('Your answer')}{down}")
    for choice in choices.values():
        if choice.sqref:
            sheet.add_data_validation(choice)
    for column in _COLUMNS:
        if column.filled and column.head != "Your answer" and down > 1:
            _prompt(sheet, column, down)
    sheet.freeze_panes = "B2"
    _protect(sheet)
    _print(sheet, sum(column.width for column in _COLUMNS))


def _letter(head: str) -> str:
    return get_column_letter(next(n for n, column in enumerate(_COLUMNS, 1) if column.head == head))


def _choice(answers: Sequence[Answer]) -> DataValidation:
    words = ",".join(_WORDS[answer] for answer in answers)
    prompt = next(column.prompt for column in _COLUMNS if column.head == "Your answer")
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


def _prompt(sheet: Worksheet, column: _Column, down: int) -> None:
    """Let a column's cells say what belongs in them, and take anything: what is wrong is told when they are read."""
    letter = _letter(column.head)
    told = DataValidation(showInputMessage=True, promptTitle=column.head, prompt=column.prompt)
    told.add(f"{letter}2:{letter}{down}")
    sheet.add_data_validation(told)


def _row(sheet: Worksheet, down: int, texts: Sequence[str]) -> None:
    for across, column in enumerate(_COLUMNS, 1):
        if column.filled:
            sheet.cell(down, across).style = _DAY if column.head == "Date" else _FILL
        else:
            _put(sheet, down, across, texts[across - 1], _TITLE if across == 1 else _TEXT)
    read = zip(texts, (column.width for column in _COLUMNS if not column.filled), strict=True)
    sheet.row_dimensions[down].height = _height(read)


def _put(sheet: Worksheet, down: int, across: int, text: str, style: str) -> None:
    """Set a cell to a text, which is text whatever it begins with."""
    cell = sheet.cell(down, across)
    cell.style = style
    shown = _in_a_cell(text)
    if shown:
        cell.value = shown
        cell.data_type = "s"
        cell.quotePrefix = starts_a_formula(shown)


def _in_a_cell(text: str) -> str:
    """Return a text as a cell can hold it, its lines kept apart."""
    shown = "\n".join(f"{_indent(line)}{shown_in_a_cell(line)}" for line in text.split("\n"))
    written = shown.encode("utf-16-le")
    if len(written) <= _CELL_MOST * 2:
        return shown
    return written[: _CELL_MOST * 2].decode("utf-16-le", errors="ignore") + _CUT


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def _height(row: Iterable[tuple[str, int]]) -> float:
    """Return about how high a row must be to show its texts wrapped: not every program finds that out by itself."""
    lines = max(sum(ceil(max(len(line), 1) / width) for line in text.split("\n")) for text, width in row)
    return min(lines * _LINE + 3, _ROW_MOST)


def _protect(sheet: Worksheet) -> None:
    """Lock all cells but those to fill, without a password; columns and rows may be made wider and higher."""
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False


def _print(sheet: Worksheet, wide: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _LETTER if wide <= _ROOM // 2 else _TABLOID
    sheet.page_setup.fitToWidth = ceil(wide / _ROOM)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"  # what is to be filled follows what is read
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_cols = "A:A"
    sheet.print_title_rows = "1:1"
    assert sheet.oddFooter is not None  # its type says that it may be
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


# --- what a row says -----------------------------------------------------------------------------


def _texts(of: _Sheet, sub: Subcomponent, criterion: Criterion, finding: Finding) -> Iterator[str]:
    """Yield the texts of a criterion's row that the reviewer only reads."""
    group = next((group for group in sub.groups if group.id == criterion.group), None)
    decides = decider(criterion, settled_criteria(of.audit.edition, of.audit.policy))
    yield criterion.id
    yield f"{sub.id} {sub.title}"
    yield str(criterion.level)
    yield "reviewers" if decides is Decider.REVIEWER else "facts"
    yield f"{criterion.text}\nAny one of {', '.join(group.members)} is enough." if group else criterion.text
    yield f"{status_of(finding).capitalize()}: {finding.message}"
    yield "\n".join(_said(of, criterion))
    yield ";\n".join(map(_cited, finding.citations))


def _cited(citation: Citation) -> str:
    return f"{citation.document}: {citation.place}" if citation.place else citation.document


def _said(of: _Sheet, criterion: Criterion) -> Iterator[str]:
    """Yield, line by line, what the profile says where a criterion reads it."""
    subs = {sub.pointer: sub for sub in of.audit.edition.subcomponents}
    for pointer in dict.fromkeys("/".join(pointer.split("/")[:4]) for pointer in criterion.reads):
        at, _, field = pointer.rpartition("/")
        if at in subs:
            yield from _answered(of, subs[at], field)
        else:
            for name, value in organizations_said(of.audit, of.dossier):
                yield from _labelled(name, value)


def _answered(of: _Sheet, sub: Subcomponent, field: str) -> Iterator[str]:
    answer = answer_of(of.audit, of.dossier, sub)
    found = [each for each in answer.fields if each.name == field]
    for each in found:
        yield from _labelled(each.label, each.value)
        if each.remark:
            yield f"  ({each.remark})"
    if not found:
        schema = sub.answer.get(field)
        title = schema.get("title") if isinstance(schema, Mapping) else None
        yield f"{title or field.replace('_', ' ').capitalize()}: nothing is said"


def _labelled(label: str, value: Value) -> Iterator[str]:
    first, *rest = list(_lines(value)) or ["(empty)"]
    if rest:
        yield f"{label}:"
        yield from (f"  {line}" for line in (first, *rest))
    else:
        yield f"{label}: {first}"


def _lines(value: Value) -> Iterator[str]:
    match value:
        case Words(text=text):
            yield text
        case Source(cited=cited):
            yield f"{cited.title}, {cited.place}" if cited.place else cited.title
        case Entries(items=(only,)):
            yield from _lines(only)
        case Entries(items=items):
            for item in items:
                first, *rest = list(_lines(item)) or ["(empty)"]
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        case Fields(rows=rows):
            for label, inner in rows:
                yield from _labelled(label, inner)
