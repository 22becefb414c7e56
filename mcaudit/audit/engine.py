"""Audits one profile: facts to findings to counts to verdict, without I/O and without a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mcaudit.audit.applies import applicability
from mcaudit.audit.facts import facts_of
from mcaudit.audit.policy import with_policy
from mcaudit.audit.rules import outcomes
from mcaudit.audit.scoring import by_subcomponent, deciding, rating, requirements, score, verdict, waived, with_needs
from mcaudit.audit.statuses import Case, finding
from mcaudit.audit.support import conflicts_of
from mcaudit.model import (
    Audit,
    Basis,
    ComponentResult,
    Decision,
    Edition,
    Finding,
    Gate,
    Note,
    Policy,
    Profile,
    Requirement,
    Response,
    Status,
    SubcomponentResult,
    settled_criteria,
)

_UNTOUCHED = (Basis.MISSING, Basis.EMPTY, Basis.OPTIONAL)


def audit(
    edition: Edition,
    profile: Profile,
    *,
    date: str,
    gate: Gate = Gate.ENDORSEMENT,
    policy: Policy | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> Audit:
    """Return the audit of a profile; `date` is the audit's own, as YYYY-MM-DD, `decisions` by criterion."""
    facts = facts_of(profile.content)
    if policy:
        facts = with_policy(edition, policy, facts)
    case = Case(
        edition=edition,
        profile=profile,
        facts=facts,
        placeholders={entry["at"]: entry["why"] for entry in facts["derived"]["placeholders"]},
        doubts=facts["derived"]["doubts"],
        applies=applicability(edition, facts),
        decisions=decisions or {},
        conflicts=conflicts_of(edition, profile),
        settled=settled_criteria(edition, policy),
        required_by={entry.criterion: policy.id for entry in policy.requires} if policy else {},
        confirm_facts=policy.confirm_facts if policy else False,
    )
    held = outcomes(edition, facts)
    raw = {
        criterion.id: finding(case, sub, criterion, held[criterion.id])
        for sub in edition.subcomponents
        for criterion in sub.criteria
    }
    raw |= _answered(raw, profile)
    unwaived = requirements(edition, raw)
    counted, waivers = waived(unwaived, policy, profile.id, date)
    findings = with_needs(raw, counted)
    sorted_out = by_subcomponent(edition, counted)
    return Audit(
        edition=edition,
        policy=policy,
        profile=profile,
        date=date,
        gate=gate,
        verdicts={each: verdict(counted, each) for each in Gate},
        score=score(counted),
        score_before_waivers=score(unwaived),
        waivers=waivers,
        components=_components(edition, sorted_out),
        subcomponents=_subcomponents(edition, sorted_out),
        requirements=counted,
        findings=findings,
        deciding=deciding(counted, gate),
        unconfirmed=sum(1 for f in findings if f.status is Status.MET and f.basis is Basis.FACTS),
        notes=_touched(edition, findings),
        facts=facts,
        decisions=case.decisions,
    )


def _answered(findings: Mapping[str, Finding], profile: Profile) -> Mapping[str, Finding]:
    """Return the findings that the provider has responded to, with the responses beside them."""
    responses: dict[str, list[Response]] = {}
    for entry in profile.content.get("responses", ()):
        response = Response(text=entry["text"], date=entry["date"], to=entry.get("to", ""))
        responses.setdefault(entry["criterion"], []).append(response)
    return {name: replace(findings[name], responses=tuple(said)) for name, said in responses.items()}


def _components(edition: Edition, counted: Mapping[str, Sequence[Requirement]]) -> tuple[ComponentResult, ...]:
    return tuple(
        ComponentResult(key=component.key, score=score(r for sub in component.subcomponents for r in counted[sub.id]))
        for component in edition.components
    )


def _subcomponents(edition: Edition, counted: Mapping[str, Sequence[Requirement]]) -> tuple[SubcomponentResult, ...]:
    results = []
    for sub in edition.subcomponents:
        mine = counted[sub.id]
        floor, ceiling = rating(mine, at_best=False), rating(mine, at_best=True)
        results.append(SubcomponentResult(id=sub.id, floor=floor, ceiling=ceiling, score=score(mine)))
    return tuple(results)


def _touched(edition: Edition, findings: tuple[Finding, ...]) -> tuple[Note, ...]:
    """Return the notes about criteria that this audit judged by what the profile says.

    An interpretation that is about nothing in particular bears on every audit; a discrepancy that
    is, on none.
    """
    judged = {f.criterion for f in findings if f.basis not in _UNTOUCHED}
    names = judged | {name.partition("-")[0] for name in judged}
    names |= {group.id for sub in edition.subcomponents for group in sub.groups if judged.intersection(group.members)}
    read = (note for note in edition.interpretations if not note.about or names.intersection(note.about))
    return (*read, *(note for note in edition.discrepancies if names.intersection(note.about)))
