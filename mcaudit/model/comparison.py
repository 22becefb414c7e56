"""A comparison: several audits side by side, what their profiles claim in hours and currency, and their stacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model.audit import Audit, ComponentResult, Score, SubcomponentResult
from mcaudit.model.change import Effect, Since, TextChange
from mcaudit.model.edition import Edition
from mcaudit.model.policy import Policy
from mcaudit.model.words import Gate, Level, Status, Verdict


class GroupBy(StrEnum):
    """What micro-credentials are grouped by."""

    STATE = "state"
    ORGANIZATION = "organization"
    """Who developed it."""
    ISSUER = "issuer"
    TOPIC = "topic"
    """Its content area."""


class Choice(StrEnum):
    """What people choose a micro-credential by."""

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
    """What a profile says of something that people choose by; nothing where it says nothing."""

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


class ClaimKind(StrEnum):
    """What a claim in the ledger is: time that it takes, or what it is worth."""

    TIME = "time"
    VALUE = "value"
    EQUIVALENCE = "equivalence"
    DISPUTED = "disputed"
    """What one source says where sources disagree; the amount stands in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimed amount of hours, credits, units, points or money, as a profile gives it."""

    of: str
    """The id of the profile."""
    kind: ClaimKind
    what: str
    """What the amount is of, in words, such as professional development hours."""
    pointer: str
    amount: float | None
    unit: str
    """The unit's name in a profile, such as pd_hours; empty where none is given."""
    unit_words: str
    state: str
    """Whose currency it is; empty where the profile does not say."""
    recognizer: str
    for_whom: str
    counts_toward: str
    standing: str
    choice: str
    source: str
    """The document cited for it, and the place there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many clock hours one of a unit is, and who says so."""

    state: str
    unit: str
    unit_name: str
    """Its name, if the unit is other; otherwise empty."""
    hours: float
    policy: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A claim, in clock hours where a cited rate exists, and what is wrong with it."""

    claim: Claim
    clock_hours: float | None
    rate: Rate | None
    """The rate that the hours rest on; None where they are clock hours already, or there is none."""
    against: tuple[str, ...]
    """What contradicts it, in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackClaim:
    """What a profile says of the stack that it belongs to."""

    name: str
    members: tuple[str, ...]
    standing: str
    combines_with: tuple[str, ...]
    prerequisites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One micro-credential in a comparison: what of its audit and its profile is held against others."""

    id: str
    title: str
    state: str
    path: str
    sha256: str
    fictional: bool
    groups: Mapping[GroupBy, str]
    policy: str
    """The id of the policy it was audited under; empty for none."""
    policy_sha256: str
    verdicts: Mapping[Gate, Verdict]
    score: Score
    components: tuple[ComponentResult, ...]
    subcomponents: tuple[SubcomponentResult, ...]
    requirements: tuple[Judged, ...]
    facts: Mapping[Choice, Fact]
    claims: tuple[Claim, ...]
    stack: StackClaim
    competency: str
    evidence: tuple[str, ...]
    """The titles of the pieces of evidence that it demands."""
    stack_findings: Mapping[str, str]
    """What the audit says of each criterion about stacks, in words."""

    @property
    def name(self) -> str:
        """Its title, marked where it is fictional."""
        return f"{self.title} (fictional)" if self.fictional else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A requirement and how many micro-credentials fall short of it, of those to which it applies."""

    requirement: str
    short: int
    open: int
    applies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What sets one micro-credential apart from the others of its group."""

    id: str
    alone_meets: tuple[str, ...]
    alone_lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What several micro-credentials come to together."""

    count: int
    verdicts: Mapping[Verdict, int]
    score: Score
    """The counts of all of them, added up."""
    components: tuple[ComponentResult, ...]
    subcomponents: tuple[SubcomponentResult, ...]
    """For each subcomponent the worst floor and the best ceiling, with the counts added up."""
    shared: tuple[str, ...]
    """Required requirements that all of them meet."""
    lacking: tuple[str, ...]
    """Required requirements that none of them meets or may come to meet."""
    apart: tuple[Apart, ...]
    shortfalls: tuple[Shortfall, ...]
    """Required requirements by how many fall short, the commonest first."""


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
    """Return the real ones among entries, or all where none is real: what does not exist must not lift a sum."""
    return tuple(entry for entry in entries if not entry.fictional) or entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A micro-credential of a stack: `entry` is the id of its profile where it is compared here."""

    title: str
    entry: str
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A stack that profiles name, drawn together from all that name it."""

    name: str
    standing: tuple[str, ...]
    members: tuple[Member, ...]
    leads_to: tuple[tuple[str, str], ...]
    """Which member must be earned before which, by title."""
    loops: tuple[tuple[str, ...], ...]
    """Prerequisites that lead back to where they began, by title."""
    troubles: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]
    """Profile, criterion and what the audit says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Two micro-credentials that are nearly the same and ask for different evidence."""

    first: str
    second: str
    likeness: float
    """Of their titles and competencies, from 0 to 1."""
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two versions of one profile: what changed, and what that did to the score."""

    old: Audit
    new: Audit
    since: Since
    effects: tuple[Effect, ...]
    """Requirements whose status or words changed, in the source's order."""
    elsewhere: tuple[TextChange, ...]
    """Words that changed where no criterion reads them."""


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

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All micro-credentials, group by group."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def counted(self) -> tuple[Entry, ...]:
        """Those that are counted together: the real ones, unless all are fictional."""
        return counted(self.entries)
