"""The GitHub Action, step by step with bash: what a submitter sees, and that nothing slips through green."""

from __future__ import annotations

import json
import shlex
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, ROOT
from tests.gating.conftest import (
    EXAMPLE,
    GOOD,
    HIDDEN,
    MISSPELT,
    NO_FORMAT,
    NO_RELIABILITY,
    TOO_SHORT,
    Weaken,
    line_of,
)
from tests.gating.runner import Command, Composite, Named, Runner, commands, loaded, repository

pytestmark = pytest.mark.slow  # they install the project, and run as GitHub does

Installed = dict[str, Named]
WORKFLOW = EXAMPLE / ".github" / "workflows" / "mcaudit.yml"


def comments(done: Composite) -> list[Command]:
    """Return what GitHub shows, without the notice that says which configuration was used."""
    return [command for command in done.commands() if command.name != "notice"]


# --- what it comes to ------------------------------------------------------------------------------


def test_a_good_profile_passes_and_says_so(runner: Runner, installed: Installed) -> None:
    done = runner.composite({}, done=installed)
    assert done.code == 0
    assert (done.outputs["verdict"], done.outputs["exit-code"]) == ("ready", "0")
    assert "**ready** at the submission gate" in done.summary
    (notice,) = done.commands()
    assert (notice.name, "mcaudit.yaml" in notice.text) == ("notice", True)


def test_a_weak_profile_fails_with_comments_on_the_lines_concerned(
    runner: Runner, installed: Installed, weaken: Weaken
) -> None:
    weak = weaken(HIDDEN, TOO_SHORT, NO_RELIABILITY)
    done = runner.composite({}, done=installed)
    assert done.code == 1
    assert (done.outputs["verdict"], done.outputs["exit-code"]) == ("not_ready", "1")
    shown = comments(done)
    verdict, hidden, hours, reliability = shown
    assert {command.name for command in shown} == {"error"}
    assert {command.properties["file"] for command in shown} == {weak}
    assert "not ready at the submission gate" in verdict.text
    assert hidden.text.startswith("1F-2 Everything visible: not met, on facts: ")
    assert "“anything hidden” is yes" in hidden.text
    assert "\n  To fix: " in hidden.text
    assert "found 12, the policy has at least 15" in hours.text
    assert int(hours.properties["line"]) == line_of(runner.workspace / weak, "typical_hours: 12")
    assert reliability.text.startswith("3C Proficiency definition and scoring rubric: not addressed: 3C-1 ")
    assert "line" not in reliability.properties
    for name in ("1F-2", "2F-1", "3C-1"):
        assert name in done.summary


def test_each_output_is_a_whole_file_that_says_the_same(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    weak = weaken(HIDDEN)
    outputs = runner.composite({}, done=installed).outputs
    files = [Path(outputs[name]) for name in ("json", "sarif", "junit")]
    assert {file.parent.parent for file in files} == {runner.temp}
    audits = json.loads(files[0].read_text(encoding="utf-8"))["audits"]
    assert {audit["profile"]["path"]: audit["verdict"] for audit in audits} == {GOOD: "ready", weak: "not_ready"}
    results = json.loads(files[1].read_text(encoding="utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"gate", "1F-2"}
    suites = ET.parse(files[2]).getroot()
    assert {suite.get("name"): suite.get("failures") for suite in suites} == {GOOD: "0", weak: "2", "mcaudit": "0"}


def test_undecided_is_not_green(runner: Runner, installed: Installed) -> None:
    done = runner.composite({"gate": "endorsement"}, done=installed)
    assert done.code == 3
    assert (done.outputs["verdict"], done.outputs["exit-code"]) == ("undecided", "3")
    assert {command.name for command in comments(done)} == {"warning"}


def test_a_profile_that_cannot_be_read_is_an_error_on_its_line_and_hides_no_other(
    runner: Runner, installed: Installed, weaken: Weaken
) -> None:
    broken = weaken(("\nnote: ", "\nnotes: "), name="submissions/broken.yaml")
    weaken(HIDDEN)
    done = runner.composite({}, done=installed)
    assert done.code == 2
    assert (done.outputs["verdict"], done.outputs["exit-code"]) == ("error", "2")
    first, *others = done.commands()
    assert first.properties["title"] == "mcaudit: cannot be audited"
    assert first.properties["file"] == broken
    assert int(first.properties["line"]) == line_of(runner.workspace / broken, "notes: ")
    assert any("1F-2" in command.properties["title"] for command in others)
    assert Path(done.outputs["sarif"]).is_file()


def test_no_profile_at_all_is_an_error_that_the_submitter_is_reported(runner: Runner, installed: Installed) -> None:
    shutil.rmtree(runner.workspace / "submissions")
    (runner.workspace / "submissions").mkdir()
    done = runner.composite({}, done=installed)
    assert done.code == 2
    assert done.outputs == {"verdict": "error", "exit-code": "2", "sarif": "", "junit": "", "json": ""}
    (shown,) = done.commands()
    assert shown.name == "error"
    assert "no profile was found in submissions" in shown.text
    assert "no profile was found in submissions" in done.summary


@pytest.mark.parametrize(
    ("inputs", "shown"),
    [
        ({"gate": "submision"}, "submision"),
        ({"policy": "atlantis"}, "atlantis"),
        ({"config": "none"}, "PATH"),
        ({"config": "other.yaml"}, "other.yaml"),
        ({"since": "earlier.json"}, "earlier.json"),
        ({"paths": "policies"}, "no profile was found in policies"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_an_input_that_makes_no_sense_is_an_error_that_is_reported(
    runner: Runner, installed: Installed, inputs: Named, shown: str
) -> None:
    done = runner.composite(inputs, done=installed)
    assert (done.code, done.outputs["verdict"]) == (2, "error")
    assert shown in "".join(command.text for command in done.commands())
    assert shown in done.summary


def test_where_mcaudit_is_not_there_nothing_is_green(runner: Runner, installed: Installed) -> None:
    done = runner.composite({}, done={**installed, "install": {"python": "/nowhere/python"}})
    assert done.code == 127
    assert done.outputs["verdict"] == "error"


@pytest.mark.parametrize(("code", "shown"), [(4, 4), (130, 130), (137, 137), (3, 3), (0, 4)])
def test_a_run_that_ends_without_a_word_is_reported_and_never_green(
    runner: Runner, installed: Installed, tmp_path: Path, code: int, shown: int
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    python.chmod(0o755)
    done = runner.composite({}, done={**installed, "install": {"python": str(python)}})
    assert (done.code, done.outputs["verdict"], done.outputs["json"]) == (shown, "error", "")
    message = f"mcaudit ended with exit code {shown}, and said nothing"
    assert message in done.summary
    assert [command.text for command in done.commands()] == [message]


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        (["pass", "undecided", "incomplete", "fail"], "fail"),
        (["pass", "undecided", "incomplete"], "incomplete"),
        (["pass", "undecided"], "undecided"),
        (["pass"], "pass"),
        (["ready", "not_ready"], "not_ready"),
        (["ready"], "ready"),
        ([], "error"),
    ],
)
def test_the_verdict_is_the_most_severe_of_the_audits(
    runner: Runner, installed: Installed, tmp_path: Path, verdicts: list[str], worst: str
) -> None:
    audits = json.dumps({"audits": [{"verdict": verdict} for verdict in verdicts]})
    real = installed["install"]["python"]
    python = tmp_path / "python"
    python.write_text(
        "#!/bin/bash\n"
        f'[[ $2 == -m ]] || exec {shlex.quote(real)} "$@"\n'
        "for word; do\n"
        f"    [[ $word != --output=json=* ]] || echo '{audits}' >\"${{word#*=json=}}\"\n"
        "done\n"
        "exit 1\n",
        encoding="utf-8",
    )
    python.chmod(0o755)
    done = runner.composite({}, done={**installed, "install": {"python": str(python)}})
    assert (done.outputs["verdict"], done.code) == (worst, 1)


def test_where_the_installation_fails_the_last_step_still_does_not_pass(runner: Runner) -> None:
    runner.given["actions/setup-python"] = {"python-path": "/nowhere/python"}
    done = runner.composite({})
    assert [step.name for step in done.steps] == ["Install mcaudit", "Pass the gate, or fail"]
    assert [step.code for step in done.steps] == [127, 4]


# --- inputs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["two words.yaml", "it's.yaml", 'a "quote".yaml', "$(touch made).yaml", "`touch made`.yaml", "--gate", "a*b.yaml"],
)
def test_a_path_is_taken_as_it_is(runner: Runner, installed: Installed, weaken: Weaken, name: str) -> None:
    weak = weaken(HIDDEN, name=name)
    done = runner.composite({"paths": f"\n{GOOD}\n{weak}\n"}, done=installed)
    assert done.code == 1
    assert {command.properties["file"] for command in comments(done)} == {weak}
    assert not (runner.workspace / "made").exists()


@pytest.mark.parametrize("name", ["paths", "gate", "policy", "config", "select", "ignore", "since", "verbose"])
def test_no_input_is_run_as_a_command(runner: Runner, installed: Installed, name: str) -> None:
    runner.composite({name: "\"; touch made; $(touch made) `touch made` '; touch made"}, done=installed)
    assert not (runner.workspace / "made").exists()


def test_every_input_reaches_a_script_through_its_environment_alone() -> None:
    whole = loaded(ROOT / "action.yml")
    scripts = [step["run"] for step in whole["runs"]["steps"] if "run" in step]
    scripts += [step["run"] for step in loaded(WORKFLOW)["jobs"]["gate"]["steps"] if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


def test_what_is_chosen_is_shown_and_the_verdict_stays(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    weaken(HIDDEN, TOO_SHORT)
    done = runner.composite({"select": "1F", "verbose": "true"}, done=installed)
    assert done.code == 1
    titles = {command.properties["title"] for command in done.commands() if command.properties.get("line") != "1"}
    assert any("1F-2" in title for title in titles)
    assert any("1F-1" in title for title in titles)
    assert not any("2F-1" in title for title in titles)
    assert runner.composite({"ignore": "required,desired"}, done=installed).code == 1


def test_another_policy_or_configuration_can_be_named(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    weak = weaken(TOO_SHORT, ("    synchronous_hours: 11", "    synchronous_hours: 4"))
    (runner.workspace / weak).write_text(
        (runner.workspace / weak)
        .read_text(encoding="utf-8")
        .replace("asynchronous_hours: 19", "asynchronous_hours: 8"),
        encoding="utf-8",
    )
    assert runner.composite({}, done=installed).code == 1
    assert runner.composite({"policy": "none"}, done=installed).code == 0
    other = runner.workspace / "other.yaml"
    other.write_text(f"format: mcaudit-config/1\npaths: [{weak}]\n", encoding="utf-8")
    assert runner.composite({"config": "other.yaml"}, done=installed).code == 0
    assert runner.composite({"config": "other.yaml", "gate": ""}, done=installed).code == 3


def test_a_resubmission_is_held_against_the_earlier_audit(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    weaken(HIDDEN)
    before = runner.composite({}, done=installed)
    shutil.copy2(before.outputs["json"], runner.workspace / "earlier.json")
    weaken(TOO_SHORT)
    done = runner.composite({"since": "earlier.json"}, done=installed)
    assert done.code == 1
    assert any("2F-1 Estimated time: not met, by the state's policy (new)" in c.text for c in done.commands())
    assert "1F-2" in done.summary  # fixed
    shutil.rmtree(runner.workspace / "submissions" / "documents")
    (runner.workspace / "submissions" / "weak.yaml").unlink()
    shown = [command.text for command in runner.composite({"since": "earlier.json"}, done=installed).commands()]
    assert "earlier.json has an audit of `weak`, and no profile of that id was audited" in shown


def test_results_go_to_code_scanning_only_where_that_is_asked_for(
    runner: Runner, installed: Installed, weaken: Weaken
) -> None:
    weaken(HIDDEN)
    runner.composite({}, done=installed)
    assert runner.used == []
    done = runner.composite({"upload-sarif": "true", "sarif-category": "circles"}, done=installed)
    assert done.code == 1
    ((used, given),) = runner.used
    assert used.partition("@")[0] == "github/codeql-action/upload-sarif"
    assert given == {"sarif_file": done.outputs["sarif"], "category": "circles"}
    runner.used.clear()
    runner.composite({"upload-sarif": "true", "paths": "policies"}, done=installed)
    assert runner.used == []  # there is nothing to upload


# --- what a file says does not act -----------------------------------------------------------------


def test_text_of_a_profile_is_no_command_to_the_runner(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    hostile = "x\\n::warning::mine ##[error]mine"
    weaken(HIDDEN, ("title: Leading Restorative Circles", f'title: "{hostile}"'))
    shown = comments(runner.composite({}, done=installed))
    assert {command.name for command in shown} == {"error"}
    assert not [command for command in shown if command.text.startswith("mine")]


def test_what_is_quoted_of_a_configuration_is_no_command_either(runner: Runner, installed: Installed) -> None:
    (runner.workspace / "mcaudit.yaml").write_text("::warning::mine ##[error]mine: [\n", encoding="utf-8")
    done = runner.composite({}, done=installed)
    assert done.code == 2
    assert [command.name for command in done.commands()] == ["error"]
    assert "## [error]mine" in done.steps[0].out
    assert "##[" not in done.steps[0].out


def test_stopped_commands_are_seen_as_such_by_this_runner() -> None:
    out = "::error::a\n::stop-commands::x\n::error::b\n::x::\n  ::notice file=f,line=1::c%0Ad\n"
    assert [(command.name, command.text) for command in commands(out)] == [("error", "a"), ("notice", "c\nd")]


# --- the workflow of the example --------------------------------------------------------------------


def test_the_examples_workflow_passes_as_it_stands(runner: Runner, installed: Installed) -> None:
    assert runner.job(WORKFLOW, done=installed).code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("submissions/quoted.yaml", '"developers": {}\n"deliverers": {}\n"id": quoted\n'),
        ("submissions/plain.json", '{"developers": {}, "deliverers": {}, "id": "plain"}'),
        ("submissions/short.yaml", "format: mcaudit-profle/1\nid: short\ntitle: Short\nstate: OH\n"),
        ("submissions/ending.yaml.txt", MINIMAL),
        ("submissions/.hidden/weak.yaml", MINIMAL),
        ("submissions/näme.txt", MINIMAL),
        ('submissions/a "quote".txt', MINIMAL),
        ("submissions/two\nlines.txt", MINIMAL),
        ("submissions/documents/weak.yaml", MINIMAL),
        ("submissions/README.md", "# Ours\n"),
    ],
    ids=lambda value: repr(value) if value.startswith("submissions") else "",
)
def test_no_file_among_the_submissions_slips_through(
    runner: Runner, installed: Installed, name: str, text: str
) -> None:
    path = runner.workspace / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    repository(runner.workspace)
    assert runner.job(WORKFLOW, done=installed).code in (1, 2)


@pytest.mark.parametrize("change", [MISSPELT, NO_FORMAT], ids=["misspelt", "missing"])
def test_a_profile_without_its_format_line_does_not_slip_through(
    runner: Runner, installed: Installed, weaken: Weaken, change: tuple[str, str]
) -> None:
    weak = weaken(HIDDEN, change)
    repository(runner.workspace)
    done = runner.job(WORKFLOW, done=installed)
    assert done.code == 2
    (shown,) = [command for command in done.commands() if command.properties.get("file") == weak]
    assert shown.properties["title"] == "mcaudit: cannot be audited"
    assert "`format: mcaudit-profile/1`" in shown.text


def test_documents_of_a_profile_need_be_no_profiles(runner: Runner, installed: Installed) -> None:
    (runner.workspace / "submissions" / "documents" / "data.json").write_text("{}", encoding="utf-8")
    repository(runner.workspace)
    assert runner.job(WORKFLOW, done=installed).code == 0


def test_a_good_profile_may_have_a_name_beyond_ascii(runner: Runner, installed: Installed, weaken: Weaken) -> None:
    weaken(name="submissions/nähe/größe und maß.yaml", id="another")
    submissions = runner.workspace / "submissions"
    shutil.copytree(submissions / "documents", submissions / "nähe" / "documents")
    repository(runner.workspace)
    assert runner.job(WORKFLOW, done=installed).code == 0
