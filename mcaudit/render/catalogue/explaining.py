"""One thing of the edition explained: a component, a subcomponent, a criterion or a cited work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from mcaudit.model import Component, Criterion, Decider, Edition, FailingExample, PassingExample, Subcomponent, Work
from mcaudit.render.catalogue.listing import DECIDERS, kind_of
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import cited_work, pages


def names(edition: Edition) -> tuple[str, ...]:
    """Return everything that can be explained: components, subcomponents, groups, criteria and works."""
    subs = edition.subcomponents
    return (
        *(str(component.number) for component in edition.components),
        *(component.key for component in edition.components),
        *(sub.id for sub in subs),
        *(sub.key for sub in subs),
        *(group.id for sub in subs for group in sub.groups),
        *(criterion.id for criterion in edition.criteria),
        *(work.id for work in edition.works),
    )


def explained(edition: Edition, name: str, view: View) -> str | None:
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
                _explain_criterion(screen, edition, sub, criterion)
                return screen.result()
    for work in edition.works:
        if wanted == work.id:
            _explain_work(screen, edition, work)
            return screen.result()
    return None


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
    screen.pairs([(c.id, screen.text(f"{c.text} ({kind_of(c, None, frozenset())})")) for c in sub.criteria], indent=2)
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


def _explain_criterion(screen: Screen, edition: Edition, sub: Subcomponent, criterion: Criterion) -> None:
    screen.line(f"{criterion.id}  {criterion.text}", "bold")
    rows = [
        (
            "level",
            screen.text(str(criterion.level) + (f", counts within {criterion.group}" if criterion.group else "")),
        ),
        ("part of", screen.text(f"{sub.id} {sub.title}: {sub.question}")),
        ("decided by", screen.text(f"{DECIDERS[criterion.decided_by]}. {criterion.because}")),
    ]
    if criterion.state:
        decides = "decide" if criterion.decided_by is Decider.FACTS else "can refuse"
        effect = f"Facts {decides} it where a policy sets `{criterion.state.setting}`; otherwise a reviewer decides."
        told = f"{criterion.state.because} {effect}"
        rows.append(("the state", screen.text(told)))
    if criterion.may_be_not_applicable:
        rows.append(("may not apply", screen.text(criterion.may_be_not_applicable)))
    rows += [
        ("reads", screen.text(", ".join(criterion.reads))),
        ("remedy", screen.text(criterion.remedy)),
        ("evidence", screen.text(f"normally lives in: {', '.join(criterion.evidence_lives_in)}")),
        ("source", screen.text(criterion.place)),
    ]
    screen.pairs(rows, indent=2)
    _example(screen, sub, criterion, "An example that passes", criterion.passing[0])
    failing = max(criterion.failing, key=lambda example: len(example.breaks))
    _example(screen, sub, criterion, "An example that fails", failing)
    _sources(screen, edition, sub)
    _notes(screen, edition, {criterion.id, criterion.group})


def _example(
    screen: Screen, sub: Subcomponent, criterion: Criterion, heading: str, example: PassingExample | FailingExample
) -> None:
    screen.heading(f"{heading}: {example.about}")
    shown = example.profile if criterion.over_profile else {sub.component: example.profile[sub.component]}
    dumped = yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=max(40, screen.view.width - 8))
    for line in dumped.rstrip("\n").split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        screen.line(line.lstrip(" "), indent=4 + indent)


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
