"""Records that several people keep at once: nothing that a command confirmed is lost, and nobody waits for ever."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from mcaudit.app import records
from mcaudit.app.records import LOCK, change_record
from mcaudit.errors import OutputError
from tests.cli import test_review, test_worksheets
from tests.cli.test_review import CHAIR, Desk, Here
from tests.conftest import COMPLETE, ROOT

here, desk, task = test_review.here, test_review.desk, test_review.task
books, blank, workbook = test_worksheets.books, test_worksheets.blank, test_worksheets.workbook
kept = test_worksheets.kept

AT_ONCE = 5


def at_once(commands: Iterable[Sequence[str | Path]]) -> list[int]:
    """Run commands at the same time, and return their exit codes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1775001600"}
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "mcaudit", *map(str, command)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )
        for command in commands
    ]
    return [each.wait() for each in begun]


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208


# --- several at once -------------------------------------------------------------------------------


@pytest.mark.slow
def test_worksheets_that_are_read_at_once_are_all_kept(desk: Desk, tmp_path: Path) -> None:
    criteria = desk.waiting[:AT_ONCE]
    parts = [desk.write("bo", desk.entry(each, "met"), file=f"../returned/{each}.json") for each in criteria]
    assert at_once(("review", "read", part, "-o", tmp_path / "kept") for part in parts) == [0] * AT_ONCE
    (file,) = names(tmp_path / "kept")
    decisions = json.loads((tmp_path / "kept" / file).read_text("utf-8"))["decisions"]
    assert sorted(each["criterion"] for each in decisions) == sorted(criteria)


@pytest.mark.slow
def test_settlements_that_are_made_at_once_are_all_kept(desk: Desk, tmp_path: Path) -> None:
    desk.all_met("ann")
    criteria = desk.waiting[:AT_ONCE]
    desk.write("bo", *(desk.entry(each, "not_met") for each in criteria))
    settlements = tmp_path / "settlements.json"
    given = ("review", "settle", COMPLETE, "--decisions", desk.folder, "--answer", "met", "--by", CHAIR, "--why", "So.")
    assert at_once((*given, "--criterion", each, "-o", settlements) for each in criteria) == [0] * AT_ONCE
    entries = json.loads(settlements.read_text("utf-8"))["settlements"]
    assert sorted(each["criterion"] for each in entries) == sorted(criteria)
    assert LOCK not in names(tmp_path)


# --- one writer at a time --------------------------------------------------------------------------


def test_a_lock_that_stays_held_is_reported_and_nothing_is_written(
    here: Here, workbook: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PATIENCE", 0)
    kept.mkdir()
    codes: list[int] = []

    def meanwhile() -> None:
        done = here("review", "read", workbook, "-o", kept)
        codes.append(done.code)
        assert "was not changed: for 0 seconds another mcaudit has been writing in its folder" in done.err
        assert names(kept) == [LOCK]

    change_record(kept / "other.json", meanwhile)
    assert codes == [2]
    assert names(kept) == []
    assert here("review", "read", workbook, "-o", kept).code == 0


def test_a_lock_that_a_killed_writer_left_is_nobodys(here: Here, workbook: Path, kept: Path) -> None:
    kept.mkdir()
    (kept / LOCK).write_bytes(b"")
    assert here("review", "read", workbook, "-o", kept).code == 0
    assert names(kept) == [test_worksheets.KEPT]


def test_a_lock_is_no_profile_and_no_decision(here: Here, workbook: Path, kept: Path) -> None:
    here("review", "read", workbook, "-o", kept)
    alone = here("check", COMPLETE.parent, kept, "--decisions", kept)
    (kept / LOCK).write_bytes(b"")
    assert here("check", COMPLETE.parent, kept, "--decisions", kept) == alone


def test_the_lock_goes_when_a_change_fails(tmp_path: Path) -> None:
    def change() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_record(tmp_path / "a.json", change)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no folder"):
        change_record(tmp_path / "no" / "a.json", lambda: b"new")


# --- writers that take no lock ---------------------------------------------------------------------


def test_what_another_program_wrote_meanwhile_is_not_erased(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"1")
    meanwhile = iter((b"12", b"123"))

    def change() -> bytes:
        before = path.read_bytes()
        for content in meanwhile:
            path.write_bytes(content)
            break
        return before + b"!"

    change_record(path, change)
    assert (path.read_bytes(), names(tmp_path)) == (b"123!", ["a.json"])


def test_a_record_that_appears_meanwhile_is_not_erased(tmp_path: Path) -> None:
    path = tmp_path / "a.json"

    def change() -> bytes:
        before = path.read_bytes() if path.exists() else b""
        if not before:
            path.write_bytes(b"another's")
        return before + b"!"

    change_record(path, change)
    assert path.read_bytes() == b"another's!"


def test_a_record_that_never_stands_still_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.json"

    def change() -> bytes:
        path.write_bytes(os.urandom(8))
        return b"new"

    with pytest.raises(OutputError, match="was changed by somebody else each time"):
        change_record(path, change)
    assert (len(path.read_bytes()), names(tmp_path)) == (8, ["a.json"])


def test_a_workbook_that_is_filled_in_meanwhile_is_not_overwritten(tmp_path: Path, blank: Path, workbook: Path) -> None:
    filled, path = workbook.read_bytes(), tmp_path / "sheet.xlsx"
    path.write_bytes(blank.read_bytes())
    contents = []

    def change() -> bytes:
        contents.append(path.read_bytes())
        path.write_bytes(filled)
        return b"a new worksheet" if contents[-1] != filled else filled

    change_record(path, change)
    assert path.read_bytes() == filled


# --- what is kept ----------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_decisions_that_only_their_owner_may_read_stay_so(here: Here, workbook: Path, kept: Path) -> None:
    here("review", "read", workbook, "-o", kept)
    file = kept / test_worksheets.KEPT
    file.chmod(0o600)
    test_worksheets.filled(workbook, {3: {"Why": "Three areas."}})
    assert here("review", "read", workbook, "-o", kept).code == 0
    assert len(json.loads(file.read_text("utf-8"))["decisions"]) == 3
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_record_is_changed_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.json"
    link.symlink_to("real/a.json")
    change_record(link, lambda: b"new")
    assert (link.is_symlink(), link.read_bytes()) == (True, b"new")
    assert names(tmp_path) + names(tmp_path / "real") == ["link.json", "real", "a.json"]


def test_a_file_of_settlements_that_somebody_wrote_by_hand_is_kept_beside_the_new_one(
    here: Here, desk: Desk, tmp_path: Path
) -> None:
    desk.all_met("ann")
    desk.all_met("bo", A1A_2="not_met")
    path = tmp_path / "settled.yaml"
    by_hand = f"# By phone.\nformat: mcaudit-decisions/1\nedition: v1.0\nprofile: {COMPLETE.stem}\nsettlements: []\n"
    path.write_text(by_hand, encoding="utf-8")
    path.chmod(0o600)
    (tmp_path / "settled.yaml.1").write_text("another's", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("settled.yaml")
    for _ in range(2):
        done = test_review.settle(here, desk, tmp_path / "link.yaml")
        assert done.code == 0, done.err
    assert len(json.loads(path.read_text("utf-8"))["settlements"]) == 2
    assert (tmp_path / "settled.yaml.1").read_text("utf-8") == "another's"
    assert (tmp_path / "settled.yaml.2").read_text("utf-8") == by_hand
    assert names(tmp_path) == ["decisions", "link.yaml", "settled.yaml", "settled.yaml.1", "settled.yaml.2"]
    assert "settled.yaml.2 keeps it as it was" not in done.err
