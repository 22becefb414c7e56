"""Finds what a schema cannot see in an edition's settings: unknown criteria and places, and parts that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcaudit.errors import Problem
from mcaudit.model import Decider, SettingKind
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.parsing.tree import Document

_COMPARED = (SettingKind.NAMES, SettingKind.AT_LEAST, SettingKind.CURRENCIES)
_FITS: Mapping[str, tuple[SettingKind, ...]] = {
    "compares": _COMPARED,
    "words": (SettingKind.AT_LEAST,),
    "states": (SettingKind.NAMES, SettingKind.CURRENCIES),
    "kinds": (SettingKind.CURRENCIES,),
}
"""Parts of a setting, and the kinds of setting that may have them."""
_NEEDED = ("compares", "kinds")
"""Parts that every setting of those kinds has."""
_DECIDED = (Decider.FACTS_IF_SET, Decider.REVIEWER_WITH_SETTING)


def check_settings(
    head: Document, vocabulary: Document, settings: Document, parts: Sequence[Document]
) -> Iterator[Problem]:
    """Yield what contradicts the rest of the edition, in settings and in the criteria that they decide."""
    components = {str(entry["number"]): entry["key"] for entry in head.data["components"]}
    answers = {f"{components.get(part.data['id'][0])}/{part.data['key']}": part.data["answer"] for part in parts}
    criteria = {criterion["id"]: criterion for part in parts for criterion in part.data["criteria"]}
    for name, setting in settings.data["settings"].items():
        at = f"/settings/{name}"
        yield from _parts_that_do_not_fit(settings, name, setting)
        for index, place in enumerate(setting.get("compares", ())):
            if not _is_place(place, answers, vocabulary.data["derived"]):
                yield settings.problem(f"{at}/compares/{index}", f"`{place}` is not a field of an answer", "check it")
        for effect in ("decides", "tightens"):
            for index, criterion in enumerate(setting.get(effect, ())):
                yield from _effect(settings, f"{at}/{effect}/{index}", effect, criterion, criteria)
        yield from _kinds(settings, name, setting)
    yield from _undecided(settings.data["settings"], parts)


def _parts_that_do_not_fit(settings: Document, name: str, setting: Mapping[str, Any]) -> Iterator[Problem]:
    kind = setting["kind"]
    for part, kinds in _FITS.items():
        if part in setting and kind not in kinds:
            fault, help = f"`{part}` does not fit", f"remove it: only settings of kind {_listed(kinds)} have it"
        elif part not in setting and kind in kinds and part in _NEEDED:
            fault, help = f"`{part}` is missing", f"add it: settings of kind {_listed(kinds)} have it"
        else:
            continue
        message = f"`{name}` is of kind {kind}, and {fault}"
        yield settings.text.problem(message, help, at=settings.keys[f"/settings/{name}"])


def _listed(kinds: Sequence[SettingKind]) -> str:
    return f"{', '.join(kinds[:-1])} and {kinds[-1]}" if len(kinds) > 1 else kinds[0]


def _kinds(settings: Document, name: str, setting: Mapping[str, Any]) -> Iterator[Problem]:
    kinds, decided = setting.get("kinds", {}), setting.get("decides", ())
    for criterion in kinds:
        if criterion not in decided:
            message = f"`{name}` gives kinds for {criterion} but does not decide it"
            help = f"name {criterion} under its `decides`, or remove the line"
            yield settings.text.problem(message, help, at=settings.keys[f"/settings/{name}/kinds/{criterion}"])
    for index, criterion in enumerate(decided):
        if kinds and criterion not in kinds:
            message = f"`{name}` decides {criterion} but gives no kinds for it"
            yield settings.problem(f"/settings/{name}/decides/{index}", message, "name them under its `kinds`")


def _is_place(place: str, answers: Mapping[str, Any], derived: Mapping[str, Any]) -> bool:
    steps = place.strip("/").split("/")
    if steps[0] == "derived":
        return len(steps) > 1 and steps[1] in derived
    return len(steps) > 2 and steps[2] in answers.get("/".join(steps[:2]), {})  # noqa: PLR2004  component/key/field


def _effect(
    settings: Document, at: str, part: str, criterion: str, criteria: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    if criterion not in criteria:
        yield settings.problem(at, f"unknown criterion `{criterion}`", did_you_mean(criterion, criteria))
        return
    decided_by = criteria[criterion]["decided_by"]
    if (part == "decides" and decided_by not in _DECIDED) or (part == "tightens" and decided_by != Decider.FACTS):
        help = f"a setting decides criteria that say {' or '.join(_DECIDED)}, and tightens those that say facts"
        yield settings.problem(at, f"`{criterion}` is decided by {decided_by}, so not under `{part}`", help)


def _undecided(settings: Mapping[str, Any], parts: Sequence[Document]) -> Iterator[Problem]:
    """Yield the criteria that wait for a setting that does not exist."""
    decided = {criterion for setting in settings.values() for criterion in setting.get("decides", ())}
    for part in parts:
        for index, criterion in enumerate(part.data["criteria"]):
            if criterion["decided_by"] in _DECIDED and criterion["id"] not in decided:
                message = f"{criterion['id']} is decided by {criterion['decided_by']}, but no setting decides it"
                help = f"name {criterion['id']} under the `decides` of a setting in settings.yaml"
                yield part.problem(f"/criteria/{index}/decided_by", message, help)
