"""`mcaudit intake read` turns what providers sent into profiles, and overwrites nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT, Run

NAMED = ("--title", "Leading Number Talks", "--state", "OH")
PAGE = {"title": "Page", "url": "https://prairie.example.org"}
TABLE = "criterion,statement,document,place\n1E-4,One video.,Page,p. 3\n"


def form(folder: Path, id: str = "number-talks", **said: Any) -> Path:
    """The file that a form saved."""
    profile = {"format": "mcaudit-profile/1", "id": id, "title": "Leading Number Talks", "state": "OH", **said}
    path = folder / f"{id}.json"
    path.write_text(json.dumps({"format": "mcaudit-intake/1", "edition": "v1.0", "profile": profile}), encoding="utf-8")
    return path


def test_a_form_becomes_a_profile_that_check_reads(run: Run, tmp_path: Path) -> None:
    said: dict[str, Any] = {
        "dossier": {"page": PAGE},
        "developers": {"proficiency": {"citations": [{"document": "page"}]}},
    }
    ran = run("intake", "read", form(tmp_path, **said), "-o", "profiles", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "wrote profiles/number-talks.yaml" in ran.err
    assert "{document: page}" in (tmp_path / "profiles" / "number-talks.yaml").read_text(encoding="utf-8")
    assert run("check", "profiles", cwd=tmp_path).code == 1


def test_a_workbook_that_was_filled_in_becomes_a_profile(run: Run, tmp_path: Path) -> None:
    assert run("new", "number-talks", *NAMED, "-o", "talks.xlsx", cwd=tmp_path).code == 0
    book = openpyxl.load_workbook(tmp_path / "talks.xlsx")
    row = next(cell.row for cell in book["Deliverers"]["A"] if cell.value == "deliverers.estimated_time.typical_hours")
    book["Deliverers"].cell(row, 4).value = "10 to 12"
    book["Deliverers"].cell(row, 7).value = "aside"
    book.save(tmp_path / "talks.xlsx")
    ran = run("intake", "read", "talks.xlsx", "-o", "profiles", cwd=tmp_path)
    assert ran.code == 0
    assert f"Deliverers!G{row} is not read" in ran.err
    assert "typical_hours:" in (tmp_path / "profiles" / "number-talks.yaml").read_text(encoding="utf-8")


def test_a_form_in_which_nothing_was_filled_in_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("intake", "read", form(tmp_path), "-o", "profiles", cwd=tmp_path)
    assert ran.code == 0
    assert "number-talks.json: nothing is answered in it; ask whether it was saved" in ran.err


def test_a_table_needs_a_title_and_a_state(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.csv").write_text(TABLE, encoding="utf-8")
    assert run("intake", "read", "talks.csv", "-o", "profiles", cwd=tmp_path).code == 2
    ran = run("intake", "read", "talks.csv", *NAMED, "-o", "profiles", cwd=tmp_path)
    assert ran.code == 0
    text = (tmp_path / "profiles" / "talks.yaml").read_text(encoding="utf-8")
    assert "citation: {document: page, page: 3}" in text


def test_a_second_version_is_a_file_of_its_own_and_shows_what_changed(run: Run, tmp_path: Path) -> None:
    read = ("intake", "read", "number-talks.json", "-o", "profiles")
    form(tmp_path)
    assert run(*read, cwd=tmp_path).code == 0
    again = run(*read, cwd=tmp_path)
    assert (again.code, again.out) == (0, "")
    assert "nothing was written" in again.err
    kept = tmp_path / "profiles" / "number-talks.yaml"
    by_hand = kept.read_text(encoding="utf-8") + "# Mine.\n"
    kept.write_text(by_hand, encoding="utf-8")
    form(tmp_path, deliverers={"estimated_time": {"typical_hours": 15}})
    ran = run(*read, cwd=tmp_path)
    assert ran.code == 0
    assert "wrote profiles/number-talks.2.yaml" in ran.err
    assert "15" in ran.out
    assert kept.read_text(encoding="utf-8") == by_hand


def test_a_version_before_that_is_broken_stays_and_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    kept = tmp_path / "profiles" / "number-talks.yaml"
    kept.write_text("format: [", encoding="utf-8")
    ran = run("intake", "read", form(tmp_path), "-o", "profiles", cwd=tmp_path)
    assert ran.code == 0
    assert "is not valid, so what changed since cannot be shown" in ran.err
    assert kept.read_text(encoding="utf-8") == "format: ["


def test_one_bad_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    ran = run("intake", "read", bad, form(tmp_path), "-o", "profiles", cwd=tmp_path)
    assert ran.code == 2
    assert "this is not what a form saved" in ran.err
    assert "wrote profiles/number-talks.yaml" in ran.err


def test_a_folder_is_read_and_one_without_forms_is_named(run: Run, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    assert run("intake", "read", "sent", "-o", "profiles", cwd=tmp_path).code == 2
    form(sent)
    form(sent, "circles")
    (sent / "notes.txt").write_text("Call Ann.", encoding="utf-8")
    ran = run("intake", "read", "sent", "-o", "profiles", cwd=tmp_path)
    assert ran.code == 0
    assert sorted(path.name for path in (tmp_path / "profiles").iterdir()) == ["circles.yaml", "number-talks.yaml"]


def test_standard_input_is_read(run: Run, tmp_path: Path) -> None:
    sent = form(tmp_path).read_text(encoding="utf-8")
    ran = run("intake", "read", "-", "-o", "profiles", cwd=tmp_path, stdin=sent)
    assert ran.code == 0, ran.err
    assert (tmp_path / "profiles" / "number-talks.yaml").is_file()


def test_a_folder_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("a file", encoding="utf-8")
    assert run("intake", "read", form(tmp_path), "-o", "profiles", cwd=tmp_path).code == 2
    assert run("intake", "read", tmp_path / "none.json", "-o", "out", cwd=tmp_path).code == 2


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_form_that_was_not_saved_is_refused_in_words(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"talks{suffix}"
    if suffix == ".html":
        assert run("new", "number-talks", *NAMED, "-o", path).code == 0
    else:
        shutil.copy(next((ROOT / "reports").rglob("*.pdf")), path)
    ran = run("intake", "read", path, "-o", "profiles", cwd=tmp_path)
    assert ran.code == 2
    assert "not a form" in ran.err
