"""Reads citations in decisions that give the number of a document, as reports print it, in place of its short name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mcaudit.errors import InputError, Problem
from mcaudit.model import Opinion, Review, is_document_number


def with_short_names(review: Review, documents: Sequence[str]) -> Review:
    """Return a review whose citations give short names; `documents` are those of the dossier, in its order.

    Raise InputError for a number that the dossier does not have, or whose document has no hash among the pins.
    """
    if not any(_is_meant(each, documents) for opinion in review.opinions for each in _cited(opinion)):
        return review
    names = {f"D{number}": name for number, name in enumerate(documents, 1) if f"d{number}" not in documents}
    opinions = tuple(_renamed(opinion, names) for opinion in review.opinions)
    if problems := [each for at, opinion in enumerate(opinions) for each in _unknown(review, opinion, at, documents)]:
        raise InputError(problems)
    return replace(review, opinions=opinions)


def _is_meant(said: str, documents: Sequence[str]) -> bool:
    return said not in documents and is_document_number(said)


def _cited(opinion: Opinion) -> Iterator[str]:
    return (citation.document for citation in opinion.citations)


def _renamed(opinion: Opinion, names: Mapping[str, str]) -> Opinion:
    """Return an opinion with the short name in place of every number that the dossier has."""
    citations = tuple(
        replace(each, document=names.get(each.document.upper(), each.document)) for each in opinion.citations
    )
    return replace(opinion, citations=citations)


def _unknown(review: Review, opinion: Opinion, at: int, documents: Sequence[str]) -> Iterator[Problem]:
    for index, cited in enumerate(_cited(opinion)):
        if _is_meant(cited, documents):
            last = f"D{len(documents)}" if documents else "none"
            message = f"`{cited}` is cited, and the last document of the profile's dossier is {last}"
            help = "write the number that reports print, or the document's short name in the dossier"
        elif cited not in opinion.pins.documents:
            message = f"`{cited}` is cited, and `pins` has no hash of it"
            help = "a worksheet pins what is cited; fill in one"
        else:
            continue
        place = review.positions.get(f"/decisions/{at}/citations/{index}/document")
        line, column = (place.line, place.column) if place else (None, None)
        yield Problem(path=review.path, message=message, help=help, line=line, column=column)
