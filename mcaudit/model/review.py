"""Reviews: what each reviewer decided, on what, and how disagreements were settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcaudit.model.profile import Citation, Position
from mcaudit.model.words import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A person who reviews; `id` is short and never shown without the name unless names are left out."""

    id: str
    name: str
    affiliation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What a decision was made on, as SHA-256: the criterion's text, what the profile says of it, and each document."""

    criterion: str
    fields: str
    documents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reviewer said of one criterion on one day (YYYY-MM-DD)."""

    criterion: str
    answer: Answer
    rationale: str
    would_satisfy: str
    citations: tuple[Citation, ...]
    date: str
    comment: str
    """What the reviewer says of the criterion itself, to its owners."""
    pins: Pins


class Way(StrEnum):
    """How a disagreement was settled."""

    DISCUSSION = "discussion"
    """The reviewers talked, and one of them or both changed their mind."""
    THIRD_REVIEWER = "third_reviewer"
    PANEL = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a disagreement about one criterion was settled, by whom, and why.

    `between` are the answers that it settled, by reviewer: when one of them changes, it no longer holds.
    """

    criterion: str
    answer: Answer
    by: tuple[Reviewer, ...]
    way: Way
    why: str
    date: str
    between: Mapping[str, Answer]
    pins: Pins


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One file of decisions: of one reviewer, or of those who settled what reviewers disagreed about."""

    path: str
    sha256: str
    profile: str
    edition: str
    reviewer: Reviewer | None
    """None in a file that holds settlements."""
    opinions: tuple[Opinion, ...] = ()
    """In the order of the file; a later one on the same criterion supersedes."""
    settlements: tuple[Settlement, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)


class Uncounted(StrEnum):
    """Why a reviewer's answer does not count."""

    PARTY = "party"
    """The reviewer's affiliation has a role in the profile, or belongs to an organization that has."""
    STALE_CRITERION = "stale_criterion"
    STALE_FIELDS = "stale_fields"
    STALE_DOCUMENTS = "stale_documents"
    UNCITED = "uncited"
    """A `met` on what a reviewer decides counts only with a citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A reviewer's answer as it stands, and why it does not count, if it does not."""

    reviewer: Reviewer
    opinion: Opinion
    first: Opinion
    """As first made: what agreement is measured on."""
    uncounted: Uncounted | None
    why: str
    """In words, why it does not count; empty where it does."""

    @property
    def is_stale(self) -> bool:
        """Whether what it was said about has changed since."""
        return self.uncounted in (Uncounted.STALE_CRITERION, Uncounted.STALE_FIELDS, Uncounted.STALE_DOCUMENTS)
