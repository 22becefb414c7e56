"""Compares a profile with what a policy sets: satisfied, contradicted, or for a reviewer to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, assert_never

from mcaudit.model import (
    Edition,
    JsonObject,
    Policy,
    Setting,
    SettingKind,
    SettingValue,
    SourcedPlace,
    States,
    Suggestion,
    criteria_set,
    least,
    same_name,
)
from mcaudit.model.values import UNLIMITED, NumberWords
from mcaudit.settings.currencies import OTHER, Fit, claimed, denials, fit, in_words, number_in_words, states_how_much
from mcaudit.settings.places import Found, found_at, names_of

Result = Literal["satisfied", "contradicted", "undecided"]

_SUGGESTS: Mapping[Result, Suggestion] = {
    "satisfied": Suggestion.MET,
    "contradicted": Suggestion.NOT_MET,
    "undecided": Suggestion.NONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingResult:
    """What a policy's setting makes of a profile."""

    setting: str
    result: Result
    states_fact: bool
    """Whether the policy itself is the fact and nothing in the profile speaks against it; it is then satisfied."""
    found: tuple[str, ...]
    """What the profile says, in words."""
    needed: tuple[str, ...]
    """What the policy sets, in words; any one is enough."""
    source: SourcedPlace
    places: tuple[str, ...]
    """JSON Pointers to what was compared in the profile: if satisfied, only to what satisfies it."""
    suggests: Suggestion = Suggestion.NONE
    """What it suggests to reviewers; a setting with a scope suggests and leaves the result undecided."""
    scope: str = ""
    """For whom or for what the policy says that it holds; empty if for every micro-credential."""
    by_criterion: Mapping[str, SettingResult] = field(default_factory=dict)
    """For currencies, the result for each criterion that the listed kinds bear on."""


def policy_results(edition: Edition, policy: Policy, view: JsonObject) -> Mapping[str, SettingResult]:
    """Return, for each setting of a policy that compares, what it makes of a profile in normal form."""
    results: dict[str, SettingResult] = {}
    for name, values in policy.settings.items():
        setting = edition.settings[name]
        if setting.kind is not SettingKind.RATES:
            result = _setting_result(setting, values, policy.state, view, edition.number_words)
            results[name] = _disputed(result) if policy.is_disputed(name) else result
    return results


def for_criterion(
    edition: Edition, results: Mapping[str, SettingResult], criterion_id: str
) -> tuple[SettingResult, ...]:
    """Return the results that bear on a criterion; none if the policy sets nothing for it."""
    found = []
    for name, result in results.items():
        setting = edition.settings[name]
        if criterion_id in (*setting.decides, *setting.tightens):
            mine = result.by_criterion.get(criterion_id) if setting.kinds else result
            if mine is not None:
                found.append(mine)
    return tuple(found)


def combined(results: Sequence[SettingResult]) -> Result:
    """Return what several settings on one criterion make of it: they are alternatives, and one is enough."""
    said = {result.result for result in results}
    if "satisfied" in said:
        return "satisfied"
    return "contradicted" if said == {"contradicted"} else "undecided"


def policy_facts(results: Mapping[str, SettingResult]) -> dict[str, Any]:
    """Return what stands under `derived.policy` in a facts document, so that any JSON Schema validator can read it.

    What a setting of several kinds makes of each criterion stands under its `criteria`; see `fact_place`.
    """
    return {name: _facts(result) for name, result in results.items()}


def _facts(result: SettingResult) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "result": result.result,
        "states_fact": "yes" if result.states_fact else "no",
        "found": list(result.found),
        "needed": list(result.needed),
    }
    if result.suggests is not Suggestion.NONE:
        facts["suggests"] = result.suggests
    if result.scope:
        facts["scope"] = result.scope
    if result.by_criterion:
        facts["criteria"] = {name: _facts(each) for name, each in result.by_criterion.items()}
    return facts


# --- one setting -----------------------------------------------------------------------------------


def _setting_result(
    setting: Setting, values: Sequence[SettingValue], state: str, view: JsonObject, number_words: NumberWords
) -> SettingResult:
    if setting.kind is SettingKind.CURRENCIES:
        each = {
            name: _best([_by_currency(setting, value, state, view, setting.kinds[name]) for value in values])
            for name in criteria_set(setting, values)
        }
        every = tuple(dict.fromkeys(kind for kinds in setting.kinds.values() for kind in kinds))
        shown = _best([_by_currency(setting, value, state, view, every) for value in values])
        results = tuple(each.values())  # over the criteria that they bear on, of which one is enough
        return replace(
            shown,
            result=combined(results),
            states_fact=any(result.states_fact for result in results),
            suggests=_suggested(results),
            by_criterion=each,
        )
    return _best([_by_place(setting, value, state, view, number_words) for value in values])


def _best(results: Sequence[SettingResult]) -> SettingResult:
    """Return the result of alternative values of one setting, with what any of them needs."""
    whole = combined(results)
    shown = max(
        (result for result in results if result.result == whole),
        key=lambda result: (result.states_fact, result.suggests is Suggestion.MET),
    )
    others = () if whole == "satisfied" else (place for result in results for place in result.places)
    return replace(
        shown,
        suggests=_suggested(results),
        needed=tuple(dict.fromkeys(words for result in results for words in result.needed)),
        places=tuple(dict.fromkeys((*shown.places, *others))),
    )


def _suggested(results: Iterable[SettingResult]) -> Suggestion:
    """Return what alternatives suggest: met if one of them does, not met only if all do."""
    said = {result.suggests for result in results}
    if Suggestion.MET in said:
        return Suggestion.MET
    return Suggestion.NOT_MET if said == {Suggestion.NOT_MET} else Suggestion.NONE


def _disputed(result: SettingResult) -> SettingResult:
    """Return a result that settles nothing, because the state's own sources disagree about the setting."""
    return replace(
        result,
        result="undecided",
        states_fact=False,
        suggests=Suggestion.NONE,
        by_criterion={name: _disputed(each) for name, each in result.by_criterion.items()},
    )


def _made(
    setting: Setting,
    value: SettingValue,
    result: Result,
    found: Iterable[str],
    needed: Iterable[str],
    places: Iterable[str],
    *,
    states_fact: bool = False,
) -> SettingResult:
    return SettingResult(
        setting=setting.name,
        result="undecided" if value.scope else result,
        states_fact=states_fact and not value.scope,
        found=tuple(dict.fromkeys(found)),
        needed=tuple(dict.fromkeys(needed)),
        source=value.source,
        places=tuple(dict.fromkeys(places)),
        suggests=_SUGGESTS[result],
        scope=value.scope,
    )


def _is_fact(setting: Setting, value: SettingValue) -> bool:
    match setting.states:
        case States.NOTHING:
            return False
        case States.FACT:
            return not value.scope
        case States.FACT_IF_STATE_WIDE:
            return value.state_wide and not value.scope
        case other:
            assert_never(other)


# --- names and minimums ----------------------------------------------------------------------------


def _by_place(
    setting: Setting, value: SettingValue, state: str, view: JsonObject, number_words: NumberWords
) -> SettingResult:
    found = [each for place in setting.compares for each in found_at(view, place, state)]
    if setting.kind is SettingKind.AT_LEAST:
        return _by_minimum(setting, value, found, number_words)
    return _by_name(setting, value, view, found)


def _by_minimum(
    setting: Setting, value: SettingValue, found: Sequence[Found], number_words: NumberWords
) -> SettingResult:
    minimum = least(value.value, number_words)
    numbers = [(each, each.value) for each in found if isinstance(each.value, Mapping)]
    enough = [each for each, number in numbers if number.get("low", -1) >= minimum]
    if enough:
        result: Result = "satisfied"
    elif numbers and all("high" in number and number["high"] < minimum for _, number in numbers):
        result = "contradicted"
    else:
        result = "undecided"
    needed = "unlimited" if minimum >= UNLIMITED else f"at least {number_in_words(minimum)}"
    places = [each.pointer for each in enough or found]
    return _made(setting, value, result, map(_words, (each.value for each in found)), [needed], places)


def _by_name(setting: Setting, value: SettingValue, view: JsonObject, found: Sequence[Found]) -> SettingResult:
    accepted = [str(name) for name in value.value]
    named = [(each, names_of(view, each.value)) for each in found if isinstance(each.value, str)]
    listed = [each for each, names in named if any(same_name(name, one) for name in names for one in accepted)]
    matches = [each for each in listed if each.value != OTHER]
    satisfying = [each for each in matches if each.sure]
    legible = len(named) == len(found) and not any(each.value == OTHER for each in found)
    states_fact = _is_fact(setting, value) and (bool(satisfying) or not found)
    if satisfying or states_fact:
        result: Result = "satisfied"
    elif value.complete and found and legible and not matches:
        result = "contradicted"
    else:
        result = "undecided"
    words = [_words(names[0]) for _, names in named] + [_words(e.value) for e in found if not isinstance(e.value, str)]
    places = [each.pointer for each in satisfying or found]
    return _made(setting, value, result, words, map(_words, accepted), places, states_fact=states_fact)


def _words(value: Any) -> str:
    """Return a value in words: a number, a code of a list without its underscores, or a text as it is."""
    if isinstance(value, Mapping):
        if "host" in value:
            return "/".join(filter(None, (value["host"], value.get("path"))))
        return number_in_words(value)
    text = str(value)
    return text.replace("_", " ") if text.islower() else text


# --- currencies ------------------------------------------------------------------------------------


def _by_currency(
    setting: Setting, value: SettingValue, state: str, view: JsonObject, kinds: Collection[str]
) -> SettingResult:
    """Compare the currencies of some kinds with an entry of the policy, and what the policy itself says they are."""
    listed = [entry for entry in value.value if entry["kind"] in kinds]
    given = [each for place in setting.compares for each in claimed(view, place, state, kinds)]
    denied = [each for place in setting.compares for each in denials(view, place, kinds)]
    wanted = [entry for entry in listed if entry["kind"] not in {kind for kind, _ in denied}]
    certain = [each for each in given if each.here and each.awarded]
    fits = {each.pointer: min((fit(each.entry, entry) for entry in wanted), default=Fit.DIFFERENT) for each in certain}
    equal = [each for each in certain if fits[each.pointer] is Fit.EQUAL]
    agree = all(fits.get(each.pointer) in (Fit.EQUAL, Fit.SILENT) for each in given if each.here)
    states_fact = _is_fact(setting, value) and agree and any(map(states_how_much, wanted))
    all_differ = bool(given) and len(certain) == len(given) and set(fits.values()) == {Fit.DIFFERENT}
    if equal or states_fact:
        result: Result = "satisfied"
    elif value.complete and all_differ and not denied:
        result = "contradicted"
    else:
        result = "undecided"
    words = [*(in_words(each.entry) for each in given), *(f"not {in_words({'kind': kind})}" for kind, _ in denied)]
    needed = listed or (value.value if value.complete else ())
    places = [each.pointer for each in equal or given] + [pointer for _, pointer in denied]
    return _made(setting, value, result, words, map(in_words, needed), places, states_fact=states_fact)
