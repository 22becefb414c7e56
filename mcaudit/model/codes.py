"""Writes the codes of a profile as words."""

from __future__ import annotations

_SPELLED = {"pd": "PD", "ceu": "CEU", "faq": "FAQ", "us": "US", "carnegie": "Carnegie", "enrolment": "enrollment"}


def code_words(code: str) -> str:
    """Return a code of a profile in words: “pd_hours” as “PD hours”."""
    return " ".join(_SPELLED.get(word, word) for word in code.split("_"))
