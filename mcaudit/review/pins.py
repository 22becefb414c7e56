"""Pins each decision to what it was made on, so that it is stale once that changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, assert_never

from mcaudit.audit.stated import Bearing, overlaps
from mcaudit.audit.subject import Case
from mcaudit.audit.support import citations_for
from mcaudit.model import (
    Binding,
    Citation,
    Criterion,
    JsonObject,
    Pins,
    Profile,
    Setting,
    SettingValue,
    criteria_set,
    places_bearing,
)
from mcaudit.model.places import entries_in, texts_in, value_in

_Path = tuple[str, ...]


def pins_of(case: Case) -> Mapping[str, Pins]:
    """Return the pins of every criterion, with the documents that the profile cites for it."""
    documents = document_pins(case.profile)
    places = places_bearing(case.edition)
    return {each.id: _pins(case, each, places[each.id], documents) for each in case.edition.criteria}


def places_pinned(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Return, for each criterion, the places that a decision on it is pinned to, and the organizations named there."""
    places = places_bearing(case.edition)
    found = {}
    for name, mine in places.items():
        values = _canonical(_found_at(case, mine))
        organizations = _organizations(case.profile.content, values)
        found[name] = (*mine, *("/".join(path) for path in organizations))
    return found


def document_pins(profile: Profile) -> Mapping[str, str]:
    """Return the pin of each document of a dossier: of its entry, and of its file if it is local."""
    dossier: Mapping[str, Any] = profile.content.get("dossier") or {}
    return {name: hashed([entry, profile.hashes.get(name, "")]) for name, entry in dossier.items()}


def reviewing_state(case: Case) -> str:
    """Return the state for which a profile is audited: the policy's, or else the profile's own."""
    return case.policy.state if case.policy else case.profile.state


def is_bound(case: Case, criterion: Criterion) -> bool:
    """Return whether what is decided about a criterion holds only for the state that reviews."""
    match criterion.state.binding:
        case Binding.NEUTRAL:
            return False
        case Binding.BOUND:
            return True
        case Binding.BOUND_IF_SET:
            return bool(_settings(case, criterion))
        case other:
            assert_never(other)


def hashed(value: Any) -> str:
    """Return the SHA-256 of JSON data, in which the order of names does not count."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode("utf-8", errors="surrogateescape")).hexdigest()


def _pins(case: Case, criterion: Criterion, places: tuple[str, ...], documents: Mapping[str, str]) -> Pins:
    case = case.seen_by(criterion)
    found = _found_at(case, places)
    values = _canonical(found)
    organizations = _organizations(case.profile.content, values)
    statements = case.statements.valid(criterion.id)
    conflicts = [each for each in case.conflicts if any(overlaps(place, each.pointer) for place in places)]
    filled = [Bearing(path, value) for path, value in {**values, **organizations}.items() if value is not None]
    cited = [
        *citations_for(case.profile, case.edition, filled),
        *(citation for each in statements for citation in each.citations),
        *(citation for each in conflicts for _, citation in each.says if citation),
    ]
    besides = {
        "statements": [each.text for each in statements],
        "conflicts": [[each.pointer, [said for said, _ in each.says]] for each in conflicts],
        "citations": sorted({(citation.document, citation.place) for citation in cited}),
        "claim": case.applies.claimed.get(criterion.id),
    }
    bound = is_bound(case, criterion)
    return Pins(
        meaning=criterion.meaning,
        fields=_fields_pin({**values, **organizations}, besides),
        earlier_fields=_fields_pin({**{each.path: each.value for each in found}, **organizations}, besides),
        documents=cited_pins(cited, documents),
        state=reviewing_state(case) if bound else "",
        setting=_setting_pin(case, criterion) if bound else "",
    )


def _fields_pin(values: Mapping[_Path, Any], besides: JsonObject) -> str:
    return hashed({"values": {"/".join(path): value for path, value in values.items()}, **besides})


def cited_pins(cited: Sequence[Citation], documents: Mapping[str, str]) -> Mapping[str, str]:
    """Return the pins of the documents that are cited, of those that have one."""
    names = dict.fromkeys(citation.document for citation in cited)
    return {name: documents[name] for name in names if name in documents}


# --- what bears on a criterion -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """What a profile has at a place, as written; `rest` are the steps below it to a place that is not there."""

    path: _Path
    rest: _Path
    value: Any
    in_list: bool


def _found_at(case: Case, places: tuple[str, ...]) -> Sequence[_Found]:
    """Return what the profile has at some places; for each entry of a list also what is not there."""
    content, facts = case.profile.content, case.facts
    return [each for place in places for each in _within(content, facts, tuple(place.split("/")), (), in_list=False)]


def _within(value: Any, facts: Any, steps: _Path, path: _Path, *, in_list: bool) -> Iterator[_Found]:
    if not steps:
        yield _Found(path, (), value, in_list)
        return
    step, _, wanted = steps[0].partition("~")
    if step != "*":
        if isinstance(value, Mapping):
            yield from _within(value.get(step), value_in(facts, step), steps[1:], (*path, step), in_list=in_list)
        else:  # nothing, or a text where the place leads further
            yield _Found(path, steps, value, in_list)
        return
    for name, inner in _entries(value):
        normal = value_in(facts, name)
        if not wanted or _has_code(normal, wanted):
            yield from _within(inner, normal, steps[1:], (*path, name), in_list=True)


def _canonical(found: Sequence[_Found]) -> Mapping[_Path, Any]:
    """Return what stands at each place, and None where an entry of a list has nothing at one.

    Other places at which nothing stands are left out, so that nothing changes when another field of the same answer
    is filled first.
    """
    values: dict[_Path, Any] = {each.path: each.value for each in found if each.value is not None}
    for each in found:
        if each.value is None and each.in_list and not any(step.startswith("*") for step in each.rest):
            values[(*each.path, *each.rest)] = None
    return values


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    if value is None or isinstance(value, Mapping | list | tuple):
        yield from entries_in(value)
    else:
        yield "0", value


def _has_code(normal: Any, wanted: str) -> bool:
    key, _, codes = wanted.partition("=")
    said = normal.get(key) if isinstance(normal, Mapping) else None
    return isinstance(said, list) and bool(set(codes.split("|")).intersection(said))


def _organizations(content: JsonObject, values: Mapping[_Path, Any]) -> Mapping[_Path, Any]:
    """Return the entries of the organizations that values refer to by short name, and of those they belong to."""
    known: Mapping[str, Any] = content.get("organizations") or {}
    found: dict[_Path, Any] = {}
    texts = [text for value in values.values() for text in texts_in(value)]
    while texts:
        text = texts.pop()
        path = ("organizations", text)
        if text in known and path not in found:
            found[path] = known[text]
            texts.extend(texts_in(known[text]))
    return found


# --- what a state sets ---------------------------------------------------------------------------


def _settings(case: Case, criterion: Criterion) -> Mapping[str, list[JsonObject]]:
    """Return what the policy sets for a criterion, by setting."""
    found = {}
    for name, values in case.policy.settings.items() if case.policy else ():
        setting = case.edition.settings[name]
        if criterion.id in (*criteria_set(setting, values), *setting.tightens):
            found[name] = [_set(setting, criterion, each) for each in values]
    return found


def _set(setting: Setting, criterion: Criterion, value: SettingValue) -> JsonObject:
    kinds = setting.kinds.get(criterion.id, ())
    listed = value.value
    if kinds and not value.complete:  # what the state says about other kinds does not bear on it
        listed = [entry for entry in listed if entry["kind"] in kinds]
    return {"value": listed, "complete": value.complete, "scope": value.scope, "state_wide": value.state_wide}


def _setting_pin(case: Case, criterion: Criterion) -> str:
    """Return the pin of what the policy sets for a criterion; empty if it sets nothing."""
    settings = _settings(case, criterion)
    disputed = [name for name in settings if case.policy and case.policy.is_disputed(name)]
    return hashed([settings, disputed]) if settings else ""
