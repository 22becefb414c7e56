"""The page of one micro-credential: key facts, what its description addresses, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mcaudit.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Fields,
    Group,
    Legend,
    Link,
    Paragraph,
    Piece,
    Section,
    Table,
    Text,
    Tone,
    strong,
)
from mcaudit.model import Audit, Component, Finding, Status, Subcomponent, SubcomponentResult
from mcaudit.model.comparison import Choice, Entry
from mcaudit.model.words import GroupBy
from mcaudit.report.audit.findings import found_words, title_of
from mcaudit.report.badges import rating_badge, status_badge
from mcaudit.report.comparison.scores import bar_of
from mcaudit.report.comparison.words import CHOICES, component_words, covered, facts_words, shows_verdict
from mcaudit.report.site.frame import Frame, corrections
from mcaudit.terms.remarks import audited_for
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import STATUS, response_words, verdict_sentence

_FACTS = (
    *(Choice.HOURS, Choice.COST, Choice.EVIDENCE, Choice.CURRENCY, Choice.PURPOSES),
    *(Choice.EVALUATORS, Choice.RESUBMISSION, Choice.FORM, Choice.STACK),
)
_UP = "../"


def member_page(frame: Frame, audit: Audit, entry: Entry, document: str) -> Document:
    """Return the page; `document` is the address of the whole audit, empty where there is none."""
    title = f"{entry.title} (fictional)" if entry.fictional else entry.title
    return frame.page(
        f"Reading of public pages: {title}" if entry.is_reading else title,
        tuple(_opening(frame, audit, entry, document)),
        (
            Section(title="What is addressed and met", anchor="scores", blocks=tuple(_scores(audit, entry))),
            *(_component(audit, component) for component in audit.edition.components),
        ),
        up=_UP,
    )


# --- the beginning -------------------------------------------------------------------------------


def _opening(frame: Frame, audit: Audit, entry: Entry, document: str) -> Iterator[Block]:
    if shows_verdict(entry):
        yield Paragraph(text=verdict_sentence(audit, audit.gate), tone=Tone.LEAD)
    else:
        yield Paragraph(text=(strong("The provider did not submit this."), f" {_READING}"), tone=Tone.NOTE)
    if about := audited_for(audit.profile):
        yield Paragraph(text=about)
    if not entry.offers_learning:
        yield Paragraph(text="The micro-credential offers no learning opportunities.")
    counts = entry.score.required
    yield Paragraph(
        text=f"The description addresses {counts.addressed} of {counts.total} requirements. "
        f"{covered(audit.edition, entry.coverage).met} are met."
    )
    yield Fields(caption="Key facts, as the description says them", rows=tuple(_facts(audit, entry)))
    if document:
        yield Paragraph(text=(Link("The whole audit", document), ", with sources and signature."))
    yield from corrections(frame.agency)


_READING = (
    "Somebody read the public pages and compared what they say with the quality criteria. The micro-credential may do "
    "more than its pages say. A reading has no verdict."
)


def _facts(audit: Audit, entry: Entry) -> Iterator[tuple[str, Text]]:
    yield "State", entry.state
    for label, by in (("Topic", GroupBy.TOPIC), ("Developed by", GroupBy.ORGANIZATION), ("Issued by", GroupBy.ISSUER)):
        yield label, entry.groups[by]
    for choice in _FACTS:
        yield CHOICES[choice], facts_words(entry.facts[choice], choice)
    yield "State policy applied", audit.policy.title if audit.policy else "none"
    yield "Date", day_words(audit.date)


def _scores(audit: Audit, entry: Entry) -> Iterator[Block]:
    yield Legend()
    yield Table(
        caption="Requirements, by component",
        columns=(
            Column(head="Component", width=26),
            Column(head="Addressed", width=20),
            Column(head="Met", width=12, is_number=True),
        ),
        rows=tuple(
            (component.label, bar_of(audit.edition, coverage, entry.title), component.met)
            for coverage in (entry.coverage, *entry.components)
            for component in [covered(audit.edition, coverage)]
        ),
    )


# --- what was found ------------------------------------------------------------------------------


def _component(audit: Audit, component: Component) -> Section:
    findings = {finding.criterion: finding for finding in audit.findings}
    results = {result.id: result for result in audit.subcomponents}
    groups = tuple(_subcomponent(sub, results[sub.id], findings) for sub in component.subcomponents)
    return Section(title=component_words(component), anchor=f"component-{component.number}", blocks=groups)


def _subcomponent(sub: Subcomponent, result: SubcomponentResult, findings: Mapping[str, Finding]) -> Group:
    mine = {title_of(each, findings[each.id]): findings[each.id] for each in sub.criteria}
    said = {title: each for title, each in mine.items() if each.status not in _SILENT}
    blocks: list[Block] = [Paragraph(text=sub.question, tone=Tone.SMALL)]
    if said:
        blocks.append(_table(sub, said))
    blocks += _only_named(mine)
    blocks += _responses(mine)
    title: tuple[Piece, ...] = (f"{sub.id} {sub.title} ", rating_badge(result.rating))
    return Group(title=title, anchor=sub.id, blocks=tuple(blocks))


_SILENT = (Status.NOT_STATED, Status.NOT_APPLICABLE)


def _only_named(findings: Mapping[str, Finding]) -> Iterator[Block]:
    """Yield what has nothing to show but its name, in a line for each status."""
    for status in _SILENT:
        if names := [title for title, each in findings.items() if each.status is status]:
            yield Paragraph(text=(strong(f"{STATUS[status].capitalize()}:"), f" {'; '.join(names)}."))


def _table(sub: Subcomponent, findings: Mapping[str, Finding]) -> Table:
    return Table(
        caption=f"What was found for {sub.id}",
        columns=(
            Column(head="Criterion", width=28),
            Column(head="Status", width=16),
            Column(head="What was found", width=46),
        ),
        rows=tuple((title, status_badge(each.status), found_words(each)) for title, each in findings.items()),
    )


def _responses(findings: Mapping[str, Finding]) -> Iterator[Block]:
    items = tuple(
        (strong(f"{title}:"), f" {response_words(response)}")
        for title, each in findings.items()
        for response in each.responses
    )
    if items:
        yield Paragraph(text="The provider’s responses", tone=Tone.LABEL)
        yield Bullets(items=items)
