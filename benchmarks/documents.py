"""Times a PDF against the floor, WeasyPrint on the same words without markup; then 1, 10 and 50 profiles."""

from __future__ import annotations

import argparse
import html
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from run import MCAUDIT, ROOT, made_profiles, peak

_SHOWN = "profiles/fictional/leading-restorative-circles.yaml"
_FLOOR = (
    "import sys\n"
    "from pathlib import Path\n"
    "import weasyprint\n"
    "weasyprint.HTML(string=Path(sys.argv[1]).read_text(encoding='utf-8')).write_pdf(sys.argv[2])\n"
)
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "td", "th", "caption", "title"})


def main() -> None:
    """Run the benchmarks that are asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5, help="interleaved runs of one profile")
    arguments.add_argument("--many", type=int, nargs="*", default=[1, 10, 50], help="profiles in one call")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _against_the_floor(folder, given.runs)
        _many(folder, given.many)


def _against_the_floor(folder: Path, runs: int) -> None:
    page, words = folder / "audit.html", folder / "words.html"
    _seconds((*MCAUDIT, "report", _SHOWN, "-o", str(page)))
    words.write_text(_bare(page.read_text(encoding="utf-8")), encoding="utf-8")
    commands = {
        "mcaudit report, PDF": (*MCAUDIT, "report", _SHOWN, "-o", str(folder / "audit.pdf")),
        "the same words, bare": (sys.executable, "-c", _FLOOR, str(words), str(folder / "words.pdf")),
        "mcaudit report, HTML": (*MCAUDIT, "report", _SHOWN, "-o", str(page)),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(_seconds(command))
    floor = statistics.median(times["the same words, bare"])
    print("one profile that answers everything, cold")
    for name, command in commands.items():
        median = statistics.median(times[name])
        print(f"  {name:<24} {median:7.2f} s  {median / floor:5.2f} of the floor  {peak(command) / 1024:6.0f} MiB")


def _many(folder: Path, counts: Sequence[int]) -> None:
    print("profiles, seconds, seconds a PDF, peak memory of the largest process in MiB")
    for count in counts:
        made_profiles(folder / f"many-{count}", count)
        command = (*MCAUDIT, "report", str(folder / f"many-{count}"), "-o", str(folder / f"to-{count}"), "-f", "pdf")
        before = time.perf_counter()
        memory = peak(command)
        seconds = time.perf_counter() - before
        print(f"  {count:>4} {seconds:8.1f} {seconds / count:7.2f} {memory / 1024:7.0f}", flush=True)


def _bare(page: str) -> str:
    """Return a page with the words of another, each block of them a plain paragraph."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    paragraphs = "".join(f"<p>{html.escape(' '.join(words.split()))}</p>" for words in reader.blocks if words.strip())
    return f"<!doctype html><title>Words</title>{paragraphs}"


class _Words(HTMLParser):
    """Collects the words of a page, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unread += tag in ("style", "script")
        if tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.blocks[-1] += data


def _seconds(command: Sequence[str]) -> float:
    before = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
