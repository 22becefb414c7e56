"""Finds the citations behind what a profile says, what keeps them from counting, and where sources disagree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.audit.stated import Bearing
from mcaudit.model import Citation, DocumentState, Edition, JsonObject, Profile, entry_named, folded
from mcaudit.model.bearing import derived_from
from mcaudit.model.places import answers_in, listed, value_at, value_in
from mcaudit.model.values import NumberWords, quantity

_UNUSABLE = {
    DocumentState.MISSING: "is not at the path that the dossier gives",
    DocumentState.EMPTY: "is an empty file",
    DocumentState.ALTERED: "has changed since its hash was taken",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place about which sources disagree, with what each says."""

    pointer: str
    recorded_at: str
    says: tuple[tuple[str, Citation | None], ...]


@dataclass(frozen=True, slots=True)
class Support:
    """The usable citations behind some places, and why others do not count (in words)."""

    citations: tuple[Citation, ...]
    faults: tuple[str, ...]


def conflicts_of(edition: Edition, profile: Profile) -> tuple[Conflict, ...]:
    """Return the conflicts that a profile records; two equal values are none."""
    content = profile.content
    answers = ((sub.pointer, answer) for sub, answer in answers_in(edition, content))
    return tuple(
        conflict
        for pointer, answer in (("/about", content.get("about") or {}), *answers)
        for entry in answer.get("conflicts") or ()
        if (conflict := _conflict(content, pointer, f"{pointer}/conflicts", entry, edition.number_words))
    )


def _conflict(
    content: JsonObject, answer: str, place: str, entry: Mapping[str, Any], words: NumberWords
) -> Conflict | None:
    values = [value for value in entry.get("values") or () if isinstance(value, Mapping)]
    if len({_comparable(value.get("value"), words) for value in values}) < 2:  # noqa: PLR2004
        return None
    cited = [value.get("citation") for value in values]
    sources = [Citation.of(each) if isinstance(each, Mapping) and each.get("document") else None for each in cited]
    says = tuple(zip((said(value.get("value")) for value in values), sources, strict=True))
    return Conflict(_disputed(content, answer, entry), place, says)


def _comparable(value: Any, words: NumberWords) -> str:
    """Return a value so that two ways of writing the same thing are equal; in what has digits, every mark counts."""
    if isinstance(value, list | tuple):
        return json.dumps([_comparable(each, words) for each in value])
    read = quantity(value, words)
    if read and "text" not in read:
        return json.dumps({end: float(number) for end, number in sorted(read.items())})
    if isinstance(value, Mapping):
        return json.dumps({str(key): _comparable(inner, words) for key, inner in value.items()}, sort_keys=True)
    plain = " ".join(said(value).casefold().split())
    return plain if any(map(str.isdigit, plain)) else folded(plain) or plain


def _disputed(content: JsonObject, answer: str, entry: Mapping[str, Any]) -> str:
    """Return the disputed place: a field, one entry of it by title or number from 1, or a part of that entry."""
    pointer = f"{answer}/{entry['field']}"
    part = f"/{entry['part']}" if entry.get("part") else ""
    if entry.get("entry") is None:
        return f"{pointer}{part}"
    index = entry_named(value_at(content, pointer), entry["entry"])
    return pointer if index is None else f"{pointer}/{index}{part}"


def citations_for(profile: Profile, edition: Edition, bearings: Iterable[Bearing]) -> Sequence[Citation]:
    """Return every citation behind some places, usable or not.

    A citation of an answer supports all of it, or the fields it names. A citation of an entry
    supports the entry and what stands in it. A derived fact is supported by what it rests on.
    """
    found: list[Citation] = []
    for bearing in bearings:
        if bearing.path[0] == "derived":
            _inside(bearing.value, found)
            for place in derived_from(edition).get(bearing.path[1], ()):
                path = tuple(place.partition("/*")[0].split("/"))
                _along(profile.content, path, found, profile.content.get("state"))
        else:
            _along(profile.content, bearing.path, found)
    return found


def sorted_out(profile: Profile, citations: Iterable[Citation]) -> Support:
    """Return which citations are usable, and what is wrong with the others."""
    usable: list[Citation] = []
    faults: dict[str, None] = {}
    for citation in {id(each): each for each in citations}.values():  # most are one and the same
        state = profile.documents.get(citation.document, DocumentState.MISSING)
        if state not in _UNUSABLE and citation.document not in profile.faults:
            usable.append(citation)
        else:
            fault = profile.faults.get(citation.document) or _UNUSABLE[state]
            faults[f"the cited document `{citation.document}` {fault}"] = None
    return Support(tuple(dict.fromkeys(usable)) if len(usable) > 1 else tuple(usable), tuple(faults))


def _along(content: JsonObject, path: tuple[str, ...], found: list[Citation], state: Any = None) -> None:
    """Add the citations of everything on the way to a place, and those inside it.

    With a state, an entry about another one is left out: it says nothing about this one.
    """
    value: Any = content
    for step in path:
        if isinstance(value, dict):
            if "citations" in value or "citation" in value:
                _of_group(value, step, found)
            value = value.get(step)
        elif isinstance(value, list | tuple):  # not a single text or entry where a list may stand
            value = value_in(value, step)
    if state and isinstance(value, list | tuple):
        value = [each for each in value if not _is_elsewhere(each, state)]
    _inside(value, found)


def _is_elsewhere(entry: Any, state: Any) -> bool:
    about = listed(entry.get("state")) if isinstance(entry, Mapping) else ()
    here = listed(state)
    return any(about) and "national" not in here and not set(here).intersection(about)


def _of_group(group: Mapping[str, Any], field: str, found: list[Citation]) -> None:
    if "citations" in group:
        for entry in group["citations"] or ():
            if isinstance(entry, dict) and entry.get("document"):
                citation = Citation.of(entry)
                if not citation.fields or field in citation.fields:
                    found.append(citation)
    if "citation" in group and isinstance(group["citation"], dict) and group["citation"].get("document"):
        found.append(Citation.of(group["citation"]))


def _inside(value: Any, found: list[Citation]) -> None:
    if isinstance(value, dict):
        if "citations" in value or "citation" in value:
            _of_group(value, "", found)
        for key, inner in value.items():
            if isinstance(inner, _HOLDING) and key not in _CITING:
                _inside(inner, found)
    elif isinstance(value, list | tuple):
        for inner in value:
            if isinstance(inner, _HOLDING):
                _inside(inner, found)


_HOLDING = (dict, list, tuple)
_CITING = ("citation", "citations")


def said(value: Any) -> str:
    """Return what a source says, in words: a conflict records it as it stands there."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {said(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(said, value))
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)
