"""The example of a state's repository, and what the guide shows of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

import pytest
import yaml

from mcaudit.model import Edition
from mcaudit.reading.policy.read import read_policy
from tests.conftest import ROOT, Ran, Run
from tests.gating.conftest import EXAMPLE, HIDDEN, MISSPELT, NO_RELIABILITY, TOO_SHORT, Weaken, line_of

Here = Callable[..., Ran]
GUIDE = (ROOT / "docs" / "gating-submissions.md").read_text(encoding="utf-8")
FILES = sorted(path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file())


@pytest.fixture
def check(run: Run, state: Path) -> Here:
    """Run `mcaudit check` in the state's repository."""
    return partial(run, "check", cwd=state)


# --- the repository --------------------------------------------------------------------------------


def test_it_passes_by_its_own_configuration(check: Here) -> None:
    done = check("--format", "concise")
    assert (done.code, done.err) == (0, "note: options that the command line does not give come from mcaudit.yaml\n")
    assert done.out.startswith(
        "submissions/leading-restorative-circles.yaml: note: ready at the submission gate. Ready. "
    )


def test_its_policy_is_applied(check: Here) -> None:
    assert "the policy of Example State (fictional) was applied." in " ".join(check().out.split())


def test_a_weak_profile_fails_on_the_lines_concerned(check: Here, weaken: Weaken, state: Path) -> None:
    weak = weaken(HIDDEN, TOO_SHORT, NO_RELIABILITY)
    done = check("--format", "concise")
    assert done.code == 1
    reported = re.findall(r"^submissions/weak\.yaml:(?:(\d+):\d+:)? error: (\d\S+) ", done.out, re.MULTILINE)
    assert [name for _, name in reported] == ["1F-2", "2F-1", "3C"]
    assert reported[1][0] == str(line_of(state / weak, "typical_hours: 12"))
    assert reported[2][0] == ""


def test_a_profile_whose_format_line_is_misspelt_is_an_error(check: Here, weaken: Weaken) -> None:
    weak = weaken(MISSPELT)
    done = check("--format", "concise")
    assert done.code == 2
    assert f"{weak}:" in done.out


def test_a_profile_with_the_id_of_another_is_an_error(check: Here, weaken: Weaken) -> None:
    weaken(id="leading-restorative-circles", name="submissions/second.yaml")
    done = check("--format", "concise")
    assert done.code == 2
    assert "its id, `leading-restorative-circles`, is that of " in done.out


def test_an_answer_as_its_readme_shows_it_stands_beside_the_finding(check: Here, weaken: Weaken, state: Path) -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    answer = readme.partition("```yaml\n")[2].partition("```")[0]
    weak = state / weaken(HIDDEN)
    weak.write_text(weak.read_text(encoding="utf-8") + answer, encoding="utf-8")
    done = check("--format", "concise")
    assert done.code == 1
    assert re.search(r": 1F-2 .*The answer key is public now; its page says so\.", done.out)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".yaml", ".yml"))])
def test_every_yaml_file_can_be_read(name: str) -> None:
    assert yaml.safe_load((EXAMPLE / name).read_text(encoding="utf-8"))


def test_its_policy_is_valid_and_plainly_fictional(edition: Edition) -> None:
    (path,) = (EXAMPLE / "policies").iterdir()
    policy = read_policy(edition, path)
    assert "fictional" in policy.title
    assert "FICTIONAL" in path.read_text(encoding="utf-8").splitlines()[0]


# --- what guards the gate ---------------------------------------------------------------------------


def owners(name: str) -> str:
    """Return who owns a file by CODEOWNERS: the last line that matches counts."""
    found = ""
    for line in (EXAMPLE / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines():
        pattern, _, who = line.partition(" ")
        whole = f"{pattern}*" if pattern.endswith("/") else pattern
        if not line.startswith("#") and line and (pattern == "*" or fnmatch(f"/{name}", whole)):
            found = who.strip()
    return found


@pytest.mark.parametrize("name", [*FILES, "audits/earlier.json", "mcaudit.yml", "anything/else"])
def test_every_file_has_an_owner_and_what_makes_the_gate_its_keepers(name: str) -> None:
    free = name.startswith(("submissions/", "anything/")) or name in {"README.md", "mcaudit.yml"}
    assert owners(name) == f"@example-state-agency/{'reviewers' if free else 'gatekeepers'}"


def test_the_workflow_may_read_and_nothing_else_and_always_runs() -> None:
    workflow = yaml.safe_load((EXAMPLE / ".github" / "workflows" / "mcaudit.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow[True] == {"pull_request": None, "push": {"branches": ["main"]}}  # YAML 1.1 reads `on` so
    (job,) = workflow["jobs"].values()
    assert not {"if", "permissions", "continue-on-error"}.intersection(job)
    assert not [step for step in job["steps"] if {"if", "continue-on-error"}.intersection(step)]


# --- the guide -------------------------------------------------------------------------------------


def shown(marker: str) -> str:
    """Return the block of the guide under a marker."""
    return GUIDE.partition(f"<!-- {marker} -->\n```")[2].partition("\n")[2].partition("```")[0]


def test_the_guide_shows_what_a_submitter_really_sees(check: Here, weaken: Weaken) -> None:
    weaken(HIDDEN, TOO_SHORT, NO_RELIABILITY)
    assert shown("weak") == check("--format", "concise").out


def test_the_guide_shows_the_examples_own_workflow() -> None:
    text = (EXAMPLE / ".github" / "workflows" / "mcaudit.yml").read_text(encoding="utf-8")
    assert shown("job")
    assert shown("job") in text


def test_the_guide_names_every_input_and_output_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    missing = [name for name in (*action["inputs"], *action["outputs"]) if f"`{name}`" not in GUIDE]
    assert not missing


def test_links_of_the_guide_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert links
    assert not [link for link in links if not link.startswith("https://") and not (ROOT / "docs" / link).exists()]
