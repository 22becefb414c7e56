"""The workbook of a profile: what it holds comes back as it was, and every mistake is reported with its cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.forms.intake.xlsx import intake_xlsx
from mcaudit.model import Edition, Profile
from mcaudit.model.intake_book import book_parts
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.intake.workbook import read_intake_xlsx
from tests.conftest import examples, faults_in
from tests.forms.profiles import PATHS, made, profile_of, real


def kept(edition: Edition, profile: Profile, folder: Path) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(intake_xlsx(edition, profile))
    return path


def _paths() -> Iterator[Any]:
    """Yield the shipped profiles; to write and to read a workbook takes half a second, and so most are slow."""
    for number, path in enumerate(PATHS):
        yield pytest.param(path, marks=[pytest.mark.slow] if number % 4 else [])


@pytest.mark.parametrize("path", [*_paths()], ids=lambda path: path.stem)
def test_a_shipped_profile_comes_back_as_it_was(edition: Edition, path: Path, tmp_path: Path) -> None:
    profile = real(edition)[PATHS.index(path)]
    assert read_intake_xlsx(edition, kept(edition, profile, tmp_path)).content == profile.content


@examples(40)  # half a second each
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


@cache
def blank() -> bytes:
    """Return the workbook of a profile that says nothing, made once."""
    edition = default_edition()
    return intake_xlsx(edition, profile_of(edition, {}))


def changed(folder: Path, change: Callable[[Any], None]) -> Path:
    path = folder / "form.xlsx"
    book = openpyxl.load_workbook(BytesIO(blank()))
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

    content = read_intake_xlsx(edition, changed(tmp_path, fill)).content
    assert content["dossier"] == {"page": {"title": "Public page", "url": "https://prairie.example.org/talks"}}
    assert content["statements"] == [
        {"about": ["1E-4", "1E-5"], "text": "Earners submit one video.", "citation": {"document": "page"}}
    ]
    assert content["deliverers"] == {"estimated_time": {"typical_hours": 15}}


def fill(sheet: Any, place: str, said: Mapping[str, str], below: int = 1) -> int:
    """Fill in a row below the heads of a table, and return which it is."""
    at = row_of(sheet, place) + below
    heads = {cell.value: cell.column for cell in sheet[at - below]}
    for head, text in said.items():
        sheet.cell(at, heads[head]).value = text
    return at


def put(sheet: Any, place: str, text: str) -> None:
    sheet.cell(row_of(sheet, place), 4).value = text


PAGE = {"Entry": "page", "Title": "Page", "Web address": "https://prairie.example.org"}
STATEMENT = {"About": "1E-4", "Text": "One video.", "Citation: Document": "page"}
WRONG: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "formula": (lambda book: put(book["Start"], "title", "=1+1"), "Start!D3: a formula"),
    "no such criterion": (
        lambda book: fill(book["Statements"], "statements", {**STATEMENT, "About": "1E-99"}),
        "Statements!C3: ",
    ),
    "not a form": (lambda book: book.remove(book["Read me"]), "this workbook is not a form of a profile"),
    "no first column": (lambda book: book["Statements"].delete_cols(1), "Statements: the first column"),
    "no heads": (
        lambda book: (fill(book["Statements"], "statements", STATEMENT), book["Statements"].delete_rows(2)),
        "Statements!C2: the row of heads above this row is missing",
    ),
    "another head": (
        lambda book: fill(book["Documents"], "dossier", {"Title": "Titel"}, 0),
        "Documents!C2: `Titel` is not a column of this table",
    ),
    "no short name": (
        lambda book: fill(book["Documents"], "dossier", {**PAGE, "Entry": ""}),
        "Documents!B3: this row has no short name",
    ),
    "a short name twice": (
        lambda book: [fill(book["Documents"], "dossier", PAGE, below) for below in (1, 2)],
        "Documents!B4: `page` stands here a second time",
    ),
    "a short name alone": (
        lambda book: fill(book["Documents"], "dossier", {"Entry": "page"}),
        "Documents!B3: this row has a short name and nothing else",
    ),
    "half a document": (
        lambda book: fill(book["Documents"], "dossier", {**PAGE, "Title": ""}),
        "Documents!E3: `page` has no `title`",
    ),
    "no entry above": (
        lambda book: fill(book["Organizations"], "organizations.*.approvals", {"Entry": "center / 1", "By": "State"}),
        "`center / 1` is not an entry above",
    ),
    "a key twice": (
        lambda book: put(book["Start"], "title", 'json:{"a": 1, "a": 2}'),
        "Start!D3: what follows `json:` is not JSON",
    ),
    "no number": (lambda book: put(book["Start"], "title", "json:NaN"), "Start!D3: what follows `json:` is not JSON"),
    "too deep": (lambda book: put(book["Start"], "title", "json:" + "[" * 30_000), "Start!D3: what follows `json:`"),
    "as written": (
        lambda book: book.create_sheet("As written").append(["Place"]) or book["As written"].append(["a/5/b", "1"]),
        "As written!A2: this row is not as it was made",
    ),
}


@pytest.mark.parametrize(
    ("change", "shown"),
    # Two in three only where time does not count: each reads, writes, and reads a workbook.
    [pytest.param(*WRONG[name], id=name, marks=[pytest.mark.slow] if at % 3 else []) for at, name in enumerate(WRONG)],
)
def test_what_is_wrong_is_reported_with_its_cell(
    edition: Edition, tmp_path: Path, change: Callable[[Any], Any], shown: str
) -> None:
    assert shown in faults_in(read_intake_xlsx, edition, changed(tmp_path, change))[0].message


def test_what_is_no_part_of_the_form_is_named(edition: Edition, tmp_path: Path) -> None:
    def note(book: Any) -> None:
        book.create_sheet("Notes")["B2"] = "Ask Ann."
        book.create_sheet("Empty")
        start, statements = book["Start"], book["Statements"]
        put(start, "state", "Ohio")
        start.cell(row_of(start, "title"), 6).value = "as on the page"
        start.insert_rows(2)
        start.cell(2, 4).value = "between"
        statements.cell(row_of(statements, "statements") + 1, 12).value = "aside"

    profile = read_intake_xlsx(edition, changed(tmp_path, note))
    assert profile.state == "OH"
    assert [each.message for each in profile.warnings] == [
        "Start!D2 is not read: it is not a cell of the form",
        "Start!F4 is not read: it is not a cell of the form",
        "Statements!L3 is not read: it is not a cell of the form",
        "the sheet “Notes” is not read: it is not part of the form",
        "Start!D5: “Ohio” is read as `OH`",
    ]


def test_criteria_and_choices_may_stand_between_commas(edition: Edition, tmp_path: Path) -> None:
    def fill_in(book: Any) -> None:
        fill(book["Documents"], "dossier", PAGE)
        fill(book["Statements"], "statements", {**STATEMENT, "About": "1E-4, 1E-5; 3A-1"})
        put(book["Deliverers"], "deliverers.estimated_time.covers", "materials, supports")
        put(book["Deliverers"], "deliverers.estimated_time.equity.regardless_of", "place, or so")

    content = read_intake_xlsx(edition, changed(tmp_path, fill_in)).content
    assert content["statements"][0]["about"] == ["1E-4", "1E-5", "3A-1"]
    assert content["deliverers"]["estimated_time"]["covers"] == ["materials", "supports"]
    assert content["deliverers"]["estimated_time"]["equity"] == {"regardless_of": ["place, or so"]}


def test_copied_rows_are_read_and_lists_within_lists_name_their_entry(edition: Edition, tmp_path: Path) -> None:
    approvals = "organizations.*.approvals"

    def fill_in(book: Any) -> None:
        fill(book["Documents"], "dossier", PAGE)
        for below in (1, 2):  # a copied row has the number of the row that it was copied from
            at = fill(book["Statements"], "statements", {**STATEMENT, "Text": f"Text {below}."}, below)
            book["Statements"].cell(at, 2).value = "1"
        fill(book["Organizations"], "organizations", {"Entry": "center", "Name": "Center"})
        for below, name in ((1, "center / 1"), (2, "center")):
            fill(book["Organizations"], approvals, {"Entry": name, "By": f"Body {below}"}, below)

    content = read_intake_xlsx(edition, changed(tmp_path, fill_in)).content
    assert [each["text"] for each in content["statements"]] == ["Text 1.", "Text 2."]
    assert content["organizations"]["center"]["approvals"] == [{"by": "Body 1"}, {"by": "Body 2"}]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_workbook_that_libreoffice_saved_says_the_same(edition: Edition, tmp_path: Path) -> None:
    for profile in real(edition)[:4]:
        path = kept(edition, profile, tmp_path)
        out = tmp_path / "saved"
        kind = "xlsx:Calc MS Excel 2007 XML"
        where = f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"
        call = ["soffice", where, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
        subprocess.run(call, check=True, capture_output=True)
        assert read_intake_xlsx(edition, out / path.name).content == profile.content
