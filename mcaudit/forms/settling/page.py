"""What is shown to whoever settles disagreements: each criterion, what the profile says, and both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcaudit.forms.templating import form_page, form_script
from mcaudit.forms.worksheet.order import asking_of
from mcaudit.forms.worksheet.rows import texts
from mcaudit.model import Answer, Audit, Criterion, Decision, JsonObject, Vote
from mcaudit.terms.decisions import ANSWERS, people_of
from mcaudit.terms.dossier import Dossier
from mcaudit.terms.values import link

_PACKAGE = "mcaudit.forms.settling"
SETTLING = (Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET, Answer.NOT_APPLICABLE)
"""What a disagreement may be settled as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one reviewer answered, in words."""

    who: str
    answer: str
    why: str
    would_satisfy: str
    cited: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as lines of text."""
        said = (self.why, f"Would satisfy it: {self.would_satisfy}" if self.would_satisfy else "")
        cites = f"Cites {'; '.join(self.cited)}" if self.cited else ""
        return (f"{self.who}: {self.answer}", *filter(None, (*said, cites)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A disagreement about one criterion, and the answers that may settle it."""

    criterion: Criterion
    says: str
    """What the profile says about it."""
    sides: tuple[Side, ...]
    answers: tuple[tuple[str, str], ...]
    entry: JsonObject
    """What the settlement holds besides its answer, reason, and date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingSheet:
    """Everything that a page or a workbook for settling says."""

    audit: Audit
    by: str
    disputes: tuple[Dispute, ...]
    documents: tuple[tuple[str, str, str], ...]
    """The number and title of each document, where it is, and its address if that may be followed."""


def settling_sheet(audit: Audit, by: Sequence[str], entries: Mapping[str, JsonObject], named: bool) -> SettlingSheet:
    """Return what is shown to those who settle; `entries` are by criterion, and reviewers are named or numbered."""
    asking = asking_of(audit)
    numbers = {id: f"Reviewer {number}" for number, id in enumerate(people_of(audit), 1)}
    disputes = tuple(
        Dispute(
            criterion=criterion,
            says=texts(asking, sub, criterion)["What the profile says"],
            sides=tuple(
                _side(vote, vote.reviewer.name if named else numbers[vote.reviewer.id], asking.dossier)
                for vote in audit.decisions[criterion.id].votes
                if vote.counts
            ),
            answers=tuple(
                (str(each), ANSWERS[each].capitalize())
                for each in SETTLING
                if each is not Answer.NOT_APPLICABLE or criterion.may_be_not_applicable
            ),
            entry=entries[criterion.id],
        )
        for sub in audit.edition.subcomponents
        for criterion in sub.criteria
        if criterion.id in entries
    )
    documents = tuple(
        (f"D{each.number} {each.title}", each.where, link(each.where)) for each in asking.dossier.documents.values()
    )
    return SettlingSheet(audit=audit, by=", ".join(by), disputes=disputes, documents=documents)


def is_open(decision: Decision) -> bool:
    """Return whether reviewers disagree and nobody has settled it."""
    return decision.disputed and decision.settled is None


def _side(vote: Vote, who: str, dossier: Dossier) -> Side:
    opinion = vote.opinion
    cited = map(dossier.cited, opinion.citations)
    return Side(
        who=who,
        answer=ANSWERS[opinion.answer],
        why=opinion.rationale,
        would_satisfy=opinion.would_satisfy,
        cited=tuple(f"D{each.number} {each.title}, {each.place}" for each in cited),
    )


def settling_html(sheet: SettlingSheet) -> bytes:
    """Return the page on which somebody settles what reviewers disagree about."""
    data = {
        "edition": sheet.audit.edition.id,
        "profile": sheet.audit.profile.id,
        "disputes": {each.criterion.id: each.entry for each in sheet.disputes},
    }
    return form_page(_PACKAGE, "settle", form_script(_PACKAGE, ["settle.js"]), data, s=sheet)
