"""What is installed here today is installed anywhere, next year too: whatever installs keeps to the pins."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = {canonicalize_name(pin.name): pin for pin in (Requirement(line) for line in _LINES if not line.startswith("#"))}
DEPENDENCIES = [
    *_PROJECT["build-system"]["requires"],
    *_PROJECT["project"]["dependencies"],
    *(each for extra in _PROJECT["project"]["optional-dependencies"].values() for each in extra),
    *(each for group in _PROJECT["dependency-groups"].values() for each in group),
]
INSTALLERS = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "action.yml", ".ci/run", ".ci/build", ".ci/slow")
]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_EXAMPLE = ROOT / "docs" / "example-repository" / ".github" / "workflows" / "mcaudit.yml"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- the pins --------------------------------------------------------------------------------------


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_each_dependency_is_pinned_to_a_version_that_it_allows(dependency: str) -> None:
    wanted = Requirement(dependency)
    (pin,) = PINS[canonicalize_name(wanted.name)].specifier
    assert pin.operator == "=="
    assert wanted.specifier.contains(pin.version)


def test_a_pin_is_a_name_a_version_and_where_it_counts() -> None:
    for pin in PINS.values():
        assert [each.operator for each in pin.specifier] == ["=="], pin
        assert pin.url is None


def test_the_pins_say_which_command_made_them_and_contributing_says_the_same() -> None:
    made = re.sub(r"\W+", " ", _LINES[1])
    shown = re.sub(r"\W+", " ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert made.strip() in shown


# --- what installs ---------------------------------------------------------------------------------


def installs(path: Path) -> Iterator[str]:
    """Yield each command of a file that has pip install something, its lines joined."""
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        yield from re.findall(r"pip[\"']?(?: --\S+ \S+)* install\b[^&|;`]*", line)


@pytest.mark.parametrize("path", [*INSTALLERS, *WORKFLOWS], ids=named)
def test_whatever_installs_does_so_by_the_pins(path: Path) -> None:
    loose = [command for command in installs(path) if "--constraint" not in command]
    newest = path.name == "slow"  # which is there to try what the pins are not
    assert newest or loose == []


def test_both_commands_of_the_readme_install_by_the_pins() -> None:
    assert len([*installs(ROOT / "README.md")]) == 2


# --- actions of others -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ROOT / "action.yml", _EXAMPLE, *WORKFLOWS], ids=named)
def test_an_action_of_others_is_pinned_to_a_commit_and_its_version_is_reported(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line and "example-state-agency/" not in line:
            assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_a_workflow_may_only_read_unless_a_job_says_otherwise(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


# --- the slow tier ---------------------------------------------------------------------------------


def test_the_slow_tier_refuses_a_part_that_it_does_not_have(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", ROOT / ".ci" / "slow", "newist"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "unknown part newist; expected newest, held, soak, or fuzz" in done.stderr
