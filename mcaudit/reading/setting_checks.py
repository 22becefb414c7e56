"""Finds what a schema cannot see in an edition's settings: criteria and places that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcaudit.errors import Problem
from mcaudit.reading.structure import did_you_mean
from mcaudit.reading.tree import Document

_COMPARED = ("names", "at_least")
_BY_SETTING = ("facts_if_set", "reviewer_with_setting")


def check_settings(
    head: Document, vocabulary: Document, settings: Document, parts: Sequence[Document]
) -> Iterator[Problem]:
    """Yield what contradicts the rest of the edition, in settings and in the criteria that name one."""
    components = {str(entry["number"]): entry["key"] for entry in head.data["components"]}
    answers = {f"{components.get(part.data['id'][0])}/{part.data['key']}": part.data["answer"] for part in parts}
    criteria = {criterion["id"]: criterion for part in parts for criterion in part.data["criteria"]}
    for name, setting in settings.data["settings"].items():
        at = f"/settings/{name}"
        if (setting["kind"] in _COMPARED) != ("compares" in setting):
            told = "`compares` does not fit" if "compares" in setting else "`compares` is missing"
            help = "settings of kind names and at_least compare, others do not"
            message = f"`{name}` is of kind {setting['kind']}, and {told}"
            yield settings.text.problem(message, help, at=settings.keys[at])
        for index, place in enumerate(setting.get("compares", ())):
            if not _is_place(place, answers, vocabulary.data["derived"]):
                yield _problem(settings, f"{at}/compares/{index}", f"`{place}` is no field of an answer", "check it")
        for effect in ("decides", "tightens"):
            for index, criterion in enumerate(setting.get(effect, ())):
                yield from _effect(settings, f"{at}/{effect}/{index}", effect, criterion, criteria)
    for part in parts:
        yield from _undecided(part, settings.data["settings"])


def _is_place(place: str, answers: Mapping[str, Any], derived: Mapping[str, Any]) -> bool:
    steps = place.strip("/").split("/")
    if steps[0] == "derived":
        return len(steps) > 1 and steps[1] in derived
    return len(steps) > 2 and steps[2] in answers.get("/".join(steps[:2]), {})  # noqa: PLR2004  component/key/field


def _effect(
    settings: Document, at: str, part: str, criterion: str, criteria: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    if criterion not in criteria:
        yield _problem(
            settings, at, f"`{criterion}` is no criterion of this edition", did_you_mean(criterion, criteria)
        )
    elif (criteria[criterion]["decided_by"] in _BY_SETTING) != (part == "decides"):
        help = "a setting decides criteria that depend on the state's own rules, and tightens others"
        yield _problem(settings, at, f"`{criterion}` cannot stand under `{part}`", help)


def _undecided(part: Document, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the criteria that a setting should decide, and none does."""
    decided = {name for setting in settings.values() for name in setting.get("decides", ())}
    for index, criterion in enumerate(part.data["criteria"]):
        if criterion["decided_by"] in _BY_SETTING and criterion["id"] not in decided:
            message = f"{criterion['id']}: no setting in settings.yaml decides it"
            yield _problem(part, f"/criteria/{index}/decided_by", message, "name it under the `decides` of a setting")


def _problem(document: Document, pointer: str, message: str, help: str) -> Problem:
    return document.text.problem(message, help, at=document.values.get(pointer) or document.place(pointer))
