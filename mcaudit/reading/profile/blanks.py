"""Drops the rows of a form in which nothing was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mcaudit.model import Position
from mcaudit.model.fields import Field, FieldKind
from mcaudit.model.places import entries_in, escaped, texts_in
from mcaudit.reading.parsing.tree import Document


def without_blanks(fields: Field, document: Document) -> Document:
    """Return a document without blank entries of lists where a blank one is not valid; the rest keeps its place.

    A blank organization or document that is named elsewhere stays: what it lacks is then an error.
    """
    moved: dict[str, str] = {}
    data = _kept(fields, document.data, frozenset(texts_in(document.data)), ("", ""), moved)
    return Document(document.text, data, _moved(document.keys, moved), _moved(document.values, moved))


def is_blank(value: Any) -> bool:
    """Return whether a value says nothing: there is no text, number, or choice anywhere in it."""
    match value:
        case str():
            return not value.strip()
        case Mapping():
            return all(map(is_blank, value.values()))
        case list():
            return all(map(is_blank, value))
    return value is None


def _moved(places: Mapping[str, Position], moved: Mapping[str, str]) -> dict[str, Position]:
    return {moved[pointer]: at for pointer, at in places.items() if pointer in moved}


def _kept(of: Field | None, value: Any, named: frozenset[str], at: tuple[str, str], moved: dict[str, str]) -> Any:
    """Return what is kept of a value; note for each part of it where it stood and where it stands, as JSON Pointers."""
    before, after = at
    moved[before] = after
    if not isinstance(value, Mapping | list):
        return value
    kept: dict[str, Any] = {}
    for key, each in entries_in(value):
        inner = _inner(of, key)
        if not _goes(of, key, each, named) and not _goes_whole(inner, each, named):
            to = key if isinstance(value, Mapping) else str(len(kept))
            kept[to] = _kept(inner, each, named, (f"{before}/{escaped(key)}", f"{after}/{escaped(to)}"), moved)
    return kept if isinstance(value, Mapping) else list(kept.values())


def _inner(of: Field | None, key: str) -> Field | None:
    """Return the field of an entry, or of a part of a group."""
    if of is None or of.kind in (FieldKind.LIST, FieldKind.NAMED):
        return of and replace(of, kind=FieldKind.GROUP)
    return next((each for each in of.fields if each.key == key), None)


def _goes(of: Field | None, key: str, entry: Any, named: frozenset[str]) -> bool:
    """Return whether an entry is blank, and a blank one is not valid there."""
    if of is None or of.kind not in (FieldKind.LIST, FieldKind.NAMED) or not any(each.required for each in of.fields):
        return False
    return is_blank(entry) and (of.kind is FieldKind.LIST or key not in named)


def _goes_whole(of: Field | None, value: Any, named: frozenset[str]) -> bool:
    """Return whether a list, or entries under short names, has blank entries alone."""
    entries = list(entries_in(value))
    return bool(entries) and all(_goes(of, key, each, named) for key, each in entries)
