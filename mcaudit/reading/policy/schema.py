"""Assembles the JSON Schema of a policy from the settings of an edition and the words that its profiles use."""

from __future__ import annotations

from functools import cache
from typing import Any, assert_never

from mcaudit.model import Edition, JsonObject, Setting, SettingKind, States
from mcaudit.reading.explain import OTHERWISE
from mcaudit.reading.packaged import packaged_schema

_CURRENCY = "/recognizers/formal_currency/currencies/*"
_FORMS = "/issuers/form/forms/*"
_GIVEN_BESIDES = ("license", "license_level", "license_endorsement", "leadership_role")
"""What a rule may give that is not a currency of 5A."""
_ORGANIZATION_KIND = "/organization/kind"
"""The end of a place that looks up the kind of an organization."""
OTHER = "other"


@cache
def policy_schema(edition: Edition) -> JsonObject:
    """Return the JSON Schema of a policy, with the settings that the edition knows and the words that they may use."""
    base = packaged_schema("policy")
    settings = {name: _one_or_several(_value_schema(edition, setting)) for name, setting in edition.settings.items()}
    known = {**base["properties"]["settings"], "properties": settings, "additionalProperties": False}
    return {
        **base,
        "properties": {**base["properties"], "settings": known},
        "$defs": {**base["$defs"], **_words_of_rules(edition, base["$defs"])},
    }


def _words_of_rules(edition: Edition, known: JsonObject) -> JsonObject:
    """Return the parts of a rule that take words of the edition: forms, kinds of organizations, currencies, units."""
    gives, provider = known["gives"]["properties"], known["provider_need"]["properties"]
    kinds = {"enum": [*_listed(edition, f"{_CURRENCY}/kind")["enum"], *_GIVEN_BESIDES], OTHERWISE: _named_other("kind")}
    return {
        "form_need": {**known["form_need"], "items": _listed(edition, _FORMS)},
        "unit": {**known["unit"], **_currency_words(edition, "unit", "unit")},
        "gives": {**known["gives"], "properties": {**gives, "kind": {**gives["kind"], **kinds}}},
        "provider_need": {
            **known["provider_need"],
            "properties": {**provider, "kinds": {**provider["kinds"], "items": _organization_kinds(edition)}},
        },
    }


def _organization_kinds(edition: Edition) -> JsonObject:
    """Return a schema of the kinds that an organization may be of, as a profile names them."""
    return {"enum": edition.profile_base["$defs"]["organization_entry"]["properties"]["kind"]["enum"]}


def _one_or_several(schema: JsonObject) -> JsonObject:
    """Return a schema of one entry or of a list of them, whose errors are those of the form that was written."""
    named = {key: schema[key] for key in ("title", "description")}
    return {**named, "if": {"type": "array"}, "then": {"minItems": 1, "items": schema}, "else": schema}


def _value_schema(edition: Edition, setting: Setting) -> JsonObject:
    parts: dict[str, JsonObject] = {
        "value": _value(edition, setting),
        "source": {"$ref": "#/$defs/source"},
        "note": {"type": "string"},
        "scope": {"$ref": "#/$defs/scope"},
    }
    if setting.kind in (SettingKind.NAMES, SettingKind.CURRENCIES):
        what = "Whether the list is complete: a profile that gives something else then does not meet the criterion."
        parts["complete"] = {"description": what, "$ref": "#/$defs/yes_no"}
    if setting.states is States.FACT_IF_STATE_WIDE:
        what = "Whether the state provides it for everyone, so that no profile needs to repeat it."
        parts["state_wide"] = {"description": what, "$ref": "#/$defs/yes_no"}
    return {
        "title": setting.title,
        "description": setting.description,
        "type": "object",
        "properties": parts,
        "required": ["value", "source"],
        "additionalProperties": False,
    }


def _value(edition: Edition, setting: Setting) -> JsonObject:
    """Return a schema of a setting's value, limited to the words that a profile has for it, where it has a list."""
    base: JsonObject = {"$ref": f"#/$defs/{setting.kind}"}
    match setting.kind:
        case SettingKind.CURRENCIES:
            words = {key: _currency_words(edition, key, key) for key in ("kind", "unit", "basis")}
            return {**base, "items": {"properties": words}}
        case SettingKind.RATES:
            words = {key: _currency_words(edition, "unit", key) for key in ("one", "unit")}
            return {**base, "items": {"properties": words}}
        case SettingKind.NAMES:
            lists = [_listed(edition, place) for place in setting.compares]
            known = list(dict.fromkeys(word for each in lists for word in each.get("enum", ())))
            return {**base, "items": {"enum": known}} if all(lists) else base
        case SettingKind.AT_LEAST if setting.words:
            description = f"A number, such as 15, or {' or '.join(setting.words)}."
            word = {"enum": list(setting.words), "description": description}
            return {"description": description, "if": {"type": "string"}, "then": word, "else": base}
        case SettingKind.AT_LEAST:
            return base
        case other:
            assert_never(other)


def _currency_words(edition: Edition, of: str, key: str) -> JsonObject:
    """Return the words that a currency has for something, and how to name what is not among them."""
    listed = _listed(edition, f"{_CURRENCY}/{of}")
    if not listed or key == "basis":
        return listed
    return {**listed, OTHERWISE: _named_other(key)}


def _named_other(key: str) -> str:
    return f"if it is not listed, write `{key}: {OTHER}` and its name as `{key}_name`"


def _listed(edition: Edition, place: str) -> JsonObject:
    """Return a schema of the words that a field of an answer takes; it is empty where the field takes any text."""
    if place.endswith(_ORGANIZATION_KIND):
        return _organization_kinds(edition)
    component, key, *steps = place.strip("/").split("/")
    answers = {(sub.component, sub.key): sub.answer for sub in edition.subcomponents}
    schema: Any = {"properties": answers.get((component, key), {})}
    for step in (step.partition("~")[0] for step in steps):
        schema = schema.get("items", {}) if step == "*" else schema.get("properties", {}).get(step, {})
    return {"enum": schema["enum"]} if "enum" in schema else {}
