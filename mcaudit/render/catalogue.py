"""The edition for readers: as a list, as JSON, and one thing of it explained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml
from rich.padding import Padding
from rich.table import Table

from mcaudit.model import (
    Component,
    Criterion,
    Decider,
    Edition,
    FailingExample,
    Level,
    PassingExample,
    Subcomponent,
    Work,
)
from mcaudit.render.report import View
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import number, pages

_DECIDERS = {Decider.FACTS: "facts", Decider.REVIEWER: "a reviewer"}


# --- the list ------------------------------------------------------------------------------------


def as_json(edition: Edition) -> str:
    """Return the edition as JSON: components, subcomponents, criteria and works."""
    document = {
        "format": "mcaudit-criteria/1",
        "id": edition.id,
        "title": edition.title,
        "publisher": edition.publisher,
        "published": edition.published,
        "sha256": edition.sha256,
        "components": [_component(component) for component in edition.components],
        "sources": [_work(work) for work in edition.works],
        "interpretations": [_note(note) for note in edition.interpretations],
        "discrepancies": [_note(note) for note in edition.discrepancies],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _component(component: Component) -> dict[str, Any]:
    return {
        "number": component.number,
        "key": component.key,
        "title": component.title,
        "subcomponents": [_subcomponent(sub) for sub in component.subcomponents],
    }


def _subcomponent(sub: Subcomponent) -> dict[str, Any]:
    return {
        "id": sub.id,
        "key": sub.key,
        "title": sub.title,
        "question": sub.question,
        "optional": sub.optional,
        "sources": [{"id": s.work, "pages": s.pages, "note": s.note} for s in sub.sources],
        "groups": [{"id": group.id, "text": group.text, "members": list(group.members)} for group in sub.groups],
        "criteria": [_criterion(criterion) for criterion in sub.criteria],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "level": criterion.level,
        "text": criterion.text,
        "place": criterion.place,
        "decided_by": criterion.decided_by,
        "because": criterion.because,
        "any_of": criterion.group or None,
        "state_setting": criterion.state.setting if criterion.state else None,
        "may_be_not_applicable": bool(criterion.may_be_not_applicable),
        "reads": list(criterion.reads),
        "remedy": criterion.remedy,
        "evidence_lives_in": list(criterion.evidence_lives_in),
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "id": work.id,
        "authors": work.authors,
        "year": work.year,
        "title": work.title,
        "container": work.container,
        "publisher": work.publisher,
        "url": work.url,
        "as_printed": {name: list(forms) for name, forms in work.as_printed.items()},
        "note": work.note,
    }


def _note(note: Any) -> dict[str, Any]:
    return {"id": note.id, "about": list(note.about), "text": note.text, "choice": note.choice}


def as_list(edition: Edition, view: View) -> str:
    """Return the edition as a list of every criterion, for a screen."""
    screen = Screen(view)
    screen.line(edition.title, "bold")
    required = sum(criterion.level is Level.REQUIRED for criterion in edition.criteria)
    counted = len(edition.criteria)
    parts = f"{number(len(edition.components), 'component')}, {number(len(edition.subcomponents), 'subcomponent')}"
    screen.line(f"{edition.publisher}, {edition.published}.")
    screen.line(f"{parts}, {counted} criteria: {required} required, {counted - required} desired.")
    screen.line(f"Edition {edition.id}, sha256 {edition.sha256}", "dim")
    for component in edition.components:
        screen.heading(f"{component.number} {component.title}: {component.text}")
        for sub in component.subcomponents:
            screen.show()
            screen.line(f"{sub.id} {sub.title}{' (optional)' if sub.optional else ''}", "bold", indent=2)
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(no_wrap=True)
            table.add_column(ratio=1, overflow="fold")
            for criterion in sub.criteria:
                table.add_row(criterion.id, screen.text(f"{criterion.text} ({_kind(criterion)})"))
            screen.show(Padding(table, (0, 0, 0, 4)))
    return screen.result()


def _kind(criterion: Criterion) -> str:
    parts = [str(criterion.level), f"decided by {_DECIDERS[criterion.decided_by]}"]
    if criterion.state:
        parts.append("where the state's policy says; else by a reviewer")
    if criterion.group:
        parts.append(f"counts within {criterion.group}")
    return ", ".join(parts)


# --- one thing of it -----------------------------------------------------------------------------


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
    screen.pairs([(c.id, screen.text(f"{c.text} ({_kind(c)})")) for c in sub.criteria], indent=2)
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
        ("decided by", screen.text(f"{_DECIDERS[criterion.decided_by]}. {criterion.because}")),
    ]
    if criterion.state:
        decides = f"Facts decide it where a policy sets `{criterion.state.setting}`; otherwise a reviewer does."
        told = f"{criterion.state.because} {decides}"
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
        screen.line(f"{source.work}: {_citation(works[source.work])}{where}.{note}", indent=2)


def _citation(work: Work) -> str:
    container = f". {work.container}" if work.container else ""
    return f"{work.authors} ({work.year}). {work.title}{container}"


def _explain_work(screen: Screen, edition: Edition, work: Work) -> None:
    screen.line(_citation(work), "bold")
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
