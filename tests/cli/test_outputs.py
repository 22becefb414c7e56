"""`mcaudit check --output`: what goes where, what is refused, and that nothing which is read is ever written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mcaudit.app.formats import format_names
from tests.cli.test_report import tree
from tests.conftest import COMPLETE, MINIMAL, ROOT, Run, Write, folded

BEGINNINGS = {
    "concise": "minimal.yaml: error: 1A Title and description of the micro-credential: not addressed: 1A-1 ",
    "csv": "\ufeffrow,path,line,column,profile,",
    "github": "::error file=minimal.yaml,line=1,title=mcaudit",
    "gitlab": '[\n{\n "description": "Minimal: incomplete at the endorsement gate. ',
    "json": '{\n  "format": "mcaudit-audit/2"',
    "junit": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites',
    "markdown": "# mcaudit: endorsement gate",
    "sarif": '{\n "$schema"',
    "terminal": "Minimal\n",
}
ENDINGS = {".json": "json", ".csv": "csv", ".xml": "junit", ".md": "markdown", ".sarif": "sarif", ".txt": "terminal"}


@pytest.fixture
def folder(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a profile in it, and no CI server around it."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    write(MINIMAL, "minimal.yaml")
    return tmp_path


def read(path: Path) -> str:
    """Return what is in a file, byte for byte."""
    return path.read_bytes().decode("utf-8")


# --- what goes where -------------------------------------------------------------------------------


def test_every_format_has_a_beginning_here() -> None:
    assert tuple(sorted(BEGINNINGS)) == format_names()


@pytest.mark.parametrize("format", BEGINNINGS)
def test_a_named_output_stands_beside_the_screen(run: Run, folder: Path, format: str) -> None:
    done = run("check", "minimal.yaml", "--output", f"{format}=out", cwd=folder)
    assert (done.code, done.out, done.err) == (1, run("check", "minimal.yaml", cwd=folder).out, "")
    assert read(folder / "out").startswith(BEGINNINGS[format])


@pytest.mark.parametrize("format", BEGINNINGS)
def test_a_plain_output_takes_the_place_of_the_screen(run: Run, folder: Path, format: str) -> None:
    done = run("check", "minimal.yaml", "--format", format, "--output", "out.json", cwd=folder)
    assert (done.code, done.out, done.err) == (1, "", "")
    assert read(folder / "out.json").startswith(BEGINNINGS[format])


@pytest.mark.parametrize("ending", [*ENDINGS, ".XML", ".yaml", ""])
def test_a_plain_output_is_of_the_format_that_its_ending_means(run: Run, folder: Path, ending: str) -> None:
    assert run("check", "minimal.yaml", "--output", f"out{ending}", cwd=folder).out == ""
    assert read(folder / f"out{ending}").startswith(BEGINNINGS[ENDINGS.get(ending.lower(), "terminal")])


def test_as_many_as_are_wanted_are_written_at_once(run: Run, folder: Path) -> None:
    outputs = [part for format in format_names() for part in ("--output", f"{format}={format}.out")]
    done = run("check", "minimal.yaml", *outputs, "--format", "concise", cwd=folder)
    assert done.out == read(folder / "concise.out")
    for format in format_names():
        alone = run("check", "minimal.yaml", "--format", format, "--output", f"{format}.alone", cwd=folder)
        assert alone.code == 1
        assert read(folder / f"{format}.out") == read(folder / f"{format}.alone")


def test_one_format_may_go_to_several_files(run: Run, folder: Path) -> None:
    run("check", "minimal.yaml", "-o", "json=a", "-o", "json=b", "-o", "c.json", cwd=folder)
    assert read(folder / "a") == read(folder / "b") == read(folder / "c.json")


def test_a_file_has_no_colour_and_a_width_of_its_own(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    done = run("check", "minimal.yaml", "--color", "always", "-o", "terminal=out", cwd=folder)
    assert "\x1b[" in done.out
    assert "\x1b[" not in read(folder / "out")
    assert max(map(len, read(folder / "out").split("\n"))) > 40


def test_a_name_with_an_equals_sign_is_a_file_where_a_folder_is_named(run: Run, folder: Path) -> None:
    assert run("check", "minimal.yaml", "-o", "./json=a.txt", cwd=folder).out == ""
    assert run("check", "minimal.yaml", "-o", "csv=a=b.txt", cwd=folder).out != ""
    assert read(folder / "json=a.txt").startswith("Minimal\n")
    assert read(folder / "a=b.txt").startswith(BEGINNINGS["csv"])


def test_an_output_in_the_folder_that_is_searched_is_no_profile_next_time(run: Run, folder: Path) -> None:
    # What is not JSON, and has a name that says so, would be in doubt.
    suffixes = {"gitlab": "json", "json": "json", "sarif": "json"}
    named = [f"{format}={folder / format}.{suffixes.get(format, 'txt')}" for format in format_names()]
    outputs = [part for name in named for part in ("--output", name)]
    assert run("check", ".", *outputs, cwd=folder).code == 1
    again = run("check", ".", "--format", "json", cwd=folder)
    assert (again.code, json.loads(again.out)["errors"]) == (1, [])


# --- usage -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outputs", "shown"),
    [
        pytest.param(["a.csv", "a.csv"], "two outputs go to a.csv", id="two plain"),
        pytest.param(["docx=a"], "“docx” is not one of concise, csv, github, gitlab,", id="unknown format"),
        pytest.param(["=a"], "“” is not one of concise", id="no format"),
        pytest.param(["json="], "give a file after json=", id="no file"),
        pytest.param(["json=a", "csv=a"], "two outputs go to a", id="one file twice"),
        pytest.param(["json=a", "csv=../here/./a"], "two outputs go to ../here/a", id="one file by two names"),
        pytest.param(["a", "csv=a"], "two outputs go to a", id="plain and named"),
        pytest.param(["json=a", "csv=link"], "two outputs go to link", id="through a link"),
    ],
)
def test_what_is_meant_otherwise_is_refused_with_nothing_written(
    run: Run, folder: Path, outputs: list[str], shown: str
) -> None:
    inner = folder / "here"
    inner.mkdir()
    (inner / "link").symlink_to("a")
    before = tree(folder)
    done = run("check", "../minimal.yaml", *(part for each in outputs for part in ("-o", each)), cwd=inner)
    assert done.code == 2
    assert shown in folded(done.err)
    assert tree(folder) == before


def test_an_unknown_format_for_the_screen_is_refused(run: Run, folder: Path) -> None:
    done = run("check", "minimal.yaml", "--format", "docx", cwd=folder)
    assert done.code == 2
    assert all(name in done.err for name in format_names())


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        ("json=no/a.json", "error: no/a.json cannot be written: there is no folder no; make it first\n"),
        ("no/a.json", "error: no/a.json cannot be written: there is no folder no; make it first\n"),
        ("json=folder", "error: folder cannot be written: it is a folder; name a file in it\n"),
        ("json=minimal.yaml/a", "error: minimal.yaml/a cannot be written: not a directory\n"),
        ("", "error: . cannot be written: it is a folder; name a file in it\n"),
    ],
)
def test_a_place_that_cannot_be_is_reported_before_anything_is_written(
    run: Run, folder: Path, output: str, shown: str
) -> None:
    (folder / "folder").mkdir()
    before = tree(folder)
    done = run("check", "minimal.yaml", "-o", "csv=a.csv", "-o", output, cwd=folder)
    assert (done.code, done.out, done.err) == (2, "", shown)
    assert tree(folder) == before


# --- never over what is read -----------------------------------------------------------------------


def keeps(run: Run, folder: Path, file: Path, *args: str | Path) -> None:
    """Assert that no output, plain or named, directly or through a link, writes over a file that is read."""
    link = folder / "link"
    link.symlink_to(file)
    before = tree(folder)
    for output in (f"json={file}", f"json={link}"):
        done = run("check", *args, "-o", "csv=a.csv", "-o", output, cwd=folder)
        assert done.code == 2, output
        assert "is one of the files that are read; write to another file" in done.err
        (folder / "a.csv").unlink(missing_ok=True)
        assert tree(folder) == before
    assert run("check", *args, "-o", file, cwd=folder).code == 2
    assert tree(folder) == before


def test_no_output_goes_over_a_profile(run: Run, folder: Path) -> None:
    keeps(run, folder, folder / "minimal.yaml", "minimal.yaml")
    (folder / "link").unlink()
    keeps(run, folder, folder / "minimal.yaml", ".")


def test_no_output_goes_over_a_profile_that_cannot_be_read(run: Run, folder: Path, write: Write) -> None:
    broken = write("format: mcaudit-profile/1\nid: [", "broken.yaml")
    keeps(run, folder, broken, "broken.yaml", "minimal.yaml")


def test_no_output_goes_over_the_earlier_audit(run: Run, folder: Path) -> None:
    run("check", "minimal.yaml", "-o", "before.json", cwd=folder)
    keeps(run, folder, folder / "before.json", "minimal.yaml", "--since", "before.json")


def test_no_output_goes_over_a_document_of_the_dossier(run: Run, folder: Path) -> None:
    shutil.copytree(COMPLETE.parent, folder / "fictional")
    rubric = folder / "fictional" / "documents" / "scoring-rubric.txt"
    keeps(run, folder, rubric, "fictional")


def test_no_output_goes_over_a_document_of_a_profile_that_is_not_valid(run: Run, folder: Path) -> None:
    shutil.copytree(COMPLETE.parent, folder / "fictional")
    profile = folder / "fictional" / COMPLETE.name
    profile.write_text(profile.read_text("utf-8").replace("\nstate: OH", "\nstate: XX"), encoding="utf-8")
    rubric = folder / "fictional" / "documents" / "scoring-rubric.txt"
    before = rubric.read_bytes()
    assert run("check", profile, "-o", rubric, cwd=folder).code == 2
    assert rubric.read_bytes() == before


def test_no_output_goes_over_the_policy(run: Run, folder: Path) -> None:
    policy = folder / "ours.yaml"
    shutil.copy(ROOT / "criteria" / "policies" / "illinois.yaml", policy)
    keeps(run, folder, policy, "minimal.yaml", "--policy", "ours.yaml")


def test_no_output_goes_over_the_configuration(run: Run, folder: Path, write: Write) -> None:
    found = write("format: mcaudit-config/1\n", "mcaudit.yaml")
    keeps(run, folder, found, "minimal.yaml")
    (folder / "link").unlink()
    given = write("format: mcaudit-config/1\n", "given.yaml")
    keeps(run, folder, given, "minimal.yaml", "--config", "given.yaml")


def test_no_output_goes_over_a_file_of_the_edition(run: Run, folder: Path) -> None:
    shutil.copytree(ROOT / "criteria" / "v1.0", folder / "ours")
    keeps(run, folder, folder / "ours" / "sources.yaml", "minimal.yaml", "--edition", "ours")


# --- what cannot be written ------------------------------------------------------------------------

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("format", format_names())
def test_one_output_that_fails_loses_no_other(run: Run, folder: Path, format: str) -> None:
    screen = run("check", "minimal.yaml", "-o", "json=alone.json", cwd=folder).out
    outputs = ("-o", "json=a.json", "-o", f"{format}={FULL}", "-o", "csv=b.csv")
    done = run("check", "minimal.yaml", *outputs, cwd=folder)
    assert (done.code, done.out) == (2, screen)
    assert done.err == "error: /dev/full cannot be written: no space left on device\n"
    assert read(folder / "a.json") == read(folder / "alone.json")
    assert read(folder / "b.csv").startswith(BEGINNINGS["csv"])
    assert sorted(tree(folder)) == ["a.json", "alone.json", "b.csv", "minimal.yaml"]


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_where_nothing_can_be_written_nothing_false_is_reported(run: Run, folder: Path, write: Write) -> None:
    write(MINIMAL.replace("id: minimal", "id: second"), "second.yaml")
    run("check", "minimal.yaml", "second.yaml", "-o", "before.json", cwd=folder)
    done = run("check", "minimal.yaml", "second.yaml", "--since", "before.json", "-o", FULL, cwd=folder)
    assert done.code == 2
    assert "no profile of that id was audited" not in done.err


# --- the summary of a job --------------------------------------------------------------------------


def test_beside_comments_a_summary_goes_where_the_server_says(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("check", "minimal.yaml", "--format", "concise", cwd=folder)
    assert read(summary) == "before\n"
    assert run("check", "minimal.yaml", "--format", "github", cwd=folder).code == 1
    assert read(summary).startswith("before\n# mcaudit: endorsement gate\n")


def test_a_summary_that_cannot_be_written_is_reported_and_loses_nothing_else(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "no" / "summary.md"))
    done = run("check", "minimal.yaml", "-o", "github=a.txt", "-o", "json=a.json", cwd=folder)
    assert done.code == 2
    assert "summary.md cannot be written" in done.err
    assert json.loads(read(folder / "a.json"))["audits"]


def test_a_summary_stops_at_what_the_server_shows(
    run: Run, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        write(MINIMAL.replace("id: minimal", f"id: minimal-{number}"), f"many/{number}.yaml")
    (folder / "summary.md").write_text("x" * 900_000, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    assert run("check", "many", "--format", "github", cwd=folder).code == 1
    summary = read(folder / "summary.md")
    assert summary.endswith("\nMore was found than a summary can show; the log has all of it.\n")
    assert 950_000 < len(summary.encode()) < 1_048_576


def test_one_audit_goes_into_a_document_with_what_changed_since(run: Run, folder: Path) -> None:
    earlier = folder / "earlier.json"
    run("check", "minimal.yaml", "-o", earlier, cwd=folder)
    done = run("check", "minimal.yaml", "--since", earlier, "-o", "html=a.x", "-o", "json=a.json", cwd=folder)
    assert done.code == 1
    assert done.out.startswith("Minimal\n")
    page = (folder / "a.x").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Since the audit of " in page
    assert json.loads(read(folder / "a.json"))["audits"]
    alone = run("check", "minimal.yaml", "-o", "alone.html", cwd=folder)
    assert (alone.code, alone.out) == (1, "")


def test_a_document_holds_one_audit(run: Run, folder: Path) -> None:
    (folder / "second.yaml").write_text((folder / "minimal.yaml").read_text("utf-8").replace("minimal", "second"))
    done = run("check", ".", "-o", "html=a.html", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert "a.html holds one profile; use `mcaudit report PATH… -o FOLDER --format html`" in done.err
    assert not (folder / "a.html").exists()


def test_a_document_never_overwrites_a_profile(run: Run, folder: Path) -> None:
    before = (folder / "minimal.yaml").read_bytes()
    done = run("check", "minimal.yaml", "-o", "html=minimal.yaml", cwd=folder)
    assert done.code == 2
    assert "minimal.yaml" in done.err
    assert (folder / "minimal.yaml").read_bytes() == before


def test_a_document_is_for_the_agency_of_the_configuration(run: Run, folder: Path) -> None:
    agency = "agency: {name: Ohio Example Board, contact: {email: licensure@example.org}}\n"
    (folder / "mcaudit.yaml").write_text(f"format: mcaudit-config/1\n{agency}", encoding="utf-8")
    assert run("check", "minimal.yaml", "-o", "a.html", cwd=folder).code == 1
    assert "Ohio Example Board" in read(folder / "a.html")
