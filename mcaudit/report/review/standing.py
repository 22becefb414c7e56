"""Where reviews stand: an inbox of who waits for whom on top, then what was said about each criterion.

Before the quorum is complete only how many are in is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Bullets, Document, Fields, Group, Paragraph, Section, Tone
from mcaudit.model import Audit, Decision, Standing, Status, Uncounted
from mcaudit.model.inbox import Step, Waiting
from mcaudit.report.parts import table
from mcaudit.terms.decisions import (
    ANSWERS,
    decision_words,
    document_titles,
    people_of,
    uncounted_sentence,
    uncounted_words,
)
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import number

_HEADINGS: Mapping[Standing, str] = {
    Standing.NO_AGREEMENT: "The reviewers disagree: settle this",
    Standing.CANNOT_TELL: "The reviewers cannot tell from the documents",
    Standing.STALE: "Changed since it was decided: review this again",
    Standing.TOO_FEW: "Not enough reviewers have decided",
    Standing.SETTLED: "Decided by consensus",
}
"""In the order in which they are shown; a test proves that every standing has one."""
_ADJUDICATED = "Decided by adjudication"
_STEPS: Mapping[Step, str] = {
    Step.RETURN: "Return",
    Step.SETTLE: "Settle",
    Step.REVIEW: "Review",
    Step.PROVIDER: "Wait",
    Step.NOTHING: "Done",
}
"""A test proves that every step has words."""
_HEADS = (("Micro-credential", 25), ("Next", 7), ("Waiting for", 28), ("Since", 14))
_WORTH = (
    "Return: more than half of the requirements are not addressed, so send it back to the provider before anybody "
    "reviews it. Settle: reviewers disagree, and somebody must decide. Review: reviewers must answer. Wait: only the "
    "provider can act. Since: the day of the first answer that waits for somebody else."
)


def review_report(inbox: Sequence[Waiting]) -> Document:
    """Return the report on where the reviews of one micro-credential or of several stand; there is at least one."""
    audits = tuple(each.audit for each in inbox)
    first, *more = audits
    return Document(
        kind="State of the review" if not more else "State of the reviews",
        title=first.profile.title if not more else f"{len(audits)} micro-credentials under review",
        about=first.edition.title,
        date=first.date,
        opening=(*_inbox(inbox), *(_reviewers(first) if not more else ())),
        sections=tuple(_of_several(audits) if more else _sections(first)),
    )


# --- the inbox -----------------------------------------------------------------------------------


def _inbox(inbox: Sequence[Waiting]) -> Iterator[Block]:
    rows = (
        (each.audit.profile.title, _STEPS[each.step], _waits_for(each), day_words(each.since) if each.since else "–")
        for each in inbox
    )
    yield table("Who waits for whom, and since when", _HEADS, rows, name="Inbox")
    yield Paragraph(text=_WORTH, tone=Tone.SMALL)
    for sentence in _uncited(each.audit for each in inbox):
        yield Paragraph(text=sentence, tone=Tone.NOTE)


def _waits_for(each: Waiting) -> str:
    if each.step is Step.RETURN:
        return f"provider: {each.not_addressed} not addressed"
    parts = []
    if each.disputed:
        parts.append(f"adjudicator: {number(each.disputed, 'dispute')}")
    parts += [f"{name} ({count} left)" for name, count in each.reviewers]
    if each.more:
        parts.append(f"{number(each.more, 'more reviewer' if each.reviewers else 'reviewer')} ({each.open} left)")
    if each.cannot_tell:
        parts.append(f"provider: {each.cannot_tell} unclear")
    elif each.step is Step.PROVIDER:
        parts.append(f"provider: {each.not_addressed} not addressed")
    return "; ".join(parts) or "nobody"


def _uncited(audits: Iterable[Audit]) -> Iterator[str]:
    """Yield how many answers lack a citation; until all are in, not what they are, to stay blind."""
    decisions = [each for audit in audits for each in audit.decisions.values()]
    if uncounted := sum(each.answered - each.counted for each in decisions if each.all_in):
        yield f"{uncounted_sentence(uncounted)}."
    votes = [vote for each in decisions if not each.all_in for vote in each.votes]
    may = (None, Uncounted.UNCITED)
    bare = sum(v.uncounted in may and not v.is_check and not v.opinion.citations for v in votes)
    if bare:
        cites = "1 answer cites" if bare == 1 else f"{bare} answers cite"
        yield f"{cites} no document. Reviewers: check whether yours needs a citation."


# --- the details ---------------------------------------------------------------------------------


def _of_several(audits: Iterable[Audit]) -> Iterator[Section]:
    for index, audit in enumerate(audits, 1):
        parts = (Group(title=each.title, blocks=each.blocks) for each in _sections(audit))
        blocks = (*_reviewers(audit), *map(_deeper, parts))
        nobody = (Paragraph(text="Nothing waits for reviewers."),)
        yield Section(title=audit.profile.title, anchor=f"review-{index}", blocks=blocks or nobody)


def _deeper(group: Group) -> Group:
    """Return a group whose own groups stand one level below it, without anchors: several profiles share criteria."""
    blocks = (
        Group(title=each.title, blocks=each.blocks, level=4) if isinstance(each, Group) else each
        for each in group.blocks
    )
    return Group(title=group.title, blocks=tuple(blocks))


def uncounted_section(audit: Audit) -> Section | None:
    """Return whose answers do not count, on which criteria, and why; None if all count."""
    uncounted = uncounted_words(audit)
    if not uncounted:
        return None
    rows = tuple((name, f"{', '.join(criteria)}: {why}") for name, criteria, why in uncounted)
    fields = Fields(caption="Whose answers do not count, on which criteria, and why", rows=rows)
    return Section(title="Answers that do not count", anchor="uncounted", blocks=(fields,))


def _reviewers(audit: Audit) -> Iterator[Block]:
    if people := people_of(audit):
        yield Fields(caption="The reviewers", rows=tuple(people.items()))


def _sections(audit: Audit) -> Iterator[Section]:
    decided = [each for each in audit.decisions.values() if not each.only_checks]
    for standing, heading in _HEADINGS.items():
        of = [each for each in decided if each.standing is standing and not each.adjudicated]
        yield from _standing(heading, standing.value, of, audit)
    yield from _standing(_ADJUDICATED, "adjudicated", [each for each in decided if each.adjudicated], audit)
    checked = [each for each in audit.decisions.values() if each.only_checks and each.checks]
    if checked:
        title = f"Only checked ({number(len(checked), 'fact')})"
        yield Section(title=title, anchor="checked", blocks=tuple(_decisions(checked, audit)))
    known = {each.criterion for each in decided}
    silent = [f.criterion for f in audit.findings if f.status is Status.AWAITING_REVIEW and f.criterion not in known]
    if silent:
        title = f"Nobody has decided ({number(len(silent), 'criterion')})"
        items = tuple(map(_titles(audit).__getitem__, silent))
        yield Section(title=title, anchor="undecided", blocks=(Bullets(items=items),))
    if uncounted := uncounted_section(audit):
        yield uncounted


def _standing(heading: str, name: str, decisions: Sequence[Decision], audit: Audit) -> Iterator[Section]:
    if decisions:
        title = f"{heading} ({number(len(decisions), 'criterion')})"
        yield Section(title=title, anchor=name.replace("_", "-"), blocks=tuple(_decisions(decisions, audit)))


def _decisions(decisions: Iterable[Decision], audit: Audit) -> Iterator[Group]:
    titles, documents = _titles(audit), document_titles(audit)
    for each in decisions:
        answer = [f"Decided: {ANSWERS[each.settled]}"] if each.settled is not None else []
        lines = (*answer, *decision_words(each, documents))
        yield Group(title=titles[each.criterion], anchor=each.criterion, blocks=(Bullets(items=lines),))


def _titles(audit: Audit) -> Mapping[str, str]:
    return {each.id: f"{each.id} {each.title}" for each in audit.edition.criteria}
