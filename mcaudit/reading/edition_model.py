"""Builds an edition's model from the data of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.model import (
    Binding,
    Component,
    Criterion,
    Decider,
    DerivedFact,
    Edition,
    Effort,
    Examples,
    Group,
    Level,
    Note,
    Setting,
    SettingKind,
    Skip,
    StateBinding,
    States,
    Subcomponent,
    Work,
    WorkReference,
    folded,
)
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
        works=tuple(_work(entry) for entry in data.works["works"]),
        interpretations=tuple(_note(entry) for entry in head["interpretations"]),
        discrepancies=tuple(_note(entry) for entry in head["discrepancies"]),
        definitions=vocabulary["fields"],
        profile_base=packaged_schema("profile"),
        placeholders=frozenset(folded(text) for text in vocabulary["placeholders"]),
        number_words={
            word: (ends[0], ends[1] if len(ends) > 1 else None) for word, ends in vocabulary["number_words"].items()
        },
        derived=tuple(
            DerivedFact(
                name=name,
                description=entry["description"],
                reads=tuple(entry["from"]),
                compared_with=tuple(entry.get("compared_with", ())),
            )
            for name, entry in vocabulary["derived"].items()
        ),
        settings={name: _setting(name, entry) for name, entry in data.settings["settings"].items()},
        former_pins={name: tuple(pins) for name, pins in head.get("former_pins", {}).items()},
    )


def _component(entry: Mapping[str, Any], parts: Iterable[tuple[str, Mapping[str, Any]]]) -> Component:
    mine = [(path, part) for path, part in parts if part["id"].startswith(str(entry["number"]))]
    mine.sort(key=lambda item: str(item[1]["id"]))
    return Component(**entry, subcomponents=tuple(_subcomponent(entry["key"], path, part) for path, part in mine))


def _subcomponent(component: str, path: str, data: Mapping[str, Any]) -> Subcomponent:
    groups = tuple(
        Group(id=entry["id"], text=entry["text"], members=tuple(entry["members"])) for entry in data.get("groups", ())
    )
    group_of = {member: group.id for group in groups for member in group.members}
    return Subcomponent(
        id=data["id"],
        key=data["key"],
        component=component,
        title=data["title"],
        question=data["question"],
        place=data["place"],
        optional=data.get("optional", False),
        skip=_skip(data.get("skip")),
        sources=tuple(WorkReference(**entry) for entry in data["sources"]),
        answer=data["answer"],
        groups=groups,
        criteria=tuple(
            _criterion(f"{path}#/criteria/{index}", entry, (component, data["key"]), group_of.get(entry["id"], ""))
            for index, entry in enumerate(data["criteria"])
        ),
    )


def _skip(entry: Mapping[str, Any] | None) -> Skip | None:
    if entry is None:
        return None
    return Skip(
        field=entry["field"],
        value=entry["value"],
        criteria=tuple(entry["criteria"]),
        subcomponents=tuple(entry["subcomponents"]),
    )


def _criterion(place: str, entry: Mapping[str, Any], answer: tuple[str, str], group: str) -> Criterion:
    state = entry["state"]
    prefix = "/".join(answer)
    return Criterion(
        id=entry["id"],
        level=Level(entry["level"]),
        title=entry["title"],
        text=entry["text"],
        place=entry["place"],
        meaning=entry["meaning"],
        decided_by=Decider(entry["decided_by"]),
        because=entry["because"],
        stated_by=tuple(each[1:] if each.startswith("/") else f"{prefix}/{each}" for each in entry["stated_by"]),
        met_when=entry.get("met_when"),
        not_met_when=entry.get("not_met_when"),
        remedy=entry["remedy"],
        effort=Effort(entry["effort"]) if "effort" in entry else None,
        state=StateBinding(
            binding=Binding(state["binding"]),
            because=state["because"],
            said_by_state=state.get("said_by") == "state",
            about_other_states=state.get("about") == "other_states",
        ),
        formerly_read=tuple(entry.get("formerly_read", ())),
        may_be_not_applicable=entry.get("may_be_not_applicable", ""),
        evidence_lives_in=tuple(entry["evidence_lives_in"]),
        group=group,
        examples=Examples(written=tuple(entry["examples"]), answer=answer, place=f"{place}/examples"),
    )


def _setting(name: str, entry: Mapping[str, Any]) -> Setting:
    return Setting(
        name=name,
        title=entry["title"],
        description=entry["description"],
        kind=SettingKind(entry["kind"]),
        compares=tuple(entry.get("compares", ())),
        decides=tuple(entry.get("decides", ())),
        tightens=tuple(entry.get("tightens", ())),
        words=tuple(entry.get("words", ())),
        states=States(entry.get("states", "")),
        kinds={criterion: tuple(kinds) for criterion, kinds in entry.get("kinds", {}).items()},
    )


def _work(entry: Mapping[str, Any]) -> Work:
    printed = {name: tuple(forms) for name, forms in entry.get("as_printed", {}).items()}
    return Work(**{**entry, "as_printed": printed})


def _note(entry: Mapping[str, Any]) -> Note:
    return Note(id=entry["id"], about=tuple(entry["about"]), text=entry["text"], choice=entry["choice"])
