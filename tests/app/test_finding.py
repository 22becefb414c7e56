"""Which files a command takes for profiles: the parsed `format` decides, and what is left out is said everywhere."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from mcaudit.app.formats import format_names
from tests.conftest import MINIMAL, Ran, Run, Write

ANSWERS = "developers: {}\nissuers: {}\n"
ABOUT_A_POLICY = "# Made after our rules, format: mcaudit-policy/1, of last year.\n"
LATIN = MINIMAL.replace("Minimal", "Caf\xe9").encode("latin-1")


def ids(done: Ran) -> list[str]:
    """Return the ids of the profiles that were audited."""
    return [audit["profile"]["id"] for audit in json.loads(done.out)["audits"]]


def skipped(done: Ran) -> dict[str, str]:
    """Return the names of the files that were left out, each with the reason."""
    return {Path(each["path"]).name: each["why"] for each in json.loads(done.out).get("skipped", ())}


# --- the parsed key decides ------------------------------------------------------------------------

PROFILES = {
    "a comment names another format": ABOUT_A_POLICY + MINIMAL,
    "a text names another format": MINIMAL.replace("Minimal", '"a, format: mcaudit-policy/1"'),
    "a block of text holds another format": f"note: |\n  x\n  format: mcaudit-policy/1\n{MINIMAL}",
    "an entry deeper down has another format": f"x: {{format: mcaudit-policy/1}}\n{MINIMAL}",
    "the key is quoted": MINIMAL.replace("format:", '"format":'),
    "the value is written with escapes": MINIMAL.replace("mcaudit-profile/1", '"\\x6dcaudit-profile/1"'),
    "the value is broken over two lines": MINIMAL.replace("mcaudit-profile/1", '"mcau\\\n  dit-profile/1"'),
    "the format is given twice": f"format: mcaudit-policy/1\n{MINIMAL}",
    "the format is an alias": f"x: &f mcaudit-profile/1\n{MINIMAL.replace('mcaudit-profile/1', '*f')}",
    "a second document has the profile": f"a: 1\n---\n{MINIMAL}",
    "the profile stands within a list": "- " + MINIMAL.replace("\n", "\n  ").rstrip() + "\n",
    "the profile stands under a name": "profile:\n  " + MINIMAL.replace("\n", "\n  ").rstrip() + "\n",
    "the format is written with capitals": MINIMAL.replace("mcaudit", "MCAudit"),
    "the format is misspelt": MINIMAL.replace("profile/1", "profle/1"),
    "the syntax is broken": MINIMAL + "about: [\n",
    "the encoding is not UTF-8": LATIN,
    "the encoding is UTF-16": MINIMAL.encode("utf-16"),
    "there is no format, but answers": ANSWERS,
    "there are answers, and a reference to a schema": f"$schema: x\n{ANSWERS}",
}


@pytest.mark.parametrize("content", PROFILES.values(), ids=PROFILES)
def test_what_may_be_a_profile_is_audited_or_an_error_in_a_folder_and_by_name(
    run: Run, write: Write, tmp_path: Path, content: str | bytes
) -> None:
    write(content, "all/odd.yaml")
    write(MINIMAL.replace("id: minimal", "id: other"), "all/other.yaml")
    for args in (("all",), ("--profiles-only", "all/odd.yaml", "all/other.yaml")):
        done = run("check", "--format", "json", *args, cwd=tmp_path)
        document = json.loads(done.out)
        assert len(document["audits"]) + len({error["path"] for error in document["errors"]}) == 2, done.err
        assert done.code in (1, 2)


@pytest.mark.parametrize(
    "content",
    [
        '{"a": "x, format: mcaudit-policy/1", "format": "mcaudit-profile/1", "id": "j", "title": "J", "state": "OH"}',
        '{"format": "mcaudit-profile\\u002f1", "id": "j", "title": "J", "state": "OH"}',
        '{"format": "mcaudit-policy/1", "format": "mcaudit-profile/1"}',
        '{"profile": {"format": "mcaudit-profile/1"}}',
        '{"format": "mcaudit-profile/1",',
    ],
    ids=["text", "escape", "twice", "within", "broken"],
)
def test_the_same_holds_for_json(run: Run, write: Write, tmp_path: Path, content: str) -> None:
    write(content, "odd.json")
    for args in ((".",), ("--profiles-only", "odd.json")):
        document = json.loads(run("check", "--format", "json", *args, cwd=tmp_path).out)
        assert document["audits"] or document["errors"]


OTHERS = {
    "policy.yaml": f"# not a format: mcaudit-profile/1\nformat: mcaudit-policy/1\nnote: {'long ' * 100}\n",
    "templates.yaml": "{{ .Values.x }}\n---\na: [\n",
    "workflow.yaml": "jobs: {a: {run: mcaudit check submissions}}\n",
    "tsconfig.json": '{"strict": true, // a comment\n}',
    "data.json": "[1, 2]\n",
}


def test_other_files_are_left_out_and_named_unless_they_are_something_else_of_ours(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write(MINIMAL, "minimal.yaml")
    for name, content in OTHERS.items():
        write(content, name)
    done = run("check", "--format", "json", ".", cwd=tmp_path)
    assert (done.code, ids(done), json.loads(done.out)["errors"]) == (1, ["minimal"], [])
    assert set(skipped(done)) == set(OTHERS) - {"policy.yaml"}
    named = run("check", "--format", "json", "--profiles-only", *OTHERS, cwd=tmp_path)
    assert (named.code, skipped(named)) == (0, skipped(done))


def test_what_says_something_else_and_answers_like_a_profile_is_named(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "minimal.yaml")
    write(f"format: mcaudit-policy/1\n{ANSWERS}", "odd.yaml")
    assert "odd.yaml" in skipped(run("check", "--format", "json", ".", cwd=tmp_path))


def test_a_large_audit_in_a_folder_is_not_taken_for_a_profile(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "minimal.yaml")
    write(json.dumps({"format": "mcaudit-audit/2", "audits": ["x" * 100] * 30_000}), "audits.json")
    done = run("check", "--format", "json", ".", cwd=tmp_path)
    assert (done.code, ids(done)) == (1, ["minimal"])


def test_a_profile_that_is_too_large_is_an_error(run: Run, write: Write, tmp_path: Path) -> None:
    write(f"{MINIMAL}about: {{note: {'long ' * 500_000}}}\n", "large.yaml")
    for args in ((".",), ("--profiles-only", "large.yaml")):
        assert run("check", *args, cwd=tmp_path).code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_a_folder_is_an_error_and_never_waited_for(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "all/a.yaml")
    write(MINIMAL.replace("minimal", "other"), "all/b.yaml")
    os.mkfifo(tmp_path / "all" / "x.yaml")
    os.mkfifo(tmp_path / "all" / ".gitignore")
    for command in (("check", "all"), ("compare", "all"), ("report", "all", "-o", "out", "-f", "md")):
        done = run(*command, cwd=tmp_path)
        assert (done.code, "x.yaml: error: this is not a regular file" in done.err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file")
def test_a_file_that_may_not_be_read_is_an_error(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "a.yaml").chmod(0)
    for args in ((".",), ("--profiles-only", "a.yaml")):
        done = run("check", *args, cwd=tmp_path)
        assert (done.code, "may not read" in done.err) == (2, True)


# --- files of editors, hidden folders, links -------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_an_editor_with_a_file_open_changes_nothing(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, "p.yaml")
    write(b"\0\x05\x16\x07\0\2\0\0Mac OS X", "._p.yaml")
    (tmp_path / ".#p.yaml").symlink_to("somebody@host.1234:1700000000")
    done = run("check", "--format", "json", ".", cwd=tmp_path)
    assert (done.code, ids(done), skipped(done)) == (1, ["minimal"], {})


@pytest.mark.parametrize("name", [".#q.yaml", "._q.yaml", ".drafts/q.yaml", "q.yaml.txt", "q.yml.bak"])
def test_a_profile_that_a_search_leaves_out_is_named(run: Run, write: Write, tmp_path: Path, name: str) -> None:
    write(MINIMAL, "p.yaml")
    write(MINIMAL, name)
    done = run("check", "--format", "json", ".", cwd=tmp_path)
    assert (done.code, ids(done), list(skipped(done))) == (1, ["minimal"], [Path(name).name])
    assert f"{name}" in done.err


def test_a_folder_without_profiles_is_named_beside_others(run: Run, write: Write, tmp_path: Path) -> None:
    """A mistyped folder must not look like one whose profiles all passed."""
    path, empty = write(MINIMAL), tmp_path / "submissions"
    empty.mkdir()
    assert skipped(run("check", path, empty, "--format", "json")) == {"submissions": "a folder without profiles"}
    assert f"skipped 1 file (a folder without profiles): {empty.as_posix()}" in run("check", path, empty).err
    assert run("check", empty).code == 2


@pytest.mark.parametrize("name", ["node_modules", ".git", ".venv", "__pycache__"])
def test_folders_of_tools_are_never_searched(run: Run, write: Write, tmp_path: Path, name: str) -> None:
    write(MINIMAL, "p.yaml")
    inside = write(MINIMAL.replace("minimal", "other"), f"{name}/q.yaml")
    done = run("check", "--format", "json", ".", cwd=tmp_path)
    assert (done.code, ids(done), skipped(done)) == (1, ["minimal"], {})
    assert ids(run("check", "--format", "json", inside, cwd=tmp_path)) == ["other"]


def test_a_hidden_profile_is_audited_like_any_other(run: Run, write: Write, tmp_path: Path) -> None:
    write(MINIMAL, ".p.yaml")
    assert ids(run("check", "--format", "json", ".", cwd=tmp_path)) == ["minimal"]


# --- what is ignored -------------------------------------------------------------------------------


@pytest.fixture
def repository(write: Write, tmp_path: Path) -> Path:
    """A repository with profiles in several folders."""
    write("", ".git/HEAD")
    for name in ("a", "draft-b", "old/c", "old/keep/d"):
        write(MINIMAL.replace("minimal", Path(name).name), f"in/{name}.yaml")
    return tmp_path


@pytest.mark.parametrize("file", [".gitignore", ".mcauditignore"])
@pytest.mark.parametrize(
    ("where", "lines", "audited"),
    [
        (".", "draft-*\n", ["a", "c", "d"]),
        ("in", "# old ones\n/old/\n", ["a", "draft-b"]),
        (".", "/in/old/*.yaml\n", ["a", "draft-b", "d"]),
        (".", "*.yaml\n!a.yaml\n", ["a"]),
        ("in/old", "*\n!keep/\n!d.yaml\n", ["a", "draft-b", "d"]),
    ],
)
def test_ignore_files_count_as_git_reads_them_and_what_they_leave_out_is_counted(
    run: Run, write: Write, repository: Path, file: str, where: str, lines: str, audited: list[str]
) -> None:
    write(lines, f"{where}/{file}")
    done = run("check", "--format", "json", "in", cwd=repository)
    assert ids(done) == audited
    label = Path(where, file).as_posix()
    lost = 4 - len(audited)
    assert f"skipped {lost} file{'s' if lost > 1 else ''} (ignored by {label}): in/" in done.err
    assert set(skipped(done).values()) == {f"ignored by {label}"}


def test_a_file_that_is_named_is_audited_whatever_ignores_it(run: Run, write: Write, repository: Path) -> None:
    write("*.yaml\n", ".gitignore")
    done = run("check", "--format", "json", "--profiles-only", "--exclude", "in/", "in/a.yaml", cwd=repository)
    assert ids(done) == ["a"]


def test_a_folder_that_is_named_is_searched_whatever_ignores_it(run: Run, write: Write, repository: Path) -> None:
    write("old/\nd.yaml\n", ".gitignore")
    write("d.yaml\n", "in/old/.gitignore")
    assert ids(run("check", "--format", "json", "in", cwd=repository)) == ["a", "draft-b"]
    assert ids(run("check", "--format", "json", "in/old", cwd=repository)) == ["c"]


def test_an_ignored_folder_with_nothing_of_ours_is_not_worth_a_word(run: Run, write: Write, repository: Path) -> None:
    write("build/\n", ".gitignore")
    write("{}", "in/build/a.json")
    assert run("check", "in", cwd=repository).err == ""


def test_exclude_leaves_out_what_its_patterns_name(run: Run, write: Write, repository: Path) -> None:
    def audited(*args: str, cwd: Path = repository) -> list[str]:
        return ids(run("check", "--format", "json", *args, cwd=cwd))

    assert audited("--exclude", "draft-*", "--exclude", "in/old/", "in") == ["a"]
    assert audited("--exclude", "old", "../in", cwd=repository / "in") == ["a", "draft-b"]
    assert "(ignored by --exclude)" in run("check", "--exclude", "old", "in", cwd=repository).err
    write("format: mcaudit-config/1\nexclude: [in/old/]\n", "mcaudit.yaml")
    assert audited(".", cwd=repository / "in") == ["a", "draft-b"]
    assert audited("--exclude", "a.yaml", ".", cwd=repository / "in") == ["draft-b", "c", "d"]


def test_a_pattern_that_cannot_be_read_is_refused(run: Run, repository: Path) -> None:
    done = run("check", "--exclude", "!", "in", cwd=repository)
    assert (done.code, "--exclude" in done.err) == (2, True)


@pytest.mark.parametrize("command", [("compare",), ("report", "-o", "out", "-f", "md"), ("review", "feedback")])
def test_every_command_says_what_it_left_out(
    run: Run, write: Write, repository: Path, command: tuple[str, ...]
) -> None:
    write("draft-*\n", ".gitignore")
    done = run(*command, "in", "--exclude", "c.yaml", cwd=repository)
    assert "(ignored by .gitignore): in/draft-b.yaml" in done.err
    assert "(ignored by --exclude): in/old/c.yaml" in done.err


# --- in every format -------------------------------------------------------------------------------


@pytest.mark.parametrize("format", format_names())
def test_every_format_says_what_was_left_out_and_which_configuration_was_used(
    run: Run, write: Write, repository: Path, format: str
) -> None:
    write("draft-*\n", ".gitignore")
    write("format: mcaudit-config/1\nexclude: [in/old/]\n", "mcaudit.yaml")
    done = run("check", "--format", format, "--output", f"{format}=out", "in", cwd=repository)
    for text in (done.out, (repository / "out").read_text("utf-8"), done.err):
        plain = " ".join(text.split()).replace("\\", "")
        assert "in/draft-b.yaml" in plain
        assert "in/old/c.yaml" in plain
        assert ".gitignore" in plain
        assert "mcaudit.yaml" in plain
