"""Counts of requirements as records; `$defs/counts` of the schemas has their shape."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.model import Counts, Score

_COUNTED = (
    "met", "partly_met", "unsupported", "awaiting_review", "not_stated", "not_met", "not_applicable", "waived",
    "total", "addressed", "floor", "ceiling",
)  # fmt: skip


def score_record(score: Score) -> Mapping[str, Mapping[str, int]]:
    """Return the counts of the required and of the desired."""
    return {"required": _counts(score.required), "desired": _counts(score.desired)}


def _counts(counts: Counts) -> Mapping[str, int]:
    return {name: getattr(counts, name) for name in _COUNTED}
