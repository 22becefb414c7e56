"""Decisions written by hand may cite a document by its number in reports, where the profile is known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

PROFILE = "profiles/fictional/leading-restorative-circles.yaml"
REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"
CHECK = ("check", PROFILE, "--config", "none", "--date", "2026-05-01", "--format", "json")
LINE = 14
"""The line of the first citation in each file of the example."""


@pytest.fixture
def numbered(tmp_path: Path) -> Callable[..., Path]:
    """Return the example's decisions in a folder, each citation by a number in place of the short name."""

    def copied(number: str = "") -> Path:
        dossier = (ROOT / PROFILE).read_text(encoding="utf-8").partition("\ndossier:")[2]
        names = re.findall(r"^  (\w+):$", dossier, re.MULTILINE)
        for file in sorted(REVIEW.iterdir()):
            text = file.read_text(encoding="utf-8")
            for at, name in enumerate(names, 1):
                text = text.replace(f"  - document: {name}\n", f"  - document: {number or f'D{at}'}\n")
            (tmp_path / file.name).write_text(text, encoding="utf-8")
        return tmp_path

    return copied


def test_a_number_stands_for_the_document_that_reports_give_it_to(run: Run, numbered: Callable[..., Path]) -> None:
    named, by_number = (run(*CHECK, "--decisions", folder) for folder in (REVIEW, numbered()))
    assert named.code == by_number.code
    before, after = (json.loads(each.out)["audits"][0] for each in (named, by_number))
    assert before["findings"] == after["findings"]
    assert "consensus" in {each["basis"] for each in after["findings"]}


def test_a_number_that_the_dossier_does_not_have_is_an_error_with_its_place(
    run: Run, numbered: Callable[..., Path]
) -> None:
    done = run("check", PROFILE, "--config", "none", "--decisions", numbered("D99"))
    assert done.code == 2
    assert re.search(rf"leading-restorative-circles--avery.yaml:{LINE}:\d+: error: `D99` is cited", done.err)
    assert "help: write the number that reports print" in done.err


def test_where_the_profile_is_not_known_a_number_is_an_error_that_says_what_to_write(
    run: Run, numbered: Callable[..., Path], tmp_path: Path
) -> None:
    file = numbered() / "leading-restorative-circles--avery.yaml"
    done = run("review", "read", file, "-o", tmp_path / "out")
    assert done.code == 2
    assert f":{LINE}:" in done.err
    assert "`D1` is the number of a document in reports, and only the profile says which one it is" in done.err
