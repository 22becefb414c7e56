"""The cited works as a numbered bibliography, with the subcomponents that rest on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model import Edition, Subcomponent, Work, WorkReference
from mcaudit.terms.words import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCited:
    """One citation of a work by a subcomponent."""

    number: int
    short: str
    pages: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Forms in which the source prints a part of a reference."""

    part: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """A work of the bibliography: as corrected, as printed, and what rests on it."""

    number: int
    id: str
    authors: str
    year: str
    title: str
    container: str
    publisher: str
    url: str
    printed: tuple[Printed, ...]
    note: str
    cited_by: tuple[tuple[str, str, str], ...]
    """Subcomponent, pages and remark of each citation."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The works of an edition, numbered in its own order."""

    works: tuple[ListedWork, ...]
    numbers: Mapping[str, int]

    def of(self, sub: Subcomponent) -> tuple[WorkCited, ...]:
        """Return the works that a subcomponent rests on."""
        return tuple(self._cited(reference) for reference in sub.sources)

    def _cited(self, reference: WorkReference) -> WorkCited:
        number = self.numbers[reference.work]
        work = self.works[number - 1]
        return WorkCited(number=number, short=_short(work), pages=pages(reference.pages), note=reference.note)


def sources_of(edition: Edition) -> Sources:
    """Return the bibliography of an edition."""
    listed = tuple(_listed(edition, number, work) for number, work in enumerate(edition.works, 1))
    return Sources(listed, {work.id: work.number for work in listed})


def _listed(edition: Edition, number: int, work: Work) -> ListedWork:
    return ListedWork(
        number=number,
        id=work.id,
        authors=work.authors,
        year=work.year,
        title=work.title,
        container=work.container,
        publisher=work.publisher,
        url=work.url,
        printed=tuple(
            Printed(part="address" if part == "url" else part, forms=f) for part, f in work.as_printed.items()
        ),
        note=work.note,
        cited_by=tuple(
            (sub.id, pages(reference.pages), reference.note)
            for sub in edition.subcomponents
            for reference in sub.sources
            if reference.work == work.id
        ),
    )


def _short(work: ListedWork) -> str:
    first = work.authors.split(",")[0]
    return f"{first} ({work.year})"
