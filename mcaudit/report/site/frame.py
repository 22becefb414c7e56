"""What every page of a site shares: the links between pages, and whom to write to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mcaudit.blocks import Block, Document, Link, Paragraph, Piece, Section
from mcaudit.model.agency import Agency, Contact

INDEX, COMPARISON, CRITERIA = "index.html", "comparison.html", "criteria.html"
_PLACES = ((INDEX, "Micro-credentials"), (COMPARISON, "Comparison"), (CRITERIA, "The criteria"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the pages of one site share; `date` is YYYY-MM-DD, and `is_compared` says whether it has a comparison."""

    agency: Agency | None
    about: str
    date: str
    is_compared: bool

    @property
    def name(self) -> str:
        """Whose site it is."""
        return self.agency.name if self.agency else "Micro-credentials"

    def places(self, up: str = "") -> tuple[Link, ...]:
        """Return the links between pages; `up` leads from a page to the folder of the index."""
        return tuple(Link(text, f"{up}{name}") for name, text in _PLACES if name != COMPARISON or self.is_compared)

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
    for index, way in enumerate(ways):
        yield from ([", "] if index else [])
        yield way
