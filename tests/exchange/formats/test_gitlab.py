"""The GitLab Code Quality report: what GitLab reads, on the right lines, with fingerprints that last."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mcaudit.audit.engine import audit
from mcaudit.errors import Problem
from mcaudit.model import Audit, Edition, Gate, Warned
from mcaudit.reading.profile.read import read_profile
from tests.audits import DATE
from tests.conftest import COMPLETE, MINIMAL, ROOT, Write
from tests.exchange.formats.conftest import KINDS, WEAK, Here
from tests.exchange.formats.shown import TWO_PROBLEMS, issues, shown, verbose

TEXT = {"type": "string", "minLength": 1}
ISSUE = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "additionalProperties": False,
    "properties": {
        "description": TEXT,
        "check_name": TEXT,
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": TEXT,
                "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
            },
        },
    },
}
"""What GitLab's documentation says of an issue."""


def by_name(text: str) -> dict[str, dict[str, Any]]:
    return {issue["check_name"]: issue for issue in issues(text)}


def fingerprints(text: str) -> dict[str, str]:
    return {issue["check_name"]: issue["fingerprint"] for issue in issues(text) if issue["check_name"] != "remark"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_issue_has_all_that_gitlab_reads_and_a_fingerprint_of_its_own(cases: Mapping[str, Audit], kind: str) -> None:
    text = shown("gitlab", cases[kind], view=verbose(cases[kind]), problems=TWO_PROBLEMS, notices=("one", "another"))
    found = issues(text)
    Draft202012Validator({"type": "array", "items": ISSUE}).validate(found)
    assert len({issue["fingerprint"] for issue in found}) == len(found)


# --- where and how grave -----------------------------------------------------------------------------


def test_a_gap_stands_on_its_heading_and_where_there_is_none_on_the_file(edition: Edition, write: Write) -> None:
    found = audit(edition, read_profile(edition, write(MINIMAL + "developers:\n  learning_resources: {}\n")), date=DATE)
    reported = by_name(shown("gitlab", found))
    heading = MINIMAL.count("\n") + 2
    assert reported["1F"]["location"]["lines"] == {"begin": heading}
    assert reported["1G"]["location"]["lines"] == {"begin": 1}
    assert reported["1F"]["severity"] == reported["1G"]["severity"] == "major"
    assert reported["1F"]["description"].startswith("1F Learning resources: not addressed: 1F-1 List of materials; ")


def test_what_reviewers_must_decide_is_minor_and_no_matter_of_the_submission_gate(edition: Edition) -> None:
    weak = read_profile(edition, WEAK)
    endorsing, submitting = (by_name(shown("gitlab", audit(edition, weak, date=DATE, gate=gate))) for gate in Gate)
    assert endorsing["1A-1"]["severity"] == "minor"
    assert "1A-1" not in submitting
    assert endorsing["gate"]["severity"] == submitting["gate"]["severity"] == "major"


@pytest.mark.parametrize(("kind", "severity"), [("passed", "info"), ("complete", "minor"), ("minimal", "major")])
def test_the_verdict_is_as_grave_as_it_is(cases: Mapping[str, Audit], kind: str, severity: str) -> None:
    found = cases[kind]
    reported = by_name(shown("gitlab", found))["gate"]
    assert reported["severity"] == severity
    assert reported["location"] == {"path": found.profile.path, "lines": {"begin": 1}}


def test_a_file_that_cannot_be_audited_has_an_issue_for_each_problem(cases: Mapping[str, Audit]) -> None:
    first, second = (
        each
        for each in issues(shown("gitlab", cases["complete"], problems=TWO_PROBLEMS))
        if each["check_name"] == "cannot-be-audited"
    )
    assert first["description"] == "Cannot be audited: unknown key `zed`. Help: remove it"
    assert [each["location"]["lines"]["begin"] for each in (first, second)] == [3, 1]
    assert {first["severity"], second["severity"]} == {"major"}


def test_paths_begin_where_the_repository_begins(here: Here, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "sub"
    folder.mkdir()
    (folder / "minimal.yaml").write_text(MINIMAL, encoding="utf-8")
    (folder / "mcaudit.yaml").write_text("format: mcaudit-config/1\ncheck: {gate: submission}\n", encoding="utf-8")
    done = here("check", "--format", "gitlab", "minimal.yaml", "missing.yaml", cwd=folder)
    assert {each["location"]["path"] for each in issues(done.out)} == {"sub/minimal.yaml", "sub/missing.yaml", "sub"}


def test_where_nothing_was_audited_the_report_is_empty(here: Here, write: Write) -> None:
    other = write("format: other/1\n")
    done = here("check", "--config", "none", "--profiles-only", "--format", "gitlab", other, cwd=other.parent)
    assert (done.code, [each["severity"] for each in issues(done.out)]) == (0, ["info"])


# --- fingerprints that last --------------------------------------------------------------------------


def test_a_finding_is_the_same_wherever_its_line_and_its_file_go(edition: Edition, write: Write) -> None:
    text = COMPLETE.read_text(encoding="utf-8").replace("path: documents/", "path: ")
    here, there = (audit(edition, read_profile(edition, path), date=DATE) for path in (
        write(text, "here.yaml"), write(f"# A comment.\n\n{text}", "there/it.yaml")
    ))  # fmt: skip
    first, second = (shown("gitlab", each) for each in (here, there))
    assert fingerprints(first) == fingerprints(second)
    assert [each["location"] for each in issues(first)] != [each["location"] for each in issues(second)]


def test_findings_of_two_profiles_are_never_the_same(cases: Mapping[str, Audit]) -> None:
    found = cases["complete"]
    other = replace(found, profile=replace(found.profile, id="another"))
    both = [each["fingerprint"] for each in issues(shown("gitlab", found, other))]
    assert len(set(both)) == len(both)


def test_what_is_said_twice_is_two_issues(cases: Mapping[str, Audit]) -> None:
    found = cases["minimal"]
    warned = tuple(Warned(path="a.yaml", message="read `Free` as free", line=line, column=1) for line in (7, 9))
    noted = replace(found, profile=replace(found.profile, warnings=warned))
    problems = [Problem(path="b.yaml", message="unknown key", line=line) for line in (2, 3)]
    reported = issues(shown("gitlab", noted, problems=problems))
    twice = [each for each in reported if each["check_name"] in ("remark", "cannot-be-audited")]
    assert [each["severity"] for each in twice] == ["minor", "minor", "major", "major"]
    assert len({each["fingerprint"] for each in twice}) == 4


# --- the guide ---------------------------------------------------------------------------------------


def test_the_job_of_the_guide_writes_the_report_that_it_hands_over(here: Here, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "gating-submissions.md").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(guide.split("<!-- gitlab -->\n```yml\n")[1].split("```")[0]).values()
    (command,) = (line for line in job["script"] if line.startswith("mcaudit "))
    shutil.copytree(ROOT / "docs" / "example-repository", tmp_path / "repository")
    done = here(*shlex.split(command)[1:], cwd=tmp_path / "repository")
    assert done.code == 0
    report = tmp_path / "repository" / job["artifacts"]["reports"]["codequality"]
    assert by_name(report.read_text(encoding="utf-8"))["gate"]["severity"] == "info"
