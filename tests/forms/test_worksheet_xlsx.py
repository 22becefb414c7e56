"""A worksheet as a workbook: what is in it, what may be written where, and nothing that a profile could run."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from mcaudit.audit.engine import audit as audited
from mcaudit.forms.worksheet.cells import PINS, in_a_cell
from mcaudit.forms.worksheet.order import Place, asking_of, to_do_words
from mcaudit.forms.worksheet.review import REVIEW
from mcaudit.forms.worksheet.rows import COLUMNS, LAST_PRINTED, LONGER, TO_DO
from mcaudit.forms.worksheet.xlsx import worksheet_xlsx
from mcaudit.model import Answer, Audit, Edition, Policy, Reviewer
from mcaudit.review.pins import document_pins
from mcaudit.terms.decisions import ANSWERS
from tests.conftest import profile_of
from tests.review.cases import pins_for

ANA = Reviewer(id="ana", name="=Ana Ortiz", affiliation="State Board")


def bytes_of(audit: Audit, reviewer: Reviewer = ANA) -> bytes:
    return worksheet_xlsx(audit, reviewer, pins_for(audit.edition, audit.profile), document_pins(audit.profile))


@pytest.fixture(scope="module")
def books(audits: Mapping[str, Audit]) -> Any:
    """Return the workbook of an audit by its name, each made once."""
    return cache(lambda name: load_workbook(io.BytesIO(bytes_of(audits[name]))))


def heads(sheet: Any) -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in sheet[2]}


def rows(book: Any) -> dict[str, Any]:
    """Return each criterion's row of cells by the heads."""
    columns = heads(book[REVIEW])
    found = {}
    for row in range(3, book[REVIEW].max_row + 1):
        cells = {head: book[REVIEW][f"{letter}{row}"] for head, letter in columns.items()}
        found[cells["Criterion"].value] = cells
    return found


def test_it_has_one_sheet_to_fill_in_and_what_is_needed_beside(books: Any) -> None:
    book = books("complete")
    assert book.sheetnames == ["Read me", REVIEW, "Dossier", PINS]
    assert {name: book[name].sheet_state for name in book.sheetnames} == {
        **dict.fromkeys(book.sheetnames, "visible"),
        PINS: "hidden",
    }
    assert book.active.title == REVIEW


def test_every_criterion_that_can_be_judged_has_a_row(books: Any, audits: Mapping[str, Audit]) -> None:
    asked = rows(books("complete"))
    assert sorted(asked) == sorted(criterion.id for criterion in audits["complete"].edition.criteria)
    skipped = {finding.criterion for finding in audits["without deliverers"].findings if finding.basis == "skip"}
    assert skipped
    assert not skipped & set(rows(books("without deliverers")))


@pytest.mark.parametrize("name", ["complete", "tailored", "tennessee", "minimal"])
def test_what_is_to_review_now_comes_first_and_is_what_the_filter_shows(
    books: Any, audits: Mapping[str, Audit], name: str
) -> None:
    asking = asking_of(audits[name])
    criteria = {each.id: each for each in audits[name].edition.criteria}
    sheet = books(name)[REVIEW]
    given = rows(books(name))
    asked = list(given)
    places = [asking.place(criteria[each]) for each in asked]
    assert places == sorted(places)
    for place in Place:
        mine = [each for each, at in zip(asked, places, strict=True) if at is place]
        assert mine == [each for each in criteria if each in mine]
    assert [given[each]["To do"].value for each in asked] == [TO_DO[place] for place in places]
    assert sheet.auto_filter.ref == f"A2:O{len(asked) + 2}"
    hidden = [sheet.row_dimensions[row].hidden for row in range(3, len(asked) + 3)]
    if Place.NOW in places:
        (column,) = sheet.auto_filter.filterColumn
        assert (column.colId, column.filters.filter) == (2, [TO_DO[Place.NOW]])
        assert hidden == [place is not Place.NOW for place in places]
    else:
        assert not sheet.auto_filter.filterColumn
        assert not any(hidden)


def test_the_top_says_how_much_is_open_and_how_long_it_takes(books: Any, audits: Mapping[str, Audit]) -> None:
    sheet, asking = books("complete")[REVIEW], asking_of(audits["complete"])
    assert sheet["E1"].value == to_do_words(asking)
    assert "at 5 minutes each" in sheet["E1"].value
    last = sheet.max_row
    assert sheet["A1"].value == (
        f'=("Still open: "&SUMPRODUCT((C3:C{last}="review now")*(G3:G{last}=""))&" of {asking.count(Place.NOW)}")'
    )
    assert f'(D3:D{last}="reviewers")*(G3:G{last}="met")*(J3:J{last}="")' in sheet["G1"].value


def test_nothing_shows_what_the_facts_suggest(edition: Edition) -> None:
    citations = [{"document": "page", "section": "Top"}]
    page = {"title": "Course page", "kind": "profile_page", "url": "https://example.org/page"}
    answer = {"competency_areas": ["School climate"], "citations": citations}
    profile = profile_of({"dossier": {"page": page}, "developers": {"title_and_description": answer}})
    found = audited(edition, profile, date="2026-01-01")
    assert [each.criterion for each in found.findings if each.suggestion] == ["1A-2"]
    book = load_workbook(io.BytesIO(bytes_of(found)))
    assert "suggest" not in (rows(book)["1A-2"]["What the facts show"].value or "").lower()


def test_a_statement_stands_in_the_rows_of_the_criteria_that_it_names(edition: Edition) -> None:
    page = {"title": "Course page", "kind": "profile_page", "url": "https://example.org/page"}
    citation = {"document": "page", "section": "Outcomes"}
    statement = {"about": ["1A-2"], "text": "It covers one area.", "citation": citation}
    profile = profile_of({"dossier": {"page": page}, "statements": [statement]})
    book = load_workbook(io.BytesIO(bytes_of(audited(edition, profile, date="2026-01-01"))))
    said = rows(book)["1A-2"]["What the profile says"].value
    assert said.startswith("Statement: “It covers one area.” (Course page, Outcomes)\n")
    assert "It covers one area." not in (rows(book)["1A-1"]["What the profile says"].value or "")


def test_a_range_a_conflict_and_what_is_missing_are_reported_in_words(edition: Edition) -> None:
    page = {"title": "Course page", "kind": "profile_page", "url": "https://example.org/page"}
    values = [{"value": value, "citation": {"document": "page", "section": "Top"}} for value in (5, 6)]
    hours = {
        "typical_hours": {"at_least": 10, "at_most": 20},
        "conflicts": [{"field": "synchronous_hours", "values": values}],
    }
    about = {"duration": "Six weeks"}
    profile = profile_of({"dossier": {"page": page}, "about": about, "deliverers": {"estimated_time": hours}})
    book = load_workbook(io.BytesIO(bytes_of(audited(edition, profile, date="2026-01-01"))))
    said = rows(book)["2F-1"]["What the profile says"].value
    assert "10 to 20" in said
    assert "Duration: Six weeks" in rows(book)["2F-1"]["What the profile says"].value  # said about the whole
    disputed = rows(book)["2F-2"]["What the profile says"].value
    assert re.search(r"Sources disagree about .*: 5 \(Course page, Top\); 6 \(Course page, Top\)", disputed)
    assert "\nMissing: " in rows(book)["1G-1"]["What the facts show"].value


def test_a_row_shows_what_is_asked_found_said_and_cited(books: Any) -> None:
    row = rows(books("complete"))["1B-1"]
    said = {head: cell.value for head, cell in row.items()}
    assert (said["Part"], said["Level"], said["Decided by"]) == ("1B Developer", "required", "reviewers")
    assert said["What is asked"].startswith("Developer's reputation: The developer is well regarded")
    assert said["What is asked"].endswith("\nAny one of 1B-1, 1B-2 is enough.")
    assert said["What the facts show"].startswith("Awaiting review: ")
    assert said["What the profile says"].startswith(
        "Developers: Lake Example Institute for Restorative Circles\nExpertise:\n  - "
    )
    assert re.fullmatch(r"[a-z_]+: .+", said["What the profile cites"].split("\n")[0])


def test_what_the_profile_does_not_say_is_reported(books: Any) -> None:
    assert rows(books("minimal"))["1A-1"]["What the profile says"].value.endswith("not given")


def test_only_what_the_reviewer_fills_is_unlocked(books: Any) -> None:
    book = books("complete")
    for name in book.sheetnames:
        assert book[name].protection.sheet
        assert book[name].protection.password is None
    open_ = {head for row in rows(book).values() for head, cell in row.items() if not cell.protection.locked}
    filled = ("Your answer", "Why", "What would satisfy it", "Your citations", "Date", "Comment on the criterion")
    assert open_ == set(filled)
    for row in rows(book).values():
        assert {row[head].value for head in filled} == {None}
        assert {row[head].number_format for head in filled if head != "Date"} == {"@"}


def test_an_answer_is_offered_only_where_it_is_possible(books: Any, audits: Mapping[str, Audit]) -> None:
    asking = asking_of(audits["complete"])
    possible = {each.id: [ANSWERS[answer] for answer in asking.answers(each)] for each in asking.criteria}
    assert {len(each) for each in possible.values()} == {len(Answer) - 2, len(Answer) - 1, len(Answer)}
    sheet = books("complete")[REVIEW]
    choices = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    for row in range(3, sheet.max_row + 1):
        answer = f"{heads(sheet)['Your answer']}{row}"
        (choice,) = (each for each in choices if answer in each.sqref)
        assert choice.formula1.strip('"').split(",") == possible[sheet[f"A{row}"].value]


def test_heads_stay_in_view_and_pages_lie_on_their_side(books: Any) -> None:
    for sheet in books("complete").worksheets:
        assert sheet.freeze_panes == ("C3" if sheet.title == REVIEW else "B2")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == ("$2:$2" if sheet.title == REVIEW else "$1:$1")


def test_what_is_read_and_what_is_filled_is_printed_side_by_side_on_one_page(books: Any) -> None:
    sheet = books("complete")[REVIEW]
    assert sheet.page_setup.fitToWidth == 1
    printed = COLUMNS[: [column.head for column in COLUMNS].index(LAST_PRINTED) + 1]
    assert all(column in printed for column in COLUMNS if column.filled)
    assert sheet.print_area == f"'{REVIEW}'!$A$1:$L${sheet.max_row}"


def test_the_answer_is_reached_without_scrolling_in_a_window_of_1280_pixels() -> None:
    """A character of a column's width is 7 pixels at 100 %, beside 50 for the numbers of rows and the scroll bar."""
    heads = [column.head for column in COLUMNS]
    upto = COLUMNS[: heads.index("Your answer") + 1]
    assert sum(column.width * 7 for column in upto) <= 1280 - 50


def test_a_text_for_which_no_row_is_high_enough_says_so_and_where_it_stands_whole(books: Any) -> None:
    marked = 0
    for row in rows(books("complete")).values():
        sheet = row["Criterion"].parent
        tallest = sheet.row_dimensions[row["Criterion"].row].height == 409
        long = [head for head, cell in row.items() if (cell.value or "").startswith(f"[{LONGER}: select the cell to")]
        assert bool(long) == tallest
        if "What the profile says" in long:
            marked += 1
            reported = row["What the profile says"].value.partition("]\n")[0]
            assert re.search(r", or see .+ in the HTML worksheet or in a full report\.$", reported)
    assert marked
    said = {row[0].value: row[1].value for row in books("complete")["Read me"].iter_rows()}
    assert f"that begins with “[{LONGER}”" in said[LONGER]


def test_documents_are_listed_by_short_name_with_the_number_that_reports_give_them(
    books: Any, audits: Mapping[str, Audit]
) -> None:
    names = list(audits["complete"].profile.content["dossier"])
    listed = [(row[0].value, row[1].value) for row in books("complete")["Dossier"].iter_rows(min_row=2)]
    assert listed == [(name, f"D{number}") for number, name in enumerate(names, 1)]


def test_it_says_how_it_is_filled(books: Any, audits: Mapping[str, Audit]) -> None:
    said = {row[0].value: row[1].value for row in books("complete")["Read me"].iter_rows()}
    assert said["Reviewer"] == "=Ana Ortiz, State Board (ana)"
    assert said["Date"] == audits["complete"].date
    assert said["Policy"] == "none"
    assert said["On your own"].startswith("2 reviewers must decide a criterion, each alone")


def test_the_policys_rules_of_review_are_reported(audits: Mapping[str, Audit]) -> None:
    policy = Policy(id="oh", title="Ohio", state="OH", path="oh.yaml", sha256="5" * 64, quorum=3, settle_alone=True)
    book: Any = load_workbook(io.BytesIO(bytes_of(replace(audits["complete"], policy=policy))))
    said = {row[0].value: row[1].value for row in book["Read me"].iter_rows()}
    assert said["Policy"] == "Ohio"
    assert said["On your own"].startswith("3 reviewers must decide")
    assert said["If reviewers differ"].endswith("Here one of them may settle it.")


@pytest.mark.parametrize("name", ["complete", "hostile"])
def test_nothing_is_a_formula_or_a_control_character(books: Any, name: str) -> None:
    for sheet in books(name).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                ours = sheet.title == REVIEW and cell.coordinate in ("A1", "G1")
                assert cell.data_type == "f" if ours else cell.data_type in ("n", "s", "inlineStr")
                assert isinstance(cell.value, str | None)
                assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", cell.value or "")
                assert len(cell.value or "") <= 32_767


def test_text_that_looks_like_a_formula_is_marked_as_text(books: Any) -> None:
    cells = [cell for sheet in books("hostile").worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    marked = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@")) and cell.data_type != "f"]
    assert marked
    assert all(cell.quotePrefix for cell in marked)


def test_nothing_leads_out_of_the_workbook(audits: Mapping[str, Audit]) -> None:
    with ZipFile(io.BytesIO(bytes_of(audits["hostile"]))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert "externalLink" not in text
            assert 'TargetMode="External"' not in text
            assert text.count("<f>") == (2 if name == "xl/worksheets/sheet2.xml" else 0)
            assert "<hyperlink" not in text


def test_it_is_the_same_each_time(audits: Mapping[str, Audit]) -> None:
    assert bytes_of(audits["complete"]) == bytes_of(audits["complete"])


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    shown = in_a_cell("\n".join(["🎉" * 5000] * 5))
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    assert shown.endswith("… (the rest is in the profile)")


def test_no_worksheet_is_made_of_an_audit_with_decisions(audits: Mapping[str, Audit]) -> None:
    with pytest.raises(ValueError, match="shows nobody's decisions"):
        bytes_of(audits["decided"])
