"""Leaves out of an audit what is not to be published: reviewers' names, and where an earner's evidence lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mcaudit.model import Audit, Decision, Reviewer, Uncounted

_PARTY = "the reviewer's affiliation is a party to the micro-credential"


def without_names(audit: Audit) -> Audit:
    """Return an audit in which no reviewer is named, nor whom anybody works for; their own words stay as they are."""
    people: dict[str, Reviewer] = {}
    for decision in audit.decisions.values():
        settlers = decision.settlement.by if decision.settlement else ()
        for person in (*(vote.reviewer for vote in decision.votes), *settlers):
            number = len(people) + 1
            nameless = Reviewer(id=f"reviewer-{number}", name=f"Reviewer {number}", affiliation="")
            people.setdefault(person.id, nameless)
    decisions = {name: _nameless(decision, people) for name, decision in audit.decisions.items()}
    files = tuple((f"decisions {number}", pin) for number, (_, pin) in enumerate(audit.reviewed, 1))
    return replace(audit, decisions=decisions, reviewed=files)


_SAMPLE = ("issuers", "form", "evidence_address", "sample")
"""Where a profile gives the address of one earner's evidence."""


def without_samples(audit: Audit) -> Audit:
    """Return an audit whose profile does not say where a sample of an earner's evidence lies; nothing else changes."""
    content = _left_out(audit.profile.content, _SAMPLE)
    return replace(audit, profile=replace(audit.profile, content=content))


def _left_out(content: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    key, *rest = path
    inner = content.get(key)
    if not rest:
        return {name: value for name, value in content.items() if name != key}
    return {**content, key: _left_out(inner, tuple(rest))} if isinstance(inner, Mapping) else content


def _nameless(decision: Decision, people: Mapping[str, Reviewer]) -> Decision:
    votes = []
    for vote in decision.votes:
        why = _PARTY if vote.uncounted is Uncounted.PARTY else vote.why
        votes.append(replace(vote, reviewer=people[vote.reviewer.id], why=why))
    settlement = decision.settlement
    if settlement:
        by = tuple(people[person.id] for person in settlement.by)
        between = {people[name].id: answer for name, answer in settlement.between.items()}
        settlement = replace(settlement, by=by, between=between)
    return replace(decision, votes=tuple(votes), settlement=settlement)
