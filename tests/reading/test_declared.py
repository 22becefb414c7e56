"""What a file says that it is, where it may be anything."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mcaudit import contracts
from mcaudit.reading.config.find import find_config
from mcaudit.reading.declared import Kind, is_editor_lock, kind_of, may_hold_decisions
from mcaudit.reading.profile.dossier import local_files
from tests.conftest import Write

links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("format: mcaudit-profile/1\n", Kind.PROFILE),
        ("format: mcaudit-policy/1\n", Kind.OURS),
        ("a: 1\n", Kind.OTHER),
        ("mcaudit: [\n", Kind.PROFILE),
        ("<<: {format: mcaudit-policy/1}\n", Kind.PROFILE),
        ("a: &x format\n*x : mcaudit-policy/1\n", Kind.PROFILE),
        ("format: mcaudit-policy/1\n---\na: 1\n", Kind.PROFILE),
        ('"form\\x61t": mcaudit-policy/1\n', Kind.OURS),
        ('format: "mcau\\\n  dit-policy/1"\n', Kind.OURS),
        ("$schema: x\n", Kind.OURS),
        ("$schema: mcaudit\n", Kind.OURS),
        ("developers: {}\ndossier: {}\n", Kind.PROFILE),
        ("format: mcaudit-policy/1\ndevelopers: {}\ndossier: {}\n", Kind.DISGUISED),
        ("[mcaudit]\n", Kind.OTHER),
    ],
)
def test_the_parsed_top_says_what_a_file_is(write: Write, content: str, kind: Kind) -> None:
    assert kind_of(write(content, "a.yaml")) is kind


_IN_WORKBOOKS = {contracts.SETTLING_FORMAT, contracts.TABLE_FORMAT}
"""Formats that no file of text names."""
_ANSWERS = {contracts.PROFILE_FORMAT, contracts.INTAKE_FORMAT}
"""A profile, and a form that was filled in: a search must report both."""


@pytest.mark.parametrize("name", sorted(name for name in vars(contracts) if name.endswith("_FORMAT")))
def test_every_format_of_ours_is_known(write: Write, name: str) -> None:
    format = vars(contracts)[name]
    if format not in _IN_WORKBOOKS:
        kind = Kind.PROFILE if format in _ANSWERS else Kind.OURS
        assert kind_of(write(f"format: {format}\n", "a.yaml")) is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"format": "mcaudit-profile/1"}', Kind.PROFILE),
        ('{"audits": [{"format": "mcaudit-profile/1"}]}', Kind.PROFILE),
        ('["mcaudit"]', Kind.OTHER),
        ('{"mcaudit', Kind.PROFILE),
    ],
)
def test_json_says_it_likewise(write: Write, content: str, kind: Kind) -> None:
    assert kind_of(write(content, "a.json")) is kind


def test_what_is_too_long_or_marked_is_known_by_what_it_begins_with(write: Write) -> None:
    assert kind_of(write("\ufeff\ufeffformat: mcaudit-policy/1\n", "a.yaml")) is Kind.OURS
    assert kind_of(write("format: mcaudit-policy/1\n" + "# x\n" * 2_000_000, "b.yaml")) is Kind.OURS
    assert kind_of(write("x: mcaudit\n" + "# x\n" * 2_000_000, "c.yaml")) is Kind.OTHER


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_cannot_be_looked_into_may_be_anything(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    for path in (tmp_path / "a.yaml", tmp_path / "gone.yaml"):
        assert kind_of(path) is Kind.PROFILE
        assert may_hold_decisions(path)


@pytest.mark.parametrize(
    ("content", "may"),
    [
        ("format: mcaudit-decisions/1\n", True),
        ("format: mcaudit-profile/1\n", False),
        ("a: 1\n", False),
        ("format: mcaudit-decisions/1\nx: [\n", True),
        ("format: mcaudit-policy/1\nx: [\n", False),
    ],
)
def test_what_may_hold_decisions(write: Write, content: str, may: bool) -> None:
    assert may_hold_decisions(write(content, "a.yaml")) is may


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name can be spelled")
def test_only_files_that_a_profile_may_name_are_local(tmp_path: Path) -> None:
    names = ["../out.txt", "a\0b", "rubric.txt", "\udcff.txt", "\ud800.txt"]
    found = [path.name for path in local_files(tmp_path / "profile.yaml", names)]
    assert found == ["rubric.txt", "\udcff.txt"]


def test_a_project_that_cannot_be_read_may_be_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_bytes(b"[broken")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert find_config(tmp_path) == project


@links
def test_a_link_to_nothing_is_left_to_who_reads_it(tmp_path: Path) -> None:
    (tmp_path / "mcaudit.yaml").symlink_to("gone.yaml")
    assert find_config(tmp_path) == tmp_path / "mcaudit.yaml"


def test_where_files_have_no_owners_none_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mcaudit.yaml").touch()
    monkeypatch.delattr(os, "geteuid", raising=False)
    assert find_config(tmp_path) == tmp_path / "mcaudit.yaml"


@links
def test_the_lock_of_an_editor_is_a_link_to_no_file(tmp_path: Path) -> None:
    (tmp_path / ".#p.yaml").symlink_to("someone@host.1234:1")
    (tmp_path / "p.yaml").symlink_to("gone.yaml")
    assert [is_editor_lock(tmp_path / name) for name in (".#p.yaml", "p.yaml")] == [True, False]
