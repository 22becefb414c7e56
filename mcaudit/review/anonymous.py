"""Leaves names out of an audit that is to be published: a reviewer is a number, and settlers are too."""

from __future__ import annotations

from dataclasses import replace

from mcaudit.model import Audit, Decision, Reviewer, Settlement, Uncounted, Voice

_PARTY = "the reviewer's affiliation is a party to the micro-credential"


def without_names(audit: Audit) -> Audit:
    """Return an audit in which no reviewer is named, nor whom anybody works for; their own words stay as they are."""
    people: dict[str, str] = {}
    for decision in audit.decisions.values():
        for person in (*(voice.reviewer for voice in decision.voices), *_settlers(decision)):
            people.setdefault(person.id, f"Reviewer {len(people) + 1}")
    decisions = {name: _nameless(decision, people) for name, decision in audit.decisions.items()}
    files = tuple((f"decisions {number}", pin) for number, (_, pin) in enumerate(audit.reviewed, 1))
    return replace(audit, decisions=decisions, reviewed=files)


def _settlers(decision: Decision) -> tuple[Reviewer, ...]:
    return decision.settlement.by if decision.settlement else ()


def _nameless(decision: Decision, people: dict[str, str]) -> Decision:
    voices = tuple(_voice(voice, people) for voice in decision.voices)
    settlement = _settlement(decision.settlement, people) if decision.settlement else None
    return replace(decision, voices=voices, settlement=settlement)


def _voice(voice: Voice, people: dict[str, str]) -> Voice:
    why = _PARTY if voice.uncounted is Uncounted.PARTY else voice.why
    return replace(voice, reviewer=_person(voice.reviewer, people), why=why)


def _settlement(settlement: Settlement, people: dict[str, str]) -> Settlement:
    by = tuple(_person(person, people) for person in settlement.by)
    between = {_short(people[name]): answer for name, answer in settlement.between.items()}
    return replace(settlement, by=by, between=between)


def _person(person: Reviewer, people: dict[str, str]) -> Reviewer:
    name = people[person.id]
    return Reviewer(id=_short(name), name=name, affiliation="")


def _short(name: str) -> str:
    return name.casefold().replace(" ", "-")
