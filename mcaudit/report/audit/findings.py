"""The findings by component and subcomponent: what the profile says, what was found, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from mcaudit.blocks import Badge, Block, Bullets, Group, Link, Paragraph, Piece, Section, Shape, Text, Tone, dim, strong
from mcaudit.looks import Look
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Criterion,
    Finding,
    Level,
    Rating,
    Requirement,
    Status,
    Subcomponent,
    Suggestion,
)
from mcaudit.model import Group as AnyOf
from mcaudit.report.audit.answers import answer_blocks, cited_pieces
from mcaudit.report.audit.appendix import cited_anchor
from mcaudit.report.badges import rating_badge, status_badge
from mcaudit.report.places import fields_in_words
from mcaudit.report.texts import joined
from mcaudit.terms.answers import answer_of
from mcaudit.terms.dossier import Dossier
from mcaudit.terms.sentences import capitalized, clause, day_words, ended, sentence
from mcaudit.terms.sources import works_cited
from mcaudit.terms.statements import Said, statements_by_criterion
from mcaudit.terms.words import BASIS, STATUS, SUGGESTION, counts_words, decision_words, number, response_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An audit with what findings are looked up by."""

    audit: Audit
    dossier: Dossier
    findings: Mapping[str, Finding] = field(init=False)
    requirements: Mapping[str, Requirement] = field(init=False)
    """By criterion: the requirement that it makes, or that its group makes."""
    statements: Mapping[str, tuple[Said, ...]] = field(init=False)
    works: Mapping[str, Sequence[int]] = field(init=False)
    """By subcomponent: the numbers of the works that the source cites for it."""

    def __post_init__(self) -> None:
        """Look everything up once."""
        audit, edition = self.audit, self.audit.edition
        works = {sub.id: [each.number for each in works_cited(edition, sub)] for sub in edition.subcomponents}
        found: Mapping[str, object] = {
            "findings": {each.criterion: each for each in audit.findings},
            "requirements": {name: each for each in audit.requirements for name in each.members},
            "statements": statements_by_criterion(audit, self.dossier),
            "works": works,
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def is_to_do(self, criterion: str) -> bool:
        """Return whether the provider must act on a criterion for the gate to open."""
        requirement, finding = self.requirements[criterion], self.findings[criterion]
        return requirement.gates and finding.needed and finding.actor is Actor.PROVIDER


def components(audit: Audit, dossier: Dossier) -> Iterator[Section]:
    """Yield a section for each component."""
    body = Body(audit=audit, dossier=dossier)
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
    source = Paragraph(text=("Source: ", clause(sub.place), *_works(body, sub)), tone=Tone.SMALL)
    if rating in (Rating.NOT_STATED, Rating.NOT_APPLICABLE) and not (answer.given or _has_words(body, sub)):
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


def _has_words(body: Body, sub: Subcomponent) -> bool:
    """Return whether anything is said about a criterion of a subcomponent that would be lost in one line."""
    return any(_has_finding(body, criterion) for criterion in sub.criteria)


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
    yield from (_finding(body, sub, criterion) for criterion in found)
    yield from (_gap(body, sub, each) for each in sub.criteria if each not in found and not each.group)


def _source(sub: Subcomponent, place: str) -> Link:
    """Return a place in the source, which leads to the works that it cites for the subcomponent."""
    return Link(clause(place), f"#{cited_anchor(sub.id)}")


def _works(body: Body, sub: Subcomponent) -> Iterator[Piece]:
    """Yield the numbers of the works that the source cites for a subcomponent."""
    for number_ in body.works[sub.id]:
        yield " "
        yield Link(f"[{number_}]", f"#work-{number_}")


# --- one finding ---------------------------------------------------------------------------------


def title_of(criterion: Criterion, finding: Finding) -> str:
    """Return the name of a criterion, and whether it is optional or a policy requires it."""
    required = f", required by the policy {finding.required_by}" if finding.required_by else ""
    optional = " (optional)" if criterion.level is Level.DESIRED and not required else ""
    return f"{criterion.id} {criterion.title}{optional}{required}"


def _badges(body: Body, criterion: str) -> Iterator[Piece]:
    status = body.findings[criterion].status
    yield status_badge(status)
    if body.requirements[criterion].waiver is not None:
        yield " "
        yield Badge("waived", Look.WAIVED)


def _look(body: Body, criterion: str) -> Look:
    waived = body.requirements[criterion].waiver is not None
    return Look.WAIVED if waived else Look(body.findings[criterion].status)


def _finding(body: Body, sub: Subcomponent, criterion: Criterion) -> Group:
    finding = body.findings[criterion.id]
    return Group(
        title=(f"{title_of(criterion, finding)} ", *_badges(body, criterion.id)),
        blocks=(*finding_blocks(body, sub, criterion), rests_on(body, sub, criterion)),
        level=4,
        anchor=criterion.id,
        shape=Shape.ITEM,
        look=_look(body, criterion.id),
        is_to_do=body.is_to_do(criterion.id),
    )


def finding_blocks(body: Body, sub: Subcomponent, criterion: Criterion) -> Iterator[Block]:
    """Yield what is asked, what was found, what is missing, what to do about it, and what anybody said of it."""
    finding = body.findings[criterion.id]
    yield from _found(body, sub, criterion, finding)
    yield from _asked(finding)
    yield from _words(body, criterion, finding)


def rests_on(body: Body, sub: Subcomponent, criterion: Criterion) -> Paragraph:
    """Return what the profile cites for a criterion, and its place in the source."""
    source = ("Source: ", _source(sub, criterion.place))
    cited = tuple(map(body.dossier.cited, body.findings[criterion.id].citations))
    return Paragraph(text=("Cited: ", *cited_pieces(cited), ". ", *source) if cited else source, tone=Tone.SMALL)


def _labeled(label: str, text: str) -> Paragraph:
    return Paragraph(text=(strong(f"{label}: "), text))


def _found(body: Body, sub: Subcomponent, criterion: Criterion, finding: Finding) -> Iterator[Block]:
    """Yield what is asked, what was found, and the words that stand beside it."""
    yield Paragraph(text=(dim(f"Criterion: {criterion.text}."),))
    yield _labeled("Found", found_words(finding))
    for said in body.statements.get(criterion.id, ()):
        repeated = " The same text stands for too many criteria, and so it states none." if said.repeated else ""
        cited: tuple[Piece, ...] = (" (", *cited_pieces((said.cited,)), ")") if said.cited else ()
        yield Paragraph(text=(strong("Statement: "), f"“{said.text}”", *cited, repeated))
    for each in finding.beside:
        if not each.pointer.startswith(f"{sub.pointer}/"):  # those stand in the answer above
            yield _labeled(capitalized(each.label), f"“{each.text}”")


def found_words(finding: Finding) -> str:
    """Return what was found, and what the status rests on where the message does not already say it."""
    found = sentence(finding.message)
    match finding.basis:
        case Basis.POLICY | Basis.CONSENSUS | Basis.ADJUDICATION:
            return f"{found} {capitalized(STATUS[finding.status])} {BASIS[finding.basis]}."
        case _:
            return found


def _asked(finding: Finding) -> Iterator[Block]:
    """Yield what is missing, and what to do about it."""
    if finding.provider_could_add:
        added = fields_in_words(finding.provider_could_add, "and")
        yield _labeled("To settle it without a reviewer", f"the provider could add {added}.")
    elif finding.missing:
        any_of = finding.status is Status.NOT_STATED
        yield _labeled("Missing", f"{fields_in_words(finding.missing, 'or' if any_of else 'and')}.")
    if not finding.needed:
        yield Paragraph(text="Another alternative counts, and so nothing is missing here.")
    elif fix := _remedy(finding):
        yield _labeled("To fix", fix)
    if finding.suggestion is not Suggestion.NONE:
        yield _labeled("For reviewers", f"the facts suggest {SUGGESTION[finding.suggestion]}.")


def _words(body: Body, criterion: Criterion, finding: Finding) -> Iterator[Block]:
    """Yield what reviewers, the provider, and the policy's owner said."""
    decision = body.audit.decisions.get(criterion.id)
    lines = (*(decision_words(decision) if decision else ()), *map(response_words, finding.responses))
    yield from (Paragraph(text=sentence(each)) for each in lines)
    waiver = body.requirements[criterion.id].waiver
    if waiver:
        yield _labeled("Waived", f"{sentence(waiver.reason)} By {waiver.by}, until {day_words(waiver.expires)}.")


def _remedy(finding: Finding) -> str:
    match finding.actor:
        case Actor.PROVIDER:
            return finding.remedy
        case Actor.STATE:
            return f"Only the state can settle this. {finding.remedy}".strip()
        case Actor.REVIEWERS | Actor.NOBODY:
            return ""
        case other:
            assert_never(other)


def _gap(body: Body, sub: Subcomponent, criterion: Criterion) -> Group:
    """Return a criterion that is not addressed or does not apply, with what to do."""
    finding = body.findings[criterion.id]
    fix = _remedy(finding) or sentence(finding.message)
    label = "To fix: " if _remedy(finding) else ""
    text: Text = (strong(label), f"{fix} ", _source(sub, criterion.place))
    return Group(
        title=(f"{title_of(criterion, finding)} ", *_badges(body, criterion.id)),
        blocks=(Paragraph(text=text),),
        level=4,
        anchor=criterion.id,
        shape=Shape.ITEM,
        look=_look(body, criterion.id),
        is_to_do=body.is_to_do(criterion.id),
    )


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
    others = [f"{each.id} {each.title}" for each in criteria if each not in open_]
    if others:
        yield Paragraph(text=f"{'See also' if open_ else 'The alternatives'}: {joined(others, 'and')}.")
    if open_:
        yield Bullets(
            items=tuple(
                (strong(f"{each.id} {each.title}: "), _remedy(body.findings[each.id]) or ended(each.text))
                for each in open_
            )
        )
