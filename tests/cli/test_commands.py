"""The other commands: criteria, explain, schema, facts, help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from mcaudit import __version__
from mcaudit.model import Edition
from mcaudit.render.catalogue import explained, names
from mcaudit.render.report import View
from tests.conftest import COMPLETE, ROOT, Ran

Run = Callable[..., Ran]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"mcaudit {__version__}\n"


@pytest.mark.parametrize("command", ["check", "report", "compare", "criteria", "explain", "schema", "facts"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert re.search(rf"Examples?:\n+\s+mcaudit {command}", done.out)


def test_shell_completion_is_offered(run: Run) -> None:
    done = run("--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert "_MCAUDIT_COMPLETE" in done.out or "MCAUDIT" in done.out.upper()


def test_the_edition_as_json_holds_its_contract(run: Run) -> None:
    document = json.loads(run("criteria", "--format", "json").out)
    subs = [sub for component in document["components"] for sub in component["subcomponents"]]
    assert (len(document["components"]), len(subs), len(document["sources"])) == (5, 24, 17)
    criteria = [criterion for sub in subs for criterion in sub["criteria"]]
    assert len(criteria) == 99
    for criterion in criteria:
        assert {"id", "level", "text", "decided_by", "any_of"} <= criterion.keys()
    for source in document["sources"]:
        assert {"id", "authors", "year", "title", "url"} <= source.keys()


def test_everything_in_the_edition_can_be_explained(edition: Edition) -> None:
    for name in names(edition):
        assert explained(edition, name, View()), name


def test_explain_does_not_mind_case_and_guesses(run: Run) -> None:
    assert run("explain", "1f-6").out == run("explain", "1F-6").out
    assert "did you mean 1F-6?" in " ".join(run("explain", "1F6").err.split())


def test_explain_says_what_passes_and_what_fails(run: Run) -> None:
    told = run("explain", "3F-1").out
    for expected in ("An example that passes", "An example that fails", "decided by", "remedy", "evidence", "source"):
        assert expected in told


@pytest.mark.parametrize("kind", ["profile", "audit", "subcomponent", "edition", "works", "vocabulary"])
def test_every_schema_is_one(run: Run, kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(run("schema", kind).out))


@pytest.mark.parametrize("level", ["required", "desired"])
def test_what_facts_prints_can_be_held_against_the_schema_with_rules(run: Run, level: str) -> None:
    schema = json.loads(run("schema", "profile", "--with", level).out)
    facts = json.loads(run("facts", COMPLETE).out)
    assert Draft202012Validator(schema).is_valid(facts)
    del facts["developers"]["title_and_description"]
    del facts["developers"]["competency_area"]
    assert not Draft202012Validator(schema).is_valid(facts)


def test_what_check_prints_as_json_holds_its_schema(run: Run) -> None:
    schema = json.loads(run("schema", "audit").out)
    document = json.loads(run("check", "--format", "json", "profiles", "no-such-file.yaml").out)
    errors = list(Draft202012Validator(schema).iter_errors(document))
    assert errors == []
    assert document["errors"]
    for audit in document["audits"]:
        counts = audit["counts"]["required"]
        parts = ("met", "partly_met", "unsupported", "awaiting_review", "not_met")
        assert sum(counts[part] for part in parts) == counts["total"]
        assert counts["total"] + counts["not_applicable"] + counts["waived"] == 68


@pytest.mark.parametrize("command", ["check", "report", "compare", "criteria", "explain", "schema", "facts"])
def test_the_readme_names_every_command_and_option(run: Run, command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"mcaudit {command}" in readme
    for option in set(re.findall(r"--[a-z]+", run(command, "--help").out)) - {"--help"}:
        assert f"`{option}" in readme, option
