"""`mcaudit check --since`: what became of an earlier audit, in every format, whatever the earlier file is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pikepdf
import pytest

from mcaudit.app.formats import format_names
from mcaudit.reading.packaged import packaged_schema
from tests.conftest import COMPLETE, MINIMAL, Run, Write, folded
from tests.reading.test_policy import HEAD

MORE = (
    "dossier:\n  page: {title: Page, kind: profile_page, url: 'https://example.org', seen: 2026-01-01}\n"
    "developers:\n  title_and_description:\n    title: Minimal\n    content_area: School climate\n"
    "    competency: The teacher leads circles that repair harm between students.\n"
    "    citations: [{document: page, section: Overview}]\n"
)


@pytest.fixture
def before(run: Run, write: Write, tmp_path: Path) -> Path:
    """The audit of a profile that has since said more: what bears on 1A is no longer a gap, and all else is open."""
    profile, printed = write(MINIMAL), tmp_path / "before.json"
    assert run("check", profile, "-o", printed).code == 1
    write(MINIMAL + MORE)
    return printed


def audits(text: str) -> list[dict[str, Any]]:
    """Return the audits of a JSON document."""
    found: list[dict[str, Any]] = json.loads(text)["audits"]
    return found


# --- what is reported ------------------------------------------------------------------------------


def test_the_document_has_what_became_of_each_criterion(run: Run, before: Path, tmp_path: Path) -> None:
    done = run("check", tmp_path / "profile.yaml", "--since", before, "--format", "json")
    assert (done.code, done.err) == (1, "")
    jsonschema_rs.validator_for(packaged_schema("audit")).validate(json.loads(done.out))
    ((found,),) = (audits(done.out),)
    shown = found.pop("since")
    assert (shown["date"], shown["verdict"], shown["doubts"]) == ("2026-01-01", "incomplete", [])
    progress = {change["criterion"]: change["progress"] for change in shown["changes"]}
    fixed = {name for name, each in progress.items() if each == "mended"}
    assert "1A-1" in fixed
    assert {progress[name] for name in progress if name not in fixed} == {"open"}
    (first,) = [change for change in shown["changes"] if change["criterion"] == "1A-1"]
    assert first["before"]["status"] == "not_stated"
    assert {text["pointer"].rpartition("/")[2] for text in first["texts"]} == {
        "content_area", "competency", "citations"
    }  # fmt: skip
    plain = run("check", tmp_path / "profile.yaml", "--format", "json")
    assert [found] == audits(plain.out)


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize("depth", ["full", "summary"])
def test_a_document_starts_with_what_changed(run: Run, before: Path, tmp_path: Path, suffix: str, depth: str) -> None:
    profile, written = tmp_path / "profile.yaml", tmp_path / f"audit{suffix}"
    assert run("report", profile, "--since", before, "--depth", depth, "-o", written).code == 0
    text = written.read_text(encoding="utf-8").replace("\\", "")
    since, fixed = map(text.index, ("Since the audit of January 1, 2026", "Fixed: it fell short"))
    after = text.rindex("What to do, part by part")
    assert since < fixed < after
    assert "/developers/title_and_description/content_area" in text
    assert run("report", profile, "--depth", depth, "-o", written).code == 0
    assert "Since the audit of" not in written.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_pdf_starts_with_what_changed(run: Run, before: Path, tmp_path: Path) -> None:
    profile, written = tmp_path / "profile.yaml", tmp_path / "audit.pdf"
    assert run("report", profile, "--since", before, "--depth", "summary", "-o", written).code == 0
    with pikepdf.open(written) as pdf:
        (top,) = pdf.open_outline().root
        titles = [child.title for child in top.children]
        assert [title.startswith("Since the audit of January 1, 2026") for title in titles].index(True) < titles.index(
            "Summary"
        )


def test_a_document_on_a_profile_without_an_earlier_audit_says_nothing_of_it(
    run: Run, before: Path, write: Write, tmp_path: Path
) -> None:
    other = write(MINIMAL.replace("id: minimal", "id: another"), "other.yaml")
    done = run("report", other, "--since", before, "-o", tmp_path / "audit.md")
    assert done.code == 0
    assert "has no audit of `another`" in done.err
    assert "Since the audit" not in (tmp_path / "audit.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", format_names())
def test_every_format_shows_it_and_none_changes_the_exit_code(
    run: Run, before: Path, tmp_path: Path, format: str
) -> None:
    done = run("check", tmp_path / "profile.yaml", "--since", before, "--format", format)
    assert done.code == 1
    if format == "csv":
        rows = csv.DictReader(StringIO(done.out.removeprefix("\ufeff")))
        changes = {row["criterion"]: row["change"] for row in rows if row["row"] == "finding"}
        assert (changes["1A-1"], changes["1F-6"]) == ("fixed", "still open")
    elif format == "sarif":
        states = {result["baselineState"] for result in json.loads(done.out)["runs"][0]["results"]}
        assert states == {"unchanged", "updated"}
    elif format == "json":
        assert audits(done.out)[0]["since"]["changes"]
    else:
        assert "still open" in done.out.lower()
        assert "fixed" in done.out.lower() or format in ("github", "junit")


def test_a_profile_that_stayed_as_it_was_has_no_change(run: Run, tmp_path: Path) -> None:
    printed = tmp_path / "before.json"
    run("check", COMPLETE, "-o", printed)
    done = run("check", COMPLETE, "--since", printed, "--format", "json")
    assert audits(done.out)[0]["since"] == {
        "date": "2026-01-01", "gate": "endorsement", "verdict": "undecided", "doubts": [], "changes": []
    }  # fmt: skip
    assert "None of its findings has changed." in run("check", COMPLETE, "--since", printed).out


@pytest.mark.parametrize("command", [("check", "--format", "json"), ("report",)], ids=["check", "report"])
def test_an_audit_is_read_whichever_command_wrote_it(
    run: Run, write: Write, tmp_path: Path, command: tuple[str, ...]
) -> None:
    profile, printed = write(MINIMAL), tmp_path / "before.json"
    run(*command, profile, "-o", printed)
    assert "Since the audit of January 1, 2026 (incomplete" in run("check", profile, "--since", printed).out


def test_an_audit_that_was_compared_itself_is_read(run: Run, before: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    run("check", tmp_path / "profile.yaml", "--since", before, "-o", again)
    done = run("check", tmp_path / "profile.yaml", "--since", again, "--format", "json")
    assert {change["progress"] for change in audits(done.out)[0]["since"]["changes"]} == {"open"}


def test_what_else_differs_is_reported_as_a_doubt(run: Run, before: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    policy = tmp_path / "ohio.yaml"
    policy.write_text(HEAD, encoding="utf-8")
    done = run("check", profile, "--since", before, "--policy", policy, "--date", "2025-12-31")
    assert "Note: the earlier audit used another policy" in folded(done.out)
    assert "Note: the earlier audit is dated 2026-01-01, which is after this one." in folded(done.out)
    assert done.code == 1


def in_the_first_format(printed: Path) -> Path:
    """Return an audit as the first format had it: what nothing bears on is not met, and the version is another."""
    whole = json.loads(printed.read_text("utf-8"))
    whole |= {"format": "mcaudit-audit/1", "mcaudit": "0.0.9"}
    for finding in whole["audits"][0]["findings"]:
        if finding["status"] == "not_stated":
            finding["status"] = "not_met"
        elif finding["basis"] == "unreviewed":
            finding["status"], finding["basis"] = "not_met", "facts"
    printed.write_text(json.dumps(whole), encoding="utf-8")
    return printed


def test_an_audit_of_the_first_format_reports_what_is_re_evaluated(run: Run, write: Write, tmp_path: Path) -> None:
    profile, printed = write(MINIMAL + MORE), tmp_path / "before.json"
    run("check", profile, "-o", printed)
    earlier = in_the_first_format(printed)
    done = run("check", profile, "--since", earlier, "--format", "json")
    jsonschema_rs.validator_for(packaged_schema("audit")).validate(json.loads(done.out))
    shown = audits(done.out)[0]["since"]
    assert {change["progress"] for change in shown["changes"]} == {"open", "re_evaluated"}
    assert {change["before"]["status"] for change in shown["changes"] if change["progress"] == "open"} == {"not_stated"}
    assert any("re-evaluated" in doubt for doubt in shown["doubts"])
    screen = run("check", profile, "--since", earlier).out
    assert "Re-evaluated: only the criteria or mcaudit changed" in screen
    assert "Fixed" not in screen
    assert "New:" not in screen


@pytest.mark.parametrize("format", format_names())
def test_every_format_can_report_what_is_re_evaluated(run: Run, write: Write, tmp_path: Path, format: str) -> None:
    profile, printed = write(MINIMAL + MORE), tmp_path / "before.json"
    run("check", profile, "-o", printed)
    done = run("check", profile, "--since", in_the_first_format(printed), "--format", format)
    assert (done.code, done.err) == (1, "")
    assert not re.search(r'\((fixed|new)\b|"mended"|,fixed,', done.out)


# --- which profiles --------------------------------------------------------------------------------


def test_each_of_several_profiles_is_compared_with_its_own(run: Run, write: Write, tmp_path: Path) -> None:
    printed = tmp_path / "before.json"
    first, second = (write(MINIMAL.replace("minimal", name), f"{name}.yaml") for name in ("first", "second"))
    run("check", first, second, "-o", printed)
    write(MINIMAL.replace("minimal", "second") + MORE, "second.yaml")
    done = run("check", second, first, "--since", printed, "--format", "json")
    assert done.err == ""
    kinds = [sorted({c["progress"] for c in each["since"]["changes"]}) for each in audits(done.out)]
    assert kinds == [["mended", "open"], ["open"]]


def test_an_audit_and_a_profile_without_the_other_are_noted(run: Run, before: Path, write: Write) -> None:
    other = write(MINIMAL.replace("minimal", "other"), "other.yaml")
    done = run("check", other, "--since", before, "--format", "json")
    assert done.code == 1
    assert "since" not in audits(done.out)[0]
    notices = [
        f"{before.as_posix()} has no audit of `other` ({other.as_posix()}), so its changes are unknown",
        f"{before.as_posix()} has an audit of `minimal`, and no profile of that id was audited",
    ]
    assert json.loads(done.out)["notices"] == notices
    assert done.err == "".join(f"note: {notice}\n" for notice in notices)


def test_a_profile_that_cannot_be_read_is_reported_beside_the_others(run: Run, before: Path, write: Write) -> None:
    broken = write("format: mcaudit-profile/1\nid: [", "broken.yaml")
    done = run("check", before.parent / "profile.yaml", broken, "--since", before, "--format", "json")
    assert done.code == 2
    assert audits(done.out)[0]["since"]["changes"]


# --- an earlier file that is not what it should be -------------------------------------------------


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        pytest.param("", "the file is empty", id="empty"),
        pytest.param("{", "not valid JSON", id="broken"),
        pytest.param("[" * 100_000, "nested too deeply", id="nested deeply"),
        pytest.param("9" * 100_000, "a number in it is too long", id="a long number"),
        pytest.param('{"format": "mcaudit-profile/1"}', "not an audit", id="other JSON"),
        pytest.param(MINIMAL, "not valid JSON", id="a profile"),
    ],
)
def test_what_is_no_audit_stops_before_anything_is_audited(run: Run, write: Write, content: str, shown: str) -> None:
    done = run("check", write(MINIMAL), "--since", write(content, "before.json"))
    assert (done.code, done.out) == (2, "")
    assert shown in done.err
    assert "before.json" in done.err


@pytest.mark.parametrize("name", ["no.json", "."])
def test_a_file_that_cannot_be_opened_is_reported(run: Run, write: Write, tmp_path: Path, name: str) -> None:
    assert run("check", write(MINIMAL), "--since", tmp_path / name).code == 2


def test_a_selection_of_findings_is_no_earlier_audit(run: Run, write: Write, tmp_path: Path) -> None:
    profile, printed = write(MINIMAL), tmp_path / "before.json"
    run("check", profile, "--select", "1A", "-o", printed)
    done = run("check", profile, "--since", printed)
    assert done.code == 2
    assert "help: make it again without --select and --ignore" in done.err


def rewritten(before: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Return an earlier audit in which something was changed by hand."""
    whole = json.loads(before.read_text("utf-8"))
    change(whole["audits"][0])
    before.write_text(json.dumps(whole), encoding="utf-8")
    return before


HOSTILE = "<img src=x onerror=1> | [a](https://example.org) \x1b[31m \u202e \ud800"


@pytest.mark.parametrize("format", format_names())
@pytest.mark.parametrize("part", ["date", "message", "content"])
def test_text_of_an_earlier_audit_is_text(run: Run, before: Path, part: str, format: str) -> None:
    def put(audit: dict[str, Any]) -> None:
        if part == "date":
            audit["date"] = HOSTILE
        elif part == "message":
            for finding in audit["findings"]:
                finding["message"] = HOSTILE
        else:
            audit["profile"]["content"]["developers"] = {"title_and_description": {"competency": HOSTILE}}

    done = run("check", before.parent / "profile.yaml", "--since", rewritten(before, put), "--format", format)
    assert done.code == (2 if part == "date" and not done.out else 1)
    assert "\x1b" not in done.out + done.err
    if format == "markdown":
        assert "<img" not in done.out
        assert not re.search(r"(?<!\\)\[a\]\(", done.out)


@pytest.mark.parametrize("depth", [200, 500, 900])
def test_an_earlier_profile_that_is_nested_deeply_is_no_fault_of_the_program(
    run: Run, before: Path, depth: int
) -> None:
    def put(audit: dict[str, Any]) -> None:
        audit["profile"]["content"]["developers"] = {"title_and_description": {"competency": "@"}}

    text = rewritten(before, put).read_text("utf-8")
    before.write_text(text.replace('"@"', "[" * depth + "]" * depth), encoding="utf-8")
    done = run("check", before.parent / "profile.yaml", "--since", before)
    assert done.code in (1, 2)
    assert "has a fault" not in done.err


def test_an_earlier_audit_that_lacks_findings_is_not_taken_for_one_that_found_nothing(run: Run, before: Path) -> None:
    done = run("check", before.parent / "profile.yaml", "--since", rewritten(before, lambda a: a.update(findings=[])))
    assert done.code == 2 or "None of its findings has changed." not in done.out
