"""The first page of a site: every micro-credential, to be searched and filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mcaudit.blocks import Document, Paragraph, Picture, Section, Tone
from mcaudit.model import Gate
from mcaudit.model.agency import Agency
from mcaudit.report.comparison.columns import Listed
from mcaudit.report.comparison.find import find_blocks
from mcaudit.report.site.frame import Frame, corrections
from mcaudit.terms.words import number

_LEAD = (
    "Find a micro-credential by state, topic, hours, and cost. Each name leads to a page that says what the "
    "micro-credential asks and offers, and which quality criteria its description addresses."
)
_READINGS = (
    "{} of public pages: the provider did not submit the description. Those pages show what is addressed and met, "
    "but no verdict."
)


def index_page(frame: Frame, rows: Sequence[Listed], links: Mapping[str, str], gate: Gate, under: str) -> Document:
    """Return the first page; `links` are the addresses of the pages by the path of their profile."""
    readings = sum(row.entry.is_reading for row in rows)
    notes = [under, *([_READINGS.format(_readings(readings, len(rows)))] if readings else [])]
    opening = (
        *_logo(frame.agency),
        Paragraph(text=_LEAD, tone=Tone.LEAD),
        *(Paragraph(text=note) for note in notes),
        *corrections(frame.agency),
    )
    title = f"{number(len(rows), 'educator micro-credential')}"
    found = Section(title="Find a micro-credential", anchor="find", blocks=find_blocks(rows, links, gate))
    return frame.page(title, opening, (found,), wide=True)


def _logo(agency: Agency | None) -> tuple[Picture, ...]:
    if agency is None or agency.logo is None:
        return ()
    logo = agency.logo
    return (Picture(media_type=logo.media_type, content=logo.content, words=f"Logo of {agency.name}"),)


def _readings(count: int, every: int) -> str:
    if count == every:
        return "Each page is a reading"
    return "One page is a reading" if count == 1 else f"{count} of the {every} pages are readings"
