"""Gives each criterion its status: the ordered table of the product, one line after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcaudit.audit.applies import Applicability
from mcaudit.audit.messages import failures, first_pointer
from mcaudit.audit.places import location, stands_at, value_at
from mcaudit.audit.policy import set_aside
from mcaudit.audit.rules import Outcome
from mcaudit.audit.support import Conflict, Support, support_of
from mcaudit.model import (
    Answer,
    Basis,
    Citation,
    Criterion,
    Decider,
    Decision,
    Edition,
    Finding,
    JsonObject,
    Profile,
    Standing,
    Status,
    Subcomponent,
    decider,
)

_DECIDED = {
    Answer.MET: Status.MET,
    Answer.PARTLY_MET: Status.PARTLY_MET,
    Answer.NOT_MET: Status.NOT_MET,
    Answer.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
_AGAINST = {
    True: frozenset({Answer.PARTLY_MET, Answer.NOT_MET, Answer.NOT_APPLICABLE}),
    False: frozenset({Answer.MET, Answer.PARTLY_MET, Answer.NOT_APPLICABLE}),
}
"""Whether the rule holds → the answers that a reviewer gives against that fact."""
_WAITING = {
    Standing.NO_AGREEMENT: "the reviewers do not agree",
    Standing.CANNOT_TELL: "the reviewers cannot tell from what is there",
    Standing.STALE: "what the reviewers decided on has changed since",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the status of a profile's criteria depends on."""

    edition: Edition
    profile: Profile
    facts: JsonObject
    placeholders: Mapping[str, str]
    doubts: Sequence[Mapping[str, str]]
    """Texts that a reviewer must read before they count."""
    applies: Applicability
    decisions: Mapping[str, Decision]
    conflicts: tuple[Conflict, ...]
    settled: frozenset[str]
    """State-dependent criteria that facts decide because a policy sets what they need."""
    required_by: Mapping[str, str]
    """Desired criteria that a policy requires → the policy."""
    confirm_facts: bool
    """Whether what is met on facts waits for a reviewer to confirm it."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    status: Status
    basis: Basis
    message: str
    pointer: str
    citations: tuple[Citation, ...] = ()
    would_satisfy: str = ""
    """What reviewers say that would satisfy it."""


def finding(case: Case, sub: Subcomponent, criterion: Criterion, outcome: Outcome) -> Finding:
    """Return what the audit says of one criterion."""
    ruling = _ruling(case, sub, criterion, outcome)
    acts = ruling.status not in (Status.MET, Status.NOT_APPLICABLE)
    return Finding(
        criterion=criterion.id,
        level=criterion.level,
        status=ruling.status,
        basis=ruling.basis,
        message=ruling.message,
        remedy=_remedy(ruling, criterion) if acts else "",
        location=location(case.profile, ruling.pointer),
        citations=ruling.citations,
        sources=tuple(source.work for source in sub.sources),
        required_by=case.required_by.get(criterion.id, ""),
    )


def _ruling(case: Case, sub: Subcomponent, criterion: Criterion, outcome: Outcome) -> _Ruling:
    early = _not_in_play(case, sub, criterion) or _nothing_given(case, sub, criterion) or _conflict(case, criterion)
    if early:
        return early
    decision = case.decisions.get(criterion.id)
    if criterion.id in case.applies.claimed:
        return _claimed(case, sub, criterion, decision)
    if not outcome.holds:
        return _failed(case, sub, criterion, outcome, decision)
    support = support_of(case.profile, case.facts, criterion)
    if support.lacking:
        return _Ruling(
            Status.UNSUPPORTED, Basis.UNCITED, _joined(support.lacking), _own_pointer(sub, criterion), support.citations
        )
    return _judged(case, sub, criterion, decision, support)


# --- the lines of the table, in their order ------------------------------------------------------


def _not_in_play(case: Case, sub: Subcomponent, criterion: Criterion) -> _Ruling | None:
    basis = case.applies.skipped.get(criterion.id)
    if basis is Basis.OPTIONAL:
        return _Ruling(Status.NOT_APPLICABLE, basis, f"{sub.id} is optional and not answered", sub.pointer)
    if basis is Basis.SKIP:
        by = case.applies.skipped_by[criterion.id]
        told = f"`{by.rpartition('/')[2]}` is “{value_at(case.facts, by)}”"
        answered = [pointer for pointer in _own_reads(sub, criterion) if value_at(case.facts, pointer) is not None]
        if answered:
            field = answered[0].rpartition("/")[2]
            message = f"{told}, so this should not apply, and yet `{field}` is answered"
            return _Ruling(Status.UNSUPPORTED, Basis.CONFLICT, message, answered[0])
        return _Ruling(Status.NOT_APPLICABLE, basis, f"{told}, so this does not apply", by)
    return None


def _nothing_given(case: Case, sub: Subcomponent, criterion: Criterion) -> _Ruling | None:
    own = _own_reads(sub, criterion)
    if criterion.id in case.applies.claimed or _conflicts(case, criterion):
        return None
    if any(value_at(case.facts, pointer) is not None for pointer in own):
        return None
    headings = [pointer for pointer in own if stands_at(case.profile.content, pointer)]
    if headings:
        names = _names(headings)
        whys = [why for at, why in case.placeholders.items() if any(_within(at, heading) for heading in headings)]
        says = f"what stands under {names} {whys[0]}" if whys else f"{names} stands empty"
        return _Ruling(Status.NOT_MET, Basis.EMPTY, says, headings[0])
    if not value_at(case.profile.content, sub.pointer):
        if stands_at(case.profile.content, sub.pointer):
            return _Ruling(Status.NOT_MET, Basis.EMPTY, f"the answer to {sub.id} stands empty", sub.pointer)
        return _Ruling(Status.NOT_MET, Basis.MISSING, f"the profile does not answer {sub.id}", sub.pointer)
    return _Ruling(Status.NOT_MET, Basis.MISSING, f"the answer to {sub.id} gives no {_names(own)}", sub.pointer)


def _conflict(case: Case, criterion: Criterion) -> _Ruling | None:
    conflicts = _conflicts(case, criterion)
    if not conflicts:
        return None
    told = [
        f"sources disagree about `{conflict.pointer.rpartition('/')[2]}`: "
        + "; ".join(f"“{value}” ({citation.document}, {citation.place})" for value, citation in conflict.says)
        for conflict in conflicts
    ]
    citations = tuple(citation for conflict in conflicts for _, citation in conflict.says)
    answer = conflicts[0].pointer.rpartition("/")[0]
    return _Ruling(Status.UNSUPPORTED, Basis.CONFLICT, _joined(told), f"{answer}/conflicts", citations)


def _conflicts(case: Case, criterion: Criterion) -> tuple[Conflict, ...]:
    """Return the recorded conflicts about fields that a criterion reads."""
    return tuple(conflict for conflict in case.conflicts if conflict.pointer in criterion.reads)


def _claimed(case: Case, sub: Subcomponent, criterion: Criterion, decision: Decision | None) -> _Ruling:
    pointer = f"{sub.pointer}/not_applicable"
    settled = _settled(criterion, decision, pointer)
    given = any(value_at(case.facts, place) is not None for place in _own_reads(sub, criterion))
    if settled and (given or settled.status not in (Status.MET, Status.PARTLY_MET)):
        return settled
    message = (
        f"the profile says that this does not apply: “{case.applies.claimed[criterion.id]}”; a reviewer must agree"
    )
    return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, message, pointer)


def _failed(
    case: Case, sub: Subcomponent, criterion: Criterion, outcome: Outcome, decision: Decision | None
) -> _Ruling:
    base = "" if criterion.over_profile else sub.pointer
    told = failures(case.edition, outcome.errors, case.placeholders, base)
    aside = set_aside(case.edition, case.facts, criterion.id)
    message = _joined([*([told] if told else []), *outcome.policy, *aside])
    pointer = first_pointer(outcome.errors, base)
    if pointer == sub.pointer or not pointer.startswith(f"{sub.pointer}/"):
        pointer = _own_pointer(sub, criterion)
    if settled := _settled(criterion, decision, pointer):
        if settled.status is Status.MET and decision is not None and not decision.rationale:
            against = "the reviewers say that it is met, and give no reason against the fact"
            return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, f"{message}; {against}", pointer)
        support = support_of(case.profile, case.facts, criterion)
        if settled.status is Status.MET and support.lacking:
            return _Ruling(Status.UNSUPPORTED, Basis.UNCITED, _joined(support.lacking), pointer, support.citations)
        return settled
    if waiting := _against_the_fact(decision, holds=False):
        return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, f"{message}; {waiting}", pointer)
    return _Ruling(Status.NOT_MET, Basis.FACTS, message, pointer)


def _judged(
    case: Case, sub: Subcomponent, criterion: Criterion, decision: Decision | None, support: Support
) -> _Ruling:
    pointer = _own_pointer(sub, criterion)
    if settled := _settled(criterion, decision, pointer, support.citations):
        return settled
    waiting = _waiting(decision)
    if decider(criterion, case.settled) is Decider.REVIEWER:
        unset = criterion.state if criterion.id not in case.settled else None
        because = unset.because if unset else criterion.because
        return _Ruling(
            Status.AWAITING_REVIEW, Basis.NONE, f"{waiting}: {_lowered(because)}", pointer, support.citations
        )
    if against := _against_the_fact(decision, holds=True):
        message = f"the facts satisfy it; {against}"
        return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, message, pointer, support.citations)
    for doubt in case.doubts:
        if any(_within(doubt["at"], read) for read in criterion.reads):
            message = f"a reviewer must read “{doubt['text']}”: {doubt['why']}"
            return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, message, doubt["at"], support.citations)
    if case.confirm_facts:
        message = "claimed and cited; the policy wants a reviewer to confirm it"
        return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, message, pointer, support.citations)
    return _Ruling(Status.MET, Basis.FACTS, "claimed and cited, not checked", pointer, support.citations)


def _settled(
    criterion: Criterion, decision: Decision | None, pointer: str, citations: tuple[Citation, ...] = ()
) -> _Ruling | None:
    if decision is None or decision.standing is not Standing.SETTLED or decision.settled not in _DECIDED:
        return None
    status = _DECIDED[decision.settled]
    if status is Status.NOT_APPLICABLE and not criterion.may_be_not_applicable:
        message = "the reviewers say that it does not apply, and the edition does not allow that here"
        return _Ruling(Status.AWAITING_REVIEW, Basis.NONE, message, pointer, citations)
    basis = Basis.ADJUDICATION if decision.adjudicated else Basis.DECISION
    message = decision.rationale.strip().rstrip(".") or f"the reviewers say that it is {status.replace('_', ' ')}"
    return _Ruling(status, basis, message, pointer, citations, decision.would_satisfy)


def _against_the_fact(decision: Decision | None, *, holds: bool) -> str:
    """Return why reviewers who contradict a fact do not settle it yet; empty where none contradicts it."""
    if decision is None or decision.standing is Standing.SETTLED:
        return ""
    stale = (voice.opinion.answer for voice in decision.voices if voice.is_stale)
    if not _AGAINST[holds].intersection((*decision.answers, *stale)):
        return ""
    if not decision.complete:  # who said what is nobody's business yet
        return _waiting(decision)
    return f"a reviewer says otherwise, and {_waiting(decision)}"


def _waiting(decision: Decision | None) -> str:
    """Return what is waited for, without telling what anybody answered before the quorum is complete."""
    if decision is None or decision.standing is Standing.SETTLED:  # as nothing that counts
        return "no reviewer has decided"
    if decision.standing in _WAITING:
        return _WAITING[decision.standing]
    if decision.all_in and not decision.complete:
        return f"{decision.answered} reviewers have answered, and only {decision.counted} of the answers count"
    return f"{decision.answered} of {decision.quorum} reviewers have decided"


# --- words and places ----------------------------------------------------------------------------


def _remedy(ruling: _Ruling, criterion: Criterion) -> str:
    match ruling.basis:
        case Basis.CONFLICT:
            return "Find out which is right, mend the source that is wrong, and take the conflict out of the profile."
        case Basis.UNCITED:
            return (
                "Cite a document of the dossier and a place in it; give the right file where one is missing or altered."
            )
        case Basis.DECISION | Basis.ADJUDICATION if ruling.would_satisfy:
            return f"{ruling.would_satisfy}."
        case Basis.NONE:
            return "Reviewers decide; nothing waits for the provider."
        case _:
            return criterion.remedy


def _own_reads(sub: Subcomponent, criterion: Criterion) -> tuple[str, ...]:
    own = tuple(pointer for pointer in criterion.reads if pointer.startswith(f"{sub.pointer}/"))
    return own or criterion.reads


def _own_pointer(sub: Subcomponent, criterion: Criterion) -> str:
    return next(iter(_own_reads(sub, criterion)))


def _within(pointer: str, heading: str) -> bool:
    return pointer == heading or pointer.startswith(f"{heading}/")


def _names(pointers: list[str] | tuple[str, ...]) -> str:
    names = [f"`{pointer.rpartition('/')[2]}`" for pointer in pointers]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:].rstrip('.')}"


def _joined(parts: list[str] | tuple[str, ...]) -> str:
    return "; ".join(parts)
