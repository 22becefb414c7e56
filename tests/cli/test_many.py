"""Many profiles in one call: in order, on all cores, each by itself, and none lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COMPLETE, MINIMAL, ROOT, Run, Write
from tests.served import programmed

MANY = 20
"""More than one process takes on by itself."""
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Those that these tests may use: a container has often fewer than its machine."""


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """Twenty small profiles, one of which is the complete one."""
    for number in range(MANY - 1):
        write(MINIMAL.replace("id: minimal", f"id: minimal-{number}"), f"many/{number:02}.yaml")
    write(COMPLETE.read_bytes(), "many/zz.yaml")
    return tmp_path / "many"


def document(text: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(text)
    return whole


_HELD_UP = (
    "import os, sys, time\n"
    "from pathlib import Path\n"
    "import mcaudit.app.auditing as auditing\n"
    "whole, go, until = auditing.outcome_of, Path(sys.argv.pop(1)), time.monotonic() + 60\n"
    "def held_up(task, file):\n"
    "    os.write(2, b'ready\\n')\n"  # in one piece, for processes that say it at once
    "    while file.name != '00.yaml' and not go.exists() and time.monotonic() < until:\n"
    "        time.sleep(0.01)\n"
    "    return whole(task, file)\n"
    "auditing.outcome_of = held_up\n"
    "sys.argv = ['mcaudit', 'check', *sys.argv[1:]]\n"
    "from mcaudit.cli.entry import run\n"
    "run()"
)
_INTERRUPTIBLE = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""A shell starts what runs in its background with interrupts ignored: these tests, it may be, and so their children."""


def held_up(go: Path, *args: str | Path, ignoring_interrupts: bool = False) -> subprocess.Popen[str]:
    """Start `check`, and have it say when it begins a profile, and wait for the file `go` with any but 00.yaml.

    A test that waits for what is said, and not for a time, passes on a busy machine too.
    """
    program = [sys.executable, "-c", _HELD_UP if ignoring_interrupts else _INTERRUPTIBLE + _HELD_UP]
    shell = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"] if ignoring_interrupts else []
    command = [*shell, *program, str(go), *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def test_many_profiles_are_audited_as_each_is_by_itself(run: Run, folder: Path) -> None:
    together = document(run("check", "--format", "json", folder).out)["audits"]
    files = sorted(folder.iterdir())
    assert [audit["profile"]["path"] for audit in together] == [file.as_posix() for file in files]
    for at in (0, MANY // 2, MANY - 1):
        assert document(run("check", "--format", "json", files[at]).out)["audits"] == [together[at]]


def test_the_order_of_the_files_changes_no_audit(run: Run, folder: Path) -> None:
    files = sorted(folder.iterdir())
    there = document(run("check", "--format", "json", *files).out)["audits"]
    back = document(run("check", "--format", "json", *reversed(files)).out)["audits"]
    assert back == there[::-1]


def test_a_file_that_cannot_be_read_stands_among_the_errors_and_stops_nothing(run: Run, folder: Path) -> None:
    (folder / "05.yaml").write_text("format: mcaudit-profile/1\nid: [", encoding="utf-8")
    (folder / "12.yaml").write_text("format: mcaudit-profile/1\n", encoding="utf-8")
    done = run("check", "--format", "json", folder)
    assert done.code == 2
    whole = document(done.out)
    assert len(whole["audits"]) == MANY - 2
    named = [Path(error["path"]).name for error in whole["errors"]]
    assert named == sorted(named)
    assert set(named) == {"05.yaml", "12.yaml"}


def test_what_a_run_comes_to_counts_every_file(run: Run, folder: Path) -> None:
    (folder / "05.yaml").write_text("format: mcaudit-profile/1\n", encoding="utf-8")
    done = run("check", folder)
    shown = (
        "19 profiles at the endorsement gate: 0 pass, 0 fail, 19 incomplete, 0 undecided. 1 file could not be audited."
    )
    assert shown in " ".join(done.out.split())


def test_a_process_that_ends_is_reported_and_loses_only_its_own_profile(folder: Path) -> None:
    program = (
        "import os, sys\n"
        "import mcaudit.app.auditing as auditing\n"
        "whole, first = auditing.outcome_of, os.getpid()\n"
        "def killed(task, file):\n"
        "    if file.name == '13.yaml' and os.getpid() != first:\n"
        "        os._exit(9)\n"
        "    return whole(task, file)\n"
        "auditing.outcome_of = killed\n"
        "sys.argv = ['mcaudit', 'check', '--format', 'json', sys.argv[1]]\n"
        "from mcaudit.cli.entry import run\n"
        "run()"
    )
    if CORES == 1:
        pytest.skip("one core needs one process")
    done = programmed(program, folder)
    assert done.returncode == 2
    whole = document(done.stdout)
    assert "Traceback" not in done.stderr
    assert [Path(error["path"]).name for error in whole["errors"]] == ["13.yaml"]
    assert len(whole["audits"]) == MANY - 1
    assert "13.yaml" in done.stderr


@pytest.mark.slow
def test_processes_that_start_afresh_come_to_the_same(run: Run, folder: Path, tmp_path: Path) -> None:
    # Where a process cannot be copied, what it needs is handed to a new one.
    program = tmp_path / "afresh.py"
    program.write_text(
        "import multiprocessing, sys\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    sys.platform = 'elsewhere'\n"
        "    from mcaudit.cli.entry import run\n"
        "    run()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, program, "check", "--format", "json", "--policy", "illinois", folder],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == run("check", "--format", "json", "--policy", "illinois", folder).out


@pytest.mark.skipif(sys.platform == "win32", reason="there an interrupt reaches every process of the console")
def test_an_interrupt_ends_every_process_quietly(folder: Path, tmp_path: Path) -> None:
    go = tmp_path / "go"
    with held_up(go, folder) as running:
        assert running.stderr
        for _ in range(1 + min(2, CORES)):  # the first process, and two others where there are two
            assert running.stderr.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        go.touch()
        rest = running.stderr.read()
        assert running.wait(timeout=60) == 130
    assert "Traceback" not in rest


def test_an_output_file_is_whole_or_not_there(run: Run, folder: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "audit.json"
    done = run("check", "--format", "json", "--output", wanted, folder)
    assert done.code == 1
    assert done.out == ""
    assert len(document(wanted.read_text(encoding="utf-8"))["audits"]) == MANY
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_memory_does_not_grow_with_the_number_of_profiles(folder: Path) -> None:
    # Of audits that have been shown nothing stays: their objects are gone before the run ends.
    program = (
        "import gc, sys\n"
        "import mcaudit.app.auditing as auditing, mcaudit.cli.check as check\n"
        "from mcaudit.model import Audit, Profile\n"
        "auditing.outcomes.__kwdefaults__['worth_processes'] = 1000\n"  # all in this process, where they are counted
        "most = calls = 0\n"
        "whole = auditing.outcome_of\n"
        "def counted(task, file):\n"
        "    global most, calls\n"
        "    calls += 1\n"
        "    most = max(most, sum(isinstance(each, (Audit, Profile)) for each in gc.get_objects()))\n"
        "    return whole(task, file)\n"
        "auditing.outcome_of = counted\n"
        "sys.argv = ['mcaudit', 'check', sys.argv[1]]\n"
        "from mcaudit.cli.entry import run\n"
        "try:\n"
        "    run()\n"
        "finally:\n"
        "    print(calls, most, file=sys.stderr)\n"
    )
    done = programmed(program, folder)
    calls, most = map(int, done.stderr.split()[-2:])
    assert calls == MANY
    assert most <= 2
