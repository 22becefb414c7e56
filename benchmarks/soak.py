"""Runs audits, reports, and reviews side by side, kills some of them at random moments, and looks for what was lost.

Each round has a folder of its own and ends with a look at it: every decision and settlement that a command confirmed
with exit 0 is there, every output is whole, and nothing is left: no process, and no temporary file but after SIGKILL.
Who reads meanwhile never sees half of anything. The seed fixes what is run, and after how long it is killed.
It needs a POSIX system; processes that are left are looked for on Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from run import MCAUDIT, ROOT, made_profiles

from mcaudit.audit.engine import audit, case_of
from mcaudit.model import Answer, Status
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile
from mcaudit.review.pins import document_pins, pins_of

DAY = "2026-01-01"
REVIEWED = "fictional/leading-restorative-circles.yaml"
_SOME_PROFILES = 13
"""More than one process audits alone."""
_KILLED = 0.4
"""The share of commands that are killed."""
_SECONDS_TO_END = 60
"""For workers to see that their command is gone, on a busy machine."""
_FAULTS = ("Traceback (most recent call last)", "has a fault")
_MARK = "MCAUDIT_SOAK"
"""A variable of the environment that marks the processes of a round."""

CHECK = ("check", "profiles", *(part for kind in ("json", "sarif", "csv") for part in ("-o", f"{kind}=out/a.{kind}")))
REPORT = ("report", "profiles/00000.yaml", "profiles/00001.yaml", "-o", "out", "-f", "md,html,json")
AUDIT_REVIEWED = ("check", REVIEWED, "--decisions", "decisions", "-f", "json", "-o", "out/reviewed.json")
STATUS = ("review", "status", REVIEWED, "--decisions", "decisions")
READ = ("review", "read", "-o", "decisions")
SETTLE = ("review", "settle", REVIEWED, "--decisions", "disputed", "-o", "settlements.json")
_EXPECTED = {"check": (1,), "audit": (0, 1, 3), "report": (0,), "status": (0,), "read": (0,), "settle": (0,)}
"""The exit codes of commands that nobody kills."""


@dataclass(slots=True)
class Tally:
    """What a run has come to so far; threads share it."""

    ended: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    losses: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """Count how a command ended."""
        with self._lock:
            self.ended[what] += 1

    def lost(self, what: str) -> None:
        """Say at once what was lost, and go on."""
        with self._lock:
            self.losses += 1
            print(f"LOST: {what}", flush=True)

    def show(self) -> None:
        """Print how often each command ended how, and what was kept."""
        for what, count in sorted(self.ended.items()):
            print(f"{count:>8} {what}")
        for what, count in sorted(self.kept.items()):
            print(f"{count:>8} {what} confirmed, and there at the end")
        print(f"{self.ended.total():>8} commands, {self.losses} losses", flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A folder in which commands run, and what they confirmed."""

    name: str
    folder: Path
    tally: Tally
    killing: signal.Signals
    patience: float
    """The seconds that a command takes where nobody kills it; it is killed within them."""
    confirmed: list[tuple[str, str]] = field(default_factory=list)
    """The file and the words of each record that a command confirmed."""


def main() -> None:
    """Run for as long as is asked for; exit 1 if anything was lost."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0, help="how long it runs (10)")
    arguments.add_argument("--jobs", type=int, default=4, help="commands at a time (4)")
    arguments.add_argument("--round", type=float, default=60.0, help="seconds of a round (60)")
    arguments.add_argument("--seed", type=int, default=0, help="fixes what is run and killed (0)")
    given = arguments.parse_args()
    until = time.monotonic() + 60 * given.minutes
    tally, number = Tally(), 0
    with tempfile.TemporaryDirectory(prefix="mcaudit-soak-") as folder:
        start = Path(folder, "start")
        patience = prepare(start)
        while number == 0 or time.monotonic() < until:
            # In turn: after SIGTERM nothing may be left behind, after SIGKILL temporary files may.
            killing = signal.SIGKILL if number % 2 else signal.SIGTERM
            name = f"{os.getpid()}-{given.seed}-{number}"
            here = Round(name=name, folder=Path(folder, name), tally=tally, killing=killing, patience=patience)
            shutil.copytree(start, here.folder)
            _run(here, given.jobs, given.round, f"{given.seed} {number}")
            look(here)
            shutil.rmtree(here.folder)
            number += 1
            print(f"round {number}, {killing.name}: {tally.losses} losses so far", flush=True)
    tally.show()
    sys.exit(tally.losses > 0)


# --- what a round begins with --------------------------------------------------------------------


def prepare(start: Path) -> float:
    """Make the folder that every round begins with; return the seconds that the longest command takes."""
    start.mkdir()
    made_profiles(start / "profiles", _SOME_PROFILES)
    shutil.copytree(ROOT / "profiles" / "fictional", start / "fictional")
    for name in ("out", "returned", "decisions", "disputed"):
        (start / name).mkdir()
    entries = entries_on(start / REVIEWED)
    _write(start / "entries.json", entries)
    _write(start / "disputed" / "ann.json", _decisions("ann", [{**each, "answer": "met"} for each in entries]))
    _write(start / "disputed" / "bo.json", _decisions("bo", entries))
    _write(start / "decisions" / "first.json", _decisions("first", entries[:1]))
    longest = 0.0
    for command in (CHECK, REPORT):
        before = time.monotonic()
        subprocess.run((*MCAUDIT, *command), cwd=start, env=_environment(""), capture_output=True, check=False)
        longest = max(longest, time.monotonic() - before)
    shutil.copytree(start / "out", start / "expected")
    return longest


def entries_on(path: Path) -> list[dict[str, Any]]:
    """Return an entry of a file of decisions for each criterion of a profile that waits for reviewers."""
    edition = default_edition()
    profile = read_profile(edition, path)
    pins, documents = pins_of(case_of(edition, profile, date=DAY)), document_pins(profile)
    cited = next(iter(documents))
    return [
        {
            "criterion": each.criterion,
            "answer": Answer.CANNOT_TELL,
            "date": DAY,
            "rationale": "So it is.",
            "citations": [{"document": cited, "place": "p. 1"}],
            "pins": {
                **pins[each.criterion].as_data(),
                "documents": {**pins[each.criterion].documents, cited: documents[cited]},
            },
        }
        for each in audit(edition, profile, date=DAY).findings
        if each.status is Status.AWAITING_REVIEW
    ]


def _decisions(name: str, entries: Sequence[Any]) -> dict[str, Any]:
    return {
        "format": "mcaudit-decisions/1",
        "edition": "v1.0",
        "profile": Path(REVIEWED).stem,
        "reviewer": {"id": name, "name": name.title(), "affiliation": "Example Review Panel"},
        "decisions": entries,
    }


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


# --- commands, some of which are killed ----------------------------------------------------------


def _run(here: Round, jobs: int, seconds: float, seed: str) -> None:
    """Run commands, as many at a time as there are jobs, until the time is over."""
    until = time.monotonic() + seconds
    entries = json.loads((here.folder / "entries.json").read_text(encoding="utf-8"))

    def go_on(job: int) -> None:
        chance, number = random.Random(f"{seed} {job}"), 0
        while number == 0 or time.monotonic() < until:
            _one(here, chance, entries, f"{job}-{number}")
            number += 1

    with ThreadPoolExecutor(jobs) as pool:
        for each in [pool.submit(go_on, job) for job in range(jobs)]:
            each.result()


def _one(here: Round, chance: random.Random, entries: Sequence[dict[str, Any]], mark: str) -> None:
    """Run one command, and perhaps kill it; remember what it confirmed."""
    kind = chance.choice(("check", "report", "audit", "status", *("read", "settle") * 3))
    words = [f"Said {mark}, {number}." for number in range(chance.randint(1, 5) if kind == "read" else 1)]
    chosen = chance.sample(entries, len(words))
    reviewer = chance.choice(("cleo", "dana"))
    delay = chance.uniform(0, here.patience) if chance.random() < _KILLED else None
    file = "settlements.json"
    match kind:
        case "read":
            said = [{**entry, "rationale": word} for entry, word in zip(chosen, words, strict=True)]
            _write(here.folder / "returned" / f"{mark}.json", _decisions(reviewer, said))
            command: tuple[str, ...] = (*READ, f"returned/{mark}.json")
            file = f"decisions/{Path(REVIEWED).stem}--{reviewer}.json"
        case "settle":
            by = ("--by", "chair; Pat Chair; State Board", "--answer", "met")
            command = (*SETTLE, *by, "--criterion", chosen[0]["criterion"], "--why", words[0])
        case _:
            command = {"check": CHECK, "report": REPORT, "audit": AUDIT_REVIEWED, "status": STATUS}[kind]
    code = _ended(here, kind, command, delay)
    if code == 0 and kind in ("read", "settle"):
        here.confirmed.extend((file, word) for word in words)


def _ended(here: Round, kind: str, command: Sequence[str], delay: float | None) -> int:
    """Return the exit code of a command that is killed after a delay, unless that is None."""
    with tempfile.TemporaryFile() as errors:  # not a pipe, which a worker that is left would keep open
        begun = subprocess.Popen(
            (*MCAUDIT, *command),
            cwd=here.folder,
            env=_environment(here.name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        killed = False
        try:
            begun.wait(delay)
        except subprocess.TimeoutExpired:
            begun.send_signal(here.killing)
            killed = True
        code = begun.wait()
        errors.seek(0)
        text = errors.read().decode(errors="replace")
    by_signal = killed and code in (-here.killing, 128 + here.killing)
    here.tally.count(f"{kind} killed by {here.killing.name}" if by_signal else f"{kind} done")
    if (not by_signal and code not in _EXPECTED[kind]) or any(fault in text for fault in _FAULTS):
        here.tally.lost(f"{kind} ended with {code}, killed: {killed}\n{text[-2000:]}")
    return code


def _environment(name: str) -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": str(ROOT), _MARK: name}


# --- what was lost -------------------------------------------------------------------------------


def look(here: Round) -> None:
    """Say of everything in a round's folder that is missing, torn, or left behind."""
    _look_for_processes(here)
    if here.killing != signal.SIGKILL:
        for path in leftovers(here.folder):
            here.tally.lost(f"{path.relative_to(here.folder)} was left behind after {here.killing.name}")
    for file in dict.fromkeys(file for file, _ in here.confirmed):
        words = [word for each, word in here.confirmed if each == file]
        missing = missing_words(here.folder / file, words)
        here.tally.kept["settlements" if file == "settlements.json" else "decisions"] += len(words) - len(missing)
        for word in missing:
            here.tally.lost(f"{file} does not have “{word}”, and a command confirmed it")
    for name in torn(here.folder / "out", here.folder / "expected"):
        here.tally.lost(f"out/{name} is not whole")
    for kind, command in (("audit", AUDIT_REVIEWED), ("settle", (*SETTLE[:-2], "--decisions", "settlements.json"))):
        if kind == "audit" or (here.folder / "settlements.json").exists():
            _ended(here, kind, command, None)  # what is there can be read, and no lock keeps anybody out


def leftovers(folder: Path) -> list[Path]:
    """Return the temporary files and locks in a folder."""
    return sorted(path for path in folder.rglob(".*") if path.is_file())


def missing_words(path: Path, words: Sequence[str]) -> list[str]:
    """Return which words no record in a file has."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [*words]
    entries = content.get("decisions") or content.get("settlements") or ()
    there = {entry.get("rationale") or entry.get("why") for entry in entries}
    return [word for word in words if word not in there]


def torn(out: Path, expected: Path) -> Iterator[str]:
    """Yield the outputs that are not what a command that nobody killed writes."""
    for path in sorted(out.rglob("*")):
        if path.name.startswith("."):
            continue
        like = expected / path.relative_to(out)
        try:
            whole = path.read_bytes() == like.read_bytes() if like.exists() else bool(json.loads(path.read_bytes()))
        except (OSError, ValueError):
            whole = False
        if not whole:
            yield path.relative_to(out).as_posix()


def _look_for_processes(here: Round) -> None:
    until = time.monotonic() + _SECONDS_TO_END
    while (left := list(_processes(here.name))) and time.monotonic() < until:
        time.sleep(0.2)
    for process in left:
        here.tally.lost(f"process {process} goes on after its command was ended with {here.killing.name}")
        os.kill(process, signal.SIGKILL)


def _processes(name: str) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{_MARK}={name}".encode() in path.read_bytes().split(b"\0"):
                yield int(path.parent.name)
        except OSError:
            continue


if __name__ == "__main__":
    main()
