"""Phrases that readers stumble over stay out of every text that a person reads: code, criteria, pages, and guides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

_NOT = r"(?!longer\b|more\b|less\b|fewer\b|later\b|earlier\b|different\b|better\b|worse\b|other\b)"
_PHRASES = (
    rf"(?<!there )\b(is|are|was|were) no {_NOT}",
    r"\bmust be no (?!more|less|longer)",
    r"\bneeded is\b",
    r"\band (text|a number|a list) is needed\b",
    r"\bof (which|whom) it is said\b",
    r"\bof which is said\b",
    r"\bwhat people choose by\b",
    r"\b(can|could|may|might) be had\b",
    r"\b(told|tells)\b",
    r"\b(bear|bears|bore|borne) (it |this |that )?out\b",
    r"\btakes? a reader\b",
    r"\breckon",
    r"\bin play\b",
    r"\b(to|would|and|or|not|can|must) mend\b",
    r"\bmend (it|the|what|or)\b",
    r"\bmend(s|ed)\b",
    r"\bturn(s|ed|ing)? down\b",
    r"\bhand(s|ed|ing)? (it |them |this |evidence )?in\b",
    r"\bpass(es|ed|ing)? over\b",
    r"\bas often as you\b",
    r"\brequired requirements?\b",
    r"\bheld against\b",
    r"\ball the same\b",
    r"\bonly what it is told\b",
    r"\bwithout minding\b",
    r"\bgravest\b",
    r"\bstate whose review\b",
    r"\basks you to act\b",
    r"\bunless you see otherwise\b|\bif you see otherwise\b",
    r"\bcannot pass as it stands\b",
    r"\bfolders that hold some\b",
    r"\bcome to together\b",
    r"\b(judgement|behaviour)",
    r"(?<=[a-z] )(enrolment|catalogue|licence)s?\b(?!:)",
)
_FOUND = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES), re.IGNORECASE)
_QUOTED = (
    "profiles/",  # quote other people's pages
    "reports/",  # made from profiles
    "docs/example-endorsement/audit.json",  # made from a profile
    "tests/golden/",
    "tests/fuzz/seeds/",
    "tests/fidelity/",  # made-up pages, in the words of many writers
    "docs/example-repository/submissions/",  # a made-up provider's
    "tests/test_words.py",
)
"""Where other people speak: quotations, and what is made from them."""
_PLACES = (".ci", ".github", "benchmarks", "criteria", "docs", "mcaudit", "tests")
_FILES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "action.yml",
    "pyproject.toml",
    "hatch_build.py",
)
_ENDINGS = {"", ".py", ".md", ".yaml", ".yml", ".json", ".j2", ".js", ".mjs", ".css"}
_KEYS = re.compile(r"`[^`\s]*`|\"mended\"")
"""Published keys and values, which stay as they are."""


def _names() -> Iterator[str]:
    inside = (path for place in _PLACES for path in sorted((ROOT / place).rglob("*")))
    for path in (*(ROOT / name for name in _FILES), *inside):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and path.suffix in _ENDINGS and not name.startswith(_QUOTED) and "__pycache__" not in name:
            yield name


def _text(name: str) -> str:
    """Return a text in one line, without keys; of the changelog only what is not released."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if name == "CHANGELOG.md":
        text = text.partition("\n## ")[2].partition("\n## ")[0]
    return _KEYS.sub("", re.sub(r"[\s*#]+", " ", text))


@pytest.mark.parametrize("name", [*_names()])
def test_a_text_is_plain_american_english(name: str) -> None:
    text = _text(name)
    assert not [text[max(found.start() - 40, 0) : found.end() + 20] for found in _FOUND.finditer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30 is no day",
        "`title` is 5 (a number), and text is needed",
        "Needed is a day.",
        "an audit knows only what it is told",
        "Words bear it out.",
        "It takes a reader.",
        "is reckoned as one",
        "no longer in play",
        "how to mend it",
        "It is turned down.",
        "What earners hand in",
        "passed over, since they do not say it",
        "as often as you like",
        "10 required requirements",
        "the course catalogue",
        "Of several profiles the gravest counts",
    ],
)
def test_a_phrase_is_found(text: str) -> None:
    assert _FOUND.search(text)


@pytest.mark.parametrize(
    "text", ["There is no limit.", "It is no longer valid.", "enrolment: On any day", "cannot tell"]
)
def test_plain_english_is_left_alone(text: str) -> None:
    assert not _FOUND.search(text)
