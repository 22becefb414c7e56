"""What an audit says requirement by requirement, how severe it is, and what is still due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from mcaudit.model import Actor, Audit, Finding, Gate, Location, Progress, Requirement, Response, Status
from mcaudit.terms.selection import EVERYTHING, Selection
from mcaudit.terms.words import PROGRESS, lacks, requirement_title, status_of


class Weight(StrEnum):
    """How severe a point is at the gate, the most severe first."""

    BLOCKS = "blocks"
    """Required, and it keeps the gate from a yes: not met, partly met, or unsupported."""
    GAP = "gap"
    """Required and not addressed."""
    OPEN = "open"
    """Required, and somebody else than the provider must act: reviewers, or at the submission gate the state."""
    WAIVED = "waived"
    """Would count against the profile, if a waiver did not hold."""
    DESIRED = "desired"
    """Desired and not, or not yet, met: it never counts against the profile."""
    NOTHING = "nothing"
    """Met, or does not apply."""


_DUE = (Weight.BLOCKS, Weight.GAP, Weight.OPEN)


class Severity(StrEnum):
    """How severe a line, comment, or issue is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_OF_WEIGHT = {
    Weight.BLOCKS: Severity.ERROR,
    Weight.GAP: Severity.ERROR,
    Weight.OPEN: Severity.WARNING,
    Weight.WAIVED: Severity.NOTE,
    Weight.DESIRED: Severity.NOTE,
    Weight.NOTHING: Severity.NOTE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What an audit says of one requirement, or of all that one subcomponent does not address."""

    id: str
    """The id of a requirement, or of the subcomponent whose `gaps` these are."""
    title: str
    weight: Weight
    status: Status
    actor: Actor
    status_words: str
    """The status and why, in words."""
    message: str
    details: tuple[str, ...]
    """What is missing or could be added, and what the facts suggest to reviewers."""
    remedy: str
    location: Location
    findings: tuple[Finding, ...]
    responses: tuple[Response, ...]
    change: Progress | None
    """What became of it since an earlier audit; None where that is nothing, or none was given."""
    gaps: tuple[str, ...] = ()
    """Requirements that are not addressed, where the point is about all of a subcomponent."""

    @property
    def severity(self) -> Severity:
        """How severe it is in a list of problems."""
        return _OF_WEIGHT[self.weight]

    @property
    def identity(self) -> tuple[str, ...]:
        """What stays the same for as long as it is the same point; gaps that weigh differently are two."""
        return (self.id, self.weight) if self.gaps and self.weight is not Weight.GAP else (self.id,)

    @property
    def since(self) -> str:
        """What changed since an earlier audit, to follow its status; gaps show it one by one."""
        return f" ({PROGRESS[self.change]})" if self.change and not self.gaps else ""


def points(audit: Audit, selection: Selection) -> Iterator[Point]:
    """Yield a point for each requirement of which any finding is shown, in the source's order."""
    by_id = {finding.criterion: finding for finding in audit.findings}
    for requirement in audit.requirements:
        findings = tuple(by_id[name] for name in requirement.members)
        if any(selection.shows(finding) for finding in findings):
            yield _point(audit, requirement, tuple(f for f in findings if f.needed))


def due(audit: Audit) -> tuple[Point, ...]:
    """Return what somebody must still do for the gate to say yes, in the source's order."""
    return tuple(point for point in points(audit, EVERYTHING) if point.weight in _DUE)


def _point(audit: Audit, requirement: Requirement, needed: tuple[Finding, ...]) -> Point:
    first = needed[0]
    in_group = len(requirement.members) > 1
    message, remedy = first.message, first.remedy
    if in_group:
        message = " ".join(f"{finding.criterion}: {finding.message}" for finding in needed)
        remedy = " Or: ".join(finding.remedy for finding in needed if finding.remedy)
    return Point(
        id=requirement.id,
        title=requirement_title(audit.edition, requirement.id),
        weight=_weight(audit, requirement),
        status=requirement.status,
        actor=requirement.actor,
        status_words=_status_words(requirement, first),
        message=message,
        details=tuple(
            f"{f'{finding.criterion} ' if in_group else ''}{label}: {value}"
            for finding in needed
            for label, value in lacks(finding)
        ),
        remedy=remedy if requirement.actor is Actor.PROVIDER else "",
        location=first.location,
        findings=needed,
        responses=tuple(response for finding in needed for response in finding.responses),
        change=change_of(audit, needed),
    )


def change_of(audit: Audit, needed: tuple[Finding, ...]) -> Progress | None:
    """Return what became of some findings since an earlier audit; None where that is nothing, or none was given."""
    changes = audit.since.changes if audit.since else {}
    found = {changes[finding.criterion].progress for finding in needed if finding.criterion in changes}
    return next((progress for progress in Progress if progress in found), None)


def _weight(audit: Audit, requirement: Requirement) -> Weight:
    match requirement.status:
        case Status.MET | Status.NOT_APPLICABLE:
            return Weight.NOTHING
        case Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            required = Weight.BLOCKS
        case Status.NOT_STATED:
            state_later = audit.gate is Gate.SUBMISSION and requirement.actor is Actor.STATE
            required = Weight.OPEN if state_later else Weight.GAP
        case Status.AWAITING_REVIEW:
            # At the submission gate this decides only where the policy wants more than a statement.
            wanted = audit.gate is Gate.SUBMISSION and requirement.id in audit.deciding
            required = Weight.BLOCKS if wanted else Weight.OPEN
        case other:
            assert_never(other)
    if requirement.waiver is not None:
        return Weight.WAIVED
    return required if requirement.gates else Weight.DESIRED


DESIRED = "desired, never required"


def _status_words(requirement: Requirement, finding: Finding) -> str:
    words = status_of(finding)
    if requirement.waiver is not None:
        return f"{words}; waived until {requirement.waiver.expires}"
    return f"{words}; {DESIRED}" if not requirement.gates and finding.actor is not Actor.NOBODY else words
