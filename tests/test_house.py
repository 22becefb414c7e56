"""The code keeps the rules of the house: which way imports point, what a file may be, and what the tools say."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import jsonschema_rs
import pytest

from mcaudit.reading.packaged import criteria_folder
from tests.conftest import ROOT

PACKAGE = ROOT / "mcaudit"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""Every module of mcaudit by its dotted name."""

_BASE = {"mcaudit.model", "mcaudit.errors", "mcaudit.contracts"}
_OUT = ("looks", "blocks", "media", "terms", "report", "exchange")
_PURE = ("reading", "forms", "facts", "settings")
_JUDGES = ("audit", "review", "comparison", "importers", "accept", "credentials")
MAY_IMPORT: dict[str, set[str]] = {
    "mcaudit": {*_BASE, "mcaudit.app"},
    "mcaudit.version": set(),
    "mcaudit.late": set(),
    "mcaudit.contracts": set(),
    "mcaudit.model": {"mcaudit.contracts"},
    "mcaudit.errors": set(),
    **{f"mcaudit.{part}": _BASE for part in _PURE},
    "mcaudit.looks": set(),
    "mcaudit.blocks": {"mcaudit.looks"},
    "mcaudit.media": {"mcaudit.errors", "mcaudit.looks", "mcaudit.blocks"},
    "mcaudit.terms": {*_BASE, "mcaudit.looks"},
    "mcaudit.report": {*_BASE, "mcaudit.looks", "mcaudit.blocks", "mcaudit.terms"},
    "mcaudit.exchange": {*_BASE, "mcaudit.looks", "mcaudit.media", "mcaudit.terms"},
    "mcaudit.forms": {*_BASE, *(f"mcaudit.{part}" for part in _OUT)},
    "mcaudit.audit": {*_BASE, "mcaudit.facts", "mcaudit.settings"},
    "mcaudit.review": {*_BASE, "mcaudit.facts", "mcaudit.audit"},
    "mcaudit.importers": _BASE,
    "mcaudit.credentials": {*_BASE, "mcaudit.media", "mcaudit.terms"},
    "mcaudit.comparison": {*_BASE, "mcaudit.facts", "mcaudit.audit"},
    "mcaudit.accept": {*_BASE, "mcaudit.facts", "mcaudit.settings", "mcaudit.audit", "mcaudit.review"},
    "mcaudit.table": {*_BASE, "mcaudit.reading", "mcaudit.audit", "mcaudit.comparison", "mcaudit.exchange"},
    "mcaudit.app": {*_BASE, "mcaudit.table", *(f"mcaudit.{part}" for part in (*_PURE, *_OUT, *_JUDGES))},
    "mcaudit.cli": {*_BASE, *(f"mcaudit.{part}" for part in (*_PURE, *_OUT, *_JUDGES, "app"))},
    "mcaudit.__main__": {"mcaudit.cli"},
}
"""A part of mcaudit → the other parts that it may import. The version and late loading are for all."""


def part_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imported(source: str, module: str) -> Iterator[str]:
    """Yield the modules of mcaudit that a module's source imports, at its top or within a function."""
    for node in _statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written out, not relative"
            within = f"{node.module}"
            names = [f"{within}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else within for name in names]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] == "mcaudit")


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements within a node, at any depth; to walk every expression as well takes seconds."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        inner = getattr(node, name, ())
        for each in inner if isinstance(inner, list) else ():
            yield each
            yield from _statements(each)


@cache
def arrows() -> dict[str, set[str]]:
    return {
        module: set(imported(path.read_text(encoding="utf-8"), module)) - {module} for module, path in MODULES.items()
    }


# --- imports ---------------------------------------------------------------------------------------


def test_imports_point_one_way() -> None:
    new = {part_of(module) for module in MODULES} - {*MAY_IMPORT}
    assert not new, "say above what each may import"
    wrong = {
        (module, name)
        for module, others in arrows().items()
        for name in {*map(part_of, others)} - {part_of(module), "mcaudit.version", "mcaudit.late"}
        if name not in MAY_IMPORT[part_of(module)]
    }
    assert not wrong


def test_no_module_imports_itself_in_a_circle() -> None:
    try:
        TopologicalSorter(arrows()).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import mcaudit.model", ["mcaudit.model"]),
        ("from mcaudit import errors", ["mcaudit.errors"]),
        ("from mcaudit.model import Level, Status", ["mcaudit.model", "mcaudit.model"]),
        ("from mcaudit.reading import text", ["mcaudit.reading.text"]),
        ("def late():\n    from mcaudit.cli.main import run", ["mcaudit.cli.main"]),
        ("import json\nfrom collections import abc", []),
    ],
    ids=["import", "from package", "from module", "from folder", "within a function", "of others"],
)
def test_imports_are_seen_in_each_form(source: str, expected: list[str]) -> None:
    assert list(imported(source, "somewhere")) == expected


# --- files -----------------------------------------------------------------------------------------


def test_a_module_says_in_a_sentence_what_it_is() -> None:
    said = {name: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for name, path in MODULES.items()}
    first = {name: (words or "").partition("\n\n")[0] for name, words in said.items()}
    wanting = [name for name, words in first.items() if not re.fullmatch(r".+[.:?]", words, re.DOTALL)]
    assert not wanting


def test_there_is_no_code_among_the_criteria() -> None:
    assert not [path for path in criteria_folder().rglob("*") if path.suffix in {".py", ".pyc", ".ipynb", ".js"}]


@pytest.mark.parametrize("path", sorted((PACKAGE / "schemas").glob("*")), ids=lambda path: path.name)
def test_a_packaged_schema_is_one(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert path.name.endswith(".schema.json")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    jsonschema_rs.meta.validate(schema)


_IGNORED = {
    line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n") if line.endswith("/")
}
_ELSEWHERE = re.compile("|".join((r"(?<![\w.])/" + "work/", r"\.\./" + "shared", r"(?<![\w.])/tmp" + "/v/")))
"""Folders on the machine of whoever wrote this, which nobody else has; put together, so as not to find itself."""


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every text file of the repository."""
    for path in sorted(ROOT.rglob("*")):
        name = path.relative_to(ROOT)
        if not path.is_file() or name.parts[0] == ".git" or _IGNORED.intersection(name.parts):
            continue
        try:
            yield name.as_posix(), path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_speaks_of_folders_that_only_its_author_has() -> None:
    found = {name: match.group() for name, text in texts() if (match := _ELSEWHERE.search(text))}
    assert not found


# --- tools -----------------------------------------------------------------------------------------


def _typed() -> list[str]:
    """Return the folders that pyproject.toml has mypy check, where they are there."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [name for name in settings["tool"]["mypy"]["files"] if (ROOT / name).exists()]


_SPELLED = (
    "mcaudit",
    "criteria",
    "docs",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "pyproject.toml",
)
"""What is read as American English; the pictures, typefaces, and compiled criteria among it are not text."""


def _prose(*places: tuple[str, str]) -> list[str]:
    """Return the files whose sentences proselint reads; it takes YAML and Python only by name."""
    return [
        path.relative_to(ROOT).as_posix() for place, ending in places for path in sorted((ROOT / place).rglob(ending))
    ]


_GUIDES = (*_prose(("docs", "*.md"), ("criteria", "*.md")), *(name for name in _SPELLED if name.endswith(".md")))
_CODE = _prose(("criteria", "*.yaml"), ("mcaudit", "*.py"))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "."], id="ruff check"),
        pytest.param(["ruff", "format", "--check", "."], id="ruff format"),
        pytest.param(["codespell_lib", *_SPELLED], id="codespell"),
        pytest.param(["proselint", "check", *_GUIDES], id="proselint of guides"),
        pytest.param(["proselint", "check", *_CODE], id="proselint of code", marks=pytest.mark.slow),
        pytest.param(["mypy", *_typed()], id="mypy", marks=pytest.mark.slow),
    ],
)
def test_a_tool_has_nothing_to_say(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=lambda path: path.name)
def test_a_command_is_options_a_call_and_an_exit_code(path: Path) -> None:
    """What takes more than 40 lines is a use case, which other programs want as well."""
    functions = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
    )
    long = [each.name for each in functions if (each.end_lineno or 0) - each.lineno + 1 > 40]
    assert not long
