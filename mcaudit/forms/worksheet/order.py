"""Which criteria a worksheet asks, in which order, and which answers it offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from mcaudit.model import Answer, Audit, Basis, Criterion, Finding, Status, Subcomponent, facts_decide, settled_criteria
from mcaudit.model.states import NATIONAL
from mcaudit.terms.dossier import Dossier, dossier_of
from mcaudit.terms.statements import Said, statements_by_criterion
from mcaudit.terms.words import number

_SET_ASIDE = (Basis.SKIP, Basis.OPTIONAL)
_CHECKABLE = ((Status.MET, Basis.FACTS), (Status.AWAITING_REVIEW, Basis.UNCONFIRMED))
"""Where a reviewer may confirm the fact that meets a criterion, without answering it."""


MINUTES_EACH = 5
"""How long a decision is assumed to take, on average."""


class Place(IntEnum):
    """Where a criterion stands among those of its part."""

    NOW = 1
    """Reviewers must decide or check it."""
    OPTIONAL = 2
    """Decided already; an answer disagrees or confirms."""
    PROVIDER = 3
    """At the end: the provider must act first, and an answer without a citation changes nothing."""

    @property
    def word(self) -> str:
        """The name that pages know it by."""
        return self.name.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a worksheet on an audit asks, and what its profile says and cites."""

    audit: Audit
    findings: Mapping[str, Finding]
    settled: frozenset[str]
    dossier: Dossier
    statements: Mapping[str, tuple[Said, ...]]
    """By the criteria that they name."""
    only: frozenset[str] = frozenset()
    """The criteria that are asked, if not every one."""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Everything that can be answered, in the order in which a page asks it."""
        return tuple(each for sub in self.audit.edition.subcomponents for each in self.in_order(sub))

    def in_order(self, sub: Subcomponent) -> tuple[Criterion, ...]:
        """Return what is asked of a subcomponent: to review now, then optional, then waiting for the provider."""
        wanted = (each for each in sub.criteria if not self.only or each.id in self.only)
        asked = (each for each in wanted if self.findings[each.id].basis not in _SET_ASIDE)
        return tuple(sorted(asked, key=self.place))

    def place(self, criterion: Criterion) -> Place:
        """Return where a criterion stands among those of its part."""
        finding = self.findings[criterion.id]
        match finding.status:
            case Status.AWAITING_REVIEW:
                return Place.NOW
            case Status.NOT_STATED:
                return Place.PROVIDER
            case Status.UNSUPPORTED:
                return Place.PROVIDER if finding.basis is Basis.UNCITED else Place.OPTIONAL
            case Status.MET | Status.PARTLY_MET | Status.NOT_MET | Status.NOT_APPLICABLE:
                return Place.OPTIONAL
            case other:
                assert_never(other)

    def count(self, place: Place) -> int:
        """Return how many criteria stand at a place."""
        return sum(self.place(criterion) is place for criterion in self.criteria)

    @property
    def minutes(self) -> int:
        """About how many minutes it takes to decide what is to review now."""
        return self.count(Place.NOW) * MINUTES_EACH

    def facts_decide(self, criterion: Criterion) -> bool:
        """Return whether facts decide a criterion under the policy of the audit."""
        return facts_decide(criterion, self.settled)

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
                finding = self.findings[criterion.id]
                return (finding.status, finding.basis) in _CHECKABLE
            case other:
                assert_never(other)


def duration(minutes: int) -> str:
    """Return a number of minutes in words, rounded to a quarter of an hour from 90 minutes on."""
    if minutes < 90:  # noqa: PLR2004  minutes
        return f"about {minutes} minutes"
    hours, rest = divmod(round(minutes / 15) * 15, 60)
    return f"about {number(hours, 'hour')}{f' {rest} minutes' if rest else ''}"


def to_do_words(asking: Asking) -> str:
    """Return how much there is to do, and about how long it takes."""
    now, optional, provider = map(asking.count, Place)
    time = f", {duration(asking.minutes)} at {MINUTES_EACH} minutes each" if now else ""
    return f"{now} to review now{time}. {optional} optional. {provider} waiting for the provider."


def asking_of(audit: Audit, only: frozenset[str] = frozenset()) -> Asking:
    """Return what a worksheet on an audit asks: everything but what the source's own logic sets aside.

    With `only`, it asks about these criteria.
    """
    dossier = dossier_of(audit)
    return Asking(
        audit=audit,
        findings={finding.criterion: finding for finding in audit.findings},
        settled=settled_criteria(audit.edition, audit.policy),
        dossier=dossier,
        statements=statements_by_criterion(audit, dossier),
        only=only,
    )


def blind(audit: Audit, only: frozenset[str]) -> Asking:
    """Return what a worksheet asks; raise ValueError for an audit made with decisions, which it may not show."""
    if audit.decisions:
        raise ValueError("a worksheet shows nobody's decisions: make it of an audit without them")
    return asking_of(audit, only)


def decided_for(audit: Audit) -> dict[str, str]:
    """Return the state that the answers of a worksheet are for, as its file of decisions names it, if there is one."""
    state = audit.policy.state if audit.policy else audit.profile.state
    return {} if state == NATIONAL else {"state": state}
