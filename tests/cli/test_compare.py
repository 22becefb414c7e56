"""`mcaudit compare` as its users run it: what is compared, under which policies, what is written where."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mcaudit.model import Edition
from tests.conftest import MINIMAL, ROOT, Run, Write, folded, held_to_schema, required_of_anyone

SECOND = MINIMAL.replace("minimal", "second").replace("Minimal", "Second").replace("OH", "IL")
BROKEN = "format: mcaudit-profile/1\nid: [\n"
READINGS = "note: both are readings of public pages; no provider submitted them\n"


@pytest.fixture
def two(write: Write, tmp_path: Path) -> Path:
    """A folder with two small profiles, of Ohio and of Illinois."""
    write(MINIMAL, "two/first.yaml")
    write(SECOND, "two/second.yaml")
    return tmp_path / "two"


def document(text: str | bytes) -> dict[str, Any]:
    """Return a comparison as JSON, checked against its schema."""
    return held_to_schema("comparison", text)


# --- what is compared ------------------------------------------------------------------------------


def test_profiles_are_compared_on_the_screen_whatever_their_verdicts(run: Run, edition: Edition, two: Path) -> None:
    done = run("compare", two)
    assert (done.code, done.err) == (0, READINGS)
    assert "2 micro-credentials by state" in done.out
    assert done.out.index("What you can use") < done.out.index("Each state together")
    assert f"0 of {required_of_anyone(edition)}" in done.out
    assert "incomplete" not in done.out.casefold()


def test_a_profile_that_its_provider_submitted_is_no_reading(run: Run, two: Path, write: Write) -> None:
    write(f"{MINIMAL}organizations:\n  lake: {{name: Lake}}\nsubmitted_by: {{organization: lake}}\n", "two/first.yaml")
    done = run("compare", two)
    assert done.err == "note: 1 of the 2 is a reading of public pages; no provider submitted it\n"
    shown = " ".join(done.out.split())
    assert shown.count("(reading of") == shown.count(" incomplete ") == 1


def test_the_shipped_profiles_hold_the_schema(run: Run) -> None:
    done = run("compare", "--format", "json", "profiles")
    assert done.code == 0
    whole = document(done.out)
    assert len(whole["micro_credentials"]) == len(list((ROOT / "profiles").rglob("*.yaml")))
    assert whole["date"] == "2026-01-01"
    assert whole["notices"] == [
        "1 of the 12 is fictional and is not counted in the totals",
        "11 of the 12 are readings of public pages; no provider submitted them",
    ]
    assert "note: 1 of the 12 is fictional" in done.err


def test_one_profile_cannot_be_compared(run: Run, two: Path) -> None:
    done = run("compare", two / "first.yaml", two / "first.yaml")
    assert done.code == 2
    assert "a comparison needs at least two micro-credentials, but only 1 could be audited" in folded(done.err)


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_compared(run: Run, two: Path, write: Write) -> None:
    write(BROKEN, "two/broken.yaml")
    done = run("compare", "--format", "json", two)
    assert done.code == 2
    assert "broken.yaml" in done.err
    assert [each["id"] for each in document(done.out)["micro_credentials"]] == ["second", "minimal"]


def test_two_profiles_with_the_same_id_are_both_compared_and_reported(run: Run, two: Path, write: Write) -> None:
    write(MINIMAL, "two/third.yaml")
    done = run("compare", "--format", "json", two)
    assert done.code == 0
    assert "first.yaml and " in done.err
    assert "have the same id, `minimal`" in done.err
    assert document(done.out)["overall"]["count"] == 3


@pytest.mark.parametrize("by", ["state", "organization", "issuer", "topic"])
def test_what_to_group_by_can_be_chosen(run: Run, two: Path, by: str) -> None:
    whole = document(run("compare", "--by", by, "--format", "json", two).out)
    assert whole["by"] == by
    assert [group["name"] for group in whole["groups"]] == (["IL", "OH"] if by == "state" else ["not stated"])


def test_the_gate_whose_answers_are_counted_can_be_chosen(run: Run) -> None:
    args = ("compare", "--format", "json", "profiles/fictional", "profiles/delaware")
    of = {gate: document(run(*args, "--gate", gate).out)["groups"] for gate in ("endorsement", "submission")}
    shown = {gate: {group["name"]: group["verdicts"] for group in groups} for gate, groups in of.items()}
    assert shown == {
        "endorsement": {"DE": {"incomplete": 1}, "OH (fictional)": {"undecided": 1}},
        "submission": {"DE": {"not_ready": 1}, "OH (fictional)": {"ready": 1}},
    }


# --- policies --------------------------------------------------------------------------------------


def policies(whole: dict[str, Any]) -> dict[str, str | None]:
    return {each["id"]: each["policy"] and each["policy"]["id"] for each in whole["micro_credentials"]}


def test_compare_and_check_give_one_score_and_say_which_policy_applied(run: Run, two: Path) -> None:
    whole = document(run("compare", "--format", "json", two).out)
    assert policies(whole) == {"second": None, "minimal": None}
    assert "No state policy was applied" in whole["under"]
    for policy in ((), ("--policy", "own")):
        compared = document(run("compare", *policy, "--format", "json", two).out)["micro_credentials"]
        checked = json.loads(run("check", *policy, "--format", "json", two).out)["audits"]
        assert {each["id"]: each["counts"] for each in compared} == {
            each["profile"]["id"]: each["counts"] for each in checked
        }
    assert "No state policy was applied" in run("check", two).out


def test_each_can_be_audited_under_the_policy_of_its_own_state(run: Run, two: Path, write: Write) -> None:
    write(MINIMAL.replace("id: minimal", "id: third").replace("OH", "national"), "two/third.yaml")
    whole = document(run("compare", "--policy", "own", "--format", "json", two).out)
    assert policies(whole) == {"second": "illinois", "minimal": "ohio", "third": None}
    assert {each["id"] for each in whole["policies"]} == {"illinois", "ohio"}


def test_one_policy_can_be_applied_to_all(run: Run, two: Path) -> None:
    whole = document(run("compare", "--policy", "tennessee", "--format", "json", two).out)
    assert policies(whole) == {"second": "tennessee", "minimal": "tennessee"}
    assert "Its rates convert amounts into clock hours only for TN" in whole["under"]


POINTS = (
    MINIMAL.replace("OH", "TN")
    + "recognizers:\n  formal_currency:\n    currencies:\n"
    + "      - {kind: relicensure_credit, amount: {at_least: 6, at_most: 8}, unit: pd_points, state: TN}\n"
)


def test_without_a_policy_nothing_is_converted(run: Run, two: Path, write: Write) -> None:
    write(POINTS, "two/first.yaml")
    args = ("compare", "--format", "json", two)
    own = document(run(*args, "--policy", "own").out)
    none = document(run(*args).out)
    hours = [line["clock_hours"] for line in own["ledger"] if line["rate"]]
    assert hours == [{"low": 6, "high": 8, "about": None, "text": ""}]
    assert [line for line in none["ledger"] if line["rate"]] == []
    assert set(policies(none).values()) == {None}
    assert none["policies"] == []


def test_the_policy_of_the_configuration_is_applied(run: Run, two: Path, write: Write) -> None:
    write("format: mcaudit-config/1\npolicy: tennessee\n", "two/mcaudit.yaml")
    assert set(policies(document(run("compare", "--format", "json", ".", cwd=two).out)).values()) == {"tennessee"}
    plain = run("compare", "--format", "json", "--config", "none", ".", cwd=two)
    assert policies(document(plain.out)) == {"second": None, "minimal": None}
    write("format: mcaudit-config/1\npolicy: own\n", "two/mcaudit.yaml")
    own = run("compare", "--format", "json", ".", cwd=two)
    assert policies(document(own.out)) == {"second": "illinois", "minimal": "ohio"}


def test_a_policy_that_does_not_hold_on_the_day_is_refused_where_it_is_asked_for(
    run: Run, two: Path, write: Write
) -> None:
    late = write(
        "format: mcaudit-policy/1\nid: late\ntitle: Late\nstate: OH\nedition: v1.0\n"
        "sources:\n  rules: {title: Rules, url: 'https://example.org', seen: 2026-01-01}\n"
        "in_force: {from: 2027-01-01, source: {document: rules, section: All}}\n",
        "late.yaml",
    )
    done = run("compare", "--policy", late, two)
    assert done.code == 2
    assert "2027-01-01" in folded(done.err)


# --- what is written -------------------------------------------------------------------------------


def test_several_files_are_written_and_the_screen_stays_empty(run: Run, two: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"comparison.{ending}" for ending in ("xlsx", "csv", "json", "TXT")]
    done = run("compare", two, *(part for out in outs for part in ("-o", out)))
    assert (done.code, done.out, done.err) == (0, "", READINGS)
    assert load_workbook(outs[0]).sheetnames[0] == "About"
    found = list(csv.DictReader(StringIO(outs[1].read_text(encoding="utf-8-sig"))))
    assert [row["id"] for row in found] == ["second", "minimal"]
    assert document(outs[2].read_bytes())["overall"]["count"] == 2
    assert "2 micro-credentials by state" in outs[3].read_text(encoding="utf-8")


def test_the_same_inputs_give_the_same_workbook(run: Run, two: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for out in outs:
        assert run("compare", two, "-o", out).code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize("name", ["comparison", "comparison.docx", "xlsx"])
def test_a_file_whose_ending_shows_nothing_is_refused(run: Run, two: Path, tmp_path: Path, name: str) -> None:
    done = run("compare", two, "-o", tmp_path / name)
    assert done.code == 2
    assert "does not say what to write: end its name in .txt, .md, .html, .pdf, .xlsx, " in folded(done.err)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("kind", ["xlsx", "odt"])
def test_what_is_no_text_does_not_go_to_the_screen(run: Run, two: Path, kind: str) -> None:
    done = run("compare", two, "--format", kind)
    assert (done.code, done.out) == (2, "")
    assert f"“{kind}” is not one of terminal, markdown, csv, json" in folded(done.err)


def test_csv_and_json_go_to_the_screen(run: Run, two: Path) -> None:
    assert run("compare", "--format", "csv", two).out.startswith("\ufeffid,title,fictional,reading,")
    assert document(run("compare", "--format", "json", two).out)["format"] == "mcaudit-comparison/2"


def test_an_input_is_not_written_over(run: Run, write: Write, tmp_path: Path) -> None:
    content = json.dumps({"format": "mcaudit-profile/1", "id": "first", "title": "First", "state": "OH"})
    first, second = write(content, "first.json"), write(SECOND, "second.yaml")
    done = run("compare", first, second, "-o", first)
    assert done.code == 2
    assert "is one of the files that are read" in folded(done.err)
    assert first.read_text(encoding="utf-8") == content


def test_a_file_that_cannot_be_written_is_reported(run: Run, two: Path, tmp_path: Path) -> None:
    done = run("compare", two, "-o", tmp_path / "nowhere" / "comparison.csv")
    assert done.code == 2
    assert "there is no folder" in folded(done.err)


def test_titles_lead_to_the_audits_that_report_writes(run: Run, two: Path, tmp_path: Path) -> None:
    out = tmp_path / "comparison.html"
    assert run("compare", two, "--audits", "audits", "-o", out).code == 0
    assert run("report", two, "-o", tmp_path / "audits", "--format", "html").code == 0
    links = set(re.findall(r'href="(audits/[^"]+)"', out.read_text(encoding="utf-8")))
    assert len(links) == 2
    assert all((tmp_path / link).is_file() for link in links)
    done = run("compare", two, "--audits", "javascript:alert(1)", "-o", out)
    assert done.code == 2
    assert "is neither a directory nor a web address" in folded(done.err)
