"""Configurations: where they are looked for, what is refused in YAML and in TOML, and what they say of options."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mcaudit.errors import Problem
from mcaudit.reading.config.find import find_config
from mcaudit.reading.config.read import options_of, read_config
from mcaudit.reading.limits import MAX_BYTES
from tests.conftest import Write, faults_in

YAML = "format: mcaudit-config/1\n"
TOML = "[tool.mcaudit]\n"


def problems(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a configuration."""
    return faults_in(read_config, path)


def shown(path: Path) -> list[tuple[int | None, int | None, str, str]]:
    """Return line, column, message and help of everything that is wrong with a configuration."""
    return [(each.line, each.column, each.message, each.help) for each in problems(path)]


# --- finding ---------------------------------------------------------------------------------------


@pytest.fixture
def repository(write: Write, tmp_path: Path) -> Path:
    """A folder in which a repository begins, with `a/b` in it."""
    write("", ".git/HEAD")
    (tmp_path / "a" / "b").mkdir(parents=True)
    return tmp_path


def test_a_folder_without_any_has_none(repository: Path) -> None:
    assert find_config(repository / "a" / "b") is None


def test_at_the_top_of_the_disk_the_search_ends(tmp_path: Path) -> None:
    assert find_config(Path(tmp_path.anchor)) is None


def test_the_nearest_above_is_found(repository: Path, write: Write) -> None:
    top = write(YAML, "mcaudit.yaml")
    assert find_config(repository) == top
    assert find_config(repository / "a" / "b") == top
    nearer = write(YAML, "a/mcaudit.yaml")
    assert find_config(repository / "a" / "b") == nearer
    assert find_config(repository) == top


@pytest.mark.parametrize("name", [".hg", ".svn", ".jj", ".bzr", "_darcs", ".fslckout"])
def test_the_search_ends_where_any_kind_of_repository_begins(write: Write, tmp_path: Path, name: str) -> None:
    write(YAML, "mcaudit.yaml")
    write("", f"a/{name}/format")
    assert find_config(tmp_path / "a") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owner here")
@pytest.mark.parametrize("name", ["mcaudit.yaml", "pyproject.toml"])
@pytest.mark.parametrize("of_another", ["file", "folder"])
def test_a_configuration_of_another_user_is_refused_and_not_passed_over(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, of_another: str
) -> None:
    theirs = write(YAML if name == "mcaudit.yaml" else TOML, f"shared/{name}")
    (tmp_path / "shared" / "mine").mkdir()
    found = Path.stat

    def stat(path: Path, **options: bool) -> os.stat_result:
        info = found(path, **options)
        is_theirs = path == (theirs if of_another == "file" else theirs.parent)
        return os.stat_result((*info[:4], 4711 if is_theirs else os.geteuid(), *info[5:]))

    monkeypatch.setattr(Path, "stat", stat)
    for folder in (tmp_path / "shared" / "mine", tmp_path / "shared"):
        (problem,) = faults_in(find_config, folder)
        assert problem.path == theirs.as_posix()
        assert "belongs to another user" in problem.message
        assert "--config" in problem.help


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_where_the_repository_begins_the_search_ends(write: Write, tmp_path: Path, mark: str) -> None:
    write(YAML, "mcaudit.yaml")
    write("gitdir: elsewhere", "a/.git" if mark == "file" else "a/.git/HEAD")
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b") is None
    own = write(YAML, "a/mcaudit.yaml")
    assert find_config(tmp_path / "a" / "b") == own


def test_its_own_file_comes_before_that_of_the_project(repository: Path, write: Write) -> None:
    project = write(TOML, "pyproject.toml")
    assert find_config(repository) == project
    own = write(YAML, "mcaudit.yaml")
    assert find_config(repository) == own


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[tool.other]\nmcaudit = 1\n",
        'tool = "none"\n',
        "[tool]\n",
        "[tool.other\n",
        b"\xff\xfe",
        "a = " + "1" * 5000,
        "a = " + "[" * 20_000,
    ],
    ids=["empty", "of another tool", "no table", "no tool", "broken", "no text", "a long number", "nested deeply"],
)
def test_a_project_that_does_not_speak_of_mcaudit_is_passed_over(
    repository: Path, write: Write, content: str | bytes
) -> None:
    top = write(YAML, "mcaudit.yaml")
    write(content, "a/pyproject.toml")
    assert find_config(repository / "a") == top


@pytest.mark.parametrize(
    "content",
    ["[tool.mcaudit.check]\ngate = 'submission'\n", "tool.mcaudit.check.gate = 'submission'\n", "[project]\n" + TOML],
)
def test_a_byte_order_mark_hides_nothing(repository: Path, write: Write, content: str) -> None:
    project = write(b"\xef\xbb\xbf" + content.encode(), "pyproject.toml")
    assert find_config(repository / "a") == project
    read_config(project)


@pytest.mark.parametrize(
    "content",
    [
        "[tool.mcaudit\n",
        "[tool.mcaudit]\npolicy = illinois\n",
        "x = [\n[tool.'mcaudit']\n",
        'x = [\n[tool."\\u006dcaudit"]\n',
        TOML.encode("utf-16"),
        "# caf\xe9\n[tool.mcaudit]\n".encode("latin-1"),
        TOML + "#" * MAX_BYTES,
    ],
)
def test_a_broken_project_that_speaks_of_mcaudit_is_not_passed_over(
    repository: Path, write: Write, content: str | bytes
) -> None:
    write(YAML, "mcaudit.yaml")
    broken = write(content, "a/pyproject.toml")
    assert find_config(repository / "a") == broken


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("name", ["mcaudit.yaml", "pyproject.toml"])
def test_a_pipe_of_its_name_is_an_error_and_never_waited_for(repository: Path, name: str) -> None:
    os.mkfifo(repository / name)
    assert find_config(repository / "a") == repository / name
    assert "not a regular file" in problems(repository / name)[0].message


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read every file")
@pytest.mark.parametrize("name", ["mcaudit.yaml", "pyproject.toml"])
def test_what_may_not_be_read_is_an_error(repository: Path, write: Write, name: str) -> None:
    shut = write("", name)
    shut.chmod(0)
    assert find_config(repository) == shut
    assert "may not read" in problems(shut)[0].message


def test_a_folder_that_cannot_be_searched_is_an_error(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "lstat", shut)
    assert "a configuration may lie here" in faults_in(find_config, repository)[0].message


@pytest.mark.parametrize("name", ["mcaudit.yml", ".mcaudit.yaml", ".mcaudit.yml"])
def test_a_file_with_nearly_its_name_is_reported_and_not_passed_over(repository: Path, write: Write, name: str) -> None:
    misnamed = write(YAML, name)
    (problem,) = faults_in(find_config, repository / "a")
    assert (problem.path, problem.help) == (misnamed.as_posix(), "call it mcaudit.yaml")


def test_a_folder_of_its_name_is_no_configuration(repository: Path) -> None:
    (repository / "mcaudit.yaml").mkdir()
    (repository / "pyproject.toml").mkdir()
    (repository / "mcaudit.yml").mkdir()
    assert find_config(repository) is None


# --- what is read ----------------------------------------------------------------------------------

WHOLE = {
    "paths": ["submissions"],
    "policy": "illinois",
    "edition": "ours",
    "color": "never",
    "exclude": ["drafts/"],
    "check": {
        "gate": "submission",
        "format": "concise",
        "output": ["json=audit.json"],
        "select": ["required", 3],
        "ignore": ["met"],
        "verbose": True,
    },
    "report": {"gate": "submission", "depth": "summary", "format": "html,pdf"},
}
WHOLE_TOML = """
[project]
name = "submissions"

[tool.mcaudit]
paths = ["submissions"]
policy = "illinois"
edition = "ours"
color = "never"
exclude = ["drafts/"]

[tool.mcaudit.check]
gate = "submission"
format = "concise"
output = ["json=audit.json"]
select = ["required", 3]
ignore = ["met"]
verbose = true

[tool.mcaudit.report]
gate = "submission"
depth = "summary"
format = "html,pdf"
"""


def test_everything_that_it_may_say_is_read_alike_in_yaml_and_in_toml(write: Write) -> None:
    own = read_config(write({"format": "mcaudit-config/1", **WHOLE}, "mcaudit.yaml"))
    assert own == {"format": "mcaudit-config/1", **WHOLE}
    assert read_config(write(WHOLE_TOML, "pyproject.toml")) == WHOLE


@pytest.mark.parametrize("content", [TOML, TOML + 'format = "mcaudit-config/1"\n'], ids=["bare", "with its format"])
def test_a_table_may_be_empty_and_may_say_its_format(write: Write, content: str) -> None:
    read_config(write(content, "pyproject.toml"))


@pytest.mark.parametrize(
    "content", ["- a\n", "text\n", "policy: illinois\n", "{}\n"], ids=["list", "text", "keys", "nothing"]
)
def test_yaml_that_does_not_say_what_it_is_is_refused(write: Write, content: str) -> None:
    ((line, _, message, help),) = shown(write(content, "mcaudit.yaml"))
    assert (line, message) == (1, "this is not a configuration")
    assert help == "a configuration begins with the line `format: mcaudit-config/1`"


MISTAKES = (
    ("polici", '"illinois"', "unknown key `polici` in the file", "did you mean `policy`?"),
    ("policy", "3", "`policy` must be text, but is the number 3", ""),
    ("policy", '" "', "`policy` is “ ”, which is not valid", ""),
    ("color", '"alway"', "`color` must be auto, always or never, but is “alway”", "did you mean `always`?"),
    ("paths", '"a"', "`paths` must be a list (each entry on a line that begins with `- `), but is “a”", ""),
    ("paths", "[]", "`paths` is empty", "write something, or remove the line"),
    ("check", "[]", "`check` must be a group of entries (`name: value`, indented), but is a list", ""),
    ("format", '"mcaudit-config/9"', "must be mcaudit-config/1", "did you mean `mcaudit-config/1`?"),
)
WITHIN = (
    (
        "gate",
        '"submision"',
        "`gate` must be endorsement or submission, but is “submision”",
        "did you mean `submission`?",
    ),
    ("verbos", "true", "unknown key `verbos` in `check`", "did you mean `verbose`?"),
    ("verbose", '"yes"', "`verbose` must be true or false, but is “yes”", ""),
    ("select", "[1.5]", "entry 1 of `select` must be text or a whole number, but is the number 1.5", ""),
    ("output", "[3]", "entry 1 of `output` must be text, but is the number 3", ""),
    ("output", '["a\\u0000b"]', "entry 1 of `output` is “a\0b”, which is not valid", ""),
    (
        "output",
        '["json=../a.json"]',
        "`output` is “../a.json”, which is outside the folder of the configuration",
        "name a file below the folder of the configuration",
    ),
    (
        "output",
        '["json=.git/hooks/pre-commit"]',
        "`output` is “.git/hooks/pre-commit”, which is a hidden file or in a hidden folder",
        "name a file below",
    ),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[0]} {mistake[1]}")
def test_a_mistake_is_reported_with_its_place_and_remedy(write: Write, mistake: tuple[str, str, str, str]) -> None:
    key, value, message, help = mistake
    head = "" if key == "format" else YAML
    for path, line in (
        (write(f"{head}{key}: {value}\n", "mcaudit.yaml"), 1 if key == "format" else 2),
        (write(f"{TOML}{key} = {value}\n", "pyproject.toml"), 2),
    ):
        ((at, column, said, remedy),) = shown(path)
        assert (at, message in said, remedy.startswith(help)) == (line, True, True), (said, remedy)
        assert column is not None


@pytest.mark.parametrize("mistake", WITHIN, ids=lambda mistake: f"{mistake[0]} {mistake[1]}")
def test_a_mistake_about_one_command_is_reported_with_its_place_and_remedy(
    write: Write, mistake: tuple[str, str, str, str]
) -> None:
    key, value, message, help = mistake
    for path, line, column in (
        (write(f"{YAML}check:\n  {key}: {value}\n", "mcaudit.yaml"), 3, None),
        (write(f"{TOML}[tool.mcaudit.check]\n  {key} = {value}\n", "pyproject.toml"), 3, 3),
        (write(f"{TOML}check.{key} = {value}\n", "dotted.toml"), 2, 1),
    ):
        ((at, where, said, remedy),) = shown(path)
        assert (at, said, remedy.startswith(help)) == (line, message, True)
        assert column in (None, where)


def test_every_mistake_is_reported_in_the_order_of_the_file(write: Write) -> None:
    yaml = write(YAML + "polici: a\ncheck: {gat: b}\ncolor: red\n", "mcaudit.yaml")
    toml = write(TOML + 'polici = "a"\ncolor = "red"\n[tool.mcaudit.check]\ngat = "b"\n', "pyproject.toml")
    assert [line for line, *_ in shown(yaml)] == [2, 3, 4]
    assert [line for line, *_ in shown(toml)] == [2, 3, 5]


# --- files that are not configurations ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["mcaudit.yaml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "the file is empty", id="empty"),
        pytest.param(" \n", "the file is empty", id="blank"),
        pytest.param("#" * (MAX_BYTES + 1), "at most 2,097,152 are read", id="huge"),
        pytest.param(b"\xff\xfea\0", "UTF-8 is needed", id="UTF-16"),
    ],
)
def test_what_is_no_text_to_read_is_refused_without_advice_about_profiles(
    write: Write, name: str, content: str | bytes, message: str
) -> None:
    (problem,) = problems(write(content, name))
    assert message in problem.message
    assert "profile" not in problem.help


def test_yaml_of_comments_alone_is_refused_without_advice_about_profiles(write: Write) -> None:
    (problem,) = problems(write("# policy: illinois\n", "mcaudit.yaml"))
    assert "comments" in problem.message
    assert "profile" not in problem.help


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert [problem.message for problem in problems(tmp_path / "no.yaml")] == ["there is no such file"]
    assert [problem.message for problem in problems(tmp_path / "no.toml")] == ["there is no such file"]


def test_broken_yaml_is_reported_with_its_place(write: Write) -> None:
    ((line, column, *_),) = shown(write(YAML + "paths: [a\n", "mcaudit.yaml"))
    assert (line, column) == (3, 1)


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        pytest.param(TOML + "policy = \n", 2, 10, "this is not TOML: ", id="no value"),
        pytest.param(TOML + "\npolicy illinois\n", 3, 8, "this is not TOML: ", id="no equals"),
        pytest.param(TOML + 'policy = "a"\npolicy = "b"\n', 3, 13, "this is not TOML: ", id="twice"),
        pytest.param(TOML + 'policy = "', None, None, "this is not TOML: ", id="at its end"),
    ],
)
def test_broken_toml_is_reported_with_its_place(
    write: Write, content: str, line: int | None, column: int | None, message: str
) -> None:
    ((at, where, said, help),) = shown(write(content, "pyproject.toml"))
    assert (at, where, help) == (line, column, "see toml.io for how it is written")
    assert said.startswith(message)


@pytest.mark.parametrize("content", ["[project]\n", "tool = 3\n", "[tool.other]\n"])
def test_toml_without_the_table_is_refused_where_it_was_asked_for(write: Write, content: str) -> None:
    ((_, _, message, help),) = shown(write(content, "pyproject.toml"))
    assert (message, help) == ("it has no table [tool.mcaudit]", "add one, or write mcaudit.yaml")


def test_toml_in_which_the_table_is_something_else_is_refused(write: Write) -> None:
    ((_, _, message, _),) = shown(write("[tool]\nmcaudit = 3\n", "pyproject.toml"))
    assert message == "the file must be a group of entries (`name: value`, indented), but is the number 3"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{TOML}policy = {'[' * 20_000}", id="nested deeply"),
        pytest.param(f"{TOML}policy = {'1' * 5000}", id="a long number"),
        pytest.param(f"{TOML}policy = {'[' * 60}{']' * 60}", id="nested somewhat"),
    ],
)
def test_toml_that_no_person_writes_is_refused(write: Write, content: str) -> None:
    assert problems(write(content, "pyproject.toml"))


# --- where a mistake stands in TOML ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        pytest.param('[ tool . "mcaudit" ] # ours\n"policy" = 3\n', 2, 1, id="quoted"),
        pytest.param('[project]\npolicy = "a"\n[tool.mcaudit]\n\npolicy = 3\n', 5, 1, id="after another table"),
        pytest.param('[tool.mcaudit]\npolicy = 3\n[tool.other]\npolicy = "a"\n', 2, 1, id="before another table"),
        pytest.param('[tool.mcaudit]\npolicy = 3\n[[tool.other]]\npolicy = "a"\n', 2, 1, id="before a list of tables"),
        pytest.param("[tool.mcaudit]\npaths = [\n  3,\n]\n", 2, 1, id="in a list"),
        pytest.param("# first\n[tool.mcaudit.check]\ngate = 3\n", 3, 1, id="in a table within"),
        pytest.param("\r\n[tool.mcaudit]\r\npolicy = 3\r\n", 3, 1, id="with the line ends of Windows"),
        pytest.param("# \u2028 \u0085\n[tool.mcaudit]\npolicy = 3\n", 3, 1, id="after rare line ends"),
    ],
)
def test_a_mistake_in_toml_is_reported_where_it_stands(write: Write, content: str, line: int, column: int) -> None:
    ((at, where, *_),) = shown(write(content, "pyproject.toml"))
    assert (at, where) == (line, column)


@pytest.mark.parametrize("content", ["tool.mcaudit.policy = 3\n", "[tool]\nmcaudit = {policy = 3}\n"])
def test_a_mistake_of_which_the_line_is_not_known_is_reported_anyway(write: Write, content: str) -> None:
    ((_, _, message, _),) = shown(write(content, "pyproject.toml"))
    assert message == "`policy` must be text, but is the number 3"


@pytest.mark.parametrize("value", ["2026-01-01", "07:30:00", "2026-01-01T07:30:00Z"])
def test_a_date_of_toml_is_called_no_list(write: Write, value: str) -> None:
    ((line, _, message, _),) = shown(write(f"{TOML}policy = {value}\n", "pyproject.toml"))
    assert line == 2
    assert "must be text, but is the date or time" in message
    assert "list" not in message


# --- as options ------------------------------------------------------------------------------------

NAMES = ("illinois", "none")


@pytest.mark.parametrize(
    ("config", "command", "expected"),
    [
        ({}, "check", {}),
        ({"format": "mcaudit-config/1"}, "check", {}),
        ({"color": "never", "check": {"gate": "submission"}}, "explain", {"color": "never"}),
        ({"color": "never", "check": {"gate": "submission"}}, "check", {"color": "never", "gate": "submission"}),
        ({"check": {"verbose": True}, "report": {"depth": "summary"}}, "report", {"depth": "summary"}),
        ({"policy": "illinois"}, "check", {"policy": "illinois"}),
        ({"policy": "none"}, "facts", {"policy": "none"}),
        ({"check": {"select": ["1A", 3], "ignore": [1]}}, "check", {"select": ["1A", "3"], "ignore": ["1"]}),
    ],
)
def test_a_command_is_reported_what_is_its_own_and_what_all_share(
    config: Mapping[str, Any], command: str, expected: Mapping[str, Any]
) -> None:
    assert options_of(config, command, ".", NAMES) == expected


@pytest.mark.parametrize(
    ("config", "folder", "expected"),
    [
        ({"policy": "ours.yaml"}, ".", {"policy": "ours.yaml"}),
        ({"policy": "ours.yaml"}, "..", {"policy": "../ours.yaml"}),
        ({"policy": "../ours.yaml"}, "a/b", {"policy": "a/ours.yaml"}),
        ({"policy": "/rules/ours.yaml"}, "..", {"policy": "/rules/ours.yaml"}),
        ({"edition": "ours"}, "..", {"edition": "../ours"}),
        ({"paths": ["a", "b/c.yaml", "."]}, "../..", {"paths": ["../../a", "../../b/c.yaml", "../.."]}),
        ({"check": {"output": ["a.json"]}}, "..", {"output": ["../a.json"]}),
        ({"check": {"output": ["sarif=out/a.sarif"]}}, "..", {"output": ["sarif=../out/a.sarif"]}),
        ({"check": {"output": ["json=/out/a.json"]}}, "..", {"output": ["json=/out/a.json"]}),
    ],
)
def test_paths_lead_from_the_folder_of_the_configuration(
    config: Mapping[str, Any], folder: str, expected: Mapping[str, Any]
) -> None:
    assert options_of(config, "check", folder, NAMES) == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("json=year=2026/a.json", "json=../year=2026/a.json"),
        ("./year=2026/a.json", "../year=2026/a.json"),
        ("/out/year=2026.json", "/out/year=2026.json"),
    ],
)
def test_an_equals_sign_in_a_folder_is_no_format(output: str, expected: str) -> None:
    assert options_of({"check": {"output": [output]}}, "check", "..", NAMES) == {"output": [expected]}


def test_a_file_with_the_name_of_a_shipped_policy_stays_a_file() -> None:
    given = options_of({"policy": "./illinois"}, "check", ".", NAMES)["policy"]
    assert given != "illinois"


def test_patterns_of_paths_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    paths = options_of({"check": {"paths": ["*.yaml", "none-*.yaml", "plain"]}}, "check", ".", NAMES)["paths"]
    assert paths == ["a.yaml", "b.yaml", "none-*.yaml", "plain"]
