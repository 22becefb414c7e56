"""The first pages of a site: every micro-credential, to be searched and filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Document, Link, Paragraph, Piece, Section, Tone, separated
from mcaudit.model import Gate
from mcaudit.report.comparison.columns import Listed
from mcaudit.report.comparison.find import find_blocks, list_blocks
from mcaudit.report.parts import logo_of
from mcaudit.report.site.frame import INDEX, SEARCH, Frame, corrections
from mcaudit.terms.words import number

_LEAD = (
    "Find a micro-credential by state, topic, hours, and cost. Each name leads to a page that says what the "
    "micro-credential asks and offers, and which quality criteria its description addresses."
)
_READINGS = (
    "{} of public pages: the provider did not submit the description. Those pages show what is addressed and met, "
    "but no verdict."
)


PAGE = 100
"""Micro-credentials on a page of a long index."""


def index_pages(
    frame: Frame, rows: Sequence[Listed], links: Mapping[str, str], gate: Gate, under: str
) -> Mapping[str, Document]:
    """Return the first page by its name, or the pages of a long index and the page on which all of it is searched.

    `links` are the addresses of the pages of micro-credentials by the path of their profile.
    """
    title = number(len(rows), "educator micro-credential")
    opening = tuple(_opening(frame, rows, under))
    if not frame.is_paged:
        found = Section(title="Find a micro-credential", anchor="find", blocks=find_blocks(rows, links, gate))
        return {INDEX: frame.page(title, opening, (found,), wide=True)}
    pages = [rows[start : start + PAGE] for start in range(0, len(rows), PAGE)]
    lead = Paragraph(text=_SEARCH, tone=Tone.LEAD)
    section = Section(title="Search all micro-credentials", anchor="find", blocks=list_blocks(rows, links, gate))
    made = {SEARCH: frame.page(f"Search {title}", (lead,), (section,), wide=True)}
    for at, each in enumerate(pages):
        table = find_blocks(each, links, gate, has_finder=False)
        made[_name(at)] = _numbered(frame, title, pages, at, opening if at == 0 else (), table)
    return made


def _name(at: int) -> str:
    """Return the name of a page of the index, from 0."""
    return f"index-{at + 1}.html" if at else INDEX


def _numbered(
    frame: Frame,
    title: str,
    pages: Sequence[Sequence[Listed]],
    at: int,
    opening: tuple[Block, ...],
    found: tuple[Block, ...],
) -> Document:
    """Return a page of a long index, with links to those beside it and to where each state begins."""
    beside = [Link(words, _name(to)) for to, words in ((at - 1, "Previous page"), (at + 1, "Next page"))]
    kept = [link for to, link in zip((at - 1, at + 1), beside, strict=True) if 0 <= to < len(pages)]
    ways: tuple[Piece, ...] = (f"Page {at + 1} of {len(pages)}", *kept, Link("Search all of them", SEARCH))
    turn = Paragraph(text=tuple(separated(((way,) for way in ways), " · ")))
    begins = {row.group.name: _name(to) for to, page in reversed([*enumerate(pages)]) for row in page}
    states = [Link(name, to) for name, to in sorted(begins.items())]
    go = Paragraph(text=("Go to a state: ", *separated(((state,) for state in states), " · ")), tone=Tone.SMALL)
    first, last = pages[at][0].group.name, pages[at][-1].group.name
    place = f"in {first}" if first == last else f"from {first} to {last}"
    sections = (Section(title=f"Micro-credentials {place}", anchor="list", blocks=(turn, *found, turn, go)),)
    return frame.page(title if at == 0 else f"{title}, page {at + 1}", opening, sections, wide=True)


_SEARCH = (
    "Choose a state, a topic, hours, or a cost, or type words of a name. Without scripts, this page is the whole list."
)


def _opening(frame: Frame, rows: Sequence[Listed], under: str) -> Iterator[Block]:
    readings = sum(row.entry.is_reading for row in rows)
    notes = [under, *([_READINGS.format(_readings(readings, len(rows)))] if readings else [])]
    yield from logo_of(frame.agency)
    yield Paragraph(text=_LEAD, tone=Tone.LEAD)
    yield from (Paragraph(text=note) for note in notes)
    yield from corrections(frame.agency)


def _readings(count: int, every: int) -> str:
    if count == every:
        return "Each page is a reading"
    return "One page is a reading" if count == 1 else f"{count} of the {every} pages are readings"
