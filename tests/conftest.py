"""What tests share: the edition, small profiles, and the command run as a user runs it."""

from __future__ import annotations

import copy
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

from mcaudit.app import loading
from mcaudit.audit.engine import audit
from mcaudit.cli import main
from mcaudit.errors import InputError, Problem
from mcaudit.model import DocumentState, Edition, Level, Profile
from mcaudit.reading.edition import checks, setting_checks
from mcaudit.reading.edition.read import compiled_edition, default_edition, default_folder
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.profile.read import read_profile
from tests import served

pytest_plugins = ("tests.audits",)
ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml"
# What loads late is loaded here. Otherwise the count of branches would load it as it starts, and not see its lines.
CHECKS_OF_EDITIONS = (checks.check_edition, setting_checks.check_settings)
MINIMAL = "format: mcaudit-profile/1\nid: minimal\ntitle: Minimal\nstate: OH\n"

# A busy machine is not a defect, and a run must find tomorrow what it finds today. `--hypothesis-profile thorough`
# tries ten times as many examples, and `search` as many others each time.
_THOROUGH = 100
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=_THOROUGH)
settings.register_profile("search", _PATIENT)
settings.register_profile("thorough", _PATIENT, derandomize=True)
settings.register_profile("mcaudit", _PATIENT, derandomize=True, max_examples=_THOROUGH // 10)
settings.load_profile("mcaudit")


def examples(most: int) -> settings:
    """Return settings that try at most so many examples where a run is thorough, and their share of them elsewhere."""
    return settings(max_examples=max(most * settings().max_examples // _THOROUGH, 1))


def quick_in(values: Iterable[Any], every: int) -> list[Any]:
    """Return what a test is tried with: one in so many values in every run, the others in the slow tier alone."""
    return [pytest.param(value, marks=[pytest.mark.slow] if at % every else []) for at, value in enumerate(values)]


def _named(shared: Edition | Profile, printer: Any, cycle: bool) -> None:
    """Name what tests share where Hypothesis shows a failing example; written out, it would bury the example."""
    printer.text(f"<{type(shared).__name__} {shared.id}>")


Edition._repr_pretty_ = Profile._repr_pretty_ = _named  # type: ignore[attr-defined]  # as IPython, and Hypothesis, ask


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what commands cache away from the user's own, for this process and all that it starts."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("caches"))


@pytest.fixture(scope="session", autouse=True)
def _one_edition() -> Iterator[None]:
    """Let commands in this process share the shipped edition, and what is compiled from it, with the tests."""
    find = compiled_edition

    def found(folder: Path, cache: Path | None = None) -> Edition | None:
        return default_edition() if folder == default_folder() else find(folder, cache)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "compiled_edition", found)
        yield


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The edition that mcaudit is shipped with."""
    return default_edition()


@pytest.fixture(scope="session")
def complete(edition: Edition) -> Profile:
    """The shipped fictional profile, which answers everything."""
    return read_profile(edition, COMPLETE)


def requirements_of(edition: Edition, level: Level) -> int:
    """Return how many requirements the criteria of a level make: a group of alternatives is one."""
    return len({criterion.group or criterion.id for criterion in edition.criteria if criterion.level is level})


def required_of_anyone(edition: Edition) -> int:
    """Return how many requirements apply to a profile that says nothing."""
    return audit(edition, profile_of({}), date="2026-01-01").score.required.total


def profile_of(content: Mapping[str, Any], documents: Mapping[str, DocumentState] | None = None) -> Profile:
    """Return a profile that was never in a file, its whole dossier usable unless said otherwise."""
    states = dict.fromkeys(content.get("dossier", {}), DocumentState.REMOTE)
    whole = {"format": "mcaudit-profile/1", "id": "made-up", "title": "Made Up", "state": "OH", **content}
    return Profile(
        id=whole["id"],
        title=whole["title"],
        state=whole["state"],
        path="made-up.yaml",
        sha256="0" * 64,
        content=whole,
        positions={},
        documents={**states, **(documents or {})},
    )


def changed(profile: Profile, *path: str | int, to: Any = ...) -> Profile:
    """Return a profile with the value at `path` replaced, or taken away where `to` is not given."""
    content = copy.deepcopy(dict(profile.content))
    holder: Any = content
    for step in path[:-1]:
        holder = holder[step]
    if to is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = to
    return profile_of(content, profile.documents)


def faults_in(read: Callable[..., object], *given: Any, **more: Any) -> tuple[Problem, ...]:
    """Return what is wrong with an input, which reading it must say."""
    with pytest.raises(InputError) as refused:
        read(*given, **more)
    return refused.value.problems


def held_to_schema(kind: str, text: str | bytes) -> dict[str, Any]:
    """Return JSON as data, which the packaged schema of its kind accepts."""
    data: dict[str, Any] = json.loads(text)
    Draft202012Validator(packaged_schema(kind)).validate(data)
    return data


@dataclass(frozen=True)
class Ran:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Write = Callable[..., Path]


def folded(text: str) -> str:
    """Return what an error says, out of the frame that is drawn around it."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


_SCRUBBED = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "TERM",
    "CI",
    "SOURCE_DATE_EPOCH",
    "PYTHONUTF8",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
)


@pytest.fixture(autouse=True)
def _no_server_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test that runs the command in this process depend on the terminal or the CI server that it runs on."""
    for name in _SCRUBBED:
        monkeypatch.delenv(name, raising=False)


_FIXED = {"PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": "1767225600", "TERMINAL_WIDTH": "80"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, apart: Run) -> Run:
    """Run `mcaudit` as `apart` does, but in this process where it is given nothing but arguments and a folder."""

    def run_here(*args: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
        if env or stdin:
            return apart(*args, cwd=cwd, env=env, stdin=stdin)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            for name, value in _FIXED.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["mcaudit", *map(str, args)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                main.run()
        for stream in (out, err):
            stream.flush()
        return Ran(int(left.value.code or 0), *(_text_of(stream.buffer.getvalue()) for stream in (out, err)))

    return run_here


def _text_of(written: bytes, encoding: str = "utf-8") -> str:
    return written.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture
def apart() -> Run:
    """Run `mcaudit` in a process of its own, in a scrubbed environment, with the date fixed."""

    def run_command(*args: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
        kept = {name: value for name, value in os.environ.items() if name not in _SCRUBBED}
        kept |= {**_FIXED, **(env or {})}
        encoding = kept["PYTHONIOENCODING"].partition(":")[0]
        code, *streams = served.run([*map(str, args)], cwd=cwd, env=kept, stdin=stdin.encode(encoding))
        return Ran(code, *(_text_of(stream, encoding) for stream in streams))

    return run_command


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file under a temporary folder and return its path; data becomes YAML."""

    def write_file(content: str | bytes | Mapping[str, Any], name: str = "profile.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_bytes(content.encode("utf-8"))
        else:
            path.write_text(yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True), encoding="utf-8")
        return path

    return write_file
