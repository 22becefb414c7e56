"""A map of acceptance as a record: `mcaudit schema acceptance` prints its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mcaudit.contracts import ACCEPTANCE_FORMAT
from mcaudit.exchange.json_text import indented, members
from mcaudit.media.plain import utf8
from mcaudit.model import Citation, Policy, SourcedPlace
from mcaudit.model.acceptance import Acceptance, Candidacy, Cell, Condition, Fixes, Path
from mcaudit.model.audit import Location
from mcaudit.model.purposes import EducatorNeed, Gives, Limit, Purpose
from mcaudit.terms.run import View
from mcaudit.version import __version__

_STEP = 2
_MARGIN = " " * 2 * _STEP


def acceptance_json(acceptance: Acceptance, _view: View) -> Iterator[bytes]:
    """Yield all that a map says as JSON, piece by piece, because it may have more cells than fit into memory."""
    head = {
        "format": ACCEPTANCE_FORMAT,
        "mcaudit": __version__,
        "date": acceptance.date,
        "edition": {"id": acceptance.edition.id, "sha256": acceptance.edition.sha256},
        "policies": [policy_record(each) for each in acceptance.policies.values()],
        "micro_credentials": [_candidate(each) for each in acceptance.candidates],
    }
    acts = {"acts": list(_acts(acceptance))} if acceptance.has_fixes else {}
    tail = {**acts, "notices": list(acceptance.notices)}
    yield utf8(f'{{\n{members(head, indent=_STEP)},\n  "cells": [\n')
    yield from _between(_cells(acceptance), b",\n")
    yield utf8(f"\n  ],\n{members(tail, indent=_STEP)}\n}}\n")


def _cells(acceptance: Acceptance) -> Iterator[bytes]:
    for candidate in acceptance.candidates:
        for cell in candidate.cells:
            yield utf8(f"{_MARGIN}{indented(_cell(acceptance, candidate, cell), indent=_STEP, margin=_MARGIN)}")


def _between(parts: Iterable[bytes], comma: bytes) -> Iterator[bytes]:
    for index, each in enumerate(parts):
        yield each if index == 0 else comma + each


def policy_record(policy: Policy) -> Mapping[str, Any]:
    """Return which policy was used."""
    return {
        "id": policy.id,
        "state": policy.state,
        "title": policy.title,
        "sha256": policy.sha256,
        "last_read": max((source.seen for source in policy.sources), default=None),
    }


def _candidate(candidate: Candidacy) -> Mapping[str, Any]:
    return {
        "id": candidate.id,
        "title": candidate.title,
        "state": candidate.state,
        "path": candidate.path,
        "sha256": candidate.sha256,
        "fictional": candidate.fictional,
        "reading": candidate.is_reading,
    }


def _cell(acceptance: Acceptance, candidate: Candidacy, cell: Cell) -> Mapping[str, Any]:
    head: dict[str, Any] = {
        "profile": candidate.id,
        "state": cell.state,
        "purpose": cell.purpose,
        "answer": cell.answer,
        "because": cell.because,
    }
    if acceptance.has_fixes:
        head["fixes"] = _fixes(cell.fixes) if cell.fixes else None
    if acceptance.party:
        head["together"] = _fixes(cell.together) if cell.together else None
    if not cell.paths:
        return {**head, "rule": None, "others": []}
    policy = acceptance.policies[cell.state]
    first, *others = ((path, acceptance.rule(cell, path)) for path in cell.paths)
    return {
        **head,
        "rule": _rule(policy, *first),
        "others": [_rule(policy, *each) for each in others],
    }


def _fixes(fixes: Fixes) -> Mapping[str, Any]:
    return {
        "target": fixes.target,
        "size": fixes.size,
        "proven": fixes.proven,
        "sets": fixes.sets,
        "always": [act.key for act in fixes.always],
        "one_of": [[[act.key for act in way] for way in choice] for choice in fixes.one_of],
    }


def _acts(acceptance: Acceptance) -> Iterator[Mapping[str, Any]]:
    """Yield every act that a cell names or cannot do without, with what it does for all cells."""
    for act, effect in acceptance.effects().items():
        yield {
            "id": act.key,
            "party": act.party,
            "verb": act.verb,
            "pointer": act.pointer,
            "profile": act.profile or None,
            "state": act.state or None,
            "text": act.text,
            "outside": act.outside,
            "criteria": list(act.criteria),
            "opens": effect.opens,
            "unavoidable": effect.unavoidable,
        }


def _rule(policy: Policy, path: Path, rule: Purpose) -> Mapping[str, Any]:
    return {
        "id": rule.id or None,
        "text": rule.text,
        "answer": path.answer,
        "because": path.because,
        "source": _source(policy, rule.source),
        "from": rule.start or None,
        "until": rule.end or None,
        "decided_by": rule.decided_by,
        "checked_by": rule.checked_by,
        "for_whom": list(rule.for_whom),
        "gives": _gives(rule.gives) if rule.gives else None,
        "limit": _limit(rule.limit) if rule.limit else None,
        "conditions": [_condition(policy, each) for each in path.conditions],
        "deciding": list(path.deciding),
        "on_claims": list(path.on_claims),
        "educator": [need.text for need in rule.needs if isinstance(need, EducatorNeed)],
        "waived": list(path.waived),
        "disputes": list(path.disputes),
    }


def _gives(gives: Gives) -> Mapping[str, Any]:
    return {
        "kind": gives.kind,
        "kind_name": gives.kind_name or None,
        "amount": gives.amount,
        "unit": gives.unit or None,
        "unit_name": gives.unit_name or None,
        "per": gives.per,
        "lasts_years": gives.lasts_years,
    }


def _limit(limit: Limit) -> Mapping[str, Any]:
    return {
        "amount": limit.amount,
        "unit": limit.unit,
        "unit_name": limit.unit_name or None,
        "per": limit.per or None,
    }


def _source(policy: Policy, place: SourcedPlace) -> Mapping[str, Any]:
    found = next(source for source in policy.sources if source.id == place.document)
    return {
        "document": place.document,
        "place": place.place,
        "title": found.title,
        "url": found.url,
        "read": found.seen,
    }


def _condition(policy: Policy, condition: Condition) -> Mapping[str, Any]:
    return {
        "id": condition.id,
        "text": condition.text,
        "holds": condition.holds,
        "reason": condition.reason,
        "source": {"document": condition.source.document, "place": condition.source.place},
        "criterion": condition.criterion or None,
        "location": _location(condition.location) if condition.location else None,
        "citations": [_citation(each) for each in condition.citations],
        "rests_on": condition.rests_on,
        "left_to": condition.left_to or None,
        "any_of": [_condition(policy, each) for each in condition.any_of],
    }


def _location(location: Location) -> Mapping[str, Any]:
    return {
        "path": location.path,
        "pointer": location.pointer,
        "line": location.line,
        "column": location.column,
    }


def _citation(citation: Citation) -> Mapping[str, Any]:
    return {"document": citation.document, "place": citation.place}
