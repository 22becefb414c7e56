"""How far reviewers agree: over everything, and on each component."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import Block, Bullets, Column, Document, Fields, Paragraph, Section, Table
from mcaudit.model import Agreement, Agreements, Edition
from mcaudit.terms.agreement import figures_of, measured_words, measures, parts_of
from mcaudit.terms.words import number

TITLE = "How far reviewers agree"


def agreement_report(found: tuple[Edition, Agreements, str]) -> Document:
    """Return the report on how far reviewers agree, by what was found: edition, measures, and date as YYYY-MM-DD."""
    edition, agreements, date = found
    parts = parts_of(edition, agreements)
    return Document(
        kind="Agreement of reviewers",
        title=TITLE,
        about=edition.title,
        date=date,
        opening=(Paragraph(text=measured_words(agreements)),),
        sections=tuple(
            Section(title=title, anchor=f"part-{index}", blocks=(measured(each),))
            for index, (title, each) in enumerate(parts.items())
        ),
    )


def measured(agreement: Agreement) -> Fields:
    """Return on how many units an agreement rests, and each measure with its interval, or why it is withheld."""
    rows = [("units", f"{number(agreement.paired, 'criterion')} judged by two reviewers or more")]
    for each in measures(agreement):
        beside = each.interval or each.why
        rows.append((each.name, f"{each.value} ({beside})" if each.value else beside))
    return Fields(caption="Each measure with its interval", rows=tuple(rows))


def figures(edition: Edition, agreements: Agreements) -> Iterator[Block]:
    """Yield the measures over everything and on each component as one table, and why some are withheld."""
    of = figures_of(edition, agreements)
    yield Paragraph(text=of.measured)
    label, *others = of.heads
    columns = (Column(head=label, width=22), *(Column(head=head, width=16) for head in others))
    yield Table(caption=of.caption, columns=columns, rows=of.rows)
    if of.reasons:
        yield Bullets(items=of.reasons)
