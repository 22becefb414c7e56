"""Finds what a schema cannot see in a policy's rules for purposes: references, sources that are not the state's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mcaudit.model import Binding, Edition, JsonObject
from mcaudit.model.places import entries_in, escaped
from mcaudit.model.purposes import Whose
from mcaudit.model.states import STATES
from mcaudit.reading.near import did_you_mean

Wrong = Iterator[tuple[str, str, str]]
"""JSON Pointer, message, and help."""
_OF_ACCEPTANCE = ("needs", "gives", "limit", "decided_by", "checked_by", "measures")
"""What only a rule that accepts has."""
_WHOLE = ("stack", "program")


def wrong_rules(edition: Edition, data: JsonObject) -> Wrong:
    """Yield what is wrong with the rules of a policy, with `conflicts` about them, and with `reciprocity`."""
    seen: set[str] = set()
    for index, rule in enumerate(data.get("purposes", ())):
        at = f"/purposes/{index}"
        if "id" in rule and rule["id"] in seen:
            yield f"{at}/id", f"two rules have the id `{rule['id']}`", "give each rule an id of its own"
        seen.add(rule.get("id", ""))
        yield from _one_rule(edition, data, rule, at)
    for index, conflict in enumerate(data.get("conflicts", ())):
        name = conflict.get("rule")
        if name is not None and name not in seen:
            help = did_you_mean(name, seen - {""}) or "name the id of a rule, or remove the line"
            yield f"/conflicts/{index}/rule", f"no rule under `purposes` has the id `{name}`", help
    yield from _wrong_adoptions(edition, data)


def _one_rule(edition: Edition, data: JsonObject, rule: JsonObject, at: str) -> Wrong:
    if "from" in rule and "until" in rule and rule["until"] < rule["from"]:
        message = f"the rule ends on {rule['until']}, before it begins on {rule['from']}"
        yield f"{at}/until", message, "check the two days"
    if "accepts" not in rule:
        return
    if rule["purpose"] == "other":
        help = "name a purpose of the list, or remove `accepts`"
        yield f"{at}/accepts", "a rule whose purpose is other is text only", help
    if rule["accepts"] == "no":
        for key in (key for key in _OF_ACCEPTANCE if key in rule):
            yield f"{at}/{key}", f"a rule that refuses has no `{key}`", f"remove `{key}`, or write `accepts: yes`"
    for pointer, source in sources_in(rule, at):
        document = data["sources"].get(source["document"], {})
        if document and document.get("whose") != Whose.STATE:
            yield f"{pointer}/document", *_not_the_states_own(source["document"], document)
    needs = list(_needs_in(rule, at))
    for pointer, need in needs:
        yield from _wrong_need(edition, data, need, pointer)
    if rule.get("gives", {}).get("per") in _WHOLE and not any("part_of" in need for _, need in needs):
        message = f"it is given for a whole {rule['gives']['per']}, but no condition says which"
        yield f"{at}/gives/per", message, "add `part_of` under `needs`, with the name or the members of the series"


def _not_the_states_own(name: str, document: Mapping[str, str]) -> tuple[str, str]:
    if "whose" in document:
        message = f"`{name}` is not the state's own word, so it cannot be the source of a rule"
        return message, "record what it says under `says`, or name a document of the state"
    message = f"a rule rests on `{name}`, but that source does not say whose word it is"
    return message, f"add `whose: state` to `{name}` under `sources` if it is the state's own; otherwise use `says`"


def _needs_in(rule: JsonObject, at: str) -> Iterator[tuple[str, JsonObject]]:
    """Yield the conditions of a rule that stand alone, each with its JSON Pointer."""
    for index, need in enumerate(rule.get("needs", ())):
        pointer = f"{at}/needs/{index}"
        if "any_of" in need:
            yield from ((f"{pointer}/any_of/{each}", inner) for each, inner in enumerate(need["any_of"]))
        else:
            yield pointer, need


def _wrong_need(edition: Edition, data: JsonObject, need: JsonObject, at: str) -> Wrong:
    criteria = {criterion.id for criterion in edition.criteria}
    groups = {group.id for sub in edition.subcomponents for group in sub.groups}
    yield from unknown(need.get("criteria", ()), criteria, f"{at}/criteria", "criterion")
    yield from unknown(need.get("requirements", ()), criteria | groups, f"{at}/requirements", "requirement")
    listed = need.get("provider", {}).get("listed")
    if listed and listed not in data.get("settings", {}):
        yield f"{at}/provider/listed", f"the policy does not set `{listed}`", f"add `{listed}` under `settings`"
    unit = need.get("at_least", {}).get("unit", "")
    if unit == "other" and "unit_name" not in need["at_least"]:
        yield f"{at}/at_least/unit", "the unit is other, and has no name", "add its name as `unit_name`"


def unknown(names: Collection[str], known: Collection[str], at: str, what: str) -> Wrong:
    """Yield the names in a list that are not known; `what` they should be, in a word."""
    for index, name in enumerate(names):
        if name not in known:
            yield f"{at}/{index}", f"unknown {what} `{name}`", did_you_mean(name, known)


def _wrong_adoptions(edition: Edition, data: JsonObject) -> Wrong:
    bound = {criterion.id: criterion.state.binding is Binding.BOUND for criterion in edition.criteria}
    for index, each in enumerate(data.get("reciprocity", {}).get("decisions_of", ())):
        at = f"/reciprocity/decisions_of/{index}"
        if each["state"] == data["state"]:
            yield f"{at}/state", "it is the policy's own state", "name another state, or remove the entry"
        elif each["state"] not in STATES.values():
            yield f"{at}/state", f"`{each['state']}` is not a state", "write its two-letter postal code"
        names = each["criteria"] if isinstance(each["criteria"], list) else ()
        yield from unknown(names, bound, f"{at}/criteria", "criterion")
        for place, name in enumerate(names):
            if bound.get(name):
                message = f"{name} depends on the state, so a decision made elsewhere does not answer it here"
                yield f"{at}/criteria/{place}", message, "list only criteria that depend on no state"


def sources_in(value: Any, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every `source` within a value, with its JSON Pointer."""
    for key, inner in entries_in(value):
        if key == "source" and isinstance(inner, Mapping):
            yield f"{at}/source", inner
        else:
            yield from sources_in(inner, f"{at}/{escaped(key)}")
