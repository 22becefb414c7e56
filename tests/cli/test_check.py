"""`mcaudit check` as its users run it: exit codes, errors, streams, screens."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMPLETE, MINIMAL, ROOT, Run, Write
from tests.served import programmed, shell

# --- exit codes ----------------------------------------------------------------------------------


def test_undecided_is_3_and_a_submission_that_waits_for_nobody_is_0(run: Run) -> None:
    assert run("check", COMPLETE).code == 3
    assert run("check", "--gate", "submission", COMPLETE).code == 0


@pytest.mark.parametrize("gate", ["endorsement", "submission"])
def test_a_profile_that_says_nothing_is_1(run: Run, write: Write, gate: str) -> None:
    assert run("check", "--gate", gate, write(MINIMAL)).code == 1


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("check",), id="no path"),
        pytest.param(("check", "no-such-file.yaml"), id="no such file"),
        pytest.param(("check", "tests/golden"), id="no profile in a folder"),
        pytest.param(("check", "README.md"), id="no profile"),
        pytest.param(("check", "--gate", "maybe", str(COMPLETE)), id="unknown gate"),
        pytest.param(("check", "--format", "docx", str(COMPLETE)), id="unknown format"),
        pytest.param(("check", "--date", "31.3.2026", str(COMPLETE)), id="no date"),
        pytest.param(("check", "--output", "no/such/folder/x.json", str(COMPLETE)), id="output in no folder"),
        pytest.param(("check", "--edition", "profiles", str(COMPLETE)), id="no edition"),
        pytest.param(("explain", "9Z-9"), id="nothing to explain"),
        pytest.param(("schema", "audit", "--with", "required"), id="rules of an audit"),
        pytest.param(("facts", "README.md"), id="no facts"),
        pytest.param(("frobnicate",), id="unknown command"),
    ],
)
def test_the_users_mistakes_are_2_without_a_traceback(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err
    assert "has a fault" not in done.err


def test_a_bad_source_date_epoch_is_the_users_mistake(run: Run) -> None:
    done = run("check", COMPLETE, env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert done.code == 2
    assert "SOURCE_DATE_EPOCH" in done.err


def test_of_several_profiles_the_most_severe_counts_and_none_stops_the_others(run: Run, write: Write) -> None:
    weak, broken = write(MINIMAL, "weak.yaml"), write("format: mcaudit-profile/1\nid: [", "broken.yaml")
    assert run("check", COMPLETE, weak).code == 1
    done = run("check", broken, COMPLETE, weak, "--format", "json")
    assert done.code == 2
    document = json.loads(done.out)
    assert [audit["verdict"] for audit in document["audits"]] == ["undecided", "incomplete"]
    assert [error["path"] for error in document["errors"]] == [broken.as_posix()]
    assert "broken.yaml:2:6: error:" in done.err


def test_a_fault_of_the_program_is_4_and_says_so(tmp_path: Path) -> None:
    program = "import mcaudit.cli.main as m\nm.app = lambda **_: 1 / 0\nm.run()"
    done = programmed(program)
    assert done.returncode == 4
    assert "has a fault: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


# --- streams -------------------------------------------------------------------------------------


def test_a_reader_who_leaves_early_changes_nothing() -> None:
    done = shell('mcaudit check "$@" | head -n 1; exit ${PIPESTATUS[0]}', COMPLETE)
    assert done.returncode == 3
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_an_error_and_not_a_pass() -> None:
    done = shell('mcaudit check "$@" > /dev/full', COMPLETE)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_code_page_without_the_marks_gets_ascii(run: Run) -> None:
    done = run("check", COMPLETE, env={"PYTHONIOENCODING": "cp437:strict"})
    assert done.code == 3
    narrow = run("check", COMPLETE, env={"PYTHONIOENCODING": "ascii:strict"})
    assert narrow.code == 3
    assert narrow.out.isascii()
    assert "# met   ~ open   x not met   . not addressed" in narrow.out


def test_color_is_for_terminals_and_on_demand(run: Run) -> None:
    assert "\x1b[" not in run("check", COMPLETE).out
    assert "\x1b[" in run("check", "--color", "always", COMPLETE).out
    assert "\x1b[" not in run("check", "--color", "never", COMPLETE, env={"FORCE_COLOR": "1"}).out


def test_without_color_the_words_are_the_same(run: Run) -> None:
    colored = run("check", "--color", "always", COMPLETE).out
    lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", colored).split("\n")]
    assert lines == run("check", COMPLETE).out.split("\n")


@pytest.mark.parametrize(
    "columns", [40, pytest.param(60, marks=pytest.mark.slow), pytest.param(80, marks=pytest.mark.slow), 120]
)
def test_no_line_is_wider_than_the_screen(run: Run, columns: int) -> None:
    env = {"COLUMNS": str(columns)}
    for args in (("check", "profiles"), ("check", str(COMPLETE)), ("explain", "5A"), ("criteria",)):
        assert max(len(line) for line in run(*args, env=env).out.split("\n")) <= columns


# --- output --------------------------------------------------------------------------------------


def test_output_is_written_whole_to_the_file_that_is_named(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "audit.json"
    target.write_text("old", encoding="utf-8")
    done = run("check", "--format", "json", "--output", target, COMPLETE)
    assert (done.code, done.out) == (3, "")
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "mcaudit-audit/2"
    assert [path.name for path in tmp_path.iterdir()] == ["audit.json"]


def test_output_never_overwrites_a_profile(run: Run, write: Write) -> None:
    profile = write(MINIMAL)
    done = run("check", "--output", profile, profile)
    assert done.code == 2
    assert profile.read_text(encoding="utf-8") == MINIMAL


def test_the_same_inputs_give_the_same_bytes(run: Run) -> None:
    first = run("check", "--format", "json", "profiles", env={"PYTHONHASHSEED": "1"})
    again = run("check", "--format", "json", "profiles", env={"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"})
    assert first.out == again.out


# --- dates ---------------------------------------------------------------------------------------


def test_the_date_is_the_option_before_the_environment(run: Run) -> None:
    def date(*args: str) -> str:
        document = json.loads(run("check", "--format", "json", *args, COMPLETE).out)
        return str(document["audits"][0]["date"])

    assert date() == "2026-01-01"
    assert date("--date", "2025-06-30") == "2025-06-30"


# --- finding profiles ----------------------------------------------------------------------------


def test_a_folder_is_searched_for_profiles_by_their_format(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "b/second.yml")
    write(MINIMAL.replace("minimal", "first"), "a/first.yaml")
    write(json.dumps({"format": "mcaudit-profile/1", "id": "third", "title": "T", "state": "OH"}), "c/third.json")
    write("title: no profile\n", "a/other.yaml")
    write(MINIMAL, ".hidden/no.yaml")
    document = json.loads(run("check", "--format", "json", tmp_path).out)
    assert [audit["profile"]["id"] for audit in document["audits"]] == ["first", "minimal", "third"]
    assert document["errors"] == []


def test_a_profile_that_is_named_twice_is_audited_once(run: Run, write: Write, tmp_path: Path) -> None:
    path = write(MINIMAL)
    document = json.loads(run("check", "--format", "json", path, tmp_path, path).out)
    assert len(document["audits"]) == 1


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = "\x1b[31mred\x07 [bold]markup[/bold] :smile: \u202eright-to-left \x9b2J"


def test_text_from_a_profile_cannot_write_on_the_screen(run: Run, write: Write) -> None:
    title = json.dumps(HOSTILE)
    path = write(
        f"format: mcaudit-profile/1\nid: hostile\ntitle: {title}\nstate: OH\n"
        "developers:\n  competency_area:\n    conflicts:\n      - field: alignments\n        values:\n"
        f"          - {{value: {title}, citation: {{document: a, section: {title}}}}}\n"
        f"          - {{value: two, citation: {{document: a, section: x}}}}\n"
        f"dossier: {{a: {{title: {title}, kind: other, seen: 2026-01-01, url: 'https://example.org'}}}}\n"
    )
    done = run("check", "-v", path, "--color", "always")
    assert done.code == 1
    for unsafe in ("\x1b[31mred", "\x07", "\u202e", "\x9b"):
        assert unsafe not in done.out + done.err
    assert "[bold]markup[/bold] :smile:" in done.out


def test_an_error_shows_hostile_text_as_text(run: Run, write: Write) -> None:
    path = write(f"format: mcaudit-profile/1\nid: hostile\ntitle: x\nstate: {json.dumps(HOSTILE)}\n")
    done = run("check", path)
    assert done.code == 2
    assert "\x1b" not in done.err


# --- messages ------------------------------------------------------------------------------------


def test_an_error_shows_the_line_a_caret_and_what_to_write(run: Run, write: Write) -> None:
    path = write(MINIMAL + "about:\n  cots: {amount: 5}\n")
    assert run("check", path).err == (
        f"{path.as_posix()}:6:3: error: unknown key `cots` in `about`\n"
        "     6 |   cots: {amount: 5}\n"
        "       |   ^\n"
        "  help: did you mean `cost`?\n"
    )


def test_every_finding_of_a_file_has_a_line_and_a_column(run: Run) -> None:
    for audit in json.loads(run("check", "--format", "json", "profiles").out)["audits"]:
        lines = (ROOT / audit["profile"]["path"]).read_text(encoding="utf-8").split("\n")
        for finding in audit["findings"]:
            where = finding["location"]
            assert 1 <= where["line"] <= len(lines)
            assert 1 <= where["column"] <= len(lines[where["line"] - 1]) + 1


def test_an_interrupt_is_130() -> None:
    program = (
        # In the background, the signal is ignored from the start.
        "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import mcaudit.cli.main as m\ndef stop(**_):\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "m.app = stop\nfrom mcaudit.cli.entry import run\nrun()"
    )
    assert programmed(program).returncode == 130


# --- nothing is lost in silence ------------------------------------------------------------------

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.yaml", BOM + MINIMAL.encode(), id="a byte order mark"),
        pytest.param("a.yaml", MINIMAL.replace("\n", "\r").encode(), id="the line ends of an old Mac"),
        pytest.param("a.yaml", f"# {'long ' * 20000}\n{MINIMAL}".encode(), id="the format far below"),
        pytest.param(
            "a.json", b'{"id": "a", "title": "A", "state": "OH", "format": "mcaudit-profile/1"}', id="one line"
        ),
        pytest.param("a.yaml", b"{id: a, title: A, state: OH, format: mcaudit-profile/1}", id="flow style"),
    ],
)
def test_a_folder_search_finds_every_profile(run: Run, write: Write, tmp_path: Path, name: str, content: bytes) -> None:
    write(content, name)
    document = json.loads(run("check", "--format", "json", tmp_path).out)
    assert len(document["audits"]) == 1


def test_a_profile_in_utf_16_is_reported_and_not_passed_over(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL.encode("utf-16"), "a.yaml")
    done = run("check", tmp_path)
    assert done.code == 2
    assert "UTF-16" in done.err


def test_an_empty_document_in_a_citation_loses_neither_this_profile_nor_others(run: Run, write: Write) -> None:
    citation = "evaluators:\n  evaluator_profile:\n    training: {title: A, citation: {document: , page: 3}}\n"
    odd = write(MINIMAL + citation, "odd.yaml")
    document = json.loads(run("check", "--format", "json", odd, COMPLETE).out)
    assert len(document["audits"]) == 2


def test_a_fault_over_one_file_is_4_and_loses_no_other(write: Write) -> None:
    program = (
        "import sys\n"
        "import mcaudit.app.auditing as auditing\n"
        "whole = auditing.read_profile\n"
        "auditing.read_profile = lambda e, p: 1 / 0 if p.name == 'odd.yaml' else whole(e, p)\n"
        "sys.argv = ['mcaudit', 'check', *sys.argv[1:], '--format', 'json']\n"
        "from mcaudit.cli.entry import run\n"
        "run()"
    )
    odd, plain = write(MINIMAL, "odd.yaml"), write(MINIMAL, "plain.yaml")
    done = programmed(program, odd, plain)
    assert done.returncode == 4
    assert len(json.loads(done.stdout)["audits"]) == 1
    assert "odd.yaml: error: mcaudit" in done.stderr


def test_what_is_for_programs_is_utf_8_on_every_code_page(write: Write) -> None:
    path = write(MINIMAL.replace("title: Minimal", "title: 漢 – “x”"))
    done = subprocess.run(
        [sys.executable, "-m", "mcaudit", "check", "--format", "json", str(path)],
        cwd=ROOT,
        env={"PATH": "", "PYTHONIOENCODING": "cp1252", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert json.loads(done.stdout.decode("utf-8"))["audits"][0]["profile"]["title"] == "漢 – “x”"


@pytest.mark.parametrize("command", ["check", "criteria", "facts", "explain 1F", "schema profile"])
def test_a_closed_output_is_an_error_that_is_reported(command: str) -> None:
    path = [COMPLETE] if command in ("check", "facts") else []
    done = shell(f'mcaudit {command} "$@" >&-', *path)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_output_follows_a_link_and_spares_what_is_no_file(run: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(target)
    assert run("check", "--format", "json", "--output", link, COMPLETE).code == 3
    assert link.is_symlink()
    assert target.is_file()
    assert run("check", "--output", "/dev/null", COMPLETE).code == 3
    assert not Path("/dev/null").is_file()


def test_output_never_overwrites_a_document_of_the_dossier(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "fictional"
    shutil.copytree(COMPLETE.parent, folder)
    rubric = folder / "documents" / "scoring-rubric.txt"
    before = rubric.read_bytes()
    assert run("check", "--output", rubric, folder / COMPLETE.name).code == 2
    assert rubric.read_bytes() == before


def test_a_path_longer_than_any_may_be_is_the_users_mistake(run: Run) -> None:
    assert run("check", "x" * 300).code == 2


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_name_is_cut_short_on_a_narrow_screen(run: Run, columns: int) -> None:
    shown = run("check", "-v", COMPLETE, env={"COLUMNS": str(columns)}).out
    table = shown[shown.index("Subcomponents") : shown.index("█ met")]
    assert "…" not in table
    assert "micro-credential" in table
