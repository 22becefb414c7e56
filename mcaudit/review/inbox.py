"""Finds whose turn it is in the review of a micro-credential: who waits for whom, since when, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from mcaudit.contracts import DEFAULT_QUORUM
from mcaudit.model import Actor, Audit, Decision, Reviewer, Standing, Status, Uncounted, Vote
from mcaudit.model.inbox import Step, Waiting


def inbox_of(audits: Iterable[Audit]) -> tuple[Waiting, ...]:
    """Return where each review stands: by what to do next, then the longest wait, then by title."""
    found = map(waiting_of, audits)
    return tuple(sorted(found, key=lambda each: (each.step, each.since or "9", each.audit.profile.title)))


def waiting_of(audit: Audit) -> Waiting:
    """Return whose turn it is in the review of one micro-credential."""
    awaited = [each.criterion for each in audit.findings if each.status is Status.AWAITING_REVIEW]
    decisions = {name: audit.decisions.get(name) for name in awaited}
    disputed = [each for each in decisions.values() if each and each.standing is Standing.NO_AGREEMENT]
    stuck = [each for each in decisions.values() if each and each.standing is Standing.CANNOT_TELL]
    begun = {*(each.criterion for each in disputed), *(each.criterion for each in stuck)}
    still_open = [name for name in awaited if name not in begun]
    answered = [each for name, each in decisions.items() if each and name in still_open]
    votes = (vote for each in audit.decisions.values() for vote in each.votes)
    people = {vote.reviewer.id: vote.reviewer for vote in votes if vote.uncounted is not Uncounted.PARTY}
    left = [
        (person.name, sum(not _has_answered(person, decisions[name]) for name in still_open))
        for person in people.values()
    ]
    gating = [each for each in audit.requirements if each.gates]
    silent = sum(each.status is Status.NOT_STATED and each.actor is Actor.PROVIDER for each in gating)
    quorum = audit.policy.quorum if audit.policy else DEFAULT_QUORUM
    return Waiting(
        audit=audit,
        step=_step(len(gating), silent, len(disputed), len(still_open), len(stuck)),
        open=len(still_open),
        disputed=len(disputed),
        cannot_tell=len(stuck),
        reviewers=tuple((name, count) for name, count in left if count),
        more=max(quorum - len(people), 0) if still_open else 0,
        since=_since(answered, [*disputed, *stuck]),
        not_addressed=silent,
        required=len(gating),
    )


def _step(required: int, silent: int, disputed: int, still_open: int, stuck: int) -> Step:
    if silent * 2 > required:
        return Step.RETURN
    if disputed:
        return Step.SETTLE
    if still_open:
        return Step.REVIEW
    return Step.PROVIDER if stuck or silent else Step.NOTHING


def _has_answered(person: Reviewer, decision: Decision | None) -> bool:
    """Return whether a reviewer's answer stands; before all are in, it does not matter what it cites, to stay blind."""
    if decision is None:
        return False
    mine = [vote for vote in _answers(decision) if vote.reviewer.id == person.id]
    return any(vote.uncounted is None or not decision.all_in for vote in mine)


def _answers(decision: Decision) -> tuple[Vote, ...]:
    """Return the answers on what stands today, whether or not a citation is missing."""
    may = (None, Uncounted.UNCITED)
    return tuple(vote for vote in decision.votes if vote.uncounted in may and not vote.is_check)


def _since(answered: Iterable[Decision], complete: Iterable[Decision]) -> str:
    """Return since when somebody waits: since an answer that is alone, or since the last of those that differ."""
    alone = [vote.opinion.date for each in answered for vote in _answers(each)]
    last = [max(vote.opinion.date for vote in _answers(each)) for each in complete if _answers(each)]
    return min([*alone, *last], default="")
