"""Reads an edition's files, refuses what contradicts itself, and builds the model."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcaudit.errors import EditionError, InputError, Problem
from mcaudit.model import (
    Component,
    Criterion,
    Decider,
    DerivedFact,
    Edition,
    FailingExample,
    Group,
    Level,
    Note,
    PassingExample,
    Skip,
    SourcePlace,
    StateSetting,
    Subcomponent,
    Work,
    WorkReference,
)
from mcaudit.reading.edition_checks import check_edition
from mcaudit.reading.packaged import criteria_folder, packaged_schema
from mcaudit.reading.structure import problems_in, validator_for
from mcaudit.reading.text import read_text
from mcaudit.reading.tree import Document, read_document

DEFAULT_EDITION = "v1.0"


@cache
def default_edition() -> Edition:
    """Read the edition that mcaudit is shipped with, once."""
    return read_edition(criteria_folder() / DEFAULT_EDITION)


def read_edition(folder: Path) -> Edition:
    """Read and check the edition in `folder`; raise EditionError with file and line where it is not valid."""
    try:
        head = _read(folder / "edition.yaml", "edition")
        vocabulary = _read(folder / "vocabulary.yaml", "vocabulary")
        works = _read(folder / "sources.yaml", "works")
        parts = [_read(path, "subcomponent") for path in sorted(folder.glob("[0-9]*-*/*.yaml"))]
    except InputError as error:
        raise EditionError(error.problems) from error
    if not parts:
        message = "the edition has no subcomponents"
        raise EditionError(
            [
                Problem(
                    path=folder.as_posix(),
                    message=message,
                    help="write one YAML file each, in folders such as 1-developers",
                )
            ]
        )
    problems = check_edition(head, vocabulary, works, parts)
    if problems:
        raise EditionError(problems)
    return _edition(head, vocabulary, works, parts)


def _read(path: Path, schema: str) -> Document:
    document = read_document(read_text(path))
    problems = problems_in(document, _validator(schema))
    if problems:
        raise EditionError(problems)
    return document


@cache
def _validator(name: str) -> Any:
    return validator_for(packaged_schema(name))


# --- to the model --------------------------------------------------------------------------------


def _edition(head: Document, vocabulary: Document, works: Document, parts: list[Document]) -> Edition:
    data = head.data
    texts = [head.text, vocabulary.text, works.text, *(part.text for part in parts)]
    return Edition(
        id=data["id"],
        title=data["title"],
        publisher=data["publisher"],
        published=data["published"],
        sha256=sha256("".join(text.sha256 for text in texts).encode("ascii")).hexdigest(),
        components=tuple(_component(entry, parts) for entry in data["components"]),
        works=tuple(_work(entry) for entry in works.data["works"]),
        interpretations=tuple(_note(entry) for entry in data["interpretations"]),
        discrepancies=tuple(_note(entry) for entry in data["discrepancies"]),
        definitions={**vocabulary.data["fields"], **vocabulary.data["needs"]},
        derived=tuple(
            DerivedFact(name=name, description=entry["description"], reads=tuple(entry["from"]))
            for name, entry in vocabulary.data["derived"].items()
        ),
    )


def _component(entry: Mapping[str, Any], parts: Iterable[Document]) -> Component:
    mine = [part for part in parts if part.data["id"].startswith(str(entry["number"]))]
    mine.sort(key=lambda part: str(part.data["id"]))
    return Component(**entry, subcomponents=tuple(_subcomponent(entry["key"], part) for part in mine))


def _subcomponent(component: str, part: Document) -> Subcomponent:
    data = part.data
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
            _criterion(part, index, entry, (component, data["key"]), group_of.get(entry["id"], ""))
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


def _criterion(part: Document, index: int, entry: Mapping[str, Any], answer: tuple[str, str], group: str) -> Criterion:
    state = entry.get("state")
    prefix = "/" + "/".join(answer)
    passing, failing = _examples(part, f"/criteria/{index}/examples", entry, answer)
    return Criterion(
        id=entry["id"],
        level=Level(entry["level"]),
        text=entry["text"],
        place=entry["place"],
        decided_by=Decider(entry["decided_by"]),
        because=entry["because"],
        reads=tuple(place if place.startswith("/") else f"{prefix}/{place}" for place in entry["reads"]),
        over_profile=entry.get("over") == "profile",
        rule=entry["rule"],
        remedy=entry["remedy"],
        state=StateSetting(**state) if state else None,
        may_be_not_applicable=entry.get("may_be_not_applicable", ""),
        evidence_lives_in=tuple(entry["evidence_lives_in"]),
        group=group,
        passing=passing,
        failing=failing,
    )


def _examples(
    part: Document, at: str, entry: Mapping[str, Any], answer: tuple[str, str]
) -> tuple[tuple[PassingExample, ...], tuple[FailingExample, ...]]:
    def whole(example: Mapping[str, Any]) -> dict[str, Any]:
        component, key = answer
        return dict(example["profile"]) if "profile" in example else {component: {key: example["answer"]}}

    def place(pointer: str) -> SourcePlace:
        position = part.values[pointer]
        return SourcePlace(path=part.text.path, line=position.line, column=position.column)

    passing = tuple(
        PassingExample(about=example["about"], profile=whole(example), place=place(f"{at}/pass/{index}"))
        for index, example in enumerate(entry["examples"]["pass"])
    )
    prefix = () if entry.get("over") == "profile" else answer
    failing = []
    for index, example in enumerate(entry["examples"]["fail"]):
        if "at" in example:
            changed = altered(passing[example.get("of", 1) - 1].profile, (*prefix, *example["at"].split("/")), example)
        else:
            changed = whole(example)
        broken = example.get("breaks", example.get("at", ""))
        failing.append(
            FailingExample(
                about=example["about"],
                profile=changed,
                breaks=tuple("*" if step.isdigit() else step for step in broken.split("/")) if broken else (),
                place=place(f"{at}/fail/{index}"),
            )
        )
    return passing, tuple(failing)


def altered(profile: Mapping[str, Any], path: tuple[str, ...], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of `profile` in which the place at `path` holds `change["value"]`, or is gone.

    Raise KeyError or IndexError when there is no such place to alter.
    """
    result = copy.deepcopy(dict(profile))
    holder: Any = result
    for step in path[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    last: Any = int(path[-1]) if isinstance(holder, list) else path[-1]
    if "value" in change:
        holder[last] = change["value"]
    else:
        del holder[last]
    return result


def _work(entry: Mapping[str, Any]) -> Work:
    printed = {name: tuple(forms) for name, forms in entry.get("as_printed", {}).items()}
    return Work(**{**entry, "as_printed": printed})


def _note(entry: Mapping[str, Any]) -> Note:
    return Note(id=entry["id"], about=tuple(entry["about"]), text=entry["text"], choice=entry["choice"])
