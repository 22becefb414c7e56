"""A workbook in which disagreements are settled: what is filled in is read, what is wrong is named with its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mcaudit.contracts import SettlingHead
from mcaudit.errors import InputError
from mcaudit.forms.settling.xlsx import settling_xlsx
from mcaudit.model import Edition
from mcaudit.reading.decisions.settling import read_settling_xlsx
from tests.conftest import faults_in
from tests.documents.worksheet import settling_form

TODAY = "2026-04-02"
HEADS = (SettlingHead.CRITERION, SettlingHead.ANSWER, SettlingHead.WHY, SettlingHead.DATE)
Fill = Mapping[str, str]


@pytest.fixture
def blank(edition: Edition, tmp_path: Path) -> Path:
    path = tmp_path / "settle.xlsx"
    path.write_bytes(settling_xlsx(settling_form(edition)))
    return path


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def filled(path: Path, cells: Fill) -> Path:
    """Fill in the row of 1A-2."""

    def fill(book: Any) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                heads = {cell.value: cell.column for cell in row if cell.value in HEADS}
                if len(heads) == len(HEADS):
                    for head, text in cells.items():
                        sheet.cell(row[0].row + 1, heads[head]).value = text

    return changed(path, fill)


SETTLED: Fill = {SettlingHead.ANSWER: "Partly_Met ", SettlingHead.WHY: "Two areas."}


def test_nothing_filled_in_is_nothing_settled(blank: Path) -> None:
    document = read_settling_xlsx(blank, today=TODAY)
    assert document is not None
    assert document["settlements"] == []


@pytest.mark.parametrize(("day", "read"), [("", TODAY), ("2026-03-31", "2026-03-31")])
def test_what_is_filled_in_is_read(blank: Path, day: str, read: str) -> None:
    document = read_settling_xlsx(filled(blank, {**SETTLED, SettlingHead.DATE: day}), today=TODAY)
    assert document is not None
    (settled,) = document["settlements"]
    assert (settled["criterion"], settled["answer"], settled["why"]) == ("1A-2", "partly_met", "Two areas.")
    assert (settled["date"], settled["between"]) == (read, {"ann": "met", "bo": "not_met"})


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({SettlingHead.ANSWER: "perhaps"}, "“perhaps” does not settle 1A-2"),
        ({SettlingHead.WHY: " "}, "1A-2 does not say why"),
        ({SettlingHead.WHY: "=1+1"}, "a formula or an error; expected text"),
        ({SettlingHead.DATE: "2026-02-30"}, "“2026-02-30” is not a valid date"),
        ({SettlingHead.DATE: "spring"}, "“spring” is not a valid date"),
        ({SettlingHead.CRITERION: "1A-9"}, "`1A-9` is not in this workbook"),
    ],
    ids=["answer", "why", "formula", "no day", "no date", "criterion"],
)
def test_what_is_wrong_is_named_with_its_cell(blank: Path, cells: Fill, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read_settling_xlsx(filled(blank, {**SETTLED, **cells}), today=TODAY)
    assert message in raised.value.problems[0].message
    assert "!" in raised.value.problems[0].message.split(":")[0]


def test_another_workbook_is_left_to_others(blank: Path) -> None:
    assert read_settling_xlsx(changed(blank, lambda book: book.remove(book["Pins"])), today=TODAY) is None


def test_changed_pins_are_refused(blank: Path) -> None:
    def change(book: Any) -> None:
        for row in book["Pins"].iter_rows():
            if row[0].value == "profile":
                row[1].value = '"another"'

    assert (
        "which says what is settled, was changed"
        in faults_in(read_settling_xlsx, changed(blank, change), today=TODAY)[0].message
    )
