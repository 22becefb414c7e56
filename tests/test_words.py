"""Phrases that readers stumble over stay out of the guides, and out of the docstrings and comments of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

_PHRASES = (
    r"needed is\b",
    r"of which it is said",
    r"what people choose by",
    r"\bbears? (it )?out\b",
    r"\btakes a reader\b",
    r"\breckoned\b",
    r"\bin play\b",
    r"\b(to|would) mend\b",
    r"\bmend (the|what)\b",
    r"\bturned down\b",
    r"\bpassed over\b",
    r"as often as you like",
    r"\bjudgement",
    r"\bbehaviour",
)
_FOUND = re.compile("|".join(_PHRASES), re.IGNORECASE)
_PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
_TEXTS = (
    *(ROOT / name for name in _PAGES),
    *(path for path in sorted((ROOT / "docs").rglob("*.md")) if "example" not in path.parts[-2]),
    *sorted((ROOT / "mcaudit").rglob("*.py")),
    *sorted((ROOT / "mcaudit" / "schemas").glob("*.json")),
)


@pytest.mark.parametrize("path", _TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_text_is_plain_american_english(path: Path) -> None:
    text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
    assert not [found.group() for found in _FOUND.finditer(text)]


@pytest.mark.parametrize("text", ["needed is a day", "Words bear out", "It is turned down.", "how to mend it"])
def test_a_phrase_is_found(text: str) -> None:
    assert _FOUND.search(text)
