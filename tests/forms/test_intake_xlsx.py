"""The workbook of a profile: what it holds comes back as it was, and what is wrong is told with its cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcaudit.errors import InputError
from mcaudit.forms.intake.xlsx import intake_xlsx
from mcaudit.model import Edition, Profile
from mcaudit.model.intake_book import book_parts
from mcaudit.reading.intake_xlsx import read_intake_xlsx
from tests.forms.profiles import PATHS, made, profile_of, real


def kept(edition: Edition, profile: Profile, folder: Path) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(intake_xlsx(edition, profile))
    return path


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_shipped_profile_comes_back_as_it_was(edition: Edition, path: Path, tmp_path: Path) -> None:
    profile = real(edition)[PATHS.index(path)]
    assert read_intake_xlsx(edition, kept(edition, profile, tmp_path)).content == profile.content


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_anything_that_a_profile_may_say_comes_back(
    edition: Edition, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    profile = data.draw(made(edition))
    folder = tmp_path_factory.mktemp("book")
    assert read_intake_xlsx(edition, kept(edition, profile, folder)).content == profile.content


def test_no_table_has_two_columns_of_one_name(edition: Edition) -> None:
    for part in book_parts(edition):
        titles = [leaf.title for leaf in part.leaves]
        assert len(titles) == len(set(titles)), part.place


def changed(edition: Edition, folder: Path, change: Callable[[Any], None]) -> Path:
    path = kept(edition, profile_of(edition, {}), folder)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row_of(sheet: Any, place: str) -> int:
    return next(int(cell.row) for cell in sheet["A"] if cell.value == place)


def test_what_a_person_fills_in_is_read(edition: Edition, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        documents, statements, deliverers = book["Documents"], book["Statements"], book["Deliverers"]
        at = row_of(documents, "dossier") + 1
        documents.cell(at, 2).value, documents.cell(at, 3).value = "page", "Public page"
        heads = {cell.value: cell.column for cell in documents[at - 1]}
        documents.cell(at, heads["Web address"]).value = "https://prairie.example.org/talks"
        at = row_of(statements, "statements") + 1
        heads = {cell.value: cell.column for cell in statements[at - 1]}
        statements.cell(at, heads["About"]).value = "1E-4\n1E-5"
        statements.cell(at, heads["Text"]).value = "Earners submit one video."
        statements.cell(at, heads["Citation: Document"]).value = "page"
        deliverers.cell(row_of(deliverers, "deliverers.estimated_time.typical_hours"), 4).value = 15

    content = read_intake_xlsx(edition, changed(edition, tmp_path, fill)).content
    assert content["dossier"] == {"page": {"title": "Public page", "url": "https://prairie.example.org/talks"}}
    assert content["statements"] == [
        {"about": ["1E-4", "1E-5"], "text": "Earners submit one video.", "citation": {"document": "page"}}
    ]
    assert content["deliverers"] == {"estimated_time": {"typical_hours": 15}}


def test_what_is_wrong_is_told_with_its_cell(edition: Edition, tmp_path: Path) -> None:
    def formula(book: Any) -> None:
        book["Start"].cell(row_of(book["Start"], "title"), 4).value = "=1+1"

    def unknown(book: Any) -> None:
        at = row_of(book["Statements"], "statements") + 1
        book["Statements"].cell(at, 3).value = "1E-99"
        book["Statements"].cell(at, 4).value = "Text"
        book["Statements"].cell(at, 5).value = "page"

    def other(book: Any) -> None:
        del book["Read me"]

    for change, told in ((formula, "Start!D"), (unknown, "Statements!C"), (other, "is not a form of a profile")):
        with pytest.raises(InputError) as raised:
            read_intake_xlsx(edition, changed(edition, tmp_path, change))
        assert told in raised.value.problems[0].message
