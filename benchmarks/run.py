"""Compares mcaudit with validators that only check a profile's schema, in one run, and prints the ratios."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
MCAUDIT = (sys.executable, "-m", "mcaudit")
SHOWN = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
_COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")
_LEFT_OUT = 0.15
"""The share of answers that a made profile lacks."""


def main() -> None:
    """Run the benchmarks that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peers", type=Path, help="where check-jsonschema and jsonschema are installed")
    arguments.add_argument("--runs", type=int, default=9, help="interleaved runs of one profile")
    arguments.add_argument("--profiles", type=int, default=1000, help="profiles in the test of throughput")
    arguments.add_argument("--growth", type=int, nargs="*", default=[100, 500, 1000, 2000], help="profiles at a time")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "profile.schema.json")
        schema.write_text(_output(*MCAUDIT, "schema", "profile"), encoding="utf-8")
        _cold(given.peers, schema, given.runs)
        _throughput(given.peers, schema, Path(folder), given.profiles)
        _growth(Path(folder), given.growth)


def _cold(peers: Path | None, schema: Path, runs: int) -> None:
    commands = {"mcaudit check": (*MCAUDIT, "check", SHOWN), **_peer_commands(peers, schema, [ROOT / SHOWN])}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(_seconds(command))
    _print("one profile, cold", {name: statistics.median(each) for name, each in times.items()})


def _throughput(peers: Path | None, schema: Path, folder: Path, count: int) -> None:
    files = made_profiles(folder / "many", count)
    commands = {"mcaudit check": (*MCAUDIT, "check", str(folder / "many")), **_peer_commands(peers, schema, files)}
    _print(f"{count} different profiles", {name: _seconds(command) for name, command in commands.items()})


def _growth(folder: Path, counts: Sequence[int]) -> None:
    print("growth: profiles, seconds, milliseconds a profile, peak memory of the largest process in MiB")
    for count in counts:
        made_profiles(folder / f"grow-{count}", count)
        before = time.perf_counter()
        memory = peak((*MCAUDIT, "check", str(folder / f"grow-{count}")))
        seconds = time.perf_counter() - before
        print(f"  {count:>6} {seconds:8.2f} {1000 * seconds / count:8.2f} {memory / 1024:8.0f}", flush=True)


def made_profiles(folder: Path, count: int) -> list[Path]:
    """Write `count` different profiles made from the shipped ones, and return their paths.

    Each has an identifier, a title and a choice of answers of its own; the choice is the same in every run.
    """
    folder.mkdir()
    chance = random.Random(0)
    shipped = [path for path in sorted((ROOT / "profiles").glob("*/*.yaml")) if "fictional" not in path.parts]
    contents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in shipped]
    written = []
    for number in range(count):
        path = folder / f"{number:05}.yaml"
        made = _made(contents[number % len(contents)], number, chance)
        path.write_text(yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
        written.append(path)
    return written


def _made(content: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    made = {**content, "id": f"{content['id']}-{number}", "title": f"{content['title']} {number}"}
    for component in _COMPONENTS:
        answers = made.get(component) or {}
        made[component] = {name: answer for name, answer in answers.items() if chance.random() > _LEFT_OUT} or None
    return made


def _peer_commands(peers: Path | None, schema: Path, files: Sequence[Path]) -> dict[str, tuple[str, ...]]:
    if peers is None:
        return {}
    names = tuple(map(str, files))
    return {
        "check-jsonschema": (str(peers / "check-jsonschema"), "--schemafile", str(schema), *names),
        "sourcemeta jsonschema": (str(peers / "jsonschema"), "validate", str(schema), *names),
    }


def _seconds(command: Sequence[str]) -> float:
    before = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - before


def peak(command: Sequence[str]) -> int:
    """Return the peak memory of a command's largest process, in KiB, measured in a process of its own."""
    program = (
        "import json, resource, subprocess, sys\n"
        "subprocess.run(json.loads(sys.argv[1]), capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(_output(sys.executable, "-c", program, json.dumps(list(command))))


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _print(title: str, seconds: dict[str, float]) -> None:
    base = seconds["mcaudit check"]
    print(title)
    for name, each in seconds.items():
        print(f"  {name:<24} {each:8.3f} s   mcaudit takes {base / each:5.2f} times as long", flush=True)


if __name__ == "__main__":
    main()
