"""Gives each criterion its status: the ordered table of the product, one row after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from mcaudit.audit.missing import beside, missing, to_add
from mcaudit.audit.stated import filled_at, states
from mcaudit.audit.subject import Case, Subject
from mcaudit.audit.support import Conflict
from mcaudit.facts.labels import value_in_words
from mcaudit.model import (
    Actor,
    Answer,
    Basis,
    Citation,
    Criterion,
    Decision,
    Finding,
    Level,
    Outcome,
    Requirement,
    Standing,
    Status,
    Subcomponent,
    Suggestion,
    conditions,
)
from mcaudit.model.bearing import real_places
from mcaudit.model.places import location, stands_at, value_at

_DECIDED = {
    Answer.MET: Status.MET,
    Answer.PARTLY_MET: Status.PARTLY_MET,
    Answer.NOT_MET: Status.NOT_MET,
    Answer.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
_UNSETTLED = {
    Standing.TOO_FEW: (Basis.TOO_FEW, "Not enough reviewers have decided yet"),
    Standing.NO_AGREEMENT: (Basis.NO_AGREEMENT, "The reviewers do not agree"),
    Standing.CANNOT_TELL: (Basis.CANNOT_TELL, "The reviewers cannot tell from the documents"),
    Standing.STALE: (Basis.STALE, "What the reviewers decided on has changed since"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    status: Status
    basis: Basis
    message: str
    pointer: str
    remedy: str = ""
    citations: tuple[Citation, ...] = ()


def is_stated(case: Case, sub: Subcomponent, criterion: Criterion) -> bool:
    """Return whether anything bears on a criterion."""
    return Subject(case, sub, criterion).is_stated


def finding(case: Case, sub: Subcomponent, criterion: Criterion) -> Finding:
    """Return what the audit says of one criterion."""
    subject = Subject(case, sub, criterion)
    case = subject.case
    outcome = _outcome(subject)
    waits = outcome.status is Status.AWAITING_REVIEW
    return Finding(
        criterion=criterion.id,
        level=criterion.level,
        status=outcome.status,
        basis=outcome.basis,
        message=outcome.message,
        remedy=outcome.remedy,
        location=location(case.profile, outcome.pointer),
        citations=outcome.citations,
        sources=tuple(source.work for source in sub.sources),
        actor=_actor(outcome.status, criterion),
        required_by=case.required_by.get(criterion.id, ""),
        suggestion=subject.outcome[0] if waits and not subject.facts_decide else Suggestion.NONE,
        **({} if case.is_brief else _besides(subject, outcome)),
    )


def _besides(subject: Subject, outcome: _Outcome) -> Mapping[str, Any]:
    """Return the rest of a finding, which takes time and which a brief audit leaves out."""
    by_facts = outcome.status is Status.MET and outcome.basis is Basis.FACTS
    return {
        "missing": missing(subject, outcome.status),
        "provider_could_add": to_add(subject) if outcome.status is Status.AWAITING_REVIEW else (),
        "beside": beside(subject) if by_facts else (),
    }


def outcome(case: Case, sub: Subcomponent, criterion: Criterion) -> tuple[Outcome, tuple[str, ...]]:
    """Return what a criterion comes to without citations and reviewers, and what could be added, by label."""
    subject = Subject(case, sub, criterion)
    if not subject.is_stated:
        return Outcome.NOT_STATED, ()
    suggestion, _ = subject.outcome
    if suggestion is Suggestion.NONE:
        return Outcome.WAITS, to_add(subject)
    if subject.facts_decide:
        return (Outcome.MET if suggestion is Suggestion.MET else Outcome.NOT_MET), ()
    return (Outcome.SUGGESTS_MET if suggestion is Suggestion.MET else Outcome.SUGGESTS_NOT_MET), ()


def is_claim(case: Case, criterion: str) -> bool:
    """Return whether what facts say of a criterion is the provider's own word, which no reviewer has checked."""
    by_state = any(result.states_fact for result in case.settings.get(criterion, ()))
    decision = case.decisions.get(criterion)
    return not by_state and not (decision and decision.checked)


def only_words(case: Case, counted: Iterable[Requirement]) -> Iterator[str]:
    """Yield the requirements for which the policy wants more than a statement, and the profile has only that."""
    wanted = case.policy.statements_not_enough if case.policy else frozenset()
    if not wanted:
        return
    criteria = {each.id: (sub, each) for sub in case.edition.subcomponents for each in sub.criteria}
    for requirement in counted:
        members = [Subject(case, *criteria[name]) for name in requirement.members]
        stated = [each for each in members if each.is_stated]
        if stated and all(
            {each.criterion.id, each.criterion.group} & wanted and not each.bearing and each.statements
            for each in stated
        ):
            yield requirement.id


def _actor(status: Status, criterion: Criterion) -> Actor:
    match status:
        case Status.NOT_STATED:
            return Actor.STATE if criterion.state.said_by_state else Actor.PROVIDER
        case Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            return Actor.PROVIDER
        case Status.AWAITING_REVIEW:
            return Actor.REVIEWERS
        case Status.MET | Status.NOT_APPLICABLE:
            return Actor.NOBODY
        case other:
            assert_never(other)


def _outcome(subject: Subject) -> _Outcome:
    """Return the first row of the table that applies."""
    return (
        _not_applicable(subject)
        or _not_stated(subject)
        or _uncited(subject)
        or _decided(subject)
        or _disputed(subject)
        or _by_facts(subject)
        or _waiting(subject)
    )


# --- the rows of the table, in their order -------------------------------------------------------


def _not_applicable(subject: Subject) -> _Outcome | None:
    case, criterion = subject.case, subject.criterion
    if by := case.applies.skipped.get(criterion.id):
        return _skipped(subject, by)
    ending = (each for each in subject.sub.criteria if each.id in subject.sub.optional_until_stated)
    if subject.sub.optional and not any(is_stated(case, subject.sub, each) for each in ending):
        message = f"{subject.sub.id} is optional, and the profile leaves it out."
        return _Outcome(
            status=Status.NOT_APPLICABLE, basis=Basis.OPTIONAL, message=message, pointer=subject.sub.pointer
        )
    return None


def _skipped(subject: Subject, by: str) -> _Outcome:
    case, criterion = subject.case, subject.criterion
    origin = next(sub for sub in case.edition.subcomponents if by.startswith(f"{sub.pointer}/"))
    says = f"{origin.id} says that no learning opportunities are offered"
    if (
        case.policy
        and case.policy.requires_learning_opportunities
        and subject.sub is origin
        and criterion.level is Level.REQUIRED
    ):
        message = f"{says}, and the policy requires them."
        return _Outcome(status=Status.NOT_MET, basis=Basis.POLICY, message=message, pointer=by, remedy=criterion.remedy)
    own = [each for each in subject.bearing if "/".join(each.path).startswith(f"{subject.answer}/")]
    filled = ["/" + "/".join(each.path) for each in own if "/" + "/".join(each.path) != by]
    own_conflicts = [each for each in subject.stating_conflicts if each.pointer.startswith(f"{subject.sub.pointer}/")]
    filled += [conflict.recorded_at for conflict in own_conflicts if conflict.pointer != by]
    filled += [statement.pointer for statement in subject.statements]
    if filled:
        message = f"{says}, and yet this is answered."
        remedy = f"Correct the answer to {origin.id}, or take out what is answered here."
        return _Outcome(
            status=Status.UNSUPPORTED, basis=Basis.CONFLICT, message=message, pointer=filled[0], remedy=remedy
        )
    return _Outcome(status=Status.NOT_APPLICABLE, basis=Basis.SKIP, message=f"{says}.", pointer=by)


def _not_stated(subject: Subject) -> _Outcome | None:
    if subject.is_stated:
        return None
    case, criterion = subject.case, subject.criterion
    own = [place for place in criterion.stated_by if place.startswith(f"{subject.answer}/")]
    headings = ["/" + _heading(place) for place in own]
    empty = next((at for at in (*headings, subject.sub.pointer) if _stands_empty(case, at)), "")
    if case.statements.repeated(criterion.id):
        basis, message = Basis.REPEATED, "The only text about this is repeated for more than six criteria."
    elif empty:
        basis, message = Basis.EMPTY, f"The profile leaves this empty: {subject.label(empty)}."
    else:
        basis, message = Basis.MISSING, "The profile does not address this."
    return _Outcome(
        status=Status.NOT_STATED,
        basis=basis,
        message=message,
        pointer=empty or subject.sub.pointer,
        remedy=criterion.remedy,
    )


def _heading(place: str) -> str:
    """Return the part of a place before its first list."""
    return place.partition("/*")[0]


def _stands_empty(case: Case, pointer: str) -> bool:
    """Return whether a profile has a heading at a place, and nothing but placeholders below it."""
    return stands_at(case.profile.content, pointer) and not states(value_at(case.facts, pointer), entry=False)


def _uncited(subject: Subject) -> _Outcome | None:
    outcome, basis = subject.outcome
    is_met = subject.facts_decide and outcome is Suggestion.MET
    denied = outcome is Suggestion.NOT_MET and basis is Basis.FACTS
    if denied or subject.policy_states or (subject.claimed and not is_met):
        return None
    if subject.facts_are_cited if is_met else subject.is_cited:
        return None
    faults = "; ".join(subject.faults)
    message = f"What the profile says about this has no usable citation{f': {faults}' if faults else ''}."
    remedy = "Cite a document of the dossier for it, and give the right file where one is missing or altered."
    return _Outcome(
        status=Status.UNSUPPORTED, basis=Basis.UNCITED, message=message, pointer=subject.pointer, remedy=remedy
    )


def _decided(subject: Subject) -> _Outcome | None:
    decision = subject.decision
    if decision is None or decision.only_checks:
        return None
    outcome, _ = subject.outcome if subject.facts_decide else (Suggestion.NONE, Basis.FACTS)
    if decision.standing is Standing.SETTLED:
        return _settled(subject, decision, outcome)
    if _in_dispute(subject) or (outcome is not Suggestion.NONE and not _is_against(decision, outcome)):
        return None
    basis, message = _UNSETTLED[decision.standing]
    if outcome is not Suggestion.NONE and decision.complete:  # until then, what anybody said is not shown
        basis, message = Basis.CONTRADICTS_FACTS, "A reviewer's answer contradicts the facts"
    # “Lacks a citation” gives the answer away, so it is shown only once enough have answered.
    how_many = decision.counted if decision.all_in else decision.answered
    counts = f" ({how_many} of {decision.quorum})" if basis is Basis.TOO_FEW else ""
    return _waits(subject, basis, f"{message}{counts}.")


def _settled(subject: Subject, decision: Decision, outcome: Suggestion) -> _Outcome | None:
    if decision.settled not in _DECIDED:
        return None
    status = _DECIDED[decision.settled]
    if status is Status.NOT_APPLICABLE and not subject.criterion.may_be_not_applicable:
        message = "The reviewers say that this does not apply, and the edition does not allow that here."
        return _waits(subject, Basis.NO_AGREEMENT, message)
    if _is_against(decision, outcome) and not decision.rationale.strip():
        message = "The reviewers' answer contradicts the facts, and gives no reason."
        return _waits(subject, Basis.CONTRADICTS_FACTS, message)
    basis = Basis.ADJUDICATION if decision.adjudicated else Basis.CONSENSUS
    words = decision.rationale.strip().rstrip(".") or f"The reviewers say: {status.replace('_', ' ')}"
    remedy = f"{decision.would_satisfy.rstrip('.')}." if decision.would_satisfy else subject.criterion.remedy
    acts = status in (Status.NOT_MET, Status.PARTLY_MET)
    return _Outcome(
        status=status,
        basis=basis,
        message=f"{words}.{'' if status is Status.NOT_MET else _to_adopt(subject)}",
        pointer=subject.pointer,
        citations=subject.citations,
        remedy=remedy if acts else "",
    )


def _to_adopt(subject: Subject) -> str:
    """Return what reviewers cite for something that the profile does not state, for the provider to adopt."""
    if subject.is_stated_by_provider or not subject.shown_reviewer_citations:
        return ""
    cited = "; ".join(_cited(subject, citation) for citation in subject.shown_reviewer_citations)
    return f" The profile does not address this; the provider can adopt what the reviewers cite: {cited}."


def _is_against(decision: Decision, outcome: Suggestion) -> bool:
    """Return whether any answer, even a stale one, says something else than the facts."""
    agrees = {Suggestion.MET: Answer.MET, Suggestion.NOT_MET: Answer.NOT_MET}
    if outcome not in agrees:
        return False
    stale = (vote.opinion.answer for vote in decision.votes if vote.is_stale)
    said = {*decision.answers, *stale, *((decision.settled,) if decision.settled else ())}
    return bool(said - {agrees[outcome], Answer.CANNOT_TELL, Answer.CHECKED})


def _in_dispute(subject: Subject) -> tuple[Conflict, ...]:
    """Return the conflicts that keep facts from settling what they decide."""
    return subject.disputes if subject.facts_decide and subject.outcome[0] is Suggestion.NONE else ()


def _disputed(subject: Subject) -> _Outcome | None:
    about = _in_dispute(subject)
    if not about:
        return None
    message = f"{'; '.join(_in_words(subject, conflict) for conflict in about)}."
    citations = tuple(citation for conflict in about for _, citation in conflict.says if citation)
    remedy = (
        "Find out which value is right, correct the source that is wrong, and remove the conflict from the profile."
    )
    return _Outcome(
        status=Status.UNSUPPORTED,
        basis=Basis.CONFLICT,
        message=message,
        pointer=about[0].recorded_at,
        citations=citations,
        remedy=remedy,
    )


def _in_words(subject: Subject, conflict: Conflict) -> str:
    says = "; ".join(
        f"“{value}”{f' ({_cited(subject, citation)})' if citation else ''}" for value, citation in conflict.says
    )
    return f"Sources disagree about {subject.label(conflict.pointer)}: {says}"


def _cited(subject: Subject, citation: Citation) -> str:
    entry = (subject.case.profile.content.get("dossier") or {}).get(citation.document) or {}
    return ", ".join(part for part in (str(entry.get("title") or citation.document), citation.place) if part)


def _by_facts(subject: Subject) -> _Outcome | None:
    if not subject.facts_decide:
        return None
    outcome, basis = subject.outcome
    match outcome:
        case Suggestion.NONE:
            return None
        case Suggestion.NOT_MET:
            return _Outcome(
                status=Status.NOT_MET,
                basis=basis,
                message=_denial(subject, basis),
                pointer=subject.pointer,
                citations=subject.citations,
                remedy=subject.criterion.remedy,
            )
        case Suggestion.MET:
            if _unconfirmed(subject):
                return None
            checked = subject.decision is not None and subject.decision.checked
            by_facts = f"Claimed and cited, {'and checked by a reviewer' if checked else 'not checked'}."
            message = _policy_says(subject) if basis is Basis.POLICY else by_facts
            return _Outcome(
                status=Status.MET, basis=basis, message=message, pointer=subject.pointer, citations=subject.citations
            )
        case other:
            assert_never(other)


def _unconfirmed(subject: Subject) -> bool:
    """Return whether the policy wants claims checked and nobody has checked this one; its own facts need no check."""
    if subject.policy_states or subject.case.policy is None or not subject.case.policy.confirm_facts:
        return False
    return subject.decision is None or not subject.decision.checked


def _denial(subject: Subject, basis: Basis) -> str:
    if basis is Basis.POLICY:
        return _policy_says(subject)
    condition = conditions.holding(subject.criterion.not_met_when or {}, subject.case.facts, subject.answer)
    said = []
    for place in real_places(subject.case.edition, condition, subject.answer):
        for each in filled_at(subject.case.facts, place):
            at = "/".join(each.path)
            said.append(f"{subject.label(at)}: {value_in_words(each.value)}")
    return f"The profile itself says otherwise: {'; '.join(dict.fromkeys(said))}."


def _policy_says(subject: Subject) -> str:
    results = []
    for result in subject.settings:
        title = subject.case.edition.settings[result.setting].title.lower()
        found = ", ".join(result.found) or "nothing"
        where = ", ".join(part for part in (result.source.document, result.source.place) if part)
        if result.states_fact:
            results.append(f"the state itself says so ({where})")
        else:
            results.append(f"{title}: found {found}, the policy has {', '.join(result.needed)} ({where})")
    text = "; ".join(results)
    return f"{text[:1].upper()}{text[1:]}."


def _waiting(subject: Subject) -> _Outcome:
    criterion = subject.criterion
    if subject.claimed:
        message = f"The profile says that this does not apply: “{subject.claimed}”. A reviewer must agree."
        return _waits(subject, Basis.CLAIMED_NOT_APPLICABLE, message)
    if subject.facts_decide and subject.outcome[0] is Suggestion.MET:
        return _waits(subject, Basis.UNCONFIRMED, "Claimed and cited; the policy wants a reviewer to check it.")
    if subject.facts_decide:
        return _waits(subject, Basis.UNREVIEWED, "The facts do not settle this; a reviewer decides.")
    if subject.is_unplaced:
        return _waits(
            subject, Basis.UNREVIEWED, "The profile does not say in which state this counts; a reviewer decides."
        )
    return _waits(subject, Basis.UNREVIEWED, f"Needs a reviewer: {_lowered(criterion.because)}")


def _waits(subject: Subject, basis: Basis, message: str) -> _Outcome:
    return _Outcome(
        status=Status.AWAITING_REVIEW,
        basis=basis,
        message=message,
        pointer=subject.pointer,
        citations=subject.citations,
    )


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}" if sentence else ""
