"""The edition as a record, a published contract: mcaudit-criteria/2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import CRITERIA_FORMAT
from mcaudit.exchange.policies import tailoring_record
from mcaudit.exchange.records import picked
from mcaudit.model import Component, Criterion, Edition, Policy, Subcomponent, Work


def criteria_record(tailored: tuple[Edition, Policy | None]) -> Mapping[str, Any]:
    """Return an edition: components, subcomponents, criteria, and works; with a policy, what it tailors."""
    edition, policy = tailored
    return {
        "format": CRITERIA_FORMAT,
        **picked(edition, "id title publisher published sha256"),
        "policy": tailoring_record(policy) if policy else None,
        "components": [_component(component) for component in edition.components],
        "sources": [_work(work) for work in edition.works],
        "interpretations": [picked(note, "id about text choice") for note in edition.interpretations],
        "discrepancies": [picked(note, "id about text choice") for note in edition.discrepancies],
    }


def _component(component: Component) -> Mapping[str, Any]:
    return {
        **picked(component, "number key title"),
        "subcomponents": [_subcomponent(sub) for sub in component.subcomponents],
    }


def _subcomponent(sub: Subcomponent) -> Mapping[str, Any]:
    return {
        **picked(sub, "id key title question optional"),
        "sources": [{"id": s.work, "pages": s.pages, "note": s.note} for s in sub.sources],
        "groups": [picked(group, "id text members") for group in sub.groups],
        "criteria": [_criterion(criterion) for criterion in sub.criteria],
    }


def _criterion(criterion: Criterion) -> Mapping[str, Any]:
    return {
        **picked(criterion, "id level title text place meaning decided_by because"),
        "any_of": criterion.group or None,
        "state": picked(criterion.state, "binding because said_by_state"),
        "may_be_not_applicable": bool(criterion.may_be_not_applicable),
        **picked(criterion, "stated_by met_when not_met_when remedy evidence_lives_in"),
    }


def _work(work: Work) -> Mapping[str, Any]:
    return {
        **picked(work, "id authors year title container publisher url"),
        "as_printed": {name: list(forms) for name, forms in work.as_printed.items()},
        "note": work.note,
    }
