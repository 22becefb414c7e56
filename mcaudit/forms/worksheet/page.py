"""A worksheet as a page: the criteria to review, what the profile answers, and what the form must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mcaudit.forms.templating import form_page, form_script
from mcaudit.forms.worksheet.order import Asking, Place, blind, decided_for, to_do_words
from mcaudit.model import Audit, Citation, Criterion, JsonObject, Pins, Reviewer, Status, Subcomponent, Suggestion
from mcaudit.terms.answers import about, answer_of, organizations_said
from mcaudit.terms.decisions import ANSWERS
from mcaudit.terms.sentences import sentence
from mcaudit.terms.sources import works_cited
from mcaudit.terms.values import link
from mcaudit.terms.words import BASIS, STATUS, SUGGESTION, lacks, response_words

_PACKAGE = "mcaudit.forms.worksheet"
_SCRIPTS = ("decisions.js", "box.js", "worksheet.js")
_SKIP: Mapping[Place, str] = {
    Place.NOW: "",
    Place.OPTIONAL: "You can skip this. Answer only to disagree or to confirm.",
    Place.PROVIDER: "You can skip this for now.",
}


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
    asking = blind(audit, only)
    components = [
        (component, subs)
        for component in audit.edition.components
        if (subs := [_subcomponent(asking, sub) for sub in component.subcomponents if asking.in_order(sub)])
    ]
    return form_page(
        _PACKAGE,
        "worksheet",
        worksheet_script(),
        worksheet_data(asking, reviewer, pins, documents, former),
        audit=audit,
        reviewer=reviewer,
        components=components,
        count=len(asking.criteria),
        to_review=asking.count(Place.NOW),
        takes=to_do_words(asking),
        bodies=organizations_said(audit, asking.dossier),
        about=about(audit, asking.dossier),
        dossier=asking.dossier,
        link=link,
    )


def worksheet_script() -> str:
    """Return the script of a worksheet."""
    return form_script(_PACKAGE, _SCRIPTS)


# --- what the template sets ----------------------------------------------------------------------


def _subcomponent(asking: Asking, sub: Subcomponent) -> Mapping[str, Any]:
    """Return a subcomponent with what the profile answers to it, and its criteria that can be answered."""
    criteria = [_criterion(asking, each) for each in asking.in_order(sub)]
    answer = answer_of(asking.audit, asking.dossier, sub)
    cited = [
        *(each for field in answer.fields for each in field.cited),
        *answer.cited,
        *(each for _, says, _ in answer.conflicts for _, each in says),
        *(each for criterion in criteria for each in criterion["cited"]),
        *(said.cited for criterion in criteria for said in criterion["statements"] if said.cited),
    ]
    numbers = {each.number for each in cited}
    return {
        "subcomponent": sub,
        "works": works_cited(asking.audit.edition, sub),
        "answer": answer,
        # the documents that the answer or a finding cites, each once
        "documents": [each for each in asking.dossier.documents.values() if each.number in numbers],
        # what is to review now, and then what is optional
        "criteria": [each for each in criteria if each["place"] is not Place.PROVIDER],
        "for_provider": [each for each in criteria if each["place"] is Place.PROVIDER],
    }


def _criterion(asking: Asking, criterion: Criterion) -> Mapping[str, Any]:
    """Return a criterion to review: what the facts show, and how it is answered."""
    finding, place = asking.findings[criterion.id], asking.place(criterion)
    by_facts = asking.facts_decide(criterion)
    found = sentence(finding.message)  # nothing of how far reviewers have come
    if not by_facts and finding.status is Status.AWAITING_REVIEW and finding.citations:
        found = "The profile answers this, and cites a document for it."
    return {
        "criterion": criterion,
        "finding": finding,
        "place": place,
        "skip": _SKIP[place],
        "must_cite": not by_facts,  # a “met” counts only with a citation
        "answers": [(str(each), ANSWERS[each].capitalize()) for each in asking.answers(criterion)],
        "words": STATUS[finding.status],
        "basis": BASIS[finding.basis],
        "found": found,
        "suggestion": SUGGESTION[finding.suggestion],  # shown only once an answer is saved
        "lacks": lacks(replace(finding, suggestion=Suggestion.NONE)),
        "statements": asking.statements.get(criterion.id, ()),
        "cited": [asking.dossier.cited(each) for each in finding.citations],
        "own_words": _own_words(asking, criterion),
        "responses": [response_words(each) for each in finding.responses],
    }


def _own_words(asking: Asking, criterion: Criterion) -> str:
    """Return what the button says that cites what the profile cites; empty if the profile cites nothing."""
    cited = map(asking.dossier.cited, _own_citations(asking, criterion))
    places = [f"D{each.number}, {each.place}" for each in cited]
    if len(places) > 1:
        return f"Use the profile’s {len(places)} citations: {places[0]}, and {len(places) - 1} more"
    return f"Use the profile’s citation: {places[0]}" if places else ""


def _own_citations(asking: Asking, criterion: Criterion) -> tuple[Citation, ...]:
    """Return the citations of the profile that a reviewer can take over: each once, whole, to a listed document."""
    citations = asking.findings[criterion.id].citations
    listed = (each for each in citations if each.document in asking.dossier.documents and each.place.strip())
    return tuple({(each.document, each.place): each for each in listed}.values())


# --- what the script works with ------------------------------------------------------------------


def worksheet_data(
    asking: Asking,
    reviewer: Reviewer,
    pins: Mapping[str, Pins],
    documents: Mapping[str, str],
    former: Mapping[str, Pins],
) -> JsonObject:
    """Return what the form works with: plain values that JSON can hold."""
    audit, criteria = asking.audit, asking.criteria
    asked = {criterion.id for criterion in criteria}
    return {
        "edition": audit.edition.id,
        "profile": {"id": audit.profile.id, "sha256": audit.profile.sha256},
        **decided_for(audit),
        "home": audit.profile.home,
        "reviewer": {"id": reviewer.id, "name": reviewer.name, "affiliation": reviewer.affiliation},
        "documents": dict(documents),
        "criteria": [_of_criterion(asking, each, pins[each.id], former.get(each.id)) for each in criteria],
        "others": [criterion.id for criterion in audit.edition.criteria if criterion.id not in asked],
    }


def _of_criterion(asking: Asking, criterion: Criterion, pins: Pins, former: Pins | None) -> JsonObject:
    known = list(asking.audit.edition.former_pins.get(criterion.id, ()))
    own = _own_citations(asking, criterion)
    return {
        "id": criterion.id,
        "cite": not asking.facts_decide(criterion),
        "cited": [{"document": each.document, "place": each.place} for each in own],
        "pins": {**pins.as_data(), "documents": list(pins.documents)},
        "earlier": pins.earlier_fields,
        "former": {"criterion": known, "fields": former.fields} if former else None,
    }
