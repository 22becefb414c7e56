"""What a form of a profile works with: its fields, the criteria, and the places that state each of them."""

from __future__ import annotations

from typing import Any

from mcaudit.model import Edition, JsonObject, Subcomponent
from mcaudit.model.fields import Field, FieldKind, profile_fields

_ANY_OF = {"dossier": ("url", "path", "kept")}
"""Fields of an entry of which one is needed, as the schema has it."""


def intake_data(edition: Edition) -> JsonObject:
    """Return the data of a form, of an edition alone: plain values that JSON can hold."""
    return {
        "edition": edition.id,
        "fields": [_field(field) for field in profile_fields(edition).fields],
        "placeholders": sorted(edition.placeholders),
        "groups": {group.id: list(group.members) for sub in edition.subcomponents for group in sub.groups},
        "answers": [_answer(edition, sub) for sub in edition.subcomponents],
        "criteria": [
            {
                "id": criterion.id,
                "sub": sub.id,
                "title": criterion.title,
                "required": criterion.level == "required",
                "places": list(criterion.stated_by),
            }
            for sub in edition.subcomponents
            for criterion in sub.criteria
        ],
    }


def _answer(edition: Edition, sub: Subcomponent) -> JsonObject:
    skip = sub.skip
    skipped = [
        each.id
        for each in edition.criteria
        if skip and (each.id in skip.criteria or each.id.partition("-")[0] in skip.subcomponents)
    ]
    return {
        "id": sub.id,
        "title": sub.title,
        "place": f"{sub.component}/{sub.key}",
        "optional": sub.optional,
        "claimable": [each.id for each in sub.criteria if each.may_be_not_applicable],
        "skip": skip and {"field": skip.field, "value": skip.value, "criteria": skipped, "answers": skip.subcomponents},
    }


def _field(field: Field) -> dict[str, Any]:
    if field.key == "citation" or field.is_apart:
        kind = "apart" if field.is_apart else "citation"
        return {"key": field.key, "kind": kind, "title": field.title, "needed": field.required, "fields": []}
    said: dict[str, Any] = {"key": field.key, "kind": str(field.kind), "title": field.title, "hint": field.description}
    if field.has_fields:
        said["fields"] = [_field(inner) for inner in field.fields]
    if field.kind is FieldKind.CHOICE or field.codes:
        said["codes"] = list(field.codes)
    limits = {"least": field.least, "most": field.most, "longest": field.longest, "whole": field.whole}
    said |= {"several": field.several, "needed": field.required, "any": _ANY_OF.get(field.key)}
    return {key: value for key, value in {**said, **limits}.items() if value or key == "hint"}
