"""What every page of a site shares: the links between pages, and whom to write to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mcaudit.blocks import Block, Document, Link, Paragraph, Piece, Section, separated
from mcaudit.model.agency import Agency, Contact
from mcaudit.report.comparison.words import MANY

INDEX, SEARCH, COMPARISON, CRITERIA = "index.html", "search.html", "comparison.html", "criteria.html"
_PLACES = (
    *((INDEX, "Micro-credentials"), (SEARCH, "Search")),
    *((COMPARISON, "Comparison"), (CRITERIA, "The criteria")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the pages of one site share; `date` is YYYY-MM-DD."""

    agency: Agency | None
    about: str
    date: str
    is_compared: bool
    """Whether it has a comparison."""
    is_paged: bool = False
    """Whether its index is cut in pages, and has a page to search all of it."""

    @property
    def name(self) -> str:
        """Whose site it is."""
        return self.agency.name if self.agency else "Micro-credentials"

    def places(self, up: str = "") -> tuple[Link, ...]:
        """Return the links between pages; `up` leads from a page to the folder of the index."""
        has = {COMPARISON: self.is_compared, SEARCH: self.is_paged}
        return tuple(Link(text, f"{up}{name}") for name, text in _PLACES if has.get(name, True))

    def page(
        self, title: str, opening: tuple[Block, ...], sections: tuple[Section, ...], *, up: str = "", wide: bool = False
    ) -> Document:
        """Return a page of the site."""
        return Document(
            kind=self.name,
            title=title,
            about=self.about,
            date=self.date,
            opening=opening,
            sections=sections,
            places=self.places(up),
            is_wide=wide,
        )


def frame_of(agency: Agency | None, about: str, date: str, count: int) -> Frame:
    """Return what the pages of a site of so many micro-credentials share."""
    return Frame(agency=agency, about=about, date=date, is_compared=count > 1, is_paged=count > MANY)


def corrections(agency: Agency | None) -> Iterator[Block]:
    """Yield whom to write to about a mistake; nothing without a contact."""
    if agency and (reached := tuple(_reached(agency.contact))):
        who = agency.contact.name or agency.name
        yield Paragraph(text=(f"Is something wrong on this page? Contact {who}: ", *reached, "."))


def _reached(contact: Contact) -> Iterator[Piece]:
    ways: list[Piece] = []
    if contact.email:
        ways.append(Link(contact.email, f"mailto:{contact.email}"))
    ways += [contact.phone] if contact.phone else []
    if contact.website:
        ways.append(Link(contact.website, contact.website))
    ways += [", ".join(contact.address.splitlines())] if contact.address and not ways else []
    return separated(((way,) for way in ways), ", ")
