"""Disagreements as a workbook: a row for each, with both sides, and cells for what holds and why."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import SETTLING_FORMAT, SettlingHead
from mcaudit.forms.settling.page import SettlingSheet
from mcaudit.forms.worksheet.cells import Column, form_book, protect, put_heads, put_row, table
from mcaudit.media.sheets import lay_out

_COLUMNS = (
    Column(SettlingHead.CRITERION, 9),
    Column("What is asked", 34),
    Column("The reviewers' answers", 60),
    Column("What the profile says", 50),
    Column(SettlingHead.ANSWER, 14, filled=True),
    Column(SettlingHead.WHY, 40, filled=True),
    Column(SettlingHead.DATE, 11, filled=True),
)
_HOW = (
    ("What to do", "On the sheet Settle, read both sides, choose what holds, and say why. Leave open rows empty."),
    (SettlingHead.WHY, "Required: a sentence that the provider can follow. It goes on the record."),
    (SettlingHead.DATE, "As 2026-01-31. If you leave it empty, it is the day on which the workbook is read back."),
)


def settling_xlsx(of: SettlingSheet) -> bytes:
    """Return the workbook in which somebody settles what reviewers disagree about, the same bytes each time."""
    profile, edition = of.audit.profile, of.audit.edition
    about = (("Micro-credential", f"{profile.title} ({profile.id})"), ("Settled by", of.by), *_HOW)
    documents = [(f"{title}: {where}",) for title, where, _ in of.documents]
    sheets = {
        "Read me": lambda sheet: table(sheet, (("About this workbook", 30), ("Details", 110)), about),
        "Settle": lambda sheet: _settle(sheet, of),
        "Dossier": lambda sheet: table(sheet, (("Documents", 120),), documents),
    }
    made_of = [("format", SETTLING_FORMAT), ("profile", profile.id), ("edition", edition.id)]
    criteria = [(f"criterion {each.criterion.id}", each.entry) for each in of.disputes]
    return form_book(of.audit, "Disagreements to settle", sheets, [*made_of, *criteria])


def _settle(sheet: Worksheet, of: SettlingSheet) -> None:
    put_heads(sheet, 1, _COLUMNS)
    for down, dispute in enumerate(of.disputes, 2):
        criterion = dispute.criterion
        said = {
            SettlingHead.CRITERION: criterion.id,
            "What is asked": f"{criterion.title}: {criterion.text}.",
            "The reviewers' answers": "\n\n".join("\n".join(side.lines) for side in dispute.sides),
            "What the profile says": dispute.says,
        }
        put_row(sheet, down, _COLUMNS, said)
        words = ",".join(words.lower() for _, words in dispute.answers)
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
        choice.add(f"E{down}")
        sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    protect(sheet)
    lay_out(sheet, [column.width for column in _COLUMNS])
