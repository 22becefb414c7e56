"""The findings by component and subcomponent: what the profile says, what was found, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Group, Link, Paragraph, Piece, Section, Shape, Tone, dim, strong
from mcaudit.looks import Look
from mcaudit.model import Actor, Audit, Criterion, Rating, Requirement, Status, Subcomponent
from mcaudit.model import Group as AnyOf
from mcaudit.report.audit.answers import answer_blocks
from mcaudit.report.audit.finding import (
    Body,
    badges,
    body_of,
    finding_blocks,
    look,
    remedy_of,
    rests_on,
    source_link,
    title_of,
)
from mcaudit.report.badges import rating_badge, status_badge
from mcaudit.terms.answers import answer_of
from mcaudit.terms.dossier import Dossier
from mcaudit.terms.sentences import clause, ended, joined, sentence
from mcaudit.terms.words import STATUS, counts_words, number


def components(audit: Audit, dossier: Dossier) -> Iterator[Section]:
    """Yield a section for each component."""
    body = body_of(audit, dossier)
    scores = {result.key: result.score.required for result in audit.components}
    for component in audit.edition.components:
        intro = f"{ended(component.text)} Requirements: {counts_words(scores[component.key])}."
        yield Section(
            title=f"{component.number} {component.title}",
            anchor=f"component-{component.number}",
            blocks=(Paragraph(text=intro), *(_subcomponent(body, sub) for sub in component.subcomponents)),
        )


# --- one subcomponent ----------------------------------------------------------------------------


def _subcomponent(body: Body, sub: Subcomponent) -> Group:
    """Return a subcomponent; one that is not answered is a line, which opens in a browser."""
    rating = next(each.rating for each in body.audit.subcomponents if each.id == sub.id)
    answer = answer_of(body.audit, body.dossier, sub)
    items = tuple(_items(body, sub))
    optional = " (optional)" if sub.optional else ""
    title: tuple[Piece, ...] = (f"{sub.id} {sub.title}{optional} ", rating_badge(rating))
    works = [piece for each in body.works[sub.id] for piece in (" ", Link(f"[{each}]", f"#work-{each}"))]
    source = Paragraph(text=("Source: ", clause(sub.place), *works), tone=Tone.SMALL)
    if rating in (Rating.NOT_STATED, Rating.NOT_APPLICABLE) and not (
        answer.given or any(_has_finding(body, criterion) for criterion in sub.criteria)
    ):
        title = (*title, f" {number(len(_counted(body, sub)), 'requirement')}") if _counted(body, sub) else title
        return Group(title=title, blocks=(*items, source), anchor=sub.id, shape=Shape.FOLDED)
    given = tuple(answer_blocks(answer)) or (Paragraph(text="The profile does not answer this itself."),)
    return Group(
        title=title,
        blocks=(Paragraph(text=(dim(sub.question),)), *given, *items, source),
        anchor=sub.id,
        shape=Shape.PLAIN,
    )


def _counted(body: Body, sub: Subcomponent) -> list[Requirement]:
    mine = [each for each in body.audit.requirements if each.subcomponent == sub.id and each.gates]
    return [each for each in mine if each.status is not Status.NOT_APPLICABLE]


def _has_finding(body: Body, criterion: Criterion) -> bool:
    finding = body.findings[criterion.id]
    given = bool(body.statements.get(criterion.id)) or criterion.id in body.audit.decisions or bool(finding.responses)
    waived = body.requirements[criterion.id].waiver is not None
    return given or waived or finding.status not in (Status.NOT_STATED, Status.NOT_APPLICABLE)


def _items(body: Body, sub: Subcomponent) -> Iterator[Block]:
    """Yield groups and criteria that are addressed, and then those that are not, each in a line."""
    for group in sub.groups:
        yield _any_of(body, sub, group)
    found = [criterion for criterion in sub.criteria if _has_finding(body, criterion)]
    yield from (
        _item(body, criterion, (*finding_blocks(body, sub, criterion), rests_on(body, sub, criterion)))
        for criterion in found
    )
    yield from (_gap(body, sub, each) for each in sub.criteria if each not in found and not each.group)


# --- one finding ---------------------------------------------------------------------------------


def _item(body: Body, criterion: Criterion, blocks: Iterable[Block]) -> Group:
    """Return a criterion with its status and what is shown of it."""
    return Group(
        title=(f"{title_of(criterion, body.findings[criterion.id])} ", *badges(body, criterion.id)),
        blocks=tuple(blocks),
        level=4,
        anchor=criterion.id,
        shape=Shape.ITEM,
        look=look(body, criterion.id),
        is_to_do=body.is_to_do(criterion.id),
    )


def _gap(body: Body, sub: Subcomponent, criterion: Criterion) -> Group:
    """Return a criterion that is not addressed or does not apply, with what to do."""
    finding = body.findings[criterion.id]
    fix = remedy_of(finding)
    text = (
        strong("To fix: " if fix else ""),
        f"{fix or sentence(finding.message)} ",
        source_link(sub, criterion.place),
    )
    return _item(body, criterion, (Paragraph(text=text),))


# --- groups --------------------------------------------------------------------------------------


def _any_of(body: Body, sub: Subcomponent, group: AnyOf) -> Group:
    """Return a group once, with what each alternative that is still open would take."""
    requirement = body.requirements[group.members[0]]
    criteria = [each for each in sub.criteria if each.id in group.members]
    open_ = [each for each in criteria if body.findings[each.id].needed and not _has_finding(body, each)]
    return Group(
        title=(f"{group.id} Any one of {len(criteria)} is enough ", status_badge(requirement.status)),
        blocks=(Paragraph(text=f"What is asked: {group.text}."), *_alternatives(body, criteria, open_)),
        level=4,
        anchor=group.id,
        shape=Shape.ITEM,
        look=Look(requirement.status),
        is_to_do=requirement.gates and requirement.actor is Actor.PROVIDER,
    )


def _alternatives(body: Body, criteria: Sequence[Criterion], open_: Sequence[Criterion]) -> Iterator[Block]:
    others = [
        f"{each.id} {each.title} ({STATUS[body.findings[each.id].status]})" for each in criteria if each not in open_
    ]
    if others:
        yield Paragraph(text=f"{'See also' if open_ else 'The alternatives'}: {joined(others, 'and')}.")
    if open_:
        yield Bullets(
            items=tuple(
                (strong(f"{each.id} {each.title}: "), remedy_of(body.findings[each.id]) or ended(each.text))
                for each in open_
            )
        )
