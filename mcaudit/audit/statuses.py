"""Gives each criterion its status: the ordered table of the product, one row after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import assert_never

from mcaudit.audit.applies import Applicability
from mcaudit.audit.labels import label, value_in_words
from mcaudit.audit.places import location, stands_at, value_at
from mcaudit.audit.repeats import texts_in
from mcaudit.audit.stated import Bearing, Statements, bearing_on, filled_at, overlaps, states
from mcaudit.audit.support import Conflict, citations_for, derived_from, sorted_out
from mcaudit.model import (
    Actor,
    Answer,
    Basis,
    Citation,
    Criterion,
    Decider,
    Decision,
    Edition,
    Finding,
    JsonObject,
    Level,
    Outcome,
    Policy,
    Profile,
    Requirement,
    Standing,
    Status,
    Subcomponent,
    Suggestion,
    Words,
    conditions,
    facts_decide,
)
from mcaudit.settings.results import SettingResult, combined

_DECIDED = {
    Answer.MET: Status.MET,
    Answer.PARTLY_MET: Status.PARTLY_MET,
    Answer.NOT_MET: Status.NOT_MET,
    Answer.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
_UNSETTLED = {
    Standing.TOO_FEW: (Basis.TOO_FEW, "Not enough reviewers have decided yet"),
    Standing.NO_AGREEMENT: (Basis.NO_AGREEMENT, "The reviewers do not agree"),
    Standing.CANNOT_TELL: (Basis.CANNOT_TELL, "The reviewers cannot tell from what is there"),
    Standing.STALE: (Basis.STALE, "What the reviewers decided on has changed since"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that the statuses of a profile's criteria depend on."""

    edition: Edition
    policy: Policy | None
    profile: Profile
    facts: JsonObject
    """Without the places about which sources disagree."""
    applies: Applicability
    statements: Statements
    conflicts: tuple[Conflict, ...]
    settings: Mapping[str, tuple[SettingResult, ...]]
    """What the policy's settings come to, by criterion."""
    settled: frozenset[str]
    """Criteria that facts decide only because the policy sets a value."""
    required_by: Mapping[str, str]
    """Desired criteria that the policy requires → the policy."""
    decisions: Mapping[str, Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruling:
    status: Status
    basis: Basis
    message: str
    pointer: str
    remedy: str = ""
    citations: tuple[Citation, ...] = ()


class _Subject:
    """One criterion of a case, with what the rows of the table ask about it, each computed once."""

    def __init__(self, case: Case, sub: Subcomponent, criterion: Criterion) -> None:
        self.case, self.sub, self.criterion = case, sub, criterion
        self.answer = sub.pointer.strip("/")

    @cached_property
    def bearing(self) -> tuple[Bearing, ...]:
        """What states the criterion, and what the policy's settings for it compare, wherever that stands."""
        stating = bearing_on(self.criterion, self.case.facts)
        known = {each.path for each in stating}
        compared = (_at(self.case.facts, place) for each in self.settings if each.found for place in each.places)
        return (*stating, *(each for each in compared if each.value is not None and each.path not in known))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts about places that bear on the criterion."""
        if not self.case.conflicts:
            return ()
        places = (*self.criterion.stated_by, *self.read)
        return tuple(c for c in self.case.conflicts if any(overlaps(place, c.pointer) for place in places))

    @cached_property
    def stating_conflicts(self) -> tuple[Conflict, ...]:
        return tuple(c for c in self.conflicts if any(overlaps(place, c.pointer) for place in self.criterion.stated_by))

    @property
    def read(self) -> tuple[str, ...]:
        return _read(self.case.edition, self.criterion.id)

    @cached_property
    def settings(self) -> tuple[SettingResult, ...]:
        return self.case.settings.get(self.criterion.id, ())

    @cached_property
    def facts_decide(self) -> bool:
        return facts_decide(self.criterion, self.case.settled)

    @cached_property
    def holds(self) -> Suggestion:
        """Which of the two conditions holds."""
        if not self.bearing and not self.read_from_derived:
            return Suggestion.NONE
        met, not_met = self.criterion.met_when, self.criterion.not_met_when
        if not_met and conditions.holds(not_met, self.case.facts, self.answer):
            return Suggestion.NOT_MET
        if met and conditions.holds(met, self.case.facts, self.answer):
            return Suggestion.MET
        return Suggestion.NONE

    @cached_property
    def read_from_derived(self) -> bool:
        return any(place.startswith("derived/") for place in self.criterion.stated_by)

    @cached_property
    def outcome(self) -> tuple[Suggestion, Basis]:
        """What conditions and settings make of the facts, whoever decides."""
        if not self.settings:
            return self.holds, Basis.FACTS
        by_policy = combined(self.settings)
        if self.holds is Suggestion.NOT_MET:
            return self.holds, Basis.FACTS
        if by_policy == "contradicted":
            return Suggestion.NOT_MET, Basis.POLICY
        if not self.facts_decide:
            return self._suggested_by_settings, Basis.POLICY
        if self.criterion.decided_by is Decider.FACTS:  # the setting only tightens what is asked
            return (self.holds if by_policy == "satisfied" else Suggestion.NONE), Basis.FACTS
        return (Suggestion.MET if by_policy == "satisfied" else Suggestion.NONE), Basis.POLICY

    @property
    def _suggested_by_settings(self) -> Suggestion:
        """What the settings suggest to reviewers, or else what the condition does."""
        said = [result.suggests for result in self.settings]
        return next((each for each in said if each is not Suggestion.NONE), self.holds)

    @cached_property
    def policy_states(self) -> bool:
        return any(result.states_fact for result in self.settings)

    @cached_property
    def decision(self) -> Decision | None:
        return self.case.decisions.get(self.criterion.id)

    @cached_property
    def reviewer_citations(self) -> tuple[Citation, ...]:
        """What reviewers cite of the dossier, of answers that count or only lack reviewers beside them."""
        voices = self.decision.voices if self.decision else ()
        cited = (c for voice in voices if voice.uncounted is None for c in voice.opinion.citations)
        return tuple(dict.fromkeys(c for c in cited if c.document in self.case.profile.documents))

    @cached_property
    def shown_reviewer_citations(self) -> tuple[Citation, ...]:
        """The same once the quorum is complete; until then, no output shows what anybody cites."""
        return self.reviewer_citations if self.decision and self.decision.complete else ()

    @cached_property
    def claimed(self) -> str:
        return self.case.applies.claimed.get(self.criterion.id, "")

    @cached_property
    def is_stated(self) -> bool:
        """Whether anything in the profile, or a policy or reviewer, bears on it."""
        return self.is_stated_by_provider or self.policy_states or bool(self.reviewer_citations)

    @cached_property
    def is_stated_by_provider(self) -> bool:
        """Whether anything in the profile bears on it."""
        return bool(
            self.bearing or self.stating_conflicts or self.case.statements.valid(self.criterion.id) or self.claimed
        )

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The usable citations behind everything that bears on it, as far as they may be shown."""
        cited = (*self._cited(self.bearing), *self.shown_reviewer_citations)
        return sorted_out(self.case.profile, cited).citations

    @cached_property
    def is_cited(self) -> bool:
        """Whether a usable citation is behind anything that bears on it, be it a reviewer's."""
        return bool(sorted_out(self.case.profile, (*self._cited(self.bearing), *self.reviewer_citations)).citations)

    @cached_property
    def facts_are_cited(self) -> bool:
        """Whether a usable citation is behind a fact that makes it met, or reviewers settled it and cite one.

        What a statement cites is behind its own words, not behind a field that happens to be about the same.
        """
        condition, facts = self.criterion.met_when, self.case.facts
        relied = (
            conditions.relied_on(condition, facts, self.answer) if condition and self.holds is Suggestion.MET else ()
        )
        bearings = tuple(_relied_on(facts, path) for path in relied) or self.bearing
        decision = self.decision
        settled = decision and (decision.standing is Standing.SETTLED or decision.checked)
        cited = (
            *citations_for(self.case.profile, self.case.edition, bearings),
            *(self.reviewer_citations if settled else ()),
        )
        return bool(sorted_out(self.case.profile, cited).citations)

    @cached_property
    def faults(self) -> tuple[str, ...]:
        return sorted_out(self.case.profile, (*self._cited(self.bearing),)).faults

    def _cited(self, bearings: Iterable[Bearing]) -> Iterable[Citation]:
        yield from citations_for(self.case.profile, self.case.edition, bearings)
        for statement in self.case.statements.valid(self.criterion.id):
            yield from statement.citations
        for conflict in self.stating_conflicts:
            yield from (citation for _, citation in conflict.says if citation)

    @cached_property
    def pointer(self) -> str:
        """Where a reader finds what bears on it, as a JSON Pointer."""
        for each in self.bearing:
            if each.path[0] != "derived":
                return "/" + "/".join(each.path)
        said = self.case.statements.valid(self.criterion.id)
        if said:
            return said[0].pointer
        return self.stating_conflicts[0].recorded_at if self.stating_conflicts else self.sub.pointer

    def label(self, place: str) -> str:
        return label(self.case.edition, place, self.sub.id)


def is_stated(case: Case, sub: Subcomponent, criterion: Criterion) -> bool:
    """Return whether anything bears on a criterion."""
    return _Subject(case, sub, criterion).is_stated


def finding(case: Case, sub: Subcomponent, criterion: Criterion) -> Finding:
    """Return what the audit says of one criterion."""
    subject = _Subject(case, sub, criterion)
    ruling = _ruling(subject)
    missing = _missing(subject, ruling)
    waits = ruling.status is Status.AWAITING_REVIEW
    return Finding(
        criterion=criterion.id,
        level=criterion.level,
        status=ruling.status,
        basis=ruling.basis,
        message=ruling.message,
        remedy=ruling.remedy,
        location=location(case.profile, ruling.pointer),
        citations=ruling.citations,
        sources=tuple(source.work for source in sub.sources),
        actor=_actor(ruling.status, criterion),
        required_by=case.required_by.get(criterion.id, ""),
        suggestion=subject.outcome[0] if waits and not subject.facts_decide else Suggestion.NONE,
        missing=missing,
        provider_could_add=_to_add(subject) if waits else (),
        beside=_beside(subject) if ruling.status is Status.MET and ruling.basis is Basis.FACTS else (),
    )


def outcome(case: Case, sub: Subcomponent, criterion: Criterion) -> tuple[Outcome, tuple[str, ...]]:
    """Return what a criterion comes to without citations and reviewers, and what could be added, by label."""
    subject = _Subject(case, sub, criterion)
    if not subject.is_stated:
        return Outcome.NOT_STATED, ()
    suggestion, _ = subject.outcome
    if suggestion is Suggestion.NONE:
        return Outcome.WAITS, _to_add(subject)
    if subject.facts_decide:
        return (Outcome.MET if suggestion is Suggestion.MET else Outcome.NOT_MET), ()
    return (Outcome.SUGGESTS_MET if suggestion is Suggestion.MET else Outcome.SUGGESTS_NOT_MET), ()


def settles(case: Case, sub: Subcomponent, criterion: Criterion) -> Suggestion:
    """Return which of a criterion's two conditions holds, as the policy leaves them; citations are not its question."""
    return _Subject(case, sub, criterion).outcome[0]


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
        members = [_Subject(case, *criteria[name]) for name in requirement.members]
        stated = [each for each in members if each.is_stated]
        if stated and all(
            {each.criterion.id, each.criterion.group} & wanted
            and not each.bearing
            and case.statements.valid(each.criterion.id)
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


def _ruling(subject: _Subject) -> _Ruling:
    """Return the first row of the table that applies."""
    return (
        _not_in_play(subject)
        or _not_stated(subject)
        or _uncited(subject)
        or _decided(subject)
        or _disputed(subject)
        or _by_facts(subject)
        or _waiting(subject)
    )


# --- the rows of the table, in their order -------------------------------------------------------


def _not_in_play(subject: _Subject) -> _Ruling | None:
    case, criterion = subject.case, subject.criterion
    if by := case.applies.skipped.get(criterion.id):
        return _skipped(subject, by)
    if subject.sub.optional and not any(is_stated(case, subject.sub, each) for each in subject.sub.criteria):
        message = f"{subject.sub.id} is optional, and the profile leaves it out."
        return _Ruling(status=Status.NOT_APPLICABLE, basis=Basis.OPTIONAL, message=message, pointer=subject.sub.pointer)
    return None


def _skipped(subject: _Subject, by: str) -> _Ruling:
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
        return _Ruling(status=Status.NOT_MET, basis=Basis.POLICY, message=message, pointer=by, remedy=criterion.remedy)
    own = [each for each in subject.bearing if "/".join(each.path).startswith(f"{subject.answer}/")]
    filled = ["/" + "/".join(each.path) for each in own if "/" + "/".join(each.path) != by]
    own_conflicts = [each for each in subject.stating_conflicts if each.pointer.startswith(f"{subject.sub.pointer}/")]
    filled += [conflict.recorded_at for conflict in own_conflicts if conflict.pointer != by]
    filled += [statement.pointer for statement in case.statements.valid(criterion.id)]
    if filled:
        message = f"{says}, and yet this is answered."
        remedy = f"Correct the answer to {origin.id}, or take out what is answered here."
        return _Ruling(
            status=Status.UNSUPPORTED, basis=Basis.CONFLICT, message=message, pointer=filled[0], remedy=remedy
        )
    return _Ruling(status=Status.NOT_APPLICABLE, basis=Basis.SKIP, message=f"{says}.", pointer=by)


def _not_stated(subject: _Subject) -> _Ruling | None:
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
    return _Ruling(
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


def _uncited(subject: _Subject) -> _Ruling | None:
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
    return _Ruling(
        status=Status.UNSUPPORTED, basis=Basis.UNCITED, message=message, pointer=subject.pointer, remedy=remedy
    )


def _decided(subject: _Subject) -> _Ruling | None:
    decision = subject.decision
    if decision is None or decision.only_checks:
        return None
    outcome, _ = subject.outcome if subject.facts_decide else (Suggestion.NONE, Basis.FACTS)
    if decision.standing is Standing.SETTLED:
        return _settled(subject, decision, outcome)
    if outcome is not Suggestion.NONE and not _is_against(decision, outcome):
        return None
    basis, message = _UNSETTLED[decision.standing]
    if outcome is not Suggestion.NONE and decision.complete:  # until then, what anybody said is not shown
        basis, message = Basis.CONTRADICTS_FACTS, "A reviewer's answer contradicts the facts"
    # That an answer lacks a citation tells what it is: it is not shown before as many have answered as it takes.
    how_many = decision.counted if decision.all_in else decision.answered
    counts = f" ({how_many} of {decision.quorum})" if basis is Basis.TOO_FEW else ""
    return _waits(subject, basis, f"{message}{counts}.")


def _settled(subject: _Subject, decision: Decision, outcome: Suggestion) -> _Ruling | None:
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
    return _Ruling(
        status=status,
        basis=basis,
        message=f"{words}.{'' if status is Status.NOT_MET else _to_adopt(subject)}",
        pointer=subject.pointer,
        citations=subject.citations,
        remedy=remedy if acts else "",
    )


def _to_adopt(subject: _Subject) -> str:
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
    stale = (voice.opinion.answer for voice in decision.voices if voice.is_stale)
    said = {*decision.answers, *stale, *((decision.settled,) if decision.settled else ())}
    return bool(said - {agrees[outcome], Answer.CANNOT_TELL, Answer.CHECKED})


def _disputed(subject: _Subject) -> _Ruling | None:
    if not subject.facts_decide or subject.outcome[0] is not Suggestion.NONE:
        return None
    about = [c for c in subject.conflicts if any(overlaps(place, c.pointer) for place in subject.read)]
    if not about:
        return None
    message = f"{'; '.join(_in_words(subject, conflict) for conflict in about)}."
    citations = tuple(citation for conflict in about for _, citation in conflict.says if citation)
    remedy = (
        "Find out which value is right, correct the source that is wrong, and remove the conflict from the profile."
    )
    return _Ruling(
        status=Status.UNSUPPORTED,
        basis=Basis.CONFLICT,
        message=message,
        pointer=about[0].recorded_at,
        citations=citations,
        remedy=remedy,
    )


def _in_words(subject: _Subject, conflict: Conflict) -> str:
    says = "; ".join(
        f"“{value}”{f' ({_cited(subject, citation)})' if citation else ''}" for value, citation in conflict.says
    )
    return f"Sources disagree about {subject.label(conflict.pointer)}: {says}"


def _cited(subject: _Subject, citation: Citation) -> str:
    entry = (subject.case.profile.content.get("dossier") or {}).get(citation.document) or {}
    return ", ".join(part for part in (str(entry.get("title") or citation.document), citation.place) if part)


def _by_facts(subject: _Subject) -> _Ruling | None:
    if not subject.facts_decide:
        return None
    outcome, basis = subject.outcome
    match outcome:
        case Suggestion.NONE:
            return None
        case Suggestion.NOT_MET:
            return _Ruling(
                status=Status.NOT_MET,
                basis=basis,
                message=_denial(subject, basis),
                pointer=subject.pointer,
                citations=subject.citations,
                remedy=subject.criterion.remedy,
            )
        case Suggestion.MET:
            if subject.claimed or _unconfirmed(subject):
                return None
            checked = subject.decision is not None and subject.decision.checked
            by_facts = f"Claimed and cited, {'and checked by a reviewer' if checked else 'not checked'}."
            message = _policy_says(subject) if basis is Basis.POLICY else by_facts
            return _Ruling(
                status=Status.MET, basis=basis, message=message, pointer=subject.pointer, citations=subject.citations
            )
        case other:
            assert_never(other)


def _unconfirmed(subject: _Subject) -> bool:
    """Return whether the policy wants claims checked, and nobody has checked this one; its own word is no claim."""
    if subject.policy_states or subject.case.policy is None or not subject.case.policy.confirm_facts:
        return False
    return subject.decision is None or not subject.decision.checked


def _denial(subject: _Subject, basis: Basis) -> str:
    if basis is Basis.POLICY:
        return _policy_says(subject)
    condition = conditions.holding(subject.criterion.not_met_when or {}, subject.case.facts, subject.answer)
    said = []
    for place in _real_places(subject, condition):
        for each in filled_at(subject.case.facts, place):
            at = "/".join(each.path)
            said.append(f"{subject.label(at)}: {value_in_words(each.value)}")
    return (
        f"The profile itself says otherwise: {'; '.join(dict.fromkeys(said))}."
        if said
        else ("The profile itself says otherwise.")
    )


def _policy_says(subject: _Subject) -> str:
    told = []
    for result in subject.settings:
        title = subject.case.edition.settings[result.setting].title.lower()
        found = ", ".join(result.found) or "nothing"
        where = ", ".join(part for part in (result.source.document, result.source.place) if part)
        if result.states_fact:
            told.append(f"the state itself says so ({where})")
        else:
            told.append(f"{title}: found {found}, the policy has {', '.join(result.needed)} ({where})")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}."


def _waiting(subject: _Subject) -> _Ruling:
    criterion = subject.criterion
    if subject.claimed:
        message = f"The profile says that this does not apply: “{subject.claimed}”. A reviewer must agree."
        return _waits(subject, Basis.CLAIMED_NOT_APPLICABLE, message)
    if subject.facts_decide and subject.outcome[0] is Suggestion.MET:
        return _waits(subject, Basis.UNCONFIRMED, "Claimed and cited; the policy wants a reviewer to check it.")
    if subject.facts_decide:
        return _waits(subject, Basis.UNREVIEWED, "The facts do not settle this; a reviewer decides.")
    return _waits(subject, Basis.UNREVIEWED, f"Needs a reviewer: {_lowered(criterion.because)}")


def _waits(subject: _Subject, basis: Basis, message: str) -> _Ruling:
    return _Ruling(
        status=Status.AWAITING_REVIEW,
        basis=basis,
        message=message,
        pointer=subject.pointer,
        citations=subject.citations,
    )


# --- what is missing -----------------------------------------------------------------------------


def _missing(subject: _Subject, ruling: _Ruling) -> tuple[str, ...]:
    """Return what the profile does not say, by label: any of these if not stated, else what facts would need."""
    match ruling.status:
        case Status.NOT_STATED:
            return _labels(subject, subject.criterion.stated_by)
        case Status.AWAITING_REVIEW | Status.UNSUPPORTED:
            return _labels(subject, _absent(subject).absent)
        case Status.MET | Status.NOT_MET | Status.PARTLY_MET | Status.NOT_APPLICABLE:
            return ()
        case other:
            assert_never(other)


def _to_add(subject: _Subject) -> tuple[str, ...]:
    """Return, by label, what the provider could add so that facts settle it as met; nothing if that is not enough."""
    lack = _absent(subject)
    return () if lack.other else _labels(subject, lack.absent)


def _absent(subject: _Subject) -> conditions.Lack:
    """Return what the condition for met lacks, if facts decide and have not settled it."""
    condition = subject.criterion.met_when
    if not subject.facts_decide or condition is None or subject.outcome[0] is not Suggestion.NONE:
        return conditions.Lack()
    lack = conditions.lack(condition, subject.case.facts, subject.answer)
    return conditions.Lack(tuple(real for place in lack.absent for real in _unfilled(subject, place)), lack.other)


def _labels(subject: _Subject, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject.label(place) for place in places))


def _beside(subject: _Subject) -> tuple[Words, ...]:
    """Return the texts in the fields of the answer that bear on it or that its condition reads, and those elsewhere."""
    asked = conditions.reads(subject.criterion.met_when or {}, subject.answer)
    places = (*subject.criterion.stated_by, *asked, *_real_places(subject, subject.criterion.met_when or {}))
    depth = subject.answer.count("/") + 2
    pointers: dict[str, None] = {}
    for place in places:
        if place.startswith(f"{subject.answer}/"):
            pointers["/" + "/".join(step.partition("~")[0] for step in place.split("/")[:depth])] = None
        elif place.startswith("derived/issuers"):
            issuers = subject.case.facts["derived"]["issuers"]
            pointers.update((f"/organizations/{each['id']}", None) for each in issuers)
        elif not place.startswith("derived/"):
            pointers.update(("/" + "/".join(each.path), None) for each in filled_at(subject.case.facts, place))
    content = subject.case.profile.content
    found = dict(each for pointer in pointers for each in texts_in(_stands(content, pointer), pointer))
    return tuple(Words(label=subject.label(pointer), text=text, pointer=pointer) for pointer, text in found.items())


def _stands(content: JsonObject, pointer: str) -> object:
    """Return what a profile has at a place, through entries of lists as well."""
    value: object = content
    for step in pointer.strip("/").split("/"):
        entries = dict(enumerate(value)) if isinstance(value, list) else {}
        value = value.get(step) if isinstance(value, Mapping) else entries.get(int(step) if step.isdigit() else -1)
    return value


def _unfilled(subject: _Subject, place: str) -> tuple[str, ...]:
    if not place.startswith("derived/"):
        return (place,)
    return tuple(real for real in _real(subject.case.edition, place) if not filled_at(subject.case.facts, real))


def _at(facts: JsonObject, pointer: str) -> Bearing:
    return Bearing(tuple(pointer.strip("/").split("/")), _stands(facts, pointer))


def _relied_on(facts: JsonObject, path: tuple[str, ...]) -> Bearing:
    """Return a fact that a condition relies on; of a derived one the whole entry, which carries its own citations."""
    place = path[:3] if path[0] == "derived" else path
    return Bearing(path, _stands(facts, "/" + "/".join(place)))


@cache
def _read(edition: Edition, criterion: str) -> tuple[str, ...]:
    """Return the places that the conditions of a criterion read, derived facts as what they rest on."""
    sub, found = next((sub, each) for sub in edition.subcomponents for each in sub.criteria if each.id == criterion)
    written = (found.met_when, found.not_met_when)
    places = (place for each in written if each for place in conditions.reads(each, sub.pointer.strip("/")))
    return tuple(dict.fromkeys(real for place in places for real in _real(edition, place)))


def _real_places(subject: _Subject, condition: JsonObject) -> tuple[str, ...]:
    places = conditions.reads(condition, subject.answer)
    return tuple(dict.fromkeys(real for place in places for real in _real(subject.case.edition, place)))


def _real(edition: Edition, place: str) -> tuple[str, ...]:
    """Return a place, or what a derived fact rests on."""
    steps = place.split("/")
    if steps[0] != "derived":
        return (place,)
    return tuple(read.strip("/") for read in derived_from(edition).get(steps[1], ()))


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}" if sentence else ""
