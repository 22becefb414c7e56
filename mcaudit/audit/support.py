"""Finds what stands behind an answer: its citations, what they lack, and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mcaudit.audit.places import value_at
from mcaudit.model import Citation, Criterion, DocumentState, Edition, JsonObject, Profile

_UNUSABLE = {
    DocumentState.MISSING: "is not at the path that the dossier gives",
    DocumentState.EMPTY: "has nothing in it",
    DocumentState.ALTERED: "has changed since its hash was taken",
}

_ORGANIZATIONS = "/organizations"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field about which sources disagree, with what each says."""

    pointer: str
    says: tuple[tuple[str, Citation], ...]


@dataclass(frozen=True, slots=True)
class Support:
    """The citations behind what a criterion reads, and what keeps them from supporting it (in words)."""

    citations: tuple[Citation, ...]
    lacking: tuple[str, ...]


def conflicts_of(edition: Edition, profile: Profile) -> tuple[Conflict, ...]:
    """Return the conflicts that a profile records, answer by answer."""
    return tuple(
        Conflict(
            f"{sub.pointer}/{entry['field']}",
            tuple((_said(value.get("value")), Citation.of(value["citation"])) for value in entry["values"]),
        )
        for sub in edition.subcomponents
        for entry in value_at(profile.content, f"{sub.pointer}/conflicts") or ()
    )


def support_of(profile: Profile, facts: JsonObject, criterion: Criterion) -> Support:
    """Return what supports the fields that a criterion reads and the profile gives.

    A field is supported by a citation of its answer that names it or no field at all, or by
    citations of its own on every one of its entries; where the rule itself asks its entries for a
    citation, by those on the entries that have one. A document that is missing, empty or altered
    supports nothing.
    """
    entry_by_entry = _asks_for_citations(criterion.rule)
    citations: list[Citation] = []
    lacking: list[str] = []
    for pointer in criterion.reads:
        value = value_at(facts, pointer)
        if value is None:
            continue
        if pointer == _ORGANIZATIONS:  # cited entry by entry, as its rules demand
            named = [entry for name, entry in value.items() if name in _named(facts, criterion)]
            usable, unusable = _sorted(profile, _inside(named))
            citations.extend(usable)
            lacking.extend(unusable)
            continue
        usable, unusable = _sorted(profile, _about(facts, pointer))
        inner, inner_unusable = _sorted(profile, _inside(value))
        citations.extend((*usable, *inner))
        lacking.extend((*unusable, *inner_unusable))
        if usable or unusable or (inner and entry_by_entry):
            continue
        lacking.extend(_uncited(profile, value, pointer.rpartition("/")[2]))
    return Support(tuple(dict.fromkeys(citations)), tuple(dict.fromkeys(lacking)))


def cited_for(profile: Profile, facts: JsonObject, criterion: Criterion) -> Iterator[Citation]:
    """Yield what a profile cites for the fields that a criterion reads, be it usable or not."""
    for pointer in criterion.reads:
        value = value_at(facts, pointer)
        if value is None:
            continue
        if pointer == _ORGANIZATIONS:
            yield from _inside([entry for name, entry in value.items() if name in _named(facts, criterion)])
        else:
            yield from _about(facts, pointer)
            yield from _inside(value)


def _named(facts: JsonObject, criterion: Criterion) -> set[str]:
    values = [value_at(facts, pointer) for pointer in criterion.reads]
    return {item for value in values if isinstance(value, list) for item in value if isinstance(item, str)}


def _about(facts: JsonObject, pointer: str) -> Iterator[Citation]:
    answer, _, field = pointer.rpartition("/")
    for entry in value_at(facts, f"{answer}/citations") or ():
        citation = Citation.of(entry)
        if not citation.fields or field in citation.fields:
            yield citation


def _inside(value: Any) -> Iterator[Citation]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "citation" and isinstance(inner, Mapping):
                yield Citation.of(inner)
            else:
                yield from _inside(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _inside(inner)


def _uncited(profile: Profile, value: Any, field: str) -> Iterator[str]:
    """Yield what no citation supports: the field, or the entries without one where others have one."""
    entries = value if isinstance(value, list | tuple) else [value]
    bare = [n for n, entry in enumerate(entries, 1) if not any(_sorted(profile, _inside(entry))[0])]
    if len(bare) == len(entries):
        yield f"no citation supports `{field}`"
    else:
        yield from (f"no citation supports entry {number} of `{field}`" for number in bare)


def _asks_for_citations(rule: Any) -> bool:
    if isinstance(rule, Mapping):
        return "citation" in rule.get("required", ()) or any(map(_asks_for_citations, rule.values()))
    return isinstance(rule, list) and any(map(_asks_for_citations, rule))


def _said(value: Any) -> str:
    """Return what a source says, in words: a conflict records it as it stands there."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sorted(profile: Profile, citations: Iterable[Citation]) -> tuple[list[Citation], list[str]]:
    usable: list[Citation] = []
    lacking: list[str] = []
    for citation in citations:
        fault = _UNUSABLE.get(profile.documents.get(citation.document, DocumentState.MISSING))
        if fault is None:
            usable.append(citation)
        else:
            lacking.append(f"the cited document `{citation.document}` {fault}")
    return usable, lacking
