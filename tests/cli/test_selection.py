"""`mcaudit check --select` and `--ignore`, which show less and change nothing, and which files are audited at all."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from mcaudit.app.formats import format_names
from mcaudit.model import Edition
from mcaudit.reading.packaged import packaged_schema
from tests.conftest import COMPLETE, MINIMAL, ROOT, Ran, Run, Write, folded

CRITERION = re.compile(r"\b[1-5][A-H]-D?\d\b")
NOTE = "note: of the findings, {} is shown; verdict, counts and exit code are the whole audit's\n"


def document(done: Ran) -> dict[str, Any]:
    """Return what was printed as JSON."""
    whole: dict[str, Any] = json.loads(done.out)
    return whole


def sarif(done: Ran) -> Mapping[str, Any]:
    """Return the run that was printed as SARIF."""
    (run,) = json.loads(done.out)["runs"]
    return dict(run)


# --- what is left out, and what is said of it ------------------------------------------------------


@pytest.mark.parametrize("profile", [COMPLETE, "profiles/tennessee/knox-county-educator-micro-credentials.yaml"])
def test_nothing_else_of_an_audit_depends_on_a_selection(run: Run, profile: str | Path) -> None:
    whole = run("check", profile, "--format", "json")
    part = run("check", profile, "--format", "json", "--select", "1F,required", "--ignore", "1F-6")
    assert part.code == whole.code
    all, some = document(whole), document(part)
    jsonschema_rs.validator_for(packaged_schema("audit")).validate(some)
    assert some.pop("filter") == {"select": ["1F", "required"], "ignore": ["1F-6"]}
    reported = NOTE.format("only 1F, required and not 1F-6").removeprefix("note: ").rstrip("\n")
    assert some.pop("notices") == [*all.pop("notices"), reported]
    findings = all["audits"][0].pop("findings")
    kept = [f for f in findings if f["criterion"].startswith("1F-") and f["criterion"] != "1F-6"]
    assert some["audits"][0].pop("findings") == kept
    assert some == all


@pytest.mark.parametrize("format", format_names())
def test_in_every_format_only_what_is_selected_is_shown_and_that_is_said(
    run: Run, edition: Edition, format: str
) -> None:
    done = run("check", COMPLETE, "--format", format, "--select", "1A-1", "--ignore", "met")
    assert done.code == 3
    reported = NOTE.format("only 1A-1 and not met")
    assert reported in done.err
    if format == "sarif":
        log = sarif(done)
        assert {result["ruleId"] for result in log["results"]} == {"gate", "1A-1"}
        (invocation,) = log["invocations"]
        assert f"note: {invocation['toolExecutionNotifications'][0]['message']['text']}\n" == reported
    elif format == "csv":
        rows = list(csv.DictReader(StringIO(done.out.removeprefix("\ufeff"))))
        assert [row["criterion"] for row in rows if row["row"] == "finding"] == ["1A-1"]
        assert [row["shown"] for row in rows if row["row"] == "profile"] == [f"1 of {len(edition.criteria)} criteria"]
        assert [f"note: {row['message']}\n" for row in rows if row["row"] == "notice"][-1] == reported
    elif format == "junit":
        suite = ET.fromstring(done.out)[0]
        names = [str(test.get("name")).split()[0] for test in suite.iter("testcase")]
        assert names == ["endorsement", "1A-1"]
        values = {each.get("name"): each.get("value") for each in suite.iter("property")}
        assert f"note: {values['shown']}\n" == reported
    elif format == "json":
        assert document(done)["filter"] == {"select": ["1A-1"], "ignore": ["met"]}
        assert [f["criterion"] for f in document(done)["audits"][0]["findings"]] == ["1A-1"]
    else:
        listed = done.out.partition("What reviewers must decide")[2] if format == "terminal" else done.out
        listed = listed.partition("A selection:")[0] if format == "terminal" else listed
        assert set(CRITERION.findall(listed)) == {"1A-1"}
        if format == "terminal":
            assert "A selection: of the findings, only 1A-1 and not met is shown;" in folded(done.out)
            assert re.search(r"What reviewers must decide \(1 shown of [0-9]+ requirements\)", done.out)
        elif format != "concise":
            assert reported.removeprefix("note: ").rstrip("\n") in done.out.replace("\\", "")


@pytest.mark.parametrize("format", format_names())
def test_a_selection_that_hides_everything_hides_no_verdict(run: Run, format: str) -> None:
    done = run("check", COMPLETE, "--format", format, "--ignore", "required,desired")
    assert done.code == 3
    assert NOTE.format("not required, desired") in done.err
    if format == "json":
        (found,) = document(done)["audits"]
        assert (found["verdict"], found["findings"]) == ("undecided", [])
        assert found["requirements"]
    elif format == "sarif":
        assert [result["ruleId"] for result in sarif(done)["results"]] == ["gate"]
    else:
        assert "undecided" in done.out.lower()


@pytest.mark.parametrize("words", ["1f-6, NOT_MET", "1F-6,not-met"])
def test_case_blanks_and_hyphens_do_not_matter(run: Run, words: str) -> None:
    found = document(run("check", COMPLETE, "--format", "json", "--select", words))
    assert found["filter"]["select"] == ["1F-6", "not_met"]


def test_several_options_are_one_selection(run: Run, write: Write) -> None:
    path = write(MINIMAL)
    once = run("check", path, "--format", "json", "--select", "1A,1B", "--ignore", "1A-1,1B-2")
    often = run(
        "check", path, "--format", "json", "--select", "1A", "--select", "1B", "--ignore", "1A-1", "--ignore", "1B-2"
    )
    assert often.out == once.out


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_word_that_is_none_is_refused_before_anything_is_audited(
    run: Run, write: Write, tmp_path: Path, option: str
) -> None:
    done = run("check", write(MINIMAL), option, "1A", option, "unmet", "-o", f"json={tmp_path / 'a.json'}")
    assert (done.code, done.out) == (2, "")
    assert "unknown criterion, group, subcomponent, component, level, or status “unmet”" in folded(done.err)
    assert "did you mean" in done.err
    assert not (tmp_path / "a.json").exists()


def test_of_what_changed_only_what_is_selected_is_reported_and_nothing_false(
    run: Run, write: Write, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    path = write(MINIMAL)
    run("check", path, "-o", before)
    write(MINIMAL + "developers: {evidence_of_benefit: {}}\nissuers: {issuer: {}}\n")
    reported = run("check", path, "--since", before, "--select", "1G-1").out
    assert "1G-1" in reported.partition("Since the audit")[2].partition("What the provider")[0]
    # That nothing is shown of what changed does not mean that nothing did.
    hidden = run("check", path, "--since", before, "--ignore", "required,desired").out
    assert "Nothing that it found has changed" not in hidden


# --- which files -----------------------------------------------------------------------------------

ALIKE = "developers:\n  developer: {}\nissuers:\n  issuer: {}\n"
OTHERS = {
    "policy.yaml": "format: mcaudit-policy/1\nid: a\n",
    "mcaudit.yaml": "format: mcaudit-config/1\n",
    "decisions.yaml": f"format: mcaudit-decisions/1\n{ALIKE}",
    "notes.yaml": "developers: we\n",
    "notes.md": MINIMAL,
    "data.json": "[1, 2]\n",
    "empty.yaml": "",
}


def paths(done: Ran) -> list[str]:
    """Return the names of the files that were audited or could not be."""
    whole = document(done)
    found = [audit["profile"]["path"] for audit in whole["audits"]] + [error["path"] for error in whole["errors"]]
    return sorted(Path(path).name for path in found)


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A folder with a profile and other files."""
    for name, content in {**OTHERS, "minimal.yaml": MINIMAL}.items():
        write(content, f"all/{name}")
    return tmp_path / "all"


def test_in_a_folder_other_files_are_passed_over(run: Run, folder: Path) -> None:
    done = run("check", folder, "--format", "json")
    assert (done.code, paths(done)) == (1, ["minimal.yaml"])


def test_an_audit_in_a_folder_is_no_profile(run: Run, folder: Path) -> None:
    run("check", folder / "minimal.yaml", "--format", "json", "--output", folder / "audit.json")
    (folder / "facts.json").write_text(run("facts", folder / "minimal.yaml").out, encoding="utf-8")
    done = run("check", folder, "--format", "json")
    assert (done.code, paths(done)) == (1, ["minimal.yaml"])


def test_an_audit_that_is_not_what_its_name_says_is_in_doubt_and_an_error(run: Run, folder: Path) -> None:
    run("check", folder / "minimal.yaml", "--format", "terminal", "--output", folder / "audit.json")
    done = run("check", folder, "--format", "json")
    assert (done.code, paths(done)) == (2, ["audit.json", "minimal.yaml"])


def test_what_looks_like_a_profile_and_does_not_say_so_is_a_mistake(run: Run, folder: Path) -> None:
    (folder / "alike.yaml").write_text(ALIKE, encoding="utf-8")
    for args in ((folder,), ("--profiles-only", folder), ("--profiles-only", folder / "alike.yaml")):
        done = run("check", *args)
        assert done.code == 2
        assert "alike.yaml:1:1: error: this is not a profile: it has no `format`" in done.err


def test_of_files_that_are_named_only_profiles_are_audited_where_that_is_asked_for(run: Run, folder: Path) -> None:
    files = sorted(folder.iterdir())
    done = run("check", "--profiles-only", "--format", "json", *files, ROOT / "README.md")
    assert (done.code, paths(done)) == (1, ["minimal.yaml"])
    assert run("check", "--format", "json", *files).code == 2


def test_where_only_other_files_are_named_there_is_nothing_to_audit(run: Run, folder: Path) -> None:
    for format in format_names():
        done = run("check", "--profiles-only", "--format", format, folder / "notes.md", folder / "data.json")
        assert done.code == 0
    assert run("check", folder / "notes.md", folder / "data.json").code == 2


@pytest.mark.parametrize("name", ["no.yaml", "no.md", "no"])
def test_a_path_that_is_not_there_is_never_passed_over(run: Run, folder: Path, name: str) -> None:
    # A misspelt path must not come to a pass.
    done = run("check", "--profiles-only", folder / "minimal.yaml", folder / name, "--gate", "submission")
    assert done.code == 2
    assert name in done.err
    assert run("check", "--profiles-only", folder / name).code == 2


def test_a_link_that_leads_nowhere_is_reported(run: Run, folder: Path) -> None:
    (folder / "link.yaml").symlink_to("nowhere.yaml")
    for args in ((folder,), ("--profiles-only", folder / "link.yaml")):
        done = run("check", *args)
        assert done.code == 2
        assert "link.yaml: error: this link points to a file that is not there" in done.err


def test_a_folder_without_any_is_a_mistake_unless_only_profiles_were_asked_for(run: Run, folder: Path) -> None:
    (folder / "minimal.yaml").unlink()
    done = run("check", folder)
    assert done.code == 2
    assert "no profile was found in" in done.err
    assert run("check", "--profiles-only", folder).code == 0
