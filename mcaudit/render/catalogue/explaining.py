"""One thing of the edition explained: a component, a subcomponent, a criterion or a cited work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from mcaudit.model import Component, Criterion, Edition, Example, JsonObject, Outcome, Subcomponent, Work
from mcaudit.render.catalogue.listing import kind_of
from mcaudit.render.catalogue.places import explain_place, place_names
from mcaudit.render.terminal.screen import Screen
from mcaudit.terms.run import View
from mcaudit.terms.words import BINDING, DECIDER, OUTCOME, cited_work, pages

Label = Callable[[str, str], str]
"""Names a place in a profile in words, for a reader who is at the subcomponent of an identifier."""


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


def explained(edition: Edition, name: str, view: View, label: Label) -> str | None:
    """Return what one thing of the edition is and asks, or None where nothing has that name."""
    screen = Screen(view)
    wanted = name.casefold()
    for component in edition.components:
        if wanted in (str(component.number), component.key):
            _explain_component(screen, component)
            return screen.result()
    for sub in edition.subcomponents:
        if wanted in (sub.id.casefold(), sub.key, *(group.id.casefold() for group in sub.groups)):
            _explain_subcomponent(screen, edition, sub)
            return screen.result()
        for criterion in sub.criteria:
            if wanted == criterion.id.casefold():
                _explain_criterion(screen, edition, sub, criterion, label)
                return screen.result()
    for work in edition.works:
        if wanted == work.id:
            _explain_work(screen, edition, work)
            return screen.result()
    return screen.result() if explain_place(screen, edition, wanted) else None


def _explain_component(screen: Screen, component: Component) -> None:
    screen.line(f"{component.number} {component.title}", "bold")
    screen.line(f"{component.text}.")
    screen.show()
    screen.pairs([(sub.id, screen.text(f"{sub.title}: {sub.question}")) for sub in component.subcomponents], indent=2)


def _explain_subcomponent(screen: Screen, edition: Edition, sub: Subcomponent) -> None:
    screen.line(f"{sub.id} {sub.title}{' (optional)' if sub.optional else ''}", "bold")
    screen.line(sub.question)
    screen.pairs(
        [("in a profile", screen.text(f"{sub.component}.{sub.key}")), ("in the source", screen.text(sub.place))],
        indent=2,
    )
    screen.heading("What it asks")
    screen.pairs(
        [(c.id, screen.text(f"{c.title}: {c.text} ({kind_of(c, None, frozenset())})")) for c in sub.criteria], indent=2
    )
    for group in sub.groups:
        screen.line(f"{group.id}: any one of {', '.join(group.members)} is enough. {group.text}", indent=2)
    if sub.skip:
        skipped = ", ".join((*sub.skip.criteria, *sub.skip.subcomponents))
        screen.line(f"After `{sub.skip.field}: {sub.skip.value}`, these do not apply: {skipped}.", indent=2)
    screen.heading("What the answer may give")
    rows = [(key, screen.text(_field(field))) for key, field in sub.answer.items()]
    screen.pairs(rows, indent=2)
    _sources(screen, edition, sub)
    _notes(screen, edition, {sub.id, *(group.id for group in sub.groups), *(c.id for c in sub.criteria)})


def _field(field: Mapping[str, Any]) -> str:
    described = field.get("description")
    return f"{field['title']}. {described}" if described else f"{field['title']}."


def _explain_criterion(screen: Screen, edition: Edition, sub: Subcomponent, criterion: Criterion, label: Label) -> None:
    screen.line(f"{criterion.id}  {criterion.title}", "bold")
    screen.line(f"{criterion.text}.")
    counts = f", counts within {criterion.group}" if criterion.group else ""
    by_state = " Only the state can say it." if criterion.state.said_by_state else ""
    rows = [
        ("level", f"{criterion.level}{counts}"),
        ("part of", f"{sub.id} {sub.title}: {sub.question}"),
        ("who decides", f"{_sentence(DECIDER[criterion.decided_by])} {criterion.because}"),
        ("state", f"{_sentence(BINDING[criterion.state.binding])} {criterion.state.because}{by_state}"),
        ("stated by", f"any of: {'; '.join(dict.fromkeys(label(place, sub.id) for place in criterion.stated_by))}"),
    ]
    if criterion.may_be_not_applicable:
        rows.append(("may not apply", criterion.may_be_not_applicable))
    rows += [
        ("to fix", criterion.remedy),
        ("evidence", f"normally lives in: {', '.join(criterion.evidence_lives_in)}"),
        ("source", criterion.place),
    ]
    screen.pairs([(name, screen.text(told)) for name, told in rows], indent=2)
    _condition(screen, sub, "Met when", criterion.met_when)
    _condition(screen, sub, "Not met when", criterion.not_met_when)
    _examples(screen, criterion)
    _sources(screen, edition, sub)
    _notes(screen, edition, {criterion.id, criterion.group})


def _condition(screen: Screen, sub: Subcomponent, heading: str, condition: JsonObject | None) -> None:
    if condition is None:
        return
    screen.heading(f"{heading} (in {sub.component}.{sub.key}, or from the top of the facts after a slash)")
    screen.verbatim(_yaml(screen, condition, flow=None), indent=4)


def _examples(screen: Screen, criterion: Criterion) -> None:
    """Show an example of each outcome, and name the others."""
    by_outcome: dict[Outcome, list[Example]] = {outcome: [] for outcome in Outcome}
    for example in criterion.examples.all():
        by_outcome[example.gives].append(example)
    for outcome, examples in by_outcome.items():
        if not examples:
            continue
        first, *others = examples
        screen.heading(f"Example: {OUTCOME[outcome]}")
        screen.line(_sentence(first.about), indent=2)
        screen.verbatim(_yaml(screen, first.profile, flow=False), indent=4)
        if first.adds:
            screen.line(f"Could add: {', '.join(first.adds)}.", indent=2)
        if others:
            screen.line(f"Also: {'; '.join(other.about for other in others)}.", indent=2)


def _yaml(screen: Screen, value: Any, *, flow: bool | None) -> str:
    """Return a value as YAML that is still valid when it is copied from the screen: no line of it is wrapped."""
    return yaml.safe_dump(
        value, sort_keys=False, allow_unicode=not screen.view.ascii, width=sys.maxsize, default_flow_style=flow
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _sources(screen: Screen, edition: Edition, sub: Subcomponent) -> None:
    screen.heading("Works that the source cites for it")
    if not sub.sources:
        screen.line("None.", indent=2)
    works = {work.id: work for work in edition.works}
    for source in sub.sources:
        where = f", {pages(source.pages)}" if source.pages else ""
        note = f" {source.note.rstrip('.')}." if source.note else ""
        screen.line(f"{source.work}: {cited_work(works[source.work])}{where}.{note}", indent=2)


def _explain_work(screen: Screen, edition: Edition, work: Work) -> None:
    screen.line(cited_work(work), "bold")
    rows = [("address", screen.text(work.url))]
    if work.publisher:
        rows.append(("publisher", screen.text(work.publisher)))
    rows += [(f"{name} as printed", screen.text(" / ".join(forms))) for name, forms in work.as_printed.items()]
    if work.note:
        rows.append(("note", screen.text(work.note)))
    screen.pairs(rows, indent=2)
    screen.heading("Subcomponents that rest on it")
    cited = [(sub, source) for sub in edition.subcomponents for source in sub.sources if source.work == work.id]
    screen.pairs(
        [
            (sub.id, screen.text(f"{sub.title}{f', {pages(s.pages)}' if s.pages else ''}. {s.note}".strip()))
            for sub, s in cited
        ],
        indent=2,
    )
    _notes(screen, edition, {work.id})


def _notes(screen: Screen, edition: Edition, about: set[str]) -> None:
    for heading, notes in (
        ("How this edition reads it", edition.interpretations),
        ("Where the source disagrees with itself", edition.discrepancies),
    ):
        kept = [note for note in notes if about.intersection(note.about)]
        if kept:
            screen.heading(heading)
            for note in kept:
                screen.note(note)
