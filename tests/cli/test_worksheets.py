"""Worksheets out and back, and how well reviewers agree, as a review team runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli import test_report
from tests.conftest import COMPLETE, ROOT, Ran

Here = Callable[..., Ran]
here = test_report.here

REVIEW = ROOT / "docs" / "example-review"
BO = ("--name", "Bo Reviewer", "--affiliation", "Example Review Panel")


@pytest.fixture
def workbook(here: Here, tmp_path: Path) -> Path:
    """A workbook in which one reviewer judged two criteria."""
    blank, filled = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    assert here("review", "worksheet", COMPLETE, *BO, "-o", blank).code == 0
    book = openpyxl.load_workbook(blank)
    sheet = book["Developers"]
    sheet["I2"], sheet["L2"] = "met", "profile_page: Overview"
    sheet["I3"], sheet["J3"], sheet["K3"] = "not_met", "Two areas.", "One area."
    book.save(filled)
    return filled


def test_a_workbook_comes_back_as_decisions_that_count(here: Here, workbook: Path, tmp_path: Path) -> None:
    kept = tmp_path / "decisions"
    done = here("review", "read", workbook, "-o", kept)
    assert (done.code, done.out) == (0, "")
    assert "2 decisions are new" in done.err
    (file,) = kept.iterdir()
    assert file.name == "leading-restorative-circles--bo-reviewer.json"
    assert [each["answer"] for each in json.loads(file.read_text("utf-8"))["decisions"]] == ["met", "not_met"]
    status = here("review", "status", COMPLETE, "--decisions", kept)
    assert "1 of 2 reviewers have decided" in status.out
    assert "Two areas" not in status.out


def test_what_is_read_again_is_not_added_again_and_what_is_new_stands_behind_it(
    here: Here, workbook: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "decisions"
    here("review", "read", workbook, "-o", kept)
    assert "nothing in it is new" in here("review", "read", workbook, "-o", kept).err
    book = openpyxl.load_workbook(workbook)
    book["Developers"]["J3"] = "Three areas."
    book.save(workbook)
    assert "1 decisions are new" in here("review", "read", workbook, "-o", kept).err
    (file,) = kept.iterdir()
    reasons = [each.get("rationale") for each in json.loads(file.read_text("utf-8"))["decisions"]]
    assert reasons == [None, "Two areas.", "Three areas."]


def test_another_person_of_the_same_short_name_is_refused_and_nothing_is_lost(
    here: Here, workbook: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "decisions"
    here("review", "read", workbook, "-o", kept)
    (file,) = kept.iterdir()
    before = file.read_bytes()
    whole = json.loads(before)
    whole["reviewer"]["affiliation"] = "Elsewhere"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(whole), encoding="utf-8")
    done = here("review", "read", other, "-o", kept)
    assert done.code == 2
    assert "by another person of the same short name" in done.err
    assert file.read_bytes() == before


def test_one_worksheet_that_is_wrong_does_not_stop_the_others(here: Here, workbook: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    done = here("review", "read", broken, tmp_path / "no.json", workbook, "-o", tmp_path / "decisions")
    assert done.code == 2
    assert len(list((tmp_path / "decisions").iterdir())) == 1
    assert "there is no such file" in done.err


def test_an_html_worksheet_names_the_reviewer_and_nobody_else(here: Here, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    assert here("review", "worksheet", COMPLETE, *BO, "-o", page).code == 0
    text = page.read_text("utf-8")
    assert "Bo Reviewer" in text
    assert "Avery" not in text


def test_a_reviewer_who_is_a_party_is_told_at_once(here: Here, tmp_path: Path) -> None:
    given = ("--name", "Cy", "--affiliation", "Buckeye Example University", "-o", tmp_path / "sheet.html")
    done = here("review", "worksheet", COMPLETE, *given)
    assert done.code == 0
    assert "note: Cy's answers will not count: Buckeye Example University is the " in done.err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--name", "Bo", "--affiliation", "X", "-o", "sheet.pdf"), "does not tell what to make"),
        (("--name", "日本", "--affiliation", "X", "-o", "sheet.html"), "is not of small letters"),
        (("--name", "Bo", "--affiliation", " ", "-o", "sheet.html"), "a reviewer has a name and an affiliation"),
    ],
    ids=["another kind", "a name without Latin letters", "no affiliation"],
)
def test_a_worksheet_that_cannot_be_made_is_refused(
    here: Here, tmp_path: Path, given: tuple[str, ...], told: str
) -> None:
    done = here("review", "worksheet", COMPLETE, *given, cwd=tmp_path)
    assert done.code == 2
    assert told in test_report.folded(done.err)
    assert list(tmp_path.iterdir()) == []


def test_agreement_is_told_overall_and_for_each_component(here: Here) -> None:
    done = here("review", "agreement", COMPLETE, "--decisions", REVIEW / "restorative-circles")
    assert done.code == 0
    overall = done.out.partition("component 1")[0]
    # 39 criteria were judged by both; as first made, the answers to 36 of them agree.
    assert "percent agreement     0.92" in overall
    assert "39 judged by two or more" in overall
    assert "withheld: two reviewers answered only" in done.out


def test_a_finished_review_decides_the_verdict(here: Here) -> None:
    given = ("--decisions", REVIEW / "restorative-circles", "--date", "2026-05-01")
    assert here("check", COMPLETE).code == 3
    assert here("check", COMPLETE, *given).code == 0
    nameless = here("check", "-v", COMPLETE, *given, "--without-names").out
    assert "Reviewer 1" in nameless
    for name in ("Avery", "Jordan", "Morgan", "Example Review Panel"):
        assert name not in nameless
