"""The form of a profile as a workbook: a sheet a component, single fields in a column, and a table for each list."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import INTAKE_FORMAT
from mcaudit.errors import OutputError
from mcaudit.media.sheets import head_style, height, lay_out, open_style, set_text, set_widths, style
from mcaudit.media.workbook import shown_in_a_cell, workbook_bytes
from mcaudit.model import Edition, Profile
from mcaudit.model.fields import Field, FieldKind
from mcaudit.model.intake_book import (
    ABOUT,
    AS_WRITTEN,
    CHOICES,
    NUMBER,
    PLACE,
    TITLED,
    Filled,
    Key,
    Leaf,
    Part,
    book_parts,
    filled_in,
)
from mcaudit.terms.fields import holds, listed
from mcaudit.version import __version__

HEAD, TEXT, FILL, SMALL, TITLE = (f"intake {name}" for name in ("head", "text", "fill", "small", "title"))
_SPARE = {"statements": 30, "dossier": 10, "organizations": 8}
_SPARE_ROWS = 3
"""Empty rows that a table ends in."""
_WIDTHS = (26, 34, 62, 48)
_CELL_MOST = 32_000
_LISTED_MOST = 250
"""Characters of a list of choices that a cell can offer by itself."""
_DAY = "2026-01-01"
"""The date that every workbook bears, whenever it is made."""


def intake_xlsx(edition: Edition, profile: Profile) -> bytes:
    """Return a workbook in which a profile is described, filled with what it says; raise OutputError if it cannot."""
    book = Workbook()
    del book["Sheet"]
    for look in (
        head_style(HEAD),
        style(TITLE, bold=True),
        style(TEXT, number_format="@"),
        style(SMALL, number_format="@"),
        open_style(FILL, number_format="@"),
    ):
        book.add_named_style(look)
    filled = filled_in(edition, profile.content)
    _read_me(book.create_sheet(ABOUT), edition, profile)
    sheets: dict[str, _Sheet] = {}
    choices = _Choices(book)
    for part in book_parts(edition):
        if part.sheet not in sheets:
            sheets[part.sheet] = _Sheet(book.create_sheet(part.sheet), choices)
        sheets[part.sheet].add(edition, part, filled)
    choices.close()
    if filled.rest:
        _as_written(book.create_sheet(AS_WRITTEN), filled)
    return workbook_bytes(book, title=f"Describe: {profile.title}", subject=edition.title, day=_DAY)


def _put(sheet: Worksheet, down: int, across: int, text: str, look: str) -> None:
    if len(text) > _CELL_MOST:
        raise OutputError(f"{sheet.title}: a text has {len(text):,} characters, more than a cell holds; use the page")
    cell = sheet.cell(down, across)
    cell.style = look
    set_text(cell, "\n".join(map(shown_in_a_cell, text.split("\n"))))


def _read_me(sheet: Worksheet, edition: Edition, profile: Profile) -> None:
    rows = (
        ("Micro-credential", f"{profile.title} ({profile.id}, {profile.state})"),
        ("Criteria", f"{edition.title} ({edition.id})"),
        ("Begin with", "The sheets Organizations and Documents. Everything that you say cites one of the documents."),
        ("Then", "Fill in the cream cells of the other sheets with what the documents say. Leave out what none says."),
        ("Statements", "The easiest answer: a sentence or two in your own words, and the criteria that it is about."),
        ("Facts", "Numbers, dates, and choices on the sheets Developers to Recognizers. They can settle a criterion."),
        ("Numbers", "Write 15, 10 to 12, at least 10, or about 15."),
        ("Several", "If a cell takes several values, write one on each line (Alt+Enter)."),
        (
            "More rows",
            f"Copy a row of a table. In “{NUMBER}”, a list within a list names the entry above first: 2 / 1.",
        ),
        ("Send back", "This file, as an Excel workbook (.xlsx). Formulas are not read."),
        ("Format", INTAKE_FORMAT),
        ("Made with", f"mcaudit {__version__}"),
    )
    set_widths(sheet, (24, 100))
    for down, (label, text) in enumerate(rows, 1):
        _put(sheet, down, 1, label, TITLE)
        _put(sheet, down, 2, text, TEXT)


def _as_written(sheet: Worksheet, filled: Filled) -> None:
    set_widths(sheet, (60, 60))
    _put(sheet, 1, 1, PLACE, HEAD)
    _put(sheet, 1, 2, "As JSON", HEAD)
    for down, (steps, text) in enumerate(filled.rest, 2):
        _put(sheet, down, 1, "/".join(steps), TEXT)
        _put(sheet, down, 2, text, TEXT)


class _Choices:
    """The lists that cells offer: short ones within the cell, long ones on a sheet out of sight."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.create_sheet(CHOICES)
        self._known: dict[tuple[str, ...], str] = {}

    def formula(self, codes: tuple[str, ...]) -> str:
        """Return what offers the codes in a cell."""
        written = ",".join(codes)
        if len(written) <= _LISTED_MOST:
            return f'"{written}"'
        if codes not in self._known:
            letter = get_column_letter(len(self._known) + 1)
            for down, code in enumerate(codes, 1):
                _put(self._sheet, down, len(self._known) + 1, code, TEXT)
            self._known[codes] = f"{CHOICES}!${letter}$1:${letter}${len(codes)}"
        return self._known[codes]

    def close(self) -> None:
        """Put the sheet behind the others, out of sight."""
        self._sheet.parent.move_sheet(self._sheet, len(self._sheet.parent.sheetnames))
        self._sheet.sheet_state = "hidden"


class _Sheet:
    """Fills one sheet from the top."""

    def __init__(self, sheet: Worksheet, choices: _Choices) -> None:
        self._sheet, self._choices = sheet, choices
        self._down = 0
        self._offers: dict[tuple[str, str], DataValidation] = {}
        lay_out(sheet, _WIDTHS)

    def add(self, edition: Edition, part: Part, filled: Filled) -> None:
        """Add a part: its title and question, then its fields or its table."""
        texts = filled.texts.get(part.place, {})
        sub = next((each for each in edition.subcomponents if part.place == f"{each.component}.{each.key}"), None)
        self._down += 2 if self._down else 1
        name, title = (sub.id, f"{sub.id} {sub.title}") if sub else (part.field.title, part.field.title)
        _put(self._sheet, self._down, 1, f"{TITLED}{name}", TITLE)  # it ends the table above
        _put(self._sheet, self._down, 2, title, TITLE)
        notes = [f"Any one of {listed(group.members)} is enough." for group in sub.groups] if sub else []
        if sub and sub.skip:
            notes.append(f"After “{sub.skip.value}”, leave {listed(sub.skip.subcomponents)} out.")
        _put(self._sheet, self._down, 3, " ".join((part.field.description, *notes)), TEXT)
        if part.is_table:
            self._table(part, texts)
        else:
            self._singles(part, texts.get((), {}))

    def _singles(self, part: Part, texts: Mapping[tuple[str, ...], str]) -> None:
        for leaf in part.leaves:
            if leaf.field.place == "format":
                continue
            self._down += 1
            description = f"{leaf.field.description} ({holds(leaf.field)})"
            row = (".".join((*part.steps, *leaf.steps)), leaf.title, description)
            for across, text in enumerate(row, 1):
                _put(self._sheet, self._down, across, text, SMALL if across == 1 else TEXT)
            self._fill(len(row) + 1, leaf, texts.get(leaf.steps, ""))
            self._sheet.row_dimensions[self._down].height = height(zip(row, _WIDTHS, strict=False))

    def _table(self, part: Part, texts: Mapping[Key, Mapping[tuple[str, ...], str]]) -> None:
        self._down += 1
        heads = (part.place, NUMBER, *(leaf.title for leaf in part.leaves))
        for across, text in enumerate(heads, 1):
            _put(self._sheet, self._down, across, text, HEAD)
        spare = _SPARE.get(part.place, _SPARE_ROWS)
        named = part.field.kind is FieldKind.NAMED
        nested = "*" in part.place
        rows = [*texts.items(), *(((str(len(texts) + n + 1),), {}) for n in range(spare))]
        for key, row in rows:
            self._down += 1
            _put(self._sheet, self._down, 1, part.place, SMALL)
            empty = not row and (named or nested)
            _put(self._sheet, self._down, 2, "" if empty else " / ".join(key), FILL if named or nested else TEXT)
            for across, leaf in enumerate(part.leaves, 3):
                self._fill(across, leaf, row.get(leaf.steps, ""))

    def _fill(self, across: int, leaf: Leaf, text: str) -> None:
        _put(self._sheet, self._down, across, text, FILL)
        field = leaf.field
        codes = field.codes if field.kind is FieldKind.CHOICE and not field.several else ()
        formula = self._choices.formula(codes) if codes else ""
        key = (formula, leaf.title)
        if key not in self._offers:
            self._offers[key] = _offer(field, leaf.title, formula)
            self._sheet.add_data_validation(self._offers[key])
        self._offers[key].add(f"{get_column_letter(across)}{self._down}")


def _offer(field: Field, title: str, formula: str) -> DataValidation:
    """Return what a cell offers and says when it is chosen; it takes anything, and is checked when it is read."""
    note = DataValidation(type="list" if formula else None, formula1=formula or None, allow_blank=True)
    note.showInputMessage, note.showErrorMessage = True, False
    note.promptTitle = title[:32]
    note.prompt = f"{field.description} {holds(field, 8)[:1].upper()}{holds(field, 8)[1:]}."[:255]
    return note
