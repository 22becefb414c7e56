"""Makes a catalog of different profiles, the same each time, and measures what a batch of it takes.

Every text differs from profile to profile. The share of answers is that of the real profiles, less one in seven.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from mcaudit.app.batch.parts import parquet
from mcaudit.app.batch.running import Question, batch
from mcaudit.audit.engine import audit
from mcaudit.facts.document import facts_of
from mcaudit.model import Edition
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.profile.read import profile_in, read_profile
from mcaudit.reading.text import text_of
from mcaudit.table import findings

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-01-01"
REGISTRY = 1_850_034
"""Credentials on record in the United States."""
_COMPONENTS = ("developers", "deliverers", "evaluators", "issuers", "recognizers")
_LEFT_OUT = 0.15
"""The share of its answers that a made profile lacks, so that they differ in what they answer, too."""
_NAMES = ("name", "title", "document", "section", "path", "citation", "sha256")
"""Fields whose text another place repeats, or that only name something."""
_LONG = 4
"""From so many words on, a text is prose, and more words in it change no fact."""
_WORDS = (
    "teachers students learning classroom practice evidence reading writing feedback families assessment "
    "language culture inquiry data design reflection coaching planning growth equity science history "
    "health arts"
)
_STAGED = 60
"""Profiles of which the stages are timed, each the least of several rounds."""
_ROUNDS = 5


def main() -> None:
    """Write a catalog, audit it, and print what that takes."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("counts", type=int, nargs="*", default=[1000, 10_000], help="profiles of each catalog")
    arguments.add_argument("--write", type=Path, help="only write the first catalog there, as JSON lines")
    given = arguments.parse_args()
    if given.write:
        written(given.write, given.counts[0])
        return
    _stages(default_edition())
    print("batch: profiles, CPU ms a profile, a second, MiB of the largest process, Parquet bytes a profile")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            _batch(Path(folder), count)


def made_profiles(count: int) -> Iterator[tuple[str, str]]:
    """Yield the key and the YAML of `count` different profiles, made from the real ones in turn."""
    edition = default_edition()
    real = [path for path in sorted((ROOT / "profiles").glob("*/*.yaml")) if "fictional" not in path.parts]
    contents = [read_profile(edition, path).content for path in real]
    for number in range(count):
        made = _made(contents[number % len(contents)], number)
        yield (
            f"ce-{number:07}",
            yaml.dump(made, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=110),
        )


def written(path: Path, count: int) -> None:
    """Write a catalog as JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for key, content in made_profiles(count):
            stream.write(json.dumps({"key": key, "content": content}) + "\n")


def _made(content: Mapping[str, Any], number: int) -> dict[str, Any]:
    chance = random.Random(number)
    made: dict[str, Any] = {}
    for name, value in content.items():
        if name in _COMPONENTS:
            kept = {key: answer for key, answer in (value or {}).items() if chance.random() > _LEFT_OUT}
            made[name] = _reworded(kept, chance) or None
        else:
            made[name] = value if name in ("organizations", "dossier") else _reworded(value, chance)
    return {**made, "id": f"{content['id']}-{number}", "title": f"{content['title']} {number}"}


def _reworded(value: Any, chance: random.Random) -> Any:
    """Return data in which every prose has two more words, drawn anew for each."""
    if isinstance(value, dict):
        return {name: each if name in _NAMES else _reworded(each, chance) for name, each in value.items()}
    if isinstance(value, list):
        return [_reworded(each, chance) for each in value]
    if not isinstance(value, str) or "://" in value or len(words := value.split()) < _LONG:
        return value
    at = chance.randrange(1, len(words))
    return " ".join((*words[:at], *chance.choices(_WORDS.split(), k=2), *words[at:]))


def _stages(edition: Edition) -> None:
    """Print the CPU of each stage, one within the other."""
    rows = list(made_profiles(_STAGED))
    texts = [text_of(content.encode(), key) for key, content in rows]
    profiles = [profile_in(edition, content.encode(), key) for key, content in rows]
    record = pa.record_batch({"key": [key for key, _ in rows], "content": [content for _, content in rows]})
    tables = findings(record, edition=edition, date=DAY)
    print(f"{_STAGED} profiles of {sum(len(each) for _, each in rows) // _STAGED} characters; CPU ms a profile")
    stages: Mapping[str, Callable[[], object]] = {
        "YAML with places": lambda: [read_document(text) for text in texts],
        "text to profile": lambda: [profile_in(edition, content.encode(), key) for key, content in rows],
        "facts": lambda: [facts_of(edition, each.content, DAY) for each in profiles],
        "profile to audit": lambda: [audit(edition, each, date=DAY) for each in profiles],
        "text to tables": lambda: findings(record, edition=edition, date=DAY),
        "tables to Parquet": lambda: [parquet(pa.Table.from_batches([each])) for each in tables],
    }
    for name, work in stages.items():
        print(f"  {name:<20} {1000 * min(_seconds(work) for _ in range(_ROUNDS)) / _STAGED:6.2f}", flush=True)


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _batch(folder: Path, count: int) -> None:
    source, into = folder / "catalog.jsonl", folder / "tables"
    written(source, count)
    before, started = _cpu(), time.perf_counter()
    for _ in batch(Question(sources=(str(source),), into=str(into), date=DAY)):
        pass
    cpu, wall = _cpu() - before, time.perf_counter() - started
    size = sum(path.stat().st_size for path in into.rglob("*.parquet"))
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    memory = max(usage) / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"  {count:>8,} {1000 * cpu / count:7.2f} {count / wall:7.0f} {memory:6.0f} {size / count:7.0f}", flush=True)
    print(f"           {REGISTRY:,} would take {REGISTRY * cpu / count / 3600:.1f} hours of one core, ", end="")
    print(f"and {REGISTRY * size / count / 1e9:.2f} GB", flush=True)


def _cpu() -> float:
    """Return the CPU seconds of this process and of those that it started and that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
