"""Reads a profile: bytes to data, data to a valid profile, its dossier checked against the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, JsonObject, Profile, Warned, entry_named
from mcaudit.model.places import answers_in, escaped
from mcaudit.reading.files import document_of, read_file
from mcaudit.reading.limits import MAX_BYTES, MAX_PROBLEMS, MAX_WARNINGS
from mcaudit.reading.near import did_you_mean, format_said
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.piped import beside
from mcaudit.reading.profile.alike import is_short_name
from mcaudit.reading.profile.badges import badge_in
from mcaudit.reading.profile.dossier import local_documents, local_files
from mcaudit.reading.profile.liberal import read_liberally
from mcaudit.reading.profile.schema import profile_schema
from mcaudit.reading.profile.shapes import Kind, Shape, profile_shape
from mcaudit.reading.structure import Validator, in_order, problems_in
from mcaudit.reading.text import shortened, text_of, too_large


def read_profile(edition: Edition, path: Path) -> Profile:
    """Read the profile at `path`; raise InputError with everything that is wrong with it."""
    return profile_of(edition, read_file(path), beside(path))


def profile_in(
    edition: Edition,
    content: bytes,
    name: str,
    folder: Path | None = None,
    *,
    is_valid: Callable[[Any], bool] | None = None,
) -> Profile:
    """Read a profile that no file holds; raise InputError with everything that is wrong with it, under its `name`.

    It is JSON where the name ends in .json, and YAML otherwise. Its local documents lie in `folder`; without one they
    are missing, and no disk is looked at. `is_valid` is a faster validator of the profile's schema, whose yes is
    believed; where it says no, this one says why.
    """
    if len(content) > MAX_BYTES:
        raise too_large(name, len(content), MAX_BYTES, "profile")
    document = document_of(text_of(content, name))
    return profile_of(edition, document, None if folder is None else folder / Path(name).name, is_valid)


def profile_of(
    edition: Edition, document: Document, path: Path | None, is_valid: Callable[[Any], bool] | None = None
) -> Profile:
    """Return the profile that a document holds; raise InputError with everything that is wrong with it.

    Its local documents lie beside `path`; without one no disk is looked at. `is_valid` is as `profile_in` has it.
    """
    text = document.text
    if problems := _not_a_profile(document):
        raise InputError(problems)
    read = read_liberally(edition, document)
    document = read.document
    wrong = () if is_valid and is_valid(document.data) else problems_in(document, _validator(edition))
    problems = in_order((*read.problems, *wrong))
    if not problems:
        problems = tuple(islice((*_dangling(edition, document), *_for_itself(document)), MAX_PROBLEMS))
    if problems:
        raise InputError(problems)
    data: JsonObject = document.data
    local = local_documents(document, path)
    return Profile(
        id=data["id"],
        title=data["title"],
        state=data["state"],
        path=text.path,
        sha256=text.sha256,
        content=data,
        positions=document.positions,
        documents=local.states,
        hashes=local.hashes,
        faults=local.faults,
        warnings=tuple(
            Warned(path=each.path, message=each.message, line=each.line, column=each.column)
            for each in (*read.warnings, *islice(_lost_conflicts(edition, document), MAX_WARNINGS))
        ),
    )


def documents_named_in(path: Path) -> tuple[Path, ...]:
    """Return the local files that a file names which may not be a valid profile; none where it cannot be parsed."""
    try:
        data = read_file(path).data
    except InputError:
        return ()
    dossier = data.get("dossier") if isinstance(data, Mapping) else None
    entries = dossier.values() if isinstance(dossier, Mapping) else ()
    named = (entry.get("path") for entry in entries if isinstance(entry, Mapping))
    return tuple(local_files(beside(path), (name for name in named if isinstance(name, str))))


@cache
def _validator(edition: Edition) -> Validator:
    return Validator(profile_schema(edition), inline=True)


def _not_a_profile(document: Document) -> tuple[Problem, ...]:
    data, text = document.data, document.text
    if isinstance(data, Mapping) and data.get("format") == PROFILE_FORMAT:
        return ()
    help = f"a profile begins with the line `format: {PROFILE_FORMAT}`"
    badge = badge_in(data) if isinstance(data, Mapping) and "format" not in data else ""
    if badge:
        help = "draft a profile from it: `mcaudit new --from FILE --state OH`"
    found = f"it is {badge}" if badge else format_said(data)
    at = document.values.get("/format") or document.place("")
    return (text.problem(f"this is not a profile: {found}", help, at=at),)


def _dangling(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield every short name of an organization or a document that the profile does not have."""
    references: list[tuple[str, str, str]] = []
    _references(profile_shape(edition), document.data, "", references)
    for section, pointer, value in references:
        known = document.data.get(section) or {}
        if value not in known:
            message = f"`{shortened(value)}` is not an entry of `{section}`"
            help = did_you_mean(value, known) or f"add it under `{section}:`"
            yield document.text.problem(message, help, at=document.values.get(pointer))


def _for_itself(document: Document) -> Iterator[Problem]:
    """Yield that a profile has answers for its own state beside its own answers, which says two things at once."""
    state = document.data["state"]
    if state in (document.data.get("for_states") or {}):
        message = f"`{state}` is the state of this profile itself"
        help = "put these answers into the profile's own, or write another `state:`; `for_states` is for other states"
        yield document.text.problem(message, help, at=document.keys.get(f"/for_states/{state}"))


def _lost_conflicts(edition: Edition, document: Document) -> Iterator[Problem]:
    """Yield every conflict about an entry that its list does not have, and about a part of no entry in particular."""
    data = document.data
    others = (data.get("for_states") or {}).items()
    tops = {"": data, **{f"/for_states/{state}": each or {} for state, each in others}}
    answers = ((f"{top}{sub.pointer}", each) for top, all in tops.items() for sub, each in answers_in(edition, all))
    for answer, written in (("/about", data.get("about") or {}), *answers):
        for index, conflict in enumerate(written.get("conflicts") or ()):
            listed, named = written.get(conflict["field"]), conflict.get("entry")
            if not isinstance(listed, list) or (named is None and not conflict.get("part")):
                continue
            field = conflict["field"]
            entries = f"{len(listed)} {'entry' if len(listed) == 1 else 'entries'}"
            if named is None:
                message = f"the conflict names no entry of `{field}`, which has {entries}"
            elif entry_named(listed, named) is None:
                message = f"`{shortened(str(named))}` is not an entry of `{field}`, which has {entries}"
            else:
                continue
            message += "; it counts for all of them: name one by its title, or by its number from 1"
            at = document.values.get(f"{answer}/conflicts/{index}/{'part' if named is None else 'entry'}")
            yield document.text.problem(message, at=at)


def _references(shape: Shape, value: Any, at: str, found: list[tuple[str, str, str]]) -> None:
    """Add (section, pointer, value) of every short name of an organization or a document in a valid value."""
    if isinstance(value, list):
        item = shape if shape.item is None else shape.item  # without an item, one or several of the same
        for index, each in enumerate(value):
            _references(item, each, f"{at}/{index}", found)
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = shape.fields.get(key, shape.others)
            if inner is not None and inner.refers:
                _references(inner, each, f"{at}/{escaped(str(key))}", found)
    elif isinstance(value, str) and shape.kind is Kind.DOCUMENT:
        found.append(("dossier", at, value))
    elif isinstance(value, str) and shape.kind is Kind.ORGANIZATION and is_short_name(value):
        found.append(("organizations", at, value))
