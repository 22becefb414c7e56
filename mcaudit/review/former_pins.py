"""Recomputes what decisions were pinned to before criteria had a meaning, so that they still count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.audit.subject import Case
from mcaudit.model import Citation, Criterion, Edition, JsonObject, Pins
from mcaudit.model.places import entries_in, value_at
from mcaudit.model.values import is_placeholder
from mcaudit.review.pins import cited_pins, document_pins, hashed, is_bound, reviewing_state

_ORGANIZATIONS = "/organizations"


def former_pins(case: Case, criterion: Criterion, text: str) -> Pins:
    """Return what a decision would be pinned to today by the former rule of a criterion, `formerly_read`.

    `text` is the pin of the text that it was made on, which stands for meaning 1; if it is not known, the result
    names none. The fields are hashed as they were: their values as written, the citations of those
    that say something, and the claim that the criterion does not apply.
    """
    case = case.seen_by(criterion)
    content = case.profile.content
    documents = document_pins(case.profile)
    cited = list(_cited(case.edition, content, criterion))
    claim = case.applies.claimed.get(criterion.id)
    read = {
        "values": {pointer: value_at(content, pointer) for pointer in criterion.formerly_read},
        "citations": sorted({(citation.document, citation.place) for citation in cited}),
        "claim": claim.strip() if claim else claim,
    }
    known = criterion.meaning == 1 and text in case.edition.former_pins.get(criterion.id, ())
    return Pins(
        criterion=text if known else "",
        fields=hashed(read),
        documents=cited_pins(cited, documents),
    )


def former_pins_of(case: Case) -> Mapping[str, Pins]:
    """Return what decisions made before criteria had a meaning would be pinned to today, where they can still count."""
    at_home = reviewing_state(case) == case.profile.home
    found = {}
    for criterion in case.edition.criteria:
        known = case.edition.former_pins.get(criterion.id, ())
        pins = former_pins(case, criterion, known[0] if known else "")
        if pins.criterion and (at_home or not is_bound(case, criterion)):
            found[criterion.id] = pins
    return found


def _cited(edition: Edition, content: JsonObject, criterion: Criterion) -> Iterator[Citation]:
    for pointer in criterion.formerly_read:
        value = value_at(content, pointer)
        if not _says(edition, value):
            continue
        if pointer == _ORGANIZATIONS:
            yield from _inside([entry for name, entry in value.items() if name in _named(content, criterion)])
        else:
            yield from _about(content, pointer)
            yield from _inside(value)


def _says(edition: Edition, value: Any) -> bool:
    """Return whether a value says something; an entry of a list always did."""
    if isinstance(value, str):
        return not is_placeholder(value, edition.placeholders)
    if isinstance(value, Mapping):
        return any(_says(edition, inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(isinstance(inner, Mapping) or _says(edition, inner) for inner in value)
    return value is not None


def _named(content: JsonObject, criterion: Criterion) -> set[str]:
    values = [value_at(content, pointer) for pointer in criterion.formerly_read]
    return {item for value in values if isinstance(value, list) for item in value if isinstance(item, str)}


def _about(content: JsonObject, pointer: str) -> Iterator[Citation]:
    answer, _, field = pointer.rpartition("/")
    for entry in value_at(content, f"{answer}/citations") or ():
        citation = _citation(entry)
        if not citation.fields or field in citation.fields:
            yield citation


def _inside(value: Any) -> Iterator[Citation]:
    for key, inner in entries_in(value):
        if key == "citation" and isinstance(inner, Mapping):
            yield _citation(inner)
        else:
            yield from _inside(inner)


def _citation(entry: Mapping[str, Any]) -> Citation:
    return Citation.of({key: value.strip() if isinstance(value, str) else value for key, value in entry.items()})
