"""What the page of feedback shows, part by part, worked out before it is set: its templates decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mcaudit.model import Counts, Subcomponent
from mcaudit.model.feedback import AsAudited, CriterionFeedback, Feedback, Remark
from mcaudit.render.agreement import Figures, figures_of
from mcaudit.render.document.summary import Bar
from mcaudit.render.feedback.words import (
    DECIDERS,
    Listed,
    answers_words,
    audited_words,
    glance,
    lists_of,
    remarks_words,
)
from mcaudit.render.words import number
from mcaudit.version import __version__

_MOST_LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """One of the lists on top: the first of it in their words, the others by name."""

    key: str
    title: str
    about: str
    none: str
    rows: tuple[tuple[str, str, str], ...]
    """Id, text and count of each."""
    rest: tuple[tuple[str, int], ...]
    """Id and count of each further one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One criterion: what it asks, how it fared, and what reviewers say of it."""

    id: str
    text: str
    about: str
    bar: Bar
    audited: str
    answers: str
    remarks: tuple[tuple[str, str], ...]
    """Who or where, and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubPart:
    """A subcomponent with its criteria."""

    id: str
    title: str
    criteria: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component: its criteria in figures, and one by one."""

    anchor: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    subs: tuple[SubPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that a page shows."""

    title: str
    version: str
    feedback: Feedback
    glance: str
    names: str
    policies: tuple[tuple[str, str, str], ...]
    lists: tuple[Short, ...]
    figures: Figures
    parts: tuple[Part, ...]
    comments: int


def page_of(feedback: Feedback) -> Page:
    """Return the page of feedback."""
    return Page(
        title=f"What {number(len(feedback.pilots), 'micro-credential')} {_say(feedback)} about the criteria",
        version=__version__,
        feedback=feedback,
        glance=glance(feedback),
        names=remarks_words(feedback),
        policies=tuple((policy.title, policy.id, policy.sha256) for policy in feedback.policies),
        lists=tuple(map(_short, lists_of(feedback))),
        figures=figures_of(feedback.edition, feedback.agreement),
        parts=tuple(_parts(feedback)),
        comments=sum(len(each.remarks) for each in feedback.criteria),
    )


def _say(feedback: Feedback) -> str:
    return "says" if len(feedback.pilots) == 1 else "say"


def _short(listed: Listed) -> Short:
    first, rest = listed.criteria[:_MOST_LISTED], listed.criteria[_MOST_LISTED:]
    return Short(
        key=listed.key,
        title=listed.title,
        about=listed.about,
        none=listed.none,
        rows=tuple((each.criterion.id, each.criterion.text, listed.counted(each)) for each in first),
        rest=tuple((each.criterion.id, listed.count(each)) for each in rest),
    )


# --- criterion by criterion ----------------------------------------------------------------------


def _parts(feedback: Feedback) -> Iterator[Part]:
    by_id = {each.criterion.id: each for each in feedback.criteria}
    for component in feedback.edition.components:
        mine = [by_id[criterion.id] for sub in component.subcomponents for criterion in sub.criteria]
        yield Part(
            anchor=f"component-{component.number}",
            title=f"{component.number} {component.title}",
            rows=tuple(map(_row, mine)),
            subs=tuple(
                _sub(sub, [by_id[criterion.id] for criterion in sub.criteria]) for sub in component.subcomponents
            ),
        )


def _row(each: CriterionFeedback) -> tuple[str, ...]:
    withheld = "withheld" if each.accord.n else "–"
    accord = withheld if each.accord.share is None else f"{each.accord.share:.0%}"
    counts = (
        each.met,
        each.short,
        each.open,
        each.audited[AsAudited.NOT_STATED],
        each.audited[AsAudited.NOT_APPLICABLE],
        each.reviewed,
        each.disputed,
        each.cannot_tell,
    )
    return (each.criterion.id, *map(str, counts), accord)


def _sub(sub: Subcomponent, criteria: list[CriterionFeedback]) -> SubPart:
    return SubPart(id=sub.id, title=sub.title, criteria=tuple(map(_asked, criteria)))


def _asked(each: CriterionFeedback) -> Asked:
    criterion = each.criterion
    counts = Counts(
        met=each.met,
        partly_met=each.audited[AsAudited.PARTLY_MET],
        unsupported=each.audited[AsAudited.UNSUPPORTED],
        awaiting_review=each.audited[AsAudited.AWAITING_REVIEW],
        not_stated=each.audited[AsAudited.NOT_STATED],
        not_met=each.audited[AsAudited.NOT_MET],
        not_applicable=each.audited[AsAudited.NOT_APPLICABLE],
    )
    return Asked(
        id=criterion.id,
        text=criterion.text,
        about=f"{criterion.level}, {DECIDERS[criterion.decided_by]}",
        bar=Bar(label=f"{criterion.id}, by profiles", counts=counts, range=""),
        audited=audited_words(each),
        answers=answers_words(each),
        remarks=tuple((_signed(remark), remark.text) for remark in each.remarks),
    )


def _signed(remark: Remark) -> str:
    return ", ".join(part for part in (remark.reviewer, remark.date, f"on {remark.profile}") if part)
