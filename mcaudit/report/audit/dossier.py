"""The dossier: its documents, what each supports, and what rests on none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mcaudit.blocks import Block, Group, Link, Paragraph, Piece, Section, Shape, Tone, hash_of, name, separated, strong
from mcaudit.terms.dossier import Document, Dossier
from mcaudit.terms.sentences import capitalized, clause, day_words
from mcaudit.terms.values import link

_Stretch = tuple[str, str]
"""The first and the last of criteria that follow one another; the same where it is one."""
_DRAWN_TOGETHER = 3


def dossier_section(dossier: Dossier, *, with_hashes: bool) -> Section:
    """Return the documents of a profile, numbered as they are cited."""
    documents = tuple(_document(each, with_hashes=with_hashes) for each in dossier.documents.values())
    unsupported: tuple[Block, ...] = ()
    if dossier.on_nothing:
        said = "Said without a document that supports it: "
        unsupported = (Paragraph(text=(said, *names(dossier.on_nothing), ".")),)
    nothing: tuple[Block, ...] = (Paragraph(text="The profile lists no document."),)
    return Section(title="The dossier", anchor="dossier", blocks=(*(documents or nothing), *unsupported))


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


def names(ids: Sequence[str]) -> Iterator[Piece]:
    """Yield criteria that lead to their findings, with those that follow one another drawn together."""
    stretches = ((name(first), *((" to ", name(last)) if last != first else ())) for first, last in _stretches(ids))
    return separated(stretches, ", ")


def _stretches(names: Iterable[str]) -> tuple[_Stretch, ...]:
    """Return names with three or more that follow one another in a subcomponent drawn together."""
    runs: list[list[str]] = []
    for each in names:
        if runs and _follows(runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return tuple(
        stretch
        for run in runs
        for stretch in ([(run[0], run[-1])] if len(run) >= _DRAWN_TOGETHER else [(each, each) for each in run])
    )


def _follows(name: str, other: str) -> bool:
    (sub, _, number), (other_sub, _, other_number) = name.partition("-"), other.partition("-")
    if sub != other_sub or not (number.isdigit() and other_number.isdigit()):
        return False
    return int(other_number) == int(number) + 1
