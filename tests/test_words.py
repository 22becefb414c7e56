"""Phrases that readers stumble over stay out of every text that a person reads: code, criteria, pages, and guides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

_NOT = r"(?!longer\b|more\b|less\b|fewer\b|later\b|earlier\b|different\b|better\b|worse\b|other\b)"
_PHRASES = (
    rf"(?<!there )(is|are|was|were) no {_NOT}",
    r"must be no (?!more|less|longer)",
    r"needed is\b",
    r"and (text|a number|a list) is needed\b",
    r"of (which|whom) it is said\b",
    r"of which is said\b",
    r"what people choose by\b",
    r"(can|could|may|might) be had\b",
    r"(told|tells)\b",
    r"(bear|bears|bore|borne) (it |this |that )?out\b",
    r"takes? a reader\b",
    r"reckon",
    r"in play\b",
    r"(to|would|and|or|not|can|must) mend\b",
    r"mend (it|the|what|or)\b",
    r"mend(s|ed)\b",
    r"turn(s|ed|ing)? down\b",
    r"hand(s|ed|ing)? (it |them |this |evidence )?in\b",
    r"pass(es|ed|ing)? over\b",
    r"as often as you\b",
    r"required requirements?\b",
    r"held against\b",
    r"all the same\b",
    r"only what it is told\b",
    r"without minding\b",
    r"gravest\b",
    r"state whose review\b",
    r"asks you to act\b",
    r"unless you see otherwise\b|if you see otherwise\b",
    r"cannot pass as it stands\b",
    r"folders that hold some\b",
    r"come to together\b",
    r"(judgement|behaviour)",
    r"(?<=[a-z] )(enrolment|catalogue|licence)s?\b(?!:)",
)
_FOUND = re.compile(rf"\b(?:{'|'.join(_PHRASES)})")
"""Any of them in lower case; to look for them only where a word begins takes a tenth of the time."""
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
    """Return a text in one line and in lower case, without keys; of the changelog only what is not released."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if name == "CHANGELOG.md":
        text = text.partition("\n## ")[2].partition("\n## ")[0]
    return _KEYS.sub("", re.sub(r"[\s*#]+", " ", text)).lower()


def test_every_text_is_plain_american_english() -> None:
    texts = {name: _text(name) for name in _names()}
    assert len(texts) > 500
    wrong = {
        name: [text[max(at.start() - 40, 0) : at.end() + 20] for at in _FOUND.finditer(text)]
        for name, text in texts.items()
    }
    assert {name: phrases for name, phrases in wrong.items() if phrases} == {}


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
    assert _FOUND.search(text.lower())


@pytest.mark.parametrize(
    "text", ["There is no limit.", "It is no longer valid.", "enrolment: On any day", "cannot tell"]
)
def test_plain_english_is_left_alone(text: str) -> None:
    assert not _FOUND.search(text.lower())
