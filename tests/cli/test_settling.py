"""Disagreements settled in a page or a workbook: both sides are shown, and what comes back is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli import test_review
from tests.cli.test_review import Desk, Here
from tests.conftest import COMPLETE, folded
from tests.elements import parsed

here, task = test_review.here, test_review.task
desk, disagreed = test_review.desk, test_review.disagreed
BY = ("--by", "chair; Pat Chair; State Board")
JUDGED = test_review.JUDGED


def form(here: Here, desk: Desk, path: Path, *more: str) -> Path:
    done = here("review", "settle", COMPLETE, "--decisions", desk.folder, *BY, *more, "-o", path)
    assert done.code == 0, done.err
    return path


def saved(page: Path, **change: Any) -> dict[str, Any]:
    """Return the file that the page saves when everything in it is settled as not met."""
    (text,) = parsed(page.read_text("utf-8")).one("script", id="sheet").holds
    sheet = json.loads(str(text))
    settlements = [
        {"criterion": id, "answer": "not_met", **entry, "why": "Two areas are named.", "date": "2026-04-01", **change}
        for id, entry in sheet["disputes"].items()
    ]
    head = {"format": "mcaudit-decisions/1", "edition": sheet["edition"], "profile": sheet["profile"]}
    return {**head, "settlements": settlements}


def back(here: Here, desk: Desk, path: Path, content: dict[str, Any]) -> Any:
    path.write_text(json.dumps(content), encoding="utf-8")
    return here("review", "read", path, "-o", desk.folder)


def test_the_page_shows_both_sides_and_what_comes_back_settles_it(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    page = form(here, disagreed, tmp_path / "settle.html")
    box = next(e for e in parsed(page.read_text("utf-8")).all("section") if "data-dispute" in e.attributes)
    for said in ("1A-2", "Ann: met", "Bo: not met", "So it is: not_met.", "Would satisfy it: One area.", "p. 1"):
        assert said in box.text
    assert [e.attributes["value"] for e in box.all("input")] == ["met", "partly_met", "not_met"]
    assert not [e for e in box.all("input") if "checked" in e.attributes]
    done = back(here, disagreed, tmp_path / "x.json", saved(page))
    assert done.code == 0
    assert "1 settlement is new" in done.err
    assert here("check", COMPLETE, "--decisions", disagreed.folder).code == 1
    assert (
        "Decided by adjudication (1 criterion)"
        in here("review", "status", COMPLETE, "--decisions", disagreed.folder).out
    )
    again = back(here, disagreed, tmp_path / "x.json", saved(page))
    assert "nothing in it is new" in again.err


def test_the_workbook_comes_back_as_a_settlement(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    path = form(here, disagreed, tmp_path / "settle.xlsx")
    book: Any = openpyxl.load_workbook(path)
    row = {cell.value: book["Settle"].cell(2, cell.column) for cell in book["Settle"][1]}
    assert row["Criterion"].value == JUDGED
    assert re.search(r"Ann: met\n.*\n\nBo: not met\n", row["The reviewers' answers"].value, re.DOTALL)
    assert "no row is filled in" in here("review", "read", path, "-o", disagreed.folder).err
    row["What holds"].value = "Met"
    book.save(path)
    done = here("review", "read", path, "-o", disagreed.folder)
    assert (done.code, "Settle!F2: 1A-2 does not say why" in done.err) == (2, True)
    row["Why it holds"].value = "They are one area: p. 3."
    book.save(path)
    assert here("review", "read", path, "-o", disagreed.folder).code == 0
    assert here("check", COMPLETE, "--decisions", disagreed.folder).code == 0
    (entry,) = json.loads((disagreed.folder / f"{disagreed.profile.id}--settlements.json").read_text())["settlements"]
    assert (entry["way"], entry["by"][0]["name"], entry["between"]) == (
        "third_reviewer",
        "Pat Chair",
        {"ann": "met", "bo": "not_met"},
    )


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("E2", "cannot tell", "“cannot tell” does not settle 1A-2"),
        ("F2", "=1+1", "a formula or an error"),
        ("G2", "soon", "“soon” is not a valid date"),
        ("A2", "1A-1", "`1A-1` is not in this workbook"),
    ],
)
def test_what_settles_nothing_is_refused_with_its_cell(
    here: Here, disagreed: Desk, tmp_path: Path, cell: str, value: str, message: str
) -> None:
    path = form(here, disagreed, tmp_path / "settle.xlsx")
    book: Any = openpyxl.load_workbook(path)
    for place, text in {"E2": "met", "F2": "One area.", cell: value}.items():
        book["Settle"][place].value = text
    book.save(path)
    done = here("review", "read", path, "-o", disagreed.folder)
    assert done.code == 2
    assert f"Settle!{cell}: {message}" in done.err


def test_a_workbook_whose_pins_were_changed_is_refused(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    path = form(here, disagreed, tmp_path / "settle.xlsx")
    book: Any = openpyxl.load_workbook(path)
    (cell,) = (row[1] for row in book["Pins"].iter_rows() if row[0].value == f"criterion {JUDGED}")
    cell.value = cell.value.replace("Pat", "Sam")
    book.save(path)
    assert (
        "the sheet Pins, which says what is settled, was changed"
        in here("review", "read", path, "-o", disagreed.folder).err
    )


def test_a_settlement_of_answers_that_have_changed_is_refused(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    page = form(here, disagreed, tmp_path / "settle.html")
    disagreed.all_met("bo")
    done = back(here, disagreed, tmp_path / "x.json", saved(page))
    assert done.code == 2
    assert "the settlement of 1A-2 does not hold: `bo` now answers met, and it settles not_met" in done.err
    (disagreed.folder / "bo.json").unlink()
    done = back(here, disagreed, tmp_path / "x.json", saved(page))
    assert "`bo` has no answer to it in the folder of decisions" in done.err


@pytest.mark.parametrize("change", [{"answer": "cannot_tell"}, {"answer": "not_applicable"}, {"why": " "}, {"by": []}])
def test_a_saved_settlement_that_is_not_valid_is_refused(
    here: Here, disagreed: Desk, tmp_path: Path, change: dict[str, Any]
) -> None:
    page = form(here, disagreed, tmp_path / "settle.html")
    assert back(here, disagreed, tmp_path / "x.json", saved(page, **change)).code == 2
    assert [each.name for each in disagreed.folder.iterdir()] == ["ann.json", "bo.json"] or not (
        disagreed.folder / f"{disagreed.profile.id}--settlements.json"
    ).exists()


def test_without_names_reviewers_are_numbers(here: Here, disagreed: Desk, tmp_path: Path) -> None:
    page = form(here, disagreed, tmp_path / "settle.html", "--without-names")
    shown = parsed(page.read_text("utf-8")).one("main").text
    assert "Reviewer 1: met" in shown
    assert not re.search(r"\bAnn\b|\bBo\b", shown)
    book: Any = openpyxl.load_workbook(form(here, disagreed, tmp_path / "settle.xlsx", "--without-names"))
    assert book["Settle"]["C2"].value.startswith("Reviewer 1: met")


@pytest.mark.parametrize(
    ("more", "name", "message"),
    [
        ((), "settle.html", "say who settles"),
        (("--by", "ann; Ann; Example Panel"), "settle.html", "nobody settles that alone"),
        (BY, "settle.json", "say which criterion is settled"),
    ],
)
def test_a_form_that_could_not_count_is_not_made(
    here: Here, disagreed: Desk, tmp_path: Path, more: tuple[str, ...], name: str, message: str
) -> None:
    done = here("review", "settle", COMPLETE, "--decisions", disagreed.folder, *more, "-o", tmp_path / name)
    assert done.code == 2
    assert message in folded(done.err)
    assert not (tmp_path / name).exists()


def test_without_a_disagreement_there_is_no_form(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.all_met("ann")
    desk.all_met("bo")
    done = here("review", "settle", COMPLETE, "--decisions", desk.folder, *BY, "-o", tmp_path / "settle.html")
    assert (done.code, "there is no disagreement to settle" in folded(done.err)) == (2, True)


def test_hostile_reasons_stay_text(here: Here, desk: Desk, tmp_path: Path) -> None:
    desk.all_met("ann")
    hostile = "</script><script>alert(1)</script> =1+1"
    others = (desk.entry(each, "met") for each in desk.waiting if each != JUDGED)
    desk.write("bo", desk.entry(JUDGED, "not_met", rationale=hostile), *others)
    page = parsed(form(here, desk, tmp_path / "settle.html").read_text("utf-8"))
    assert len(list(page.all("script"))) == 2
    assert hostile in page.one("main").text
