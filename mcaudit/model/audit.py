"""An audit: findings, requirements, counts, ratings and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcaudit.model.agreement import Agreements
from mcaudit.model.change import Since
from mcaudit.model.decision import Decision
from mcaudit.model.edition import Edition, Note
from mcaudit.model.policy import Policy, Waiver
from mcaudit.model.profile import Citation, Profile, Response
from mcaudit.model.words import Actor, Basis, Gate, JsonObject, Level, Rating, Status, Suggestion, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding points: a JSON Pointer into the profile, with the file's line and column where there is one."""

    path: str
    pointer: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of a profile, with the label of its place and a JSON Pointer to it."""

    label: str
    text: str
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an audit says of one criterion; `needed` is false for a group's member that the group does not need."""

    criterion: str
    level: Level
    status: Status
    basis: Basis
    message: str
    remedy: str
    location: Location
    citations: tuple[Citation, ...]
    sources: tuple[str, ...]
    actor: Actor
    """Who must act on it."""
    needed: bool = True
    required_by: str = ""
    """The policy that requires a desired criterion; empty where none does."""
    responses: tuple[Response, ...] = ()
    """What the provider said to earlier findings, in the order of the profile."""
    suggestion: Suggestion = Suggestion.NONE
    """What the facts suggest where reviewers decide."""
    missing: tuple[str, ...] = ()
    """What the profile does not say, by label: any one of these for `not_stated`, all of them otherwise."""
    provider_could_add: tuple[str, ...] = ()
    """What the provider could add so that facts settle it without a reviewer, by label."""
    beside: tuple[Words, ...] = ()
    """The words beside the facts that settle it, which no condition reads; a person should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What is counted: a criterion outside a group, or a group with the best status among its members."""

    id: str
    subcomponent: str
    level: Level
    status: Status
    members: tuple[str, ...]
    actor: Actor
    """Who must act on it; of a group the state only where it is the state for every member."""
    required_by: str = ""
    """The policy that requires a desired criterion; empty where none does."""
    waiver: Waiver | None = None
    """The waiver that holds for it, where it would otherwise count against the profile."""

    @property
    def gates(self) -> bool:
        """Whether a gate looks at it: it is required, by the edition or by the policy, and not waived."""
        return self.waiver is None and (self.level is Level.REQUIRED or bool(self.required_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requirements have which status; `total` is what applies and is not waived."""

    met: int = 0
    awaiting_review: int = 0
    unsupported: int = 0
    partly_met: int = 0
    not_stated: int = 0
    not_met: int = 0
    not_applicable: int = 0
    waived: int = 0

    @property
    def total(self) -> int:
        """Requirements that apply and are not waived."""
        return self.addressed + self.not_stated

    @property
    def addressed(self) -> int:
        """Requirements that something in the profile bears on."""
        return self.met + self.awaiting_review + self.unsupported + self.partly_met + self.not_met

    @property
    def open(self) -> int:
        """Requirements that are addressed and not settled yet."""
        return self.awaiting_review + self.unsupported

    @property
    def floor(self) -> int:
        """How many are met today."""
        return self.met

    @property
    def ceiling(self) -> int:
        """How many are met if every open one turns out met."""
        return self.met + self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Required and desired counts, never mixed into one number."""

    required: Counts
    desired: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcomponentResult:
    """A subcomponent's rating and its score."""

    id: str
    rating: Rating
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentResult:
    """A component's score."""

    key: str
    score: Score


class WaiverUse(StrEnum):
    """What became of a waiver in an audit."""

    APPLIED = "applied"
    UNUSED = "unused"
    """The requirement is met or does not apply, so that nothing had to be waived."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverResult:
    """A waiver that is about the profile, and what became of it."""

    waiver: Waiver
    use: WaiverUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A text that stands in several answers, or sends the reader elsewhere; `places` are JSON Pointers."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything an audit says of one profile; a pure function of edition, policy, profile and decisions."""

    edition: Edition
    policy: Policy | None
    profile: Profile
    date: str
    gate: Gate
    verdicts: Mapping[Gate, Verdict]
    score: Score
    score_before_waivers: Score
    waivers: tuple[WaiverResult, ...]
    components: tuple[ComponentResult, ...]
    subcomponents: tuple[SubcomponentResult, ...]
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    deciding: tuple[str, ...]
    """Requirements that decide the gate, in the source's order."""
    unconfirmed: int
    """How many counted requirements are met on claims that no reviewer has checked."""
    on_words: int
    """How many counted requirements rest on words that reviewers must read."""
    repeats: tuple[Repeat, ...]
    """Texts that stand word for word in several answers, for reviewers to know of."""
    offers_learning: bool
    """False after a "no" in 2A: the micro-credential offers no learning opportunities."""
    notes: tuple[Note, ...]
    """Interpretations and discrepancies that touched this audit."""
    facts: JsonObject
    """What the rules saw: the profile with its derived facts."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """What the reviewers said, by criterion; before the quorum is complete, no output shows more than how many."""
    reviewed: tuple[tuple[str, str], ...] = ()
    """The files of decisions that were taken in, each with its SHA-256."""
    agreement: Agreements | None = None
    """How far the reviewers agree where the quorum is complete; None without reviews."""
    since: Since | None = None
    """What became of an earlier audit's findings; None where none was given."""

    @property
    def verdict(self) -> Verdict:
        """The answer to this audit's gate."""
        return self.verdicts[self.gate]
