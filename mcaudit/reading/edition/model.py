"""Builds an edition's model from the data of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.model import (
    Component,
    Criterion,
    DerivedFact,
    Edition,
    Examples,
    Note,
    Setting,
    StateBinding,
    Subcomponent,
    Work,
    folded,
)
from mcaudit.reading.building import built
from mcaudit.reading.packaged import packaged_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionData:
    """The data of an edition's files; `parts` are its subcomponents, each with the name of its file."""

    sha256: str
    head: Mapping[str, Any]
    vocabulary: Mapping[str, Any]
    settings: Mapping[str, Any]
    works: Mapping[str, Any]
    parts: Sequence[tuple[str, Mapping[str, Any]]]


def edition_model(data: EditionData) -> Edition:
    """Return the edition that data of checked files describe."""
    head, vocabulary = data.head, data.vocabulary
    return Edition(
        id=head["id"],
        title=head["title"],
        publisher=head["publisher"],
        published=head["published"],
        sha256=data.sha256,
        components=tuple(_component(entry, data.parts) for entry in head["components"]),
        works=tuple(built(Work, entry) for entry in data.works["works"]),
        interpretations=tuple(built(Note, entry) for entry in head["interpretations"]),
        discrepancies=tuple(built(Note, entry) for entry in head["discrepancies"]),
        definitions=vocabulary["fields"],
        profile_base=packaged_schema("profile"),
        placeholders=frozenset(folded(text) for text in vocabulary["placeholders"]),
        number_words={
            word: (ends[0], ends[1] if len(ends) > 1 else None) for word, ends in vocabulary["number_words"].items()
        },
        derived=tuple(
            built(DerivedFact, entry, name=name, reads=tuple(entry["from"]))
            for name, entry in vocabulary["derived"].items()
        ),
        settings={name: built(Setting, entry, name=name) for name, entry in data.settings["settings"].items()},
        former_pins={name: tuple(pins) for name, pins in head.get("former_pins", {}).items()},
    )


def _component(entry: Mapping[str, Any], parts: Iterable[tuple[str, Mapping[str, Any]]]) -> Component:
    mine = [(path, part) for path, part in parts if part["id"].startswith(str(entry["number"]))]
    mine.sort(key=lambda item: str(item[1]["id"]))
    subs = tuple(_subcomponent(entry["key"], path, part) for path, part in mine)
    return built(Component, entry, subcomponents=subs)


def _subcomponent(component: str, path: str, data: Mapping[str, Any]) -> Subcomponent:
    group_of = {member: entry["id"] for entry in data.get("groups", ()) for member in entry["members"]}
    criteria = (
        _criterion(f"{path}#/criteria/{index}", entry, (component, data["key"]), group_of.get(entry["id"], ""))
        for index, entry in enumerate(data["criteria"])
    )
    return built(Subcomponent, data, component=component, answer=data["answer"], criteria=tuple(criteria))


def _criterion(place: str, entry: Mapping[str, Any], answer: tuple[str, str], group: str) -> Criterion:
    state, prefix = entry["state"], "/".join(answer)
    said_by_state, about_others = state.get("said_by") == "state", state.get("about") == "other_states"
    return built(
        Criterion,
        entry,
        stated_by=tuple(each[1:] if each.startswith("/") else f"{prefix}/{each}" for each in entry["stated_by"]),
        state=built(StateBinding, state, said_by_state=said_by_state, about_other_states=about_others),
        group=group,
        examples=Examples(written=tuple(entry["examples"]), answer=answer, place=f"{place}/examples"),
    )
