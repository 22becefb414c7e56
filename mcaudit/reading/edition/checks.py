"""Finds what a schema cannot see in an edition: names that refer to nothing, rules without proof."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from mcaudit.errors import EditionError, Problem
from mcaudit.model.places import escaped
from mcaudit.model.schemas import references
from mcaudit.reading.edition.condition_checks import Shapes, condition_problems, place_problems
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.packaged import packaged_schema
from mcaudit.reading.parsing.tree import Document, read_document
from mcaudit.reading.structure import Validator, problems_in
from mcaudit.reading.text import read_text

ANYWHERE = ("organizations", "state")
"""What derived facts may rest on besides answers."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything that the files of an edition can refer to."""

    definitions: Mapping[str, Any]
    derived: Mapping[str, Any]
    works: frozenset[str]
    answers: Mapping[str, Mapping[str, Any]]
    """`/component/key` → the answer's fields."""
    components: Mapping[str, str]
    """The component's number, as text → its key."""
    known: frozenset[str]
    """Ids of subcomponents, criteria, groups and works."""
    shapes: Shapes


def read_checked(path: Path, schema: str) -> Document:
    """Read one file of an edition; raise EditionError where it does not fit its schema."""
    document = read_document(read_text(path))
    if problems := problems_in(document, Validator(packaged_schema(schema))):
        raise EditionError(problems)
    return document


def check_edition(
    head: Document, vocabulary: Document, works: Document, parts: Sequence[Document]
) -> tuple[Problem, ...]:
    """Return everything that contradicts itself in an edition whose files each fit their schema."""
    components = {str(entry["number"]): entry["key"] for entry in head.data["components"]}
    names = _Names(
        definitions=vocabulary.data["fields"],
        derived=vocabulary.data["derived"],
        works=frozenset(entry["id"] for entry in works.data["works"]),
        answers={
            f"/{components[part.data['id'][0]]}/{part.data['key']}": part.data["answer"]
            for part in parts
            if part.data["id"][0] in components
        },
        components=components,
        known=frozenset(_all_ids(works, parts)),
        shapes=_shapes(vocabulary, components, parts),
    )
    answers = (
        _schema(part, f"/answer/{field}", schema, names, f"`{field}`")
        for part in parts
        for field, schema in part.data["answer"].items()
    )
    shapes = [*_definitions(vocabulary, names), *chain.from_iterable(answers)]
    if shapes:
        return tuple(shapes)  # nothing can be said of rules over what has no shape
    notes = (
        _unknown(head, f"/{part}/{index}/about", note["about"], names.known)
        for part in ("interpretations", "discrepancies")
        for index, note in enumerate(head.data[part])
    )
    problems = [*_duplicates([head, works, *parts]), *chain.from_iterable(notes), *_derived(vocabulary, names)]
    for part in parts:
        problems.extend(_subcomponent(part, names))
    return tuple(problems)


def _shapes(vocabulary: Document, components: Mapping[str, str], parts: Sequence[Document]) -> Shapes:
    base = packaged_schema("profile")
    top = dict(base["properties"])
    for number, key in components.items():
        answers = {
            part.data["key"]: {"properties": part.data["answer"]} for part in parts if part.data["id"][0] == number
        }
        top[key] = {"properties": answers}
    definitions = {**vocabulary.data["fields"], **base["$defs"]}
    return Shapes(top, definitions, vocabulary.data["derived"])


def _all_ids(works: Document, parts: Sequence[Document]) -> Iterator[str]:
    yield from (entry["id"] for entry in works.data["works"])
    for part in parts:
        yield part.data["id"]
        yield from (group["id"] for group in part.data.get("groups", ()))
        yield from (criterion["id"] for criterion in part.data["criteria"])


def _duplicates(documents: Sequence[Document]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document in documents:
        data = document.data
        places = [("/id", data.get("id")), ("/key", data.get("key"))]
        for part in ("criteria", "groups", "works", "interpretations", "discrepancies"):
            places.extend((f"/{part}/{index}/id", entry["id"]) for index, entry in enumerate(data.get(part, ())))
        for index, component in enumerate(data.get("components", ())):
            places.extend((f"/components/{index}/{name}", str(component[name])) for name in ("number", "key"))
        for pointer, name in places:
            if name is None:
                continue
            position = document.values[pointer]
            here = f"{document.text.path}:{position.line}"
            if name in seen:
                message = f"`{name}` is used a second time; the first is at {seen[name]}"
                yield document.problem(pointer, message, "give it a name of its own")
            seen.setdefault(name, here)


def _unknown(
    document: Document, at: str, listed: Sequence[str], known: Collection[str], why: str = "is nothing in this edition"
) -> Iterator[Problem]:
    for index, name in enumerate(listed):
        if name not in known:
            yield document.problem(f"{at}/{index}", f"`{name}` {why}", did_you_mean(name, known))


def _derived(vocabulary: Document, names: _Names) -> Iterator[Problem]:
    for name, fact in names.derived.items():
        for key in ("from", "compared_with"):
            for index, place in enumerate(fact.get(key, ())):
                if not _is_read(place, names):
                    at, help = f"/derived/{name}/{key}/{index}", "name a field as /component/subcomponent/field"
                    yield vocabulary.problem(at, f"`{place}` is not a field of an answer", help)


def _definitions(vocabulary: Document, names: _Names) -> Iterator[Problem]:
    """Yield where the vocabulary's schemas are none, refer to nothing or in a circle, or where one is missing."""
    for name, schema in vocabulary.data["fields"].items():
        yield from _schema(vocabulary, f"/fields/{escaped(name)}", schema, names, f"`{name}`")
    graph = {name: set(references(schema)) for name, schema in names.definitions.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        message = f"these refer to one another in a circle: {' → '.join(reversed(error.args[1]))}"
        yield vocabulary.problem("/fields", message, "write one of them out")
    profile = packaged_schema("profile")
    for missing in sorted(set(_unresolved(profile, {**names.definitions, **profile["$defs"]}))):
        yield vocabulary.problem("/fields", f"`{missing}` is not here, and every profile needs it", "add it")


def _schema(document: Document, pointer: str, schema: Any, names: _Names, what: str) -> Iterator[Problem]:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        message = f"{what} is not a JSON Schema: {error.message}"
        yield document.problem(pointer, message, "see JSON Schema, draft 2020-12")
        return
    for missing in _unresolved(schema, names.definitions):
        message = f"{what} refers to `{missing}`, which is not in vocabulary.yaml"
        yield document.problem(pointer, message, did_you_mean(missing, names.definitions))


def _is_read(place: str, names: _Names) -> bool:
    if place.lstrip("/") in ANYWHERE:
        return True
    component, key, field, *_ = [*place.strip("/").split("/"), "", "", ""]
    return field in names.answers.get(f"/{component}/{key}", {}) and names.shapes.at(place.strip("/")) is not None


def _subcomponent(part: Document, names: _Names) -> Iterator[Problem]:
    data = part.data
    if data["id"][0] not in names.components:
        yield part.problem("/id", f"no component has the number {data['id'][0]}", "see edition.yaml")
        return
    mine = {criterion["id"] for criterion in data["criteria"]}
    for index, source in enumerate(data["sources"]):
        if source["work"] not in names.works:
            message = f"`{source['work']}` is not a work in sources.yaml"
            yield part.problem(f"/sources/{index}/work", message, did_you_mean(source["work"], names.works))
    for index, group in enumerate(data.get("groups", ())):
        if not group["id"].startswith(f"{data['id']}-"):
            message = f"`{group['id']}` does not belong to {data['id']}"
            yield part.problem(f"/groups/{index}/id", message, "an id begins with its subcomponent's")
        at = f"/groups/{index}/members"
        yield from _unknown(part, at, group["members"], mine, f"is not a criterion of {data['id']}")
    ending = data.get("optional_until_stated", ())
    yield from _unknown(part, "/optional_until_stated", ending, mine, f"is not a criterion of {data['id']}")
    yield from _skip(part, names)
    for index, criterion in enumerate(data["criteria"]):
        yield from _criterion(part, index, criterion, names)


def _skip(part: Document, names: _Names) -> Iterator[Problem]:
    skip = part.data.get("skip")
    if skip is None:
        return
    if skip["field"] not in part.data["answer"]:
        message = f"`{skip['field']}` is not a field of this answer"
        yield part.problem("/skip/field", message, did_you_mean(skip["field"], part.data["answer"]))
    for kind in ("criteria", "subcomponents"):
        yield from _unknown(part, f"/skip/{kind}", skip[kind], names.known)


def _criterion(part: Document, index: int, criterion: Mapping[str, Any], names: _Names) -> Iterator[Problem]:
    at, id = f"/criteria/{index}", criterion["id"]
    answer = f"{names.components[part.data['id'][0]]}/{part.data['key']}"

    def problem(pointer: str, message: str, help: str) -> Problem:
        return part.problem(f"{at}{pointer}", f"{id}: {message}", help)

    if not id.startswith(f"{part.data['id']}-"):
        yield problem("/id", f"does not belong to {part.data['id']}", "an id begins with its subcomponent's")
    if ("-D" in id) != (criterion["level"] == "desired"):
        message = f"is {criterion['level']}, and its id says otherwise"
        yield problem("/level", message, "desired criteria are numbered -D1, -D2 …")
    yield from place_problems(criterion, answer, names.shapes, problem)
    yield from condition_problems(criterion, answer, names.shapes, problem)
    yield from _examples(criterion, problem)


def _examples(criterion: Mapping[str, Any], problem: Callable[[str, str, str], Problem]) -> Iterator[Problem]:
    """Yield where an outcome that the criterion can have has no example, or an example alters none before it."""
    examples = criterion["examples"]
    for index, example in enumerate(examples):
        if "at" in example and not 0 < example.get("of", 1) <= index:
            yield problem(f"/examples/{index}", "it alters an example that does not stand before it", "count from 1")
        if "at" not in example and not {"answer", "profile"} & example.keys():
            yield problem(f"/examples/{index}", "it gives none of `answer`, `profile` and `at`", "give one of them")
    gives = {example["gives"] for example in examples}
    for outcome, place in _outcomes(criterion).items():
        if outcome not in gives:
            yield problem(place, f"no example gives `{outcome}`", "add a realistic one")


def _outcomes(criterion: Mapping[str, Any]) -> dict[str, str]:
    """Return the outcomes that a criterion can have without a policy or reviewers, and where each is written."""
    prefix = "" if criterion["decided_by"] == "facts" else "suggests_"
    names = {"met_when": f"{prefix}met", "not_met_when": f"{prefix}not_met"}
    written = {outcome: f"/{name}" for name, outcome in names.items() if name in criterion}
    return {"not_stated": "/examples", "waits": "/examples", **written}


def _unresolved(schema: Any, definitions: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in references(schema) if name not in definitions)
