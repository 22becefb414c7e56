"""One finding: what is asked, what was found, what is missing, what to do about it, and what anybody said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from mcaudit.blocks import Badge, Block, Link, Paragraph, Piece, Tone, dim, strong
from mcaudit.looks import Look
from mcaudit.model import Actor, Audit, Basis, Criterion, Finding, Level, Requirement, Status, Subcomponent, Suggestion
from mcaudit.report.audit.answers import cited_pieces
from mcaudit.report.audit.appendix import cited_anchor
from mcaudit.report.badges import status_badge
from mcaudit.report.places import fields_in_words
from mcaudit.terms.decisions import decision_words, document_titles
from mcaudit.terms.dossier import Dossier
from mcaudit.terms.sentences import capitalized, clause, day_words, sentence
from mcaudit.terms.sources import works_cited
from mcaudit.terms.statements import Said, statements_by_criterion
from mcaudit.terms.words import BASIS, STATUS, SUGGESTION, response_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An audit with what findings are looked up by."""

    audit: Audit
    dossier: Dossier
    findings: Mapping[str, Finding]
    requirements: Mapping[str, Requirement]
    """By criterion: the requirement that it makes, or that its group makes."""
    statements: Mapping[str, tuple[Said, ...]]
    works: Mapping[str, Sequence[int]]
    """By subcomponent: the numbers of the works that the source cites for it."""

    def is_to_do(self, criterion: str) -> bool:
        """Return whether the provider must act on a criterion for the gate to open."""
        requirement, finding = self.requirements[criterion], self.findings[criterion]
        return requirement.gates and finding.needed and finding.actor is Actor.PROVIDER


def body_of(audit: Audit, dossier: Dossier) -> Body:
    """Look everything up once."""
    edition = audit.edition
    return Body(
        audit=audit,
        dossier=dossier,
        findings={each.criterion: each for each in audit.findings},
        requirements={name: each for each in audit.requirements for name in each.members},
        statements=statements_by_criterion(audit, dossier),
        works={sub.id: [each.number for each in works_cited(edition, sub)] for sub in edition.subcomponents},
    )


def source_link(sub: Subcomponent, place: str) -> Link:
    """Return a place in the source, which leads to the works that it cites for the subcomponent."""
    return Link(clause(place), f"#{cited_anchor(sub.id)}")


def title_of(criterion: Criterion, finding: Finding) -> str:
    """Return the name of a criterion, and whether it is optional or a policy requires it."""
    required = f", required by the policy {finding.required_by}" if finding.required_by else ""
    optional = " (optional)" if criterion.level is Level.DESIRED and not required else ""
    return f"{criterion.id} {criterion.title}{optional}{required}"


def badges(body: Body, criterion: str) -> Iterator[Piece]:
    """Yield the status of a criterion, and whether it is waived."""
    status = body.findings[criterion].status
    yield status_badge(status)
    if body.requirements[criterion].waiver is not None:
        yield " "
        yield Badge("waived", Look.WAIVED)


def look(body: Body, criterion: str) -> Look:
    """Return the look of a criterion: that of its status, unless it is waived."""
    waived = body.requirements[criterion].waiver is not None
    return Look.WAIVED if waived else Look(body.findings[criterion].status)


def finding_blocks(body: Body, sub: Subcomponent, criterion: Criterion) -> Iterator[Block]:
    """Yield what is asked, what was found, what is missing, what to do about it, and what anybody said of it."""
    finding = body.findings[criterion.id]
    yield from _found(body, sub, criterion, finding)
    yield from _asked(finding)
    yield from _words(body, criterion, finding)


def rests_on(body: Body, sub: Subcomponent, criterion: Criterion) -> Paragraph:
    """Return what the profile cites for a criterion, and its place in the source."""
    source = ("Source: ", source_link(sub, criterion.place))
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
    elif fix := remedy_of(finding):
        yield _labeled("To fix", fix)
    if finding.suggestion is not Suggestion.NONE:
        yield _labeled("For reviewers", f"the facts suggest {SUGGESTION[finding.suggestion]}.")


def _words(body: Body, criterion: Criterion, finding: Finding) -> Iterator[Block]:
    """Yield what reviewers, the provider, and the policy's owner said."""
    decision = body.audit.decisions.get(criterion.id)
    lines = (
        *(decision_words(decision, document_titles(body.audit)) if decision else ()),
        *map(response_words, finding.responses),
    )
    yield from (Paragraph(text=sentence(each)) for each in lines)
    waiver = body.requirements[criterion.id].waiver
    if waiver:
        yield _labeled("Waived", f"{sentence(waiver.reason)} By {waiver.by}, until {day_words(waiver.expires)}.")


def remedy_of(finding: Finding) -> str:
    """Return what the provider or the state has to do; nothing where neither is to act."""
    match finding.actor:
        case Actor.PROVIDER:
            return finding.remedy
        case Actor.STATE:
            return f"Only the state can settle this. {finding.remedy}".strip()
        case Actor.REVIEWERS | Actor.NOBODY:
            return ""
        case other:
            assert_never(other)
