"""No command writes over a file that it reads, however it came to read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

PROFILE = "profiles/leading-restorative-circles.yaml"
DOCUMENT = "profiles/documents/scoring-rubric.txt"
DECISIONS = "decisions/leading-restorative-circles--avery.yaml"
CONFIG, POLICY, EDITION, BADGE = "mcaudit.yaml", "policy.yaml", "edition/edition.yaml", "badges/badge.json"
DRAFT = "drafts/leading-restorative-circles-fictional.yaml"
REVIEWED = (PROFILE, "--decisions", "decisions")
EXPORT = ("export", PROFILE, "--as", "ob3-achievement", "--id", "https://example.org/1", "--edition", "edition", "-o")
NEW = ("new", "--from", "badges", "--state", "OH", "-o", "drafts/", "--report")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one of everything that a command reads."""
    shutil.copytree(ROOT / "profiles" / "fictional", tmp_path / "profiles")
    shutil.copytree(ROOT / "docs" / "example-review" / "restorative-circles", tmp_path / "decisions")
    shutil.copytree(ROOT / "criteria" / "v1.0", tmp_path / "edition")
    shutil.copy(ROOT / "criteria" / "policies" / "ohio.yaml", tmp_path / POLICY)
    (tmp_path / "badges").mkdir()
    shutil.copy(ROOT / "docs" / "example-endorsement" / "achievement.json", tmp_path / BADGE)
    shutil.copy(ROOT / "profiles" / "illinois" / "iasbo-tax-levy-process.yaml", tmp_path / "other.yaml")
    (tmp_path / CONFIG).write_text("format: mcaudit-config/1\ncolor: never\n", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("command", "files"),
    [
        (("criteria", "--policy", POLICY, "--edition", "edition", "-o"), (POLICY, EDITION, CONFIG)),
        (("explain", "1F-6", "--edition", "edition", "-o"), (EDITION, CONFIG)),
        (("compare", "--versions", "other.yaml", *REVIEWED, "-o"), (PROFILE, DOCUMENT, DECISIONS, CONFIG)),
        (("review", "status", *REVIEWED, "--policy", POLICY, "-o"), (PROFILE, DOCUMENT, DECISIONS, POLICY, CONFIG)),
        (("review", "agreement", *REVIEWED, "-o"), (PROFILE, DOCUMENT, DECISIONS, CONFIG)),
        (EXPORT, (PROFILE, DOCUMENT, EDITION, CONFIG)),
        (NEW, (BADGE, CONFIG)),
    ],
    ids=["criteria", "explain", "versions", "status", "agreement", "export", "new"],
)
def test_nothing_that_is_read_is_overwritten(
    run: Run, desk: Path, command: tuple[str, ...], files: tuple[str, ...]
) -> None:
    before = contents(desk)
    for file in files:
        ran = run(*command, file if command in (EXPORT, NEW) else f"html={file}", cwd=desk)
        assert ran.code == 2, file
        assert f"{file} is one of the files that are read" in ran.err
        shutil.rmtree(desk / "drafts", ignore_errors=True)
    assert contents(desk) == before


def test_a_report_on_drafts_is_not_written_over_a_draft(run: Run, desk: Path) -> None:
    ran = run(*NEW, DRAFT, cwd=desk)
    assert (ran.code, "is one of the files that are read" in ran.err) == (2, True)
    assert (desk / DRAFT).read_text(encoding="utf-8").startswith("# ")


def test_two_versions_are_compared_with_what_reviewers_decided(run: Run, desk: Path) -> None:
    """Decisions that are given and do not count would make the score of both versions untrue."""
    later = desk / "profiles" / "later.yaml"
    text = (desk / PROFILE).read_text(encoding="utf-8")
    later.write_text(text.replace("competency: ", "competency: Always ", 1), encoding="utf-8")
    shown = ("compare", "--versions", PROFILE, later.name, "--date", "2026-11-29")
    shutil.copy(later, desk)
    shutil.copytree(desk / "profiles" / "documents", desk / "documents")
    assert "undecided" in run(*shown, cwd=desk).out
    assert "pass" in run(*shown, "--decisions", "decisions", cwd=desk).out.lower()
