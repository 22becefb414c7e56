"""Times a comparison of 10, 100 and 500 micro-credentials, and reports its memory and the size of its HTML."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from run import MCAUDIT, made_profiles, peak

_KINDS = ("txt", "html", "xlsx", "json")


def main() -> None:
    """Run the comparisons that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--many", type=int, nargs="*", default=[10, 100, 500], help="micro-credentials in one call")
    arguments.add_argument("--pdf", action="store_true", help="PDFs as well, which take longest")
    given = arguments.parse_args()
    kinds = (*_KINDS, "pdf") if given.pdf else _KINDS
    print("micro-credentials, kind, seconds, ms each, peak memory of the largest process in MiB, KiB written, KiB each")
    with tempfile.TemporaryDirectory() as name:
        for count in given.many:
            folder = Path(name, f"many-{count}")
            made_profiles(folder, count)
            for kind in kinds:
                _compared(folder, count, kind, Path(name, f"comparison.{kind}"))


def _compared(folder: Path, count: int, kind: str, target: Path) -> None:
    before = time.perf_counter()
    memory = peak((*MCAUDIT, "compare", str(folder), "-o", str(target)))
    seconds = time.perf_counter() - before
    size = target.stat().st_size / 1024
    print(
        f"  {count:>4} {kind:<5} {seconds:8.2f} {1000 * seconds / count:8.1f} {memory / 1024:7.0f} {size:9.0f} "
        f"{size / count:7.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
