"""Reads a state's policy and rejects unknown references, missing sources, and waivers that are not possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from jsonschema import Draft202012Validator

from mcaudit.errors import InputError, Problem
from mcaudit.model import (
    Edition,
    JsonObject,
    Level,
    Policy,
    PolicyConflict,
    PolicySource,
    Purpose,
    RequiredDesired,
    Setting,
    SettingKind,
    SettingValue,
    SourcedPlace,
    Statement,
    States,
    Waiver,
)
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.structure import OTHERWISE, did_you_mean, problems_in, validator_for
from mcaudit.reading.text import read_text
from mcaudit.reading.tree import Document, escape, read_document

POLICY_FORMAT = "mcaudit-policy/1"
_CURRENCY = "/recognizers/formal_currency/currencies/*"
_OTHER = "other"
_NAMED = ("kind", "unit", "one")
"""Codes beside which a name stands for what is not listed."""


def policy_names() -> tuple[str, ...]:
    """Return the names of the shipped policies, found by listing their folder."""
    return tuple(sorted(path.stem for path in (criteria_folder() / "policies").glob("*.yaml")))


def find_policy(name: str) -> Path:
    """Return the file of a policy, given the name of a shipped one or a path; raise InputError for an unknown name."""
    shipped = criteria_folder() / "policies" / f"{name}.yaml"
    if name in policy_names():
        return shipped
    path = Path(name)
    if path.suffix or path.exists():
        return path
    help = did_you_mean(name, policy_names()) or "name a policy file"
    raise InputError([Problem(path=name, message=f"unknown policy `{name}`", help=help)])


def read_policy(edition: Edition, path: Path) -> Policy:
    """Read the policy at `path`; raise InputError with everything that is wrong with it."""
    document = read_document(read_text(path, of="policy"))
    data = document.data
    if not isinstance(data, Mapping) or data.get("format") != POLICY_FORMAT:
        help = f"a policy starts with the line `format: {POLICY_FORMAT}`"
        raise InputError([document.text.problem("this is not a policy", help, at=document.place("/format"))])
    problems = problems_in(document, _validator(edition))
    if not problems:
        found = sorted(_contradictions(edition, document), key=lambda problem: (problem.line or 0, problem.column or 0))
        problems = tuple(found[:MAX_PROBLEMS])
    if problems:
        raise InputError(problems)
    return _policy(document)


def check_in_force(policy: Policy, day: str) -> None:
    """Raise InputError if a policy is not in force on a day (YYYY-MM-DD)."""
    if policy.in_force_from and day < policy.in_force_from:
        message = f"the policy `{policy.id}` is in force from {policy.in_force_from}, but the audit is dated {day}"
    elif policy.in_force_until and day > policy.in_force_until:
        message = f"the policy `{policy.id}` was in force until {policy.in_force_until}, but the audit is dated {day}"
    else:
        return
    help = "give another --date, or the policy in force on that day"
    raise InputError([Problem(path=policy.path, message=message, help=help)])


@cache
def policy_schema(edition: Edition) -> JsonObject:
    """Return the JSON Schema of a policy, with the settings that the edition knows and the words that they may use."""
    base = packaged_schema("policy")
    settings = {name: _one_or_several(_value_schema(edition, setting)) for name, setting in edition.settings.items()}
    known = {**base["properties"]["settings"], "properties": settings, "additionalProperties": False}
    return {**base, "properties": {**base["properties"], "settings": known}}


@cache
def _validator(edition: Edition) -> Draft202012Validator:
    return validator_for(policy_schema(edition))


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
            known = [word for each in lists for word in each.get("enum", ())]
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
    return {**listed, OTHERWISE: f"if it is not listed, write `{key}: {_OTHER}` and its name as `{key}_name`"}


def _listed(edition: Edition, place: str) -> JsonObject:
    """Return a schema of the words that a field of an answer takes; it is empty where the field takes any text."""
    component, key, *steps = place.strip("/").split("/")
    answers = {(sub.component, sub.key): sub.answer for sub in edition.subcomponents}
    schema: Any = {"properties": answers.get((component, key), {})}
    for step in (step.partition("~")[0] for step in steps):
        schema = schema.get("items", {}) if step == "*" else schema.get("properties", {}).get(step, {})
    return {"enum": schema["enum"]} if "enum" in schema else {}


# --- what a schema cannot see --------------------------------------------------------------------


def _contradictions(edition: Edition, document: Document) -> Iterator[Problem]:
    data = document.data

    def problem(pointer: str, message: str, help: str) -> Problem:
        return document.text.problem(message, help, at=document.values.get(pointer) or document.place(pointer))

    if data["edition"] != edition.id:
        yield problem(
            "/edition", f"it tailors `{data['edition']}`, but the edition is `{edition.id}`", "check the edition"
        )
    for pointer, source in _sources({key: value for key, value in data.items() if key != "sources"}, ""):
        if source["document"] not in data["sources"]:
            message = f"unknown document `{source['document']}`: it is not under `sources`"
            yield problem(f"{pointer}/document", message, did_you_mean(source["document"], data["sources"]))
    for pointer, day in _days(data, ""):
        if not _is_a_day(day):
            yield problem(pointer, f"{day} is not a valid date", "write a day of the calendar as YYYY-MM-DD")
    levels = {criterion.id: criterion.level for criterion in edition.criteria}
    members = {criterion.id: criterion.group for criterion in edition.criteria if criterion.group}
    found = (
        *_not_desired(data, levels),
        *_not_waivable(data, levels, members),
        *_unknown_criteria(data, {*levels, *members.values()}),
        *_wrong_values(data),
        *_wrong_conflicts(data),
    )
    for pointer, message, help in found:
        yield problem(pointer, message, help)


_Wrong = Iterator[tuple[str, str, str]]
"""JSON Pointer, message, and help."""


def _not_desired(data: JsonObject, levels: Mapping[str, Level]) -> _Wrong:
    for index, entry in enumerate(data.get("requires", ())):
        name, at = entry["criterion"], f"/requires/{index}/criterion"
        if name not in levels:
            yield at, f"unknown criterion `{name}`", did_you_mean(name, levels)
        elif levels[name] is Level.REQUIRED:
            yield at, f"`{name}` is already required", "list only desired criteria here"


def _not_waivable(data: JsonObject, levels: Mapping[str, Level], members: Mapping[str, str]) -> _Wrong:
    alone = {name for name, level in levels.items() if level is Level.REQUIRED and name not in members}
    waivable = alone | set(members.values())
    for index, entry in enumerate(data.get("waivers", ())):
        name, at = entry["requirement"], f"/waivers/{index}/requirement"
        if name in members:
            yield at, f"`{name}` is one of several alternatives and needs no waiver", f"waive `{members[name]}`"
        elif levels.get(name) is Level.DESIRED:
            yield at, f"`{name}` is desired and not enforced", "remove the waiver"
        elif name not in waivable:
            yield at, f"unknown requirement `{name}`", did_you_mean(name, waivable)


def _unknown_criteria(data: JsonObject, known: Collection[str]) -> _Wrong:
    for index, name in enumerate(data.get("statements_enough", {}).get("criteria", ())):
        if name not in known:
            yield f"/statements_enough/criteria/{index}", f"unknown criterion `{name}`", did_you_mean(name, known)


def _wrong_values(data: JsonObject) -> _Wrong:
    """Yield what a value of a setting says twice over: a name beside a listed code, a scope beside state-wide."""
    for at, entry in _values_of(data):
        if entry.get("scope") and entry.get("state_wide") == "yes":
            yield f"{at}/scope", "it cannot be state-wide and have a scope", "remove one of them"
        listed = entry["value"] if isinstance(entry["value"], list) else ()
        for index, each in enumerate(listed):
            for key in _NAMED if isinstance(each, Mapping) else ():
                if f"{key}_name" in each and each.get(key) != _OTHER:
                    message = f"`{key}_name` names what is not listed, so `{key}` must be {_OTHER}"
                    yield f"{at}/value/{index}/{key}_name", message, f"write `{key}: {_OTHER}`, or remove `{key}_name`"


def _values_of(data: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield the entries of every setting with the JSON Pointer to each."""
    for name, entry in data.get("settings", {}).items():
        at = f"/settings/{name}"
        if isinstance(entry, list):
            yield from ((f"{at}/{index}", each) for index, each in enumerate(entry))
        else:
            yield at, entry


def _wrong_conflicts(data: JsonObject) -> _Wrong:
    for index, entry in enumerate(data.get("conflicts", ())):
        name = entry.get("setting")
        if name is not None and name not in data.get("settings", {}):
            help = did_you_mean(name, data.get("settings", {})) or "name one of its `settings`, or remove the line"
            yield f"/conflicts/{index}/setting", f"the policy does not set `{name}`", help


def _sources(value: Any, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, Mapping):
                yield f"{at}/source", inner
            else:
                yield from _sources(inner, f"{at}/{escape(str(key))}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _sources(inner, f"{at}/{index}")


def _days(data: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for name, source in data["sources"].items():
        yield f"{at}/sources/{escape(name)}/seen", source["seen"]
    for name in ("from", "until"):
        if name in data.get("in_force", {}):
            yield f"{at}/in_force/{name}", data["in_force"][name]
    for index, waiver in enumerate(data.get("waivers", ())):
        yield f"{at}/waivers/{index}/expires", waiver["expires"]


def _is_a_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


# --- to the model --------------------------------------------------------------------------------


def _policy(document: Document) -> Policy:
    data = document.data
    review, force = data.get("review", {}), data.get("in_force", {})
    learning, words = data.get("requires_learning_opportunities", {}), data.get("statements_enough", {})
    return Policy(
        id=data["id"],
        title=data["title"],
        state=data["state"],
        path=document.text.path,
        sha256=document.text.sha256,
        sources=tuple(PolicySource(id=name, **entry) for name, entry in data["sources"].items()),
        settings=_settings(data),
        requires=tuple(
            RequiredDesired(criterion=entry["criterion"], source=_place(entry["source"]))
            for entry in data.get("requires", ())
        ),
        purposes=tuple(
            Purpose(purpose=entry["purpose"], text=entry["text"], source=_place(entry["source"]))
            for entry in data.get("purposes", ())
        ),
        says=_statements(data.get("says", ())),
        conflicts=tuple(
            PolicyConflict(about=entry["about"], setting=entry.get("setting", ""), says=_statements(entry["says"]))
            for entry in data.get("conflicts", ())
        ),
        waivers=tuple(
            Waiver(**{**entry, "profiles": tuple(entry.get("profiles", ()))}) for entry in data.get("waivers", ())
        ),
        review=_place(review["source"]) if review else None,
        quorum=review.get("quorum", 2),
        confirm_facts=review.get("confirm_facts") == "yes",
        settle_alone=review.get("settle_alone") == "yes",
        requires_learning_opportunities=_place(learning["source"]) if learning.get("value") == "yes" else None,
        statements_not_enough=frozenset(words.get("criteria", ())),
        statements_source=_place(words["source"]) if words else None,
        in_force=_place(force["source"]) if force else None,
        in_force_from=force.get("from", ""),
        in_force_until=force.get("until", ""),
        gaps=data.get("gaps", ""),
    )


def _settings(data: JsonObject) -> dict[str, tuple[SettingValue, ...]]:
    return {
        name: tuple(_setting_value(each) for each in (entry if isinstance(entry, list) else (entry,)))
        for name, entry in data.get("settings", {}).items()
    }


def _setting_value(entry: JsonObject) -> SettingValue:
    return SettingValue(
        value=entry["value"],
        source=_place(entry["source"]),
        note=entry.get("note", ""),
        complete=entry.get("complete") == "yes",
        scope=entry.get("scope", ""),
        state_wide=entry.get("state_wide") == "yes",
    )


def _statements(entries: Iterable[JsonObject]) -> tuple[Statement, ...]:
    return tuple(Statement(text=entry["text"], source=_place(entry["source"])) for entry in entries)


def _place(source: Mapping[str, Any]) -> SourcedPlace:
    page = f"p. {source['page']}" if "page" in source else ""
    return SourcedPlace(document=source["document"], place=", ".join(p for p in (page, source.get("section", "")) if p))
