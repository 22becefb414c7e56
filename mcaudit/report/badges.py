"""Statuses, ratings, and verdicts as words with their look, and counts as bars."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.blocks import Badge, Bar
from mcaudit.looks import SEGMENTS, Look
from mcaudit.model import Counts, Rating, Status, Verdict
from mcaudit.terms.words import RATING, STATUS, VERDICT

# Each table has an entry for every member of its enumeration; a test proves it.

_RATINGS: Mapping[Rating, tuple[Look, str]] = {
    Rating.EXEMPLARY: (Look.EXEMPLARY, "E"),
    Rating.GOOD: (Look.MET, "G"),
    Rating.DEVELOPING: (Look.PARTLY_MET, "D"),
    Rating.WAITING: (Look.AWAITING_REVIEW, "W"),
    Rating.UNSUPPORTED: (Look.UNSUPPORTED, "U"),
    Rating.NOT_MET: (Look.NOT_MET, "N"),
    Rating.NOT_STATED: (Look.NOT_STATED, "·"),
    Rating.NOT_APPLICABLE: (Look.NOT_APPLICABLE, "–"),
}
"""The look of each rating, and the letter that stands for it; what is not addressed is gray, never red."""
_VERDICTS: Mapping[Verdict, Look] = {
    Verdict.PASS: Look.MET,
    Verdict.FAIL: Look.NOT_MET,
    Verdict.INCOMPLETE: Look.NOT_STATED,
    Verdict.UNDECIDED: Look.AWAITING_REVIEW,
    Verdict.READY: Look.MET,
    Verdict.NOT_READY: Look.NOT_MET,
}


def status_badge(status: Status) -> Badge:
    """Return a status in its word."""
    return Badge(STATUS[status], Look(status))


def rating_badge(rating: Rating) -> Badge:
    """Return a rating in its word."""
    look, letter = _RATINGS[rating]
    return Badge(RATING[rating], look, letter)


def verdict_badge(verdict: Verdict) -> Badge:
    """Return a verdict in its word."""
    return Badge(VERDICT[verdict], _VERDICTS[verdict])


def bar_of(label: str, counts: Counts, words: str = "") -> Bar:
    """Return how many requirements have which status, drawn; its words are empty where numbers stand beside it."""
    return Bar(label=label, counts={look: getattr(counts, look) for look in SEGMENTS}, words=words)
