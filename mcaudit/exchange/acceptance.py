"""A map of acceptance as a record: `mcaudit schema acceptance` prints its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.contracts import ACCEPTANCE_FORMAT
from mcaudit.exchange.json_text import indented, members
from mcaudit.exchange.policies import gives_record, limit_record
from mcaudit.exchange.records import picked
from mcaudit.media.plain import utf8
from mcaudit.model import Policy, SourcedPlace
from mcaudit.model.acceptance import Acceptance, Candidacy, Cell, Condition, Path
from mcaudit.model.acts import Fixes
from mcaudit.model.purposes import EducatorNeed, Purpose
from mcaudit.model.residue import Residue, Residues
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
        "edition": picked(acceptance.edition, "id sha256"),
        "policies": [policy_record(each) for each in acceptance.policies.values()],
        "micro_credentials": [
            {**picked(each, "id title state path sha256 fictional"), "reading": each.is_reading}
            for each in acceptance.candidates
        ],
    }
    acts = {"acts": list(_acts(acceptance))} if acceptance.has_fixes else {}
    tail = {**acts, "notices": list(acceptance.notices)}
    yield utf8(f'{{\n{members(head, indent=_STEP)},\n  "cells": [\n')
    for index, cell in enumerate(_cells(acceptance)):
        yield b",\n" + cell if index else cell
    yield utf8(f"\n  ],\n{members(tail, indent=_STEP)}\n}}\n")


def _cells(acceptance: Acceptance) -> Iterator[bytes]:
    for candidate in acceptance.candidates:
        for cell in candidate.cells:
            yield utf8(f"{_MARGIN}{indented(_cell(acceptance, candidate, cell), indent=_STEP, margin=_MARGIN)}")


def policy_record(policy: Policy) -> Mapping[str, Any]:
    """Return which policy was used."""
    return {
        **picked(policy, "id state title sha256"),
        "last_read": max((source.seen for source in policy.sources), default=None),
    }


def _cell(acceptance: Acceptance, candidate: Candidacy, cell: Cell) -> Mapping[str, Any]:
    head: dict[str, Any] = {"profile": candidate.id, **picked(cell, "state purpose answer because")}
    if acceptance.has_fixes:
        head["fixes"] = _fixes(cell.fixes) if cell.fixes else None
    if acceptance.party:
        head["together"] = _fixes(cell.together) if cell.together else None
    if not cell.paths:
        return {**head, "rule": None, "others": []}
    policy = acceptance.policies[cell.state]
    first, *others = ((path, acceptance.rule(cell, path)) for path in cell.paths)
    return {**head, "rule": _rule(policy, *first), "others": [_rule(policy, *each) for each in others]}


def _fixes(fixes: Fixes) -> Mapping[str, Any]:
    return {
        **picked(fixes, "target size proven sets"),
        "always": [act.key for act in fixes.always],
        "one_of": [[[act.key for act in way] for way in choice] for choice in fixes.one_of],
    }


def _acts(acceptance: Acceptance) -> Iterator[Mapping[str, Any]]:
    """Yield every act that a cell names or cannot do without, with what it does for all cells."""
    for act, effect in acceptance.effects().items():
        yield {
            "id": act.key,
            **picked(act, "party verb pointer profile? state? text outside criteria"),
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
        **picked(rule, "decided_by checked_by for_whom"),
        "gives": gives_record(rule.gives) if rule.gives else None,
        "limit": limit_record(rule.limit) if rule.limit else None,
        "conditions": [_condition(policy, each) for each in path.conditions],
        "deciding": list(path.deciding),
        "on_claims": list(path.on_claims),
        "educator": [need.text for need in rule.needs if isinstance(need, EducatorNeed)],
        "waived": list(path.waived),
        "disputes": list(path.disputes),
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
        **picked(condition, "id text holds reason"),
        "source": picked(condition.source, "document place"),
        "criterion": condition.criterion or None,
        "location": picked(condition.location, "path pointer line column") if condition.location else None,
        "citations": [picked(each, "document place") for each in condition.citations],
        "rests_on": condition.rests_on,
        "left_to": condition.left_to or None,
        "any_of": [_condition(policy, each) for each in condition.any_of],
    }


def residues_record(found: Residues) -> Mapping[str, Any]:
    """Return all that the report says."""
    return {
        "format": ACCEPTANCE_FORMAT,
        "mcaudit": __version__,
        "date": found.date,
        "edition": picked(found.edition, "id sha256"),
        "policies": [policy_record(each) for each in found.policies],
        "residues": [_residue(each) for each in found.residues],
        "notices": list(found.notices),
    }


def _residue(each: Residue) -> Mapping[str, Any]:
    return {
        "profile": each.id,
        "from": each.from_state,
        "to": each.to_state,
        "adopted": each.adopted,
        "assumed": each.what_if and not each.adopted,
        "decided": each.decided,
        "carry": [picked(one, "criterion answer by dates") for one in each.carry],
        "open": [picked(one, "criterion why first") for one in each.open],
        **picked(each, "facts spared own"),
    }
