"""Exit codes: each outcome has its own, whatever the format, wherever it goes, and whoever reads it."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.formats import format_names
from tests.cli.test_many import held_up
from tests.conftest import COMPLETE, MINIMAL, Run, Write
from tests.served import programmed, shell

BROKEN = "format: mcaudit-profile/1\nid: [\n"
FULL = Path("/dev/full")
needs_a_full_disk = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="there streams and signals work otherwise")

_FAULTY = (
    "import sys\n"
    "import mcaudit.app.auditing as auditing\n"
    "auditing._audit = lambda task, file: 1 / 0\n"
    "sys.argv = ['mcaudit', 'check', *sys.argv[1:]]\n"
    "from mcaudit.cli.entry import run\n"
    "run()"
)
_FAULTY_TABLE = (
    "from dataclasses import replace\n"
    "import mcaudit.exchange.formats.csv as csv\n"
    "csv.FORMAT = replace(csv.FORMAT, last=lambda *_: 1 / 0)\n"
)


def outcome(write: Write, name: str) -> tuple[int, list[str | Path]]:
    """Return the exit code of an outcome, and the arguments that bring it about."""
    match name:
        case "pass":
            return 0, ["--gate", "submission", COMPLETE]
        case "fail":
            return 1, [write(MINIMAL)]
        case "mistake":
            return 2, [write(BROKEN, "broken.yaml"), COMPLETE]
        case _:
            return 3, [COMPLETE]


OUTCOMES = ("pass", "fail", "mistake", "undecided")


# --- every outcome, every format -------------------------------------------------------------------


@pytest.mark.parametrize("format", format_names())
@pytest.mark.parametrize("name", OUTCOMES)
def test_a_format_never_changes_the_exit_code(run: Run, write: Write, name: str, format: str) -> None:
    code, args = outcome(write, name)
    hiding = ("--select", "5B", "--ignore", "5B", "--verbose", "--color", "always")
    assert run("check", "--format", format, *hiding, *args).code == code


@pytest.mark.parametrize("name", OUTCOMES)
def test_in_a_process_of_its_own_all_formats_at_once_change_nothing(
    run: Run, write: Write, tmp_path: Path, name: str
) -> None:
    code, args = outcome(write, name)
    outputs = [part for each in format_names() for part in ("--output", f"{each}={tmp_path / each}")]
    assert run("check", *outputs, *args).code == code
    assert all((tmp_path / each).stat().st_size for each in format_names())
    verdicts = {audit["verdict"] for audit in json.loads((tmp_path / "json").read_text("utf-8"))["audits"]}
    assert verdicts == {{"pass": "ready", "fail": "incomplete", "mistake": "undecided"}.get(name, name)}


@pytest.mark.parametrize("format", format_names())
def test_a_fault_of_the_program_is_4_in_every_format(write: Write, tmp_path: Path, format: str) -> None:
    wanted = tmp_path / "audit"
    done = programmed(_FAULTY, "--format", format, "--output", f"json={wanted}", write(MINIMAL))
    assert done.returncode == 4
    assert "has a fault: ZeroDivisionError" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(wanted.read_text("utf-8"))["audits"] == []


def test_a_fault_of_a_format_is_4_and_leaves_nothing_behind(write: Write, tmp_path: Path) -> None:
    program = _FAULTY_TABLE + _FAULTY.replace("auditing._audit = lambda task, file: 1 / 0\n", "")
    folder = tmp_path / "out"
    folder.mkdir()
    done = programmed(program, "-o", f"json={folder / 'a.json'}", "-o", f"csv={folder / 'a.csv'}", write(MINIMAL))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert [path.name for path in folder.iterdir() if path.name != "a.json"] == []


def test_of_several_the_most_severe_counts() -> None:
    assert most_severe([]) is Exit.PASS
    assert most_severe([Exit.PASS, Exit.UNDECIDED]) is Exit.UNDECIDED
    assert most_severe([Exit.UNDECIDED, Exit.FAIL, Exit.PASS]) is Exit.FAIL
    assert most_severe([Exit.FAIL, Exit.MISTAKE]) is Exit.MISTAKE
    assert most_severe([Exit.MISTAKE, Exit.FAULT, Exit.FAIL]) is Exit.FAULT


# --- streams ---------------------------------------------------------------------------------------


@not_on_windows
@pytest.mark.parametrize("format", format_names())
def test_a_reader_who_leaves_early_changes_nothing_in_any_format(tmp_path: Path, format: str) -> None:
    wanted = tmp_path / "audit.json"
    done = shell(f'mcaudit check -f {format} -o json={wanted} "$@" | true; exit ${{PIPESTATUS[0]}}', COMPLETE)
    assert (done.returncode, done.stderr) == (3, "")
    assert json.loads(wanted.read_text("utf-8"))["audits"][0]["verdict"] == "undecided"


@not_on_windows
@pytest.mark.parametrize("format", ["terminal", "json"])
def test_where_standard_output_is_closed_the_files_are_written_anyway(tmp_path: Path, format: str) -> None:
    wanted = tmp_path / "audit.csv"
    done = shell(f'mcaudit check -f {format} -o csv={wanted} "$@" >&-', COMPLETE)
    assert done.returncode == 2
    assert done.stderr.startswith("error: the result cannot be written: ")
    assert "leading-restorative-circles" in wanted.read_text("utf-8")


@not_on_windows
def test_closed_input_and_closed_errors_change_nothing(tmp_path: Path) -> None:
    wanted = tmp_path / "audit.json"
    done = shell(f'mcaudit check -o json={wanted} --select 1A "$@" <&- 2>&-', COMPLETE)
    assert done.returncode == 3
    assert "Leading Restorative Circles" in done.stdout
    assert json.loads(wanted.read_text("utf-8"))["audits"]


@not_on_windows
def test_with_every_stream_closed_the_file_is_written_and_the_loss_is_2(tmp_path: Path) -> None:
    wanted = tmp_path / "audit.json"
    assert shell(f'mcaudit check -o json={wanted} "$@" <&- >&- 2>&-', COMPLETE, starts_python=True).returncode == 2
    assert json.loads(wanted.read_text("utf-8"))["audits"]


@needs_a_full_disk
@pytest.mark.parametrize(
    ("code", "args"),
    [
        pytest.param(0, ("--gate", "submission", "--select", "1A", str(COMPLETE)), id="a note"),
        pytest.param(2, ("no.yaml",), id="a mistake"),
        pytest.param(2, ("--gate", "no", str(COMPLETE)), id="usage"),
    ],
)
def test_errors_that_cannot_be_reported_change_no_exit_code(code: int, args: tuple[str, ...]) -> None:
    # 1 is a verdict: it must not come of a message that could not be written.
    assert shell('mcaudit check "$@" 2>/dev/full', *args).returncode == code


@not_on_windows
def test_a_reader_of_errors_who_leaves_early_changes_no_exit_code() -> None:
    assert shell("mcaudit check no.yaml 2> >(exec 0<&-; sleep 0.1)").returncode == 2


# --- interrupts ------------------------------------------------------------------------------------


@not_on_windows
def test_an_interrupt_leaves_what_was_there_and_nothing_half_written(write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.json").write_text("old", encoding="utf-8")
    profiles = [write(MINIMAL.replace("id: minimal", f"id: minimal-{n}"), f"{n:02}.yaml") for n in range(4)]
    args = ["-o", f"json={folder / 'a.json'}", "-o", f"csv={folder / 'a.csv'}"]
    with held_up(tmp_path / "go", *args, *profiles) as running:
        assert running.stderr
        for _ in range(2):
            assert running.stderr.readline() == "ready\n"
        assert len(list(folder.iterdir())) == 3
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(timeout=60) == 130
    assert "Traceback" not in rest
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {"a.json": "old"}


@not_on_windows
def test_an_interrupt_that_is_ignored_from_the_start_stays_ignored(write: Write, tmp_path: Path) -> None:
    """So a shell protects what runs in its background: whoever interrupts the foreground does not mean that."""
    with held_up(tmp_path / "go", write(MINIMAL), ignoring_interrupts=True) as running:
        assert running.stderr
        assert running.stderr.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        (tmp_path / "go").touch()
        rest = running.stderr.read()
        assert running.wait(timeout=60) == 1
    assert "Traceback" not in rest


@not_on_windows
def test_a_current_folder_that_was_removed_is_named(tmp_path: Path) -> None:
    done = shell(
        f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir {tmp_path}/gone; mcaudit check .", starts_python=True
    )
    assert done.returncode == 2
    assert done.stderr == "error: the current folder is no longer there; change to another one\n"
