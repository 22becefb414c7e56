"""Counts requirements, bounds the score, rates subcomponents and answers the gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mcaudit.model import (
    Counts,
    Edition,
    Finding,
    Gate,
    Level,
    Policy,
    Rating,
    Requirement,
    Score,
    Status,
    Verdict,
    Waiver,
    WaiverResult,
    WaiverUse,
)

_BEST_FIRST = tuple(Status)
_OPEN = (Status.UNSUPPORTED, Status.AWAITING_REVIEW)
_FAILED = (Status.NOT_MET, Status.PARTLY_MET)


def requirements(edition: Edition, findings: Mapping[str, Finding]) -> tuple[Requirement, ...]:
    """Return what is counted, in the source's order: a group stands where its first member does."""
    counted: list[Requirement] = []
    for sub in edition.subcomponents:
        groups = {group.id: group for group in sub.groups}
        for criterion in sub.criteria:
            group = groups.pop(criterion.group, None)
            if criterion.group and group is None:
                continue
            members = group.members if group else (criterion.id,)
            counted.append(
                Requirement(
                    id=group.id if group else criterion.id,
                    subcomponent=sub.id,
                    level=criterion.level,
                    status=min((findings[name].status for name in members), key=_BEST_FIRST.index),
                    members=members,
                    required_by=findings[criterion.id].required_by,
                )
            )
    return tuple(counted)


def with_needs(findings: Mapping[str, Finding], counted: Sequence[Requirement]) -> tuple[Finding, ...]:
    """Return the findings, those of group members that are not needed marked so."""
    marked = dict(findings)
    for requirement in counted:
        for name in requirement.members:
            if findings[name].status is not requirement.status:
                marked[name] = replace(findings[name], needed=False)
    return tuple(marked.values())


def waived(
    counted: Sequence[Requirement], policy: Policy | None, profile: str, day: str
) -> tuple[tuple[Requirement, ...], tuple[WaiverResult, ...]]:
    """Return the requirements with the waivers that hold on a day, and what became of each waiver of the profile."""
    mine = [waiver for waiver in policy.waivers if waiver.covers(profile)] if policy else []
    needs = {r.id for r in counted if r.status not in (Status.MET, Status.NOT_APPLICABLE)}
    results = []
    holding: dict[str, Waiver] = {}
    for waiver in mine:
        if not waiver.holds_on(day):
            use = WaiverUse.EXPIRED
        elif waiver.requirement not in needs:
            use = WaiverUse.UNUSED
        else:
            use = WaiverUse.APPLIED
            holding.setdefault(waiver.requirement, waiver)
        results.append(WaiverResult(waiver=waiver, use=use))
    return tuple(replace(r, waiver=holding[r.id]) if r.id in holding else r for r in counted), tuple(results)


def counts(statuses: Iterable[Status], waived: int = 0) -> Counts:
    """Return how many requirements have which status, and how many are waived."""
    return Counts(waived=waived, **{status.value: number for status, number in Counter(statuses).items()})


def score(counted: Iterable[Requirement]) -> Score:
    """Return required and desired counts, apart; what is waived is counted as waived and as nothing else."""
    kept = list(counted)

    def of(level: Level) -> Counts:
        mine = [requirement for requirement in kept if requirement.level is level]
        waived = sum(1 for requirement in mine if requirement.waiver)
        return counts((r.status for r in mine if not r.waiver), waived)

    return Score(required=of(Level.REQUIRED), desired=of(Level.DESIRED))


def rating(counted: Iterable[Requirement], *, at_best: bool) -> Rating:
    """Return a subcomponent's rating with its open requirements taken as met (`at_best`) or as not met.

    With something waived it is never better than developing.
    """
    counted = list(counted)
    waived = any(requirement.waiver for requirement in counted)
    applies = [r for r in counted if r.status is not Status.NOT_APPLICABLE and not r.waiver]
    kept = [(r.level, _closed(r.status, at_best)) for r in applies]
    required = [status for level, status in kept if level is Level.REQUIRED]
    desired = [status for level, status in kept if level is Level.DESIRED]
    if not required:
        return Rating.NOT_MET if waived else Rating.NOT_APPLICABLE
    if not waived and all(status is Status.MET for status in required):
        exemplary = bool(desired) and all(status is Status.MET for status in desired)
        return Rating.EXEMPLARY if exemplary else Rating.GOOD
    some = any(status in (Status.MET, Status.PARTLY_MET) for status in required)
    return Rating.DEVELOPING if some else Rating.NOT_MET


def _closed(status: Status, at_best: bool) -> Status:
    if status not in _OPEN:
        return status
    return Status.MET if at_best else Status.NOT_MET


def by_subcomponent(edition: Edition, counted: Iterable[Requirement]) -> Mapping[str, Sequence[Requirement]]:
    """Return the requirements of each subcomponent, by its identifier."""
    sorted_out: dict[str, list[Requirement]] = {sub.id: [] for sub in edition.subcomponents}
    for requirement in counted:
        sorted_out[requirement.subcomponent].append(requirement)
    return sorted_out


def verdict(counted: Iterable[Requirement], gate: Gate) -> Verdict:
    """Return the answer to a gate; where nothing required is met, it is a fail."""
    required = [requirement.status for requirement in counted if requirement.gates]
    if Status.MET not in required or any(status in _FAILED for status in required):
        return Verdict.FAIL
    if gate is Gate.SUBMISSION:
        return Verdict.FAIL if Status.UNSUPPORTED in required else Verdict.PASS
    return Verdict.UNDECIDED if any(status in _OPEN for status in required) else Verdict.PASS


def deciding(counted: Iterable[Requirement], gate: Gate) -> tuple[str, ...]:
    """Return the requirements that decide a gate: those that fail it, or those it waits for."""
    required = [requirement for requirement in counted if requirement.gates]
    answer = verdict(required, gate)
    if answer is Verdict.PASS:
        return ()
    failing = (*_FAILED, Status.UNSUPPORTED) if gate is Gate.SUBMISSION else _FAILED
    named = tuple(r.id for r in required if r.status in failing)
    if named and answer is Verdict.FAIL:
        return named
    return tuple(r.id for r in required if r.status in (*_OPEN, *_FAILED))
