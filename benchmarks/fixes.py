"""Times the search for the smallest sets of acts: against trying every set, and against working out the cell itself."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import combinations
from random import Random
from typing import TypeVar

from run import ROOT

from mcaudit.accept.acts import Remedies
from mcaudit.accept.fixes import Formula, is_open, smallest
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.model import Edition
from mcaudit.model.acts import Act, Party, Verb
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile

_DAY = "2026-11-01"
_Made = TypeVar("_Made")


def main() -> None:
    """Time random formulas, and each shipped profile."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--acts", type=int, nargs="*", default=[8, 12, 16], help="acts in a random formula")
    given = arguments.parse_args()
    _against_trying(given.acts)
    _against_the_cell(default_edition())


def _timed(make: Callable[[], _Made], times: int = 5) -> tuple[float, _Made]:
    """Return the median of some runs in milliseconds, and what was made."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        made = make()
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.median(taken), made


def _against_trying(sizes: Iterable[int]) -> None:
    print("acts of a random formula, ms to search, ms to try every set, ratio")
    for count in sizes:
        formula = _random_formula(Random(count), count)
        found, _ = _timed(lambda: smallest(formula, target="accepted"))  # noqa: B023
        tried, _ = _timed(lambda: _tried(formula), 1)  # noqa: B023
        print(f"  {count:>3} {found:10.2f} {tried:12.1f} {tried / found:10.0f}", flush=True)


def _random_formula(random: Random, count: int) -> Formula:
    acts = [Act(party=Party.PROVIDER, verb=Verb.ANSWER, pointer=str(index)) for index in range(count)]
    return tuple(
        tuple(frozenset(random.sample(acts, random.randint(1, 3))) for _ in range(random.randint(1, 4)))
        for _ in range(count)
    )


def _tried(formula: Formula) -> list[frozenset[Act]]:
    acts = tuple({act for clause in formula for way in clause for act in way})
    for size in range(len(acts) + 1):
        found = [frozenset(each) for each in combinations(acts, size) if is_open(formula, each)]
        if found:
            return found
    return []


def _against_the_cell(edition: Edition) -> None:
    print("profile, ms to audit, ms to find the ways, ms to search, ratio to the audit, acts, sets")
    for path in sorted((ROOT / "profiles").glob("*/*.yaml")):
        profile = read_profile(edition, path)
        case = case_of(edition, profile, date=_DAY)
        audited, audit = _timed(lambda: audit_of(case, date=_DAY))  # noqa: B023
        asked = [each.members for each in audit.requirements if each.gates]
        built, formula = _timed(lambda: Remedies(case, audit.findings, asked).formula)  # noqa: B023
        searched, fixes = _timed(lambda: smallest(formula, target="accepted"))  # noqa: B023
        assert fixes is not None
        ratio = (built + searched) / audited
        size = f"{fixes.size:>4} {fixes.sets:>6}"
        print(f"  {path.stem:<44} {audited:7.1f} {built:7.1f} {searched:7.1f} {ratio:6.2f} {size}", flush=True)


if __name__ == "__main__":
    main()
