"""Audits one profile: facts to findings to counts to verdict, without I/O and without a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mcaudit.audit.applies import applicability
from mcaudit.audit.repeats import repeats_of
from mcaudit.audit.scoring import (
    by_subcomponent,
    deciding,
    gating,
    rating,
    requirements,
    score,
    total,
    verdict,
    waived,
    with_needs,
)
from mcaudit.audit.stated import statements_of
from mcaudit.audit.statuses import finding, is_claim, only_words
from mcaudit.audit.subject import Case
from mcaudit.audit.support import conflicts_of
from mcaudit.audit.unaddressed import unaddressed
from mcaudit.facts.document import facts_of
from mcaudit.facts.for_state import for_state
from mcaudit.model import (
    Audit,
    Basis,
    Binding,
    ComponentResult,
    Decision,
    Edition,
    Finding,
    Gate,
    JsonObject,
    Note,
    Policy,
    Profile,
    Requirement,
    Response,
    Status,
    SubcomponentResult,
    conditions,
    settled_criteria,
)
from mcaudit.settings.results import SettingResult, for_criterion, policy_facts, policy_results

_UNTOUCHED = (Status.NOT_STATED, Status.NOT_APPLICABLE)


def audit(
    edition: Edition,
    profile: Profile,
    *,
    date: str,
    gate: Gate = Gate.ENDORSEMENT,
    policy: Policy | None = None,
    decisions: Mapping[str, Decision] | None = None,
    is_brief: bool = False,
) -> Audit:
    """Return the audit of a profile; `date` is the audit's own, as YYYY-MM-DD, `decisions` by criterion.

    A brief one says nothing of what is missing or could be added, of the words beside the facts, of repeated texts, and
    of notes; all else is the same.
    """
    case = case_of(edition, profile, date=date, policy=policy, decisions=decisions, is_brief=is_brief)
    return audit_of(case, date=date, gate=gate)


def audit_of(
    case: Case, *, date: str, gate: Gate = Gate.ENDORSEMENT, known: Mapping[str, Finding] | None = None
) -> Audit:
    """Return the audit of a case, whose facts are computed already; `date` is the one that it was made with.

    `known` are findings by criterion that somebody has evaluated already.
    """
    edition, policy, profile = case.edition, case.policy, case.profile
    raw = _raw(case, known or {})
    unwaived = requirements(edition, raw)
    counted, waivers = waived(unwaived, policy, profile.id, date)
    findings = with_needs(raw, counted)
    subs, components = _scored(edition, counted)
    wordy = frozenset(only_words(case, counted))
    looked_at = gating(counted)
    whole = total(each.score for each in components)
    return Audit(
        edition=edition,
        policy=policy,
        profile=profile,
        date=date,
        gate=gate,
        verdicts={each: verdict(looked_at, each, wordy) for each in Gate},
        score=whole,
        score_before_waivers=score(unwaived) if waivers else whole,
        waivers=waivers,
        components=components,
        subcomponents=subs,
        requirements=counted,
        findings=findings,
        deciding=deciding(looked_at, gate, wordy),
        unconfirmed=_on_claims(case, looked_at, raw),
        on_words=sum(1 for each in looked_at if each.status is Status.AWAITING_REVIEW),
        repeats=() if case.is_brief else repeats_of(edition, profile.content),
        offers_learning=not case.applies.skipped,
        notes=() if case.is_brief else _touched(edition, findings),
        facts=case.facts,
        decisions=case.decisions,
    )


def _raw(case: Case, known: Mapping[str, Finding]) -> dict[str, Finding]:
    """Return the finding on each criterion, known already or evaluated now, with what the provider answered to it."""
    looked_up = {**unaddressed(case, known), **known}
    found = {
        criterion.id: looked_up.get(criterion.id) or finding(case, sub, criterion)
        for sub in case.edition.subcomponents
        for criterion in sub.criteria
    }
    return {**found, **_answered(found, case.profile)}


def case_of(
    edition: Edition,
    profile: Profile,
    *,
    date: str,
    policy: Policy | None = None,
    decisions: Mapping[str, Decision] | None = None,
    is_brief: bool = False,
) -> Case:
    """Return everything that the statuses of a profile's criteria depend on; facts are computed once.

    Under the policy of another state, the profile is seen as it stands for that state.
    """
    if policy and profile.written is None:
        profile = for_state(edition, profile, policy.state)
    case = _case(edition, profile, date, policy, decisions or {})
    return replace(case, is_brief=True) if is_brief else case


def _case(
    edition: Edition, profile: Profile, date: str, policy: Policy | None, decisions: Mapping[str, Decision]
) -> Case:
    conflicts = conflicts_of(edition, profile)
    facts = facts_of(edition, profile.content, date, tuple(conflict.pointer for conflict in conflicts))
    settings: Mapping[str, tuple[SettingResult, ...]] = {}
    if policy:
        results = policy_results(edition, policy, facts)
        facts = {**facts, "derived": {**facts["derived"], "policy": policy_facts(results)}}
        settings = {each.id: for_criterion(edition, results, each.id) for each in edition.criteria}
    return Case(
        edition=edition,
        policy=policy,
        date=date,
        profile=profile,
        facts=facts,
        applies=applicability(edition, facts, profile.content),
        statements=statements_of(edition, profile.content),
        conflicts=conflicts,
        settings=settings,
        settled=settled_criteria(edition, policy),
        required_by={entry.criterion: policy.id for entry in policy.requires} if policy else {},
        decisions=decisions,
        as_written=_case(edition, profile.written, date, policy, {}) if profile.written else None,
    )


def facts_seen(edition: Edition, profile: Profile, *, date: str, policy: Policy | None = None) -> JsonObject:
    """Return what the conditions of all criteria see in a profile on a day (YYYY-MM-DD), for the state of the policy.

    A derived fact that no criterion of a state reads, such as who plays which role, is that of the profile as written.
    """
    case = case_of(edition, profile, date=date, policy=policy)
    if case.as_written is None:
        return case.facts
    here = _read_by_criteria_of_a_state(edition)
    whole: JsonObject = case.as_written.facts["derived"]
    derived = {name: case.facts["derived"][name] if name in here else value for name, value in whole.items()}
    return {**case.facts, "derived": derived}


def _read_by_criteria_of_a_state(edition: Edition) -> frozenset[str]:
    """Return the names of the derived facts that a criterion bound to a state reads, and of what its policy makes."""
    read = (
        place.split("/")
        for sub in edition.subcomponents
        for criterion in sub.criteria
        if criterion.state.binding is Binding.BOUND
        for condition in (criterion.met_when, criterion.not_met_when)
        for place in conditions.reads(condition or {}, sub.pointer.strip("/"))
    )
    return frozenset(("policy", *(name for top, name, *_ in read if top == "derived")))


def _on_claims(case: Case, gating: Sequence[Requirement], findings: Mapping[str, Finding]) -> int:
    """Return how many requirements that count are met only on facts of the provider that nobody has checked."""
    met = [name for name, each in findings.items() if each.status is Status.MET]
    claims = {name for name in met if findings[name].basis in (Basis.FACTS, Basis.POLICY) and is_claim(case, name)}
    return sum(
        1
        for each in gating
        if each.status is Status.MET
        and claims.issuperset(name for name in each.members if findings[name].status is Status.MET)
    )


def _answered(findings: Mapping[str, Finding], profile: Profile) -> Mapping[str, Finding]:
    """Return the findings that the provider has responded to, with the responses beside them."""
    responses: dict[str, list[Response]] = {}
    for entry in profile.content.get("responses", ()):
        response = Response(text=entry["text"], date=entry["date"], to=entry.get("to", ""))
        responses.setdefault(entry["criterion"], []).append(response)
    return {name: replace(findings[name], responses=tuple(said)) for name, said in responses.items()}


def _scored(
    edition: Edition, counted: Sequence[Requirement]
) -> tuple[tuple[SubcomponentResult, ...], tuple[ComponentResult, ...]]:
    """Return the score of each subcomponent, and of each component."""
    subs = tuple(
        SubcomponentResult(id=name, rating=rating(mine), score=score(mine))
        for name, mine in by_subcomponent(edition, counted).items()
    )
    scores = {each.id: each.score for each in subs}
    return subs, tuple(
        ComponentResult(key=component.key, score=total(scores[sub.id] for sub in component.subcomponents))
        for component in edition.components
    )


def _touched(edition: Edition, findings: tuple[Finding, ...]) -> tuple[Note, ...]:
    """Return the notes about criteria that this audit judged by what the profile says.

    An interpretation that is about nothing in particular bears on every audit; a discrepancy that
    is, on none.
    """
    judged = {f.criterion for f in findings if f.status not in _UNTOUCHED}
    names = judged | {name.partition("-")[0] for name in judged}
    names |= {group.id for sub in edition.subcomponents for group in sub.groups if judged.intersection(group.members)}
    read = (note for note in edition.interpretations if not note.about or names.intersection(note.about))
    return (*read, *(note for note in edition.discrepancies if names.intersection(note.about)))
