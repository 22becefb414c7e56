"""The form of a profile as HTML: one file that loads nothing, works from disk, and saves a file for `intake read`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from mcaudit.forms.templating import form_page, form_script
from mcaudit.model import Edition, JsonObject, Profile, Subcomponent
from mcaudit.model.edition import Outcome
from mcaudit.model.fields import Field, FieldKind, field_at, profile_fields
from mcaudit.model.states import state_name

_PACKAGE = "mcaudit.forms.intake"
_SCRIPTS = ("yaml.js", "addressed.js", "complete.js", "controls.js", "intake.js")
_STRICT = '"use strict";'
_SOURCE_MAP = "//# sourceMappingURL="
_GOOD = (Outcome.MET, Outcome.SUGGESTS_MET)
_ANY_OF = {"dossier": ("url", "path", "kept")}
"""Fields of an entry of which one is needed, as the schema has it."""


def intake_html(edition: Edition, profile: Profile) -> bytes:
    """Return a form in which a profile is described, filled with what the profile says so far."""
    data = {**intake_data(edition), "profile": profile.content}
    helps = {sub.id: _help(edition, sub) for sub in edition.subcomponents}
    state = "more than one state" if profile.state == "national" else state_name(profile.state)
    return form_page(
        _PACKAGE, "intake", intake_script(), data, edition=edition, profile=profile, state=state, helps=helps
    )


def intake_script() -> str:
    """Return the script of the form."""
    folder = files(_PACKAGE) / "vendored"
    # The license of the library that reads YAML must go with it.
    license = f"/*! js-yaml\n{(folder / 'js-yaml.LICENSE').read_text(encoding='utf-8')}*/"
    reader = (folder / "js-yaml.min.js").read_text(encoding="utf-8").partition(_SOURCE_MAP)[0]
    return "\n".join((_STRICT, license, reader, form_script(_PACKAGE, _SCRIPTS)))


def _help(edition: Edition, sub: Subcomponent) -> Mapping[str, Any]:
    """Return what helps to answer a question: an example in words, and where the evidence usually is."""
    answer = field_at(edition, f"{sub.component}.{sub.key}")
    assert answer is not None
    examples = (each for criterion in sub.criteria for each in criterion.examples.all() if each.gives in _GOOD)
    given = (each.profile.get(sub.component, {}).get(sub.key) for each in examples)
    return {
        "example": next((in_words(answer, each) for each in given if each), ""),
        "evidence": tuple(dict.fromkeys(place for criterion in sub.criteria for place in criterion.evidence_lives_in)),
    }


def in_words(field: Field, value: Any) -> str:
    """Return an answer in words, its fields by their titles."""
    if isinstance(value, Mapping):
        titles = {each.key: each for each in field.fields}
        parts = (f"{titles[key].title}: {in_words(titles[key], each)}" for key, each in value.items() if key in titles)
        return "; ".join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(in_words(field, each) for each in value)
    return str(value).replace("_", " ") if field.codes else str(value)


# --- what the script works with ------------------------------------------------------------------


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
