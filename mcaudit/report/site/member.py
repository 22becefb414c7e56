"""The page of one micro-credential: key facts, what its description addresses, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mcaudit.blocks import (
    Block,
    Bullets,
    Document,
    Fields,
    Group,
    Legend,
    Link,
    Paragraph,
    Piece,
    Section,
    Text,
    Tone,
    strong,
)
from mcaudit.model import Audit, Component, Edition, Finding, Status, Subcomponent, SubcomponentResult
from mcaudit.model.comparison import Choice, Entry
from mcaudit.model.states import state_name
from mcaudit.model.words import GroupBy
from mcaudit.report.audit.finding import found_words, title_of
from mcaudit.report.badges import rating_badge, status_badge
from mcaudit.report.comparison.currency import currency_details, currency_lines
from mcaudit.report.comparison.scores import coverage_bar
from mcaudit.report.comparison.words import CHOICES, component_words, coverage_label, facts_words, shows_verdict
from mcaudit.report.parts import table
from mcaudit.report.site.frame import Frame, corrections
from mcaudit.terms.remarks import audited_for
from mcaudit.terms.sentences import day_words
from mcaudit.terms.verdicts import verdict_sentence
from mcaudit.terms.words import STATUS, any_one_words, met_range, response_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows of a micro-credential."""

    entry: Entry
    findings: tuple[Finding, ...]
    verdict: str
    """What the verdict of the endorsement gate means, in a sentence."""
    audited_for: str
    """For which state it was audited, in a sentence, where that is not its own; empty otherwise."""
    policy: str
    """The title of the policy that was applied; empty without one."""
    date: str
    responses: Mapping[str, tuple[str, ...]]
    """What the provider said to earlier findings, in words, by criterion."""
    document: str = ""
    """The address of the whole audit; empty where there is none."""
    origin: str = ""
    """Where the whole audit is to be had, in a sentence, where there is none."""


def shown_of(audit: Audit, entry: Entry, document: str) -> Shown:
    """Return what a page shows of an audit; `document` is the address of all of it, empty where there is none."""
    return Shown(
        entry=entry,
        findings=audit.findings,
        verdict=verdict_sentence(audit, audit.gate),
        audited_for=audited_for(audit.profile),
        policy=audit.policy.title if audit.policy else "",
        date=audit.date,
        responses={each.criterion: tuple(map(response_words, each.responses)) for each in audit.findings},
        document=document,
    )


_FACTS = (
    *(Choice.HOURS, Choice.COST, Choice.EVIDENCE, Choice.CURRENCY, Choice.PURPOSES),
    *(Choice.EVALUATORS, Choice.RESUBMISSION, Choice.FORM, Choice.STACK),
)
_UP = "../"


def member_page(frame: Frame, edition: Edition, shown: Shown) -> Document:
    """Return the page of a micro-credential."""
    entry = shown.entry
    title = f"{entry.title} (fictional)" if entry.fictional else entry.title
    return frame.page(
        f"Reading of public pages: {title}" if entry.is_reading else title,
        tuple(_opening(frame, edition, shown)),
        (
            Section(title="What is addressed and met", anchor="scores", blocks=tuple(_scores(edition, entry))),
            *(_component(shown, component) for component in edition.components),
        ),
        up=_UP,
    )


# --- the beginning -------------------------------------------------------------------------------


def _opening(frame: Frame, edition: Edition, shown: Shown) -> Iterator[Block]:
    entry = shown.entry
    if shows_verdict(entry):
        yield Paragraph(text=shown.verdict, tone=Tone.LEAD)
    else:
        yield Paragraph(text=(strong("The provider did not submit this."), f" {_READING}"), tone=Tone.NOTE)
    if shown.audited_for:
        yield Paragraph(text=shown.audited_for)
    if not entry.offers_learning:
        yield Paragraph(text="The micro-credential offers no learning opportunities.")
    counts = entry.score.required
    yield Paragraph(
        text=f"The description addresses {counts.addressed} of {counts.total} requirements. "
        f"{met_range(entry.coverage.score.required)} are met."
    )
    yield Fields(caption="Key facts, as the description says them", rows=tuple(_facts(shown)))
    if details := currency_details(entry):
        yield Paragraph(text="What it is worth", tone=Tone.LABEL)
        yield Bullets(items=details)
    if shown.document:
        yield Paragraph(text=(Link("The whole audit", shown.document), ", with sources and signature."))
    if shown.origin:
        yield Paragraph(text=shown.origin, tone=Tone.SMALL)
    yield from corrections(frame.agency)


_READING = (
    "Somebody read the public pages and compared what they say with the quality criteria. The micro-credential may do "
    "more than its pages say. A reading has no verdict."
)


def _facts(shown: Shown) -> Iterator[tuple[str, Text]]:
    entry = shown.entry
    yield "State", state_name(entry.state)
    for label, by in (("Topic", GroupBy.TOPIC), ("Developed by", GroupBy.ORGANIZATION), ("Issued by", GroupBy.ISSUER)):
        yield label, entry.groups[by]
    for choice in _FACTS:
        lines = "; ".join(currency_lines(entry)) if choice is Choice.CURRENCY else ""
        yield CHOICES[choice], lines or facts_words(entry.facts[choice], choice)
    yield "State policy applied", shown.policy or "none"
    yield "Date", day_words(shown.date)


def _scores(edition: Edition, entry: Entry) -> Iterator[Block]:
    yield Legend()
    heads = (("Component", 26), ("Addressed", 20), ("Met", 12))
    rows = (
        (coverage_label(edition, each), coverage_bar(edition, each, entry.title), met_range(each.score.required))
        for each in (entry.coverage, *entry.components)
    )
    yield table("Requirements, by component", heads, rows, numbers=1)


# --- what was found ------------------------------------------------------------------------------


def _component(shown: Shown, component: Component) -> Section:
    findings = {finding.criterion: finding for finding in shown.findings}
    results = {result.id: result for result in shown.entry.subcomponents}
    groups = tuple(_subcomponent(sub, results[sub.id], findings, shown.responses) for sub in component.subcomponents)
    return Section(title=component_words(component), anchor=f"component-{component.number}", blocks=groups)


def _subcomponent(
    sub: Subcomponent,
    result: SubcomponentResult,
    findings: Mapping[str, Finding],
    responses: Mapping[str, tuple[str, ...]],
) -> Group:
    mine = {title_of(each, findings[each.id]): findings[each.id] for each in sub.criteria}
    said = {title: each for title, each in mine.items() if each.status not in _SILENT}
    blocks: list[Block] = [Paragraph(text=sub.question, tone=Tone.SMALL)]
    blocks += [Paragraph(text=any_one_words(group), tone=Tone.SMALL) for group in sub.groups]
    if said:
        rows = ((title, status_badge(each.status), found_words(each)) for title, each in said.items())
        heads = (("Criterion", 28), ("Status", 16), ("What was found", 46))
        blocks.append(table(f"What was found for {sub.id}", heads, rows))
    blocks += _only_named(mine)
    blocks += _responses(mine, responses)
    title: tuple[Piece, ...] = (f"{sub.id} {sub.title} ", rating_badge(result.rating))
    return Group(title=title, anchor=sub.id, blocks=tuple(blocks))


_SILENT = (Status.NOT_STATED, Status.NOT_APPLICABLE)


def _only_named(findings: Mapping[str, Finding]) -> Iterator[Block]:
    """Yield what has nothing to show but its name, in a line for each status."""
    for status in _SILENT:
        if names := [title for title, each in findings.items() if each.status is status]:
            yield Paragraph(text=(strong(f"{STATUS[status].capitalize()}:"), f" {'; '.join(names)}."))


def _responses(findings: Mapping[str, Finding], responses: Mapping[str, tuple[str, ...]]) -> Iterator[Block]:
    items = tuple(
        (strong(f"{title}:"), f" {words}")
        for title, each in findings.items()
        for words in responses.get(each.criterion, ())
    )
    if items:
        yield Paragraph(text="The provider’s responses", tone=Tone.LABEL)
        yield Bullets(items=items)
