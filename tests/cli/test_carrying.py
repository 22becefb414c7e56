"""`mcaudit accept --from OH --to TN`: what a reader sees, and what an audit then counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import COMPLETE, ROOT, Ran, held_to_schema

REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"
WAYS = ("--from", "OH", "--to", "TN", "--decisions", REVIEW, "--date", "2026-11-01")
ADOPTING = """\
format: mcaudit-policy/1
id: tennessee
title: Tennessee
state: TN
edition: v1.0
sources:
  minutes: {title: Minutes of the board, url: "https://board.example.org/minutes", seen: "2026-10-01"}
reciprocity:
  decisions_of:
    - {state: OH, criteria: neutral, settlements: "yes"}
  source: {document: minutes, section: Item 4}
"""


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def adopting(tmp_path: Path) -> Path:
    path = tmp_path / "tennessee.yaml"
    path.write_text(ADOPTING, encoding="utf-8")
    return path


@pytest.fixture
def for_ohio(tmp_path: Path) -> Path:
    """The example review, in files that name the state."""
    folder = tmp_path / "decisions"
    folder.mkdir()
    for file in REVIEW.glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("edition: v1.0\n", "edition: v1.0\nstate: OH\n", 1)
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def test_a_what_if_says_so_in_its_title(run: Callable[..., Ran]) -> None:
    done = run("accept", COMPLETE, *WAYS, "--adopt")
    assert done.code == 0
    assert done.out.startswith("Leading Restorative Circles: what would carry from Ohio to Tennessee")
    words = flat(done.out)
    assert "40 of these decisions would count in Tennessee" in words
    assert "none counts today" in words
    assert "3 files of decisions name no state" in words


def test_without_adoption_nothing_is_counted(run: Callable[..., Ran]) -> None:
    words = flat(run("accept", COMPLETE, *WAYS).out)
    assert "None of these decisions counts in Tennessee, which has not adopted them. Use --adopt" in words
    assert "What carries over" not in words


def test_a_state_without_a_policy_is_not_said_to_have_adopted_nothing(run: Callable[..., Ran]) -> None:
    words = flat(run("accept", COMPLETE, *WAYS[:2], "--to", "Iowa", *WAYS[4:]).out)
    assert "We have no policy of Iowa, so nothing counts as adopted there" in words


def test_what_a_policy_adopts_is_counted_with_where_it_was_decided(
    run: Callable[..., Ran], adopting: Path, for_ohio: Path
) -> None:
    ways = ("--from", "ohio", "--to", "Tennessee", "--decisions", for_ohio, "--policy", adopting)
    words = flat(run("accept", COMPLETE, *ways, "--date", "2026-11-01").out)
    assert "42 of these decisions count in Tennessee, which has adopted them." in words
    check = ("check", COMPLETE, "--policy", adopting, "--decisions", for_ohio, "--date", "2026-11-01")
    (audit,) = json.loads(run(*check, "--format", "json").out)["audits"]
    judged = {each["criterion"]: each for each in audit["decisions"]}
    assert {vote["decided_for"] for vote in judged["1A-1"]["answers"]} == {"OH"}
    assert "Avery Example (fictional), April 13, 2026: decided for Ohio: met" in flat(run(*check, "-v").out)
    unadopted = run("check", COMPLETE, "--policy", "tennessee", "--decisions", for_ohio, "--format", "json")
    (other,) = json.loads(unadopted.out)["audits"]
    assert not [each for each in other["findings"] if each["basis"] in ("consensus", "adjudication")]


def test_the_record_keeps_to_its_schema(run: Callable[..., Ran], tmp_path: Path) -> None:
    for more in ((), ("--adopt",)):
        record = held_to_schema("acceptance", run("accept", COMPLETE, *WAYS, *more, "--format", "json").out)
        (found,) = record["residues"]
        assert (found["from"], found["to"], found["adopted"], found["assumed"]) == ("OH", "TN", False, bool(more))
    page = tmp_path / "carries.html"
    assert run("accept", COMPLETE, *WAYS, "--adopt", "-o", page).code == 0
    text = page.read_text(encoding="utf-8")
    assert "Decided for Ohio by" in text
    assert "What would carry over" in text
    command = text.partition("<pre")[2].partition("</pre>")[0]
    assert len(command.splitlines()) == 3  # it is copied as it stands


def test_the_command_that_is_shown_makes_a_worksheet_for_the_rest(run: Callable[..., Ran], tmp_path: Path) -> None:
    out = run("accept", COMPLETE, *WAYS, "--adopt").out
    only = next(line for line in out.splitlines() if "--only" in line).split()[1]
    assert only.startswith("1A-2,1C-D3,2B-2,3A-3")
    who = ("--name", "Bo Reviewer", "--affiliation", "Tennessee Board")
    for file in (tmp_path / "sheet.html", tmp_path / "sheet.xlsx"):
        done = run("review", "worksheet", COMPLETE, "--policy", "tennessee", "--only", only, *who, "-o", file)
        assert done.code == 0, done.err
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "One narrow focus" in page
    assert "Description and rationale" not in page
    assert '"state":"TN"' in page
    assert "Avery" not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--from", "OH", "--to", "TN"), "name the decisions of reviewers"),
        (("--from", "OH", "--decisions", REVIEW), "one with --to, such as OH"),
        (("--from", "OH", "--to", "OH", "--decisions", REVIEW), "name two states"),
        (("--from", "Ohioo", "--to", "TN", "--decisions", REVIEW), "“Ohioo” is not a state"),
        (("--from", "OH", "--to", "TN,KY", "--decisions", REVIEW), "one with --to, such as OH"),
        (("--adopt",), "it goes with --from"),
        ((*WAYS, "--require", "TN:license_renewal"), "does not go with --explain, --require"),
    ],
)
def test_mistakes_are_told(run: Callable[..., Ran], given: tuple[str, ...], words: str) -> None:
    done = run("accept", COMPLETE, *given)
    assert done.code == 2
    assert words in flat(done.err)


def test_an_unknown_criterion_of_a_worksheet_is_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    who = ("--name", "Bo", "--affiliation", "Board", "-o", tmp_path / "sheet.html")
    done = run("review", "worksheet", COMPLETE, "--only", "1A-22", *who)
    assert done.code == 2
    assert "“1A-22” is not a criterion; did you mean" in flat(done.err)


@pytest.mark.slow
def test_it_is_written_for_paper(run: Callable[..., Ran], tmp_path: Path) -> None:
    page = tmp_path / "carries.pdf"
    done = run("accept", COMPLETE, *WAYS, "--adopt", "-o", page)
    assert (done.code, done.err.count("error")) == (0, 0)
    assert page.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("ways", [(), ("--adopt",)], ids=["as it is", "a what-if"])
def test_a_workbook_has_a_row_for_each_criterion(
    run: Callable[..., Ran], tmp_path: Path, ways: tuple[str, ...]
) -> None:
    book, record = tmp_path / "residue.xlsx", tmp_path / "residue.json"
    assert run("accept", COMPLETE, *WAYS, *ways, "-o", book, "-o", record).code == 0
    (residue,) = json.loads(record.read_text(encoding="utf-8"))["residues"]
    criteria, about = (rows_of(book, name) for name in ("Criteria", "About"))
    kinds = {"carry": "carries over", "open": "reviewers must decide", "facts": "needs no decision"}
    if ways:
        kinds |= {"carry": "would carry over", "open": "reviewers would have to decide"}
        assert "would carry from Ohio to Tennessee" in about[1][1]
    for key, said in kinds.items():
        named = {each if isinstance(each, str) else each["criterion"] for each in residue[key]}
        assert named <= {row[1] for row in criteria if row[3] == said}, key
    assert len({row[1] for row in criteria[1:]}) == len(criteria) - 1
    assert all(row[6] and row[7] and row[8] for row in criteria if row[3] == kinds["carry"])


def rows_of(book: Path, sheet: str) -> list[tuple[str, ...]]:
    rows = load_workbook(book)[sheet].iter_rows(values_only=True)
    return [tuple(str(cell or "") for cell in row) for row in rows]
