"""The edition as JSON, a published contract."""

from __future__ import annotations

from typing import Any

from mcaudit.model import Component, Criterion, Edition, Policy, SourcedPlace, Subcomponent, Work
from mcaudit.render.json_text import json_text


def as_json(edition: Edition, policy: Policy | None = None) -> str:
    """Return the edition as JSON: components, subcomponents, criteria and works; with a policy, what it tailors."""
    document = {
        "format": "mcaudit-criteria/2",
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
    return json_text(document) + "\n"


def _component(component: Component) -> dict[str, Any]:
    return {
        "number": component.number,
        "key": component.key,
        "title": component.title,
        "subcomponents": [_subcomponent(sub) for sub in component.subcomponents],
    }


def _subcomponent(sub: Subcomponent) -> dict[str, Any]:
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


def _criterion(criterion: Criterion) -> dict[str, Any]:
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


def _work(work: Work) -> dict[str, Any]:
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


def _note(note: Any) -> dict[str, Any]:
    return {"id": note.id, "about": list(note.about), "text": note.text, "choice": note.choice}


def _policy(policy: Policy) -> dict[str, Any]:
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
        "settings": {
            name: [
                {
                    "value": each.value,
                    **_source(each.source),
                    "note": each.note,
                    "complete": each.complete,
                    "scope": each.scope,
                    "state_wide": each.state_wide,
                }
                for each in values
            ]
            for name, values in policy.settings.items()
        },
        "requires": [{"criterion": entry.criterion, **_source(entry.source)} for entry in policy.requires],
        "purposes": [{"purpose": e.purpose, "text": e.text, **_source(e.source)} for e in policy.purposes],
        "waivers": [
            {
                "requirement": waiver.requirement,
                "profiles": list(waiver.profiles),
                "reason": waiver.reason,
                "by": waiver.by,
                "expires": waiver.expires,
            }
            for waiver in policy.waivers
        ],
        "says": [{"text": entry.text, **_source(entry.source)} for entry in policy.says],
        "review": {
            "quorum": policy.quorum,
            "confirm_facts": policy.confirm_facts,
            **(_source(policy.review) if policy.review else {}),
        },
        "sources": [{"id": s.id, "title": s.title, "url": s.url, "seen": s.seen} for s in policy.sources],
        "gaps": policy.gaps,
    }


def _source(source: SourcedPlace) -> dict[str, str]:
    return {"document": source.document, "place": source.place}
