"""The other commands: criteria, explain, schema, facts, help."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from jsonschema import Draft202012Validator

from mcaudit.cli import intake, main, review
from mcaudit.cli.lazy import Entry
from mcaudit.facts.labels import label
from mcaudit.media.writers.terminal import write as on_screen
from mcaudit.model import Edition, Level
from mcaudit.report.edition.explain import explained, names
from mcaudit.terms.run import View
from mcaudit.terms.words import OUTCOME
from mcaudit.version import __version__
from tests.conftest import COMPLETE, ROOT, Run, quick_in, requirements_of


def test_the_version_is_reported(run: Run) -> None:
    assert run("--version").out == f"mcaudit {__version__}\n"


ALONE = [name for name in main.COMMANDS if name not in ("review", "intake")]
GROUPS = [((), main.COMMANDS), (("review",), review.COMMANDS), (("intake",), intake.COMMANDS)]


@pytest.mark.parametrize("command", ALONE)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert re.search(rf"Examples?:\n+\s+mcaudit {command}", done.out)


@pytest.mark.parametrize("command", review.COMMANDS)
def test_every_command_of_reviews_has_help_with_an_example(run: Run, command: str) -> None:
    assert re.search(rf"Examples?:\n+\s+mcaudit review {command}", run("review", command, "--help").out)


@pytest.mark.parametrize("command", [*ALONE, *(f"review {name}" for name in review.COMMANDS), "intake read"])
def test_an_example_can_be_copied_into_a_shell_as_it_is_printed(run: Run, command: str) -> None:
    printed = run(*command.split(), "--help", env={"COLUMNS": "80"}).out
    examples = re.findall(r"(?m)^ +(mcaudit .+(?:\n +\S.*)*)$", printed.partition("Arguments:")[0])
    assert examples
    for example in examples:
        *folded, _ = example.splitlines()
        assert all(line.endswith(" \\") and len(line) < 80 for line in folded), example


@pytest.mark.parametrize(("group", "commands"), GROUPS)
def test_help_says_in_one_line_what_each_command_does(
    run: Run, group: tuple[str, ...], commands: Mapping[str, Entry]
) -> None:
    listed = run(*group, "--help", env={"COLUMNS": "80"}).out
    for name, entry in commands.items():
        assert re.search(rf"(?m)^  {name} +{re.escape(entry.summary)}$", listed), name


def test_help_loads_no_command() -> None:
    program = "import sys, mcaudit.cli.main as m\ntry:\n    m.app(['--help'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "mcaudit.cli.lazy" in done.stdout
    assert "mcaudit.cli.check" not in done.stdout
    assert "mcaudit.reading" not in done.stdout


def test_a_mistyped_command_is_reported_which_one_is_meant(run: Run) -> None:
    done = run("chekc")
    assert done.code == 2
    assert "check" in done.err


def test_shell_completion_is_offered(run: Run) -> None:
    done = run("--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert "_MCAUDIT_COMPLETE" in done.out or "MCAUDIT" in done.out.upper()


def test_the_edition_as_json_holds_its_contract(run: Run, edition: Edition) -> None:
    document = json.loads(run("criteria", "--format", "json").out)
    subs = [sub for component in document["components"] for sub in component["subcomponents"]]
    counts = (len(document["components"]), len(subs), len(document["sources"]))
    assert counts == (len(edition.components), len(edition.subcomponents), len(edition.works))
    criteria = [criterion for sub in subs for criterion in sub["criteria"]]
    assert [criterion["id"] for criterion in criteria] == [criterion.id for criterion in edition.criteria]
    for criterion in criteria:
        assert {
            "id",
            "level",
            "title",
            "text",
            "decided_by",
            "because",
            "any_of",
            "state",
            "stated_by",
        } <= criterion.keys()
    for source in document["sources"]:
        assert {"id", "authors", "year", "title", "url"} <= source.keys()


def shown(edition: Edition, name: str, view: View) -> str:
    """Return what explains something, or nothing."""
    return on_screen(explained((edition, name, partial(label, edition))), view).decode("utf-8")


@pytest.mark.parametrize("every", quick_in([7, 1], 2))
def test_everything_in_the_edition_can_be_explained(edition: Edition, every: int) -> None:
    for name in names(edition)[::every]:
        assert explained((edition, name, partial(label, edition))).opening, name


def test_explain_does_not_mind_case_and_guesses(run: Run) -> None:
    assert run("explain", "1f-6").out == run("explain", "1F-6").out
    assert "did you mean 1F-6?" in " ".join(run("explain", "1F6").err.split())
    assert "did you mean 2F-6 Size compared with courses?" in " ".join(run("explain", "grain size").err.split())


def test_explain_says_who_decides_what_settles_it_and_gives_an_example_of_each_outcome(run: Run) -> None:
    reported = run("explain", "3F-1").out
    assert reported.startswith("3F-1 Several resubmissions\n")
    for expected in (
        "who decides", "Facts decide it.", "state", "Depends on the state only where its policy sets a value.",
        "stated by", "to fix", "evidence", "source", "Met when", "Not met when",
        "Example: met\n", "Example: not met\n", "Example: goes to a reviewer\n", "Example: not addressed\n",
    ):  # fmt: skip
        assert expected in reported, expected


BLOCK = re.compile(r"^ *(Met when|Not met when|Example: [^\n]*)", re.MULTILINE)


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the YAML that explains a criterion, each with its heading."""
    parts = BLOCK.split(text)[1:]
    found = []
    for heading, rest in zip(parts[::2], parts[1::2], strict=True):
        lines = [line[4:] for line in rest.split("\n\n")[0].split("\n") if line.startswith("    ")]
        found.append((heading, "\n".join(lines)))
    return found


@pytest.mark.parametrize(
    "view", [pytest.param(View(width=40), marks=pytest.mark.slow), View(width=100, ascii=True)], ids=str
)
def test_what_explain_shows_can_be_copied_on_any_screen(edition: Edition, view: View) -> None:
    for criterion in edition.criteria:
        by_outcome: dict[str, Any] = {}
        for example in criterion.examples.all():
            by_outcome.setdefault(f"Example: {OUTCOME[example.gives]}", example.profile)
        wanted = [
            *([("Met when", criterion.met_when)] if criterion.met_when else []),
            *([("Not met when", criterion.not_met_when)] if criterion.not_met_when else []),
        ]
        text = shown(edition, criterion.id, view)
        assert text.isascii() or not view.ascii
        found = [(heading, yaml.safe_load(block)) for heading, block in blocks(text)]
        assert found[: len(wanted)] == wanted, criterion.id
        assert dict(found[len(wanted) :]) == by_outcome, criterion.id


@pytest.mark.parametrize("kind", ["profile", "audit", "subcomponent", "edition", "works", "vocabulary"])
def test_every_schema_is_one(run: Run, kind: str) -> None:
    jsonschema_rs.meta.validate(json.loads(run("schema", kind).out))


@pytest.mark.parametrize("level", ["required", "desired"])
@pytest.mark.parametrize("policy", [(), ("--policy", "illinois")], ids=["no policy", "illinois"])
def test_what_facts_prints_can_be_held_against_the_conditions(
    run: Run, edition: Edition, level: str, policy: tuple[str, ...]
) -> None:
    schema = json.loads(run("schema", "profile", "--with", level, *policy).out)
    profile = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
    facts = json.loads(run("facts", *policy, profile).out)
    assert facts["format"] == "mcaudit-facts/2"
    jsonschema_rs.meta.validate(schema)
    assert not Draft202012Validator(schema).is_valid(facts)
    criteria = {name.partition(".")[0] for name in schema["$defs"]}
    assert criteria == {criterion.id for criterion in edition.criteria if criterion.level == level}
    assert {name.partition(".")[2] for name in schema["$defs"]} == {"met_when", "not_met_when"}


def test_a_policy_changes_the_conditions_that_it_sets(run: Run) -> None:
    without, under = (
        json.loads(run("schema", "profile", "--with", "required", *policy).out)["$defs"]
        for policy in ((), ("--policy", "illinois"))
    )
    assert {name for name in without if without[name] != under[name]} == {
        "2B-2.met_when", "2B-2.not_met_when", "4A-5.met_when", "4A-5.not_met_when",
    }  # fmt: skip


def test_facts_are_those_of_a_day(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(COMPLETE.parent, tmp_path / "profiles"))
    derived = [
        json.loads(run("facts", "--date", day, folder / COMPLETE.name).out)["derived"]
        for day in ("2026-01-01", "2026-01-01", "2040-01-01")
    ]
    assert derived[0] == derived[1]
    assert derived[0]["dates_in_reach"] in (["yes"], ["no"])
    assert run("facts", "--date", "soon", COMPLETE).code == 2


def test_what_check_prints_as_json_holds_its_schema(run: Run, edition: Edition) -> None:
    schema = json.loads(run("schema", "audit").out)
    document = json.loads(run("check", "--format", "json", "profiles", "no-such-file.yaml").out)
    errors = list(Draft202012Validator(schema).iter_errors(document))
    assert errors == []
    assert document["errors"]
    for audit in document["audits"]:
        counts = audit["counts"]["required"]
        parts = ("met", "partly_met", "unsupported", "awaiting_review", "not_stated", "not_met")
        assert sum(counts[part] for part in parts) == counts["total"]
        assert counts["total"] + counts["not_applicable"] + counts["waived"] == requirements_of(edition, Level.REQUIRED)


@pytest.mark.parametrize("command", ALONE)
def test_the_readme_names_every_command_and_the_reference_every_option(run: Run, command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    options = (ROOT / "docs" / "reference" / "options.md").read_text(encoding="utf-8")
    assert f"mcaudit {command}" in readme
    for option in set(re.findall(r"--[a-z]+", run(command, "--help").out)) - {"--help"}:
        assert f"`{option}" in options, option


@pytest.mark.parametrize(
    "args",
    [
        (),
        pytest.param(("check",), marks=pytest.mark.slow),
        pytest.param(("review",), marks=pytest.mark.slow),
        ("review", "settle"),
    ],
    ids=" ".join,
)
def test_help_says_the_same_where_python_leaves_docstrings_out(run: Run, args: tuple[str, ...]) -> None:
    assert run(*args, "--help", env={"PYTHONOPTIMIZE": "2"}).out == run(*args, "--help").out


@pytest.mark.slow
@pytest.mark.parametrize("command", [("criteria",), ("explain", "1F-6")], ids=["criteria", "explain"])
def test_the_edition_is_written_in_every_medium(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    for ending in ("html", "pdf", "md", "txt"):
        done = run(*command, "-o", tmp_path / f"x.{ending}")
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / f"x.{ending}").stat().st_size > 500
