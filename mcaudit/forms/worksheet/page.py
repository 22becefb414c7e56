"""Everything that a worksheet says: the criteria to review, what the profile answers, and what the form must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mcaudit.forms.templating import form_page, form_script
from mcaudit.forms.worksheet.order import Asking, Place, asking_of, decided_for, to_do_words
from mcaudit.model import (
    Audit,
    Citation,
    Component,
    Criterion,
    Finding,
    JsonObject,
    Pins,
    Reviewer,
    Status,
    Subcomponent,
    Suggestion,
)
from mcaudit.terms.answers import Answer, about, answer_of, organizations_said
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.dossier import Cited, Document, Dossier, dossier_of
from mcaudit.terms.sentences import sentence
from mcaudit.terms.sources import WorkCited, works_cited
from mcaudit.terms.statements import Said, statements_by_criterion
from mcaudit.terms.values import Value, link
from mcaudit.terms.words import BASIS, STATUS, SUGGESTION, lacks, response_words

_PACKAGE = "mcaudit.forms.worksheet"
_SCRIPTS = ("decisions.js", "box.js", "worksheet.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCriterion:
    """A criterion to review: what the facts show, and how it is answered."""

    criterion: Criterion
    finding: Finding
    place: Place
    skip: str
    """Why it may be skipped; empty if it is to review now."""
    must_cite: bool
    """Whether a “met” counts only with a citation."""
    answers: tuple[tuple[str, str], ...]
    """The answers that are offered, each with its words."""
    words: str
    basis: str
    found: str
    suggestion: str
    """What the facts suggest; shown only once an answer is saved."""
    lacks: tuple[tuple[str, str], ...]
    """What is missing, each with its label."""
    statements: tuple[Said, ...]
    cited: tuple[Cited, ...]
    own_words: str
    """What the button says that cites what the profile cites; empty if the profile cites nothing for it."""
    responses: tuple[str, ...]
    """What the provider said to earlier findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSubcomponent:
    """A subcomponent with what the profile answers to it, and its criteria that can be answered."""

    subcomponent: Subcomponent
    works: tuple[WorkCited, ...]
    answer: Answer
    documents: tuple[Document, ...]
    """The documents that the answer or a finding cites, each once."""
    criteria: tuple[AskedCriterion, ...]
    """First what is to review now, then what is optional."""
    for_provider: tuple[AskedCriterion, ...]
    """Where the provider must act first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a worksheet says; its template sets it and decides nothing."""

    audit: Audit
    reviewer: Reviewer
    components: tuple[tuple[Component, tuple[AskedSubcomponent, ...]], ...]
    """Each component with its subcomponents that have a criterion to answer, if there are any."""
    count: int
    """How many criteria can be answered."""
    to_review: int
    """How many of them are to review now."""
    takes: str
    """How much there is to do, and how long it takes."""
    bodies: tuple[tuple[str, Value], ...]
    about: tuple[tuple[str, Value], ...]
    dossier: Dossier
    data: JsonObject
    """What the form works with."""


def sheet_of(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
    only: frozenset[str] = frozenset(),
) -> Sheet:
    """Return what a worksheet says; raise ValueError for an audit made with decisions, which it may not show."""
    if audit.decisions:
        raise ValueError("a worksheet shows nobody's decisions: make it of an audit without them")
    dossier, asking = dossier_of(audit), asking_of(audit, only)
    asked = _Asked(audit, dossier, asking, statements_by_criterion(audit, dossier))
    components = tuple(
        (component, subs)
        for component in audit.edition.components
        if (subs := tuple(asked.subcomponent(sub) for sub in component.subcomponents if asking.in_order(sub)))
    )
    return Sheet(
        audit=audit,
        reviewer=reviewer,
        components=components,
        count=len(asking.criteria),
        to_review=asking.count(Place.NOW),
        takes=to_do_words(asking),
        bodies=organizations_said(audit, dossier),
        about=about(audit, dossier),
        dossier=dossier,
        data=_data(asking, dossier, reviewer, pins, documents, former),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    audit: Audit
    dossier: Dossier
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
            subcomponent=sub,
            works=works_cited(self.audit.edition, sub),
            answer=answer,
            documents=tuple(document for document in self.dossier.documents.values() if document.number in numbers),
            criteria=tuple(each for each in criteria if each.place is not Place.PROVIDER),
            for_provider=tuple(each for each in criteria if each.place is Place.PROVIDER),
        )

    def criterion(self, criterion: Criterion) -> AskedCriterion:
        finding = self.asking.findings[criterion.id]
        place, by_facts = self.asking.place(criterion), self.asking.facts_decide(criterion)
        return AskedCriterion(
            criterion=criterion,
            finding=finding,
            place=place,
            skip=_SKIP[place],
            must_cite=not by_facts,
            answers=tuple((str(each), ANSWERS[each].capitalize()) for each in self.asking.answers(criterion)),
            words=STATUS[finding.status],
            basis=BASIS[finding.basis],
            found=_found(finding, by_facts=by_facts),
            suggestion=SUGGESTION[finding.suggestion],
            lacks=lacks(replace(finding, suggestion=Suggestion.NONE)),
            statements=self.statements.get(criterion.id, ()),
            cited=tuple(map(self.dossier.cited, finding.citations)),
            own_words=self._own_words(own_citations(finding, self.dossier)),
            responses=tuple(map(response_words, finding.responses)),
        )

    def _own_words(self, citations: Sequence[Citation]) -> str:
        """Return what the button says that cites what the profile cites."""
        if not citations:
            return ""
        first, *more = (f"D{cited.number}, {cited.place}" for cited in map(self.dossier.cited, citations))
        if not more:
            return f"Use the profile’s citation: {first}"
        return f"Use the profile’s {len(citations)} citations: {first}, and {len(more)} more"


_SKIP: Mapping[Place, str] = {
    Place.NOW: "",
    Place.OPTIONAL: "You can skip this. Answer only to disagree or to confirm.",
    Place.PROVIDER: "You can skip this for now.",
}


def own_citations(finding: Finding, dossier: Dossier) -> tuple[Citation, ...]:
    """Return the citations of the profile that a reviewer can take over: each once, whole, to a listed document."""
    listed = (each for each in finding.citations if each.document in dossier.documents and each.place.strip())
    return tuple({(each.document, each.place): each for each in listed}.values())


def _found(finding: Finding, *, by_facts: bool) -> str:
    """Return what the facts show; a worksheet says nothing of how far reviewers have come."""
    if not by_facts and finding.status is Status.AWAITING_REVIEW and finding.citations:
        return "The profile answers this, and cites a document for it."
    return sentence(finding.message)


def _data(
    asking: Asking,
    dossier: Dossier,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
) -> JsonObject:
    audit = asking.audit
    asked = {criterion.id for criterion in asking.criteria}
    return {
        "edition": audit.edition.id,
        "profile": {"id": audit.profile.id, "sha256": audit.profile.sha256},
        **decided_for(audit),
        "home": audit.profile.home,
        "reviewer": {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation},
        "documents": dict(documents),
        "criteria": [
            _of_criterion(asking, dossier, each, pins[each.id], former.get(each.id)) for each in asking.criteria
        ],
        "others": [criterion.id for criterion in audit.edition.criteria if criterion.id not in asked],
    }


def _of_criterion(
    asking: Asking, dossier: Dossier, criterion: Criterion, pins: Pins, former: Pins | None
) -> JsonObject:
    known = list(asking.audit.edition.former_pins.get(criterion.id, ()))
    own = own_citations(asking.findings[criterion.id], dossier)
    return {
        "id": criterion.id,
        "cite": not asking.facts_decide(criterion),
        "cited": [{"document": each.document, "place": each.place} for each in own],
        "pins": {**pins.as_data(), "documents": list(pins.documents)},
        "earlier": pins.earlier_fields,
        "former": {"criterion": known, "fields": former.fields} if former else None,
    }


# --- the page --------------------------------------------------------------------------------------


def worksheet_html(
    audit: Audit,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
    only: frozenset[str] = frozenset(),
) -> bytes:
    """Return a reviewer's worksheet as one HTML file that loads nothing from anywhere.

    `pins` are those of each criterion and `documents` those of each entry of the dossier, as they are today. `former`
    are what decisions made before criteria had a meaning would be pinned to today. With `only`, it asks about these
    criteria. Raise ValueError for an audit made with decisions: a worksheet shows nobody's.
    """
    sheet = sheet_of(audit, reviewer, pins, documents, former, only)
    return form_page(_PACKAGE, "worksheet", worksheet_script(), sheet.data, s=sheet, link=link)


def worksheet_script() -> str:
    """Return the script of a worksheet."""
    return form_script(_PACKAGE, _SCRIPTS)
