"""`mcaudit review feedback` as its users run it: what is gathered, what is withheld, what is written where."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from mcaudit.model import Edition
from mcaudit.reading.profile.read import read_profile
from tests.conftest import COMPLETE, MINIMAL, ROOT, Ran, Run, folded, held_to_schema
from tests.review.cases import pins_for

Here = Callable[..., Ran]
JUDGED = "1A-2"
BROKEN = "format: mcaudit-profile/1\nid: [\n"


@pytest.fixture
def here(run: Run) -> Here:
    """Run `mcaudit review feedback`."""
    return partial(run, "review", "feedback")


@pytest.fixture
def profile(edition: Edition, tmp_path: Path) -> Path:
    """A folder with two profiles, `p`, and decisions on them, `d`: Ann on both, Bo on the first only."""
    for folder in ("p", "d"):
        (tmp_path / folder).mkdir()
    for name in ("one", "two"):
        text = COMPLETE.read_text(encoding="utf-8").replace("id: leading-restorative-circles", f"id: {name}")
        (tmp_path / "p" / f"{name}.yaml").write_text(text, encoding="utf-8")
    decide(edition, tmp_path, "ann", "one", "met", "Ann asks what one area is.")
    decide(edition, tmp_path, "bo", "one", "not_met", "Bo asks as well.")
    decide(edition, tmp_path, "ann", "two", "cannot_tell", "Vague in the second.")
    return tmp_path


def decide(edition: Edition, folder: Path, who: str, profile: str, answer: str, comment: str) -> None:
    """Write one reviewer's decision on one criterion of a profile."""
    pins = pins_for(edition, read_profile(edition, folder / "p" / f"{profile}.yaml"))[JUDGED]
    entry = {
        "criterion": JUDGED,
        "answer": answer,
        "rationale": "So it is.",
        "would_satisfy": "One area.",
        "citations": [{"document": "profile_page", "place": "p. 1"}],
        "date": "2025-12-01",
        "comment": comment,
        "pins": pins.as_data(),
    }
    document = {
        "format": "mcaudit-decisions/1",
        "edition": "v1.0",
        "profile": profile,
        "reviewer": {"id": who, "name": f"{who.title()} Example", "affiliation": "Example Panel"},
        "decisions": [entry],
    }
    (folder / "d" / f"{who}-{profile}.json").write_text(json.dumps(document), encoding="utf-8")


def document(path: Path) -> dict[str, Any]:
    """Return feedback as JSON, checked against its schema."""
    return held_to_schema("feedback", path.read_bytes())


def of(whole: dict[str, Any], criterion: str = JUDGED) -> dict[str, Any]:
    return next(each for each in whole["criteria"] if each["id"] == criterion)


def test_it_is_reported_in_short_on_the_screen(here: Here, profile: Path) -> None:
    done = here(profile / "p", "--decisions", profile / "d")
    assert done.code == 0
    shown = " ".join(done.out.split())
    assert "2 reviewers completed 1 review. They disagreed in 1 and made 2 comments" in shown
    assert "1A-2 One narrow focus 1 of 1 reviewed, 0 settled" in shown
    assert "both are fictional" in done.err


@pytest.mark.slow
def test_every_kind_is_written_and_holds_the_same_counts(here: Here, profile: Path) -> None:
    outputs = [profile / f"feedback.{ending}" for ending in ("html", "pdf", "csv", "json")]
    done = here(profile / "p", "--decisions", profile / "d", *(part for path in outputs for part in ("-o", path)))
    assert (done.code, done.out) == (0, "")
    html, pdf, table, data = outputs
    assert html.read_bytes().startswith(b"<!doctype html>\n")
    assert pdf.read_bytes().startswith(b"%PDF-1.7\n")
    shown = of(document(data))
    assert shown["answers"] == {"met": 1, "partly_met": 0, "not_met": 1, "not_applicable": 0, "cannot_tell": 0}
    assert (shown["reviewed"], shown["incomplete"], shown["disputed"], shown["settled"]) == (1, 1, 1, 0)
    assert [(each["reviewer"], each["profile"], each["text"]) for each in shown["comments"]] == [
        ("Ann Example", "one", "Ann asks what one area is."),
        ("Bo Example", "one", "Bo asks as well."),
    ]
    rows = list(csv.DictReader(StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row["comment"] for row in rows if row["row"] == "comment"] == [each["text"] for each in shown["comments"]]


def test_nothing_of_an_incomplete_review_reaches_any_output(here: Here, profile: Path) -> None:
    outputs = [profile / f"feedback.{ending}" for ending in ("html", "csv", "json", "txt")]
    here(profile / "p", "--decisions", profile / "d", *(part for path in outputs for part in ("-o", path)))
    assert not [path.name for path in outputs if "Vague in the second" in path.read_text(encoding="utf-8")]
    assert of(document(profile / "feedback.json"))["answers"]["cannot_tell"] == 0
    assert document(profile / "feedback.json")["unclear_most"] == []


def test_names_are_left_out_where_that_is_asked(here: Here, profile: Path) -> None:
    outputs = [profile / f"feedback.{ending}" for ending in ("html", "csv", "json")]
    args = (profile / "p", "--decisions", profile / "d", "--without-names")
    here(*args, *(part for path in outputs for part in ("-o", path)))
    for path in outputs:
        text = path.read_text(encoding="utf-8")
        assert "Ann asks what one area is." in text
        assert not [name for name in ("Ann Example", "Bo Example", "Example Panel") if name in text]
    assert {each["reviewer"] for each in of(document(outputs[-1]))["comments"]} == {None}


def test_without_decisions_the_audits_alone_are_counted(here: Here, profile: Path) -> None:
    assert here(profile / "p", "-o", profile / "f.json").code == 0
    shown = of(document(profile / "f.json"))
    assert (shown["audited"]["awaiting_review"], shown["reviewed"], shown["incomplete"]) == (2, 0, 0)


def test_no_policy_applies_unless_one_or_that_of_each_state_is_asked_for(here: Here, profile: Path) -> None:
    paths = (ROOT / "profiles" / "tennessee", profile / "p")
    here(*paths, "--policy", "own", "-o", profile / "own.json")
    here(*paths, "-o", profile / "none.json")
    here(*paths, "--policy", "illinois", "-o", profile / "one.json")
    policies = {
        name: [p["id"] for p in document(profile / f"{name}.json")["policies"]] for name in ("own", "none", "one")
    }
    assert policies == {"own": ["ohio", "tennessee"], "none": [], "one": ["illinois"]}


def test_the_same_twice_is_the_same_and_the_date_is_the_one_given(here: Here, profile: Path) -> None:
    for name in ("a.html", "b.html"):
        here(profile / "p", "--decisions", profile / "d", "--date", "2026-02-03", "-o", profile / name)
    assert (profile / "a.html").read_bytes() == (profile / "b.html").read_bytes()
    assert b"2026-02-03" in (profile / "a.html").read_bytes()


def test_two_files_of_one_profile_are_counted_once_and_reported(here: Here, profile: Path) -> None:
    (profile / "p" / "twin.yaml").write_bytes((profile / "p" / "one.yaml").read_bytes())
    done = here(profile / "p", "--decisions", profile / "d", "-o", profile / "f.json")
    assert done.code == 0
    assert "have the same id, `one`; the second is left out" in folded(done.err)
    assert (of(document(profile / "f.json"))["profiles"], of(document(profile / "f.json"))["reviewed"]) == (2, 1)


def test_decisions_on_no_profile_are_reported(here: Here, profile: Path) -> None:
    done = here(profile / "p" / "one.yaml", "--decisions", profile / "d")
    assert done.code == 0
    assert "there are decisions on `two`, and no such profile was audited: they are not counted" in folded(done.err)


def test_a_profile_that_cannot_be_read_is_reported_and_the_others_are_counted(here: Here, profile: Path) -> None:
    (profile / "p" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = here(profile / "p", "--decisions", profile / "d", "-o", profile / "f.json")
    assert done.code == 2
    assert "broken.yaml" in done.err
    assert of(document(profile / "f.json"))["profiles"] == 2


def test_where_nothing_can_be_audited_nothing_is_written(here: Here, profile: Path) -> None:
    (profile / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    done = here(profile / "broken.yaml", "-o", profile / "f.json")
    assert done.code == 2
    assert "no profile could be audited" in folded(done.err)
    assert not (profile / "f.json").exists()


def test_decisions_that_are_wrong_are_refused(here: Here, profile: Path) -> None:
    (profile / "d" / "bad.json").write_text('{"format": "mcaudit-decisions/1"}', encoding="utf-8")
    done = here(profile / "p", "--decisions", profile / "d", "-o", profile / "f.json")
    assert done.code == 2
    assert "bad.json" in done.err
    assert not (profile / "f.json").exists()


@pytest.mark.parametrize("name", ["feedback.docx", "feedback"])
def test_an_ending_that_shows_nothing_is_refused(here: Here, profile: Path, name: str) -> None:
    done = here(profile / "p", "-o", profile / name)
    assert done.code == 2
    endings = ".txt, .md, .html, .pdf, .csv, .json"
    assert f"does not say what to write: end its name in {endings}, or write MEDIUM=FILE" in folded(done.err)


@pytest.mark.parametrize("name", ["d/ann-one.json", "p/x.json"])
def test_no_input_is_written_over(here: Here, profile: Path, name: str) -> None:
    (profile / "p" / "x.json").write_text(
        json.dumps({"format": "mcaudit-profile/1", "id": "x", "title": "X", "state": "OH"})
    )
    before = (profile / name).read_bytes()
    done = here(profile / "p", "--decisions", profile / "d", "-o", profile / name)
    assert done.code == 2
    assert "is one of the files that are read" in folded(done.err)
    assert (profile / name).read_bytes() == before


def test_a_folder_may_hold_the_feedback_it_gave(here: Here, profile: Path) -> None:
    assert here(profile / "p", "-o", profile / "p" / "feedback.json").code == 0
    assert here(profile / "p", "-o", profile / "p" / "feedback.json").code == 0


def test_one_small_profile_is_enough(here: Here, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(MINIMAL, encoding="utf-8")
    done = here(tmp_path / "small.yaml")
    assert done.code == 0
    assert "We audited 1 micro-credential. No criterion has been fully reviewed yet." in done.out
