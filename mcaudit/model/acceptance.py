"""What would open a cell of a map of acceptance: acts, and the smallest sets of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice, product


class Party(StrEnum):
    """Who does an act."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    STATE = "state"
    DELEGATE = "delegate"
    """Whoever the state's rule leaves it to: a district, a committee, an employer."""


class Verb(StrEnum):
    """What is done."""

    ANSWER = "answer"
    """Fill in or change an answer of the profile."""
    CITE = "cite"
    """Give a usable citation for an answer."""
    SETTLE = "settle"
    """Find out which of several values is right."""
    OBTAIN = "obtain"
    """Get something from somebody else, such as an approval."""
    DECIDE = "decide"
    """Decide a criterion; decide it again where a decision is stale or went against it."""
    SET = "set"
    """State a setting of the policy."""
    STATE = "state"
    """State a rule for a purpose."""
    APPROVE = "approve"
    """Approve this micro-credential, as the state's rule leaves open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The least thing that one party does; acts with the same key are one act, whatever asks for it."""

    party: Party
    verb: Verb
    pointer: str
    """A place in the profile, a criterion, a setting, or a purpose."""
    profile: str = ""
    """The profile that it is about; empty where it is about several, as what a state sets is."""
    state: str = ""
    """The state that it is done in or for; empty where it counts in each, as what a provider answers does."""
    text: str = field(default="", compare=False)
    """What to do, as an instruction."""
    outside: bool = field(default=False, compare=False)
    """Whether no wording of the profile brings it about."""
    criteria: tuple[str, ...] = field(default=(), compare=False)
    """The criteria that it may serve, in the source's order."""

    @property
    def key(self) -> str:
        """Return how outputs name it."""
        return f"{self.party}:{self.verb}:{self.pointer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The smallest sets of acts that open a cell: everything in `always`, and of each choice one alternative."""

    target: str
    """The answer that they lead to."""
    size: int
    """How many acts a smallest set has; an upper bound where it is not proven."""
    proven: bool
    """False where the search was cut short, so that a smaller set may exist."""
    always: tuple[Act, ...]
    """Acts in every smallest set, in the source's order; where it is not proven, acts that no set can do without."""
    one_of: tuple[tuple[tuple[Act, ...], ...], ...]
    """Choices that do not depend on each other; each has its alternatives."""

    @property
    def sets(self) -> int:
        """Return how many smallest sets there are."""
        count = 1
        for choice in self.one_of:
            count *= len(choice)
        return count

    def listed(self, most: int) -> Iterator[tuple[Act, ...]]:
        """Yield at most so many of the smallest sets."""
        for picked in islice(product(*self.one_of), most):
            yield (*self.always, *chain.from_iterable(picked))
