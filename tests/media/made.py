"""A document that has every block there is, made of texts that a test gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle

from mcaudit.blocks import (
    Badge,
    Bar,
    Block,
    Bullets,
    Code,
    Column,
    Diff,
    Document,
    Fields,
    Group,
    Heading,
    Legend,
    Lines,
    Paragraph,
    Picture,
    Section,
    Table,
    Tone,
    code,
    dim,
    hash_of,
    name,
    strong,
)
from mcaudit.looks import Look

Words = tuple[str, ...]
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
COUNTS = {look: number for number, look in enumerate(Look, 1)}


def lone_blocks() -> tuple[tuple[Block, Words], ...]:
    """Return one block of each kind that has words, with the words that a reader must see of it."""
    columns = (Column(head="Topic", width=20), Column(head="Finding", width=20))
    table = Table(caption="Ledger", columns=columns, rows=(("Cost", "Sixty dollars"), ("Time", "Nine hours")))
    return (
        (Heading(text="Overview"), ("Overview",)),
        (Paragraph(text=("A plain ", strong("remark"))), ("A plain", "remark")),
        (Code(text="criteria: yes\nlevel: two"), ("criteria: yes", "level: two")),
        (Bullets(items=("Oranges", "Lemons")), ("Oranges", "Lemons")),
        (Picture(media_type="image/svg+xml", content=PICTURE, words="Seal"), ("Seal",)),
        (
            Fields(caption="", rows=(("Issuer", "Prairie"), ("Deadline", "Friday"))),
            ("Issuer", "Prairie", "Deadline", "Friday"),
        ),
        (Bar(label="Component", counts={Look.MET: 3}), ("Component: 3 met",)),
        (
            replace(table, rows=(("Cost", Lines(("Sixty dollars", "Free for members"))),)),
            ("Ledger", "Cost", "Sixty dollars", "Free for members"),
        ),
        (table, ("Ledger", "Topic", "Finding", "Cost", "Sixty dollars", "Time", "Nine hours")),
        (Diff(place="Fee", before="Ten euros", after="Twelve euros"), ("Fee", "Ten euros", "Twelve euros")),
        (Group(title="Chapter", blocks=(Paragraph(text="Its content"),)), ("Chapter", "Its content")),
    )


def document_with(block: Block) -> Document:
    """Return a document that holds one block."""
    section = Section(title="Part", anchor="part", blocks=(block,))
    return Document(
        kind="Example",
        title="Title",
        about="About",
        date="2026-01-01",
        tool="mcaudit 1",
        opening=(),
        sections=(section,),
    )


def document_of(texts: Sequence[str]) -> Document:
    """Return a document with every block; every word that could come from a profile is one of the texts."""
    said = cycle(texts)

    def text() -> str:
        return next(said)

    words = (text(), strong(text()), " ", dim(text()), code(text()), hash_of(text()), name("1A-1"), name(text()))
    blocks: tuple[Block, ...] = (
        Heading(text=text(), anchor="heading"),
        *(Paragraph(text=words, tone=tone) for tone in Tone),
        *(Bullets(items=(each, words)) for each in texts),
        Bullets(items=(text(), words), is_numbered=True, start=4),
        Picture(media_type="image/svg+xml", content=PICTURE, words=text()),
        Fields(caption=text(), rows=((text(), words), (text(), text()))),
        Bar(label=text(), counts=COUNTS, words=text()),
        Bar(label=text(), counts={}),
        Legend(),
        table_of(text(), text(), text()),
        *(Diff(place=text(), before=before, after=text()) for before in (None, text())),
        Group(title=(strong(text()), text()), anchor="1A-1", blocks=(Paragraph(text=text()),)),
    )
    return Document(
        kind="Example",
        title=text(),
        about=text(),
        date="2026-01-01",
        tool="mcaudit 1",
        opening=(Paragraph(text=text()),),
        sections=(
            Section(title=text(), anchor="first", blocks=blocks),
            Section(title=text(), anchor="second", blocks=(), opens_page=True),
            Section(title=text(), anchor="third", blocks=(), before=(Paragraph(text=text()),)),
        ),
    )


def table_of(first: str, second: str, third: str) -> Table:
    """Return a table with every kind of cell."""
    return Table(
        caption=first,
        columns=(
            Column(head="Name", width=20),
            Column(head="Says", width=30, title=second),
            Column(head="Status", width=16),
            Column(head="Bar", width=20),
            Column(head="Number", width=8, is_number=True),
        ),
        rows=(
            *(
                (
                    third,
                    Lines((second, (first, dim(third)))),
                    Badge(second, look, "x"),
                    Bar(label=first, counts=COUNTS),
                    3,
                )
                for look in Look
            ),
            (
                name("1A-1"),
                None,
                (Badge(third, Look.MET), " ", dim(first)),
                Bar(label="b", counts={}, words=third),
                0.5,
            ),
        ),
        name="Example",
        has_total=True,
    )
