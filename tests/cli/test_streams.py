"""What reaches a terminal, a log or a program: names that are not text, text that would act, and color."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COMPLETE, MINIMAL, Run, Write
from tests.exchange.formats.shown import UNSAFE

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
OLD_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"}


# --- names of files that are not text ---------------------------------------------------------------


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder with two profiles in a folder of their own, the name of one of which is not UTF-8."""
    folder = tmp_path / "in"
    folder.mkdir()
    text = COMPLETE.read_text(encoding="utf-8")
    for name in (b"caf\xe9.yaml", "ünï.yaml".encode()):
        here = folder / os.fsdecode(name)
        here.write_text(text.replace("id: leading-", f"id: {'a' if name[:1] == b'c' else 'b'}-"), encoding="utf-8")
    return tmp_path


COMPARED = [part for kind in ("csv", "html", "json", "txt", "xlsx") for part in ("-o", f"out.{kind}")]
FED_BACK = [part for kind in ("csv", "html", "json", "txt") for part in ("-o", f"out.{kind}")]
COMMANDS = {
    "report": ("report", "in", "-o", "out", "--format", "html,json,md", "--depth", "summary"),
    "compare": ("compare", "in", *COMPARED),
    "compare on the screen": ("compare", "in", "--format", "json"),
    "feedback": ("review", "feedback", "in", *FED_BACK),
    "agreement": ("review", "agreement", "in"),
}
ON_PAPER = {
    "report": ("report", "in", "-o", "out", "--format", "pdf", "--depth", "summary"),
    "compare": ("compare", "in", "-o", "out.pdf"),
    "feedback": ("review", "feedback", "in", "-o", "out.pdf"),
}
OLD_OR_NEW = pytest.mark.parametrize("locale", [{}, OLD_LOCALE], ids=["utf-8", "old"])


@linux_only
@pytest.mark.parametrize(
    ("command", "locale"),
    [
        *(pytest.param(command, {}, id=command) for command in COMMANDS),
        # Python reads a locale as it starts.
        *(pytest.param(command, OLD_LOCALE, id=f"{command}, old", marks=pytest.mark.slow) for command in COMMANDS),
    ],
)
def test_a_name_that_is_no_text_is_shown_by_every_command(
    run: Run, odd: Path, command: str, locale: dict[str, str]
) -> None:
    done = run(*COMMANDS[command], cwd=odd, env=locale)
    assert (done.code, "bug" in done.err, "fault" in done.err) == (0, False, False), done.err
    written = [path for path in odd.rglob("out*/**/*") if path.is_file()] or list(odd.glob("out.*"))
    texts = (
        [done.out]
        if command.endswith("screen")
        else [each.read_bytes().decode("utf-8") for each in written if each.suffix in (".json", ".txt")]
    )
    for text in texts:
        assert "\ufffd" not in text
        assert "?.yaml" not in text
    if command == "compare on the screen":
        paths = [each["path"] for each in json.loads(done.out)["micro_credentials"]]
        assert sorted(paths) == ["in/caf\\xe9.yaml", "in/ünï.yaml"]


@linux_only
@pytest.mark.slow  # laying out pages takes seconds
@OLD_OR_NEW
@pytest.mark.parametrize("command", ON_PAPER)
def test_a_name_that_is_no_text_keeps_nothing_off_paper(
    run: Run, odd: Path, command: str, locale: dict[str, str]
) -> None:
    done = run(*ON_PAPER[command], cwd=odd, env=locale)
    assert (done.code, "bug" in done.err, "fault" in done.err) == (0, False, False), done.err
    assert [*odd.rglob("out*/*.pdf"), *odd.glob("out.pdf")]


@linux_only
@pytest.mark.parametrize("suffix", [".html", ".json", ".md"])
def test_a_document_of_a_profile_whose_name_is_no_text(run: Run, odd: Path, suffix: str) -> None:
    name = os.fsdecode(b"in/caf\xe9.yaml")
    assert run("report", name, "-o", f"out{suffix}", "--depth", "full", cwd=odd).code == 0
    assert (odd / f"out{suffix}").read_bytes().decode("utf-8")
    assert run("compare", "--versions", name, "in/ünï.yaml", "-o", f"two{suffix}", cwd=odd).code in (0, 2)


@linux_only
def test_an_audit_of_a_name_that_is_no_text_can_be_read_again(run: Run, odd: Path) -> None:
    assert run("check", "in", "-o", "json=before.json", cwd=odd).code == 1
    done = run("check", "in", "--since", "before.json", "--format", "json", cwd=odd)
    assert (done.code, done.err) == (1, "")
    assert all(
        {change["progress"] for change in audit["since"]["changes"]} == {"open"}
        for audit in json.loads(done.out)["audits"]
    )


@linux_only
def test_a_mistake_about_a_name_that_is_no_text_is_reported(run: Run, odd: Path) -> None:
    name = os.fsdecode(b"in/gone\xff.yaml")
    for command in (("check", name), ("report", "in", "-o", name), ("compare", name, "-o", f"{name}.doc")):
        done = run(*command, cwd=odd)
        assert done.code == 2
        assert "gone\\xff.yaml" in re.sub(r"[│\s]", "", done.err)


# --- text that would act on a terminal -------------------------------------------------------------

ACTING = "a\x9b31mb\u202ec\u200bd\u2028e\u2066f\ufeffg\U000e0041h"


@pytest.fixture
def acting(write: Write, tmp_path: Path) -> Path:
    """A folder with two profiles, in whose texts everything acts that may stand in a profile."""
    content = COMPLETE.read_text(encoding="utf-8")
    title = "title: Leading Restorative Circles"
    assert title in content
    escaped = f'"{"".join(f"{chr(92)}U{ord(mark):08x}" for mark in ACTING)}"'
    for name in ("one", "two"):
        text = content.replace(title, f"title: {escaped}").replace("id: leading-", f"id: {name}-")
        write(text, f"in/{name}.yaml")
    return tmp_path


DOCUMENTS = {
    "check": ("check", "in", "--format", "json"),
    "sarif": ("check", "in", "--format", "sarif"),
    "compare": ("compare", "in", "--format", "json"),
    "versions": ("compare", "--versions", "in/one.yaml", "in/two.yaml", "--format", "json"),
    "facts": ("facts", "in/one.yaml"),
}


@pytest.mark.parametrize("command", DOCUMENTS)
def test_nothing_in_json_acts_on_a_terminal(run: Run, acting: Path, command: str) -> None:
    done = run(*DOCUMENTS[command], cwd=acting)
    assert done.code in (0, 1)
    assert not UNSAFE.search(done.out)
    json.loads(done.out)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize("command", ["check", "compare", "facts"])
def test_what_json_says_is_what_the_profile_says(run: Run, acting: Path, command: str) -> None:
    done = run(*DOCUMENTS[command], cwd=acting)
    assert ACTING in set(texts(json.loads(done.out)))


def test_what_is_reported_beside_a_result_does_not_act_either(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "in/good.yaml")
    write("a: 1\n", "in/skipped\x1b[31m\u202e.yaml")
    done = run("check", "in", "-o", "out\x1b[2J", cwd=tmp_path)
    assert "skipped\\u001b[31m\\u202e.yaml" in done.err
    mistaken = run("report", "in", "-o", "out\u202e\x9b2J", cwd=tmp_path)
    assert mistaken.code == 2
    assert "out\\u202e\\u009b2J" in mistaken.err
    for reported in (done.err, mistaken.err):
        assert not UNSAFE.search(reported)


# --- text that a CI server would obey --------------------------------------------------------------

OBEYED = "##[error]x ::error::y " + " ".join(f"::add-mask::w{n} ##[debug]z{n}" for n in range(40))
IS_COMMAND = re.compile(r"(?m)^\s*::|##\[")
"""What GitHub's runner takes for a command: `::` after blanks at the beginning of a line, and `##[` anywhere."""
SCREENS = {
    **{name: ("check", "in", "--format", name) for name in ("concise", "csv", "json", "junit", "markdown", "sarif")},
    "terminal": ("check", "in/one.yaml", "--verbose"),
    "in color": ("check", "in/one.yaml", "--verbose", "--color", "always"),
    "compare": ("compare", "in"),
    "compare as csv": ("compare", "in", "--format", "csv"),
    "versions": ("compare", "--versions", "in/one.yaml", "in/two.yaml"),
    "facts": ("facts", "in/one.yaml"),
    "feedback": ("review", "feedback", "in"),
}


@pytest.fixture
def commanding(write: Write, tmp_path: Path) -> Path:
    """A folder with two profiles whose every response is full of commands."""
    for name in ("one", "two"):
        said = {"date": "2025-12-01", "text": f"{OBEYED} {name}"}
        responses = [{"criterion": criterion, **said} for criterion in ("1A-1", "1F-6", "2A-1")]
        content = MINIMAL.replace("minimal", name).replace("Minimal", f"::error::{name} ##[error]")
        write(f"{content}responses: {json.dumps(responses)}\n", f"in/{name}.yaml")
    return tmp_path


@pytest.mark.parametrize("screen", SCREENS)
def test_on_a_ci_server_no_text_is_a_command(
    run: Run, commanding: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    before = run(*SCREENS[screen], cwd=commanding)
    assert before.code in (0, 1)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for columns in ("47", "80", "100"):
        monkeypatch.setenv("COLUMNS", columns)
        done = run(*SCREENS[screen], cwd=commanding)
        assert done.code == before.code
        assert not IS_COMMAND.search(done.out)
        assert not IS_COMMAND.search(done.err)


def test_elsewhere_what_is_shown_for_people_stays_as_it_is(run: Run, commanding: Path) -> None:
    assert "##[debug]z1 " in run("check", "in", "--format", "concise", cwd=commanding).out


def test_what_goes_into_a_file_stays_as_it_is(run: Run, commanding: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run("check", "in", "-o", "concise=out.txt", cwd=commanding)
    assert "##[debug]z1 " in (commanding / "out.txt").read_text(encoding="utf-8")


def test_the_format_that_is_made_of_commands_still_commands(
    run: Run, commanding: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = run("check", "in", "--format", "github", cwd=commanding)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "in", "--format", "github", cwd=commanding).out == elsewhere.out
    assert elsewhere.out.startswith("::error ")


@pytest.mark.skipif(sys.platform == "win32", reason="no name of a file there has a colon or a line end")
@pytest.mark.parametrize(
    "command",
    [("check",), ("check", "--format", "json"), ("report", "-o", "out.doc"), ("compare", "-o", "out.doc")],
    ids=" ".join,
)
def test_on_a_ci_server_no_name_of_a_file_is_a_command(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write("a: [", "in/x\n::error::y ##[error]z.yaml")
    write("a: 1", "in/x\n  ::warning::y ##[error]z.yaml")
    names = sorted(path.relative_to(tmp_path) for path in (tmp_path / "in").iterdir())
    for paths in (["in"], names, ["::error::\n::debug::##[x].yaml"]):
        done = run(*command, *paths, cwd=tmp_path)
        assert done.code == 2
        assert not IS_COMMAND.search(done.err)
        assert not IS_COMMAND.search(done.out)


# --- where a code host looks for a file ------------------------------------------------------------


def files_of(format: str, out: str) -> set[str]:
    """Return the files that an output is about."""
    if format == "sarif":
        found = [
            r["locations"][0]["physicalLocation"]["artifactLocation"] for r in json.loads(out)["runs"][0]["results"]
        ]
        assert {each.get("uriBaseId") for each in found} == {"%SRCROOT%"}
        return {each["uri"] for each in found}
    return set(re.findall({"github": r"[ ,]file=([^,:]+)", "junit": r' file="([^"]+)"'}[format], out))


@pytest.mark.parametrize("format", ["github", "sarif", "junit"])
@pytest.mark.parametrize("way", ["relative", "absolute", "up"])
def test_paths_begin_where_the_repository_begins(run: Run, write: Write, tmp_path: Path, format: str, way: str) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    write(MINIMAL, "repo/agency/submissions/p.yaml")
    write("format: mcaudit-profile/1\nid: [", "repo/agency/submissions/broken.yaml")
    (tmp_path / "repo" / "other").mkdir()
    cwd, path = {
        "relative": ("repo/agency", "submissions"),
        "absolute": ("repo/agency", str(tmp_path / "repo" / "agency" / "submissions")),
        "up": ("repo/other", "../agency/submissions"),
    }[way]
    done = run("check", "--format", format, path, cwd=tmp_path / cwd)
    assert files_of(format, done.out) == {"agency/submissions/p.yaml", "agency/submissions/broken.yaml"}


@pytest.mark.parametrize("format", ["github", "sarif", "junit"])
def test_without_a_repository_paths_begin_at_the_servers_workspace(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    write(MINIMAL, "space/agency/p.yaml")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "space"))
    done = run("check", "--format", format, "p.yaml", cwd=tmp_path / "space" / "agency")
    assert files_of(format, done.out) == {"agency/p.yaml"}


@pytest.mark.parametrize("format", ["github", "sarif", "junit"])
def test_a_path_that_no_repository_holds_stays_as_it_was_given(
    run: Run, write: Write, tmp_path: Path, format: str
) -> None:
    write(MINIMAL, "alone/p.yaml")
    assert files_of(format, run("check", "--format", format, "alone", cwd=tmp_path).out) == {"alone/p.yaml"}
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    done = run("check", "--format", format, "../alone/p.yaml", cwd=tmp_path / "repo")
    if format != "sarif":
        assert files_of(format, done.out) == {"../alone/p.yaml"}
    else:
        assert '"uri": "../alone/p.yaml"' in done.out


# --- color -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "option", "wanted"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "true", "TERM": "dumb"}, (), True),
        ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"CLICOLOR_FORCE": "1"}, (), True),
        ({"CLICOLOR_FORCE": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, (), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
    ids=str,
)
@pytest.mark.parametrize("command", [("check", "profile.yaml"), ("explain", "1F-6")], ids=" ".join)
def test_color_is_used_where_it_is_asked_for(
    run: Run,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    env: dict[str, str],
    option: tuple[str, ...],
    wanted: bool,
) -> None:
    write(MINIMAL)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run(*command, *option, cwd=tmp_path).out) is wanted


@pytest.mark.parametrize("format", ["concise", "csv", "json", "junit", "github", "markdown", "sarif"])
def test_no_color_is_forced_on_what_programs_read(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    write(MINIMAL)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run("check", "profile.yaml", "--format", format, cwd=tmp_path).out
