"""Profiles that come through a pipe: standard input as `-`, `/dev/stdin`, and process substitution."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from mcaudit.reading.limits import MAX_BYTES
from tests.conftest import COMPLETE, MINIMAL, Run
from tests.served import shell

needs_fd = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no files for open descriptors")


def paths(out: str) -> list[str]:
    """Return the paths of the profiles that were audited."""
    return [audit["profile"]["path"] for audit in json.loads(out)["audits"]]


@pytest.mark.parametrize("name", ["-", pytest.param("/dev/stdin", marks=needs_fd)])
def test_a_profile_is_read_from_standard_input(run: Run, name: str) -> None:
    done = run("check", "--format", "json", name, stdin=MINIMAL)
    assert (done.code, paths(done.out), done.err) == (1, [name], "")
    assert run("check", "--format", "json", "--profiles-only", name, stdin="title: x\n").code == 2


def test_it_is_read_once_and_beside_files(run: Run) -> None:
    done = run("check", "--format", "json", "-", COMPLETE, "-", stdin=MINIMAL)
    assert paths(done.out) == ["-", COMPLETE.as_posix()]


def test_its_documents_lie_in_the_current_folder(run: Run) -> None:
    piped = run("check", "--format", "json", "-", stdin=COMPLETE.read_text("utf-8"), cwd=COMPLETE.parent)
    named = run("check", "--format", "json", COMPLETE.name, cwd=COMPLETE.parent)
    counts = [json.loads(each.out)["audits"][0]["counts"] for each in (piped, named)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("stdin", "message"),
    [("", "-: error: the file is empty"), ("id: [\n", "-:2:1: error: "), ("x" * (MAX_BYTES + 1), "at most")],
    ids=["empty", "broken", "too long"],
)
def test_what_cannot_be_read_is_an_error(run: Run, stdin: str, message: str) -> None:
    done = run("check", "-", stdin=stdin)
    assert (done.code, message in done.err) == (2, True)


@pytest.mark.parametrize("command", [("facts",), ("report", "-o", "{out}"), ("check", "--format", "concise")])
def test_every_command_that_takes_a_profile_takes_it(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    args = [part.format(out=tmp_path / "audit.md") for part in command]
    assert run(args[0], "-", *args[1:], stdin=MINIMAL).code in (0, 1)


@needs_fd
@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_two_versions_are_compared_of_which_one_is_piped() -> None:
    done = shell(f"mcaudit compare --versions <(sed 's/^title: .*/title: Before/' {COMPLETE}) {COMPLETE}")
    assert (done.returncode, "Before" in done.stdout) == (0, True)


@needs_fd
@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_no_output_replaces_a_document_of_a_piped_profile(tmp_path: Path) -> None:
    rubric = tmp_path / "rubric.json"
    rubric.write_text("a rubric", encoding="utf-8")
    entry = "dossier: {r: {title: R, kind: profile_page, seen: 2026-01-01, path: rubric.json}}\n"
    (tmp_path / "p.yaml").write_text(MINIMAL + entry, encoding="utf-8")
    for name in ("- < p.yaml", "<(cat p.yaml)"):
        assert shell(f"cd {shlex.quote(str(tmp_path))}; mcaudit check -o json=rubric.json {name}").returncode == 2
    assert rubric.read_text("utf-8") == "a rubric"


@needs_fd
@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_process_substitution_is_read(tmp_path: Path) -> None:
    files = []
    for number in range(13):  # more than one process takes on
        file = tmp_path / f"{number}.yaml"
        file.write_text(MINIMAL.replace("id: minimal", f"id: minimal-{number}"), encoding="utf-8")
        files.append(f"<(cat {shlex.quote(str(file))})")
    done = shell(f"mcaudit check --format json {' '.join(files)}")
    assert (done.returncode, len(paths(done.stdout)), done.stderr) == (1, 13, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_a_standard_input_that_is_closed_is_an_error() -> None:
    done = shell("mcaudit check - <&-", starts_python=True)
    assert (done.returncode, "-: error: " in done.stderr) == (2, True)
