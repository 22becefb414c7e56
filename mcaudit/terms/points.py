"""What an audit says requirement by requirement, for formats in which each has one line, test or comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from mcaudit.model import (
    Actor,
    Audit,
    Finding,
    Gate,
    Location,
    Progress,
    Requirement,
    Response,
    Status,
    Subcomponent,
    Waiver,
)
from mcaudit.terms.remarks import Remark, origin, remarks
from mcaudit.terms.run import View
from mcaudit.terms.selection import EVERYTHING, Facet, Selection
from mcaudit.terms.verdicts import verdict_sentence, verdict_words
from mcaudit.terms.words import (
    ACTOR,
    PROGRESS,
    STATUS,
    Tone,
    is_yes,
    lacks,
    requirement_title,
    response_words,
    status_of,
    tone_of,
)


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
_OF_TONE = {Tone.YES: Severity.NOTE, Tone.NO: Severity.ERROR, Tone.OPEN: Severity.WARNING}


def severity_of_verdict(audit: Audit) -> Severity:
    """Return how severe the verdict at the audit's gate is."""
    return _OF_TONE[tone_of(audit.verdict)]


def severity_of_remark(remark: Remark) -> Severity:
    """Return how severe a remark is."""
    return Severity.WARNING if remark.is_warning else Severity.NOTE


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
    waiver: Waiver | None
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


def gathered(audit: Audit, found: Iterable[Point]) -> Iterator[Point]:
    """Yield points, what a subcomponent does not address as one: where its first stands, on its heading."""
    kept = list(found)
    subs = {requirement.id: requirement.subcomponent for requirement in audit.requirements}
    gaps: dict[tuple[str, Weight], list[Point]] = {}
    for point in kept:
        if _is_gap(point):
            gaps.setdefault((subs[point.id], point.weight), []).append(point)
    by_id = {sub.id: sub for sub in audit.edition.subcomponents}
    for point in kept:
        if not _is_gap(point):
            yield point
        elif mine := gaps.pop((subs[point.id], point.weight), None):
            yield _gap(audit, by_id[subs[point.id]], mine)


def worth_a_line(point: Point, audit: Audit, view: View) -> bool:
    """Return whether a list of what is amiss has a point: what keeps the audit's gate from a yes.

    What reviewers must decide does not concern the submission gate. All else is shown where it is asked for:
    by `--verbose`, or by a selection that names it.
    """
    asked = {word.facet for word in view.selection.select}
    match point.weight:
        case Weight.BLOCKS | Weight.GAP:
            return True
        case Weight.OPEN:
            return view.verbose or bool(asked) or audit.gate is Gate.ENDORSEMENT
        case Weight.WAIVED | Weight.DESIRED:
            return view.verbose or bool(asked)
        case Weight.NOTHING:
            return view.verbose or Facet.STATUS in asked
        case other:
            assert_never(other)


def lines_of(audit: Audit, view: View) -> tuple[Point, ...]:
    """Return the points that a list of what is amiss has, one for what a subcomponent does not address."""
    shown = (point for point in points(audit, view.selection) if worth_a_line(point, audit, view))
    return tuple(gathered(audit, shown))


def full_text(point: Point, since: str = "") -> str:
    """Return all that a point says, in one text; `since` is what became of it since an earlier audit."""
    details = "".join(f" {detail}." for detail in point.details)
    remedy = f" To fix: {point.remedy}" if point.remedy else ""
    answered = "".join(f" {response_words(response)}" for response in point.responses)
    return f"{point.id} {point.title}: {point.status_words}{since}: {point.message}{details}{remedy}{answered}"


def changed(audit: Audit, selection: Selection, progress: Progress) -> tuple[str, ...]:
    """Return the criteria that are shown and of which this became since an earlier audit, if one was given."""
    shown = {finding.criterion for finding in audit.findings if selection.shows(finding)}
    return tuple(c.criterion for c in audit.since.of(progress) if c.criterion in shown) if audit.since else ()


def verdict_line(audit: Audit) -> str:
    """Return the verdict at the audit's gate, what it means, and where the profile comes from, in a line."""
    sentence = f"{verdict_words(audit, audit.gate)} at the {audit.gate} gate. {verdict_sentence(audit, audit.gate)}"
    return f"{sentence} {origin(audit)}".rstrip()


def notifications(audit: Audit) -> tuple[Remark, ...]:
    """Return what an output that has results only for what is amiss still says: a yes, waivers, and every remark."""
    verdict = (Remark(text=f"{audit.profile.title}: {verdict_line(audit)}"),) if is_yes(audit.verdict) else ()
    return (*verdict, *_waivers(audit), *remarks(audit))


def _waivers(audit: Audit) -> Iterator[Remark]:
    for requirement in audit.requirements:
        if waiver := requirement.waiver:
            title = requirement_title(audit.edition, requirement.id)
            yield Remark(
                text=f"{requirement.id} {title}: waived by {waiver.by} until {waiver.expires}: {waiver.reason}"
            )


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
        waiver=requirement.waiver,
        change=_change(audit, needed),
    )


def _is_gap(point: Point) -> bool:
    """Return whether a point is shown with others of its subcomponent; a waiver is shown by itself."""
    return point.status is Status.NOT_STATED and point.weight is not Weight.WAIVED


def _gap(audit: Audit, sub: Subcomponent, mine: Sequence[Point]) -> Point:
    at = audit.profile.positions.get(sub.pointer)
    findings = tuple(finding for point in mine for finding in point.findings)
    first = mine[0]
    actors = {point.actor for point in mine}
    message = "; ".join(f"{point.id} {point.title}{_by_state(point, actors)}{point.since}" for point in mine)
    words = STATUS[Status.NOT_STATED]
    if actors == {Actor.STATE}:
        words = f"{words}; only {ACTOR[Actor.STATE]} can answer"
    if first.weight is Weight.DESIRED:
        words = f"{words}; {_DESIRED}"
    return Point(
        id=sub.id,
        title=sub.title,
        weight=first.weight,
        status=Status.NOT_STATED,
        actor=Actor.STATE if actors == {Actor.STATE} else Actor.PROVIDER,
        status_words=words,
        message=f"{message}.",
        details=(),
        remedy=f"Answer {sub.id} ({sub.title}), or state each in a sentence with a citation under `statements`."
        if Actor.PROVIDER in actors
        else "",
        location=Location(
            path=audit.profile.path,
            pointer=sub.pointer if _stands(audit, sub) else "",
            line=at.line if at else None,
            column=at.column if at else None,
        ),
        findings=findings,
        responses=tuple(response for point in mine for response in point.responses),
        waiver=None,
        change=_change(audit, findings),
        gaps=tuple(point.id for point in mine),
    )


def _stands(audit: Audit, sub: Subcomponent) -> bool:
    """Return whether the profile has the heading of a subcomponent."""
    component = audit.profile.content.get(sub.component)
    return isinstance(component, Mapping) and sub.key in component


def _by_state(point: Point, actors: set[Actor]) -> str:
    return f" (only {ACTOR[Actor.STATE]} can answer)" if point.actor is Actor.STATE and len(actors) > 1 else ""


def _change(audit: Audit, needed: tuple[Finding, ...]) -> Progress | None:
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


_DESIRED = "desired, never required"


def _status_words(requirement: Requirement, finding: Finding) -> str:
    words = status_of(finding)
    if requirement.waiver is not None:
        return f"{words}; waived until {requirement.waiver.expires}"
    return f"{words}; {_DESIRED}" if not requirement.gates and finding.actor is not Actor.NOBODY else words
