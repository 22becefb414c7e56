"""One thing of the edition explained: a component, a subcomponent, a criterion, a cited work, or a place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from mcaudit.blocks import Block, Blocks, Code, Document, Fields, Heading, Paragraph, strong
from mcaudit.model import Component, Criterion, DerivedFact, Edition, Example, JsonObject, Outcome, Subcomponent, Work
from mcaudit.model.fields import each_field, field_at, profile_fields
from mcaudit.report.edition.fields import FieldDescription, describe_field
from mcaudit.report.edition.listing import kind_of
from mcaudit.terms.sentences import capitalized, ended
from mcaudit.terms.words import BINDING, DECIDER, OUTCOME, cited_work, pages

_DERIVED = "derived"
Label = Callable[[str, str], str]
"""(place, subcomponent) → what the place is called."""


def names(edition: Edition) -> tuple[str, ...]:
    """Return everything that can be explained: components, subcomponents, groups, criteria, works, and places."""
    subs = edition.subcomponents
    return (
        *(str(component.number) for component in edition.components),
        *(component.key for component in edition.components),
        *(sub.id for sub in subs),
        *(sub.key for sub in subs),
        *(group.id for sub in subs for group in sub.groups),
        *(criterion.id for criterion in edition.criteria),
        *(work.id for work in edition.works),
        *place_names(edition),
    )


def explained(asked: tuple[Edition, str, Label]) -> Document:
    """Return what one thing of an edition is and asks, by its name; raise LookupError where nothing has that name."""
    edition, name, label = asked
    found = _found(edition, name.casefold(), label) or _place(edition, name.casefold())
    if found is None:
        raise LookupError(name)
    title, blocks = found
    return Document(
        kind="Explanation",
        title=title,
        about=edition.title,
        date=edition.published,
        opening=blocks,
    )


def _found(edition: Edition, name: str, label: Label) -> tuple[str, Blocks] | None:
    for component in edition.components:
        if name in (str(component.number), component.key):
            return f"{component.number} {component.title}", tuple(_component(component))
    for sub in edition.subcomponents:
        if name in (sub.id.casefold(), sub.key, *(group.id.casefold() for group in sub.groups)):
            optional = " (optional)" if sub.optional else ""
            return f"{sub.id} {sub.title}{optional}", tuple(_subcomponent(edition, sub))
        for criterion in sub.criteria:
            if name == criterion.id.casefold():
                return f"{criterion.id} {criterion.title}", tuple(_criterion(edition, sub, criterion, label))
    for work in edition.works:
        if name == work.id:
            return cited_work(work), tuple(_work(edition, work))
    return None


def _component(component: Component) -> Iterator[Block]:
    yield Paragraph(text=f"{component.text}.")
    yield Fields(rows=tuple((sub.id, f"{sub.title}: {sub.question}") for sub in component.subcomponents))


def _subcomponent(edition: Edition, sub: Subcomponent) -> Iterator[Block]:
    yield Paragraph(text=sub.question)
    yield Fields(rows=(("in a profile", f"{sub.component}.{sub.key}"), ("in the source", sub.place)))
    yield Heading(text="What it asks")
    asked = ((c.id, f"{c.title}: {c.text} ({kind_of(c, None, frozenset())})") for c in sub.criteria)
    yield Fields(rows=tuple(asked))
    for group in sub.groups:
        yield Paragraph(text=f"{group.id}: any one of {', '.join(group.members)} is enough. {group.text}.")
    if sub.skip:
        skipped = ", ".join((*sub.skip.criteria, *sub.skip.subcomponents))
        yield Paragraph(text=f"After `{sub.skip.field}: {sub.skip.value}`, these do not apply: {skipped}.")
    yield Heading(text="What the answer may give")
    yield Fields(rows=tuple((key, _field(field)) for key, field in sub.answer.items()))
    yield from _sources(edition, sub)
    yield from _notes(edition, {sub.id, *(group.id for group in sub.groups), *(c.id for c in sub.criteria)})


def _field(field: Mapping[str, Any]) -> str:
    described = field.get("description")
    return f"{field['title']}. {described}" if described else f"{field['title']}."


def _criterion(edition: Edition, sub: Subcomponent, criterion: Criterion, label: Label) -> Iterator[Block]:
    yield Paragraph(text=f"{criterion.text}.")
    yield Fields(rows=tuple(_about(sub, criterion, label)))
    yield from _condition(sub, "Met when", criterion.met_when)
    yield from _condition(sub, "Not met when", criterion.not_met_when)
    yield from _examples(criterion)
    yield from _sources(edition, sub)
    yield from _notes(edition, {criterion.id, criterion.group})


def _about(sub: Subcomponent, criterion: Criterion, label: Label) -> Iterator[tuple[str, str]]:
    counts = f", counts within {criterion.group}" if criterion.group else ""
    by_state = " Only the state can say it." if criterion.state.said_by_state else ""
    places = dict.fromkeys(label(place, sub.id) for place in criterion.stated_by)
    yield "level", f"{criterion.level}{counts}"
    yield "part of", f"{sub.id} {sub.title}: {sub.question}"
    yield "who decides", f"{capitalized(ended(DECIDER[criterion.decided_by]))} {criterion.because}"
    yield "state", f"{capitalized(ended(BINDING[criterion.state.binding]))} {criterion.state.because}{by_state}"
    yield "stated by", f"any of: {'; '.join(places)}"
    if criterion.may_be_not_applicable:
        yield "may not apply", criterion.may_be_not_applicable
    yield "to fix", criterion.remedy
    yield "evidence", f"usually in: {', '.join(criterion.evidence_lives_in)}"
    yield "source", criterion.place


def _condition(sub: Subcomponent, heading: str, condition: JsonObject | None) -> Iterator[Block]:
    if condition is not None:
        where = f"in {sub.component}.{sub.key}, or from the top of the facts after a slash"
        yield Heading(text=f"{heading} ({where})")
        yield _yaml(condition, flow=None)


def _examples(criterion: Criterion) -> Iterator[Block]:
    """Yield an example of each outcome, and name the others."""
    by_outcome: dict[Outcome, list[Example]] = {outcome: [] for outcome in Outcome}
    for example in criterion.examples.all():
        by_outcome[example.gives].append(example)
    for outcome, examples in by_outcome.items():
        if not examples:
            continue
        first, *others = examples
        yield Heading(text=f"Example: {OUTCOME[outcome]}")
        yield Paragraph(text=capitalized(ended(first.about)))
        yield _yaml(first.profile, flow=False)
        if first.adds:
            yield Paragraph(text=f"Could add: {', '.join(first.adds)}.")
        if others:
            yield Paragraph(text=f"Also: {'; '.join(other.about for other in others)}.")


def _yaml(value: Any, *, flow: bool | None) -> Code:
    """Return a value as YAML that is still valid when it is copied from a screen: no line of it is wrapped."""
    options: Mapping[str, Any] = {"sort_keys": False, "width": sys.maxsize, "default_flow_style": flow}
    text, in_ascii = (yaml.safe_dump(value, allow_unicode=unicode, **options) for unicode in (True, False))
    return Code(text=text, ascii=in_ascii)


def _sources(edition: Edition, sub: Subcomponent) -> Iterator[Block]:
    yield Heading(text="Works that the source cites for it")
    if not sub.sources:
        yield Paragraph(text="None.")
        return
    works = {work.id: work for work in edition.works}
    rows = []
    for source in sub.sources:
        where = f", {pages(source.pages)}" if source.pages else ""
        note = f" {source.note.rstrip('.')}." if source.note else ""
        rows.append((source.work, f"{cited_work(works[source.work])}{where}.{note}"))
    yield Fields(rows=tuple(rows))


def _work(edition: Edition, work: Work) -> Iterator[Block]:
    rows = [("address", work.url)]
    if work.publisher:
        rows.append(("publisher", work.publisher))
    rows += [(f"{name} as printed", " / ".join(forms)) for name, forms in work.as_printed.items()]
    if work.note:
        rows.append(("note", work.note))
    yield Fields(rows=tuple(rows))
    yield Heading(text="Subcomponents that rest on it")
    cited = [(sub, source) for sub in edition.subcomponents for source in sub.sources if source.work == work.id]
    yield Fields(
        rows=tuple(
            (sub.id, f"{sub.title}{f', {pages(each.pages)}' if each.pages else ''}. {each.note}".strip())
            for sub, each in cited
        ),
    )
    yield from _notes(edition, {work.id})


def _notes(edition: Edition, about: set[str]) -> Iterator[Block]:
    """Yield the interpretations and discrepancies: what each touches, what the source leaves open, what was chosen."""
    for heading, notes in (
        ("How this edition reads it", edition.interpretations),
        ("Where the source disagrees with itself", edition.discrepancies),
    ):
        kept = [note for note in notes if about.intersection(note.about)]
        if kept:
            yield Heading(text=heading)
            for note in kept:
                yield Paragraph(text=strong(f"{note.id} ({', '.join(note.about) or 'every criterion'})"))
                yield Paragraph(text=f"{note.text} {note.choice}")


# --- a place of a profile ------------------------------------------------------------------------


def place_names(edition: Edition) -> tuple[str, ...]:
    """Return every place that can be explained."""
    facts = (f"{_DERIVED}.{fact.name}" for fact in edition.derived)
    return (*(field.place for field in each_field(profile_fields(edition)) if field.place), *facts)


def _place(edition: Edition, name: str) -> tuple[str, Blocks] | None:
    """Return the title of a place and what stands there, dots or slashes between its steps; None where it is none."""
    steps = name.strip("/").replace("/", ".").split(".")
    if steps[0] == _DERIVED and len(steps) > 1:
        fact = next((each for each in edition.derived if each.name == steps[1].partition("~")[0]), None)
        return (f"{_DERIVED}.{fact.name}", tuple(_fact(fact))) if fact else None
    field = field_at(edition, name)
    if field is None:
        return None
    described = describe_field(edition, field)
    return described.place, tuple(_described(described))


def _fact(fact: DerivedFact) -> Iterator[Block]:
    yield Paragraph(text=f"{fact.description} mcaudit computes it; nobody writes it in a profile.")
    compared = (("compared with", ", ".join(fact.compared_with)),) if fact.compared_with else ()
    yield Fields(rows=(("made from", ", ".join(fact.reads)), *compared))


def _described(described: FieldDescription) -> Iterator[Block]:
    yield Paragraph(text=f"{described.title}. {described.description}".strip())
    bears_on = ", ".join(described.criteria) or "no criterion by itself"
    yield Fields(rows=(("holds", described.holds), ("bears on", bears_on)))
    if described.fields:
        yield Heading(text="What may stand in it")
        yield Fields(rows=tuple(described.fields))
    yield Heading(text="Example")
    yield Code(text=described.example)
