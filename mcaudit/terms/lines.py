"""Which points of an audit a list has, in formats in which each has one line, test, or comment; gaps drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from mcaudit.model import Actor, Audit, Gate, Location, Progress, Status, Subcomponent
from mcaudit.terms.points import DESIRED, Point, Severity, Weight, change_of, points
from mcaudit.terms.remarks import Remark, origin, remarks
from mcaudit.terms.run import View
from mcaudit.terms.selection import Facet, Selection
from mcaudit.terms.verdicts import verdict_sentence, verdict_words
from mcaudit.terms.words import ACTOR, STATUS, Tone, is_yes, requirement_title, response_words, tone_of

_OF_TONE = {Tone.YES: Severity.NOTE, Tone.NO: Severity.ERROR, Tone.OPEN: Severity.WARNING}


def severity_of_verdict(audit: Audit) -> Severity:
    """Return how severe the verdict at the audit's gate is."""
    return _OF_TONE[tone_of(audit.verdict)]


def severity_of_remark(remark: Remark) -> Severity:
    """Return how severe a remark is."""
    return Severity.WARNING if remark.is_warning else Severity.NOTE


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


def _is_gap(point: Point) -> bool:
    """Return whether a point is shown with others of its subcomponent; a waiver is shown by itself."""
    return point.status is Status.NOT_STATED and point.weight is not Weight.WAIVED


def _gap(audit: Audit, sub: Subcomponent, mine: Sequence[Point]) -> Point:
    at = audit.profile.positions.get(sub.pointer)
    findings = tuple(finding for point in mine for finding in point.findings)
    first = mine[0]
    actors = {point.actor for point in mine}
    by_state = f" (only {ACTOR[Actor.STATE]} can answer)" if len(actors) > 1 else ""
    message = "; ".join(
        f"{point.id} {point.title}{by_state if point.actor is Actor.STATE else ''}{point.since}" for point in mine
    )
    words = STATUS[Status.NOT_STATED]
    if actors == {Actor.STATE}:
        words = f"{words}; only {ACTOR[Actor.STATE]} can answer"
    if first.weight is Weight.DESIRED:
        words = f"{words}; {DESIRED}"
    component = audit.profile.content.get(sub.component)
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
            pointer=sub.pointer if (isinstance(component, Mapping) and sub.key in component) else "",
            line=at.line if at else None,
            column=at.column if at else None,
        ),
        findings=findings,
        responses=tuple(response for point in mine for response in point.responses),
        change=change_of(audit, findings),
        gaps=tuple(point.id for point in mine),
    )
