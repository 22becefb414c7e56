"""What is left to decide in one state after the reviewers of another have decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model.edition import Edition
from mcaudit.model.policy import Policy
from mcaudit.model.words import Actor, Answer


class Why(StrEnum):
    """Why reviewers must decide a criterion although the other state's reviewers may have decided it."""

    BOUND = "bound"
    """It depends on the state."""
    NOT_ADOPTED = "not_adopted"
    """The policy does not adopt the other state's decisions on it."""
    STALE = "stale"
    """What it was decided on has changed since."""
    PARTY = "party"
    """A reviewer works for a party."""
    TOO_OLD = "too_old"
    SETTLED_THERE = "settled_there"
    """The reviewers disagreed, and the policy does not adopt how that was settled."""
    QUORUM = "quorum"
    """Too few reviewers have decided it."""
    NEVER_DECIDED = "never_decided"
    REQUIRED_HERE_ONLY = "required_here_only"
    """It is a desired criterion that only this state requires."""
    CONFIRM_FACTS = "confirm_facts"
    """The policy asks reviewers to check facts, and nobody has checked this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A decision of the other state that counts, or would count, with whoever decided it and when."""

    criterion: str
    answer: Answer
    """`checked` where reviewers only checked a fact."""
    by: tuple[str, ...]
    dates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A criterion that this state's reviewers must decide, and why; `first` is who must act before they can."""

    criterion: str
    why: Why
    first: Actor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """What carries from one state to another for a micro-credential, and what is left to decide there."""

    id: str
    title: str
    path: str
    fictional: bool
    from_state: str
    to_state: str
    adopted: bool
    """Whether the receiving state's policy adopts the other state's decisions."""
    what_if: bool
    """Whether it is worked out as if the policy adopted them; nothing counts because of that."""
    decided: int
    """How many criteria the other state's reviewers have answered, settled or not."""
    carry: tuple[Carried, ...]
    open: tuple[Reopened, ...]
    facts: tuple[str, ...]
    """Criteria that the other state's reviewers answered, and that facts or the policy settle here."""
    spared: tuple[str, ...]
    """Criteria that they answered and that nobody needs to decide here, because another of the group is enough."""
    own: tuple[str, ...]
    """Criteria that the receiving state's own reviewers have decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residues:
    """The residues of some micro-credentials from one state to another, on a day (YYYY-MM-DD)."""

    edition: Edition
    date: str
    from_state: str
    to_state: str
    policies: tuple[Policy, ...]
    """Those of the two states, as far as they have one."""
    policy: str
    """How a command names the policy of the receiving state; empty where it has none."""
    residues: tuple[Residue, ...]
    notices: tuple[str, ...] = ()

    @property
    def is_what_if(self) -> bool:
        """Whether it is worked out as if the receiving state adopted what it has not adopted."""
        return any(each.what_if and not each.adopted for each in self.residues)
