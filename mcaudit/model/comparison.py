"""A comparison: several audits side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcaudit.model.audit import Audit, Score, SubcomponentResult
from mcaudit.model.change import Effect, Since, TextChange
from mcaudit.model.edition import Edition
from mcaudit.model.ledger import Claim, LedgerLine
from mcaudit.model.policy import Policy
from mcaudit.model.stacks import Lookalike, Stack, StackClaim
from mcaudit.model.words import Actor, Gate, GroupBy, Level, Rating, Status, Verdict


class Choice(StrEnum):
    """A key fact that people look at when they choose a micro-credential."""

    EVIDENCE = "evidence"
    EVALUATORS = "evaluators"
    RESUBMISSION = "resubmission"
    HOURS = "hours"
    COST = "cost"
    STACK = "stack"
    FORM = "form"
    CURRENCY = "currency"
    PURPOSES = "purposes"
    POLICY = "policy_purposes"
    """What the policy lets approved micro-credentials of the state count for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a profile says about a key fact; nothing where it says nothing."""

    said: tuple[str, ...]
    disputed: bool = False
    """Whether its sources disagree about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an audit says of one requirement, as much as a comparison needs."""

    id: str
    level: Level
    status: Status
    gates: bool
    waived: bool
    actor: Actor = Actor.NOBODY
    """Who must act on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a component is addressed and met, and who must act on the rest; `component` is empty for all five."""

    component: str
    score: Score
    acting: Mapping[Actor, int]
    """How many counted requirements wait for whom; nobody is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One micro-credential in a comparison: the parts of its audit and its profile that are compared."""

    id: str
    title: str
    state: str
    path: str
    sha256: str
    fictional: bool
    is_reading: bool
    """Whether it is somebody's reading of public pages, and no provider submitted it."""
    offers_learning: bool
    """False after a "no" in 2A."""
    written_for: str
    """The state that the profile is written for, or `national`; `state` is the one that it was audited for."""
    groups: Mapping[GroupBy, str]
    policy: str
    """The id of the policy it was audited under; empty for none."""
    policy_sha256: str
    verdicts: Mapping[Gate, Verdict]
    score: Score
    coverage: Coverage
    components: tuple[Coverage, ...]
    unconfirmed: int
    """How many counted requirements are met on claims that nobody has checked."""
    subcomponents: tuple[SubcomponentResult, ...]
    requirements: tuple[Judged, ...]
    facts: Mapping[Choice, Fact]
    claims: tuple[Claim, ...]
    stacks: tuple[StackClaim, ...]
    """The main one first."""
    combines_with: tuple[str, ...]
    prerequisites: tuple[str, ...]
    competency: str
    evidence: tuple[str, ...]
    """The titles of the pieces of evidence that it demands."""
    stack_findings: Mapping[str, tuple[Status, str]]
    """What the audit says of each criterion about stacks: its status, and the message."""

    @property
    def name(self) -> str:
        """Its title, marked where it is fictional."""
        return f"{self.title} (fictional)" if self.fictional else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A requirement, with how many micro-credentials have which status, of those to which it applies."""

    requirement: str
    statuses: Mapping[Status, int]

    def of(self, *statuses: Status) -> int:
        """Return how many have one of some statuses."""
        return sum(self.statuses.get(status, 0) for status in statuses)

    @property
    def applies(self) -> int:
        """To how many it applies."""
        return sum(count for status, count in self.statuses.items() if status is not Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What sets one micro-credential apart from the others of its group."""

    id: str
    alone_meets: tuple[str, ...]
    """Met here, and no other meets it or may come to meet it."""
    alone_addresses: tuple[str, ...]
    """Addressed here, though not met yet, and by no other."""
    alone_lacks: tuple[str, ...]
    """Not met or only partly met here, and met by every other."""
    alone_leaves_out: tuple[str, ...]
    """Not addressed here, and by every other."""

    @property
    def says_anything(self) -> bool:
        """Whether anything sets it apart."""
        return bool(self.alone_meets or self.alone_addresses or self.alone_lacks or self.alone_leaves_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcomponentTally:
    """A subcomponent, with how many micro-credentials have which rating and their counts added up."""

    id: str
    ratings: Mapping[Rating, int]
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The totals of several micro-credentials."""

    count: int
    readings: int
    """How many are readings of public pages."""
    verdicts: Mapping[Verdict, int]
    coverage: Coverage
    """The counts of all of them, added up."""
    components: tuple[Coverage, ...]
    subcomponents: tuple[SubcomponentTally, ...]
    shared: tuple[str, ...]
    """Requirements of the required level that all of them meet."""
    lacking: tuple[str, ...]
    """Requirements of the required level that none of them meets or may come to meet, and that each addresses."""
    unaddressed: tuple[str, ...]
    """Requirements of the required level that none of them addresses."""
    apart: tuple[Apart, ...]
    shortfalls: tuple[Tally, ...]
    """Requirements of the required level that any falls short of, the commonest first."""
    gaps: tuple[Tally, ...]
    """Requirements of the required level that any does not address, the commonest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryGroup:
    """Micro-credentials of one state, organization, issuer or topic."""

    name: str
    policies: tuple[str, ...]
    """The policies that they were audited under, by id; the empty one is none."""
    entries: tuple[Entry, ...]
    summary: Summary
    """What those that are counted come to."""

    @property
    def counted(self) -> tuple[Entry, ...]:
        """Those that are counted together: the real ones, unless all are fictional."""
        return counted(self.entries)


def counted(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the real ones among entries, or all where none is real: fictional ones must not change a total."""
    return tuple(entry for entry in entries if not entry.fictional) or entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two versions of one profile: what changed, and what that did to the score."""

    old: Audit
    new: Audit
    since: Since
    effects: tuple[Effect, ...]
    """Requirements whose status or text changed, in the source's order."""
    elsewhere: tuple[TextChange, ...]
    """Text that changed and bears on no criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that a comparison says."""

    edition: Edition
    date: str
    gate: Gate
    by: GroupBy
    under: str
    """Which policies were applied, in a sentence."""
    policies: Mapping[str, Policy]
    """Those that any micro-credential was audited under, by id."""
    groups: tuple[EntryGroup, ...]
    overall: Summary
    ledger: tuple[LedgerLine, ...]
    stacks: tuple[Stack, ...]
    loops: tuple[tuple[str, ...], ...]
    """Prerequisites that lead back to where they began, whatever the stack."""
    lookalikes: tuple[Lookalike, ...]
    notices: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    """The address of a page with the audit, by the path of its profile, where there is one."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All micro-credentials, group by group."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def counted(self) -> tuple[Entry, ...]:
        """Those that are counted together: the real ones, unless all are fictional."""
        return counted(self.entries)
