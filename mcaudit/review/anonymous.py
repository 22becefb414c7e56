"""Leaves out of an audit what is not to be published: reviewers' names, and where an earner's evidence lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mcaudit.model import Audit, Decision, Reviewer, Settlement, Uncounted, Vote

_PARTY = "the reviewer's affiliation is a party to the micro-credential"


def without_names(audit: Audit) -> Audit:
    """Return an audit in which no reviewer is named, nor whom anybody works for; their own words stay as they are."""
    people: dict[str, str] = {}
    for decision in audit.decisions.values():
        for person in (*(vote.reviewer for vote in decision.votes), *_settlers(decision)):
            people.setdefault(person.id, f"Reviewer {len(people) + 1}")
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


def _settlers(decision: Decision) -> tuple[Reviewer, ...]:
    return decision.settlement.by if decision.settlement else ()


def _nameless(decision: Decision, people: dict[str, str]) -> Decision:
    votes = tuple(_vote(vote, people) for vote in decision.votes)
    settlement = _settlement(decision.settlement, people) if decision.settlement else None
    return replace(decision, votes=votes, settlement=settlement)


def _vote(vote: Vote, people: dict[str, str]) -> Vote:
    why = _PARTY if vote.uncounted is Uncounted.PARTY else vote.why
    return replace(vote, reviewer=_person(vote.reviewer, people), why=why)


def _settlement(settlement: Settlement, people: dict[str, str]) -> Settlement:
    by = tuple(_person(person, people) for person in settlement.by)
    between = {_short(people[name]): answer for name, answer in settlement.between.items()}
    return replace(settlement, by=by, between=between)


def _person(person: Reviewer, people: dict[str, str]) -> Reviewer:
    name = people[person.id]
    return Reviewer(id=_short(name), name=name, affiliation="")


def _short(name: str) -> str:
    return name.casefold().replace(" ", "-")
