"""Gives each criterion its finding: the row of the table that applies, and what to know beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from mcaudit.audit.missing import beside, missing, to_add
from mcaudit.audit.rows import Row, row
from mcaudit.audit.subject import Case, Subject
from mcaudit.model import Actor, Basis, Criterion, Finding, Outcome, Requirement, Status, Subcomponent, Suggestion
from mcaudit.model.places import location


def finding(case: Case, sub: Subcomponent, criterion: Criterion) -> Finding:
    """Return what the audit says of one criterion."""
    subject = Subject(case, sub, criterion)
    case = subject.case
    found = row(subject)
    waits = found.status is Status.AWAITING_REVIEW
    return Finding(
        criterion=criterion.id,
        level=criterion.level,
        status=found.status,
        basis=found.basis,
        message=found.message,
        remedy=found.remedy,
        location=location(case.profile, found.pointer),
        citations=found.citations,
        sources=tuple(source.work for source in sub.sources),
        actor=_actor(found.status, criterion),
        required_by=case.required_by.get(criterion.id, ""),
        suggestion=subject.outcome[0] if waits and not subject.facts_decide else Suggestion.NONE,
        **({} if case.is_brief else _besides(subject, found)),
    )


def _besides(subject: Subject, found: Row) -> Mapping[str, Any]:
    """Return the rest of a finding, which takes time and which a brief audit leaves out."""
    by_facts = found.status is Status.MET and found.basis is Basis.FACTS
    return {
        "missing": missing(subject, found.status),
        "provider_could_add": to_add(subject) if found.status is Status.AWAITING_REVIEW else (),
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
    for requirement in counted:
        members = [Subject(case, *case.edition.placed[name]) for name in requirement.members]
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
