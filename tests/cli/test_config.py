"""A configuration stands in for options: every command takes one, and the command line wins over it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mcaudit.model import Edition
from tests.conftest import COMPLETE, MINIMAL, ROOT, Ran, Run, Write, folded

HEAD = "format: mcaudit-config/1\n"


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A repository with a profile in it, and a folder `sub`."""
    write("", ".git/HEAD")
    write(MINIMAL, "minimal.yaml")
    (tmp_path / "sub").mkdir()
    return tmp_path


def audited(done: Ran) -> list[str]:
    """Return the ids of the profiles that were audited."""
    return [audit["profile"]["id"] for audit in json.loads(done.out)["audits"]]


# --- every key, and the command line over it -------------------------------------------------------


def test_the_paths_are_those_of_the_configuration_where_none_are_named(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "paths: [minimal.yaml]\n", "mcaudit.yaml")
    for cwd in (folder, folder / "sub"):
        assert audited(run("check", "--format", "json", cwd=cwd)) == ["minimal"]
    other = write(MINIMAL.replace("minimal", "other"), "other.yaml")
    assert audited(run("check", "--format", "json", other, cwd=folder)) == ["other"]
    assert run("check", cwd=ROOT).code == 2


def test_the_policy_is_that_of_the_configuration(run: Run, folder: Path, write: Write) -> None:
    def policy(*args: str, cwd: Path = folder) -> str | None:
        written = folder / "audit.json"
        assert run("report", folder / "minimal.yaml", "-o", written, *args, cwd=cwd).code == 0
        found = json.loads(written.read_text(encoding="utf-8"))["audits"][0]["policy"]
        return str(found["id"]) if found else None

    write(HEAD + "policy: illinois\n", "mcaudit.yaml")
    assert policy() == policy(cwd=folder / "sub") == "illinois"
    assert policy("--policy", "tennessee") == "tennessee"
    assert policy("--policy", "none") is None
    assert policy("--config", "none") is None
    shutil.copy(ROOT / "criteria" / "policies" / "delaware.yaml", folder / "ours.yaml")
    write(HEAD + "policy: ours.yaml\n", "mcaudit.yaml")
    assert policy() == policy(cwd=folder / "sub") == "delaware"
    write(HEAD + "policy: none\n", "mcaudit.yaml")
    assert policy() is None


def test_the_gate_and_the_format_are_those_of_the_configuration(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "check: {gate: submission, format: json}\n", "mcaudit.yaml")
    done = run("check", COMPLETE, cwd=folder)
    assert (done.code, json.loads(done.out)["gate"]) == (0, "submission")
    assert run("check", "--gate", "endorsement", COMPLETE, cwd=folder).code == 3
    assert run("check", "--format", "concise", COMPLETE, cwd=folder).out.startswith(COMPLETE.as_posix())


def test_the_selection_is_that_of_the_configuration(run: Run, edition: Edition, folder: Path, write: Write) -> None:
    def shown(*args: str) -> set[str]:
        found = json.loads(run("check", "minimal.yaml", "--format", "json", *args, cwd=folder).out)
        return {finding["criterion"] for finding in found["audits"][0]["findings"]}

    write(HEAD + "check: {select: [1A, 5], ignore: [1A-1, desired]}\n", "mcaudit.yaml")
    assert {"1A-2", "5B-1"} <= shown()
    assert not {"1A-1", "1B-1", "5A-D1"} & shown()
    assert {each.partition("-")[0] for each in shown("--select", "1B")} == {"1B"}
    assert "1A-1" in shown("--ignore", "2")
    assert shown("--select", "", "--ignore", "") == {criterion.id for criterion in edition.criteria}


def test_the_outputs_are_those_of_the_configuration(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "check: {output: ['json=audit.json', 'csv=sub/audit.csv']}\n", "mcaudit.yaml")
    assert run("check", "../minimal.yaml", cwd=folder / "sub").code == 1
    assert json.loads((folder / "audit.json").read_text("utf-8"))["audits"]
    assert (folder / "sub" / "audit.csv").is_file()
    (folder / "audit.json").unlink()
    assert run("check", "minimal.yaml", "--output", "junit=audit.xml", cwd=folder).code == 1
    assert not (folder / "audit.json").exists()


def test_colour_and_verbosity_are_those_of_the_configuration(run: Run, folder: Path, write: Write) -> None:
    short = run("check", "minimal.yaml", cwd=folder).out
    write(HEAD + "color: always\ncheck: {verbose: true}\n", "mcaudit.yaml")
    assert "\x1b[" in run("check", "minimal.yaml", cwd=folder).out
    assert "\x1b[" in run("explain", "1F-6", cwd=folder).out
    assert "\x1b[" in run("criteria", cwd=folder).out
    calm = run("check", "minimal.yaml", "--color", "never", cwd=folder).out
    assert "\x1b[" not in calm
    assert len(calm) > len(short)


def test_the_edition_is_that_of_the_configuration(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "edition: ours\n", "mcaudit.yaml")
    for args in (("check", "minimal.yaml"), ("criteria",), ("facts", "minimal.yaml"), ("schema", "profile")):
        done = run(*args, cwd=folder)
        assert done.code == 2
        assert "ours" in done.err
    assert run("criteria", "--edition", ROOT / "criteria" / "v1.0", cwd=folder).code == 0
    assert run("criteria", "--config", "none", cwd=folder).code == 0


def test_a_document_is_as_the_configuration_says(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "policy: illinois\nreport: {gate: submission, depth: summary, format: md}\n", "mcaudit.yaml")
    assert run("report", "../minimal.yaml", "-o", "out", cwd=folder / "sub").code == 0
    reported = (folder / "sub" / "out" / "minimal.md").read_text("utf-8")
    assert reported.startswith("# Minimal\n\nAudited ")
    assert "Not ready to submit" in reported
    assert "Illinois" in reported
    assert run("report", "minimal.yaml", "-o", "out", "--format", "html", "--depth", "full", cwd=folder).code == 0
    assert (folder / "out" / "minimal.html").is_file()
    assert not (folder / "out" / "minimal.md").exists()


def test_a_file_that_is_named_for_a_document_is_what_is_written(run: Run, folder: Path, write: Write) -> None:
    # The command line names one file; that the configuration has formats for folders is not a mistake of its writer.
    write(HEAD + "report: {format: html}\n", "mcaudit.yaml")
    assert run("report", "minimal.yaml", "-o", "audit.md", cwd=folder).code == 0
    assert (folder / "audit.md").is_file()


def test_patterns_and_the_users_own_folder_are_filled_in(
    run: Run, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(folder / "home"))
    for name in ("b", "a", "deep/er/c"):
        write(MINIMAL.replace("minimal", Path(name).name), f"in/{name}.yaml")
    write(MINIMAL.replace("minimal", "mine"), "home/mine.yaml")
    write("no profile", "in/notes.txt")
    write(MINIMAL.replace("minimal", "bracket"), "in/[x].yaml")
    write(HEAD + "paths: ['in/?.yaml', 'in/**/c.yaml', ~/mine.yaml, 'in/[x].yaml']\n", "mcaudit.yaml")
    for cwd in (folder, folder / "sub"):
        assert audited(run("check", "--format", "json", cwd=cwd)) == ["a", "b", "c", "mine", "bracket"]
    shutil.copy(ROOT / "criteria" / "policies" / "delaware.yaml", folder / "home" / "ours.yaml")
    write(HEAD + "policy: ~/ours.yaml\n", "mcaudit.yaml")
    done = json.loads(run("check", "--format", "json", "minimal.yaml", cwd=folder).out)
    assert done["audits"][0]["policy"]["id"] == "delaware"


def test_a_pattern_that_nothing_matches_is_reported_as_it_is_written(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "paths: ['in/*.yaml']\n", "mcaudit.yaml")
    done = run("check", cwd=folder)
    assert (done.code, "in/*.yaml: error: " in done.err, "mcaudit.yaml" in done.err) == (2, True, True)
    assert run("check", "minimal.yaml", cwd=folder).code == 1


# --- which one -------------------------------------------------------------------------------------


def test_the_one_that_is_named_counts_and_its_paths_are_its_own(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "check: {format: concise}\n", "mcaudit.yaml")
    given = write(HEAD + "paths: [../minimal.yaml]\ncheck: {format: json}\n", "sub/given.yaml")
    assert audited(run("check", "--config", given, cwd=folder)) == ["minimal"]
    assert audited(run("check", "--config", "sub/given.yaml", cwd=folder)) == ["minimal"]
    assert run("check", "minimal.yaml", cwd=folder).out.startswith("minimal.yaml: error: 1A ")
    assert run("check", "minimal.yaml", "--config", "none", cwd=folder).out.startswith("Minimal\n")
    assert run("check", "minimal.yaml", "--config", "no.yaml", cwd=folder).err.startswith("no.yaml: error: there is")


def test_a_project_may_hold_it(run: Run, folder: Path, write: Write) -> None:
    write('[tool.mcaudit]\npaths = ["minimal.yaml"]\n[tool.mcaudit.check]\nformat = "json"\n', "pyproject.toml")
    assert audited(run("check", cwd=folder / "sub")) == ["minimal"]
    assert audited(run("check", "--config", "../pyproject.toml", cwd=folder / "sub")) == ["minimal"]


@pytest.mark.parametrize(
    "command",
    [
        ("check", "minimal.yaml"),
        ("report", "minimal.yaml", "-o", "audit.md"),
        ("compare", "minimal.yaml", "other.yaml"),
        ("criteria",),
        ("facts", "minimal.yaml"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_says_which_configuration_it_used(
    run: Run, folder: Path, write: Write, command: tuple[str, ...]
) -> None:
    write(MINIMAL.replace("minimal", "other"), "other.yaml")
    assert "mcaudit.yaml" not in run(*command, cwd=folder).err
    write(HEAD + "policy: none\n", "mcaudit.yaml")
    reported = "note: options that the command line does not give come from mcaudit.yaml\n"
    assert run(*command, cwd=folder).err.count(reported) == 1
    assert "come from" not in run(*command, "--config", "none", cwd=folder).err


def test_what_a_program_reads_names_the_configuration_as_well(run: Run, folder: Path, write: Write) -> None:
    assert "configuration" not in json.loads(run("check", "-f", "json", "minimal.yaml", cwd=folder).out)
    write("[tool.mcaudit.check]\nformat = 'json'\n", "pyproject.toml")
    found = json.loads(run("check", "../minimal.yaml", cwd=folder / "sub").out)
    assert found["configuration"] == "../pyproject.toml"
    assert any("../pyproject.toml" in notice for notice in found["notices"])
    assert run("schema", "audit", cwd=folder).code == 0


@pytest.mark.parametrize("output", ["json=../home/notes", "json=home/.bashrc", "csv=link/a.csv", "~/../../a.txt"])
def test_a_configuration_writes_nothing_outside_its_folder(run: Run, folder: Path, write: Write, output: str) -> None:
    (folder / "link").symlink_to("..")
    kept = [write("mine", name) for name in ("home/.bashrc", "home/notes", "a.csv")]
    write(MINIMAL, "repo/minimal.yaml")
    config = write(HEAD + f"check: {{output: ['{output}']}}\n", "repo/mcaudit.yaml")
    (folder / "repo" / "link").symlink_to("..")
    (folder / "repo" / "home").mkdir()
    for args in ((), ("--config", config)):
        done = run("check", "minimal.yaml", *args, cwd=folder / "repo")
        assert (done.code, done.out) == (2, "")
        assert "mcaudit.yaml:2:" in done.err
    assert [path.read_text("utf-8") for path in kept] == ["mine"] * 3
    assert not (folder / "a.txt").exists()
    assert run("check", "minimal.yaml", "--config", "none", "-o", "json=../a.json", cwd=folder / "repo").code == 1


# --- mistakes --------------------------------------------------------------------------------------

COMMANDS = (
    ("check", "minimal.yaml"),
    ("report", "minimal.yaml", "-o", "audit.md"),
    ("criteria",),
    ("facts", "minimal.yaml"),
    ("explain", "1F-6"),
    ("schema", "profile"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_refuses_what_is_not_valid_and_names_its_place(
    run: Run, folder: Path, write: Write, command: tuple[str, ...]
) -> None:
    write(HEAD + "chekc: {gate: submission}\n", "mcaudit.yaml")
    done = run(*command, cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "mcaudit.yaml:2:1: error: unknown key `chekc` in the file\n"
        "     2 | chekc: {gate: submission}\n"
        "       | ^\n"
        "  help: did you mean `check`?\n"
    )
    assert run(*command, "--config", "none", cwd=folder).code in (0, 1)
    assert run(command[0], "--help", cwd=folder).code == 0


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_takes_a_configuration_with_everything_in_it(
    run: Run, folder: Path, write: Write, command: tuple[str, ...]
) -> None:
    write(
        HEAD + "paths: [.]\npolicy: none\ncolor: never\n"
        "check: {gate: submission, format: concise, select: [1A], ignore: [met], verbose: true}\n"
        "report: {gate: submission, depth: summary}\n",
        "mcaudit.yaml",
    )
    assert run(*command, cwd=folder).code == (1 if command[0] == "check" else 0)


def test_a_mistake_is_named_from_the_folder_one_is_in(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "color: red\n", "mcaudit.yaml")
    assert run("explain", "1F-6", cwd=folder / "sub").err.startswith("../mcaudit.yaml:2:8: error: `color` must be ")


@pytest.mark.parametrize(
    "line",
    [
        "check: {format: jsn}\n",
        "check: {select: [1Z-9]}\n",
        "check: {output: ['docx=a']}\n",
        "policy: ilinois\n",
    ],
    ids=["format", "select", "output", "policy"],
)
def test_a_value_that_nobody_knows_is_reported_as_the_configurations(
    run: Run, folder: Path, write: Write, line: str
) -> None:
    # Whoever reads the message gave none of these options.
    write(HEAD + line, "mcaudit.yaml")
    done = run("check", "minimal.yaml", cwd=folder)
    assert done.code == 2
    assert "mcaudit.yaml" in folded(done.err)


def test_a_misspelt_policy_is_reported_with_the_one_that_is_meant(run: Run, folder: Path, write: Write) -> None:
    write(HEAD + "policy: ilinois\n", "mcaudit.yaml")
    done = run("check", "../minimal.yaml", cwd=folder / "sub")
    assert done.code == 2
    assert "did you mean `illinois`?" in done.err


@pytest.mark.parametrize("name", ["mcaudit.yml", ".mcaudit.yaml"])
def test_a_file_with_nearly_the_name_stops_every_command(run: Run, folder: Path, write: Write, name: str) -> None:
    write(HEAD, name)
    done = run("explain", "1F-6", cwd=folder)
    assert done.code == 2
    assert "help: call it mcaudit.yaml" in done.err


def test_what_is_no_configuration_at_all_is_refused(run: Run, folder: Path, write: Write) -> None:
    for content in ("", "# nothing\n", "- a\n", "policy: illinois\n", HEAD + "paths: [a\n", b"\xff\xfe", b"\0"):
        write(content, "mcaudit.yaml")
        done = run("explain", "1F-6", cwd=folder)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("mcaudit.yaml")
        assert "has a fault" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder that is in use stays")
def test_a_folder_that_is_gone_is_not_reported_as_a_result_that_cannot_be_written(folder: Path) -> None:
    command = f'cd sub && rmdir ../sub && "{sys.executable}" -m mcaudit explain 1F-6'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "the result cannot be written" not in done.stderr
