"""How far the review of a profile has come: before the quorum is complete only how many are in, then what each said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mcaudit.blocks import Block, Bullets, Document, Fields, Group, Paragraph, Section
from mcaudit.model import Audit, Decision, Standing, Status
from mcaudit.terms.words import ANSWERS, decision_words, number, uncounted_words
from mcaudit.version import __version__

_HEADINGS: Mapping[Standing, str] = {
    Standing.NO_AGREEMENT: "The reviewers disagree; somebody must settle it",
    Standing.CANNOT_TELL: "The reviewers cannot tell from what is there",
    Standing.STALE: "What was decided on has changed; it must be judged again",
    Standing.TOO_FEW: "Not enough reviewers have decided",
    Standing.SETTLED: "Settled",
}
"""In the order in which they are shown; a test proves that every standing has one."""


def review_report(audit: Audit) -> Document:
    """Return the report on how far the review of a profile has come."""
    return Document(
        kind="State of the review",
        title=audit.profile.title,
        about=audit.edition.title,
        date=audit.date,
        tool=f"mcaudit {__version__}",
        opening=tuple(_reviewers(audit)),
        sections=tuple(_sections(audit)),
    )


def uncounted_section(audit: Audit) -> Section | None:
    """Return whose answers do not count, on which criteria, and why; None if all count."""
    uncounted = uncounted_words(audit)
    if not uncounted:
        return None
    rows = tuple((name, f"{', '.join(criteria)}: {why}") for name, criteria, why in uncounted)
    fields = Fields(caption="Whose answers do not count, on which criteria, and why", rows=rows)
    return Section(title="Answers that do not count", anchor="uncounted", blocks=(fields,))


def _reviewers(audit: Audit) -> Iterator[Block]:
    people = {voice.reviewer.id: voice.reviewer for each in audit.decisions.values() for voice in each.voices}
    if people:
        told = {id: ", ".join(filter(None, (person.name, person.affiliation))) for id, person in people.items()}
        yield Fields(caption="The reviewers", rows=tuple(told.items()))


def _sections(audit: Audit) -> Iterator[Section]:
    decided = [each for each in audit.decisions.values() if not each.only_checks]
    for standing, heading in _HEADINGS.items():
        of = [each for each in decided if each.standing is standing]
        if of:
            title = f"{heading} ({number(len(of), 'criterion')})"
            yield Section(title=title, anchor=standing.value.replace("_", "-"), blocks=tuple(_decisions(of)))
    checked = [each for each in audit.decisions.values() if each.only_checks and each.checks]
    if checked:
        title = f"Only checked ({number(len(checked), 'fact')})"
        yield Section(title=title, anchor="checked", blocks=tuple(_decisions(checked)))
    known = {each.criterion for each in decided}
    silent = [f.criterion for f in audit.findings if f.status is Status.AWAITING_REVIEW and f.criterion not in known]
    if silent:
        title = f"Nobody has decided ({number(len(silent), 'criterion')})"
        yield Section(title=title, anchor="undecided", blocks=(Paragraph(text=", ".join(silent)),))
    if uncounted := uncounted_section(audit):
        yield uncounted


def _decisions(decisions: Iterable[Decision]) -> Iterator[Group]:
    for each in decisions:
        answer = [ANSWERS[each.settled]] if each.settled is not None else []
        lines = (*answer, *decision_words(each))
        yield Group(title=each.criterion, anchor=each.criterion, blocks=(Bullets(items=lines),))
