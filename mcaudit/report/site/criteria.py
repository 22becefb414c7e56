"""The criteria explained: components, subcomponents with their guiding questions, and what each criterion asks."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import Block, Bullets, Document, Group, Paragraph, Section, Tone, strong
from mcaudit.model import Component, Edition, Level, Subcomponent
from mcaudit.report.parts import table
from mcaudit.report.site.frame import Frame
from mcaudit.terms.sentences import ended
from mcaudit.terms.words import DECIDER, any_one_words, cited_work, pages

_HEADS = (("Criterion", 28), ("What it asks", 60), ("Who decides", 22))


def criteria_page(frame: Frame, edition: Edition) -> Document:
    """Return the page that explains an edition."""
    required = sum(each.level is Level.REQUIRED for each in edition.criteria)
    lead = (
        f"The {edition.title} have {len(edition.components)} components, {len(edition.subcomponents)} subcomponents, "
        f"and {len(edition.criteria)} criteria. {required} are required, and {len(edition.criteria) - required} are "
        "desired."
    )
    source = (
        f"Source: {edition.title}, {edition.publisher}, {edition.published}. "
        "The criteria stand here in our own words, each with its place in the source."
    )
    opening = (Paragraph(text=lead, tone=Tone.LEAD), Paragraph(text=source))
    sections = (*(_section(each) for each in edition.components), _works(edition))
    return frame.page("The criteria explained", opening, sections)


def _section(component: Component) -> Section:
    blocks: list[Block] = [Paragraph(text=ended(component.text))]
    blocks += [
        Group(title=f"{sub.id} {sub.title}", anchor=sub.id, blocks=tuple(_blocks(sub)))
        for sub in component.subcomponents
    ]
    title = f"{component.number} {component.title}"
    return Section(title=title, anchor=f"component-{component.number}", blocks=tuple(blocks))


def _blocks(sub: Subcomponent) -> Iterator[Block]:
    optional = " This subcomponent is optional." if sub.optional else ""
    yield Paragraph(text=(strong("Guiding question:"), f" {sub.question}{optional}"))
    rows = (
        (f"{each.id} {each.title} ({each.level})", f"{each.text}.", DECIDER[each.decided_by]) for each in sub.criteria
    )
    yield table(f"What {sub.id} asks", _HEADS, rows)
    for group in sub.groups:
        yield Paragraph(text=any_one_words(group), tone=Tone.SMALL)
    yield Paragraph(text=f"In the source: {sub.place}.", tone=Tone.SMALL)


def _works(edition: Edition) -> Section:
    cited: dict[str, list[str]] = {}
    for sub in edition.subcomponents:
        for each in sub.sources:
            cited.setdefault(each.work, []).append(" ".join(filter(None, (sub.id, pages(each.pages)))))
    works = {work.id: work for work in edition.works}
    items = tuple(f"{cited_work(works[work])}. For {', '.join(subs)}." for work, subs in cited.items())
    return Section(title="Works that the source cites", anchor="works", blocks=(Bullets(items=items),))
