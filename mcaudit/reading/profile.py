"""Reads a profile: bytes to data, data to a valid profile, its dossier checked against the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, JsonObject, Profile
from mcaudit.model.schemas import inlined
from mcaudit.reading.dossier import document_states
from mcaudit.reading.json_text import json_as_yaml
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.profile_schema import OR_EMPTY, profile_schema
from mcaudit.reading.structure import did_you_mean, problems_in, validator_for
from mcaudit.reading.text import read_text, shortened
from mcaudit.reading.tree import Document, escape, read_document

PROFILE_FORMAT = "mcaudit-profile/1"
_DATE = "date"
_REFERENCES = {"organization": "organizations", "document": "dossier"}


def read_profile(edition: Edition, path: Path) -> Profile:
    """Read the profile at `path`; raise InputError with everything that is wrong with it."""
    text = read_text(path)
    document = read_document(json_as_yaml(text) if path.suffix.lower() == ".json" else text)
    problems = _not_a_profile(document) or problems_in(document, _validator(edition))
    if not problems:
        problems = tuple(islice(_dangling(edition, document), MAX_PROBLEMS))
    if problems:
        raise InputError(problems)
    data: JsonObject = document.data
    documents, hashes = document_states(document, path)
    return Profile(
        id=data["id"],
        title=data["title"],
        state=data["state"],
        path=text.path,
        sha256=text.sha256,
        content=data,
        positions={**document.values, **document.keys},
        documents=documents,
        hashes=hashes,
    )


def documents_named_in(path: Path) -> tuple[str, ...]:
    """Return the paths of the dossier of a file that may be no valid profile; none where it cannot be parsed."""
    try:
        text = read_text(path)
        data = read_document(json_as_yaml(text) if path.suffix.lower() == ".json" else text).data
    except InputError:
        return ()
    dossier = data.get("dossier") if isinstance(data, Mapping) else None
    entries = dossier.values() if isinstance(dossier, Mapping) else ()
    named = (entry.get("path") for entry in entries if isinstance(entry, Mapping))
    return tuple(name for name in named if isinstance(name, str))


@cache
def _validator(edition: Edition) -> Draft202012Validator:
    schema = profile_schema(edition)
    return validator_for(inlined(schema, schema["$defs"]))


def _not_a_profile(document: Document) -> tuple[Problem, ...]:
    data, text = document.data, document.text
    if not isinstance(data, Mapping):
        help = f"a profile begins with the line `format: {PROFILE_FORMAT}`"
        return (
            text.problem(
                "this is no profile: the file holds no entries of the form `name: value`", help, at=document.place("")
            ),
        )
    if data.get("format") != PROFILE_FORMAT:
        written = data.get("format")
        found = f"its format is “{shortened(written)}”" if isinstance(written, str) else "it has no `format`"
        at = document.values.get("/format") or document.place("")
        return (
            text.problem(
                f"this is no profile: {found}", f"a profile begins with the line `format: {PROFILE_FORMAT}`", at=at
            ),
        )
    return ()


def _dangling(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield every name of an organization or a document that the profile does not have, and every day that is none."""
    for kind, pointer, value in _references(_places_of_references(edition), document.data, ""):
        if kind == _DATE:
            if not _is_a_day(value):
                help = "write a day of the calendar as YYYY-MM-DD"
                yield document.text.problem(f"{value} is no day", help, at=document.values.get(pointer))
            continue
        section = _REFERENCES[kind]
        known = document.data.get(section) or {}
        if value not in known:
            message = f"`{shortened(value)}` is no entry of `{section}`"
            help = did_you_mean(value, known) or f"add it under `{section}:`"
            yield document.text.problem(message, help, at=document.values.get(pointer))


def _is_a_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a value holds references and dates: it is one itself (`kind`), or its entries may be or hold some."""

    kind: str = ""
    entries: Mapping[str, _Places] = field(default_factory=dict)
    others: _Places | None = None
    items: _Places | None = None


@cache
def _places_of_references(edition: Edition) -> _Places | None:
    schema = profile_schema(edition)
    return _places(schema, schema["$defs"])


def _places(schema: Any, definitions: Mapping[str, Any]) -> _Places | None:
    """Return where values of a schema hold references and dates; None where they never do."""
    if not isinstance(schema, Mapping):
        return None
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/").removesuffix(OR_EMPTY)
    if name in (*_REFERENCES, _DATE):
        return _Places(kind=name)
    parts = [definitions.get(name) or definitions[f"{name}{OR_EMPTY}"]] if name else []
    entries: dict[str, _Places] = {}
    others = _places(schema.get("additionalProperties"), definitions)
    items = _places(schema.get("items"), definitions)
    for key, inner in schema.get("properties", {}).items():
        if places := _places(inner, definitions):
            entries[key] = places
    for part in (*parts, *schema.get("allOf", ())):
        if inner := _places(part, definitions):
            entries = {**inner.entries, **entries}
            others, items = others or inner.others, items or inner.items
    return _Places("", entries, others, items) if entries or others or items else None


def _references(places: _Places | None, value: Any, at: str) -> Iterator[tuple[str, str, Any]]:
    """Yield (kind, pointer, value) of every reference to an organization or a document, and every date, in `value`."""
    if places is None or value is None:
        return
    if places.kind:
        yield places.kind, at, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _references(places.entries.get(key, places.others), item, f"{at}/{escape(str(key))}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(places.items, item, f"{at}/{index}")
