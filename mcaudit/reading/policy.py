"""Reads a state's policy and refuses what refers to nothing, names no source, or waives what cannot be waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from mcaudit.errors import InputError, Problem
from mcaudit.model import (
    Edition,
    JsonObject,
    Level,
    Policy,
    PolicySource,
    Purpose,
    RequiredDesired,
    Setting,
    SettingKind,
    SettingValue,
    SourcedPlace,
    Statement,
    Waiver,
)
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.structure import did_you_mean, problems_in, validator_for
from mcaudit.reading.text import read_text
from mcaudit.reading.tree import Document, escape, read_document

POLICY_FORMAT = "mcaudit-policy/1"
_CURRENCY = "/recognizers/formal_currency/currencies/*"


def policy_names() -> tuple[str, ...]:
    """Return the names of the shipped policies, found by listing their folder."""
    return tuple(sorted(path.stem for path in (criteria_folder() / "policies").glob("*.yaml")))


def find_policy(name: str) -> Path:
    """Return the file of a policy given by the name of a shipped one or by its path; raise InputError for neither."""
    shipped = criteria_folder() / "policies" / f"{name}.yaml"
    if name in policy_names():
        return shipped
    path = Path(name)
    if path.suffix or path.exists():
        return path
    help = did_you_mean(name, policy_names()) or "name a policy file"
    raise InputError([Problem(path=name, message=f"there is no policy called `{name}`", help=help)])


def read_policy(edition: Edition, path: Path) -> Policy:
    """Read the policy at `path`; raise InputError with everything that is wrong with it."""
    document = read_document(read_text(path, of="policy"))
    data = document.data
    if not isinstance(data, Mapping) or data.get("format") != POLICY_FORMAT:
        help = f"a policy begins with the line `format: {POLICY_FORMAT}`"
        raise InputError([document.text.problem("this is no policy", help, at=document.place("/format"))])
    problems = problems_in(document, _validator(edition))
    if not problems:
        found = sorted(_contradictions(edition, document), key=lambda problem: (problem.line or 0, problem.column or 0))
        problems = tuple(found[:MAX_PROBLEMS])
    if problems:
        raise InputError(problems)
    return _policy(document)


def check_in_force(policy: Policy, day: str) -> None:
    """Raise InputError where a policy does not hold on a day (YYYY-MM-DD): its audits would be wrong."""
    if policy.in_force_from and day < policy.in_force_from:
        message = f"the policy `{policy.id}` holds from {policy.in_force_from}, and the audit is dated {day}"
    elif policy.in_force_until and day > policy.in_force_until:
        message = f"the policy `{policy.id}` held until {policy.in_force_until}, and the audit is dated {day}"
    else:
        return
    help = "give another --date, or the policy that holds on that day"
    raise InputError([Problem(path=policy.path, message=message, help=help)])


@cache
def policy_schema(edition: Edition) -> JsonObject:
    """Return the JSON Schema of a policy, with the settings that the edition knows and the words that they may use."""
    base = packaged_schema("policy")
    settings = {
        name: {
            "title": setting.title,
            "description": setting.description,
            "type": "object",
            "properties": {
                "value": {"$ref": f"#/$defs/{setting.kind}", **_words(edition, setting)},
                "source": {"$ref": "#/$defs/source"},
                "note": {"type": "string"},
            },
            "required": ["value", "source"],
            "additionalProperties": False,
        }
        for name, setting in edition.settings.items()
    }
    known = {**base["properties"]["settings"], "properties": settings, "additionalProperties": False}
    return {**base, "properties": {**base["properties"], "settings": known}}


@cache
def _validator(edition: Edition) -> Draft202012Validator:
    return validator_for(policy_schema(edition))


def _words(edition: Edition, setting: Setting) -> JsonObject:
    """Return what limits the entries of a setting to the words that a profile has for them, where it has a list."""
    match setting.kind:
        case SettingKind.CURRENCIES:
            kinds, units = _listed(edition, f"{_CURRENCY}/kind"), _listed(edition, f"{_CURRENCY}/unit")
            return {"items": {"properties": {"kind": kinds, "unit": units}}}
        case SettingKind.RATES:
            units = _listed(edition, f"{_CURRENCY}/unit")
            return {"items": {"properties": {"one": units, "unit": units}}}
        case SettingKind.NAMES:
            lists = [_listed(edition, place) for place in setting.compares]
            return {"items": {"enum": [word for each in lists for word in each["enum"]]}} if all(lists) else {}
        case _:
            return {}


def _listed(edition: Edition, place: str) -> JsonObject:
    """Return a schema of the words that a field of an answer takes; it is empty where the field takes any text."""
    component, key, *steps = place.strip("/").split("/")
    answers = {(sub.component, sub.key): sub.answer for sub in edition.subcomponents}
    schema: Any = {"properties": answers.get((component, key), {})}
    for step in steps:
        schema = schema.get("items", {}) if step == "*" else schema.get("properties", {}).get(step, {})
    return {"enum": schema["enum"]} if "enum" in schema else {}


# --- what a schema cannot see --------------------------------------------------------------------


def _contradictions(edition: Edition, document: Document) -> Iterator[Problem]:
    data = document.data

    def problem(pointer: str, message: str, help: str) -> Problem:
        return document.text.problem(message, help, at=document.values.get(pointer) or document.place(pointer))

    if data["edition"] != edition.id:
        yield problem(
            "/edition", f"it tailors `{data['edition']}`, and the edition is `{edition.id}`", "check the edition"
        )
    for pointer, source in _sources({key: value for key, value in data.items() if key != "sources"}, ""):
        if source["document"] not in data["sources"]:
            message = f"`{source['document']}` is no entry of `sources`"
            yield problem(f"{pointer}/document", message, did_you_mean(source["document"], data["sources"]))
    for pointer, day in _days(data, ""):
        if not _is_a_day(day):
            yield problem(pointer, f"{day} is no day", "write a day of the calendar as YYYY-MM-DD")
    levels = {criterion.id: criterion.level for criterion in edition.criteria}
    for index, entry in enumerate(data.get("requires", ())):
        yield from _desired(entry["criterion"], levels, lambda m, h, i=index: problem(f"/requires/{i}/criterion", m, h))
    waivable = {group.id for sub in edition.subcomponents for group in sub.groups}
    members = {c.id: c.group for c in edition.criteria if c.group}
    waivable |= {c.id for c in edition.criteria if c.level is Level.REQUIRED and not c.group}
    for index, entry in enumerate(data.get("waivers", ())):
        name, at = entry["requirement"], f"/waivers/{index}/requirement"
        if name in members:
            yield problem(
                at, f"`{name}` is one of several alternatives and needs no waiver", f"waive `{members[name]}`"
            )
        elif name in levels and levels[name] is Level.DESIRED:
            yield problem(at, f"`{name}` is desired, and nothing enforces it", "remove the waiver")
        elif name not in waivable:
            yield problem(at, f"`{name}` is no requirement of this edition", did_you_mean(name, waivable))


def _desired(name: str, levels: Mapping[str, Level], problem: Any) -> Iterator[Problem]:
    if name not in levels:
        yield problem(f"`{name}` is no criterion of this edition", did_you_mean(name, levels))
    elif levels[name] is Level.REQUIRED:
        yield problem(f"`{name}` is required anyway", "only desired criteria can be required by a state")


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
    return Policy(
        id=data["id"],
        title=data["title"],
        state=data["state"],
        path=document.text.path,
        sha256=document.text.sha256,
        sources=tuple(PolicySource(id=name, **entry) for name, entry in data["sources"].items()),
        settings={
            name: SettingValue(value=entry["value"], source=_place(entry["source"]), note=entry.get("note", ""))
            for name, entry in data.get("settings", {}).items()
        },
        requires=tuple(
            RequiredDesired(criterion=entry["criterion"], source=_place(entry["source"]))
            for entry in data.get("requires", ())
        ),
        purposes=tuple(
            Purpose(purpose=entry["purpose"], text=entry["text"], source=_place(entry["source"]))
            for entry in data.get("purposes", ())
        ),
        says=tuple(Statement(text=entry["text"], source=_place(entry["source"])) for entry in data.get("says", ())),
        waivers=tuple(
            Waiver(**{**entry, "profiles": tuple(entry.get("profiles", ()))}) for entry in data.get("waivers", ())
        ),
        review=_place(review["source"]) if review else None,
        quorum=review.get("quorum", 2),
        confirm_facts=review.get("confirm_facts") == "yes",
        settle_alone=review.get("settle_alone") == "yes",
        in_force=_place(force["source"]) if force else None,
        in_force_from=force.get("from", ""),
        in_force_until=force.get("until", ""),
        gaps=data.get("gaps", ""),
    )


def _place(source: Mapping[str, Any]) -> SourcedPlace:
    page = f"p. {source['page']}" if "page" in source else ""
    return SourcedPlace(document=source["document"], place=", ".join(p for p in (page, source.get("section", "")) if p))
