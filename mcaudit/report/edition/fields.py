"""What a profile can say in a field: its type and choices, the criteria that read it, and an example in YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mcaudit.model import Edition, JsonObject
from mcaudit.model.bearing import places_asked
from mcaudit.model.edition import Outcome
from mcaudit.model.fields import ENTRY, Field, FieldKind, field_at, profile_fields
from mcaudit.terms.fields import SHORT, holds
from mcaudit.terms.yaml_text import yaml_text

_LIKELIEST = (Outcome.MET, Outcome.SUGGESTS_MET, Outcome.WAITS)
_BY_KEY: Mapping[str, Any] = {
    "id": "leading-number-talks",
    "title": "Leading Number Talks",
    "name": "Prairie Center for Teaching",
    "by": "Higher Learning Commission",
    "path": "documents/rubric.pdf",
    "sha256": "0" * 64,
    "page": 12,
    "pages": "12-15",
    "time": "12:30",
    "section": "What to submit",
    "year": 2021,
    "kept": "no",
}
"""Examples of fields that no example of the edition fills, by their key."""
_BY_KIND: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: "What the document says about it, in your own words",
    FieldKind.NUMBER: 12,
    FieldKind.DATE: "2026-03-31",
    FieldKind.ADDRESS: "https://prairie.example.org/number-talks",
    FieldKind.ORGANIZATION: "prairie_center",
    FieldKind.DOCUMENT: "page",
    FieldKind.CRITERION: "1F-6",
}
_NAMES = {"organizations": "prairie_center", "dossier": "page", "for_states": "TN"}
_BESIDE = {"dossier": "url", "conflicts": "field"}
"""What an entry needs beside its required fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDescription:
    """A field, described for readers."""

    place: str
    title: str
    description: str
    holds: str
    criteria: tuple[str, ...]
    """The criteria that it bears on."""
    fields: tuple[tuple[str, str], ...]
    """What may stand inside it, each with what it is."""
    example: str
    """YAML, from the top of a profile; its lines are never wrapped."""


def describe_field(edition: Edition, field: Field) -> FieldDescription:
    """Describe a field for readers."""
    return FieldDescription(
        place=field.place,
        title=field.title,
        description=field.description,
        holds=holds(field),
        criteria=criteria_reading(edition, field),
        fields=tuple((each.key, _in_a_line(each)) for each in field.fields),
        example=yaml_text(example_of(edition, field), folds=False),
    )


def _in_a_line(field: Field) -> str:
    words = f"{field.title}. {field.description}" if field.description else f"{field.title}."
    return f"{words} ({holds(field, SHORT)})"


# --- who reads it --------------------------------------------------------------------------------


def criteria_reading(edition: Edition, field: Field) -> tuple[str, ...]:
    """Return the criteria that a field bears on, alone or with what stands around or inside it."""
    steps = _own_place(field)
    return tuple(
        name
        for name, places in _read(edition).items()
        if any(all(one == other for one, other in zip(steps, place, strict=False)) for place in places)
    )


def _own_place(field: Field) -> list[str]:
    """Return the steps to a field; of an answer for another state, those to the profile's own answer."""
    first, *steps = field.place.split(".")
    return steps[1:] if first == "for_states" and len(steps) > 1 else [first, *steps]


@lru_cache(maxsize=8)
def _read(edition: Edition) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        name: tuple(tuple(step.partition("~")[0] for step in place.split("/")) for place in places)
        for name, places in places_asked(edition).items()
    }


# --- an example ----------------------------------------------------------------------------------


def example_of(edition: Edition, field: Field) -> JsonObject:
    """Return a part of a profile in which the field is filled: from an example of the edition, where one fills it."""
    steps = field.place.split(".")
    given = (_only(field, each) for each in _given(edition, _own_place(field)))
    found = next((each for each in given if each not in (None, {})), None)
    return _around(edition, steps, _made(edition, field) if found is None else found)


def _only(field: Field, value: Any) -> Any:
    """Return of a group only the fields that it may have there: of an answer, not all may differ between states."""
    if field.kind is not FieldKind.GROUP or not isinstance(value, Mapping):
        return value
    kept = {each.key: _only(each, value[each.key]) for each in field.fields if each.key in value}
    return {key: inner for key, inner in kept.items() if inner != {}}


def _given(edition: Edition, steps: list[str]) -> Iterator[Any]:
    """Yield what the edition's examples hold at a place, the best first."""
    for wanted in _LIKELIEST:
        for outcome, profile in _examples(edition):
            if outcome is wanted and (value := _at(profile, steps)) not in (None, "", [], {}):
                yield value


@lru_cache(maxsize=8)
def _examples(edition: Edition) -> tuple[tuple[Outcome, JsonObject], ...]:
    return tuple((each.gives, each.profile) for criterion in edition.criteria for each in criterion.examples.all())


def _at(value: Any, steps: list[str]) -> Any:
    for index, step in enumerate(steps):
        if step == ENTRY:
            entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            return next((found for each in entries if (found := _at(each, steps[index + 1 :])) is not None), None)
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _made(edition: Edition, field: Field) -> Any:
    match field.kind:
        case FieldKind.GROUP | FieldKind.LIST | FieldKind.NAMED:
            made = _entry(edition, field, field.fields[0])
            named = _NAMES.get(field.key, "short_name")
            return made if field.kind is FieldKind.GROUP else [made] if field.kind is FieldKind.LIST else {named: made}
        case FieldKind.CHOICE:
            usual = _BY_KEY.get(field.key)
            value: Any = usual if usual in field.codes else field.codes[0]
        case _:
            value = _single(edition, field)
    return [value] if field.several else value


def _single(edition: Edition, field: Field) -> Any:
    """Return an example of a single value; a field that names another field or a criterion names one that may be."""
    if field.key in ("field", "fields") and (answer := field_at(edition, field.place.rpartition(f".{ENTRY}")[0])):
        around = field_at(edition, answer.place.rpartition(".")[0])
        return around.fields[0].key if around else ""
    if field.kind is FieldKind.CRITERION and f".not_applicable.{ENTRY}" in field.place:
        sub = next(each for each in edition.subcomponents if field.place.startswith(f"{each.component}.{each.key}."))
        return next(each.id for each in sub.criteria if each.may_be_not_applicable)
    return _BY_KEY.get(field.key, _BY_KIND[field.kind])


def _entry(edition: Edition, holder: Field, field: Field, value: Any = None) -> dict[str, Any]:
    """Return an entry or a group in which a field is filled, and what is required beside it."""
    needed = _BESIDE.get(holder.key)
    kept = field.key in ("path", "kept")
    made: dict[str, Any] = {}
    for each in holder.fields:
        if each.key == field.key:
            made[each.key] = _made(edition, each) if value is None else value
        elif each.required or (each.key == needed and not kept):
            made[each.key] = _made(edition, each)
    if field.key == "sha256":
        made["path"] = _BY_KEY["path"]
    if "values" in made and len(made["values"]) == 1:
        made["values"] = [made["values"][0], {**made["values"][0], "value": "Something else"}]
    return made


def _around(edition: Edition, steps: list[str], value: Any) -> dict[str, Any]:
    """Return a value at a place, with what is required around it."""
    for index in range(len(steps) - 1, -1, -1):
        step = steps[index]
        holder = field_at(edition, ".".join(steps[:index])) if index else profile_fields(edition)
        assert holder is not None
        if step == ENTRY:
            value = [value] if holder.kind is FieldKind.LIST else {_NAMES[holder.key]: value}
        elif index:
            inner = next(each for each in holder.fields if each.key == step)
            value = _entry(edition, holder, inner, value)
        else:
            value = {step: value}
    return dict(value)
