"""Disagreements as a workbook: a row for each, with both sides, and cells for what holds and why."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import SETTLING_FORMAT, SettlingHead
from mcaudit.forms.settling.page import Dispute, SettlingSheet
from mcaudit.forms.worksheet.cells import DAY, FILL, HEAD, TEXT, TITLE, protect, put, styles, table
from mcaudit.forms.worksheet.xlsx import PINS, pins_table
from mcaudit.media.sheets import height, lay_out
from mcaudit.media.workbook import workbook_bytes

_COLUMNS = (
    (SettlingHead.CRITERION, 9),
    ("What is asked", 34),
    ("The reviewers' answers", 60),
    ("What the profile says", 50),
    (SettlingHead.ANSWER, 14),
    (SettlingHead.WHY, 40),
    (SettlingHead.DATE, 11),
)
_FILLED = (SettlingHead.ANSWER, SettlingHead.WHY, SettlingHead.DATE)
_HOW = (
    ("What to do", "On the sheet Settle, read both sides, choose what holds, and say why. Leave open rows empty."),
    (SettlingHead.WHY, "Required: a sentence that the provider can follow. It goes on the record."),
    (SettlingHead.DATE, "As 2026-01-31. If you leave it empty, it is the day on which the workbook is read back."),
)


def settling_xlsx(sheet: SettlingSheet) -> bytes:
    """Return the workbook in which somebody settles what reviewers disagree about, the same bytes each time."""
    book = Workbook()
    del book["Sheet"]
    for style in styles():
        book.add_named_style(style)
    audit = sheet.audit
    about = (("Micro-credential", f"{audit.profile.title} ({audit.profile.id})"), ("Settled by", sheet.by))
    table(book.create_sheet("Read me"), (("About this workbook", 30), ("Details", 110)), (*about, *_HOW))
    _rows(book.create_sheet("Settle"), sheet)
    table(book.create_sheet("Dossier"), (("Documents", 120),), tuple((each,) for each in sheet.documents))
    made_of = [
        ("format", SETTLING_FORMAT),
        ("profile", audit.profile.id),
        ("edition", audit.edition.id),
        *((f"criterion {each.criterion.id}", each.entry) for each in sheet.disputes),
    ]
    table(book.create_sheet(PINS), ((PINS, 24), ("As JSON", 160)), pins_table(made_of))
    book[PINS].sheet_state = "hidden"
    book.active = 1
    title = f"Disagreements to settle: {audit.profile.title}"
    return workbook_bytes(book, title=title, subject=audit.edition.title, day=audit.date)


def _rows(sheet: Worksheet, of: SettlingSheet) -> None:
    for across, (head, width) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(across)].width = width
        put(sheet, 1, across, head, HEAD)
    for down, dispute in enumerate(of.disputes, 2):
        _row(sheet, down, dispute)
    sheet.freeze_panes = "C2"
    protect(sheet)
    lay_out(sheet, sum(width for _, width in _COLUMNS))


def _row(sheet: Worksheet, down: int, dispute: Dispute) -> None:
    criterion = dispute.criterion
    sides = "\n\n".join("\n".join(side.lines) for side in dispute.sides)
    said = (criterion.id, f"{criterion.title}: {criterion.text}.", sides, dispute.says)
    for across, (head, _) in enumerate(_COLUMNS, 1):
        if head in _FILLED:
            sheet.cell(down, across).style = DAY if head == SettlingHead.DATE else FILL
        else:
            put(sheet, down, across, said[across - 1], TITLE if across == 1 else TEXT)
    sheet.row_dimensions[down].height = height(zip(said, (width for _, width in _COLUMNS), strict=False))
    words = ",".join(words.lower() for _, words in dispute.answers)
    choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    choice.add(f"E{down}")
    sheet.add_data_validation(choice)
