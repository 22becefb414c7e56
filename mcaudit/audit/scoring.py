"""Counts requirements, scores them, rates subcomponents, and answers the gates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import assert_never

from mcaudit.model import (
    Actor,
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
_SETTLED = (Status.MET, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """What is counted as one: a criterion, or a group where its first member stands."""

    id: str
    subcomponent: str
    level: Level
    first: str
    members: tuple[str, ...]


@lru_cache(maxsize=8)
def _layout(edition: Edition) -> tuple[_Counted, ...]:
    """Return what is counted, in the source's order."""
    counted: dict[str, _Counted] = {}
    for sub in edition.subcomponents:
        groups = {group.id: group.members for group in sub.groups}
        for criterion in sub.criteria:
            name = criterion.group or criterion.id
            members = groups.get(criterion.group, (criterion.id,))
            counted.setdefault(name, _Counted(name, sub.id, criterion.level, criterion.id, members))
    return tuple(counted.values())


def requirements(edition: Edition, findings: Mapping[str, Finding]) -> tuple[Requirement, ...]:
    """Return what is counted, in the source's order: a group stands where its first member does."""
    return tuple(_requirement(each, findings) for each in _layout(edition))


def _requirement(counted: _Counted, findings: Mapping[str, Finding]) -> Requirement:
    first = findings[counted.first]
    status, actor = first.status, first.actor
    if len(counted.members) > 1:
        members = [findings[name] for name in counted.members]
        status = min((each.status for each in members), key=_BEST_FIRST.index)
        actor = _actor(members, status)
    return _made(counted, status, actor, first.required_by)


@lru_cache(maxsize=4096)
def _made(counted: _Counted, status: Status, actor: Actor, required_by: str) -> Requirement:
    """Return a requirement; profiles share most of them."""
    return Requirement(
        id=counted.id,
        subcomponent=counted.subcomponent,
        level=counted.level,
        status=status,
        members=counted.members,
        actor=actor,
        required_by=required_by,
    )


def _actor(members: Sequence[Finding], status: Status) -> Actor:
    """Return who must act: the state only where it is the state for every member."""
    actors = {each.actor for each in members if each.status is status}
    if actors == {Actor.STATE} and any(each.actor is not Actor.STATE for each in members):
        return Actor.PROVIDER
    return Actor.PROVIDER if len(actors) > 1 else actors.pop()


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
    if not mine:
        return tuple(counted), ()
    needs = {r.id for r in counted if r.status not in _SETTLED}
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


def score(counted: Iterable[Requirement]) -> Score:
    """Return the counts of required and desired requirements; one that is waived counts as waived and nothing else.

    A desired criterion that the policy requires counts as required.
    """
    required: list[str] = []
    desired: list[str] = []
    for each in counted:
        names = required if each.level is Level.REQUIRED or each.required_by else desired
        names.append(_WAIVED if each.waiver else each.status)
    return Score(required=_counts(*map(required.count, _COUNTS)), desired=_counts(*map(desired.count, _COUNTS)))


_COUNTS = tuple(each.name for each in fields(Counts))
_WAIVED = "waived"


def total(scores: Iterable[Score]) -> Score:
    """Return several scores added up."""
    kept = tuple(scores)
    return Score(required=_added(each.required for each in kept), desired=_added(each.desired for each in kept))


def _added(counts: Iterable[Counts]) -> Counts:
    return _counts(*map(sum, zip(_NOTHING, *map(_NUMBERS, counts), strict=True)))


_NUMBERS: Callable[[Counts], tuple[int, ...]] = attrgetter(*_COUNTS)
_NOTHING = (0,) * len(_COUNTS)


@lru_cache(maxsize=4096)
def _counts(*numbers: int) -> Counts:
    """Return counts in the order of their fields; the same ones come up again and again."""
    return Counts(**dict(zip(_COUNTS, numbers, strict=True)))


def rating(counted: Iterable[Requirement]) -> Rating:
    """Return the rating of a subcomponent; with something waived it is at most developing."""
    applies = [each for each in counted if each.status is not Status.NOT_APPLICABLE]
    required = [each.status for each in applies if each.level is Level.REQUIRED]
    desired = [each.status for each in applies if each.level is Level.DESIRED]
    if not required:
        return Rating.NOT_APPLICABLE
    if _are_all(required, Status.NOT_STATED):
        return Rating.NOT_STATED
    if _are_all(required, Status.MET) and not any(each.waiver for each in applies):
        return Rating.EXEMPLARY if desired and _are_all(desired, Status.MET) else Rating.GOOD
    if Status.MET in required or Status.PARTLY_MET in required:
        return Rating.DEVELOPING
    if Status.NOT_MET in required:
        return Rating.NOT_MET
    return Rating.WAITING if Status.AWAITING_REVIEW in required else Rating.UNSUPPORTED


def _are_all(statuses: Sequence[Status], status: Status) -> bool:
    return statuses.count(status) == len(statuses)


def by_subcomponent(edition: Edition, counted: Iterable[Requirement]) -> Mapping[str, Sequence[Requirement]]:
    """Return the requirements of each subcomponent, by its identifier."""
    sorted_out: dict[str, list[Requirement]] = {sub.id: [] for sub in edition.subcomponents}
    for requirement in counted:
        sorted_out[requirement.subcomponent].append(requirement)
    return sorted_out


def gating(counted: Iterable[Requirement]) -> Sequence[Requirement]:
    """Return the requirements that a gate looks at."""
    return tuple(each for each in counted if each.gates)


def verdict(gating: Sequence[Requirement], gate: Gate, only_words: Collection[str] = ()) -> Verdict:
    """Return the answer to a gate from the requirements that it looks at.

    `only_words` are requirements for which the policy wants more than a statement.
    """
    statuses = [each.status for each in gating]
    begun = Status.MET in statuses or Status.AWAITING_REVIEW in statuses
    match gate:
        case Gate.SUBMISSION:
            keeping = any(_keeps_out(each) or each.id in only_words for each in gating)
            return Verdict.READY if begun and not keeping else Verdict.NOT_READY
        case Gate.ENDORSEMENT:
            if Status.NOT_MET in statuses or Status.PARTLY_MET in statuses:
                return Verdict.FAIL
            if Status.NOT_STATED in statuses or Status.UNSUPPORTED in statuses or not begun:
                return Verdict.INCOMPLETE
            return Verdict.UNDECIDED if Status.AWAITING_REVIEW in statuses else Verdict.PASS
        case other:
            assert_never(other)


def _keeps_out(requirement: Requirement) -> bool:
    """Return whether a requirement keeps a submission from being ready: the provider has something to do."""
    match requirement.status:
        case Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            return True
        case Status.NOT_STATED:
            return requirement.actor is Actor.PROVIDER
        case Status.MET | Status.AWAITING_REVIEW | Status.NOT_APPLICABLE:
            return False
        case other:
            assert_never(other)


def deciding(gating: Sequence[Requirement], gate: Gate, only_words: Collection[str] = ()) -> tuple[str, ...]:
    """Return the requirements that keep a gate from its best answer, of those that it looks at."""
    match verdict(gating, gate, only_words):
        case Verdict.PASS | Verdict.READY:
            return ()
        case Verdict.NOT_READY:
            keeping = tuple(each.id for each in gating if _keeps_out(each) or each.id in only_words)
            return keeping or tuple(each.id for each in gating if each.status not in _SETTLED)
        case Verdict.UNDECIDED:
            return tuple(each.id for each in gating if each.status is Status.AWAITING_REVIEW)
        case Verdict.FAIL | Verdict.INCOMPLETE:
            short = (Status.NOT_MET, Status.PARTLY_MET, Status.NOT_STATED, Status.UNSUPPORTED)
            named = tuple(each.id for each in gating if each.status in short)
            return named or tuple(each.id for each in gating if each.status not in _SETTLED)
        case other:
            assert_never(other)
