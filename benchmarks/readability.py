"""Prints the Flesch-Kincaid grade of what a provider and an official read first: a letter, and page 1 of an audit.

The grade is 0.39 × words / sentences + 11.8 × syllables / words − 15.59 (Kincaid and others, 1975). A syllable is a run
of vowels, without a silent e at the end. Each line, such as a heading, an item, or a cell, ends a sentence; fewer than
three words do not count as a sentence. A number is a word of two syllables. Codes, such as 1F-6, and web addresses are
left out: nobody reads them as words. The second grade leaves out the titles of criteria and subcomponents too: they are
names, and nearly all of them are long.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from run import MCAUDIT, ROOT

_PROFILE = "profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml"
_AIM = 9.0
_SKIPPED = re.compile(r"\(?\b\d[A-H](-\w+)?\b\)?|https?://\S+|<!-- -->|[*_`\\#>|]|\[(?=\w)|\]\([^)]*\)")
_NAMED = re.compile(r"\b\d[A-H](?:-\w+)?\b [^;.:(|\n]+")
"""A code, and the title after it."""
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+")
_VOWELS = re.compile(r"[aeiouy]+")


def main() -> None:
    """Print the grade of each text."""
    for name, text in (("letter", _markdown("--depth", "letter")), ("page 1 of an audit", _first_page())):
        sentences, unnamed = _sentences(text), _sentences(_NAMED.sub(" ", text))
        words = sum(map(len, sentences))
        print(
            f"{name:<20} grade {grade(sentences):.1f}, without titles {grade(unnamed):.1f} (aim: at most {_AIM:g});"
            f" {words} words in {len(sentences)} sentences, longest {max(map(len, sentences))}"
        )


def grade(sentences: list[list[str]]) -> float:
    """Return the Flesch-Kincaid grade of sentences, each a list of words."""
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _markdown(*options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "made.md")
        command = (*MCAUDIT, "report", _PROFILE, "--config", "none", "--date", "2026-01-01", *options)
        subprocess.run((*command, "-o", f"markdown={target}"), cwd=ROOT, capture_output=True, check=True)
        return target.read_text(encoding="utf-8")


def _first_page() -> str:
    """Return what stands before the list of everything that is to do: the first page on paper."""
    return _markdown("--depth", "summary").partition("\n## What to do, part by part")[0]


def _sentences(text: str) -> list[list[str]]:
    lines = (line for line in text.splitlines() if not line.lstrip().startswith(("|", "!")))
    parts = (part for line in lines for part in re.split(r"(?<=[.?!:;])\s+", _SKIPPED.sub(" ", line)))
    found = [_WORD.findall(part) for part in parts]
    return [words for words in found if len(words) > 2]  # noqa: PLR2004


def _syllables(word: str) -> int:
    if word.isdigit():
        return 2
    spoken = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(spoken))
    if spoken.endswith("e") and not spoken.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


if __name__ == "__main__":
    main()
