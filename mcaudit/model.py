"""What mcaudit speaks of: editions, profiles, decisions, findings and audits, as frozen values."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JsonObject = Mapping[str, Any]
"""A mapping that holds JSON values only: what a profile, a rule or a facts document is made of."""


class Level(StrEnum):
    """How much a criterion matters: the source's "draft quality criteria" or its "additional desired"."""

    REQUIRED = "required"
    DESIRED = "desired"


class Decider(StrEnum):
    """Who settles a criterion: facts that a rule checks, or a reviewer who judges."""

    FACTS = "facts"
    REVIEWER = "reviewer"


class Status(StrEnum):
    """What an audit says of a criterion or requirement, the best first (the order that any-of groups use)."""

    MET = "met"
    AWAITING_REVIEW = "awaiting_review"
    UNSUPPORTED = "unsupported"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """Why a criterion has its status."""

    FACTS = "facts"
    DECISION = "decision"
    ADJUDICATION = "adjudication"
    NONE = "none"
    MISSING = "missing"
    EMPTY = "empty"
    CONFLICT = "conflict"
    UNCITED = "uncited"
    SKIP = "skip"
    OPTIONAL = "optional"


class Rating(StrEnum):
    """How a subcomponent does, the best first; the first two words are the source's own."""

    EXEMPLARY = "exemplary"
    GOOD = "good"
    DEVELOPING = "developing"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


class Gate(StrEnum):
    """The question that sets the exit code of `check`."""

    ENDORSEMENT = "endorsement"
    SUBMISSION = "submission"


class Verdict(StrEnum):
    """The answer to a gate; `submission` is never undecided."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"


class Actor(StrEnum):
    """Who must act on a finding."""

    PROVIDER = "provider"
    REVIEWERS = "reviewers"
    NOBODY = "nobody"


# --- the edition ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that the source's appendix cites: as printed, with a corrected form beside a misprint."""

    id: str
    authors: str
    year: str
    title: str
    url: str
    container: str = ""
    publisher: str = ""
    as_printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReference:
    """One citation of a work by a subcomponent; `pages` is empty where the appendix names none."""

    work: str
    pages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSetting:
    """The policy setting that would let facts decide a criterion that depends on a state's own rules."""

    setting: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingExample:
    """A partial profile that satisfies a rule; `place` names its file and its JSON Pointer there."""

    about: str
    profile: JsonObject
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingExample:
    """What a rule must refuse; `breaks` is the rule's field that it breaks, or empty for a whole answer."""

    about: str
    profile: JsonObject
    breaks: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A criterion's examples as its file writes them: whole answers that pass, and changes to them that fail."""

    written: JsonObject
    answer: tuple[str, str]
    over_profile: bool
    place: str

    def passing(self) -> tuple[PassingExample, ...]:
        """Return the examples that pass, each as a partial profile."""
        return tuple(
            PassingExample(about=entry["about"], profile=self._whole(entry), place=f"{self.place}/pass/{index}")
            for index, entry in enumerate(self.written["pass"])
        )

    def failing(self) -> tuple[FailingExample, ...]:
        """Return the examples that fail, each as a partial profile."""
        return tuple(self._failing(index, entry) for index, entry in enumerate(self.written["fail"]))

    def _whole(self, entry: JsonObject) -> JsonObject:
        component, key = self.answer
        return dict(entry["profile"]) if "profile" in entry else {component: {key: entry["answer"]}}

    def _failing(self, index: int, entry: JsonObject) -> FailingExample:
        if "at" in entry:
            prefix = () if self.over_profile else self.answer
            of = self._whole(self.written["pass"][entry.get("of", 1) - 1])
            profile = altered(of, (*prefix, *entry["at"].split("/")), entry)
        else:
            profile = self._whole(entry)
        broken = entry.get("breaks", entry.get("at", ""))
        steps = tuple("*" if step.isdigit() else step for step in broken.split("/")) if broken else ()
        return FailingExample(about=entry["about"], profile=profile, breaks=steps, place=f"{self.place}/fail/{index}")


def altered(profile: JsonObject, path: tuple[str, ...], change: JsonObject) -> JsonObject:
    """Return a copy of `profile` in which the place at `path` holds `change["value"]`, or is gone.

    Raise KeyError or IndexError when there is no such place to alter.
    """
    result = copy.deepcopy(dict(profile))
    holder: Any = result
    for step in path[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    last: Any = int(path[-1]) if isinstance(holder, list) else path[-1]
    if "value" in change:
        holder[last] = change["value"]
    else:
        del holder[last]
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One statement of the source, with the rule that a profile's facts must satisfy."""

    id: str
    level: Level
    text: str
    place: str
    decided_by: Decider
    because: str
    reads: tuple[str, ...]
    """Places in a profile, each a JSON Pointer such as `/developers/proficiency/rubric`."""
    over_profile: bool
    rule: JsonObject
    remedy: str
    state: StateSetting | None
    may_be_not_applicable: str
    evidence_lives_in: tuple[str, ...]
    group: str
    examples: Examples

    @property
    def passing(self) -> tuple[PassingExample, ...]:
        """The examples that its rule lets pass."""
        return self.examples.passing()

    @property
    def failing(self) -> tuple[FailingExample, ...]:
        """The examples that its rule refuses."""
        return self.examples.failing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Criteria of which one is enough; counted as one requirement."""

    id: str
    text: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """The answer after which criteria and subcomponents of the same component no longer apply."""

    field: str
    value: str
    criteria: tuple[str, ...]
    subcomponents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcomponent:
    """One of the source's lettered parts; `answer` maps each field of its answer to a JSON Schema."""

    id: str
    key: str
    component: str
    title: str
    question: str
    place: str
    optional: bool
    skip: Skip | None
    sources: tuple[WorkReference, ...]
    answer: JsonObject
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]

    @property
    def pointer(self) -> str:
        """Where a profile answers this subcomponent, as a JSON Pointer."""
        return f"/{self.component}/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One of the source's five structural components, in its order."""

    number: int
    key: str
    title: str
    role: str
    text: str
    subcomponents: tuple[Subcomponent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An interpretation that the edition makes, or a discrepancy of the source; `about` lists what it touches."""

    id: str
    about: tuple[str, ...]
    text: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFact:
    """A fact computed from the whole profile; `reads` are the places it rests on, as JSON Pointers."""

    name: str
    description: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """One published set of criteria as data; `sha256` is over its files, `definitions` its shared schemas.

    Editions are compared and hashed by identity, so that what is compiled from one can be kept.
    """

    id: str
    title: str
    publisher: str
    published: str
    sha256: str
    components: tuple[Component, ...]
    works: tuple[Work, ...]
    interpretations: tuple[Note, ...]
    discrepancies: tuple[Note, ...]
    definitions: JsonObject
    derived: tuple[DerivedFact, ...]

    @property
    def subcomponents(self) -> tuple[Subcomponent, ...]:
        """All subcomponents in the source's order."""
        return tuple(sub for component in self.components for sub in component.subcomponents)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in the source's order."""
        return tuple(criterion for sub in self.subcomponents for criterion in sub.criteria)


# --- the profile ---------------------------------------------------------------------------------


class DocumentState(StrEnum):
    """Whether a dossier's document can stand behind a citation."""

    REMOTE = "remote"
    """At an address; mcaudit opens no network connection, so it was not looked at."""
    PRESENT = "present"
    """A local file that is there and, where a hash is given, matches it."""
    MISSING = "missing"
    ALTERED = "altered"
    """A local file whose bytes are not those that its hash names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a text file; line and column count from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A provider's description of one micro-credential, as read.

    `content` is what the file says, with `None` where a heading stands empty; `positions` maps JSON
    Pointers into it to places in the file (empty for a profile that no file was written for);
    `documents` maps each dossier entry to whether it can stand behind a citation.
    """

    id: str
    title: str
    state: str
    path: str
    sha256: str
    content: JsonObject
    positions: Mapping[str, Position]
    documents: Mapping[str, DocumentState]


# --- decisions -----------------------------------------------------------------------------------


class Answer(StrEnum):
    """What a reviewer may say of a criterion."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


class Standing(StrEnum):
    """How far the reviewers have come with a criterion."""

    SETTLED = "settled"
    TOO_FEW = "too_few"
    NO_AGREEMENT = "no_agreement"
    CANNOT_TELL = "cannot_tell"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the reviewers together said of a criterion, however that was arrived at.

    `answers` are the reviewers' own; `settled` is what counts, given only when `standing` is
    SETTLED. `adjudicated` tells that a third person settled a disagreement.
    """

    criterion: str
    standing: Standing
    answers: tuple[Answer, ...]
    settled: Answer | None = None
    adjudicated: bool = False
    rationale: str = ""


# --- the audit -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding points: a JSON Pointer into the profile, with the file's line and column where there is one."""

    path: str
    pointer: str
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A pointer from an answer to a document of the dossier and a place in it."""

    document: str
    place: str
    fields: tuple[str, ...] = ()


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
    needed: bool = True

    @property
    def actor(self) -> Actor:
        """Who must act on it."""
        match self.status:
            case Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
                return Actor.PROVIDER
            case Status.AWAITING_REVIEW:
                return Actor.REVIEWERS
            case _:
                return Actor.NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What is counted: a criterion outside a group, or a group with the best status among its members."""

    id: str
    subcomponent: str
    level: Level
    status: Status
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requirements have which status; `total` is what applies, `floor` and `ceiling` bound what is met."""

    met: int = 0
    partly_met: int = 0
    unsupported: int = 0
    awaiting_review: int = 0
    not_met: int = 0
    not_applicable: int = 0
    waived: int = 0

    @property
    def open(self) -> int:
        """Requirements that are neither met nor failed yet."""
        return self.unsupported + self.awaiting_review

    @property
    def total(self) -> int:
        """Requirements that apply and are not waived."""
        return self.met + self.partly_met + self.unsupported + self.awaiting_review + self.not_met

    @property
    def floor(self) -> int:
        """How many are met if every open one turns out not met."""
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
    """A subcomponent's rating, at the least and at the best, and its score."""

    id: str
    floor: Rating
    ceiling: Rating
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentResult:
    """A component's score."""

    key: str
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything an audit says of one profile; a pure function of edition, policy, profile and decisions."""

    edition: Edition
    policy: str | None
    profile: Profile
    date: str
    gate: Gate
    verdicts: Mapping[Gate, Verdict]
    score: Score
    components: tuple[ComponentResult, ...]
    subcomponents: tuple[SubcomponentResult, ...]
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    deciding: tuple[str, ...]
    """Requirements that decide the gate, in the source's order."""
    unconfirmed: int
    """How many findings are met on facts that no reviewer has confirmed."""
    notes: tuple[Note, ...]
    """Interpretations and discrepancies that touched this audit."""
    facts: JsonObject
    """What the rules saw: the profile with its derived facts."""

    @property
    def verdict(self) -> Verdict:
        """The answer to this audit's gate."""
        return self.verdicts[self.gate]
