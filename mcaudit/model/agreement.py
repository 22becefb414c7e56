"""How far reviewers agree, as figures: each with an interval, or with the reason why it is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One measure of agreement; `n` units were answered by two reviewers or more.

    `low` and `high` bound it with 95 % confidence. A figure that is withheld is None, and `withheld` says why.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None
    withheld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far reviewers agree on a number of units; a unit is one criterion of one profile."""

    units: int
    """Units that anybody answered."""
    paired: int
    """Units that two reviewers or more answered."""
    reviewers: int
    percent: Coefficient
    """The share of pairs of answers to a unit that agree: from 0 to 1."""
    kappa: Coefficient
    """Cohen's kappa, for exactly two reviewers."""
    alpha: Coefficient
    """Krippendorff's alpha, nominal."""
    ac1: Coefficient
    """Gwet's AC1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """How far reviewers agree, over everything and by the number of a component, of those that were judged."""

    overall: Agreement
    components: Mapping[str, Agreement]
    left_out: int = 0
    """Answers left out because their reviewers had seen what the facts suggest."""
