"""Whether criteria that a rule asks for are met, or the gate of an audit is passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import listed
from mcaudit.model import Audit, Finding, Gate, Requirement, Status, Verdict
from mcaudit.model.acceptance import Condition, Holds, RestsOn, worst
from mcaudit.model.purposes import CriteriaNeed, GateNeed

_BEST_FIRST = tuple(Status)
_SETTLED = (Status.MET, Status.NOT_APPLICABLE)
_FAILS = (Status.NOT_MET, Status.PARTLY_MET)
_SHOWN = 6
"""How many requirements a sentence names."""
_OPEN: tuple[tuple[Status, str], ...] = (
    (Status.NOT_MET, "not met"),
    (Status.PARTLY_MET, "only partly met"),
    (Status.NOT_STATED, "not addressed"),
    (Status.UNSUPPORTED, "not supported"),
    (Status.AWAITING_REVIEW, "for reviewers to decide"),
)
"""What keeps a requirement from counting, in the order in which a sentence names it."""


# --- criteria ------------------------------------------------------------------------------------


def criteria_condition(candidate: Candidate, need: CriteriaNeed, supplied: Mapping[str, Finding], id: str) -> Condition:
    """Return whether every requirement is met, does not apply, or is waived in this state."""
    members = {name: members_of(candidate, name) for name in need.ids}
    findings = {name: supplied.get(name) or candidate.finding(name) for each in members.values() for name in each}
    waived = waived_among(candidate, need.ids)
    statuses = {
        name: min((findings[each].status for each in inner), key=_BEST_FIRST.index) for name, inner in members.items()
    }
    said = {name: status for name, status in statuses.items() if name not in waived}
    first = next(findings[each] for each in members[need.ids[0]])
    met = [each for each in findings.values() if each.status is Status.MET and each.criterion not in supplied]
    holds = worst(_holds(status) for status in said.values())
    return Condition(
        id=id,
        text=f"These criteria are met: {', '.join(_title(candidate, name) for name in need.ids)}.",
        holds=holds,
        reason=_reason(said, waived),
        source=need.source,
        rests_on=_rests_on(candidate, met, supplied) if holds is Holds.YES else RestsOn.NOTHING,
        criterion=first.criterion,
        location=first.location,
        citations=tuple(dict.fromkeys(citation for each in findings.values() for citation in each.citations)),
    )


def members_of(candidate: Candidate, requirement: str) -> tuple[str, ...]:
    """Return the criteria of a requirement: the members of a group, or the criterion itself."""
    return candidate.case.edition.members.get(requirement, (requirement,))


def waived_among(candidate: Candidate, requirements: Iterable[str]) -> tuple[str, ...]:
    """Return the requirements among some that the state waives on the day for this micro-credential."""
    waivers = [each for each in candidate.policy.waivers if each.covers(candidate.profile.id)]
    waived = {each.requirement for each in waivers if each.holds_on(candidate.date)}
    return tuple(
        name
        for name in requirements
        if name in waived
        and not any(candidate.finding(each).status in _SETTLED for each in members_of(candidate, name))
    )


def _holds(status: Status) -> Holds:
    if status in _SETTLED:
        return Holds.YES
    return Holds.NO if status in _FAILS else Holds.OPEN


def _title(candidate: Candidate, name: str) -> str:
    found = candidate.case.edition.placed.get(name)
    return f"{name} {found[1].title}" if found else f"any one of {name}"


def _reason(statuses: Mapping[str, Status], waived: Collection[str]) -> str:
    parts = [
        f"{listed((name for name, each in statuses.items() if each is status), 'and')}: {words}."
        for status, words in _OPEN
        if status in statuses.values()
    ]
    if waived:
        parts.append(f"Waived in this state: {listed(waived, 'and')}.")
    return " ".join(parts) or "All of them are met or do not apply."


def _rests_on(candidate: Candidate, met: Sequence[Finding], supplied: Mapping[str, Finding]) -> RestsOn:
    """Return the weakest of what findings rest on: a claim before a check, and a check before a decision."""
    kinds = {candidate.rests_on(each) for each in met}
    for each in (RestsOn.CLAIM, RestsOn.CHECKED, RestsOn.DECISION):
        if each in kinds:
            return each
    return RestsOn.POLICY if met or supplied else RestsOn.NOTHING


# --- gates ---------------------------------------------------------------------------------------


def gate_condition(candidate: Candidate, need: GateNeed, supplied: Mapping[str, Finding], id: str) -> Condition:
    """Return whether an audit passes a gate: it fails only where something is not met, and is open otherwise."""
    gate, audit = Gate(need.gate), candidate.audit(supplied)
    counted = [each for each in audit.requirements if each.gates]
    passes = audit.verdicts[gate] in (Verdict.PASS, Verdict.READY)
    failing = any(each.status in _FAILS for each in counted)
    holds = Holds.YES if passes else Holds.NO if failing else Holds.OPEN
    first = _first(audit, counted)
    met = [each for each in audit.findings if each.status is Status.MET and each.needed]
    mine = [each for each in met if each.criterion not in supplied]
    return Condition(
        id=id,
        text=f"It passes the {gate} gate of {candidate.case.edition.title}.",
        holds=holds,
        reason=_gate_reason(counted, supplied, [each.id for each in audit.requirements if each.waiver is not None]),
        source=need.source,
        rests_on=_rests_on(candidate, mine, supplied) if passes else RestsOn.NOTHING,
        criterion=first.criterion if first else "",
        location=first.location if first else None,
    )


def _first(audit: Audit, counted: Sequence[Requirement]) -> Finding | None:
    """Return the finding on the first requirement that keeps the gate shut."""
    short = [each for status, _ in _OPEN for each in counted if each.status is status]
    if not short:
        return None
    names = short[0].members
    return next((each for each in audit.findings if each.criterion in names and each.status is short[0].status), None)


def _gate_reason(counted: Sequence[Requirement], supplied: Collection[str], waived: Collection[str]) -> str:
    numbers = Counter(each.status for each in counted)
    parts = [f"{numbers[Status.MET]} of {len(counted)} requirements are met"]
    for status, words in _OPEN:
        if status in numbers:
            names = [each.id for each in counted if each.status is status]
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            parts.append(f"{numbers[status]} {words} ({', '.join(names[:_SHOWN])}{more})")
    sentence = f"{', '.join(parts)}."
    if supplied:
        sentence += f" The state's own rule supplies {listed(supplied, 'and')}."
    if waived:
        sentence += f" Waived in this state: {listed(waived, 'and')}."
    return sentence
