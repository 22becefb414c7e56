"""The body: five components, 24 subcomponents, and every criterion with what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

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
    Suggestion,
    WaiverResult,
)
from mcaudit.render.document.dossier import Cited, Dossier
from mcaudit.render.document.sources import Sources, WorkCited
from mcaudit.render.document.statements import Said, statements_by_criterion
from mcaudit.render.document.summary import Bar, bar_of
from mcaudit.render.document.values import Answer, answer_of
from mcaudit.terms.words import ACTOR, BASIS, RATING, STATUS, SUGGESTION, counts_words, decision_words, response_words

_TICKED = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCriterion:
    """A criterion with everything that an audit says about it."""

    id: str
    level: str
    title: str
    text: str
    status: Status
    words: str
    basis: str
    found: str
    missing: tuple[str, ...]
    """What the profile does not say: any one of these if it is not addressed, otherwise all of them."""
    could_add: tuple[str, ...]
    """What the provider could add so that no reviewer has to decide."""
    suggestion: str
    """What the facts suggest to reviewers; empty if nothing."""
    remedy: str
    """What the provider or the state can do; empty if neither has to act."""
    actor: Actor
    acts: str
    """Who must act, in words; empty if nobody."""
    decided: str
    """Who decides it, or decided it, and why."""
    needed: bool
    group: str
    required_by: str
    waived: str
    """Why it is not enforced, if a waiver holds for it."""
    cited: tuple[Cited, ...]
    place: str
    statements: tuple[Said, ...]
    """What documents say in words about it."""
    beside: tuple[tuple[str, str], ...]
    """Texts from other answers beside the facts that settle it, each with its label."""
    reviews: tuple[str, ...]
    """What each reviewer said, once the quorum is complete; before that how many have decided."""
    responses: tuple[str, ...]
    """What the provider said to earlier findings, each with its day."""

    @property
    def is_addressed(self) -> bool:
        """Whether it gets a block of its own: one that is not addressed gets a line, unless there is more to show."""
        return self.status is not Status.NOT_STATED or bool(self.statements or self.reviews or self.responses)


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
    """The name that a stylesheet colors the rating by."""
    required: Bar
    desired: Bar
    works: tuple[WorkCited, ...]
    answer: Answer
    groups: tuple[JudgedGroup, ...]
    criteria: tuple[JudgedCriterion, ...]

    @property
    def blocks(self) -> tuple[JudgedCriterion, ...]:
        """The criteria that get a block."""
        return tuple(each for each in self.criteria if each.is_addressed)

    @property
    def lines(self) -> tuple[JudgedCriterion, ...]:
        """The criteria that are not addressed, a line each."""
        return tuple(each for each in self.criteria if not each.is_addressed)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedComponent:
    """A component: what it is, its score and its subcomponents."""

    number: int
    key: str
    title: str
    role: str
    text: str
    counts: Counts
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
        statements_by_criterion(audit, dossier),
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
    statements: Mapping[str, tuple[Said, ...]]

    def component(self, component: Component, counts: Counts) -> JudgedComponent:
        return JudgedComponent(
            number=component.number,
            key=component.key,
            title=component.title,
            role=component.role,
            text=component.text,
            counts=counts,
            told=counts_words(counts),
            subcomponents=tuple(map(self.subcomponent, component.subcomponents)),
        )

    def subcomponent(self, sub: Subcomponent) -> JudgedSubcomponent:
        result = next(result for result in self.audit.subcomponents if result.id == sub.id)
        return JudgedSubcomponent(
            id=sub.id,
            title=sub.title,
            question=sub.question,
            place=sub.place,
            optional=sub.optional,
            rating=RATING[result.rating],
            hue=result.rating.replace("_", "-"),
            required=bar_of("Required", result.score.required),
            desired=bar_of("Desired", result.score.desired),
            works=self.sources.of(sub),
            answer=answer_of(self.audit, self.dossier, sub),
            groups=tuple(map(self.group, sub.groups)),
            criteria=tuple(self.criterion(sub, criterion) for criterion in sub.criteria),
        )

    def group(self, group: Group) -> JudgedGroup:
        status = self.requirements[group.members[0]].status
        return JudgedGroup(id=group.id, text=group.text, members=group.members, status=status, words=STATUS[status])

    def criterion(self, sub: Subcomponent, criterion: Criterion) -> JudgedCriterion:
        finding = self.findings[criterion.id]
        requirement = self.requirements[criterion.id]
        return JudgedCriterion(
            id=criterion.id,
            level=str(criterion.level),
            title=criterion.title,
            text=criterion.text,
            status=finding.status,
            words=STATUS[finding.status],
            basis=BASIS[finding.basis],
            found=sentence(finding.message),
            missing=() if finding.provider_could_add else finding.missing,
            could_add=finding.provider_could_add,
            suggestion="" if finding.suggestion is Suggestion.NONE else SUGGESTION[finding.suggestion],
            remedy=_remedy(finding),
            actor=finding.actor,
            acts="" if finding.actor is Actor.NOBODY else ACTOR[finding.actor],
            decided=_decided(criterion, finding),
            needed=finding.needed,
            group=criterion.group,
            required_by=finding.required_by,
            waived=_waived(self.audit.waivers, requirement),
            cited=tuple(map(self.dossier.cited, finding.citations)),
            place=criterion.place,
            statements=self.statements.get(criterion.id, ()),
            beside=tuple(
                (_capitalized(each.label), each.text)
                for each in finding.beside
                if not each.pointer.startswith(f"{sub.pointer}/")  # those stand in the answer above
            ),
            reviews=decision_words(self.audit.decisions[criterion.id]) if criterion.id in self.audit.decisions else (),
            responses=tuple(map(response_words, finding.responses)),
        )


def sentence(text: str) -> str:
    """Return a message as a sentence for people: what it names stands in quotation marks."""
    quoted = _TICKED.sub(r"“\1”", text)
    return f"{_capitalized(quoted).rstrip('.')}." if quoted else ""


def _capitalized(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _remedy(finding: Finding) -> str:
    match finding.actor:
        case Actor.PROVIDER | Actor.STATE:
            return finding.remedy
        case Actor.REVIEWERS | Actor.NOBODY:
            return ""
        case other:
            assert_never(other)


def _decided(criterion: Criterion, finding: Finding) -> str:
    if finding.basis in (Basis.CONSENSUS, Basis.ADJUDICATION):
        return f"Decided {BASIS[finding.basis]}."
    match criterion.decided_by:
        case Decider.FACTS:
            return "Facts decide."
        case Decider.REVIEWER:
            return "A reviewer decides."
        case Decider.FACTS_IF_SET:
            return "Facts decide once a state’s policy sets the value; until then a reviewer decides."
        case Decider.REVIEWER_WITH_SETTING:
            return "A reviewer decides; what a state’s policy sets is a suggestion."
        case other:
            assert_never(other)


def _waived(waivers: tuple[WaiverResult, ...], requirement: Requirement) -> str:
    if requirement.waiver is None:
        return ""
    waiver = requirement.waiver
    return f"{sentence(waiver.reason)} By {waiver.by}, until {waiver.expires}."
