"""The ordered table of statuses: for each criterion, the first row that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from mcaudit.audit.stated import filled_at, states
from mcaudit.audit.subject import Subject
from mcaudit.facts.labels import value_in_words
from mcaudit.model import Answer, Basis, Citation, Decision, Level, Standing, Status, Suggestion, conditions
from mcaudit.model.bearing import real_places
from mcaudit.model.places import stands_at, value_at

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


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of a criterion: its status and why, in a sentence, and where in the profile that shows."""

    status: Status
    basis: Basis
    message: str
    pointer: str
    remedy: str = ""
    citations: tuple[Citation, ...] = ()


def row(subject: Subject) -> Row:
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


def _cited_row(subject: Subject, status: Status, basis: Basis, message: str, remedy: str = "") -> Row:
    """Return a row that rests on what the profile says about a criterion, and shows what it cites."""
    return Row(status, basis, message, subject.pointer, remedy, subject.citations)


def _waits(subject: Subject, basis: Basis, message: str) -> Row:
    return _cited_row(subject, Status.AWAITING_REVIEW, basis, message)


# --- the rows of the table, in their order -------------------------------------------------------


def _not_applicable(subject: Subject) -> Row | None:
    case, sub = subject.case, subject.sub
    if by := case.applies.skipped.get(subject.criterion.id):
        return _skipped(subject, by)
    ending = (each for each in sub.criteria if each.id in sub.optional_until_stated)
    if sub.optional and not any(Subject(case, sub, each).is_stated for each in ending):
        message = f"{sub.id} is optional, and the profile leaves it out."
        return Row(Status.NOT_APPLICABLE, Basis.OPTIONAL, message, sub.pointer)
    return None


def _skipped(subject: Subject, by: str) -> Row:
    policy, criterion, own = subject.case.policy, subject.criterion, f"{subject.sub.pointer}/"
    origin = next(sub for sub in subject.case.edition.subcomponents if by.startswith(f"{sub.pointer}/"))
    says = f"{origin.id} says that no learning opportunities are offered"
    requires = policy is not None and policy.requires_learning_opportunities is not None
    if requires and subject.sub is origin and criterion.level is Level.REQUIRED:
        return Row(Status.NOT_MET, Basis.POLICY, f"{says}, and the policy requires them.", by, criterion.remedy)
    filled = [at for each in subject.bearing if (at := "/" + "/".join(each.path)) != by and at.startswith(own)]
    conflicts = [each for each in subject.stating_conflicts if each.pointer != by and each.pointer.startswith(own)]
    filled += [*(each.recorded_at for each in conflicts), *(each.pointer for each in subject.statements)]
    if filled:
        remedy = f"Correct the answer to {origin.id}, or take out what is answered here."
        return Row(Status.UNSUPPORTED, Basis.CONFLICT, f"{says}, and yet this is answered.", filled[0], remedy)
    return Row(Status.NOT_APPLICABLE, Basis.SKIP, f"{says}.", by)


def _not_stated(subject: Subject) -> Row | None:
    if subject.is_stated:
        return None
    case, criterion, answer = subject.case, subject.criterion, subject.sub.pointer
    own = [place for place in criterion.stated_by if place.startswith(f"{subject.answer}/")]
    headings = ["/" + place.partition("/*")[0] for place in own]
    standing = (at for at in (*headings, answer) if stands_at(case.profile.content, at))
    empty = next((at for at in standing if not states(value_at(case.facts, at), entry=False)), "")
    if case.statements.repeated(criterion.id):
        basis, message = Basis.REPEATED, "The only text about this is repeated for more than six criteria."
    elif empty:
        basis, message = Basis.EMPTY, f"The profile leaves this empty: {subject.label(empty)}."
    else:
        basis, message = Basis.MISSING, "The profile does not address this."
    return Row(Status.NOT_STATED, basis, message, empty or answer, criterion.remedy)


def _uncited(subject: Subject) -> Row | None:
    outcome, basis = subject.outcome
    is_met = subject.facts_decide and outcome is Suggestion.MET
    denied = outcome is Suggestion.NOT_MET and basis is Basis.FACTS
    if denied or subject.policy_states or (subject.claimed and not is_met):
        return None
    if subject.facts_are_cited if is_met else subject.is_cited:
        return None
    faults = "; ".join(subject.support.faults)
    message = f"What the profile says about this has no usable citation{f': {faults}' if faults else ''}."
    remedy = "Cite a document of the dossier for it, and give the right file where one is missing or altered."
    return Row(Status.UNSUPPORTED, Basis.UNCITED, message, subject.pointer, remedy)


def _decided(subject: Subject) -> Row | None:
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


def _settled(subject: Subject, decision: Decision, outcome: Suggestion) -> Row | None:
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
    message = f"{words}.{'' if status is Status.NOT_MET else _to_adopt(subject)}"
    acts = status in (Status.NOT_MET, Status.PARTLY_MET)
    return _cited_row(subject, status, basis, message, remedy if acts else "")


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


def _in_dispute(subject: Subject) -> bool:
    """Return whether a conflict keeps facts from settling what they decide."""
    return subject.facts_decide and subject.outcome[0] is Suggestion.NONE and bool(subject.disputes)


def _disputed(subject: Subject) -> Row | None:
    if not _in_dispute(subject):
        return None
    about = []
    for conflict in subject.disputes:
        cited = ((value, f" ({_cited(subject, citation)})" if citation else "") for value, citation in conflict.says)
        says = "; ".join(f"“{value}”{where}" for value, where in cited)
        about.append(f"Sources disagree about {subject.label(conflict.pointer)}: {says}")
    citations = tuple(citation for each in subject.disputes for _, citation in each.says if citation)
    remedy = (
        "Find out which value is right, correct the source that is wrong, and remove the conflict from the profile."
    )
    at = subject.disputes[0].recorded_at
    return Row(Status.UNSUPPORTED, Basis.CONFLICT, f"{'; '.join(about)}.", at, remedy, citations)


def _cited(subject: Subject, citation: Citation) -> str:
    entry = (subject.case.profile.content.get("dossier") or {}).get(citation.document) or {}
    return ", ".join(part for part in (str(entry.get("title") or citation.document), citation.place) if part)


def _by_facts(subject: Subject) -> Row | None:
    if not subject.facts_decide:
        return None
    outcome, basis = subject.outcome
    match outcome:
        case Suggestion.NONE:
            return None
        case Suggestion.NOT_MET:
            message = _policy_says(subject) if basis is Basis.POLICY else _denial(subject)
            return _cited_row(subject, Status.NOT_MET, basis, message, subject.criterion.remedy)
        case Suggestion.MET:
            checked = subject.decision is not None and subject.decision.checked
            confirm = subject.case.policy is not None and subject.case.policy.confirm_facts
            if confirm and not checked and not subject.policy_states:  # the policy's own facts need no check
                return None
            by_facts = f"Claimed and cited, {'and checked by a reviewer' if checked else 'not checked'}."
            message = _policy_says(subject) if basis is Basis.POLICY else by_facts
            return _cited_row(subject, Status.MET, basis, message)
        case other:
            assert_never(other)


def _denial(subject: Subject) -> str:
    condition = conditions.holding(subject.criterion.not_met_when or {}, subject.case.facts, subject.answer)
    places = real_places(subject.case.edition, condition, subject.answer)
    said = (
        f"“{subject.label('/'.join(each.path))}” is {value_in_words(each.value)}"
        for place in places
        for each in filled_at(subject.case.facts, place)
    )
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


def _waiting(subject: Subject) -> Row:
    if subject.claimed:
        message = f"The profile says that this does not apply: “{subject.claimed}”. A reviewer must agree."
        return _waits(subject, Basis.CLAIMED_NOT_APPLICABLE, message)
    if subject.facts_decide and subject.outcome[0] is Suggestion.MET:
        return _waits(subject, Basis.UNCONFIRMED, "Claimed and cited; the policy wants a reviewer to check it.")
    if subject.facts_decide:
        return _waits(subject, Basis.UNREVIEWED, "The facts do not settle this; a reviewer decides.")
    if subject.is_unplaced:
        message = "The profile does not say in which state this counts; a reviewer decides."
        return _waits(subject, Basis.UNREVIEWED, message)
    because = subject.criterion.because
    return _waits(subject, Basis.UNREVIEWED, f"Needs a reviewer: {because[:1].lower()}{because[1:]}")
