"""Compares mcaudit with validators that only check a profile's schema, in one run, and prints the ratios."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
MCAUDIT = (sys.executable, "-m", "mcaudit")
SHOWN = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"


def main() -> None:
    """Run the benchmarks that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peers", type=Path, help="where check-jsonschema and jsonschema are installed")
    arguments.add_argument("--runs", type=int, default=9, help="interleaved runs of one profile")
    arguments.add_argument("--profiles", type=int, default=200, help="profiles in the test of throughput")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "profile.schema.json")
        schema.write_text(_output(*MCAUDIT, "schema", "profile"), encoding="utf-8")
        _cold(given.peers, schema, given.runs)
        _throughput(given.peers, schema, Path(folder), given.profiles)
        _growth(Path(folder), (25, 50, 100, 200))


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
    print("growth: profiles, seconds, seconds a profile, peak memory in MiB")
    for count in counts:
        made_profiles(folder / f"grow-{count}", count)
        before = time.perf_counter()
        peak = _peak((*MCAUDIT, "check", str(folder / f"grow-{count}")))
        seconds = time.perf_counter() - before
        print(f"  {count:>6} {seconds:8.2f} {seconds / count:8.4f} {peak / 1024:8.0f}")


def made_profiles(folder: Path, count: int) -> list[Path]:
    """Write `count` different profiles made from the shipped ones, and return their paths."""
    folder.mkdir()
    shipped = [path for path in sorted((ROOT / "profiles").glob("*/*.yaml")) if "fictional" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in shipped]
    written = []
    for number in range(count):
        text = texts[number % len(texts)]
        name = str(yaml.safe_load(text)["id"])
        path = folder / f"{number:05}.yaml"
        path.write_text(text.replace(f"id: {name}", f"id: {name}-{number}", 1), encoding="utf-8")
        written.append(path)
    return written


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


def _peak(command: Sequence[str]) -> int:
    """Return the peak memory of a command, in KiB, measured in a process of its own."""
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
        print(f"  {name:<24} {each:8.3f} s   mcaudit takes {base / each:5.2f} times as long")


if __name__ == "__main__":
    main()
