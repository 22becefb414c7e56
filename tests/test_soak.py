"""The soak test sees what it looks for; whether anything is lost takes it minutes, and is for the slow tier."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from mcaudit.app.records import LOCK
from tests.conftest import ROOT, Write


@pytest.fixture
def soak(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import soak  # noqa: PLC0415

    return soak


def test_a_record_that_is_not_there_is_missing(soak: ModuleType, write: Write, tmp_path: Path) -> None:
    decisions = write(json.dumps({"decisions": [{"rationale": "one"}, {"rationale": "two"}]}), "a.json")
    settlements = write(json.dumps({"settlements": [{"why": "one"}]}), "b.json")
    torn = write('{"settlements": [{"why": "one"', "c.json")
    words = ["one", "two", "three"]
    assert soak.missing_words(decisions, words) == ["three"]
    assert soak.missing_words(settlements, words) == ["two", "three"]
    assert soak.missing_words(torn, words) == soak.missing_words(tmp_path / "no.json", words) == words


def test_an_output_that_is_not_as_it_should_be_is_torn(soak: ModuleType, write: Write, tmp_path: Path) -> None:
    for name in ("a.md", "b.csv"):
        write("all of it", f"expected/{name}")
    write("all of it", "out/a.md")
    write("all o", "out/b.csv")
    write('{"audits": [', "out/c.json")
    write('{"audits": []}', "out/d.json")
    assert list(soak.torn(tmp_path / "out", tmp_path / "expected")) == ["b.csv", "c.json"]


def test_what_is_left_behind_is_seen(soak: ModuleType, write: Write, tmp_path: Path) -> None:
    left = [write("", f"out/{name}") for name in (LOCK, ".mcaudit-0123abcd.tmp")]
    write("all of it", "out/a.md")
    assert soak.leftovers(tmp_path) == sorted(left)


def test_what_commands_are_given_is_valid(soak: ModuleType) -> None:
    entries = soak.entries_on(ROOT / "profiles" / soak.REVIEWED)
    assert len({each["criterion"] for each in entries}) == len(entries) > 5
