"""A filled worksheet is read back as it was filled, whoever moved its rows; every mistake is reported with its cell."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from mcaudit.audit.engine import audit
from mcaudit.errors import InputError
from mcaudit.forms.worksheet.xlsx import worksheet_xlsx
from mcaudit.model import Answer, Decider, Edition, Profile, Reviewer
from mcaudit.reading.decisions.read import read_review
from mcaudit.reading.decisions.worksheet import read_worksheet_xlsx
from mcaudit.reading.kinds import is_binary
from mcaudit.reading.limits import (
    MAX_CELL_TEXT,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_STYLES_BYTES,
    MAX_UNPACKED_BYTES,
    MAX_WORKBOOK_BYTES,
)
from mcaudit.review.pins import document_pins
from tests.conftest import changed, faults_in
from tests.review.cases import pins_for

TODAY = "2026-03-01"
ANA = Reviewer(id="ana", name="Ana “=1+1” _x0041_\nOrtiz", affiliation="State Board")
ANSWER, WHY, SATISFY, CITED, DATE, COMMENT = "GHIJKL"
SHEET = "Review"
HASH = "a" * 64
TEXTS = (
    "plain",
    "=1+1 stays text",
    "+1",
    "-1",
    "@home",
    "007",
    "TRUE",
    "1e5",
    "2026-01-01",
    "two\nlines\n\nand a third\n",
    "\"double\" and 'single' and “curly”",
    "emoji 🎉👩🏽‍🏫, accents é, letters 中文 and عربي",
    "<b>&amp; ]]>",
    "  spaces around  ",
    "a\ttab",
    "n" * 5000,
    "line\n" * 1000,
)


def worksheet(edition: Edition, profile: Profile, only: frozenset[str] = frozenset()) -> bytes:
    found = audit(edition, profile, date="2026-01-01")
    return worksheet_xlsx(found, ANA, pins_for(edition, profile), document_pins(profile), only=only)


@pytest.fixture(scope="module")
def blank(edition: Edition, complete: Profile) -> bytes:
    """A worksheet on some criteria, of each component and with each kind of answer, as it is given out."""
    first = [criterion.id for criterion in edition.criteria if criterion.decided_by is Decider.REVIEWER][: len(TEXTS)]
    return worksheet(edition, complete, frozenset({*first, "1F-6", "2B-1", "3B-D3", "4A-6", "5A-1"}))


Filled = Callable[..., Path]


@pytest.fixture
def fill(blank: bytes, tmp_path: Path) -> Filled:
    """Write a worksheet in which a function changed the workbook, and cells are filled: by sheet, row and letter."""

    def filled(change: Callable[[Any], None] = lambda _: None, **cells: Any) -> Path:
        book = load_workbook(io.BytesIO(blank))
        for place, value in cells.items():
            put(book[SHEET][place], value)
        change(book)
        path = tmp_path / "filled.xlsx"
        book.save(path)
        return path

    return filled


def put(cell: Any, value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def problems(edition: Edition, path: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_worksheet_xlsx(edition, path, today=TODAY)
    assert {problem.path for problem in raised.value.problems} == {path.as_posix()}
    assert all(problem.help for problem in raised.value.problems)
    return [problem.message for problem in raised.value.problems]


def the_problem(edition: Edition, path: Path) -> str:
    (message,) = problems(edition, path)
    return message


def decisions(edition: Edition, path: Path) -> list[dict[str, Any]]:
    return list(read_worksheet_xlsx(edition, path, today=TODAY).document["decisions"])


# --- what is filled --------------------------------------------------------------------------------


def test_a_worksheet_with_nothing_filled_has_no_decisions(edition: Edition, fill: Filled) -> None:
    assert read_worksheet_xlsx(edition, fill(), today=TODAY).document == {
        "format": "mcaudit-decisions/1",
        "edition": "v1.0",
        "profile": "leading-restorative-circles",
        "state": "OH",
        "reviewer": {"id": ANA.id, "name": ANA.name, "affiliation": ANA.affiliation},
        "decisions": [],
    }


def test_a_row_is_a_decision_with_the_pins_of_what_it_rests_on(
    edition: Edition, complete: Profile, fill: Filled
) -> None:
    filled = {
        "G3": "partly met",
        "H3": "Why",
        "I3": "More",
        "J3": "scoring_rubric: Row 4",
        "K3": "2026-02-03",
        "L3": "?",
    }
    pins, documents = pins_for(edition, complete)["1A-1"], document_pins(complete)
    assert "scoring_rubric" not in pins.documents
    assert decisions(edition, fill(**filled)) == [
        {
            "criterion": "1A-1",
            "answer": "partly_met",
            "rationale": "Why",
            "would_satisfy": "More",
            "citations": [{"document": "scoring_rubric", "place": "Row 4"}],
            "date": "2026-02-03",
            "comment": "?",
            "suggestion_seen": "no",
            "pins": {
                "meaning": 1,
                "fields": pins.fields,
                "documents": {**pins.documents, "scoring_rubric": documents["scoring_rubric"]},
            },
        }
    ]


def test_what_is_read_is_a_valid_file_of_decisions(edition: Edition, fill: Filled, tmp_path: Path) -> None:
    filled = {f"{ANSWER}{row}": "cannot tell" for row in range(3, 3 + len(TEXTS))}
    filled |= {f"{WHY}{row}": text for row, text in enumerate(TEXTS, 3)}
    found = read_worksheet_xlsx(edition, fill(**filled), today=TODAY).document
    for suffix, write in ((".yaml", yaml.safe_dump), (".json", json.dumps)):
        path = (tmp_path / "ana").with_suffix(suffix)
        path.write_text(write(found), encoding="utf-8")
        review = read_review(edition, path)
        assert review.reviewer == ANA
        assert [opinion.rationale for opinion in review.opinions] == list(TEXTS)


@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.CHECKED])
def test_an_answer_is_read_as_it_is_offered_and_as_files_write_it(
    edition: Edition, fill: Filled, answer: Answer
) -> None:
    """3B-D3 may be not applicable."""

    words = str(answer).replace("_", " ")
    for said in (str(answer), words, f" {words.capitalize()} "):

        def change(book: Any, said: str = said) -> None:
            sheet = book[SHEET]
            (row,) = (cell.row for cell in sheet["A"] if cell.value == "3B-D3")
            for letter, text in {ANSWER: said, WHY: "Why", SATISFY: "More"}.items():
                put(sheet[f"{letter}{row}"], text)

        assert [each["answer"] for each in decisions(edition, fill(change))] == [str(answer)]


def test_a_check_is_read_where_facts_decide_and_needs_no_reason(edition: Edition, fill: Filled) -> None:
    def check(book: Any, name: str) -> None:
        (row,) = (cell.row for cell in book[SHEET]["A"] if cell.value == name)
        put(book[SHEET][f"{ANSWER}{row}"], "checked")

    (found,) = decisions(edition, fill(lambda book: check(book, "1F-6")))
    assert (found["criterion"], found["answer"]) == ("1F-6", "checked")
    message = the_problem(edition, fill(lambda book: check(book, "1A-2")))
    assert message == "Review!G4: 1A-2 cannot be “checked”: reviewers decide it, so there is no fact to check"


def test_pins_to_the_state_are_read_back(edition: Edition, complete: Profile, fill: Filled) -> None:
    def change(book: Any) -> None:
        (row,) = (cell.row for cell in book[SHEET]["A"] if cell.value == "4A-6")
        put(book[SHEET][f"{ANSWER}{row}"], "met")

    (found,) = decisions(edition, fill(change))
    pins = pins_for(edition, complete)["4A-6"]
    assert found["pins"] == pins.as_data()
    assert found["pins"]["state"] == "OH"


def test_a_worksheet_that_showed_what_the_facts_suggest_does_not_say_that_it_was_blind(
    edition: Edition, fill: Filled
) -> None:
    def change(book: Any) -> None:
        (row,) = (row for row in book["Pins"].iter_rows() if row[0].value == "suggestions")
        book["Pins"].delete_rows(row[0].row)
        made_anew(book)

    (found,) = decisions(edition, fill(change, G3="met"))
    assert "suggestion_seen" not in found


def test_a_worksheet_with_a_sheet_for_each_component_is_read(edition: Edition, fill: Filled) -> None:
    """So they were made before there was one sheet for all."""

    def change(book: Any) -> None:
        heads, *rows = [[cell.value for cell in row] for row in book[SHEET].iter_rows(min_row=2)]
        for number, name in enumerate(("Developers", "Deliverers", "Evaluators", "Issuers", "Recognizers"), 1):
            sheet = book.create_sheet(name)
            for row in (heads, *(row for row in rows if row[0].startswith(str(number)))):
                sheet.append(row)
        del book[SHEET]

    filled = {"G3": "met", "G12": "cannot tell", "H12": "Why"}
    assert decisions(edition, fill(change, **filled)) == decisions(edition, fill(**filled))


def test_a_worksheet_made_before_criteria_had_a_meaning_is_read(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        before = {"criterion": "a" * 64, "fields": "b" * 64, "documents": {}}
        put(pins_row(book, "criterion 1A-1"), json.dumps(before))
        made_anew(book)

    (found,) = decisions(edition, fill(change, G3="met"))
    assert found["pins"] == {"criterion": "a" * 64, "fields": "b" * 64, "documents": {}}


@pytest.mark.parametrize("day", ["2026-02-03", date(2026, 2, 3)])
def test_a_date_is_read_as_text_and_as_a_date(edition: Edition, fill: Filled, day: Any) -> None:
    assert decisions(edition, fill(G3="met", K3=day))[0]["date"] == "2026-02-03"


def test_a_decision_without_a_date_is_of_the_day_of_reading_and_known_to_have_none(
    edition: Edition, fill: Filled
) -> None:
    found = read_worksheet_xlsx(edition, fill(G3="met", G4="met", K4=TODAY), today=TODAY)
    assert [each["date"] for each in found.document["decisions"]] == [TODAY, TODAY]
    assert found.undated == {"1A-1"}


def test_a_number_is_read_as_it_is_shown(edition: Edition, fill: Filled) -> None:
    (found,) = decisions(edition, fill(G3="met", H3=12, L3=1.5))
    assert (found["rationale"], found["comment"]) == ("12", "1.5")
    (found,) = decisions(edition, fill(G3="met", H3=True, L3=False))
    assert (found["rationale"], found["comment"]) == ("TRUE", "FALSE")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("profile_page: p. 4", [("profile_page", "p. 4")]),
        ("profile_page: p. 4; stack_page: Overview;", [("profile_page", "p. 4"), ("stack_page", "Overview")]),
        ("profile_page: p. 4\nstack_page : Overview\n", [("profile_page", "p. 4"), ("stack_page", "Overview")]),
        ("profile_page: p. 4; 5; stack_page: at 12:30", [("profile_page", "p. 4; 5"), ("stack_page", "at 12:30")]),
    ],
    ids=["one", "two", "a line each", "marks in places"],
)
def test_citations_are_read(edition: Edition, fill: Filled, said: str, expected: list[tuple[str, str]]) -> None:
    (found,) = decisions(edition, fill(G3="met", J3=said))
    assert [(each["document"], each["place"]) for each in found["citations"]] == expected


# --- round trips -----------------------------------------------------------------------------------


def everything(book: Any) -> None:
    """Fill a worksheet with every text in every column that takes text."""
    for row, text in enumerate(TEXTS, 3):
        for letter, value in {ANSWER: "not met", WHY: text, SATISFY: text, COMMENT: text}.items():
            put(book[SHEET][f"{letter}{row}"], value)
    put(book[SHEET][f"{CITED}3"], "profile_page: p. 4; stack_page: “Overview”")
    book[SHEET][f"{DATE}3"].value = date(2026, 2, 3)


def test_what_is_filled_is_read_unchanged(edition: Edition, fill: Filled) -> None:
    found = decisions(edition, fill(everything))
    for name in ("rationale", "would_satisfy", "comment"):
        assert [each[name] for each in found] == list(TEXTS)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_loses_and_changes_nothing(edition: Edition, fill: Filled, tmp_path: Path) -> None:
    path = fill(everything)
    own = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", own, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = tmp_path / "saved" / path.name
    assert saved.read_bytes() != path.read_bytes()
    assert read_worksheet_xlsx(edition, saved, today=TODAY) == read_worksheet_xlsx(edition, path, today=TODAY)


def test_rows_and_columns_may_be_moved(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        sheet = book[SHEET]
        sheet.protection.sheet = False
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        moved = [["My notes"], [], rows[0], *reversed(rows[1:]), [], ["more notes", *[None] * 20]]
        sheet.delete_rows(1, sheet.max_row)
        for down, row in enumerate(moved, 1):
            for across, value in enumerate([None, *reversed(row)], 1):
                put(sheet.cell(down, across), value)
        sheet.title = "What I think"

    filled = {"G3": "met", "H3": "first", "G10": "cannot tell", "H10": "ninth"}
    assert decisions(edition, fill(change, **filled)) == decisions(edition, fill(**filled))


# --- what is refused -------------------------------------------------------------------------------


def test_rows_that_are_filled_in_part_are_all_reported_with_their_cells(edition: Edition, fill: Filled) -> None:
    filled = {"H3": "Why?", "G4": "not met", "G5": "cannot tell", "G6": "partly met", "H6": "Why", "L7": "A comment"}
    assert problems(edition, fill(**filled)) == [
        "Review!G3: 1A-1 is filled in part, and has no answer",
        "Review!H4: “not met” on 1A-2 does not say why",
        "Review!I4: “not met” on 1A-2 does not say what would satisfy it",
        "Review!H5: “cannot tell” on 1A-3 does not say why",
        "Review!I6: “partly met” on 1B-1 does not say what would satisfy it",
        "Review!G7: 1B-2 is filled in part, and has no answer",
    ]


@pytest.mark.parametrize("place", ["A3", "G3", "H3", "I3", "J3", "K3", "L3"])
def test_a_formula_is_refused_with_its_cell(edition: Edition, fill: Filled, place: str) -> None:
    def change(book: Any) -> None:
        book[SHEET][place].value = '=HYPERLINK("https://evil.example.org/","met")'

    found = problems(edition, fill(change))
    assert found[0].startswith(f"Review!{place}: a formula")


def test_an_unknown_answer_is_reported_with_the_nearest(edition: Edition, fill: Filled) -> None:
    (problem,) = faults_in(read_worksheet_xlsx, edition, fill(G3="partialy met"), today=TODAY)
    assert problem.message == "Review!G3: “partialy met” is not an answer"
    assert problem.help == "did you mean `partly met`?"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"G3": "not applicable", "H3": "It is not"}, "G3: the edition does not let 1A-1 be “not applicable”"),
        ({"G3": "met", "K3": "3 February"}, "K3: “3 February” is not a valid date"),
        ({"G3": "met", "K3": "2026-02-30"}, "K3: “2026-02-30” is not a valid date"),
        ({"G3": "met", "H3": "n" * 10_001}, "H3: has 10,001 characters; the limit is 10,000"),
        ({"G3": "met", "J3": "profil_page: p. 4"}, "J3: “profil_page” is not a document of the dossier"),
        ({"G3": "met", "J3": "profile_page"}, "J3: `profile_page` is cited without a place"),
        ({"G3": "met", "J3": "profile_page: p. 4; stack_page"}, "J3: `stack_page` is cited without a place"),
        ({"G3": "met", "J3": f"profile_page: {'n' * 10_001}"}, "J3: a place has 10,001 characters"),
        ({"G3": "met", "J3": "profile_page: 1\n" * 101}, "J3: 101 citations; the limit is 100"),
    ],
)
def test_what_no_decision_can_hold_is_reported(
    edition: Edition, fill: Filled, cells: Mapping[str, str], message: str
) -> None:
    assert the_problem(edition, fill(**cells)).startswith(f"Review!{message}")


@pytest.mark.parametrize("number", ["D2", "d2", " D2 "])
def test_a_document_may_be_cited_by_its_number_in_reports(
    edition: Edition, complete: Profile, fill: Filled, number: str
) -> None:
    second = list(complete.content["dossier"])[1]
    (found,) = decisions(edition, fill(G3="met", J3=f"{number}: p. 3; D4: p. 5"))
    fourth = list(complete.content["dossier"])[3]
    assert [(each["document"], each["place"]) for each in found["citations"]] == [(second, "p. 3"), (fourth, "p. 5")]
    assert {second, fourth} <= set(found["pins"]["documents"])


def test_a_document_that_is_called_like_a_number_is_meant_by_its_name(
    edition: Edition, complete: Profile, tmp_path: Path
) -> None:
    dossier = dict(complete.content["dossier"])
    dossier["d1"] = dossier.pop(next(iter(dossier)))
    content = changed(complete, "dossier", to=dossier)
    book = load_workbook(io.BytesIO(worksheet(edition, content, frozenset({"1A-1"}))))
    (row,) = (cell.row for cell in book[SHEET]["A"] if cell.value == "1A-1")
    for letter, text in {ANSWER: "met", CITED: "d1: p. 3"}.items():
        put(book[SHEET][f"{letter}{row}"], text)
    book.save(tmp_path / "named.xlsx")
    (found,) = decisions(edition, tmp_path / "named.xlsx")
    assert found["citations"] == [{"document": "d1", "place": "p. 3"}]


@pytest.mark.parametrize("number", ["D0", "D999", f"D{'9' * 5000}"])
def test_a_number_that_no_document_has_suggests_none(edition: Edition, fill: Filled, number: str) -> None:
    (problem,) = faults_in(read_worksheet_xlsx, edition, fill(G3="met", J3=f"{number}: p. 3"), today=TODAY)
    assert (
        problem.help == "write “document: place; document: place”, with the numbers or short names of the sheet Dossier"
    )


def test_a_row_of_no_criterion_is_reported(edition: Edition, fill: Filled) -> None:
    found = problems(edition, fill(A3="1A-11", A4="", G4="met"))
    assert found == [
        "Review!A3: `1A-11` is not a criterion of this edition",
        "Review!A4: something is filled in, but the row has no id of a criterion",
        "no row was found for 1A-1, 1A-2",
    ]


def test_a_criterion_that_stands_twice_is_reported(edition: Edition, fill: Filled) -> None:
    rows = []

    def change(book: Any) -> None:
        rows.extend(book[SHEET].iter_rows(min_row=3))
        book.copy_worksheet(book[SHEET])

    found = problems(edition, fill(change))
    assert len(found) == len(rows)
    assert found[0] == "Review Copy!A3: 1A-1 stands here a second time, after Review!A3"


def test_rows_that_were_deleted_are_reported(edition: Edition, fill: Filled) -> None:
    message = the_problem(edition, fill(lambda book: book[SHEET].delete_rows(3, 10)))
    assert message.startswith("no row was found for 1A-1, 1A-2")


def test_a_row_of_another_worksheet_is_reported(
    edition: Edition, complete: Profile, blank: bytes, tmp_path: Path
) -> None:
    content = changed(complete, "deliverers", to={"availability": {"available": "no"}})
    other = audit(edition, content, date="2026-01-01")
    book = load_workbook(io.BytesIO(worksheet_xlsx(other, ANA, pins_for(edition, content), document_pins(content))))
    put(book[SHEET]["A140"], "2B-1")
    book.save(tmp_path / "other.xlsx")
    assert the_problem(edition, tmp_path / "other.xlsx") == "Review!A140: `2B-1` is not in this worksheet"


# --- what it was made of ---------------------------------------------------------------------------


def pins_row(book: Any, key: str) -> Any:
    return next(row[1] for row in book["Pins"].iter_rows() if row[0].value == key)


def made_anew(book: Any) -> None:
    """Give the sheet Pins the checksum of what it says, as somebody might who knows how."""

    lines = [(row[0].value, row[1].value) for row in book["Pins"].iter_rows(min_row=2) if row[0].value != "checksum"]
    written = "\n".join(f"{key} {value}" for key, value in lines)
    put(pins_row(book, "checksum"), json.dumps(sha256(written.encode()).hexdigest()))


TAMPERED = "the sheet Pins, which says what the decisions are made on, was changed"


@pytest.mark.parametrize(
    "key", ["profile", "edition", "reviewer", "criterion 1A-1", "document profile_page", "checksum"]
)
def test_pins_that_were_changed_are_reported(edition: Edition, fill: Filled, key: str) -> None:
    def change(book: Any) -> None:
        cell = pins_row(book, key)
        put(cell, cell.value.translate(str.maketrans("a1", "1a")))

    assert the_problem(edition, fill(change)) == TAMPERED


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("profile", "{}"),
        ("profile", '"x"'),
        ("edition", "[]"),
        ("reviewer", "[1, 2, 3]"),
        ("reviewer", '{"id": "ana", "name": " ", "affiliation": "x"}'),
        ("reviewer", '{"id": "ana", "name": 1, "affiliation": "x"}'),
        ("criterion 1A-1", '{"criterion": "x", "fields": "y", "documents": {}}'),
        ("criterion 1A-1", f'{{"meaning": 0, "fields": "{HASH}", "documents": {{}}}}'),
        ("criterion 1A-1", f'{{"meaning": "1", "fields": "{HASH}", "documents": {{}}}}'),
        ("criterion 1A-1", f'{{"meaning": 1, "state": " ", "fields": "{HASH}", "documents": {{}}}}'),
        ("criterion 1A-1", f'{{"meaning": 1, "setting": "x", "fields": "{HASH}", "documents": {{}}}}'),
        ("criterion 1A-1", "null"),
        ("document profile_page", "1"),
        ("document profile_page", "["),
        ("document profile_page", "[" * 30_000),
        ("document profile_page", "=1+1"),
        ("state", "5"),
    ],
)
def test_pins_that_say_something_else_are_reported(edition: Edition, fill: Filled, key: str, value: str) -> None:
    def change(book: Any) -> None:
        put(pins_row(book, key), value)
        made_anew(book)

    assert the_problem(edition, fill(change)) == TAMPERED


def test_another_format_is_reported(edition: Edition, fill: Filled) -> None:
    message = the_problem(edition, fill(lambda book: put(pins_row(book, "format"), '"mcaudit-worksheet/9"')))
    assert message == "this worksheet has the format “mcaudit-worksheet/9”; expected mcaudit-worksheet/1"


def test_an_older_edition_is_reported(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        put(pins_row(book, "edition"), json.dumps({"id": "v0.9", "sha256": "0" * 64}))
        made_anew(book)

    assert the_problem(edition, fill(change)) == "this worksheet is of `v0.9`, and the edition is `v1.0`"


def test_a_workbook_without_pins_is_reported(edition: Edition, fill: Filled) -> None:
    message = the_problem(edition, fill(lambda book: book.remove(book["Pins"])))
    assert message == "this workbook has no sheet Pins: it is not a worksheet, or has lost that sheet"


# --- files made to break things --------------------------------------------------------------------


def with_parts(blank: bytes, parts: Mapping[str, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    """Return a workbook with parts replaced or added."""
    named = dict(parts)
    written = io.BytesIO()
    with ZipFile(io.BytesIO(blank)) as old, ZipFile(written, "w", kind) as new:
        for name in old.namelist():
            new.writestr(name, named.pop(name, old.read(name)))
        for name, content in named.items():
            new.writestr(name, content)
    return written.getvalue()


UNREADABLE = "this workbook cannot be read"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_with_two_parts_of_one_name_is_not_read(
    edition: Edition, blank: bytes, write: Callable[..., Path]
) -> None:
    written = io.BytesIO(blank)
    with ZipFile(written, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert the_problem(edition, write(written.getvalue(), "x.xlsx")) == UNREADABLE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", UNREADABLE),
        (b"format: mcaudit-decisions/1\n", UNREADABLE),
        (b"PK\x03\x04 and nothing more", UNREADABLE),
    ],
    ids=["empty", "text", "cut off"],
)
def test_what_is_no_workbook_is_reported(
    edition: Edition, write: Callable[..., Path], content: bytes, message: str
) -> None:
    assert the_problem(edition, write(content, "x.xlsx")) == message


def test_a_file_that_is_too_large_is_not_read(edition: Edition, write: Callable[..., Path]) -> None:
    message = the_problem(edition, write(b"\0" * (MAX_WORKBOOK_BYTES + 1), "x.xlsx"))
    assert message.startswith(f"the file has {MAX_WORKBOOK_BYTES + 1:,} bytes")


def packed(*parts: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "an OpenDocument spreadsheet (.ods)"),
        (packed(("mimetype", b"application/vnd.oasis.opendocument.text")), "an OpenDocument text (.odt)"),
        (packed(("mimetype", b"application/vnd.oasis.opendocument.graphics")), "an OpenDocument file"),
        (packed(("xl/workbook.xml", b""), ("xl/vbaProject.bin", b"")), "an Excel workbook with macros (.xlsm)"),
        (
            packed(
                ("[Content_Types].xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
                ("xl/workbook.xml", b""),
            ),
            "an Excel workbook with macros (.xlsm)",
        ),
        (packed(("xl/workbook.bin", b"")), "an Excel workbook in binary form (.xlsb)"),
        (packed(("word/document.xml", b"")), "a Word document (.docx)"),
        (packed(("Index/Document.iwa", b"")), "an Apple Pages or Numbers document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.xls or .doc), or one with a password"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"<!DOCTYPE html><table>", "a web page (HTML)"),
    ],
    ids=["ods", "odt", "odg", "macros", "macros by type", "xlsb", "docx", "Numbers", "xls", "pdf", "html"],
)
def test_a_worksheet_saved_as_something_else_is_named_whatever_its_name(
    edition: Edition, write: Callable[..., Path], content: bytes, kind: str
) -> None:
    (problem,) = faults_in(read_worksheet_xlsx, edition, write(content, "x.xlsx"), today=TODAY)
    assert problem.message == f"this is {kind}, but an Excel workbook (.xlsx) is expected"
    assert "save it as an Excel workbook (.xlsx)" in problem.help


@pytest.mark.parametrize("name", ["x", "x.xlsx.download", "x.zip"])
def test_a_worksheet_is_known_by_its_bytes_whatever_its_name(
    edition: Edition, fill: Filled, tmp_path: Path, name: str
) -> None:
    renamed = fill(G3="met").rename(tmp_path / name)
    assert is_binary(renamed)
    assert [each["criterion"] for each in decisions(edition, renamed)] == ["1A-1"]


def test_what_is_not_a_file_or_is_text_is_not_binary(tmp_path: Path, write: Callable[..., Path]) -> None:
    assert not is_binary(tmp_path)
    assert not is_binary(tmp_path / "none.xlsx")
    assert not is_binary(tmp_path / "a\0b")
    assert not is_binary(tmp_path / ("x" * 300))  # longer than any file system takes
    assert not is_binary(Path("/proc/self/mem"))  # where it exists, it opens and cannot be read
    assert not is_binary(write("format: mcaudit-decisions/1\n", "ana.yaml"))


def test_a_git_lfs_pointer_is_not_called_a_worksheet(edition: Edition, write: Callable[..., Path]) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 1\n"
    (problem,) = faults_in(read_worksheet_xlsx, edition, write(pointer, "x.xlsx"), today=TODAY)
    assert problem.message.startswith("this is a Git LFS pointer")
    assert "git lfs pull" in problem.help


def test_the_lock_file_of_a_workbook_that_is_open_is_named(edition: Edition, write: Callable[..., Path]) -> None:
    (problem,) = faults_in(read_worksheet_xlsx, edition, write(b"\x03Bo " + b" " * 161, "~$bo.xlsx"), today=TODAY)
    assert problem.message == "this is the lock file that Excel keeps while `bo.xlsx` is open"
    assert problem.help == "save and close `bo.xlsx` in Excel, and read it again"


def test_a_file_that_is_not_there_is_reported(edition: Edition, tmp_path: Path) -> None:
    assert the_problem(edition, tmp_path / "none.xlsx") == "there is no such file"


def test_a_bomb_is_not_unpacked(edition: Edition, blank: bytes, write: Callable[..., Path]) -> None:
    bomb = with_parts(blank, {"xl/sharedStrings.xml": b" " * (MAX_UNPACKED_BYTES + 1)})
    assert len(bomb) < MAX_WORKBOOK_BYTES
    assert "bytes unpacked, and at most" in the_problem(edition, write(bomb, "x.xlsx"))


def test_a_bomb_that_understates_its_size_is_not_unpacked(
    edition: Edition, blank: bytes, write: Callable[..., Path]
) -> None:
    size = MAX_UNPACKED_BYTES + 12_345
    bomb = with_parts(blank, {"xl/worksheets/sheet1.xml": b" " * size})
    lying = bomb.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != bomb
    assert the_problem(edition, write(lying, "x.xlsx")) == UNREADABLE


def test_entities_are_refused(edition: Edition, blank: bytes, write: Callable[..., Path]) -> None:
    with ZipFile(io.BytesIO(blank)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    declared = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + laughs + b"]>" + sheet.replace(b"1A-1", b"&a9;", 1)
    assert (
        the_problem(edition, write(with_parts(blank, {"xl/worksheets/sheet2.xml": declared}), "x.xlsx")) == UNREADABLE
    )


@pytest.mark.parametrize(
    "parts",
    [
        {f"extra{n}": b"" for n in range(201)},
        {"xl/workbook.xml": b"<x/>"},
        {"xl/workbook.xml": b"not XML"},
        {"xl/worksheets/sheet2.xml": b"not XML"},
        {"[Content_Types].xml": b"<x/>"},
        {"xl/styles.xml": b" " * (MAX_STYLES_BYTES + 1)},
    ],
    ids=["many parts", "another workbook", "no XML", "no XML in a sheet", "no types", "many styles"],
)
def test_a_damaged_workbook_is_reported(
    edition: Edition, blank: bytes, write: Callable[..., Path], parts: Mapping[str, bytes]
) -> None:
    assert the_problem(edition, write(with_parts(blank, parts), "x.xlsx"))


SHEET_AGAIN = (
    b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="s%d" sheetId="%d" '
    b'r:id="rId1"/>'
)
TOO_MUCH = "the workbook has more rows and cells, though empty ones, than any worksheet"


def with_sheets(blank: bytes, number: int, rows: bytes) -> bytes:
    """Return a workbook with so many more sheets, all of one part, which has these rows."""
    with ZipFile(io.BytesIO(blank)) as archive:
        book, sheet = archive.read("xl/workbook.xml"), archive.read("xl/worksheets/sheet1.xml")
    more = b"".join(SHEET_AGAIN % (n, n + 100) for n in range(number))
    parts = {
        "xl/workbook.xml": book.replace(b"</sheets>", more + b"</sheets>"),
        "xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", rows + b"</sheetData>"),
    }
    return with_parts(blank, parts)


def test_as_many_sheets_are_read_as_allowed_and_no_more(
    edition: Edition, blank: bytes, write: Callable[..., Path]
) -> None:
    own = 4
    assert decisions(edition, write(with_sheets(blank, MAX_SHEETS - own, b""), "x.xlsx")) == []
    message = the_problem(edition, write(with_sheets(blank, 2_000, b'<row r="5000"/>'), "x.xlsx"))
    assert message == f"the workbook has 2,004 sheets, and at most {MAX_SHEETS} are read"


@pytest.mark.parametrize(
    ("sheets", "rows"),
    [
        pytest.param(0, b"<row/>" * 500_000, id="empty rows"),
        pytest.param(0, b"<row>" + b"<c/>" * 500_000 + b"</row>", id="empty cells"),
        pytest.param(0, b"<a>" * 250_000 + b"</a>" * 250_000, id="nesting"),
        pytest.param(0, b"<row " + b" ".join(b'a%d=""' % n for n in range(300_000)) + b"/>", id="attributes"),
        pytest.param(12, b"<row>" + b"<c/>" * 30_000 + b"</row>", id="cells that sheets share"),
    ],
)
def test_what_holds_nothing_is_counted_before_it_is_read(
    edition: Edition, blank: bytes, write: Callable[..., Path], sheets: int, rows: bytes
) -> None:
    """Each is a small file, within the limit on unpacked bytes, that took seconds or hundreds of megabytes."""
    assert the_problem(edition, write(with_sheets(blank, sheets, rows), "x.xlsx")) == TOO_MUCH


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_parts_in_an_encoding_that_hides_tags_are_refused(
    edition: Edition, blank: bytes, write: Callable[..., Path], encoding: str
) -> None:
    with ZipFile(io.BytesIO(blank)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    content = with_parts(blank, {"xl/workbook.xml": book.encode(encoding)})
    assert the_problem(edition, write(content, "x.xlsx")) == UNREADABLE


def test_parts_packed_as_no_program_packs_them_are_refused(
    edition: Edition, blank: bytes, write: Callable[..., Path]
) -> None:
    assert the_problem(edition, write(with_parts(blank, {}, ZIP_LZMA), "x.xlsx")) == UNREADABLE
    assert decisions(edition, write(with_parts(blank, {}, ZIP_STORED), "x.xlsx")) == []


def test_a_cell_far_down_and_far_right_costs_nothing(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        book["Dossier"]["XFD1048576"].value = "far"

    assert decisions(edition, fill(change)) == []


def test_too_many_rows_are_reported(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        for sheet in (book["Read me"], book["Dossier"]):
            for row in range(MAX_ROWS // 2):
                sheet.cell(row + 100, 1).value = "x"

    assert the_problem(edition, fill(change)).startswith(f"the workbook has more than {MAX_ROWS:,} rows")


SHARED = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>_x000D_{}</t></si></sst>'
SHARED_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@pytest.mark.parametrize(
    ("size", "rows", "shown"),
    [
        (1_000_000, 1, f"Read me!A1000: the text of a cell has 1,000,007 characters, and at most {MAX_CELL_TEXT:,}"),
        (32_000, 150, f"the workbook has more than {MAX_ROWS:,} rows, or {MAX_UNPACKED_BYTES:,} characters in them"),
    ],
)
def test_one_long_text_that_many_cells_refer_to_is_not_copied(
    edition: Edition, blank: bytes, write: Callable[..., Path], size: int, rows: int, shown: str
) -> None:
    with ZipFile(io.BytesIO(blank)) as book:
        sheet, types = book.read("xl/worksheets/sheet1.xml"), book.read("[Content_Types].xml")
    cells = '<c t="s"><v>0</v></c>' * MAX_COLUMNS
    far = "".join(f'<row r="{down}">{cells}</row>' for down in range(1000, 1000 + rows)).encode()
    kind = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % SHARED_TYPE
    parts = {
        "xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", far + b"</sheetData>"),
        "[Content_Types].xml": types.replace(b"</Types>", kind),
        "xl/sharedStrings.xml": SHARED.format("A" * size).encode(),
    }
    assert the_problem(edition, write(with_parts(blank, parts), "x.xlsx")).startswith(shown)


def test_what_looks_like_the_end_of_a_line_and_is_none_stays(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        book[SHEET][f"{ANSWER}3"].value = "cannot tell"
        book[SHEET][f"{WHY}3"].value = "One_x000D_\ntwo _x005F_x000D_ and _x005F_ three"

    (found,) = decisions(edition, fill(change))
    assert found["rationale"] == "One\ntwo _x000D_ and _x005F_ three"


def test_what_a_formula_failed_to_compute_is_refused(edition: Edition, fill: Filled) -> None:
    def change(book: Any) -> None:
        book[SHEET][f"{ANSWER}3"].value = "cannot tell"
        book[SHEET][f"{WHY}3"].value = "#REF!"

    assert the_problem(edition, fill(change)).startswith(f"Review!{WHY}3: a formula or an error")


def test_another_workbook_altogether_is_reported(edition: Edition, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "x.xlsx")
    assert the_problem(edition, tmp_path / "x.xlsx").startswith("this workbook has no sheet Pins")


def test_no_more_problems_are_reported_than_bear_reading(edition: Edition, fill: Filled) -> None:
    filled = {f"{ANSWER}{row}": "perhaps" for row in range(3, 35)}
    filled |= {f"{DATE}{row}": "someday" for row in range(3, 35)}
    assert len(problems(edition, fill(**filled))) == 50
