"""Works out what carries from one state's review to another state, and what is left to decide there."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from mcaudit.model import Actor, Answer, Audit, Basis, Decision, Finding, Standing, Status, Uncounted, Vote
from mcaudit.model.residue import Carried, Reopened, Residue, Why

_BY_PEOPLE = (Basis.CONSENSUS, Basis.ADJUDICATION)
_SETTLED = (Status.MET, Status.PARTLY_MET, Status.NOT_MET)
_WHY: Mapping[Uncounted, Why] = {
    Uncounted.PARTY: Why.PARTY,
    Uncounted.STALE_CRITERION: Why.STALE,
    Uncounted.STALE_STATE: Why.NOT_ADOPTED,
    Uncounted.STALE_SETTING: Why.STALE,
    Uncounted.STALE_FIELDS: Why.STALE,
    Uncounted.STALE_DOCUMENTS: Why.STALE,
    Uncounted.STALE_AGE: Why.TOO_OLD,
    Uncounted.UNCITED: Why.QUORUM,
    Uncounted.NO_FACT: Why.QUORUM,
    Uncounted.SUPERSEDED: Why.QUORUM,
}
"""Why a decision does not carry, by why a reviewer's answer does not count; a test proves that it is complete."""
_ORDER = (Why.STALE, Why.PARTY, Why.TOO_OLD, Why.NOT_ADOPTED, Why.QUORUM)
"""Where several answers do not count for several reasons, the first of these is named."""


def residue(
    there: Audit, home: Mapping[str, Decision], bound: Container[str], *, from_state: str, adopted: bool, what_if: bool
) -> Residue:
    """Return what carries and what is left.

    `there` is the audit for the receiving state with the decisions that count there, `home` what the other state's own
    reviewers come to, `bound` the criteria on which only a state's own decisions count. Outcomes select nothing, and
    before enough reviewers have answered, no answer shows.
    """
    findings = {each.criterion: each for each in there.findings}
    carry = tuple(_carried(there, from_state))
    settled = {each.criterion for each in carry}
    answered = [name for name, each in home.items() if name in findings]
    facts = tuple(name for name in answered if name not in settled and _is_settled_by_facts(findings[name]))
    spared = tuple(name for name in answered if name not in {*settled, *facts} and not findings[name].needed)
    own = tuple(name for name, each in findings.items() if each.basis in _BY_PEOPLE and name not in settled)
    done = {*settled, *facts, *spared, *own}
    left = ((each, _why(there, home, bound, each)) for each in there.findings if each.criterion not in done)
    profile = there.profile
    return Residue(
        id=profile.id,
        title=profile.title,
        path=profile.path,
        fictional=profile.content.get("fictional") == "yes",
        from_state=from_state,
        to_state=profile.state,
        adopted=adopted,
        what_if=what_if,
        decided=len(answered),
        carry=carry,
        open=tuple(Reopened(criterion=each.criterion, why=why, first=_first(each)) for each, why in left if why),
        facts=facts,
        spared=spared,
        own=own,
    )


def _carried(there: Audit, state: str) -> Iterator[Carried]:
    """Yield the decisions that only reviewers of the other state made."""
    for name, decision in there.decisions.items():
        answer = decision.settled or (Answer.CHECKED if decision.only_checks and decision.checked else None)
        votes = decision.checks if answer is Answer.CHECKED else [vote for vote in decision.votes if vote.counts]
        if answer is not None and votes and all(vote.state == state for vote in votes):
            people = [vote.reviewer.name for vote in votes]
            days = {vote.opinion.date for vote in votes}
            if decision.settlement:
                people += [person.name for person in decision.settlement.by]
                days.add(decision.settlement.date)
            yield Carried(criterion=name, answer=answer, by=tuple(dict.fromkeys(people)), dates=tuple(sorted(days)))


def _is_settled_by_facts(finding: Finding) -> bool:
    return finding.status in _SETTLED and finding.basis in (Basis.FACTS, Basis.POLICY)


def _first(finding: Finding) -> Actor | None:
    """Return who must act before reviewers can decide."""
    return finding.actor if finding.actor in (Actor.PROVIDER, Actor.STATE) else None


# --- why -----------------------------------------------------------------------------------------


def _why(there: Audit, home: Mapping[str, Decision], bound: Container[str], finding: Finding) -> Why | None:
    """Return why reviewers of the receiving state must decide a criterion; None if they need not."""
    name = finding.criterion
    if finding.status is Status.NOT_APPLICABLE:
        return None
    if name in home:
        return Why.BOUND if name in bound else _why_not(home[name], there.decisions.get(name))
    if finding.status is not Status.AWAITING_REVIEW:
        return None
    if finding.basis is Basis.UNCONFIRMED:
        return Why.CONFIRM_FACTS
    if finding.required_by:
        return Why.REQUIRED_HERE_ONLY
    gates = any(name in requirement.members and requirement.gates for requirement in there.requirements)
    return Why.NEVER_DECIDED if gates else None


def _why_not(home: Decision, here: Decision | None) -> Why:
    """Return why what the other state's reviewers said of a criterion that depends on no state does not carry."""
    votes: tuple[Vote, ...] = here.votes if here else ()
    reasons = {_WHY[vote.uncounted] for vote in votes if vote.uncounted is not None}
    if reasons:
        return next(each for each in _ORDER if each in reasons)
    if home.standing is Standing.SETTLED:
        return Why.SETTLED_THERE if home.adjudicated else Why.QUORUM
    return Why.QUORUM if home.standing in (Standing.TOO_FEW, Standing.STALE) else Why.NEVER_DECIDED
