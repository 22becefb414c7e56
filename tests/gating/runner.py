"""A small stand-in for GitHub's runner: runs the steps of an action or a job with bash, one after the other.

It knows what mcaudit's files use, and fails on all else. What it cannot show is that GitHub's own runner does the same.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ACTION = "example-state-agency/mcaudit@v0.1.0"
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_NAME = re.compile(r"(inputs|steps)\.([a-z-]+)(?:\.outputs\.([a-z-]+))?")
_TERM = re.compile(r"([a-z.-]+) (==|!=) '([^']*)'")
_OUTPUT = re.compile(r"(?P<name>[^=<\n]+)(?:=(?P<value>.*)|<<(?P<end>.+)\n(?P<lines>(?:.*\n)*?)(?P=end))\n")
_KEPT = ("PATH", "LANG", "SYSTEMROOT")
"""What of this machine's environment a step sees, beside what configures pip."""

Named = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """What a step of a composite action came to."""

    name: str
    code: int
    out: str
    summary: str
    outputs: Named


@dataclass
class Runner:
    """Runs steps in a workspace; `given` stands in for actions that others wrote, with the outputs of each."""

    action: Path
    temp: Path
    workspace: Path
    given: dict[str, Named] = field(default_factory=dict)
    used: list[tuple[str, Named]] = field(default_factory=list)
    """Each action of others that was used, and with what."""

    def composite(self, inputs: Named, *, done: Mapping[str, Named] | None = None) -> Composite:
        """Run mcaudit's action; steps that are in `done` already were run, with those outputs."""
        whole = loaded(self.action / "action.yml")
        unknown = set(inputs) - set(whole["inputs"])
        assert not unknown, f"the action has no input {unknown}"
        values = {name: str(inputs.get(name, about["default"])) for name, about in whole["inputs"].items()}
        steps: dict[str, Named] = dict(done or {})
        ran: list[Step] = []
        code = 0
        for step in whole["runs"]["steps"]:
            if step.get("id") in (done or {}) or not _wanted(step, values, steps, failed=code != 0):
                continue
            found = self._step(step, values, steps)
            if found is None:
                continue
            ran.append(found)
            steps[step.get("id", "")] = found.outputs
            code = code or found.code
        outputs = {name: resolved(about["value"], values, steps) for name, about in whole["outputs"].items()}
        return Composite(code=code, steps=tuple(ran), outputs=outputs)

    def job(self, workflow: Path, *, done: Mapping[str, Named]) -> Composite:
        """Run the one job of a workflow up to the first step that fails."""
        (job,) = loaded(workflow)["jobs"].values()
        steps: dict[str, Named] = {}
        for step in job["steps"]:
            if step.get("uses") == ACTION:
                inputs = {name: resolved(value, {}, steps) for name, value in step["with"].items()}
                return self.composite(inputs, done=done)
            found = self._step(step, {}, steps)
            if found is not None:
                assert found.code == 0, found.out
                steps[step.get("id", "")] = found.outputs
        raise AssertionError("the job does not use the action")

    def _step(self, step: Mapping[str, Any], inputs: Named, steps: dict[str, Named]) -> Step | None:
        if "uses" in step:
            given = {name: resolved(str(value), inputs, steps) for name, value in step.get("with", {}).items()}
            self.used.append((step["uses"], given))
            steps[step.get("id", "")] = self.given[step["uses"].partition("@")[0]]
            return None
        assert step["shell"] == "bash"
        env = {name: resolved(str(value), inputs, steps) for name, value in step.get("env", {}).items()}
        return self._run(step["name"], step["run"], env)

    def _run(self, name: str, text: str, env: Named) -> Step:
        files = {kind: self.temp / f"_{kind}" for kind in ("output", "summary", "script")}
        for file in files.values():
            file.write_bytes(b"")
        files["script"].write_text(text, encoding="utf-8")
        here = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("PIP_")}
        here |= {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "SOURCE_DATE_EPOCH": "1767225600",
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", files["script"]],
            cwd=self.workspace,
            env={**here, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        summary = files["summary"].read_text(encoding="utf-8")
        return Step(name, done.returncode, done.stdout, summary, _outputs(files["output"].read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Composite:
    """What a run of the action came to: it fails as soon as any step does."""

    code: int
    steps: tuple[Step, ...]
    outputs: Named

    @property
    def summary(self) -> str:
        """What the job's page shows."""
        return "".join(step.summary for step in self.steps)

    def commands(self) -> Iterator[Command]:
        """Yield what GitHub shows as comments, by its rules for commands in what a step prints."""
        for step in self.steps:
            yield from commands(step.out)


@dataclass(frozen=True)
class Command:
    """A workflow command, decoded."""

    name: str
    properties: Named
    text: str


def commands(out: str) -> Iterator[Command]:
    """Yield the commands that a runner obeys; while they are stopped there is none, until the token comes."""
    until = ""
    for line in out.splitlines():
        found = re.fullmatch(r"\s*::([A-Za-z0-9-]+)( [^:]*)?::(.*)", line)
        if until:
            until = "" if found and found[1] == until else until
        elif found and found[1] == "stop-commands":
            until = found[3]
        elif found:
            pairs = (pair.partition("=") for pair in (found[2] or "").strip().split(",") if pair)
            yield Command(found[1], {key: _decoded(value) for key, _, value in pairs}, _decoded(found[3]))


def _decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def loaded(path: Path) -> Any:
    """Return what a YAML file of GitHub's holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def resolved(text: str, inputs: Named, steps: Mapping[str, Named]) -> str:
    """Return a text with its expressions replaced, as a runner replaces them."""
    return _EXPRESSION.sub(lambda found: _value(found[1], inputs, steps), text)


def _value(name: str, inputs: Named, steps: Mapping[str, Named]) -> str:
    found = _NAME.fullmatch(name)
    assert found, f"this runner cannot evaluate {name}"
    return inputs[found[2]] if found[1] == "inputs" else steps.get(found[2], {}).get(found[3], "")


def _wanted(step: Mapping[str, Any], inputs: Named, steps: Mapping[str, Named], *, failed: bool) -> bool:
    condition = step.get("if")
    if condition == "always()":
        return True
    if failed or condition is None:
        return not failed
    terms = [_TERM.fullmatch(term) for term in condition.split(" && ")]
    assert all(terms), f"this runner cannot evaluate {condition}"
    return all((_value(t[1], inputs, steps) == t[3]) is (t[2] == "==") for t in terms if t)


def _outputs(text: str) -> Named:
    found = list(_OUTPUT.finditer(text))
    assert "".join(match[0] for match in found) == text, f"GitHub could not read these outputs: {text!r}"
    return {match["name"]: match["value"] if match["end"] is None else match["lines"].rstrip("\n") for match in found}


def with_bash(action: Path, temp: Path, workspace: Path) -> Runner:
    """Return a runner on which the actions of others do what mcaudit's action needs of them, and no more."""
    given: dict[str, Named] = {
        "actions/checkout": {},
        "actions/setup-python": {"python-path": sys.executable},
        "github/codeql-action/upload-sarif": {},
    }
    return Runner(action=action, temp=temp, workspace=workspace, given=given)


_GIT = ("git", "-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "init.defaultBranch=main")


def repository(folder: Path) -> str:
    """Commit everything in a folder to a scratch repository of its own; return the commit."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def ran(*args: str) -> str:
        done = subprocess.run([*_GIT, *args], cwd=folder, env=env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    if not (folder / ".git").exists():
        ran("init", "--quiet")
    ran("add", "--all", "--force")
    ran("commit", "--quiet", "--no-verify", "--message", "A state")
    return ran("rev-parse", "HEAD")
