"""Feedback to the owners of the criteria: how each criterion fared over many audits, and what reviewers say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model.agreement import Agreements
from mcaudit.model.edition import Criterion, Edition
from mcaudit.model.policy import Policy
from mcaudit.model.words import Answer


class AsAudited(StrEnum):
    """How a criterion stood in one audit; `met` is split by what it rests on."""

    MET_ON_FACTS = "met_on_facts"
    MET_BY_DECISION = "met_by_decision"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_STATED = "not_stated"
    UNSUPPORTED = "unsupported"
    AWAITING_REVIEW = "awaiting_review"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a reviewer says of a criterion itself, to its owners; `reviewer` is empty where names are left out."""

    criterion: str
    text: str
    date: str
    profile: str
    reviewer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAnswers:
    """What reviewers answered on one criterion of one profile; before the quorum is complete, nothing of it."""

    complete: bool
    """Whether enough answers count; until then, everything else here is empty."""
    answers: Mapping[str, Answer]
    """Reviewer → the answer as first made, of those whose answer counts."""
    disputed: bool
    """Whether the answers that count differ, as first made or as they stand."""
    settled: bool
    """Whether it is settled today, however."""
    seen: frozenset[str] = frozenset()
    """The reviewers who had seen what the facts suggest; agreement leaves their answers out."""

    @property
    def blind(self) -> Mapping[str, Answer]:
        """The answers on which agreement is measured."""
        return {reviewer: answer for reviewer, answer in self.answers.items() if reviewer not in self.seen}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedProfile:
    """A micro-credential whose audit is counted, with what it takes to repeat that."""

    id: str
    title: str
    path: str
    sha256: str
    fictional: bool
    policy: str
    """The id of the policy that it was audited under; empty where there was none."""
    policy_sha256: str
    decisions: tuple[str, ...]
    """The SHA-256 of each file of decisions that was taken in, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFeedback:
    """What one audit says about the criteria."""

    profile: AuditedProfile
    outcomes: Mapping[str, AsAudited]
    judged: Mapping[str, FirstAnswers]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """The share of pairs of first answers that agree, as the mean over `n` profiles; None where it is withheld."""

    n: int
    share: float | None
    withheld: str
    """In words, why the share is withheld; empty if it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionFeedback:
    """How one criterion fared."""

    criterion: Criterion
    audited: Mapping[AsAudited, int]
    """In how many profiles it stood how; every standing is there."""
    answers: Mapping[Answer, int]
    """How often reviewers first answered what, where the quorum is complete; every answer is there, no check."""
    reviewed: int
    """In how many profiles the quorum is complete."""
    incomplete: int
    """In how many profiles somebody has answered, and the quorum is not complete."""
    disputed: int
    settled: int
    """How many of the disputed are settled."""
    agreement: PairAgreement
    remarks: tuple[Remark, ...]

    @property
    def profiles(self) -> int:
        """In how many profiles it was audited."""
        return sum(self.audited.values())

    @property
    def met(self) -> int:
        """In how many profiles it is met, on facts or by decision."""
        return self.audited[AsAudited.MET_ON_FACTS] + self.audited[AsAudited.MET_BY_DECISION]

    @property
    def short(self) -> int:
        """In how many profiles it is not met, or met only in part."""
        return self.audited[AsAudited.PARTLY_MET] + self.audited[AsAudited.NOT_MET]

    @property
    def open(self) -> int:
        """In how many profiles it is neither met nor failed yet."""
        return self.audited[AsAudited.UNSUPPORTED] + self.audited[AsAudited.AWAITING_REVIEW]

    @property
    def cannot_tell(self) -> int:
        """How many first answers were “cannot tell”."""
        return self.answers[Answer.CANNOT_TELL]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """How the criteria of an edition fared over many audits, in the order of the source."""

    edition: Edition
    date: str
    under: str
    """Which policies were applied, in a sentence."""
    policies: tuple[Policy, ...]
    """Those that any profile was audited under."""
    profiles: tuple[AuditedProfile, ...]
    criteria: tuple[CriterionFeedback, ...]
    reviewers: int
    """How many people's first answers are counted."""
    agreement: Agreements
    disputed_most: tuple[CriterionFeedback, ...]
    """Every criterion that was disputed, the most often disputed first."""
    unclear_most: tuple[CriterionFeedback, ...]
    """Every criterion that somebody answered with “cannot tell”, the most often first."""
    never_met: tuple[CriterionFeedback, ...]
    """Every criterion that fell short somewhere and is met nowhere, the most often short first."""
    named: bool
    """Whether comments show the names of those who made them."""
    notices: tuple[str, ...]
