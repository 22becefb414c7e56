"""`mcaudit report` as its users run it: what is written where, and what is refused with nothing written."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import COMPLETE, MINIMAL, Run, Write, folded
from tests.served import programmed, shell

WEAK = MINIMAL.replace("minimal", "weak")
BROKEN = "format: mcaudit-profile/1\nid: [\n"
CITING = MINIMAL + (
    "dossier:\n  rubric: {title: Rubric, kind: scoring_rubric, path: rubric.html, seen: '2026-01-01'}\n"
    "  notes: {title: Notes, kind: other, path: notes/kept.md, seen: '2026-01-01'}\n"
)
BEGINNINGS = {
    "html": b"<!doctype html>\n",
    "json": b'{\n  "format": "mcaudit-audit/2"',
    "md": b"# Minimal\n\nAudited January 1, 2026 for Ohio",
    "pdf": b"%PDF-1.7\n",
}


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder, hidden files as well; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


# --- one file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_the_kind_of_document_is_that_of_the_ending(run: Run, write: Write, tmp_path: Path, suffix: str) -> None:
    profile, out = write(MINIMAL), tmp_path / "out" / f"audit.{suffix.upper() if suffix == 'md' else suffix}"
    out.parent.mkdir()
    done = run("report", profile, "-o", out, "--depth", "summary")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert out.read_bytes().startswith(BEGINNINGS[suffix])
    assert list(tree(out.parent)) == [out.name]


def test_the_exit_code_says_whether_all_was_written_and_not_the_verdict(run: Run, write: Write, tmp_path: Path) -> None:
    for profile, gate, verdict in (
        (write(WEAK), "endorsement", "Not ready to endorse: "),
        (write(WEAK), "submission", "Not ready to submit: "),
        (COMPLETE, "endorsement", "Reviewers must decide "),
        (COMPLETE, "submission", "Ready."),
    ):
        out = tmp_path / "audit.md"
        done = run("report", profile, "-o", out, "--gate", gate, "--depth", "summary")
        assert (done.code, done.out, done.err) == (0, "", "")
        assert f"\n> **{verdict}" in out.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_replaced_and_keeps_nothing_of_what_it_held(
    run: Run, write: Write, tmp_path: Path
) -> None:
    out = write("x" * 100_000, "audit.md")
    assert run("report", write(MINIMAL), "-o", out, "--depth", "summary").code == 0
    assert out.read_bytes().startswith(BEGINNINGS["md"])
    assert b"xxx" not in out.read_bytes()
    assert set(tree(tmp_path)) == {"audit.md", "profile.yaml"}


def test_json_is_what_check_gives_at_every_depth(run: Run, tmp_path: Path) -> None:
    checked = run("check", COMPLETE, "--format", "json").out
    for depth in ("summary", "full"):
        out = tmp_path / f"{depth}.json"
        assert run("report", COMPLETE, "-o", out, "--depth", depth).code == 0
        assert json.loads(out.read_text(encoding="utf-8")) == json.loads(checked)


def test_depth_policy_gate_and_date_are_reported_in_the_document(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "audit.md"
    asked = ("--policy", "illinois", "--gate", "submission", "--date", "2026-03-31")
    assert run("report", COMPLETE, "-o", out, *asked).code == 0
    whole = out.read_text(encoding="utf-8")
    for shown in (
        "Audited March 31, 2026 for Illinois",
        "Illinois",
        "submit",
        "## 5 Recog",
    ):
        assert shown in whole
    assert run("report", COMPLETE, "-o", out, *asked, "--depth", "letter").code == 0
    letters = out.read_text(encoding="utf-8")
    assert "\nMarch 31, 2026\n" in letters
    assert "## 5 Recog" not in letters
    assert run("report", COMPLETE, "-o", out, "--depth", "summary").code == 0
    short = out.read_text(encoding="utf-8")
    assert "Audited January 1, 2026 for Ohio; no state policy was applied." in short
    assert "Dear " not in short
    assert len(short) < len(whole) / 10


def test_the_command_in_a_document_makes_it_again(run: Run, write: Write, tmp_path: Path) -> None:
    """A path may hold anything; what is copied into a shell must be that path and nothing else."""
    profile = write(MINIMAL, "it's; $(touch harmed) `touch harmed`/a profile.yaml")
    asked = ("--date", "2026-03-31", "--gate", "submission", "--policy", "tennessee", "--appendix", "all")
    first = tmp_path / "first.html"
    assert run("report", profile, "-o", first, *asked).code == 0
    command = unescape(re.findall(r"<code>(.*?)</code>", first.read_text(encoding="utf-8"))[-1])
    assert shlex.split(command)[:3] == ["mcaudit", "report", profile.as_posix()]
    again = tmp_path / "again"
    again.mkdir()
    done = shell(command, cwd=again)
    assert done.returncode == 0, done.stderr
    assert tree(again) == {"audit.html": first.read_bytes()}


def test_what_was_read_liberally_is_reported_on_standard_error(run: Run, write: Write, tmp_path: Path) -> None:
    profile = write(MINIMAL + "developers:\n  learning_resources: {resources: [{title: A book, cost: Free online}]}\n")
    done = run("report", profile, "-o", tmp_path / "audit.md", "--depth", "summary")
    assert (done.code, done.out) == (0, "")
    assert re.fullmatch(rf"{re.escape(profile.as_posix())}:6:\d+: warning: .+\n", done.err)


# --- a folder --------------------------------------------------------------------------------------


def test_a_folder_lies_as_the_profiles_do(run: Run, write: Write, tmp_path: Path) -> None:
    for place in ("ohio/a.yaml", "ohio/deep/b.v2.yml", "iowa/a.json"):
        text = json.dumps({"format": "mcaudit-profile/1", "id": "j", "title": "J", "state": "IA"})
        write(text if place.endswith("json") else MINIMAL, f"in/{place}")
    done = run("report", tmp_path / "in", "-o", tmp_path / "new" / "out", "-f", "html, MD,html", "--depth", "summary")
    notice = "note: `md` is now called `markdown`; the next release no longer takes the old name\n"
    assert (done.code, done.out, done.err) == (0, "", notice)
    files = [name for name, content in tree(tmp_path / "new" / "out").items() if content is not None]
    assert files == [
        *("iowa/a.html", "iowa/a.md", "ohio/a.html", "ohio/a.md", "ohio/deep/b.v2.html", "ohio/deep/b.v2.md"),
    ]
    assert b"for Iowa;" in (tmp_path / "new" / "out" / "iowa" / "a.md").read_bytes()


def test_one_profile_goes_into_a_folder_under_its_own_name(run: Run, write: Write, tmp_path: Path) -> None:
    profile = write(MINIMAL, "in/deep/one.yaml")
    assert run("report", profile, "-o", tmp_path / "out", "--format", "markdown", "--depth", "summary").code == 0
    assert list(tree(tmp_path / "out")) == ["one.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such file can be there")
def test_a_folder_holds_no_name_that_windows_cannot_write(run: Run, write: Write, tmp_path: Path) -> None:
    names = ("con", "AUX", "nul.v2", "com1", "lpt³", "console", "dot.", "blank ", "a:b?", "Sub./x", "prn/y")
    for number, name in enumerate(names):
        write(MINIMAL.replace("minimal", f"p{number}"), f"in/{name}.yaml")
    done = run("report", tmp_path / "in", "-o", tmp_path / "out", "-f", "markdown", "--depth", "summary")
    assert (done.code, done.err) == (0, "")
    assert sorted(name for name, content in tree(tmp_path / "out").items() if content is not None) == [
        *("AUX_.md", "Sub_/x.md", "a_b_.md", "blank_.md", "com1_.md", "con_.md", "console.md", "dot_.md", "lpt³_.md"),
        *("nul_.v2.md", "prn_/y.md"),
    ]


def test_what_cannot_be_read_or_written_stops_none_of_the_others(run: Run, write: Write, tmp_path: Path) -> None:
    for name in ("a", "c", "d"):
        write(MINIMAL.replace("minimal", name), f"in/{name}.yaml")
    broken = write(BROKEN, "in/b.yaml")
    (tmp_path / "out" / "c.md").mkdir(parents=True)
    done = run("report", tmp_path / "in", "-o", tmp_path / "out", "--format", "markdown", "--depth", "summary")
    assert (done.code, done.out) == (2, "")
    first, second = (line for line in done.err.split("\n") if "error:" in line)
    assert first.startswith(f"{broken.as_posix()}:3:1: error: ")
    assert f"{tmp_path.as_posix()}/out/c.md cannot be written: " in second
    assert list(tree(tmp_path / "out")) == ["a.md", "c.md", "d.md"]


# --- refused ---------------------------------------------------------------------------------------


MISTAKES = {
    "ending": ("a.yaml -o x.docx", "x.docx: only `--depth letter` is written as .docx; else end its name in .html,"),
    "no ending": ("a.yaml -o x", "x does not say what to write"),
    "a folder": ("a.yaml -o out", "out does not say what to write"),
    "several": ("a.yaml b.yaml -o x.html", "2 profiles do not fit into one file"),
    "a folder of several": (". -o x.html", "3 profiles do not fit into one file"),
    "file and format": ("a.yaml -o x.html -f html", "x.html is the name of a file"),
    "a file as folder": ("a.yaml -o b.yaml -f html", "b.yaml is the name of a file"),
    "format": ("a.yaml -o out -f docx", "“docx” is not one of html, json, markdown, pdf"),
    "empty format": ("a.yaml -o out -f html,", "“” is not one of html, json, markdown, pdf"),
    "no output": ("a.yaml", "--output"),
    "no such folder": ("a.yaml -o no/such/x.html", "there is no folder no/such; make it first"),
    "in a file": ("a.yaml -o b.yaml/x.html", "cannot be written: not a directory"),
    "folder in a file": (". -o b.yaml/x -f markdown", "the folder b.yaml/x cannot be made: not a directory"),
    "is a folder": ("a.yaml -o is.html", "cannot be written: it is a folder; name a file in it"),
    "one name": (
        "same.yaml sub/same.yaml ./same.yaml same.json -o new -f markdown",
        "same.yaml and same.json would be written to the same files",
    ),
    "depth": ("a.yaml -o x.html --depth deep", "--depth"),
    "date": ("a.yaml -o x.html --date 31.3.2026", "“31.3.2026” is not a valid date"),
    "policy": ("a.yaml -o x.html --policy ohoi", "unknown policy `ohoi`"),
    "no profile": ("nothing.yaml -o x.html", "there is no such file"),
    "an empty folder": ("out -o x.html", "no profile was found in out"),
}
"""What is asked for, and what is printed."""


@pytest.mark.parametrize(("asked", "shown"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_reported_and_nothing_is_written(
    run: Run, write: Write, tmp_path: Path, asked: str, shown: str
) -> None:
    args = asked.split()
    work = tmp_path / "work"
    for name in ("a.yaml", "b.yaml", "same.yaml" if "same.yaml" in args else "c.yaml"):
        write(MINIMAL, f"work/{name}")
    if "same.yaml" in args:
        write(MINIMAL, "work/sub/same.yaml")
        write(json.dumps({"format": "mcaudit-profile/1", "id": "j", "title": "J", "state": "IA"}), "work/same.json")
    (work / "out").mkdir()
    (work / "is.html").mkdir()
    before = tree(work)
    done = run("report", *args, cwd=work)
    assert (done.code, done.out) == (2, "")
    assert shown in folded(done.err)
    assert folded(done.err).casefold().count("error") == 1
    assert "Traceback" not in done.err
    assert tree(work) == before


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("-o", "a.yaml.html"), id="by a link to it"),
        pytest.param(("-o", "sub/../rubric.html"), id="a document"),
        pytest.param(("-o", "linked.html"), id="a document by a link"),
        pytest.param(("-o", "notes", "-f", "markdown"), id="a document in a folder"),
    ],
)
def test_no_input_is_overwritten(run: Run, write: Write, tmp_path: Path, args: tuple[str, ...]) -> None:
    work = tmp_path / "work"
    write(CITING, "work/kept.yaml")
    write("The rubric.", "work/rubric.html")
    write("The notes.", "work/notes/kept.md")
    (work / "sub").mkdir()
    (work / "linked.html").symlink_to("rubric.html")
    (work / "a.yaml.html").symlink_to("kept.yaml")
    before = tree(work)
    done = run("report", "kept.yaml", *args, cwd=work)
    assert (done.code, done.out) == (2, "")
    assert "is one of the files that are read; write to another file" in done.err
    assert tree(work) == before


def test_a_missing_document_of_a_dossier_is_not_made_by_writing_there(run: Run, write: Write, tmp_path: Path) -> None:
    profile = write(CITING)
    done = run("report", profile, "-o", tmp_path / "rubric.html")
    assert done.code == 2
    assert "is one of the files that are read" in done.err
    assert list(tree(tmp_path)) == ["profile.yaml"]


def test_a_document_of_another_profile_is_not_overwritten_either(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "in/rubric.yaml")
    write(BROKEN, "in/a.yaml")
    write(CITING, "in/z.yaml")
    rubric = write("The rubric.", "in/rubric.html")
    done = run("report", tmp_path / "in", "-o", tmp_path / "in", "-f", "html", "--depth", "summary")
    assert done.code == 2
    assert f"{rubric.as_posix()} is one of the files that are read" in done.err
    assert rubric.read_text(encoding="utf-8") == "The rubric."
    assert set(tree(tmp_path / "in")) == {"a.yaml", "rubric.html", "rubric.yaml", "z.html", "z.yaml"}


def test_a_folder_that_cannot_be_opened_is_the_users_mistake(tmp_path: Path) -> None:
    program = (
        "import sys\nimport mcaudit.cli.main as main\nimport mcaudit.app.preparing as preparing\n"
        "from mcaudit.errors import Problem\n"
        "preparing.find_profiles = lambda *_, **__: ((), (Problem(path='shut', message='cannot be opened'),), ())\n"
        "for output in (['x.html'], ['out', '-f', 'html']):\n"
        "    sys.argv = ['mcaudit', 'report', 'shut', '-o', *output]\n"
        "    try: main.run()\n"
        "    except SystemExit as left: print(left.code)\n"
    )
    done = programmed(program, cwd=tmp_path)
    assert done.stdout.split() == ["2", "2"]
    assert done.stderr == "shut: error: cannot be opened\n" * 2
    assert tree(tmp_path) == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_reported(run: Run, write: Write, tmp_path: Path) -> None:
    profile, out = write(MINIMAL), tmp_path / "full.html"
    out.symlink_to("/dev/full")
    done = run("report", profile, "-o", out, "--depth", "summary")
    assert (done.code, done.out) == (2, "")
    assert f"{out.as_posix()} cannot be written: no space left on device" in done.err
    assert set(os.listdir(tmp_path)) == {"full.html", "profile.yaml"}  # noqa: PTH208


def test_a_disk_that_fills_up_keeps_what_was_there_before(write: Write, tmp_path: Path) -> None:
    """The kernel stops the file at 4 KB, in the middle of the document."""
    profile, out = write(MINIMAL), write("what was there before", "audit.html")
    program = (
        "import resource, signal\nfrom mcaudit.cli.entry import run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\nrun()"
    )
    done = programmed(program, "report", profile, "-o", out, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{out.as_posix()} cannot be written: file too large" in done.stderr
    assert tree(tmp_path) == {"audit.html": b"what was there before", "profile.yaml": profile.read_bytes()}


# --- without Pango ---------------------------------------------------------------------------------


def test_without_pango_a_pdf_is_refused_in_a_sentence_and_the_rest_is_written(
    run: Run, write: Write, tmp_path: Path
) -> None:
    """Python finds this WeasyPrint before the installed one, as a module is looked for in the current folder first."""
    work = tmp_path / "work"
    write("raise OSError('cannot load library libpango-1.0-0')\n", "work/weasyprint.py")
    write(MINIMAL, "work/a.yaml")
    fresh = {"PYTHONHASHSEED": "0"}  # a process that starts anew, since a copy has the real one loaded
    command = ("report", "a.yaml", "-o", "out", "-f", "html,markdown,json,pdf", "--depth", "summary")
    done = run(*command, cwd=work, env=fresh)
    assert (done.code, done.out) == (2, "")
    sentence = r"a\.yaml: error: a PDF needs the library Pango, [^\n]*`apt-get install [^\n]*`[^\n]*\n"
    assert re.fullmatch(sentence, done.err)
    assert list(tree(work / "out")) == ["a.html", "a.json", "a.md"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has such a folder")
def test_a_folder_that_takes_no_files_is_not_said_to_be_missing(run: Run, write: Write) -> None:
    done = run("report", write(MINIMAL), "-o", "/proc/x.html")
    assert (done.code, "the folder /proc takes no new files" in folded(done.err)) == (2, True)
