"""What is written replaces a file whole, with the access it had, and never what only looks like a file."""

from __future__ import annotations

import os
import signal
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from mcaudit.app.writing import WholeFile, write_whole
from mcaudit.errors import OutputError
from tests import served
from tests.conftest import COMPLETE, MINIMAL, ROOT, Run, Write, quick_in

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
STREAMS = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no names of open descriptors")


def put(path: Path, content: bytes = b"new") -> None:
    write_whole(path, content, tuple)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def shell(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Run a line of shell in the folder, in which `mcaudit` is the command."""

    return partial(served.shell, cwd=tmp_path)


Shell = Callable[[str], subprocess.CompletedProcess[str]]


# --- who may read it -------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o400])
def test_a_file_that_is_replaced_keeps_its_mode(write: Write, usual_umask: None, mode: int) -> None:
    path = write("old", "a.json")
    path.chmod(mode)
    put(path)
    assert (path.read_bytes(), mode_of(path)) == (b"new", mode)


@POSIX
def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path, usual_umask: None) -> None:
    put(tmp_path / "a.json")
    assert mode_of(tmp_path / "a.json") == 0o644


@POSIX
def test_what_is_being_written_is_not_open_to_more_people_than_the_file_was(write: Write, usual_umask: None) -> None:
    path = write("old", "a.json")
    path.chmod(0o600)
    file = WholeFile(path, tuple)
    assert [mode_of(each) & 0o077 for each in path.parent.iterdir()] == [0, 0]
    file.drop()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only an administrator gives files to others")
def test_a_file_that_is_replaced_keeps_its_owner_and_group(write: Write) -> None:
    path = write("old", "a.json")
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    put(path)
    assert (path.stat().st_uid, path.stat().st_gid, mode_of(path)) == (12345, 23456, 0o640)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only an administrator becomes somebody else")
def test_where_the_group_cannot_be_kept_another_group_may_not_read() -> None:
    with tempfile.TemporaryDirectory() as folder:  # the folders of a test are shut to others
        path = Path(folder, "a.json")
        path.write_text("old", encoding="utf-8")
        os.chown(path, 0, 23456)
        path.chmod(0o664)
        Path(folder).chmod(0o777)
        child = os.fork()
        if child == 0:  # nothing but os._exit: the copy of a test run must not go on as one
            try:
                os.setgroups([])
                os.setgid(12345)
                os.setuid(12345)
                put(path)
            except BaseException:  # noqa: BLE001
                os._exit(1)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert (path.read_bytes(), path.stat().st_gid, mode_of(path)) == (b"new", 12345, 0o644)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="lists of who may do what are kept on Linux")
def test_a_list_of_who_else_may_do_what_is_kept(write: Write) -> None:
    """Its mode alone would give the group what the list gives one more person."""
    path = write("old", "a.json")
    entries = [(1, 6, -1), (2, 6, 12345), (4, 0, -1), (16, 6, -1), (32, 0, -1)]  # owner, a person, group, mask, others
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("the file system has no such lists")
    put(path)
    assert (path.read_bytes(), os.getxattr(path, "system.posix_acl_access")) == (b"new", acl)


@POSIX
def test_another_name_of_a_file_keeps_what_it_had(write: Write, tmp_path: Path) -> None:
    """Copies that are made with hard links, as for a backup, must not change with the file."""
    path = write("old", "a.json")
    (tmp_path / "backup.json").hardlink_to(path)
    put(path)
    assert (path.read_bytes(), (tmp_path / "backup.json").read_bytes()) == (b"new", b"old")


@POSIX
@pytest.mark.parametrize(
    "command",
    [("check", "-o"), ("report", "--depth", "summary", "-o")],
    ids=["check", "report"],
)
def test_a_command_keeps_the_mode_of_its_output(
    run: Run, write: Write, usual_umask: None, command: tuple[str, ...]
) -> None:
    output = write("old", "a.md")
    output.chmod(0o600)
    run(*command, output, COMPLETE)
    assert output.read_bytes() != b"old"
    assert mode_of(output) == 0o600


# --- safely on the disk ----------------------------------------------------------------------------


def test_what_is_written_is_on_the_disk_before_it_has_its_name(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("old", "a.json")
    named: list[bytes] = []
    sync = os.fsync

    def watched(file: int) -> None:
        sync(file)
        named.append(path.read_bytes())

    monkeypatch.setattr(os, "fsync", watched)
    put(path)
    assert named[0] == b"old"
    assert named[1:] in ([], [b"new"])  # the folder, where a system can do that


# --- names -----------------------------------------------------------------------------------------


def test_a_name_as_long_as_can_be_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".json")
    put(path, b"old")
    put(path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(path.name, b"new")]


def test_a_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        put(tmp_path / ("a" * 300))
    assert list(tmp_path.iterdir()) == []


# --- what only looks like a file -------------------------------------------------------------------


@STREAMS
@pytest.mark.parametrize("name", quick_in(["/dev/stdout", "/dev/fd/1", "link.txt", "/proc/self/fd/1"], 2))
def test_standard_output_by_its_name_is_written_to_where_it_stands(
    shell: Shell, write: Write, tmp_path: Path, name: str
) -> None:
    if name.startswith("/proc") and not Path("/proc/self/fd").exists():
        pytest.skip("there is no /proc")
    write(MINIMAL)
    (tmp_path / "link.txt").symlink_to("/dev/stdout")
    line = f"{{ echo START; mcaudit check profile.yaml -f concise -o {name}; echo END; }}"
    plain = shell("mcaudit check profile.yaml -f concise").stdout
    assert plain
    expected = f"START\n{plain}END\n"
    assert shell(line).stdout == expected
    shell(f"echo BEFORE > log.txt; {line} >> log.txt")
    assert (tmp_path / "log.txt").read_text("utf-8") == f"BEFORE\n{expected}"
    shell(f"{line} > log.txt")
    assert (tmp_path / "log.txt").read_text("utf-8") == expected
    assert sorted(os.listdir(tmp_path)) == ["link.txt", "log.txt", "profile.yaml"]  # noqa: PTH208


@STREAMS
def test_an_output_beside_the_screen_follows_it_whole(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    screen = shell("mcaudit check profile.yaml").stdout
    json = shell("mcaudit check profile.yaml -f json").stdout
    shell("mcaudit check profile.yaml -o json=/dev/stdout > both.txt")
    assert (tmp_path / "both.txt").read_text("utf-8") == screen + json


@STREAMS
def test_standard_error_by_its_name_is_added_to(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    plain = shell("mcaudit check profile.yaml -f concise").stdout
    shell("echo BEFORE > log.txt; mcaudit check profile.yaml -f concise -o /dev/stderr 2>> log.txt")
    assert (tmp_path / "log.txt").read_text("utf-8") == f"BEFORE\n{plain}"


@STREAMS
def test_a_descriptor_that_the_shell_opened_is_written_to(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    plain = shell("mcaudit check profile.yaml -f concise").stdout
    line = "exec 7>log.txt; echo BEFORE >&7; mcaudit check profile.yaml -f concise -o csv=/dev/fd/7; echo AFTER >&7"
    assert shell(line).stdout == plain
    first, *_, last = (tmp_path / "log.txt").read_text("utf-8").splitlines()
    assert (first, last) == ("BEFORE", "AFTER")
    assert shell("mcaudit check profile.yaml -f concise -o >(cat > through.txt); wait $!").stderr == ""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc")
def test_a_descriptor_of_another_process_is_added_to(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    plain = shell("mcaudit check profile.yaml -f concise").stdout
    shell("exec 7>>log.txt; echo BEFORE >&7; mcaudit check profile.yaml -f concise -o /proc/$$/fd/7; echo AFTER >&7")
    assert (tmp_path / "log.txt").read_text("utf-8") == f"BEFORE\n{plain}AFTER\n"


@STREAMS
def test_a_document_is_written_to_a_descriptor_as_well(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    (tmp_path / "out.md").symlink_to("/dev/stdout")
    shell("{ echo START; mcaudit report profile.yaml --depth summary -o out.md; echo END; } > log.txt")
    lines = (tmp_path / "log.txt").read_text("utf-8").splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("START", "# Minimal", "END")


@STREAMS
def test_the_summary_of_a_job_may_be_a_stream(shell: Shell, write: Write, tmp_path: Path) -> None:
    write(MINIMAL)
    shell("{ GITHUB_STEP_SUMMARY=/dev/stdout mcaudit check profile.yaml -f github; echo END; } > log.txt")
    text = (tmp_path / "log.txt").read_text("utf-8")
    assert text.count("\n::error") + text.startswith("::error") == shell(
        "mcaudit check profile.yaml -f github"
    ).stdout.count("::error")
    assert text.endswith("END\n")


@STREAMS
def test_a_reader_who_leaves_early_has_seen_enough(shell: Shell, write: Write) -> None:
    write(MINIMAL)
    done = shell("mcaudit check profile.yaml -f json -o /dev/stdout | head -c 1; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stdout, done.stderr) == (1, "{", "")


@STREAMS
def test_a_stream_that_cannot_be_written_to_is_reported(shell: Shell, write: Write) -> None:
    write(MINIMAL)
    done = shell("mcaudit check profile.yaml -f json -o /dev/fd/77")
    assert done.returncode == 2
    assert done.stderr == "error: /dev/fd/77 cannot be written: bad file descriptor\n"


@POSIX
@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_file_that_a_standard_stream_goes_to_is_not_replaced_under_it(
    shell: Shell, write: Write, tmp_path: Path, stream: str
) -> None:
    write(MINIMAL)
    done = shell(f"echo BEFORE > log.txt; mcaudit check profile.yaml -o json=log.txt {stream}>> log.txt")
    text = (tmp_path / "log.txt").read_text("utf-8")
    assert done.returncode == 2
    assert text.startswith("BEFORE\n")
    name = {"1": "standard output", "2": "standard error"}[stream]
    assert f"error: log.txt is the file that {name} goes to; write to another file\n" in text + done.stderr


# --- nothing is left behind ------------------------------------------------------------------------


@POSIX
def test_a_program_that_leaves_in_the_middle_leaves_no_temporary_file(tmp_path: Path) -> None:
    """A signal may come between two steps, where nobody holds the file yet."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom mcaudit.app.writing import WholeFile\n"
        "file = WholeFile(Path('a.json'), tuple)\nfile.write(b'new')\nassert list(Path().iterdir())\nsys.exit(143)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (128 + signal.SIGTERM, [])
