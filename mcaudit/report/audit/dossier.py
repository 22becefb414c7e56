"""The dossier: its documents, what each supports, and what rests on none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.blocks import Block, Group, Link, Paragraph, Piece, Section, Shape, Tone, hash_of, name, strong
from mcaudit.terms.dossier import Document, Dossier
from mcaudit.terms.ranges import stretches
from mcaudit.terms.sentences import capitalized, clause, day_words
from mcaudit.terms.values import link


def dossier_section(dossier: Dossier, *, with_hashes: bool) -> Section:
    """Return the documents of a profile, numbered as they are cited."""
    documents = tuple(_document(each, with_hashes=with_hashes) for each in dossier.documents.values())
    nothing: tuple[Block, ...] = (Paragraph(text="The profile lists no document."),)
    return Section(title="The dossier", anchor="dossier", blocks=(*(documents or nothing), *_unsupported(dossier)))


def _document(document: Document, *, with_hashes: bool) -> Group:
    seen = f"seen {day_words(document.seen)}" if document.seen else "read on a day that the profile does not give"
    target = link(document.where)
    at = Link(document.where, target) if target else document.where
    where: tuple[Piece, ...] = (at, ", ") if document.where else ()
    read: tuple[Piece, ...] = (strong(" Only a part of it was read."),) if document.excerpt else ()
    supports: tuple[Piece, ...] = (" No criterion rests on it.",)
    if document.supports:
        supports = (" Supports ", *names(document.supports), ".")
    sentence_parts = (
        f"{capitalized(document.kind)}, ",
        *where,
        f"{seen}. {capitalized(document.state)}.",
        *read,
        *supports,
    )
    pinned = (Paragraph(text=("SHA-256 ", hash_of(document.sha256)), tone=Tone.SMALL),)
    return Group(
        title=f"D{document.number} {clause(document.title)}",
        blocks=(Paragraph(text=sentence_parts), *(pinned if with_hashes and document.sha256 else ())),
        anchor=f"document-{document.number}",
        shape=Shape.PLAIN,
    )


def _unsupported(dossier: Dossier) -> Iterator[Block]:
    if dossier.on_nothing:
        yield Paragraph(text=("Said without a document that supports it: ", *names(dossier.on_nothing), "."))


def names(ids: Sequence[str]) -> Iterator[Piece]:
    """Yield criteria that lead to their findings, with those that follow one another drawn together."""
    for index, (first, last) in enumerate(stretches(ids)):
        yield ", " if index else ""
        yield name(first)
        yield from (" to ", name(last)) if last != first else ()
