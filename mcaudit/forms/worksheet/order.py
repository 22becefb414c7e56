"""Which criteria a worksheet asks, in which order, and which answers it offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Criterion,
    Finding,
    Status,
    Subcomponent,
    facts_decide,
    settled_criteria,
)

_SET_ASIDE = (Basis.SKIP, Basis.OPTIONAL)
_CHECKABLE = ((Status.MET, Basis.FACTS), (Status.AWAITING_REVIEW, Basis.UNCONFIRMED))


class Place(IntEnum):
    """Where a criterion stands among those of its part."""

    WAITS = 1
    """Reviewers must decide or check it."""
    ADDRESSED = 2
    NOT_ADDRESSED = 3
    """At the end: no answer without a citation changes anything."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a worksheet on an audit asks."""

    audit: Audit
    findings: Mapping[str, Finding]
    settled: frozenset[str]
    criteria: tuple[Criterion, ...]
    """Everything that can be judged, in the order in which a page asks it."""

    def in_order(self, sub: Subcomponent) -> tuple[Criterion, ...]:
        """Return what is asked of a subcomponent: what waits, what else is addressed, what is not addressed."""
        asked = (each for each in sub.criteria if self.findings[each.id].basis not in _SET_ASIDE)
        return tuple(sorted(asked, key=self.place))

    def place(self, criterion: Criterion) -> Place:
        """Return where a criterion stands among those of its part."""
        status = self.findings[criterion.id].status
        match status:
            case Status.AWAITING_REVIEW:
                return Place.WAITS
            case Status.NOT_STATED:
                return Place.NOT_ADDRESSED
            case Status.MET | Status.PARTLY_MET | Status.NOT_MET | Status.UNSUPPORTED | Status.NOT_APPLICABLE:
                return Place.ADDRESSED
            case other:
                assert_never(other)

    def facts_decide(self, criterion: Criterion) -> bool:
        """Return whether facts decide a criterion under the policy of the audit."""
        return facts_decide(criterion, self.settled)

    def may_check(self, criterion: Criterion) -> bool:
        """Return whether a reviewer may confirm the fact that meets a criterion, without judging it."""
        finding = self.findings[criterion.id]
        return (finding.status, finding.basis) in _CHECKABLE

    def answers(self, criterion: Criterion) -> tuple[Answer, ...]:
        """Return the answers that are offered."""
        return tuple(answer for answer in Answer if self._offers(criterion, answer))

    def _offers(self, criterion: Criterion, answer: Answer) -> bool:
        match answer:
            case Answer.MET | Answer.PARTLY_MET | Answer.NOT_MET | Answer.CANNOT_TELL:
                return True
            case Answer.NOT_APPLICABLE:
                return bool(criterion.may_be_not_applicable)
            case Answer.CHECKED:
                return self.may_check(criterion)
            case other:
                assert_never(other)


def asking_of(audit: Audit) -> Asking:
    """Return what a worksheet on an audit asks: everything but what the source's own logic sets aside."""
    findings = {finding.criterion: finding for finding in audit.findings}
    settled = settled_criteria(audit.edition, audit.policy)
    bare = Asking(audit, findings, settled, ())
    criteria = tuple(each for sub in audit.edition.subcomponents for each in bare.in_order(sub))
    return Asking(audit, findings, settled, criteria)
