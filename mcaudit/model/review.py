"""Reviews: what each reviewer decided, on what, and how disagreements were settled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcaudit.model.profile import Citation, Position
from mcaudit.model.words import Answer, JsonObject

_DOCUMENT_NUMBER = re.compile(r"[Dd][1-9][0-9]{0,3}")


def is_document_number(said: str) -> bool:
    """Return whether a citation gives what can be the number of a document in reports, such as D2."""
    return bool(_DOCUMENT_NUMBER.fullmatch(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A person who reviews; `id` is short and never shown without the name unless names are left out."""

    id: str
    name: str
    affiliation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What a decision was made on: the criterion's meaning, what the profile says about it, and each document.

    A criterion that depends on the state is also pinned to the state and to what its policy sets. Everything except
    the meaning and the state is a SHA-256.
    """

    fields: str
    documents: Mapping[str, str] = field(default_factory=dict)
    meaning: int = 0
    """0 in decisions made before criteria had a meaning."""
    state: str = ""
    setting: str = ""
    criterion: str = ""
    """Only in decisions made before criteria had a meaning: of the criterion's id and text."""
    earlier_fields: str = field(default="", compare=False)
    """What earlier worksheets have as `fields` for the same profile; never written."""

    @property
    def are_former(self) -> bool:
        """Whether the decision was made before criteria had a meaning."""
        return not self.meaning

    def as_data(self) -> JsonObject:
        """Return the pins as a file of decisions holds them."""
        made_on: JsonObject = {"criterion": self.criterion} if self.are_former else {"meaning": self.meaning}
        bound = {"state": self.state, "setting": self.setting}
        given = {name: value for name, value in bound.items() if value}
        return {**made_on, "fields": self.fields, **given, "documents": dict(self.documents)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reviewer said of one criterion on one day (YYYY-MM-DD)."""

    criterion: str
    answer: Answer
    rationale: str = ""
    would_satisfy: str = ""
    citations: tuple[Citation, ...] = ()
    date: str
    comment: str = ""
    """What the reviewer says of the criterion itself, to its owners."""
    pins: Pins
    suggestion_seen: bool | None = None
    """Whether the reviewer had seen what the facts suggest; None in files that do not say."""

    @property
    def is_blind(self) -> bool:
        """Whether the reviewer answered before seeing what the facts suggest, as far as the file says."""
        return self.suggestion_seen is not True


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
    reviewer: Reviewer | None = None
    """None in a file that holds settlements."""
    opinions: tuple[Opinion, ...] = ()
    """In the order of the file; a later one on the same criterion supersedes."""
    settlements: tuple[Settlement, ...] = ()
    positions: Mapping[str, Position] = field(default_factory=dict)
    state: str = ""
    """The state that it was decided for; empty in files that do not say."""


class Uncounted(StrEnum):
    """Why a reviewer's answer does not count."""

    PARTY = "party"
    """The reviewer's affiliation has a role in the profile, or belongs to an organization that has."""
    STALE_CRITERION = "stale_criterion"
    """What the criterion asks has changed."""
    STALE_STATE = "stale_state"
    """It was decided for another state."""
    STALE_SETTING = "stale_setting"
    """The state's policy set something else for it."""
    STALE_FIELDS = "stale_fields"
    STALE_DOCUMENTS = "stale_documents"
    UNCITED = "uncited"
    """A `met` on what a reviewer decides counts only with a citation."""
    NO_FACT = "no_fact"
    """A check of what facts do not decide."""
    STALE_AGE = "stale_age"
    """It was decided for another state, longer ago than that state's decisions count here."""
    SUPERSEDED = "superseded"
    """It was decided for another state, and enough reviewers of this one have decided."""


_STALE = frozenset(each for each in Uncounted if each.startswith("stale_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A reviewer's answer as it stands, and why it does not count, if it does not."""

    reviewer: Reviewer
    opinion: Opinion
    first: Opinion
    """As first made: what agreement is measured on."""
    uncounted: Uncounted | None
    why: str
    """In words, why it does not count; empty where it does."""
    state: str = ""
    """The state that it was decided for, if not the one that reviews."""

    @property
    def is_check(self) -> bool:
        """Whether it says only that the reviewer has checked the fact, which is not an answer."""
        return self.opinion.answer is Answer.CHECKED

    @property
    def counts(self) -> bool:
        """Whether it is an answer, and counts."""
        return self.uncounted is None and not self.is_check

    @property
    def confirms(self) -> bool:
        """Whether it is a check, and counts."""
        return self.uncounted is None and self.is_check

    @property
    def is_stale(self) -> bool:
        """Whether what it was said about has changed since."""
        return self.uncounted in _STALE
