"""What an audit says requirement by requirement, for formats in which each has one line, test or comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mcaudit.model import Actor, Audit, Finding, Gate, Location, Progress, Requirement, Response, Status, Waiver
from mcaudit.render.report import View
from mcaudit.render.selection import Facet, Selection
from mcaudit.render.words import status_of, verdict_sentence, verdict_words


class Weight(StrEnum):
    """How much a point matters to the gate, the gravest first."""

    PROVIDER = "provider"
    """Required, and the provider must act."""
    REVIEWERS = "reviewers"
    """Required, and reviewers must decide."""
    WAIVED = "waived"
    """Would count against the profile, if a waiver did not hold."""
    DESIRED = "desired"
    """Desired and not, or not yet, met: it never counts against the profile."""
    NOTHING = "nothing"
    """Met, or does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What an audit says of one requirement: of an any-of group once, by the members that it needs."""

    id: str
    weight: Weight
    status: Status
    told: str
    """The status and why, in words."""
    message: str
    remedy: str
    location: Location
    findings: tuple[Finding, ...]
    responses: tuple[Response, ...]
    waiver: Waiver | None
    change: Progress | None
    """What became of it since an earlier audit; None where that is nothing, or none was given."""


def points(audit: Audit, selection: Selection) -> Iterator[Point]:
    """Yield a point for each requirement of which any finding is shown, in the source's order."""
    by_id = {finding.criterion: finding for finding in audit.findings}
    for requirement in audit.requirements:
        findings = tuple(by_id[name] for name in requirement.members)
        if any(selection.shows(finding) for finding in findings):
            yield _point(audit, requirement, tuple(f for f in findings if f.needed))


def worth_a_line(point: Point, audit: Audit, view: View) -> bool:
    """Return whether a list of what is amiss has a point: what keeps the audit's gate from being passed.

    What reviewers must decide does not concern the submission gate. All else is shown where it is asked for:
    by `--verbose`, or by a selection that names it.
    """
    asked = {word.facet for word in view.selection.select}
    match point.weight:
        case Weight.PROVIDER:
            return True
        case Weight.REVIEWERS:
            return view.verbose or bool(asked) or audit.gate is Gate.ENDORSEMENT
        case Weight.WAIVED | Weight.DESIRED:
            return view.verbose or bool(asked)
        case Weight.NOTHING:
            return view.verbose or Facet.STATUS in asked


def changed(audit: Audit, selection: Selection, progress: Progress) -> tuple[str, ...]:
    """Return the criteria that are shown and of which this became since an earlier audit, if one was given."""
    shown = {finding.criterion for finding in audit.findings if selection.shows(finding)}
    return tuple(c.criterion for c in audit.since.of(progress) if c.criterion in shown) if audit.since else ()


def verdict_line(audit: Audit) -> str:
    """Return the verdict at the audit's gate and what it means, in a line."""
    return f"{verdict_words(audit, audit.gate)} at the {audit.gate} gate. {verdict_sentence(audit, audit.gate)}"


def _point(audit: Audit, requirement: Requirement, needed: tuple[Finding, ...]) -> Point:
    first = needed[0]
    weight = _weight(requirement, first)
    message, remedy = first.message, first.remedy
    if len(requirement.members) > 1:
        message = "; ".join(f"{finding.criterion}: {finding.message}" for finding in needed)
        remedy = " Or: ".join(finding.remedy for finding in needed if finding.remedy)
    return Point(
        id=requirement.id,
        weight=weight,
        status=requirement.status,
        told=_told(requirement, first),
        message=message,
        remedy=remedy if first.actor is Actor.PROVIDER else "",
        location=first.location,
        findings=needed,
        responses=tuple(response for finding in needed for response in finding.responses),
        waiver=requirement.waiver,
        change=_change(audit, needed),
    )


def _change(audit: Audit, needed: tuple[Finding, ...]) -> Progress | None:
    changes = audit.since.changes if audit.since else {}
    found = {changes[finding.criterion].progress for finding in needed if finding.criterion in changes}
    return next((progress for progress in Progress if progress in found), None)


def _weight(requirement: Requirement, finding: Finding) -> Weight:
    if finding.actor is Actor.NOBODY:
        return Weight.NOTHING
    if requirement.waiver is not None:
        return Weight.WAIVED
    if not requirement.gates:
        return Weight.DESIRED
    return Weight.PROVIDER if finding.actor is Actor.PROVIDER else Weight.REVIEWERS


def _told(requirement: Requirement, finding: Finding) -> str:
    told = status_of(finding)
    if requirement.waiver is not None:
        return f"{told}; waived until {requirement.waiver.expires}"
    return f"{told}; desired, never required" if not requirement.gates and finding.actor is not Actor.NOBODY else told
