"""Finds what a schema cannot see in a policy: unknown references, dates that do not exist, and impossible waivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mcaudit.errors import Problem
from mcaudit.model import Edition, JsonObject, Level
from mcaudit.model.places import escaped
from mcaudit.model.values import is_day
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.policy.rule_checks import Wrong, sources_in, unknown, wrong_rules
from mcaudit.reading.policy.schema import OTHER

_NAMED = ("kind", "unit", "one")
"""Codes beside which a name stands for what is not listed."""


def contradictions(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield what contradicts itself, its sources, or the edition."""
    data, problem = document.data, document.problem
    if data["edition"] != edition.id:
        message = f"it tailors `{data['edition']}`, but the edition is `{edition.id}`"
        yield problem("/edition", message, "check the edition")
    for pointer, source in sources_in({key: value for key, value in data.items() if key != "sources"}, ""):
        if source["document"] not in data["sources"]:
            message = f"unknown document `{source['document']}`: it is not under `sources`"
            yield problem(f"{pointer}/document", message, did_you_mean(source["document"], data["sources"]))
    for pointer, day in _days(data):
        if not is_day(day):
            yield problem(pointer, f"{day} is not a valid date", "write a day of the calendar as YYYY-MM-DD")
    enough = data.get("statements_enough", {}).get("criteria", ())
    levels = {criterion.id: criterion.level for criterion in edition.criteria}
    members = {criterion.id: criterion.group for criterion in edition.criteria if criterion.group}
    found = (
        *_not_desired(data, levels),
        *_not_waivable(data, levels, members),
        *unknown(enough, {*levels, *members.values()}, "/statements_enough/criteria", "criterion"),
        *_wrong_values(data),
        *_wrong_conflicts(data),
        *wrong_rules(edition, data),
    )
    for pointer, message, help in found:
        yield problem(pointer, message, help)


def _not_desired(data: JsonObject, levels: Mapping[str, Level]) -> Wrong:
    for index, entry in enumerate(data.get("requires", ())):
        name, at = entry["criterion"], f"/requires/{index}/criterion"
        if name not in levels:
            yield at, f"unknown criterion `{name}`", did_you_mean(name, levels)
        elif levels[name] is Level.REQUIRED:
            yield at, f"`{name}` is already required", "list only desired criteria here"


def _not_waivable(data: JsonObject, levels: Mapping[str, Level], members: Mapping[str, str]) -> Wrong:
    alone = {name for name, level in levels.items() if level is Level.REQUIRED and name not in members}
    required_here = {entry["criterion"] for entry in data.get("requires", ())}
    waivable = alone | set(members.values()) | required_here
    for index, entry in enumerate(data.get("waivers", ())):
        name, at = entry["requirement"], f"/waivers/{index}/requirement"
        if name in members:
            yield at, f"`{name}` is one of several alternatives and needs no waiver", f"waive `{members[name]}`"
        elif levels.get(name) is Level.DESIRED and name not in required_here:
            yield at, f"`{name}` is desired and not enforced", "remove the waiver"
        elif name not in waivable:
            yield at, f"unknown requirement `{name}`", did_you_mean(name, waivable)


def _wrong_values(data: JsonObject) -> Wrong:
    """Yield what a value of a setting says twice over: a name beside a listed code, a scope beside state-wide."""
    for at, entry in _values_of(data):
        if entry.get("scope") and entry.get("state_wide") == "yes":
            yield f"{at}/scope", "it cannot be state-wide and have a scope", "remove one of them"
        listed = entry["value"] if isinstance(entry["value"], list) else ()
        for index, each in enumerate(listed):
            for key in _NAMED if isinstance(each, Mapping) else ():
                if f"{key}_name" in each and each.get(key) != OTHER:
                    message = f"`{key}_name` names what is not listed, so `{key}` must be {OTHER}"
                    yield f"{at}/value/{index}/{key}_name", message, f"write `{key}: {OTHER}`, or remove `{key}_name`"


def _values_of(data: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield the entries of every setting with the JSON Pointer to each."""
    for name, entry in data.get("settings", {}).items():
        at = f"/settings/{name}"
        if isinstance(entry, list):
            yield from ((f"{at}/{index}", each) for index, each in enumerate(entry))
        else:
            yield at, entry


def _wrong_conflicts(data: JsonObject) -> Wrong:
    for index, entry in enumerate(data.get("conflicts", ())):
        name = entry.get("setting")
        if name is not None and name not in data.get("settings", {}):
            help = did_you_mean(name, data.get("settings", {})) or "name one of its `settings`, or remove the line"
            yield f"/conflicts/{index}/setting", f"the policy does not set `{name}`", help


def _days(data: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield every day with the JSON Pointer to it."""
    for name, source in data["sources"].items():
        yield f"/sources/{escaped(name)}/seen", source["seen"]
    for index, waiver in enumerate(data.get("waivers", ())):
        yield f"/waivers/{index}/expires", waiver["expires"]
    rules = ((f"/purposes/{index}", rule) for index, rule in enumerate(data.get("purposes", ())))
    for at, holder in (("/in_force", data.get("in_force", {})), *rules):
        yield from ((f"{at}/{name}", holder[name]) for name in ("from", "until") if name in holder)
