"""Everything that a worksheet says: the criteria to judge, what the profile answers, and what the form must know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from mcaudit.forms.worksheet.order import Asking, Place, asking_of
from mcaudit.model import Audit, Criterion, Finding, JsonObject, Pins, Reviewer, Status, Subcomponent
from mcaudit.render.document.dossier import Cited, Document, Dossier, dossier_of
from mcaudit.render.document.parts import sentence
from mcaudit.render.document.sources import Sources, WorkCited, sources_of
from mcaudit.render.document.statements import Said, statements_by_criterion
from mcaudit.render.document.values import Answer, Value, about, answer_of, organizations_said
from mcaudit.terms.words import ANSWERS, BASIS, STATUS, lacks, response_words
from mcaudit.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCriterion:
    """A criterion to judge: what it asks, who decides it and why, and what the facts show."""

    id: str
    level: str
    title: str
    text: str
    waits: bool
    """Whether it waits for reviewers."""
    by_facts: bool
    """Whether facts decide it."""
    answers: tuple[tuple[str, str], ...]
    """The answers that are offered, each with its words."""
    because: str
    status: Status
    words: str
    basis: str
    found: str
    lacks: tuple[tuple[str, str], ...]
    """What the facts suggest, and what is missing, each with its label."""
    remedy: str
    not_addressed: bool
    """Whether the profile does not address it, so that no answer without a citation changes anything."""
    statements: tuple[Said, ...]
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
    """A subcomponent with what the profile answers to it, and its criteria that can be judged."""

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
    """What the profile addresses, first what waits for reviewers."""
    not_addressed: tuple[AskedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedComponent:
    """A component with its subcomponents that have a criterion to judge."""

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
    """How many criteria can be judged."""
    to_review: int
    """How many of them wait for reviewers."""
    bodies: tuple[tuple[str, Value], ...]
    about: tuple[tuple[str, Value], ...]
    dossier: Dossier
    sources: Sources
    data: str
    """What the form works with, as JSON in which nothing can end the element that holds it."""


def sheet_of(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
) -> Sheet:
    """Return what a worksheet says; raise ValueError for an audit made with decisions, which it may not show."""
    if audit.decisions:
        raise ValueError("a worksheet shows nobody's decisions: make it of an audit without them")
    dossier, sources = dossier_of(audit), sources_of(audit.edition)
    asking = asking_of(audit)
    asked = _Asked(audit, dossier, sources, asking, statements_by_criterion(audit, dossier))
    components = tuple(
        AskedComponent(number=component.number, title=component.title, text=component.text, subcomponents=subs)
        for component in audit.edition.components
        if (subs := tuple(asked.subcomponent(sub) for sub in component.subcomponents if asking.in_order(sub)))
    )
    return Sheet(
        version=__version__,
        audit=audit,
        reviewer=reviewer,
        title=audit.profile.title,
        fictional=audit.profile.content.get("fictional") == "yes",
        components=components,
        count=len(asking.criteria),
        to_review=sum(asking.place(criterion) is Place.WAITS for criterion in asking.criteria),
        bodies=organizations_said(audit, dossier),
        about=about(audit, dossier),
        dossier=dossier,
        sources=sources,
        data=_embedded(_data(asking, reviewer, pins, documents, former)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    audit: Audit
    dossier: Dossier
    sources: Sources
    asking: Asking
    statements: Mapping[str, tuple[Said, ...]]

    def subcomponent(self, sub: Subcomponent) -> AskedSubcomponent:
        criteria = tuple(map(self.criterion, self.asking.in_order(sub)))
        answer = answer_of(self.audit, self.dossier, sub)
        cited = [
            *(each for field in answer.fields for each in field.cited),
            *answer.cited,
            *(each for _, says, _ in answer.conflicts for _, each in says),
            *(each for criterion in criteria for each in criterion.cited),
            *(said.cited for criterion in criteria for said in criterion.statements if said.cited),
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
            criteria=tuple(each for each in criteria if not each.not_addressed),
            not_addressed=tuple(each for each in criteria if each.not_addressed),
        )

    def criterion(self, criterion: Criterion) -> AskedCriterion:
        finding = self.asking.findings[criterion.id]
        place = self.asking.place(criterion)
        return AskedCriterion(
            id=criterion.id,
            level=str(criterion.level),
            title=criterion.title,
            text=criterion.text,
            waits=place is Place.WAITS,
            by_facts=self.asking.facts_decide(criterion),
            answers=tuple((str(each), ANSWERS[each].capitalize()) for each in self.asking.answers(criterion)),
            because=criterion.because,
            status=finding.status,
            words=STATUS[finding.status],
            basis=BASIS[finding.basis],
            found=_found(finding, by_facts=self.asking.facts_decide(criterion)),
            lacks=lacks(finding),
            remedy=finding.remedy or criterion.remedy,
            not_addressed=place is Place.NOT_ADDRESSED,
            statements=self.statements.get(criterion.id, ()),
            group=criterion.group,
            may_be_not_applicable=criterion.may_be_not_applicable,
            place=criterion.place,
            cited=tuple(map(self.dossier.cited, finding.citations)),
            responses=tuple(map(response_words, finding.responses)),
        )


def _found(finding: Finding, *, by_facts: bool) -> str:
    """Return what the facts show; how far reviewers have come is nothing that a worksheet tells."""
    if not by_facts and finding.status is Status.AWAITING_REVIEW and finding.citations:
        return "There is something to judge, and a document is cited for it."
    return sentence(finding.message)


_Data = Mapping[str, JsonObject | str | list[JsonObject] | list[str]]


def _data(
    asking: Asking,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
) -> _Data:
    audit = asking.audit
    judged = {criterion.id for criterion in asking.criteria}
    return {
        "edition": audit.edition.id,
        "profile": {"id": audit.profile.id, "sha256": audit.profile.sha256},
        "reviewer": {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation},
        "documents": dict(documents),
        "criteria": [_of_criterion(asking, each, pins[each.id], former.get(each.id)) for each in asking.criteria],
        "others": [criterion.id for criterion in audit.edition.criteria if criterion.id not in judged],
    }


def _of_criterion(asking: Asking, criterion: Criterion, pins: Pins, former: Pins | None) -> JsonObject:
    known = list(asking.audit.edition.former_pins.get(criterion.id, ()))
    return {
        "id": criterion.id,
        "cite": not asking.facts_decide(criterion),
        "pins": {**pins.as_data(), "documents": list(pins.documents)},
        "former": {"criterion": known, "fields": former.fields} if former else None,
    }


def _embedded(data: _Data) -> str:
    """Return data as JSON of ASCII in which no mark of HTML stands."""
    written = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
