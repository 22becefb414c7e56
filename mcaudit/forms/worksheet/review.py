"""The sheet on which a reviewer answers: what is left on top, and a row for each criterion, what is to do first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.contracts import WorksheetHead
from mcaudit.forms.worksheet.cells import SUM, Column, protect, put, put_heads, put_row
from mcaudit.forms.worksheet.order import Asking, Place, to_do_words
from mcaudit.forms.worksheet.rows import COLUMNS, LAST_PRINTED, TO_DO, texts
from mcaudit.media.sheets import lay_out
from mcaudit.model import Answer, Criterion
from mcaudit.terms.decisions import ANSWERS

REVIEW = "Review"
_HEADS = 2
"""The row of the heads; above it stands how much is open."""


def fill_review(sheet: Worksheet, asking: Asking) -> None:
    """Fill the sheet of all criteria, filtered to what is to review now."""
    put_heads(sheet, _HEADS, COLUMNS)
    asked = [(sub, criterion) for sub in asking.audit.edition.subcomponents for criterion in asking.in_order(sub)]
    in_order = sorted(asked, key=lambda each: asking.place(each[1]))
    last = _HEADS + len(in_order)
    choices: dict[tuple[Answer, ...], DataValidation] = {}
    for down, (sub, criterion) in enumerate(in_order, _HEADS + 1):
        put_row(sheet, down, COLUMNS, texts(asking, sub, criterion))
        offered = asking.answers(criterion)
        choices.setdefault(offered, _choice(offered)).add(f"{letter_of('Your answer')}{down}")
    for choice in choices.values():
        sheet.add_data_validation(choice)
    for column in COLUMNS:
        if column.filled and column.head != WorksheetHead.ANSWER and in_order:
            _prompt(sheet, column, last)
    _sums(sheet, asking, last)
    _filter(sheet, asking, [criterion for _, criterion in in_order], last)
    sheet.freeze_panes = f"C{_HEADS + 1}"  # which criterion it is, and what it asks, stay beside what is filled
    protect(sheet)
    _print(sheet, last)


def letter_of(head: str) -> str:
    """Return the letter of a column."""
    return get_column_letter(next(n for n, column in enumerate(COLUMNS, 1) if column.head == head))


def _sums(sheet: Worksheet, asking: Asking, last: int) -> None:
    """Say on top what is still open, and how many answers do not count yet; the spreadsheet program keeps count."""

    def column(head: str) -> str:
        letter = letter_of(head)
        return f"{letter}{_HEADS + 1}:{letter}{max(last, _HEADS + 1)}"

    to_do, answer, cited, by = map(column, ("To do", WorksheetHead.ANSWER, WorksheetHead.CITED, "Decided by"))
    now = asking.count(Place.NOW)
    still_open = f'SUMPRODUCT(({to_do}="{TO_DO[Place.NOW]}")*({answer}=""))'
    uncited = f'SUMPRODUCT(({by}="reviewers")*({answer}="{ANSWERS[Answer.MET]}")*({cited}=""))'
    put(sheet, 1, 5, to_do_words(asking), SUM)
    for across, formula in (  # ours alone: no text of a profile or a reviewer may be in one
        (1, f'=("Still open: "&{still_open}&" of {now}")'),
        (7, f'=IF({uncited}=0,"",{uncited}&" met without a citation: not counted yet")'),
    ):
        sheet.cell(1, across).style = SUM
        sheet.cell(1, across).value = formula


def _filter(sheet: Worksheet, asking: Asking, criteria: Sequence[Criterion], last: int) -> None:
    """Put a filter on the heads, set to what is to review now if anything is."""
    sheet.auto_filter.ref = f"A{_HEADS}:{get_column_letter(len(COLUMNS))}{last}"
    if not asking.count(Place.NOW):
        return
    at = [column.head for column in COLUMNS].index("To do")
    sheet.auto_filter.add_filter_column(at, [TO_DO[Place.NOW]])
    for down, criterion in enumerate(criteria, _HEADS + 1):
        sheet.row_dimensions[down].hidden = asking.place(criterion) is not Place.NOW


def _print(sheet: Worksheet, last: int) -> None:
    """Print the columns up to the comment, side by side on one sheet of paper on its side."""
    printed = [column.head for column in COLUMNS].index(LAST_PRINTED) + 1
    lay_out(sheet, [column.width for column in COLUMNS], printed)
    sheet.print_area = f"A1:{letter_of(LAST_PRINTED)}{last}"
    sheet.print_title_rows = f"{_HEADS}:{_HEADS}"


def _choice(answers: Iterable[Answer]) -> DataValidation:
    words = ",".join(ANSWERS[answer] for answer in answers)
    prompt = next(column.prompt for column in COLUMNS if column.head == WorksheetHead.ANSWER)
    return DataValidation(
        type="list",
        formula1=f'"{words}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not one of the answers",
        error=f"Choose one of: {words.replace(',', ', ')}.",
        showInputMessage=True,
        promptTitle=WorksheetHead.ANSWER,
        prompt=prompt,
    )


def _prompt(sheet: Worksheet, column: Column, last: int) -> None:
    """Let a column's cells say what belongs in them, and take anything: mistakes are reported when they are read."""
    letter = letter_of(column.head)
    shown = DataValidation(showInputMessage=True, promptTitle=column.head, prompt=column.prompt)
    shown.add(f"{letter}{_HEADS + 1}:{letter}{last}")
    sheet.add_data_validation(shown)
