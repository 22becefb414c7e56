"""A to-do list of an audit: a row for each act, with who acts, how soon it can be done, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mcaudit.blocks import Cell, Document, Paragraph, Section
from mcaudit.model import Actor, Audit, Status
from mcaudit.model.mailing import Mailing
from mcaudit.report.acts import EFFORTS, Act, acts_of, effort_rank
from mcaudit.report.letters.addressees import addressees_of
from mcaudit.report.parts import table
from mcaudit.report.places import fields_in_words
from mcaudit.terms.remarks import audited_for
from mcaudit.terms.sources import short_name
from mcaudit.terms.words import ACTOR, STATUS, number

_HEADS = (
    *(("Micro-credential", 24), ("Who acts", 22), ("Priority", 18), ("Subcomponent", 20), ("Title", 24)),
    *(("Status", 14), ("What is missing", 36), ("To fix", 48), ("Requirements", 14), ("Source", 36)),
)


def todo_list(mailing: Mailing) -> Document:
    """Return the to-do list of an audit as one table; what needs the provider comes first, the quickest on top."""
    audit = mailing.audit
    rows = tuple(_rows(mailing))
    listed = table(number(len(rows), "item"), _HEADS, rows, name="ToDo")
    return Document(
        kind="To-do list",
        title=f"To do for “{audit.profile.title}”",
        about=audit.edition.title,
        date=audit.date,
        opening=tuple(Paragraph(text=said) for said in (audited_for(audit.profile),) if said),
        sections=(Section(title="To do", anchor="todo", blocks=(listed,)),),
    )


def _rows(mailing: Mailing) -> Iterator[tuple[Cell, ...]]:
    audit = mailing.audit
    acts = acts_of(audit)
    asked: dict[str, list[str]] = {}
    for each in addressees_of(audit, mailing.agency, acts):
        for act in each.acts:
            asked.setdefault(act.id, []).append(each.name)
    order = (Actor.PROVIDER, Actor.REVIEWERS, Actor.STATE)
    for act in sorted(acts, key=lambda act: order.index(act.actor)):
        yield _row(audit, act, "; ".join(asked.get(act.id, ())) or ACTOR[act.actor])


def _row(audit: Audit, act: Act, who: str) -> tuple[Cell, ...]:
    subs = {sub.id: sub.title for sub in audit.edition.subcomponents}
    is_open = act.actor is Actor.PROVIDER
    findings = [step.finding for step in act.steps]
    sources = {source for each in findings for source in each.sources}
    found = [step.found for step in act.steps if step.found]
    missing = dict.fromkeys(label for each in findings for label in each.missing)
    word: Literal["and", "or"] = "or" if act.status is Status.NOT_STATED else "and"
    fix = findings[0].remedy
    if act.is_choice:
        fix = f"Do any one of these: {' '.join(f'({each.criterion}) {each.remedy}' for each in findings)}"
    return (
        audit.profile.title,
        who,
        f"{effort_rank(act.effort)} {EFFORTS[act.effort]}" if is_open else "",
        f"{act.subcomponent} {subs[act.subcomponent]}",
        " or ".join(step.title for step in act.steps),
        STATUS[act.status],
        " ".join((*found, *([f"Not stated: {fields_in_words(tuple(missing), word)}."] if missing else []))),
        fix if is_open else "",
        f"{act.id} ({', '.join(each.criterion for each in findings)})" if act.is_choice else act.id,
        "; ".join(short_name(work) for work in audit.edition.works if work.id in sources),
    )
