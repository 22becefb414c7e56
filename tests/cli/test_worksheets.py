"""Worksheets out and back, and how well reviewers agree, as a review team runs it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import served
from tests.conftest import COMPLETE, ROOT, Run, folded

REVIEW = ROOT / "docs" / "example-review"
BO = ("--name", "Bo Reviewer", "--affiliation", "Example Review Panel")


KEPT = "leading-restorative-circles--bo-reviewer.json"


def filled(path: Path, rows: Mapping[int, Mapping[str, str]], to: Path | None = None) -> Path:
    """Write into rows of a workbook's criteria by the heads of the columns, which count as row 1."""
    book: Any = openpyxl.load_workbook(path)
    sheet = book["Review"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    for row, cells in rows.items():
        for head, value in cells.items():
            sheet.cell(row + 1, columns[head]).value = value
    book.save(to or path)
    return to or path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook of which nothing is filled in, and one in which a reviewer judged two criteria."""
    folder = tmp_path_factory.mktemp("books")
    blank, env = folder / "blank.xlsx", {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    made = served.run(["review", "worksheet", str(COMPLETE), *BO, "-o", str(blank)], cwd=ROOT, env=env)
    assert made == (0, b"", b"")
    rows = {
        2: {"Your answer": "met", "Your citations": "profile_page: Overview"},
        3: {"Your answer": "not_met", "Why": "Two areas.", "What would satisfy it": "One area."},
    }
    filled(blank, rows, folder / "filled.xlsx")
    return folder


@pytest.fixture
def blank(books: Path, tmp_path: Path) -> Path:
    """A workbook with nothing filled in."""
    return Path(shutil.copy(books / "blank.xlsx", tmp_path))


@pytest.fixture
def workbook(books: Path, tmp_path: Path) -> Path:
    """A workbook in which one reviewer judged two criteria."""
    return Path(shutil.copy(books / "filled.xlsx", tmp_path))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of decisions."""
    return tmp_path / "decisions"


def entries(kept: Path) -> list[dict[str, Any]]:
    decisions: list[dict[str, Any]] = json.loads((kept / KEPT).read_text("utf-8"))["decisions"]
    return decisions


def answers(kept: Path) -> list[tuple[str, str]]:
    return [(each["answer"], each["date"]) for each in entries(kept)]


def test_a_workbook_comes_back_as_decisions_that_count(run: Run, workbook: Path, kept: Path) -> None:
    done = run("review", "read", workbook, "-o", kept)
    assert (done.code, done.out) == (0, "")
    assert "2 decisions are new" in done.err
    (file,) = kept.iterdir()
    assert file.name == KEPT
    assert [each["answer"] for each in entries(kept)] == ["met", "not_met"]
    status = run("review", "status", COMPLETE, "--decisions", kept)
    assert "1 of 2 reviewers have decided" in status.out
    assert "Two areas" not in status.out


def test_a_met_that_cites_nothing_is_read_with_a_warning(run: Run, blank: Path, kept: Path) -> None:
    fact = {row.value: row.row - 1 for row in openpyxl.load_workbook(blank)["Review"]["A"]}["1F-6"]
    met = {"Your answer": "met"}
    bare = {2: met, 3: {**met, "Your citations": "D2: p. 1"}, fact: met}
    done = run("review", "read", filled(blank, bare), "-o", kept)
    assert done.code == 0
    assert "warning: 1 answer does not count yet: it cites no document (1A-1)" in done.err
    done = run("review", "read", filled(blank, {4: met}), "-o", kept)
    assert "2 answers do not count yet: they cite no document (1A-1, 1A-3)" in done.err
    cited = {2: {"Your citations": "D1: p. 1"}, 4: {"Your citations": "D1: p. 1"}}
    assert "warning" not in run("review", "read", filled(blank, cited), "-o", kept).err


def test_what_is_read_again_is_not_added_again_and_what_is_new_stands_behind_it(
    run: Run, workbook: Path, kept: Path
) -> None:
    run("review", "read", workbook, "-o", kept)
    before = (kept / KEPT).stat().st_mtime_ns
    assert "nothing in it is new" in run("review", "read", workbook, "-o", kept).err
    assert (kept / KEPT).stat().st_mtime_ns == before
    filled(workbook, {3: {"Why": "Three areas."}})
    done = run("review", "read", workbook, "-o", kept)
    assert f": 1 decision is new; {(kept / KEPT).as_posix()} has 3\n" in done.err
    assert [each.get("rationale") for each in entries(kept)] == [None, "Two areas.", "Three areas."]


# --- what stands after reading ---------------------------------------------------------------------


def test_a_workbook_that_nobody_changed_has_nothing_new_on_a_later_day(run: Run, workbook: Path, kept: Path) -> None:
    run("review", "read", workbook, "-o", kept, "--date", "2026-03-01")
    done = run("review", "read", workbook, "-o", kept, "--date", "2026-03-04")
    assert (done.code, "nothing in it is new" in done.err) == (0, True)
    assert answers(kept) == [("met", "2026-03-01"), ("not_met", "2026-03-01")]


def test_an_answer_that_is_changed_by_reading_is_reported(run: Run, workbook: Path, kept: Path) -> None:
    run("review", "read", workbook, "-o", kept, "--date", "2026-03-01")
    filled(workbook, {3: {"Your answer": "cannot tell"}})
    done = run("review", "read", workbook, "-o", kept, "--date", "2026-03-02")
    assert f"note: {workbook.as_posix()}: 1A-2 was not_met and is cannot_tell now\n" in done.err


def test_an_answer_of_an_earlier_day_is_kept_and_reported_not_to_stand(run: Run, workbook: Path, kept: Path) -> None:
    run("review", "read", workbook, "-o", kept, "--date", "2026-03-02")
    filled(workbook, {3: {"Your answer": "cannot tell", "Date": "2026-03-01"}})
    done = run("review", "read", workbook, "-o", kept, "--date", "2026-03-03")
    assert done.code == 0
    assert "1A-2 stays not_met, of 2026-03-02: cannot_tell is of 2026-03-01, an earlier day\n" in done.err
    assert len(entries(kept)) == 3


def test_an_old_workbook_does_not_overrule_what_was_answered_since(
    run: Run, workbook: Path, kept: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copy(workbook, tmp_path / "older.xlsx"))
    run("review", "read", older, "-o", kept, "--date", "2026-03-01")
    filled(workbook, {3: {"Your answer": "cannot tell"}, 4: {"Your answer": "met"}})
    run("review", "read", workbook, "-o", kept, "--date", "2026-03-02")
    before = entries(kept)
    done = run("review", "read", older, "-o", kept, "--date", "2026-03-03")
    assert done.code == 2
    assert done.err == (
        f"{older.as_posix()}: error: 1A-2: not_met was read before, of 2026-03-01, and cannot_tell of 2026-03-02 "
        "stands since\n"
        "  help: write today's date in the Date column if this is the reviewer's latest word; leave the file out if it "
        "is an old one\n"
    )
    assert entries(kept) == before
    filled(older, {3: {"Date": "2026-03-03"}})
    assert "1A-2 was cannot_tell and is not_met now" in run("review", "read", older, "-o", kept).err


def test_a_reviewer_who_goes_back_in_a_workbook_on_one_day_is_asked_and_can_say_so(
    run: Run, workbook: Path, kept: Path
) -> None:
    given = ("review", "read", workbook, "-o", kept, "--date", "2026-03-01")
    for answer in ("not_met", "cannot tell"):
        filled(workbook, {3: {"Your answer": answer}})
        assert run(*given).code == 0
    filled(workbook, {3: {"Your answer": "not_met"}})
    for day in ("", "2026-03-01"):
        filled(workbook, {3: {"Date": day}})
        done = run(*given)
        assert done.code == 2
        assert "help: say more under Why if this is the reviewer's latest word; leave the file out if" in done.err
    filled(workbook, {3: {"Why": "Two areas, I am sure."}})
    assert "1A-2 was cannot_tell and is not_met now" in run(*given).err


def test_a_reviewer_who_goes_back_in_an_html_worksheet_on_one_day_is_heard(
    run: Run, workbook: Path, kept: Path, tmp_path: Path
) -> None:
    """It saves all that was decided in it, the new behind the old."""
    run("review", "read", workbook, "-o", kept, "--date", "2026-03-01")
    saved = json.loads((kept / KEPT).read_text("utf-8"))
    met = {**saved["decisions"][0], "criterion": "1A-3"}
    decisions = [met, {**met, "answer": "cannot_tell", "rationale": "Why"}, met]
    files = []
    for length in (1, 2, 3):
        files.append(tmp_path / f"{length}.json")
        files[-1].write_text(json.dumps({**saved, "decisions": decisions[:length]}), encoding="utf-8")
    shown = [run("review", "read", file, "-o", kept).err for file in files]
    assert "1A-3 was met and is cannot_tell now" in shown[1]
    assert "1A-3 was cannot_tell and is met now" in shown[2]
    assert [each["answer"] for each in entries(kept)[2:]] == ["met", "cannot_tell", "met"]
    assert [run("review", "read", file, "-o", kept).code for file in (files[2], files[0])] == [0, 0]
    done = run("review", "read", files[1], "-o", kept)
    assert done.code == 2
    assert "help: load the file that was saved last into the worksheet, answer and save again if this is" in done.err


# --- what is not taken in --------------------------------------------------------------------------


def test_a_worksheet_with_nothing_filled_in_is_reported_and_nothing_is_written(
    run: Run, blank: Path, workbook: Path, kept: Path, tmp_path: Path
) -> None:
    done = run("review", "read", blank, "-o", kept)
    assert done.code == 2
    assert f"{blank.as_posix()}: error: no row is filled in\n" in done.err
    assert not kept.exists()
    run("review", "read", workbook, "-o", kept)
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps({**json.loads((kept / KEPT).read_text("utf-8")), "decisions": []}), encoding="utf-8")
    done = run("review", "read", empty, "-o", kept)
    assert done.code == 2
    assert "error: it does not hold any decision\n" in done.err


@pytest.mark.parametrize("name", ["ann.html", "ann.HTM"])
def test_the_html_worksheet_itself_is_distinguished_from_what_it_saves(
    run: Run, kept: Path, tmp_path: Path, name: str
) -> None:
    page = tmp_path / name
    assert f"{page.as_posix()}: error: there is no such file" in run("review", "read", page, "-o", kept).err
    page.write_text("<!doctype html>", encoding="utf-8")
    done = run("review", "read", page, "-o", kept)
    assert done.code == 2
    assert "error: this is the worksheet itself; the answers are not in it\n" in done.err
    assert "the .json file that its Save button downloads" in done.err
    template = ROOT / "mcaudit" / "forms" / "worksheet" / "templates" / "worksheet.html.j2"
    assert ">Save decisions</button>" in template.read_text("utf-8")


def test_settlements_of_answers_that_are_not_in_the_folder_are_refused(run: Run, kept: Path) -> None:
    done = run(
        "review", "read", REVIEW / "restorative-circles" / "leading-restorative-circles--settlements.yaml", "-o", kept
    )
    assert done.code == 2
    assert "does not hold: `avery` has no answer to it in the folder of decisions" in done.err


def test_a_worksheet_may_be_yaml_and_is_kept_as_it_stands(run: Run, kept: Path, tmp_path: Path) -> None:
    source = REVIEW / "restorative-circles" / "leading-restorative-circles--avery.yaml"
    done = run("review", "read", source, "-o", kept)
    assert done.code == 0
    assert "decisions are new" in done.err
    assert "nothing in it is new" in run("review", "read", source, "-o", kept).err


def test_a_file_that_would_grow_beyond_what_is_read_is_refused(run: Run, workbook: Path, kept: Path) -> None:
    run("review", "read", workbook, "-o", kept)
    whole = json.loads((kept / KEPT).read_text("utf-8"))
    met = whole["decisions"][0]
    many = [{**met, "comment": f"{number}"} for number in range(1999)]
    (kept / KEPT).write_text(json.dumps({**whole, "decisions": [met, *many]}), encoding="utf-8")
    done = run("review", "read", workbook, "-o", kept)
    assert done.code == 2
    assert len(entries(kept)) == 2000


@pytest.mark.parametrize("place", ["1e999999", "9" * 5000, "Infinity"])
def test_what_is_kept_can_always_be_read_again(
    run: Run, workbook: Path, kept: Path, tmp_path: Path, place: str
) -> None:
    run("review", "read", workbook, "-o", kept)
    text = (kept / KEPT).read_text("utf-8").replace('"place": "Overview"', f'"place": {place}')
    returned = tmp_path / "returned.json"
    returned.write_text(text.replace("bo-reviewer", "cy-reviewer").replace("Bo Reviewer", "Cy Reviewer"), "utf-8")
    done = run("review", "read", returned, "-o", kept)
    assert done.code in (0, 2)
    assert "fault" not in done.err
    assert run("review", "status", COMPLETE, "--decisions", kept).code == 0


def test_a_kept_file_that_an_editor_saved_with_a_mark_at_its_start_is_added_to(
    run: Run, workbook: Path, kept: Path
) -> None:
    run("review", "read", workbook, "-o", kept)
    file = kept / KEPT
    file.write_text(file.read_text("utf-8"), encoding="utf-8-sig")
    more = filled(workbook, {4: {"Your answer": "cannot_tell", "Why": "Where?"}})
    assert run("review", "read", more, "-o", kept).code == 0
    assert len(entries(kept)) == 3


def test_nothing_is_added_to_a_file_that_holds_decisions_on_another_profile(
    run: Run, workbook: Path, kept: Path
) -> None:
    run("review", "read", workbook, "-o", kept)
    file = kept / KEPT
    file.write_text(file.read_text("utf-8").replace('"leading-restorative-circles"', '"another"'), "utf-8")
    before = file.read_bytes()
    done = run("review", "read", workbook, "-o", kept)
    assert (done.code, file.read_bytes() == before) == (2, True)
    assert "holds decisions on `another`" in done.err


def test_another_person_of_the_same_short_name_is_refused_and_nothing_is_lost(
    run: Run, workbook: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "decisions"
    run("review", "read", workbook, "-o", kept)
    (file,) = kept.iterdir()
    before = file.read_bytes()
    whole = json.loads(before)
    whole["reviewer"]["affiliation"] = "Elsewhere"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(whole), encoding="utf-8")
    done = run("review", "read", other, "-o", kept)
    assert done.code == 2
    assert "by another person of the same short name" in done.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(("policy", "state"), [((), "OH"), (("--policy", "tennessee"), "TN")], ids=["own", "another"])
def test_decisions_say_for_which_state_they_were_made(
    run: Run, tmp_path: Path, kept: Path, policy: tuple[str, ...], state: str
) -> None:
    blank = tmp_path / "blank.xlsx"
    page = tmp_path / "page.html"
    for file in (blank, page):
        assert run("review", "worksheet", COMPLETE, *BO, *policy, "-o", file).code == 0
    answer = {2: {"Your answer": "met", "Your citations": "profile_page: Overview"}}
    assert run("review", "read", filled(blank, answer), "-o", kept).code == 0
    assert json.loads((kept / KEPT).read_text("utf-8"))["state"] == state
    assert f'"state":"{state}","home":"OH"' in page.read_text("utf-8")


def test_decisions_for_two_states_do_not_go_into_one_file(run: Run, workbook: Path, kept: Path) -> None:
    run("review", "read", workbook, "-o", kept)
    file = kept / KEPT
    file.write_text(file.read_text("utf-8").replace('"state": "OH"', '"state": "TN"'), "utf-8")
    before = file.read_bytes()
    done = run("review", "read", workbook, "-o", kept)
    assert (done.code, file.read_bytes() == before) == (2, True)
    assert "holds decisions for TN, and these are for OH" in done.err
    file.write_text(file.read_text("utf-8").replace('"state": "TN"', '"state": "XX"'), "utf-8")
    assert "`XX` is not a state" in run("review", "status", COMPLETE, "--decisions", kept).err


def test_one_worksheet_that_is_wrong_does_not_stop_the_others(run: Run, workbook: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    done = run("review", "read", broken, tmp_path / "no.json", workbook, "-o", tmp_path / "decisions")
    assert done.code == 2
    assert len(list((tmp_path / "decisions").iterdir())) == 1
    assert "there is no such file" in done.err


def test_an_html_worksheet_names_the_reviewer_and_nobody_else(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    assert run("review", "worksheet", COMPLETE, *BO, "-o", page).code == 0
    text = page.read_text("utf-8")
    assert "Bo Reviewer" in text
    assert "Avery" not in text


def test_a_reviewer_who_is_a_party_is_reported_at_once(run: Run, tmp_path: Path) -> None:
    given = ("--name", "Cy", "--affiliation", "Buckeye Example University", "-o", tmp_path / "sheet.html")
    done = run("review", "worksheet", COMPLETE, *given)
    assert done.code == 0
    assert "note: Cy's answers will not count: Buckeye Example University is the " in done.err


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (("--name", "Bo", "--affiliation", "X", "-o", "sheet.pdf"), "has an unknown ending"),
        (
            ("--name", "李", "--affiliation", "X", "-o", "sheet.html"),
            "no short name of small letters, digits and hyphens can be made of “李”: give one with --id",
        ),
        (("--name", "Bo", "--id", "Bo!", "--affiliation", "X", "-o", "sheet.html"), "“Bo!” is not of small letters"),
        (("--name", "Bo", "--affiliation", " ", "-o", "sheet.html"), "a reviewer has a name and an affiliation"),
        (("--name", "B" * 81, "--affiliation", "X", "-o", "sheet.html"), "has 81 characters; the limit is 80"),
        (("--name", "Bo", "--affiliation", "X" * 10_001, "-o", "sheet.html"), "it has 10,001 characters"),
        (("--name", "Bo\udcff", "--affiliation", "X", "-o", "sheet.html"), "bytes that are not text"),
        (("--name", "Bo", "--affiliation", "X\x1b[31m", "-o", "sheet.xlsx"), "bytes that are not text"),
    ],
    ids=[
        *("another kind", "a name without Latin letters", "an id of other signs", "no affiliation"),
        *("a long name", "a long affiliation", "half a character", "an escape code"),
    ],
)
def test_a_worksheet_that_cannot_be_made_is_refused(
    run: Run, tmp_path: Path, given: tuple[str, ...], shown: str
) -> None:
    done = run("review", "worksheet", COMPLETE, *given, cwd=tmp_path)
    assert done.code == 2
    assert shown in folded(done.err)
    assert list(tmp_path.iterdir()) == []


# --- what is there already -------------------------------------------------------------------------


def test_a_workbook_with_answers_is_not_overwritten(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("review", "worksheet", COMPLETE, *BO, "-o", workbook)
    assert done.code == 2
    assert done.err == (
        f"{workbook.as_posix()}: error: 2 rows are filled in here already, and a new worksheet would erase them\n"
        "  help: name another file with --output, or remove this one first\n"
    )
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("change", ["in part", "no worksheet", "no workbook"])
def test_a_workbook_that_may_have_answers_is_not_overwritten(run: Run, blank: Path, change: str) -> None:
    match change:
        case "in part":
            filled(blank, {2: {"Comment on the criterion": "Unclear."}})
        case "no worksheet":
            openpyxl.Workbook().save(blank)
        case _:
            blank.write_bytes(b"PK")
    before = blank.read_bytes()
    done = run("review", "worksheet", COMPLETE, *BO, "-o", blank)
    assert done.code == 2
    assert "this file is there already, and answers may be in it: " in done.err
    assert "help: name another file with --output, or remove this one first" in done.err
    assert blank.read_bytes() == before


def test_a_workbook_without_answers_is_made_anew(run: Run, blank: Path) -> None:
    done = run("review", "worksheet", COMPLETE, "--name", "Cy", "--affiliation", "X", "-o", blank)
    assert (done.code, done.err) == (0, "")
    assert openpyxl.load_workbook(blank)["Read me"]["B6"].value == "Cy, X (cy)"


# --- agreement and verdicts ------------------------------------------------------------------------


def test_agreement_is_reported_overall_and_for_each_component(run: Run) -> None:
    done = run("review", "agreement", COMPLETE, "--decisions", REVIEW / "restorative-circles")
    assert done.code == 0
    overall = done.out.partition("1 Developers")[0]
    # As first made, their answers differ on three criteria.
    found = re.search(
        r"Measured on +(\d+) criteria judged by two reviewers or more\n +Percent agreement +(\d+)%", overall
    )
    assert found
    judged = int(found[1])
    assert judged > 50
    assert int(found[2]) == round(100 * (judged - 3) / judged)
    assert "withheld: two reviewers judged only" in done.out


@pytest.mark.parametrize(
    ("profile", "folder"),
    [
        (COMPLETE, "restorative-circles"),
        (ROOT / "profiles" / "illinois" / "eln-nurturing-a-culture-of-wellness.yaml", "culture-of-wellness"),
    ],
    ids=["fictional", "real"],
)
def test_decisions_made_before_criteria_had_a_meaning_still_count(run: Run, profile: Path, folder: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (REVIEW / folder).glob("*.yaml")]
    assert all("    criterion: " in text for text in texts)  # what the decision was pinned to
    done = run("check", profile, "--decisions", REVIEW / folder, "--date", "2026-05-01", "-f", "json")
    (found,) = json.loads(done.out)["audits"]
    assert len(found["decisions"]) > 5
    assert [each["criterion"] for each in found["decisions"] if each["uncounted"] or each["counted"] < 2] == []


def test_a_finished_review_decides_the_verdict(run: Run) -> None:
    given = ("--decisions", REVIEW / "restorative-circles", "--date", "2026-05-01")
    assert run("check", COMPLETE).code == 3
    assert run("check", COMPLETE, *given).code == 0
    nameless = run("check", "-v", COMPLETE, *given, "--without-names").out
    assert "Reviewer 1" in nameless
    for name in ("Avery", "Jordan", "Morgan", "Example Review Panel"):
        assert name not in nameless
