"""A command line that cannot be read: one error in our own words, with what was probably meant, and code 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Run

MISUSES = {
    "another word for a command": ("validate a.yaml", "unknown command `validate`; did you mean `mcaudit check`?"),
    "a near command": ("chek a.yaml", "unknown command `chek`; did you mean `mcaudit check`?"),
    "a near command of a group": ("review statu a.yaml", "did you mean `mcaudit review status`?"),
    "no command of the kind": ("quux", "unknown command `quux`; there are new, intake, check, report,"),
    "a near option": ("check --polcy illinois a.yaml", "unknown option `--polcy`; did you mean `--policy`?"),
    "no option of the kind": ("check --quux a.yaml", "unknown option `--quux`"),
    "no path": ("check", "PATH is missing"),
    "no output": ("report a.yaml", "--output or -o is missing"),
    "no value": ("check a.yaml --gate", "--gate"),
    "a value": ("check a.yaml --gate maybe", "--gate: “maybe” is not one of endorsement, submission"),
    "a value that is nearly one": ("schema prof", "works, vocabulary, settings, table; did you mean `profile`?"),
    "an argument that is missing": ("facts", "PROFILE is missing"),
    "a value of ours": ("check a.yaml --select 9Z", "or status “9Z”; give a criterion"),
    "too much": ("criteria more", "(more)"),
    "a word in titles": ("explain cost", "did you mean 1F-6 Cost of each resource?"),
}
FILES = {
    "another ending": ("a.yml", "a.yaml"),
    "a letter": ("submisions/one.yaml", "submissions/one.yaml"),
    "a folder": ("submisions", "submissions"),
}


@pytest.mark.parametrize(("asked", "shown"), MISUSES.values(), ids=MISUSES)
def test_a_misuse_is_one_error_with_what_was_meant(run: Run, asked: str, shown: str) -> None:
    done = run(*asked.split())
    assert (done.code, done.out) == (2, "")
    error, help = done.err.splitlines()
    assert error.startswith("error: ")
    assert shown in error
    assert help.startswith("  help: see `mcaudit")


@pytest.mark.parametrize(("asked", "meant"), FILES.values(), ids=FILES)
def test_a_file_of_nearly_the_name_is_suggested(
    run: Run, write: Callable[..., Path], tmp_path: Path, asked: str, meant: str
) -> None:
    write(MINIMAL, "a.yaml")
    write(MINIMAL, "submissions/one.yaml")
    done = run("check", asked, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{asked}: error: there is no such file\n  help: did you mean {meant}?\n"


@pytest.mark.parametrize("asked", ["IL", "il", "Illinois", "ilinois"])
def test_a_policy_is_suggested_by_the_name_of_its_state(run: Run, tmp_path: Path, asked: str) -> None:
    done = run("check", "a.yaml", "--policy", asked, cwd=tmp_path)
    assert done.err == f"{asked}: error: unknown policy `{asked}`\n  help: did you mean `illinois`?\n"


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Commands:" in done.out + done.err
