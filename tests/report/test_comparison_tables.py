"""A comparison as a workbook and as CSV: values survive, nothing of a profile is more than text, the same bytes."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mcaudit.app.reports import COMPARISON
from mcaudit.looks import View
from mcaudit.media.workbook import shown_in_a_cell
from mcaudit.model import Edition, Gate, Status
from mcaudit.model.comparison import Choice, Comparison, Fact
from mcaudit.reading.profile.read import read_profile
from mcaudit.terms.words import RATING
from tests.comparison.made import compared, entry, issued_by, policy, worth
from tests.comparison.test_comparison import shipped as shipped_entries
from tests.conftest import ROOT, examples

SHEETS = ["About", "Addressed", "Summary", "Matrix", "Facts", "Shortfalls", "Gaps", "Apart", "Ledger", "Stacks"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org","x")', "#REF!", "'=1"]
NASTY = "Bell\x07 \x1b[31mred\u202e\ttab\nline _x0007_ \ud800 \ufffe <b>&amp; https://example.org"


@pytest.fixture(scope="module")
def shipped(edition: Edition) -> Comparison:
    wholes = [read_profile(edition, path) for path in sorted((ROOT / "profiles").rglob("*.yaml"))]
    return compared(edition, [entry(edition, whole.id, whole.content) for whole in wholes])


_books: dict[int, tuple[Comparison, Workbook]] = {}


def book(comparison: Comparison) -> Workbook:
    """Return a comparison's workbook, made once; the comparison is kept, so that no other takes its identity."""
    if id(comparison) not in _books:
        _books[id(comparison)] = comparison, load_workbook(BytesIO(COMPARISON.content(comparison, "xlsx", View())))
    return _books[id(comparison)][1]


def sheet(comparison: Comparison, name: str) -> Worksheet:
    found = book(comparison)[name]
    assert isinstance(found, Worksheet)
    return found


def rows(comparison: Comparison, name: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the heads of its columns."""
    heads, *values = sheet(comparison, name).iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in values]


def csv_rows(comparison: Comparison) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(COMPARISON.content(comparison, "csv", View()).decode("utf-8-sig"))))


def titled(edition: Edition, *titles: str, **more: Any) -> Comparison:
    return compared(edition, [entry(edition, f"of-{n}", {"title": title, **more}) for n, title in enumerate(titles)])


# --- the workbook --------------------------------------------------------------------------------


def test_every_sheet_is_a_table_that_can_be_read_aloud_sorted_and_printed(shipped: Comparison) -> None:
    whole = book(shipped)
    assert whole.sheetnames == SHEETS
    for each in whole.worksheets:
        heads = [cell.value for cell in each[1]]
        assert all(isinstance(head, str) and head for head in heads)
        assert len({str(head).casefold() for head in heads}) == len(heads)
        assert not each.merged_cells.ranges
        assert each.freeze_panes == "B2"
        (table,) = each.tables.values()
        assert table.ref == each.dimensions
        assert table.autoFilter is not None
        assert table.autoFilter.ref == each.dimensions
        assert each.page_setup.orientation == "landscape"
        assert each.sheet_properties.pageSetUpPr
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert (each.page_setup.fitToHeight, each.print_title_rows) == (0, "$1:$1")
        assert all(cell.alignment.wrap_text for row in each for cell in row if isinstance(cell.value, str))
        assert all(8 <= column.width <= 100 for column in each.column_dimensions.values())


def test_its_properties_say_what_it_is_and_in_which_language(shipped: Comparison) -> None:
    about = book(shipped).properties
    assert about.title == "Comparison of 12 micro-credentials by state"
    assert (about.language, about.creator) == ("en-US", "mcaudit")
    assert about.created == about.modified == datetime(2026, 1, 1)  # noqa: DTZ001  a workbook has no time zone


def test_the_same_comparison_gives_the_same_bytes_without_the_time_of_day(shipped: Comparison) -> None:
    first, second = (COMPARISON.content(shipped, "xlsx", View()) for _ in range(2))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_nothing_in_it_is_a_formula_a_link_or_a_macro(shipped: Comparison) -> None:
    whole = book(shipped)
    kinds = {cell.data_type for each in whole.worksheets for row in each for cell in row}
    assert kinds <= {"s", "n"}
    assert not any(cell.hyperlink for each in whole.worksheets for row in each for cell in row)
    with ZipFile(BytesIO(COMPARISON.content(shipped, "xlsx", View()))) as archive:
        assert not [name for name in archive.namelist() if "external" in name or "vba" in name]


def test_about_says_what_was_compared_and_how_to_read_it(shipped: Comparison) -> None:
    reported = {row["About this comparison"]: row["Says"] for row in rows(shipped, "About")}
    assert reported["Compared"] == "12 micro-credentials, by state"
    assert reported["Date"] == "2026-01-01"
    assert reported["Policies"] == "As the test says."
    assert reported["SHA-256 of the edition"] == shipped.edition.sha256
    assert {"Addressed", "Ratings", "At least, at most", "Clock hours", "Contradictions"} <= reported.keys()


def test_what_each_addresses_comes_first_with_a_row_for_each_component(shipped: Comparison) -> None:
    found = rows(shipped, "Addressed")
    assert len(found) == len(shipped.entries) * 6
    for row, part in zip(found, (p for e in shipped.entries for p in (e.coverage, *e.components)), strict=True):
        counts = part.score.required
        assert (row["Addressed"], row["Of"], row["At least"], row["At most"]) == (
            *(counts.addressed, counts.total),
            *(counts.floor, counts.ceiling),
        )
        assert (row["Not addressed"], row["Not or partly met"]) == (
            counts.not_stated,
            counts.not_met + counts.partly_met,
        )
        assert [row[f"To act: {who}"] for who in ("provider", "reviewers", "state")] == list(part.acting.values())


def test_the_summary_holds_the_counts_of_each_group_and_of_all(shipped: Comparison) -> None:
    found = rows(shipped, "Summary")
    assert len(found) == (len(shipped.groups) + 1) * 7
    whole = next(row for row in found if row["Group"] == "All together" and row["Requirements"] == "All required")
    counts = shipped.overall.coverage.score.required
    assert (whole["Addressed"], whole["At least"], whole["At most"], whole["Of"]) == (
        *(counts.addressed, counts.floor),
        *(counts.ceiling, counts.total),
    )
    verdicts = [whole[each] for each in ("Pass", "Undecided", "Incomplete", "Fail")]
    assert (whole["Micro-credentials"], sum(verdicts)) == (11, 0)  # readings of public pages have none
    assert "Ready" not in whole
    first = next(row for row in found if row["Group"] == "IL" and row["Requirements"] == "1 Developers, required")
    illinois = next(group for group in shipped.groups if group.name == "IL").summary.components[0].score.required
    assert (first["Addressed"], first["At most"], first["Of"]) == (illinois.addressed, illinois.ceiling, illinois.total)


def test_the_matrix_gives_every_rating_in_one_word_or_two(shipped: Comparison) -> None:
    found = {row["Id"]: row for row in rows(shipped, "Matrix")}
    circles = found["leading-restorative-circles"]
    assert (circles["Fictional"], circles["Reading of public pages"]) == ("yes", "no")
    for each in shipped.entries:
        reported = [value for head, value in found[each.id].items() if head[:1].isdigit()]
        assert reported == [RATING[result.rating] for result in each.subcomponents]
    assert {row["SHA-256 of the profile"] for row in found.values()} == {each.sha256 for each in shipped.entries}


def test_a_rating_has_a_color_and_what_is_not_addressed_a_gray_one(shipped: Comparison) -> None:
    fills: dict[str, set[str]] = defaultdict(set)
    for row in sheet(shipped, "Matrix").iter_rows(min_row=2, min_col=5, max_col=28):
        for cell in row:
            fills[str(cell.value)].add(str(cell.fill.fgColor.rgb)[-6:])
    assert all(len(each) == 1 for each in fills.values())
    assert len({color for each in fills.values() for color in each}) == len(fills)
    (gray,) = fills["not addressed"]
    red, green, blue = (int(gray[at : at + 2], 16) for at in (0, 2, 4))
    assert max(red, green, blue) - min(red, green, blue) < 8


def test_facts_shortfalls_gaps_and_what_is_apart_have_their_sheets(shipped: Comparison) -> None:
    facts = {row["Micro-credential"]: row for row in rows(shipped, "Facts")}
    assert facts["Leading Restorative Circles (fictional)"]["Resubmission"].startswith("3 after the first submission")
    for name, tallies in (("Shortfalls", shipped.overall.shortfalls), ("Gaps", shipped.overall.gaps)):
        found = [row for row in rows(shipped, name) if row["Group"] == "All together"]
        assert len(found) == len(tallies)
        if not tallies:
            continue
        first = found[0]
        assert (first["Requirement"], first["Of"]) == (tallies[0].requirement, tallies[0].applies)
        assert (first["Not met"], first["Not addressed"]) == (
            tallies[0].of(Status.NOT_MET),
            tallies[0].of(Status.NOT_STATED),
        )
        assert first["Text"]
    apart = rows(shipped, "Apart")
    assert {row["Alone"] for row in apart} <= {"meets", "addresses", "fails", "leaves out"}
    assert all(row["Text"] for row in apart)


def test_the_ledger_holds_numbers_as_numbers(edition: Edition) -> None:
    ten = policy({"one": "ceu", "equals": 10, "unit": "clock_hours"})
    content = worth({"kind": "ceu", "unit": "ceu", "amount": 3.5}, {"unit": None}, **issued_by("Lake"))
    (first, second) = rows(
        compared(edition, [entry(edition, "one", content), entry(edition, "two")], {"OH": ten}), "Ledger"
    )
    assert (first["Amount"], first["Clock hours"], first["Hours for one unit"]) == (3.5, 35, 10)
    assert (first["Unit"], first["Who says so"]) == ("CEU", "policy of-oh: The rules, Rates")
    assert (second["Amount"], second["Unit"], second["Clock hours"]) == (None, None, None)


def test_the_ledger_gives_a_range_in_words(edition: Edition) -> None:
    ten = policy({"one": "ceu", "equals": 10, "unit": "clock_hours"})
    content = worth({"kind": "ceu", "unit": "ceu", "amount": {"at_least": 2, "at_most": 3}})
    of = compared(edition, [entry(edition, "one", content), entry(edition, "two")], {"OH": ten})
    (row,) = rows(of, "Ledger")
    assert (row["Amount"], row["Amount in words"], row["Clock hours in words"]) == (None, "2 to 3", "20 to 30")


def test_stacks_loops_and_lookalikes_stand_on_one_sheet(edition: Edition) -> None:
    def made(name: str, needed: str, evidence: str) -> Mapping[str, Any]:
        return {
            "title": f"Leading Restorative Circles {name}",
            "developers": {"competency_context": {"stack": {"name": "Circles", "standing": "planned"}}},
            "about": {"prerequisites": [f"Leading Restorative Circles {needed}"]},
            "evaluators": {"evidence_requirements": {"items": [{"title": evidence}]}},
        }

    of = [entry(edition, "one", made("One", "Two", "Video")), entry(edition, "two", made("Two", "One", "Essay"))]
    found = rows(compared(edition, of), "Stacks")
    kinds = [row["Kind"] for row in found if not str(row["Kind"]).startswith("finding")]
    assert kinds == ["member", "member", "order", "order", "trouble", "loop", "nearly the same"]
    assert found[-1]["Says"] == "only the first asks for: Video; only the second asks for: Essay"
    assert found[0]["Stack"] == "Circles"


def test_a_table_without_rows_says_so(edition: Edition) -> None:
    found = titled(edition, "One", "Two")
    assert [row["Kind"] for row in rows(found, "Ledger")] == [None]
    assert [row["Micro-credential"] for row in rows(found, "Ledger")] == ["nothing"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_as_a_formula_stays_text(edition: Edition, text: str) -> None:
    of = sheet(titled(edition, text, "Two"), "Matrix")
    (cell,) = (cell for cell in of["A"] if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_controls_are_made_visible_and_no_markup_is_read(edition: Edition) -> None:
    of = titled(edition, NASTY, "Two")
    (shown,) = (row["Micro-credential"] for row in rows(of, "Matrix") if row["Id"] == "of-0")
    assert shown is not None
    assert shown.replace("_x005F_", "_") == (  # as spreadsheet programs read it
        r"Bell\u0007 \u001b[31mred\u202e tab line _x0007_ \ud800 \ufffe <b>&amp; https://example.org"
    )
    with ZipFile(BytesIO(COMPARISON.content(of, "xlsx", View()))) as archive:
        assert b"_x005F_x0007_" in archive.read("xl/worksheets/sheet4.xml")


@pytest.mark.parametrize("character", ["a", "\N{FIRE}"])
def test_a_text_is_cut_where_a_cell_can_hold_no_more(character: str) -> None:
    cut = shown_in_a_cell(character * 40_000)
    assert cut.endswith(" … (cut here)")
    assert 32_760 <= len(cut.encode("utf-16-le")) // 2 <= 32_767
    whole = character * 16_000
    assert shown_in_a_cell(whole) == whole


@examples(15)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=len(Choice), max_size=len(Choice)))
def test_whatever_a_profile_says_is_text_that_can_be_read_again(said: Sequence[str]) -> None:
    of = [
        replace(each, facts={c: Fact(said=(text,)) for c, text in zip(Choice, said, strict=True)})
        for each in shipped_entries()[:2]
    ]
    from mcaudit.reading.edition.read import default_edition  # noqa: PLC0415

    found = compared(default_edition(), of)
    for row in sheet(found, "Facts").iter_rows(min_row=2):
        assert {cell.data_type for cell in row} <= {"s", "n"}
        assert not any(isinstance(cell.value, int | float) for cell in row)
    assert len(csv_rows(found)) == 2


# --- CSV -----------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_micro_credential_and_the_same_values(shipped: Comparison) -> None:
    found = csv_rows(shipped)
    assert [row["id"] for row in found] == [each.id for each in shipped.entries]
    for row, each in zip(found, shipped.entries, strict=True):
        score = each.score.required
        reported = (row["required_addressed"], row["required_floor"], row["required_ceiling"], row["required_total"])
        assert reported == (str(score.addressed), str(score.floor), str(score.ceiling), str(score.total))
        assert row["required_not_stated"] == str(score.not_stated)
        for result in each.subcomponents:
            assert row[result.id] == result.rating
        for part in each.components:
            assert row[f"{part.component}_addressed"] == str(part.score.required.addressed)
        assert row["reading"] == ("yes" if each.is_reading else "no")
        assert row["endorsement"] == ("" if each.is_reading else each.verdicts[Gate.ENDORSEMENT])
    assert len(found[0]) == 11 + 2 * 11 + 5 * 4 + 3 + 24 + len(Choice)


def test_csv_says_that_it_is_utf_8_and_starts_no_formula(edition: Edition) -> None:
    written = COMPARISON.content(titled(edition, *FORMULAS[:5], NASTY, "Zoë"), "csv", View())
    assert written.startswith(b"\xef\xbb\xbfid,title,")
    found = {row["title"] for row in csv.DictReader(StringIO(written.decode("utf-8-sig")))}
    assert {f"'{text}" for text in FORMULAS[:5]} | {"Zoë"} <= found
    assert not any(text.startswith(("=", "+", "-", "@")) for text in found)
    assert "\x07" not in written.decode("utf-8")
