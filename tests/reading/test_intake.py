"""What a form saved and a plain table are read as; what is wrong is an error with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcaudit.app.intake import form_of
from mcaudit.errors import InputError
from mcaudit.model import Edition
from mcaudit.reading.intake.read import read_intake
from mcaudit.reading.intake.table import Named
from tests.conftest import faults_in
from tests.forms.profiles import profile_of

NOBODY = Named()


def problem(edition: Edition, path: Path, named: Named = NOBODY) -> tuple[int | None, str]:
    with pytest.raises(InputError) as raised:
        read_intake(edition, path, named)
    return raised.value.problems[0].line, raised.value.problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{}", None, "this is not what a form saved: it has no `format`"),
        ('{"format":\n"mcaudit-intake/0"}', 2, "its format is “mcaudit-intake/0”"),
        ('{"format": "mcaudit-intake/1", "edition": "v1.0", "profile":\n[]}', 2, "this form holds no profile"),
        ('{"format": "mcaudit-intake/1", "edition": "v1.0",\n"profil": {}}', 2, "unknown key `profil`"),
        ('{"format": "mcaudit-intake/1",\n"edition": "v9", "profile": {}}', 2, "this form is for edition `v9`"),
        ('{"format": "mcaudit-intake/1",', 1, "this is not JSON"),
        (
            (
                '{"format": "mcaudit-intake/1", "edition": "v1.0", "profile": '
                '{"format": "mcaudit-profile/1", "title": "T", "state": "OH",\n\n"id": 5}}'
            ),
            3,
            "`id` must be text",
        ),
    ],
    ids=["empty", "older", "no profile", "another key", "another edition", "not whole", "not a profile"],
)
def test_a_bad_form_is_refused_at_its_line(
    edition: Edition, tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    path = tmp_path / "form.json"
    path.write_text(text, encoding="utf-8")
    at, shown = problem(edition, path)
    assert message in shown
    assert at == line


TALKS = Named(id="talks", title="Talks", state="OH")
HEADS = "Criterion,Statement,Document,Place\n"


def test_a_table_becomes_statements(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    path.write_text(
        f"{HEADS}1E-4; 1E-5,One video.,Page (https://a.example.org/x),p. 12\n"
        "\n3A-1,One video.,page (https://a.example.org/x),12\n2F-1,It takes 15 hours.,A film,12:30\n"
        "2F-2,It takes 15 hours.,2nd Handbook,\n",
        encoding="utf-8-sig",
    )
    content = read_intake(edition, path, TALKS).content
    assert content["statements"] == [
        {"about": ["1E-4", "1E-5", "3A-1"], "text": "One video.", "citation": {"document": "page", "page": 12}},
        {"about": ["2F-1"], "text": "It takes 15 hours.", "citation": {"document": "a_film", "time": "12:30"}},
        {"about": ["2F-2"], "text": "It takes 15 hours.", "citation": {"document": "document_2nd_handbook"}},
    ]
    assert content["dossier"]["page"] == {"title": "Page", "url": "https://a.example.org/x"}
    assert content["dossier"]["a_film"] == {"title": "A film", "kept": "no"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Criterion,Statement\n", 1, "the table has no column document, place"),
        (f"{HEADS}1A-1,Text,,x\n", 2, "this row has no document"),
        (f"{HEADS}1A-1,Text,Page,x\n1A-99,Other,Page,y\n", 3, "“1A-99”"),
        (f'{HEADS}1A-1,"Text,Page,x\n', 2, "this is not a table in CSV"),
        (f"{HEADS}1A-1,One, two,Page,p. 3\n", 2, "this row has 5 cells, but the table has 4 columns"),
        (f"{HEADS.strip()},Statement\n1A-1,One,Page,p. 3,Two\n", 1, "the table has two columns statement"),
        (HEADS, 1, "the table has no rows below its heads"),
        (",,\n,,\n", None, "the table has no words in it"),
        (f'{HEADS}1A-1,"One\ntwo",Page,x\n\n1A-1,,Page,x\n', 5, "this row has no statement"),
        (f'{HEADS}1A-1,"One\ntwo",,x\n', 2, "this row has no document"),
    ],
    ids=[
        "no heads",
        "no document",
        "no criterion",
        "quote",
        "comma",
        "twice",
        "no rows",
        "commas",
        "later",
        "two lines",
    ],
)
def test_a_bad_table_is_refused_at_its_line(
    edition: Edition, tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    path = tmp_path / "talks.csv"
    path.write_text(text, encoding="utf-8")
    at, shown = problem(edition, path, TALKS)
    assert message in shown
    assert at == line
    assert "which micro-credential it is about" in problem(edition, path)[1]


def test_a_profile_in_json_is_taken_as_it_is(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "talks.json"
    path.write_text('{"format": "mcaudit-profile/1", "id": "talks", "title": "Talks", "state": "OH"}')
    assert read_intake(edition, path, NOBODY).title == "Talks"


def test_documents_of_a_table_are_distinguished_by_title_and_address(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    documents = ("Guide", "Guide (https://a.example.org/1)", "guide", "Guide (https://a.example.org/2)", "עמוד")
    cited = "".join(f"1A-1,Text {number}.,{written},\n" for number, written in enumerate(documents))
    path.write_text(HEADS + cited, encoding="utf-8")
    content = read_intake(edition, path, TALKS).content
    assert [each["citation"]["document"] for each in content["statements"]] == [
        *("guide", "guide", "guide", "guide_2", "document")
    ]
    assert content["dossier"] == {
        "guide": {"title": "Guide", "url": "https://a.example.org/1"},
        "guide_2": {"title": "Guide", "url": "https://a.example.org/2"},
        "document": {"title": "עמוד", "kept": "no"},
    }


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_a_table_is_read_however_a_spreadsheet_program_saves_it(
    edition: Edition, tmp_path: Path, between: str, first: str
) -> None:
    path = tmp_path / "talks.csv"
    rows = (("Criterion", "Statement", "Document", "Place"), ("1E-4", '"One, and; two.\tThree"', "Page", "Video"))
    text = "\r\n".join(between.join(row) for row in rows)
    path.write_text(first.format(between) + text, encoding="utf-8-sig", newline="")
    assert read_intake(edition, path, TALKS).content["statements"] == [
        {"about": ["1E-4"], "text": "One, and; two.\tThree", "citation": {"document": "page", "section": "Video"}}
    ]


def test_a_column_that_is_not_read_is_named(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_text("criterion,statement,document,place,Who\n1A-1,One.,Page,,Ann\n", encoding="utf-8")
    warnings = read_intake(edition, path, TALKS).warnings
    assert [(each.line, each.message) for each in warnings] == [(1, "the column `who` is not read")]


def test_every_row_that_lacks_something_is_named_and_ten_thousand_are_refused(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_text(f"{HEADS}1A-1,One.,,\n,,,\n,Two.,Page,\n", encoding="utf-8")
    assert [each.line for each in faults_in(read_intake, edition, path, TALKS)] == [2, 4]
    path.write_text(HEADS + "1A-1,One.,Page,x\n" * 10_000, encoding="utf-8")
    assert "more than 5,000 rows" in problem(edition, path, TALKS)[1]


def test_a_workbook_is_known_by_what_it_is_and_other_files_are_named(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_bytes(form_of(edition, profile_of(edition, {}), ".xlsx"))
    assert read_intake(edition, path, NOBODY).id == "number-talks"
    page = tmp_path / "talks.html"
    page.write_bytes(form_of(edition, profile_of(edition, {}), ".html"))
    assert "press Save" in faults_in(read_intake, edition, page, NOBODY)[0].help
    page.write_bytes(b"%PDF-1.7")
    assert "a PDF document" in problem(edition, page)[1]
    page.write_text("{}" + " " * 2 * 1024 * 1024)
    assert "bytes" in problem(edition, page)[1]
