"""Shows in one run how fast mcaudit is: against an earlier commit, stage by stage, and against validators of a schema.

The tables of both commits are compared as well, column by column. Profiles are those of `catalog.py`; the validators
get them as files.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from catalog import DAY, ROOT, made_profiles, written
from run import SHOWN

from mcaudit.audit.engine import audit
from mcaudit.facts.document import facts_of
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import profile_in
from mcaudit.reading.text import text_of
from mcaudit.table import faster_validator, findings

_ROUNDS = 3
_TIMES = 4
"""In each round, a stage is run so often; the least counts."""


def main() -> None:
    """Measure what is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--against", metavar="COMMIT", help="compare the stages with this commit")
    arguments.add_argument("--peers", type=Path, help="where check-jsonschema and jsonschema are installed")
    arguments.add_argument("--profiles", type=int, default=1000, help="profiles of a batch, and of sourcemeta")
    arguments.add_argument("--files", type=int, default=200, help="profiles that check-jsonschema gets")
    arguments.add_argument("--staged", type=int, default=80, help="profiles of which the stages are timed")
    arguments.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.stages:
        print(json.dumps(_stages(given.staged)))
        return
    with tempfile.TemporaryDirectory() as folder, _tree(given.against) as before:
        if before and not _script(before).exists():
            print("that commit has no benchmarks/speed.py to time its stages; the tables below are timed")
        _compare_stages(before if before and _script(before).exists() else None, given.staged)
        if before:
            _compare_tables(before, Path(folder), given.profiles)
        _cold(before, given.peers, Path(folder))
        _throughput(given.peers, Path(folder), given.profiles, given.files)


@contextmanager
def _tree(commit: str | None) -> Iterator[Path | None]:
    """Give the files of a commit."""
    if commit is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", folder, commit], cwd=ROOT, check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)


# --- stage by stage ------------------------------------------------------------------------------


def _stages(count: int) -> Mapping[str, Any]:
    """Return the CPU milliseconds of each stage for a profile."""
    edition = default_edition()
    rows = [(key, content.encode()) for key, content in made_profiles(count)]
    is_valid = faster_validator(edition)
    texts = [text_of(content, key) for key, content in rows]
    profiles = [profile_in(edition, content, key, is_valid=is_valid) for key, content in rows]
    record = pa.record_batch({"key": [key for key, _ in rows], "content": [content.decode() for _, content in rows]})
    stages: Mapping[str, Callable[[], object]] = {
        "YAML with places": lambda: [read_document(text) for text in texts],
        "text to profile": lambda: [profile_in(edition, content, key, is_valid=is_valid) for key, content in rows],
        "facts": lambda: [facts_of(edition, each.content, DAY) for each in profiles],
        "profile to audit": lambda: [audit(edition, each, date=DAY) for each in profiles],
        "text to tables": lambda: findings(record, edition=edition, date=DAY),
    }
    timed = {name: 1000 * min(_seconds(work) for _ in range(_TIMES)) / count for name, work in stages.items()}
    return {"stages": timed}


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _compare_stages(before: Path | None, count: int) -> None:
    trees = {"before": before, "now": ROOT} if before else {"now": ROOT}
    runs: dict[str, list[Any]] = {name: [] for name in trees}
    for _ in range(_ROUNDS):
        for name, tree in trees.items():
            runs[name].append(json.loads(_output(_staged(tree or ROOT, count), tree or ROOT)))
    print(f"CPU ms a profile, of {count}: {', '.join(trees)}")
    for stage in runs["now"][0]["stages"]:
        least = [min(run["stages"][stage] for run in runs[name]) for name in trees]
        ratio = f"   {least[-1] / least[0]:.2f} times as long" if before else ""
        print(f"  {stage:<20}{''.join(f'{each:8.2f}' for each in least)}{ratio}", flush=True)


def _compare_tables(before: Path, folder: Path, count: int) -> None:
    """Say whether the tables of both commits are the same, and which columns differ or only one of them has."""
    catalog = folder / "compared.jsonl"
    written(catalog, count)
    digest = (sys.executable, str(ROOT / "benchmarks" / "digest.py"), str(catalog))
    runs = [[json.loads(_output(digest, tree)) for tree in (before, ROOT)] for _ in range(_ROUNDS)]
    was, now = (min(run[side]["ms"] for run in runs) for side in (0, 1))
    old, new = (made["columns"] for made in runs[0])
    differ = sorted(name for name in old.keys() & new.keys() if old[name] != new[name])
    print(f"text to tables, {count} profiles: {was:.2f} and {now:.2f} CPU ms a profile, {now / was:.2f} times as long")
    print(f"  {', '.join(differ) or 'no column'} differs", flush=True)
    if alone := sorted(old.keys() ^ new.keys()):
        print(f"  only one commit has {', '.join(alone)}", flush=True)


def _staged(tree: Path, count: int) -> tuple[str, ...]:
    """Return the command that times the stages of a tree: by its own script, since modules move between commits."""
    return (sys.executable, str(_script(tree)), "--stages", "--staged", str(count))


def _script(tree: Path) -> Path:
    return tree / "benchmarks" / Path(__file__).name


# --- whole processes -----------------------------------------------------------------------------


def _cold(before: Path | None, peers: Path | None, folder: Path) -> None:
    check = (sys.executable, "-m", "mcaudit", "check", str(ROOT / SHOWN))
    schema = folder / "profile.schema.json"
    schema.write_text(_output((sys.executable, "-m", "mcaudit", "schema", "profile"), ROOT), encoding="utf-8")
    commands: dict[str, tuple[tuple[str, ...], Path]] = {"mcaudit check": (check, ROOT)}
    if before:
        commands["before"] = (check, before)
    if peers:
        commands["check-jsonschema"] = (_check_jsonschema(peers, schema, [ROOT / SHOWN]), ROOT)
        commands["sourcemeta jsonschema"] = (_sourcemeta(peers, schema, [ROOT / SHOWN]), ROOT)
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(3 * _ROUNDS):
        for name, (command, tree) in commands.items():
            runs[name].append(_run(command, tree))
    wall = {name: statistics.median(each for each, _ in times) for name, times in runs.items()}
    cpu = {name: statistics.median(each for _, each in times) for name, times in runs.items()}
    print("one profile, the whole process: seconds, CPU seconds, and mcaudit's share of either")
    for name in commands:
        shares = f"{wall['mcaudit check'] / wall[name]:8.2f}{cpu['mcaudit check'] / cpu[name]:8.2f}"
        print(f"  {name:<24}{wall[name]:8.3f}{cpu[name]:8.3f}{shares}", flush=True)


def _throughput(peers: Path | None, folder: Path, count: int, few: int) -> None:
    """Print how many profiles a second each command takes, its start included."""
    catalog, tables = folder / "catalog.jsonl", folder / "tables"
    written(catalog, count)
    batch = (sys.executable, "-m", "mcaudit", "batch", str(catalog), "--into", str(tables), "--date", DAY)
    rates = {"mcaudit batch": _rate(batch, count)}
    size = sum(path.stat().st_size for path in tables.rglob("*.parquet")) / count
    if peers:
        files = []
        for key, content in made_profiles(count):
            files.append(folder / f"{key}.yaml")
            files[-1].write_text(content, encoding="utf-8")
        schema = folder / "profile.schema.json"
        rates["check-jsonschema"] = _rate(_check_jsonschema(peers, schema, files[:few]), few)
        rates["sourcemeta jsonschema"] = _rate(_sourcemeta(peers, schema, files), count)
    print(f"{count} profiles ({few} for check-jsonschema): profiles a second, CPU ms a profile, and how many times")
    for name, (rate, cpu) in rates.items():
        print(f"  {name:<24}{rate:8.0f}{cpu:8.2f}{rates['mcaudit batch'][0] / rate:8.2f}", flush=True)
    print(f"  {size:.0f} bytes of Parquet a profile")


def _rate(command: Sequence[str], count: int) -> tuple[float, float]:
    seconds, cpu = _run(command, ROOT)
    return count / seconds, 1000 * cpu / count


def _check_jsonschema(peers: Path, schema: Path, files: Sequence[Path]) -> tuple[str, ...]:
    return (str(peers / "check-jsonschema"), "--schemafile", str(schema), *map(str, files))


def _sourcemeta(peers: Path, schema: Path, files: Sequence[Path]) -> tuple[str, ...]:
    return (str(peers / "jsonschema"), "validate", str(schema), *map(str, files))


def _run(command: Sequence[str], tree: Path) -> tuple[float, float]:
    """Return the seconds that a command takes, and those of processors."""
    usage, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return time.perf_counter() - started, cpu


def _output(command: Sequence[str], tree: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
