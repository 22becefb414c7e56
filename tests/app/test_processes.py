"""Signals and lost processes: what ends with the command, what stays on the disk, and what the others still get."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, ROOT, Run, Write
from tests.served import programmed

pytestmark = pytest.mark.slow  # they start many processes, and wait for them to end

MANY = 16
PATIENCE = 300
"""Seconds after which a test gives up; nothing that works takes as long, on a busy machine either."""

not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="there signals work otherwise")
METHODS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]
"""How other processes can start: as copies, as on Linux, or afresh, as on macOS and Windows."""

_PROGRAM = """\
import multiprocessing, os, signal, sys, time
from pathlib import Path
import mcaudit.app.auditing as auditing
from mcaudit.cli.entry import run

whole, until = auditing.outcome_of, time.monotonic() + {patience}
auditing.os = os  # two cores, whatever this machine has
os.sched_getaffinity = lambda _: {{0, 1}}

def held_up(task, file):
    if multiprocessing.parent_process() and file.stem in os.environ.get("KILLED", "").split():
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    os.write(2, b"ready\\n")
    while file.stem != "00" and not Path(os.environ["GO"]).exists() and time.monotonic() < until:
        time.sleep(0.01)
    return whole(task, file)

auditing.outcome_of = held_up

def no_room():
    raise BlockingIOError

if os.environ.get("ROOM") == "none":
    os.fork = no_room

if __name__ == "__main__":
    if os.environ.get("METHOD") == "spawn":
        multiprocessing.set_start_method("spawn")
        sys.platform = "elsewhere"
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            ignored = name in os.environ.get("IGNORED", "").split()
            signal.signal(getattr(signal, name), signal.SIG_IGN if ignored else signal.SIG_DFL)
    run()
"""
"""The command, which says when it begins a profile and waits for the file GO with any but the first."""


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    for number in range(MANY):
        write(MINIMAL.replace("id: minimal", f"id: minimal-{number}"), f"many/{number:02}.yaml")
    return tmp_path / "many"


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program; whatever a failing test leaves of it is killed in the end."""
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM.format(patience=PATIENCE), encoding="utf-8")
    started: list[subprocess.Popen[str]] = []

    def start_program(*args: str | Path, **variables: str) -> subprocess.Popen[str]:
        running = subprocess.Popen(
            [sys.executable, str(program), *map(str, args)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "GO": str(tmp_path / "go"), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(running)
        return running

    yield start_program
    for running in started:
        with suppress(ProcessLookupError, AttributeError):
            os.killpg(running.pid, signal.SIGKILL)
        with running:
            running.kill()


def until_ready(running: subprocess.Popen[str], times: int) -> None:
    assert running.stderr
    for _ in range(times):
        assert running.stderr.readline() == "ready\n"


def rest_of(running: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what else is said once nobody is left who could say more: every process has its streams."""
    return running.communicate(timeout=PATIENCE)


ENDING = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


# --- the command is ended ------------------------------------------------------------------------


@not_on_windows
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ENDING)
def test_a_signal_ends_all_processes_and_leaves_what_was_there(
    start: Start, folder: Path, tmp_path: Path, name: str, method: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.json").write_text("old", encoding="utf-8")
    running = start("check", "-o", f"json={out / 'a.json'}", "-o", f"csv={out / 'a.csv'}", folder, METHOD=method)
    until_ready(running, 3)  # the first process, and two others
    assert len(list(out.iterdir())) == 3
    running.send_signal(getattr(signal, name))
    _, said = rest_of(running)
    assert running.returncode == CODES[name]
    assert said == ""
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == {"a.json": "old"}


@not_on_windows
@pytest.mark.parametrize("name", ENDING)
def test_a_signal_to_the_whole_group_does_the_same(start: Start, folder: Path, tmp_path: Path, name: str) -> None:
    """So does a terminal that is closed, and `timeout`."""
    out = tmp_path / "out"
    out.mkdir()
    running = start("check", "-o", out / "a.json", folder)
    until_ready(running, 3)
    os.killpg(running.pid, getattr(signal, name))
    _, said = rest_of(running)
    assert running.returncode == CODES[name]
    assert set(said.splitlines()) <= {"ready"}
    assert list(out.iterdir()) == []


@not_on_windows
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("command", ["check", "report", "compare", "review feedback"])
def test_processes_end_with_a_first_one_that_is_killed_and_write_nothing_more(
    start: Start, folder: Path, tmp_path: Path, command: str, method: str
) -> None:
    out = tmp_path / "out"
    args = [
        *command.split(),
        folder,
        "-o",
        *([out, "-f", "html"] if command == "report" else [tmp_path / ("a.json" if command == "check" else "a.html")]),
    ]
    running = start(*args, METHOD=method)
    until_ready(running, 3)
    running.kill()
    running.wait()
    before = set(tmp_path.rglob("*"))
    _, said = rest_of(running)  # comes back only once the others have ended: they got no GO
    (tmp_path / "go").touch()
    assert said == ""
    assert set(tmp_path.rglob("*")) == {*before, tmp_path / "go"}


@not_on_windows
@pytest.mark.parametrize("name", [name for name in ENDING if name != "SIGTERM"])
def test_a_signal_that_is_ignored_from_the_start_stays_ignored(
    start: Start, folder: Path, tmp_path: Path, name: str
) -> None:
    """As with `nohup`, and in the background of a shell."""
    running = start("check", folder, IGNORED=name)
    until_ready(running, 3)
    os.killpg(running.pid, getattr(signal, name))
    (tmp_path / "go").touch()
    out, said = rest_of(running)
    assert running.returncode == 1
    assert f"{MANY} profiles at the endorsement gate" in " ".join(out.split())
    assert set(said.splitlines()) <= {"ready"}


@not_on_windows
def test_a_second_signal_does_not_cut_the_cleaning_up_short(tmp_path: Path) -> None:
    program = (
        "import os, signal\n"
        "from contextlib import suppress\n"
        "from pathlib import Path\n"
        "from mcaudit.app.signals import end_on_signals\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "end_on_signals()\n"
        "try:\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "finally:\n"
        "    with suppress(FileNotFoundError):\n"
        "        try:\n"
        "            Path('no such file').unlink()\n"
        "        except FileNotFoundError:\n"
        "            os.kill(os.getpid(), signal.SIGHUP)\n"
        "    print('cleaned up')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, "cleaned up\n", "")


# --- another process is lost ---------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_profile_whose_process_is_killed_is_an_error_and_all_others_are_audited(
    start: Start, folder: Path, tmp_path: Path, method: str
) -> None:
    (tmp_path / "go").touch()
    running = start("check", "--format", "json", folder, KILLED="03 04 15", METHOD=method)
    out, said = rest_of(running)
    assert running.returncode == 2
    whole = json.loads(out)
    assert [Path(error["path"]).stem for error in whole["errors"]] == ["03", "04", "15"]
    assert [Path(audit["profile"]["path"]).stem for audit in whole["audits"]] == [
        f"{number:02}" for number in range(MANY) if number not in {3, 4, 15}
    ]
    assert said.count("the process that worked on it was ended by signal") == 3
    assert "fault" not in said


def test_documents_of_the_others_are_written(start: Start, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    running = start("report", folder, "-o", tmp_path / "out", "-f", "md", KILLED="03")
    _, said = rest_of(running)
    assert running.returncode == 2
    assert "03.yaml: error: " in said
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{number:02}.md" for number in range(MANY) if number != 3
    }


# --- a name that no file can have ----------------------------------------------------------------

NAMELESS = 'dossier: {a: {title: A, kind: other, seen: "2026-03-31", path: "a\\0b"}}\n'


@pytest.mark.parametrize(
    "args",
    [
        ["check", "-o", "json=out.json"],
        ["report", "-f", "json", "-o", "out"],
        ["compare", "-o", "out.json"],
        ["review", "feedback", "-o", "out.json"],
    ],
    ids=lambda args: args[0],
)
def test_a_name_that_no_file_can_have_is_an_error_of_its_profile_alone(
    run: Run, write: Write, tmp_path: Path, args: list[str]
) -> None:
    for name in ("a", "b"):
        write(MINIMAL.replace("id: minimal", f"id: {name}"), f"many/{name}.yaml")
    write(MINIMAL + NAMELESS, "many/evil.yaml")
    done = run(*args, "many", cwd=tmp_path)
    assert done.code == 2
    assert "evil.yaml:5:" in done.out + done.err
    assert "fault" not in done.err
    assert [path for path in tmp_path.glob("out*") if path.is_dir() or path.stat().st_size]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name can be spelled")
def test_a_name_that_the_code_page_cannot_spell_is_a_document_that_is_missing(
    run: Run, write: Write, tmp_path: Path
) -> None:
    path = write(MINIMAL + NAMELESS.replace("a\\0b", "übung.txt"))
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for args in (["check", "-o", tmp_path / "a.json"], ["report", "-o", tmp_path / "b.json"]):
        done = run(*args, path, env=ascii_only)
        assert "fault" not in done.err
        assert done.code == (1 if args[0] == "check" else 0)


@pytest.mark.parametrize("path", ["absolute", "../out.json", "C:/out.json"])
def test_a_profile_that_is_not_valid_keeps_nobody_from_writing_outside_its_folder(
    run: Run, write: Write, tmp_path: Path, path: str
) -> None:
    out = tmp_path / "out.json"
    named = out.as_posix() if path == "absolute" else path
    profile = write(MINIMAL + NAMELESS.replace("a\\0b", named), "many/evil.yaml")
    assert run("check", "-f", "json", "-o", out, profile).code == 2
    assert json.loads(out.read_text("utf-8"))["errors"]


# --- what the computer has no room for -----------------------------------------------------------


@not_on_windows
def test_where_no_process_can_be_started_the_first_does_the_work(start: Start, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    running = start("check", "--format", "json", folder, ROOM="none")
    out, said = rest_of(running)
    assert running.returncode == 1
    assert len(json.loads(out)["audits"]) == MANY
    assert set(said.splitlines()) == {"ready"}


def test_a_profile_that_memory_does_not_hold_is_an_error_and_no_fault(write: Write) -> None:
    program = (
        "import sys\n"
        "import mcaudit.app.auditing as auditing\n"
        "whole = auditing._audit\n"
        "def audit(task, file):\n"
        "    if file.name == 'large.yaml':\n"
        "        raise MemoryError\n"
        "    return whole(task, file)\n"
        "auditing._audit = audit\n"
        "sys.argv = ['mcaudit', 'check', '--format', 'json', *sys.argv[1:]]\n"
        "from mcaudit.cli.entry import run\n"
        "run()"
    )
    done = programmed(program, write(MINIMAL, "large.yaml"), write(MINIMAL, "small.yaml"))
    assert done.returncode == 2
    assert len(json.loads(done.stdout)["audits"]) == 1
    assert "fault" not in done.stderr
