"""The cited works as a numbered bibliography: which of them a subcomponent rests on."""

from __future__ import annotations

from dataclasses import dataclass

from mcaudit.model import Edition, Subcomponent, Work
from mcaudit.terms.words import pages


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCited:
    """A work that a subcomponent rests on, by its number among the works of the edition."""

    number: int
    work: Work
    pages: str

    @property
    def short(self) -> str:
        """The work in a few words."""
        return short_name(self.work)


def works_cited(edition: Edition, sub: Subcomponent) -> tuple[WorkCited, ...]:
    """Return the works that a subcomponent rests on, in its own order."""
    numbered = {work.id: (number, work) for number, work in enumerate(edition.works, 1)}
    found = ((*numbered[reference.work], pages(reference.pages)) for reference in sub.sources)
    return tuple(WorkCited(number=number, work=work, pages=at) for number, work, at in found)


def short_name(work: Work) -> str:
    """Return a work in a few words: its first author and the year."""
    return f"{work.authors.split(',')[0]} ({work.year})"
