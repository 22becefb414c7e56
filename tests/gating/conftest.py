"""What these tests share: the project as others install it, and the example of a state's repository."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.gating.runner import Named, Runner, repository, with_bash

EXAMPLE = ROOT / "docs" / "example-repository"
GOOD = "submissions/leading-restorative-circles.yaml"
_INSTALLED = ("mcaudit", "criteria", ".github/action")
_WITH = (
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
    "action.yml",
    "constraints.txt",
)
"""The folders and files of the working tree that an installation is made from."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the hook and the action are made of, as the working tree has it."""
    copy = tmp_path_factory.mktemp("project") / "mcaudit"
    for name in _INSTALLED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _WITH:
        shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state's repository: the example, committed."""
    folder = tmp_path / "state"
    shutil.copytree(EXAMPLE, folder)
    repository(folder)
    return folder


@pytest.fixture(scope="session")
def runner_temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's folder for what is temporary, with a name that no script may trip over."""
    folder = tmp_path_factory.mktemp("runner") / "it's a $HOME"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def installed(project: Path, runner_temp: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Named]:
    """What the step that installs mcaudit puts out: it runs once, for real, where modules lie that would mislead it."""
    workspace = tmp_path_factory.mktemp("misleading")
    for module in ("venv", "pip", "json"):
        (workspace / f"{module}.py").write_text(
            "raise SystemExit('this module is the submitter’s')\n", encoding="utf-8"
        )
    (workspace / "mcaudit").mkdir()
    (workspace / "mcaudit" / "__init__.py").write_text("", encoding="utf-8")
    (workspace / "mcaudit" / "__main__.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    runner = with_bash(project, runner_temp, workspace)
    done = runner.composite({})
    first, audit, last = done.steps
    assert first.code == 0, first.out
    assert (audit.outputs["verdict"], last.code) == ("error", 2), audit.out  # there is nothing to audit
    return {"python": runner.given["actions/setup-python"], "install": first.outputs}


@pytest.fixture
def runner(project: Path, runner_temp: Path, state: Path) -> Runner:
    """A runner that has checked the state's repository out."""
    return with_bash(project, runner_temp, state)


Weaken = Callable[..., str]


@pytest.fixture
def weaken(state: Path) -> Weaken:
    """Submit a profile like the good one, with parts of its text replaced; return its path."""

    def submit(*changes: tuple[str, str], name: str = "submissions/weak.yaml", id: str = "weak") -> str:
        text = (state / GOOD).read_text(encoding="utf-8")
        for old, new in (("id: leading-restorative-circles\n", f"id: {id}\n"), *changes):
            assert old in text, old
            text = text.replace(old, new, 1)
        path = state / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return submit


_TEXT = (EXAMPLE / GOOD).read_text(encoding="utf-8")
HIDDEN = ('    anything_hidden: "no"\n', '    anything_hidden: "yes"\n')
"""A denial of 1F-2: something is hidden from earners."""
NO_RELIABILITY = (_TEXT[_TEXT.index("  # 3C") : _TEXT.index("  # 3D")], "")
"""Without an answer to 3C: how far evaluators agree."""
TOO_SHORT = ("typical_hours: 30", "typical_hours: 12")
MISSPELT = ("format: mcaudit-profile/1", "format: mcaudit-profle/1")
NO_FORMAT = ("format: mcaudit-profile/1\n", "")


def line_of(path: Path, text: str) -> int:
    """Return the number of the first line of a file that holds a text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
