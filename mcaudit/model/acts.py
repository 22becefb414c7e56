"""What somebody can do so that a micro-credential counts, and the smallest sets of it that are enough."""

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
    what: str = field(default="", compare=False)
    """The end of the text, for lists that put acts together which begin alike, such as the fields of one answer."""
    outside: bool = field(default=False, compare=False)
    """Whether no wording of the profile brings it about."""
    criteria: tuple[str, ...] = field(default=(), compare=False)
    """The criteria that it may serve, in the source's order."""

    @property
    def key(self) -> str:
        """Return how outputs name it."""
        return f"{self.party}:{self.verb}:{self.pointer}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does for many cells."""

    opens: int
    """How many cells it opens alone."""
    unavoidable: int
    """How many cells no set of acts opens without it, of those that acts can open."""


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
    """Acts in every smallest set, in the source's order; where it is not proven, those that the rest is beside."""
    one_of: tuple[tuple[tuple[Act, ...], ...], ...]
    """Choices that do not depend on each other; each has its alternatives."""

    @property
    def sets(self) -> int:
        """Return how many smallest sets there are."""
        count = 1
        for choice in self.one_of:
            count *= len(choice)
        return count

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act of any smallest set, each once."""
        return tuple(dict.fromkeys((*self.always, *(act for choice in self.one_of for each in choice for act in each))))

    def listed(self, most: int) -> Iterator[tuple[Act, ...]]:
        """Yield at most so many of the smallest sets."""
        for picked in islice(product(*self.one_of), most):
            yield (*self.always, *chain.from_iterable(picked))
