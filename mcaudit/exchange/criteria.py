"""The edition as a record, a published contract: mcaudit-criteria/2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import CRITERIA_FORMAT
from mcaudit.model import Component, Criterion, Edition, Policy, SourcedPlace, Subcomponent, Waiver, Work
from mcaudit.model.policy import SettingValue


def criteria_record(tailored: tuple[Edition, Policy | None]) -> Mapping[str, Any]:
    """Return an edition: components, subcomponents, criteria, and works; with a policy, what it tailors."""
    edition, policy = tailored
    return {
        "format": CRITERIA_FORMAT,
        "id": edition.id,
        "title": edition.title,
        "publisher": edition.publisher,
        "published": edition.published,
        "sha256": edition.sha256,
        "policy": _policy(policy) if policy else None,
        "components": [_component(component) for component in edition.components],
        "sources": [_work(work) for work in edition.works],
        "interpretations": [_note(note) for note in edition.interpretations],
        "discrepancies": [_note(note) for note in edition.discrepancies],
    }


def _component(component: Component) -> Mapping[str, Any]:
    return {
        "number": component.number,
        "key": component.key,
        "title": component.title,
        "subcomponents": [_subcomponent(sub) for sub in component.subcomponents],
    }


def _subcomponent(sub: Subcomponent) -> Mapping[str, Any]:
    return {
        "id": sub.id,
        "key": sub.key,
        "title": sub.title,
        "question": sub.question,
        "optional": sub.optional,
        "sources": [{"id": s.work, "pages": s.pages, "note": s.note} for s in sub.sources],
        "groups": [{"id": group.id, "text": group.text, "members": list(group.members)} for group in sub.groups],
        "criteria": [_criterion(criterion) for criterion in sub.criteria],
    }


def _criterion(criterion: Criterion) -> Mapping[str, Any]:
    return {
        "id": criterion.id,
        "level": criterion.level,
        "title": criterion.title,
        "text": criterion.text,
        "place": criterion.place,
        "meaning": criterion.meaning,
        "decided_by": criterion.decided_by,
        "because": criterion.because,
        "any_of": criterion.group or None,
        "state": {
            "binding": criterion.state.binding,
            "because": criterion.state.because,
            "said_by_state": criterion.state.said_by_state,
        },
        "may_be_not_applicable": bool(criterion.may_be_not_applicable),
        "stated_by": list(criterion.stated_by),
        "met_when": criterion.met_when,
        "not_met_when": criterion.not_met_when,
        "remedy": criterion.remedy,
        "evidence_lives_in": list(criterion.evidence_lives_in),
    }


def _work(work: Work) -> Mapping[str, Any]:
    return {
        "id": work.id,
        "authors": work.authors,
        "year": work.year,
        "title": work.title,
        "container": work.container,
        "publisher": work.publisher,
        "url": work.url,
        "as_printed": {name: list(forms) for name, forms in work.as_printed.items()},
        "note": work.note,
    }


def _note(note: Any) -> Mapping[str, Any]:
    return {"id": note.id, "about": list(note.about), "text": note.text, "choice": note.choice}


def _policy(policy: Policy) -> Mapping[str, Any]:
    return {
        "id": policy.id,
        "title": policy.title,
        "state": policy.state,
        "sha256": policy.sha256,
        "in_force": {
            "from": policy.in_force_from or None,
            "until": policy.in_force_until or None,
            **(_source(policy.in_force) if policy.in_force else {}),
        },
        "settings": {name: [_setting(each) for each in values] for name, values in policy.settings.items()},
        "requires": [{"criterion": entry.criterion, **_source(entry.source)} for entry in policy.requires],
        "purposes": [{"purpose": e.purpose, "text": e.text, **_source(e.source)} for e in policy.purposes],
        "waivers": [_waiver(waiver) for waiver in policy.waivers],
        "says": [{"text": entry.text, **_source(entry.source)} for entry in policy.says],
        "review": {
            "quorum": policy.quorum,
            "confirm_facts": policy.confirm_facts,
            **(_source(policy.review) if policy.review else {}),
        },
        "sources": [{"id": s.id, "title": s.title, "url": s.url, "seen": s.seen} for s in policy.sources],
        "gaps": policy.gaps,
    }


def _setting(setting: SettingValue) -> Mapping[str, Any]:
    return {
        "value": setting.value,
        **_source(setting.source),
        "note": setting.note,
        "complete": setting.complete,
        "scope": setting.scope,
        "state_wide": setting.state_wide,
    }


def _waiver(waiver: Waiver) -> Mapping[str, Any]:
    return {
        "requirement": waiver.requirement,
        "profiles": list(waiver.profiles),
        "reason": waiver.reason,
        "by": waiver.by,
        "expires": waiver.expires,
    }


def _source(source: SourcedPlace) -> Mapping[str, str]:
    return {"document": source.document, "place": source.place}
