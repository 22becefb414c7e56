"""Makes inputs for every reader of mcaudit, reads them, and saves what shows a fault: `python -m tests.fuzz`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress

from tests.fuzz.readers import READERS
from tests.fuzz.running import Tally, fuzz, prepare, save

_SECONDS = 10.0
"""Processor time that one input may take."""
_BATCH = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print what was found, and return the exit code: 1 where there is a fault."""
    options = _parser().parse_args(arguments)
    names = options.reader or list(READERS)
    batches = [range(at, min(at + _BATCH, options.inputs)) for at in range(0, options.inputs, _BATCH)]
    start, tally = time.monotonic(), Tally()
    with suppress(KeyboardInterrupt):  # what was counted until then is reported
        for done, more in enumerate(_in_processes(names, options.seed, batches, options.processes), 1):
            tally.add(more)
            inputs = sum(map(len, batches[:done]))
            seconds = time.monotonic() - start
            print(f"{inputs:,} inputs, {len(tally.found)} faults, {inputs / seconds:,.0f} a second", file=sys.stderr)
    _report(names, tally)
    return 1 if tally.found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="how many inputs [default: 20000]")
    parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same inputs [default: 0]")
    help = "only inputs for this reader; repeatable [default: all]"
    parser.add_argument("--reader", action="append", choices=list(READERS), metavar="NAME", help=help)
    parser.add_argument("--processes", type=int, default=1, help="how many at a time [default: 1]")
    return parser


def _in_processes(names: Sequence[str], seed: int, batches: Sequence[range], processes: int) -> Iterator[Tally]:
    if processes <= 1:
        prepare(names)
        yield from (fuzz(names, seed, batch, _SECONDS) for batch in batches)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, prepare, (names,)) as pool:
        waiting = [pool.submit(fuzz, names, seed, batch, _SECONDS) for batch in batches]
        yield from (each.result() for each in waiting)


def _report(names: Sequence[str], tally: Tally) -> None:
    print(f"{'reader':<20}{'inputs':>10}{'read':>10}{'refused':>10}{'faulty':>8}")
    for name in names:
        read, refused, faulty = tally.read[name], tally.refused[name], tally.faulty[name]
        print(f"{name:<20}{read + refused + faulty:>10,}{read:>10,}{refused:>10,}{faulty:>8,}")
    read, refused, faulty = (sum(each.values()) for each in (tally.read, tally.refused, tally.faulty))
    print(f"{'all':<20}{read + refused + faulty:>10,}{read:>10,}{refused:>10,}{faulty:>8,}")
    for found in tally.found.values():
        path = save(found)
        print(f"\nfault: {found.fault.key}\nreader: {found.reader}, input {found.number}, saved as {path or 'nothing'}")
        print(found.fault.trace)


if __name__ == "__main__":
    sys.exit(main())
