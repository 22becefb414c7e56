"""What profiles claim in hours and currency, with what is converted into clock hours and what contradicts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model.values import UNLIMITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A claimed amount: a number has two equal ends; a range may lack one; words are given as they are."""

    low: float | None = None
    high: float | None = None
    about: float | None = None
    text: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the profile gives any amount."""
        return self != Amount()

    @property
    def is_number(self) -> bool:
        """Whether any part of it is a number."""
        return not (self.low is self.high is self.about is None)

    @property
    def exact(self) -> float | None:
        """The number, where it is a single one."""
        return self.low if self.low == self.high else None

    def words(self, figure: Callable[[float], str] = "{:.15g}".format) -> str:
        """Return the amount in words; `figure` writes a number. Empty where none is given."""
        if self.low is not None and self.high is not None:
            return figure(self.low) if self.low == self.high else f"{figure(self.low)} to {figure(self.high)}"
        if self.low is not None:
            return "unlimited" if self.low >= UNLIMITED else f"at least {figure(self.low)}"
        if self.high is not None:
            return f"at most {figure(self.high)}"
        return self.text if self.about is None else f"about {figure(self.about)}"

    def times(self, factor: float) -> Amount:
        """Return the amount in another unit; words cannot be converted."""
        low, high, about = (None if end is None else end * factor for end in (self.low, self.high, self.about))
        return Amount(low=low, high=high, about=about)

    def excludes(self, other: Amount, tolerance: float = 0.0) -> bool:
        """Return whether the two cannot be the same number; an approximate one or words exclude nothing."""
        return _above(self.low, other.high, tolerance) or _above(other.low, self.high, tolerance)


def _above(low: float | None, high: float | None, tolerance: float) -> bool:
    return low is not None and high is not None and low - high > tolerance * max(low, high)


class ClaimKind(StrEnum):
    """What a claim in the ledger is: time that it takes, or what it is worth."""

    TIME = "time"
    VALUE = "value"
    EQUIVALENCE = "equivalence"
    DISPUTED = "disputed"
    """What one source says where sources disagree; the amount is given in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimed amount of hours, credits, units, points or money, as a profile gives it."""

    of: str
    """The id of the profile."""
    kind: ClaimKind
    what: str
    """What the amount is of, in words, such as professional development hours."""
    pointer: str
    amount: Amount
    unit: str = ""
    """The unit's code in a profile, such as pd_hours; empty where none is given."""
    unit_words: str = ""
    state: str = ""
    """Whose currency it is; empty where the profile does not say."""
    recognizer: str = ""
    for_whom: str = ""
    counts_toward: str = ""
    standing: str = ""
    choice: str = ""
    source: str
    """The document cited for it, and the place there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many clock hours one of a unit is, and who says so; `name` is the unit's own where it is not listed."""

    unit: str
    name: str = ""
    hours: float
    policy: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A claim, in clock hours where a cited rate exists, and what contradicts it."""

    claim: Claim
    clock_hours: Amount | None
    rate: Rate | None
    """The rate behind the hours; None where they are clock hours already, or there is none."""
    against: tuple[str, ...]
    """What contradicts it, in sentences."""
