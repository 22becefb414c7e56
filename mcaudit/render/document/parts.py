"""The body: five components, 24 subcomponents, and every criterion with what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Component,
    Counts,
    Criterion,
    Decider,
    Finding,
    Group,
    Requirement,
    Status,
    Subcomponent,
    WaiverResult,
)
from mcaudit.render.document.dossier import Cited, Dossier
from mcaudit.render.document.sources import Sources, WorkCited
from mcaudit.render.document.summary import Bar, counted
from mcaudit.render.document.values import Answer, answer_of
from mcaudit.render.words import BASIS, RATING, STATUS, decision_words, rating_range, response_words, score_range

_TICKED = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCriterion:
    """A criterion with everything that an audit says of it."""

    id: str
    level: str
    text: str
    status: Status
    words: str
    basis: str
    found: str
    remedy: str
    """What the provider can do; empty where nothing waits for the provider."""
    decided: str
    """Who decides it, or decided it, and why."""
    needed: bool
    group: str
    required_by: str
    waived: str
    """Why it is not enforced, where a waiver holds for it."""
    cited: tuple[Cited, ...]
    place: str
    line: str
    """Where the profile says it."""
    reviews: tuple[str, ...]
    """What each reviewer said, once the quorum is complete; before that how many have decided."""
    responses: tuple[str, ...]
    """What the provider said to earlier findings, each with its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedGroup:
    """Criteria of which one is enough, and what they come to."""

    id: str
    text: str
    members: tuple[str, ...]
    status: Status
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSubcomponent:
    """A subcomponent: question, answer, rating and criteria."""

    id: str
    title: str
    question: str
    place: str
    optional: bool
    rating: str
    hue: str
    """The name that a stylesheet colours the rating by: `open` where it is not settled."""
    required: Bar
    desired: Bar
    told: str
    works: tuple[WorkCited, ...]
    answer: Answer
    groups: tuple[JudgedGroup, ...]
    criteria: tuple[JudgedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedComponent:
    """A component: what it is, its score and its subcomponents."""

    number: int
    key: str
    title: str
    role: str
    text: str
    told: str
    subcomponents: tuple[JudgedSubcomponent, ...]


def components_of(audit: Audit, dossier: Dossier, sources: Sources) -> tuple[JudgedComponent, ...]:
    """Return the five components of an audit, in the source's order."""
    body = _Body(
        audit,
        dossier,
        sources,
        {finding.criterion: finding for finding in audit.findings},
        {name: requirement for requirement in audit.requirements for name in requirement.members},
    )
    scores = {result.key: result.score.required for result in audit.components}
    return tuple(body.component(component, scores[component.key]) for component in audit.edition.components)


@dataclass(frozen=True, slots=True)
class _Body:
    audit: Audit
    dossier: Dossier
    sources: Sources
    findings: Mapping[str, Finding]
    requirements: Mapping[str, Requirement]
    """By criterion: the requirement that it makes, or that its group makes."""

    def component(self, component: Component, counts: Counts) -> JudgedComponent:
        return JudgedComponent(
            number=component.number,
            key=component.key,
            title=component.title,
            role=component.role,
            text=component.text,
            told=counted(counts),
            subcomponents=tuple(map(self.subcomponent, component.subcomponents)),
        )

    def subcomponent(self, sub: Subcomponent) -> JudgedSubcomponent:
        result = next(result for result in self.audit.subcomponents if result.id == sub.id)
        required, desired = result.score.required, result.score.desired
        return JudgedSubcomponent(
            id=sub.id,
            title=sub.title,
            question=sub.question,
            place=sub.place,
            optional=sub.optional,
            rating=rating_range(result.floor, result.ceiling),
            hue=RATING[result.floor].replace(" ", "-") if result.floor is result.ceiling else "open",
            required=Bar(label="Required", counts=required, range=score_range(required) if required.total else "–"),
            desired=Bar(label="Desired", counts=desired, range=score_range(desired) if desired.total else "–"),
            told=counted(required),
            works=self.sources.of(sub),
            answer=answer_of(self.audit, self.dossier, sub),
            groups=tuple(map(self.group, sub.groups)),
            criteria=tuple(self.criterion(criterion) for criterion in sub.criteria),
        )

    def group(self, group: Group) -> JudgedGroup:
        status = self.requirements[group.members[0]].status
        return JudgedGroup(id=group.id, text=group.text, members=group.members, status=status, words=STATUS[status])

    def criterion(self, criterion: Criterion) -> JudgedCriterion:
        finding = self.findings[criterion.id]
        requirement = self.requirements[criterion.id]
        return JudgedCriterion(
            id=criterion.id,
            level=str(criterion.level),
            text=criterion.text,
            status=finding.status,
            words=STATUS[finding.status],
            basis=BASIS[finding.basis],
            found=sentence(finding.message),
            remedy=finding.remedy if finding.actor is Actor.PROVIDER else "",
            decided=_decided(criterion, finding),
            needed=finding.needed,
            group=criterion.group,
            required_by=finding.required_by,
            waived=_waived(self.audit.waivers, requirement),
            cited=tuple(map(self.dossier.cited, finding.citations)),
            place=criterion.place,
            line=_line(finding),
            reviews=decision_words(self.audit.decisions[criterion.id]) if criterion.id in self.audit.decisions else (),
            responses=tuple(map(response_words, finding.responses)),
        )


def sentence(text: str) -> str:
    """Return a message as a sentence for people: what it names stands in quotation marks."""
    quoted = _TICKED.sub(r"“\1”", text)
    return f"{quoted[0].upper()}{quoted[1:].rstrip('.')}." if quoted else ""


def _decided(criterion: Criterion, finding: Finding) -> str:
    if finding.basis in (Basis.DECISION, Basis.ADJUDICATION):
        return f"Decided {BASIS[finding.basis]}."
    by_reviewer = finding.status is Status.AWAITING_REVIEW or criterion.decided_by is Decider.REVIEWER
    return "A reviewer decides." if by_reviewer else "Facts decide."


def _line(finding: Finding) -> str:
    where = finding.location
    return where.pointer or "the whole file" if where.line is None else f"line {where.line}, column {where.column}"


def _waived(waivers: tuple[WaiverResult, ...], requirement: Requirement) -> str:
    if requirement.waiver is None:
        return ""
    waiver = requirement.waiver
    return f"{sentence(waiver.reason)} By {waiver.by}, until {waiver.expires}."
