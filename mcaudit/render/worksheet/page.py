"""Everything that a worksheet says: the criteria in play, what the profile answers, and what the form needs to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit import __version__
from mcaudit.model import (
    Actor,
    Audit,
    Basis,
    Criterion,
    Decider,
    Finding,
    JsonObject,
    Pins,
    Reviewer,
    Status,
    Subcomponent,
    decider,
    settled_criteria,
)
from mcaudit.render.document.dossier import Cited, Document, Dossier, dossier_of
from mcaudit.render.document.parts import sentence
from mcaudit.render.document.sources import Sources, WorkCited, sources_of
from mcaudit.render.document.values import Answer, Value, about, answer_of, organizations_said
from mcaudit.render.words import BASIS, STATUS, response_words

_NOT_IN_PLAY = (Basis.SKIP, Basis.OPTIONAL)
_UNSAID = (Basis.MISSING, Basis.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCriterion:
    """A criterion to be judged: what it asks, who decides it and why, and what the facts show."""

    id: str
    level: str
    text: str
    by_reviewer: bool
    because: str
    status: Status
    words: str
    basis: str
    found: str
    remedy: str
    unsaid: bool
    """Whether the profile says nothing that it could be met by."""
    group: str
    may_be_not_applicable: str
    """When it may not apply; empty where that is no answer."""
    place: str
    cited: tuple[Cited, ...]
    responses: tuple[str, ...]
    """What the provider said to earlier findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """Criteria of which one is enough."""

    id: str
    text: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSubcomponent:
    """A subcomponent with what the profile answers to it, and its criteria that are in play."""

    id: str
    title: str
    question: str
    place: str
    works: tuple[WorkCited, ...]
    answer: Answer
    documents: tuple[Document, ...]
    """The documents that the answer or a finding cites, each once."""
    groups: tuple[AskedGroup, ...]
    criteria: tuple[AskedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedComponent:
    """A component with its subcomponents that have a criterion in play."""

    number: int
    title: str
    text: str
    subcomponents: tuple[AskedSubcomponent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a worksheet says; its template sets it and decides nothing."""

    version: str
    audit: Audit
    reviewer: Reviewer
    title: str
    fictional: bool
    components: tuple[AskedComponent, ...]
    count: int
    """How many criteria are in play."""
    bodies: tuple[tuple[str, Value], ...]
    about: tuple[tuple[str, Value], ...]
    dossier: Dossier
    sources: Sources
    data: str
    """What the form works with, as JSON in which nothing can end the element that holds it."""


def sheet_of(audit: Audit, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]) -> Sheet:
    """Return what a worksheet says; raise ValueError where the audit was made with decisions, which it may not show."""
    if audit.decisions:
        raise ValueError("a worksheet shows nobody's decisions: make it of an audit without them")
    dossier, sources = dossier_of(audit), sources_of(audit.edition)
    asked = _Asked(audit, dossier, sources, {finding.criterion: finding for finding in audit.findings})
    components = tuple(
        AskedComponent(number=component.number, title=component.title, text=component.text, subcomponents=subs)
        for component in audit.edition.components
        if (subs := tuple(asked.subcomponent(sub) for sub in component.subcomponents if asked.in_play(sub)))
    )
    return Sheet(
        version=__version__,
        audit=audit,
        reviewer=reviewer,
        title=audit.profile.title,
        fictional=audit.profile.content.get("fictional") == "yes",
        components=components,
        count=sum(len(sub.criteria) for component in components for sub in component.subcomponents),
        bodies=organizations_said(audit, dossier),
        about=about(audit, dossier),
        dossier=dossier,
        sources=sources,
        data=_embedded(_data(audit, reviewer, pins, documents)),
    )


def criteria_in_play(audit: Audit) -> tuple[Criterion, ...]:
    """Return the criteria that a reviewer can judge: all but those that the source's own logic sets aside."""
    aside = {finding.criterion for finding in audit.findings if finding.basis in _NOT_IN_PLAY}
    return tuple(criterion for criterion in audit.edition.criteria if criterion.id not in aside)


@dataclass(frozen=True, slots=True)
class _Asked:
    audit: Audit
    dossier: Dossier
    sources: Sources
    findings: Mapping[str, Finding]

    def in_play(self, sub: Subcomponent) -> tuple[Criterion, ...]:
        return tuple(c for c in sub.criteria if self.findings[c.id].basis not in _NOT_IN_PLAY)

    def subcomponent(self, sub: Subcomponent) -> AskedSubcomponent:
        criteria = tuple(map(self.criterion, self.in_play(sub)))
        answer = answer_of(self.audit, self.dossier, sub)
        cited = [
            *(each for field in answer.fields for each in field.cited),
            *answer.cited,
            *(each for _, says, _ in answer.conflicts for _, each in says),
            *(each for criterion in criteria for each in criterion.cited),
        ]
        numbers = {each.number for each in cited}
        return AskedSubcomponent(
            id=sub.id,
            title=sub.title,
            question=sub.question,
            place=sub.place,
            works=self.sources.of(sub),
            answer=answer,
            documents=tuple(document for document in self.dossier.documents.values() if document.number in numbers),
            groups=tuple(AskedGroup(id=g.id, text=g.text, members=g.members) for g in sub.groups),
            criteria=criteria,
        )

    def criterion(self, criterion: Criterion) -> AskedCriterion:
        finding = self.findings[criterion.id]
        settled = settled_criteria(self.audit.edition, self.audit.policy)
        unset = criterion.state is not None and criterion.id not in settled
        by_reviewer = decider(criterion, settled) is Decider.REVIEWER
        return AskedCriterion(
            id=criterion.id,
            level=str(criterion.level),
            text=criterion.text,
            by_reviewer=by_reviewer or finding.status is Status.AWAITING_REVIEW,
            because=criterion.state.because if criterion.state is not None and unset else criterion.because,
            status=finding.status,
            words=STATUS[finding.status],
            basis=BASIS[finding.basis],
            found=_found(finding, by_reviewer=by_reviewer),
            remedy=finding.remedy if finding.actor is Actor.PROVIDER else criterion.remedy,
            unsaid=finding.basis in _UNSAID,
            group=criterion.group,
            may_be_not_applicable=criterion.may_be_not_applicable,
            place=criterion.place,
            cited=tuple(map(self.dossier.cited, finding.citations)),
            responses=tuple(map(response_words, finding.responses)),
        )


def _found(finding: Finding, *, by_reviewer: bool) -> str:
    """Return what the facts show, without how far reviewers have come: that is nothing that a worksheet tells."""
    if by_reviewer and finding.status is Status.AWAITING_REVIEW and finding.citations:
        return "There is something to judge, and a document is cited for it."
    return sentence(finding.message)


def _data(
    audit: Audit, reviewer: Reviewer, pins: Mapping[str, Pins], documents: Mapping[str, str]
) -> Mapping[str, JsonObject | str | list[JsonObject] | list[str]]:
    asked = criteria_in_play(audit)
    settled = settled_criteria(audit.edition, audit.policy)
    judged = {criterion.id for criterion in asked}
    return {
        "edition": audit.edition.id,
        "profile": {"id": audit.profile.id, "sha256": audit.profile.sha256},
        "reviewer": {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation},
        "documents": dict(documents),
        "criteria": [_of_criterion(each, settled, pins[each.id]) for each in asked],
        "others": [criterion.id for criterion in audit.edition.criteria if criterion.id not in judged],
    }


def _of_criterion(criterion: Criterion, settled: frozenset[str], pins: Pins) -> JsonObject:
    return {
        "id": criterion.id,
        "cite": decider(criterion, settled) is Decider.REVIEWER,
        "pins": {"criterion": pins.criterion, "fields": pins.fields, "documents": list(pins.documents)},
    }


def _embedded(data: Mapping[str, JsonObject | str | list[JsonObject] | list[str]]) -> str:
    """Return data as JSON of ASCII in which no mark of HTML stands."""
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
