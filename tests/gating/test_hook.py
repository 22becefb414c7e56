"""The pre-commit hook, run by pre-commit itself, installed from the working tree as from a repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Ran
from tests.gating.conftest import GOOD, NO_FORMAT, TOO_SHORT, Weaken, line_of
from tests.gating.runner import repository

pytestmark = pytest.mark.slow  # they install the project, and run as GitHub does

Commit = Callable[..., Ran]


@pytest.fixture(scope="session")
def source(project: Path) -> str:
    """The commit of the project that the hook is installed from; it is made once, and so is the environment."""
    return repository(project)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def commit(project: Path, source: str, store: Path, state: Path) -> Commit:
    """Run the hook of the example's configuration on files of the state's repository, as before a commit."""
    path = state / ".pre-commit-config.yaml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    (entry,) = config["repos"]
    config["repos"] = [{**entry, "repo": project.as_uri(), "rev": source}]
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    repository(state)

    def run(*files: str) -> Ran:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never", "--files", *files],
            cwd=state,
            env={**kept, "PRE_COMMIT_HOME": str(store), "SOURCE_DATE_EPOCH": "1767225600"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def test_a_good_profile_passes(commit: Commit) -> None:
    done = commit(GOOD)
    assert done.code == 0, done.out + done.err
    assert re.search(r"^mcaudit\.", done.out, re.MULTILINE)


def test_a_weak_profile_fails_with_the_place_of_each_shortfall(commit: Commit, weaken: Weaken, state: Path) -> None:
    weak = weaken(TOO_SHORT)
    done = commit(GOOD, weak)
    assert done.code == 1
    line = line_of(state / weak, "typical_hours: 12")
    assert f"{weak}:{line}:5: error: 2F-1 Estimated time: not met, by the state's policy: " in done.out
    assert "exit code: 1" in done.out


def test_a_file_that_is_no_profile_is_passed_over(commit: Commit, state: Path) -> None:
    name = "submissions/calendar.yaml"
    (state / name).write_text("meetings: [2027-01-21]\n", encoding="utf-8")
    done = commit(name)
    assert (done.code, "no files to check" in done.out) == (0, False), done.out
    done = commit("submissions/documents/scoring-rubric.txt")
    assert (done.code, "no files to check" in done.out) == (0, True), done.out


def test_a_profile_without_its_format_line_is_not_passed_over(commit: Commit, weaken: Weaken) -> None:
    weak = weaken(NO_FORMAT)
    done = commit(GOOD, weak)
    assert done.code == 1  # pre-commit's own; it reports the hook's
    assert "exit code: 2" in done.out
    assert f"{weak}:" in done.out
    assert "`format: mcaudit-profile/1`" in done.out
