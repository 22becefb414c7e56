"""Badges and registry envelopes in a batch: drafted for the state that is named, audited, and nothing made up."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from mcaudit.app.batch.running import Question, batch
from mcaudit.app.importing import Wishes, imported, source_of
from mcaudit.model import Edition
from tests.conftest import MINIMAL
from tests.importers.credentials import ASSERTION_2, BADGE_2, CREDENTIAL_3, EARNER, ENVELOPE, ISSUER

DAY = "2026-11-01"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive of a registry with credentials, a profile, and files that are neither."""
    files: Mapping[str, Any] = {
        "ce-1.json": ENVELOPE,
        "ce-2.json": BADGE_2,
        "ce-3.json": ASSERTION_2,
        "ce-4.json": CREDENTIAL_3,
        "ce-5.json": ISSUER,
        "ce-6.json": {"what": "else"},
        "ce-7.json": {"envelope_id": "7", "decoded_resource": {"what": "else"}},
    }
    with zipfile.ZipFile(tmp_path / "registry.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, json.dumps(data))
        archive.writestr("ce-8.yaml", MINIMAL)
    return tmp_path / "registry.zip"


def run(source: Path, into: Path, state: str) -> dict[str, list[dict[str, Any]]]:
    """Audit a source, and return the rows of each table in the order of their keys."""
    list(batch(Question(sources=(str(source),), into=str(into), date=DAY, state=state, partition=3)))
    rows: dict[str, list[dict[str, Any]]] = {}
    for name in ("findings", "profiles", "errors", "drafts"):
        found = [row for path in (into / name).rglob("*.parquet") for row in pq.read_table(path).to_pylist()]
        rows[name] = sorted(found, key=lambda row: str(row["key"]))
    return rows


def test_without_a_state_each_credential_says_how_to_name_one(source: Path, tmp_path: Path) -> None:
    tables = run(source, tmp_path / "out", "")
    assert [row["key"] for row in tables["profiles"]] == ["ce-8.yaml"]
    assert tables["drafts"] == []
    helped = [row["key"] for row in tables["errors"] if "--state OH" in row["help"]]
    assert helped == ["ce-1.json", "ce-2.json", "ce-3.json", "ce-4.json"]


def test_credentials_are_drafted_for_the_state_and_audited(source: Path, tmp_path: Path) -> None:
    tables = run(source, tmp_path / "out", "OH")
    drafted = ["ce-1.json", "ce-2.json", "ce-3.json", "ce-4.json"]
    assert [row["key"] for row in tables["profiles"]] == [*drafted, "ce-8.yaml"]
    assert {row["state"] for row in tables["profiles"]} == {"OH"}
    assert [row["key"] for row in tables["drafts"]] == drafted
    assert [row["key"] for row in tables["errors"]] == ["ce-5.json", "ce-6.json", "ce-7.json"]
    assert "fault" not in {row["kind"] for row in tables["errors"]}


def test_a_draft_says_what_was_taken_left_and_dropped(source: Path, tmp_path: Path) -> None:
    envelope, badge, assertion, _ = run(source, tmp_path / "out", "OH")["drafts"]
    assert (envelope["format"], badge["format"]) == ("CTDL", "Open Badges 2.0")
    assert "decoded_resource.@graph.name" in envelope["taken"]
    assert {"place": "tags", "may_answer": "1A, 1C"} in badge["left"]
    assert "recipient" in assertion["dropped"]
    assert all(len(row["source_sha256"]) == 64 for row in (envelope, badge, assertion))


def test_a_finding_on_a_draft_has_no_line(source: Path, tmp_path: Path) -> None:
    findings = run(source, tmp_path / "out", "OH")["findings"]
    assert {row["line"] for row in findings if row["key"] == "ce-2.json"} == {None}
    assert None not in {row["line"] for row in findings if row["key"] == "ce-8.yaml"}


def test_nothing_about_an_earner_gets_into_a_table(source: Path, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(each) for each in (ASSERTION_2, CREDENTIAL_3))
    (tmp_path / "lines.jsonl").write_text(lines, encoding="utf-8")
    for name, path in (("zip", source), ("lines", tmp_path / "lines.jsonl")):
        said = json.dumps(run(path, tmp_path / name, "OH"))
        assert not [words for words in (*EARNER, "award/7") if words in said]


def test_a_draft_in_a_batch_is_that_of_mcaudit_new(edition: Edition, source: Path, tmp_path: Path) -> None:
    profiles = run(source, tmp_path / "out", "OH")["profiles"]
    (made,) = imported(
        edition, [source_of("ce-2.json", json.dumps(BADGE_2).encode())], Wishes(state="OH", seen=DAY, placed={})
    )
    (row,) = [each for each in profiles if each["key"] == "ce-2.json"]
    assert (row["profile_id"], row["title"]) == (made.profile.id, made.profile.title)  # type: ignore[union-attr]
    assert row["reading_of_public_pages"]


def test_another_state_is_another_run(source: Path, tmp_path: Path) -> None:
    for state in ("OH", "IL"):
        run(source, tmp_path / "out", state)
    assert len({path.name for path in (tmp_path / "out" / "profiles").iterdir()}) == 2
