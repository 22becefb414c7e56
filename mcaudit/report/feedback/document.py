"""Feedback to the owners of the criteria: how each criterion fared over many audits, and what reviewers say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mcaudit.blocks import (
    Bar,
    Block,
    Bullets,
    Cell,
    Document,
    Fields,
    Group,
    Heading,
    Legend,
    Paragraph,
    Piece,
    Section,
    Text,
    Tone,
    dim,
    hash_of,
    name,
    separated,
    strong,
)
from mcaudit.looks import Look
from mcaudit.model import Component
from mcaudit.model.feedback import AsAudited, AuditedProfile, CriterionFeedback, Feedback
from mcaudit.report.feedback.words import (
    DECIDERS,
    Listed,
    answers_words,
    audited_words,
    glance,
    lists_of,
    remarks_words,
)
from mcaudit.report.parts import notes, repeated_by, table
from mcaudit.report.review.agreement import TITLE, figures, measured
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import number

_MOST_LISTED, _MOST_IN_SHORT = 10, 8
_KIND = "Feedback to the criteria’s owners"
_LOOKS = {
    Look.PARTLY_MET: AsAudited.PARTLY_MET,
    Look.NOT_MET: AsAudited.NOT_MET,
    Look.NOT_STATED: AsAudited.NOT_STATED,
    Look.UNSUPPORTED: AsAudited.UNSUPPORTED,
    Look.AWAITING_REVIEW: AsAudited.AWAITING_REVIEW,
}
"""What each segment of a bar counts besides what is met."""
_HEADS = (
    *("Met", "Fall short", "Open", "Not addressed", "Not applicable", "Reviewed", "Disputed", "Cannot tell"),
    "Agreement",
)
_READING: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("Met on facts", "is what a profile claims and cites, or what a state’s policy says."),
        ("", "Nobody has checked that the documents say so."),
        ("Met by decision", "is what reviewers decided."),
    ),
    (
        ("Fall short", "counts not met and partly met."),
        ("Open", "counts what waits for reviewers and what the provider still has to support."),
        ("Not addressed", "counts profiles that do not say anything about it: silence is not failure."),
    ),
    (
        ("Reviewed", "counts the profiles in which enough reviewers have answered."),
        ("", "Until then, their answers are not shown."),
    ),
    (
        ("Disputed:", "the answers that count differ, as first made or as they are now."),
        ("Settled:", "they agree by now, or the dispute was settled on the record."),
    ),
    (
        ("Agreement", "on a criterion is the share of pairs of first answers that agree, as a mean over profiles."),
        ("", "It is withheld if one profile more or less would change it by much."),
        ("", "A check of a fact is not an answer and does not count here."),
    ),
    (("", "How a criterion fared depends on the profiles, which are not a random sample."),),
)
"""How to read the figures, item by item: in each sentence the term that it explains, and the rest."""


def feedback_report(feedback: Feedback) -> Document:
    """Return the whole feedback."""
    say = "says" if len(feedback.profiles) == 1 else "say"
    return Document(
        kind=_KIND,
        title=f"What {number(len(feedback.profiles), 'micro-credential')} {say} about the criteria",
        about=feedback.edition.title,
        date=feedback.date,
        opening=tuple(_opening(feedback)),
        sections=(
            Section(title="Disputed, unclear, never met", anchor="short-lists", blocks=tuple(_lists(feedback))),
            Section(title=TITLE, anchor="agreement", blocks=tuple(figures(feedback.edition, feedback.agreement))),
            *(_part(feedback, component) for component in feedback.edition.components),
            Section(title="How to read and repeat this", anchor="reading", blocks=tuple(_reading(feedback))),
        ),
    )


def feedback_in_short(feedback: Feedback) -> Document:
    """Return the feedback in short, for a screen."""
    edition = feedback.edition
    rows = (
        ("Date", day_words(feedback.date)),
        ("Criteria", edition.title),
        ("Policies", feedback.under),
    )
    hint = "With -o feedback.html, .pdf, .md, .csv or .json: every criterion, and what reviewers say of it."
    return Document(
        kind=_KIND,
        title=_KIND,
        about=edition.title,
        date=feedback.date,
        opening=(Paragraph(text=glance(feedback)), Fields(caption="What was audited", rows=rows)),
        sections=(
            *(Section(title=each.title, anchor=each.key, blocks=_in_short(each)) for each in lists_of(feedback)),
            Section(
                title=TITLE,
                anchor="agreement",
                blocks=(measured(feedback.agreement.overall), Paragraph(text=hint, tone=Tone.SMALL)),
            ),
        ),
    )


# --- the beginning -------------------------------------------------------------------------------


def _opening(feedback: Feedback) -> Iterator[Block]:
    edition = feedback.edition
    comments = sum(len(each.remarks) for each in feedback.criteria)
    yield Paragraph(text=glance(feedback), tone=Tone.LEAD)
    yield from notes(feedback.notices)
    yield Fields(
        caption="What was audited, against what, and when",
        rows=(
            ("Audited", number(len(feedback.profiles), "micro-credential")),
            ("Date", day_words(feedback.date)),
            ("Criteria", f"{edition.title} ({edition.publisher}, {edition.published}); edition {edition.id}"),
            ("Policies", feedback.under),
            ("Comments", f"{comments}. {remarks_words(feedback)}"),
        ),
    )


def _lists(feedback: Feedback) -> Iterator[Block]:
    """Yield the lists on top: the first of each in their words, the others by name."""
    heads = (("Criterion", 20), ("What it asks", 50), ("How often", 24))
    for each in lists_of(feedback):
        first, rest = each.criteria[:_MOST_LISTED], each.criteria[_MOST_LISTED:]
        yield Heading(text=each.title, anchor=each.key)
        if first:
            rows = tuple(
                ((name(of.criterion.id), f" {of.criterion.title}"), f"{of.criterion.text}.", each.counted(of))
                for of in first
            )
            yield table(each.about, heads, rows)
        else:
            yield Paragraph(text=each.none)
        if rest:
            further = separated(((name(of.criterion.id), f" ({each.count(of)})") for of in rest), ", ")
            yield Paragraph(text=("Further: ", *further, "."), tone=Tone.SMALL)


def _in_short(listed: Listed) -> tuple[Block, ...]:
    if not listed.criteria:
        return (Paragraph(text=listed.none),)
    first = listed.criteria[:_MOST_IN_SHORT]
    more = len(listed.criteria) - len(first)
    rows = tuple((f"{each.criterion.id} {each.criterion.title}", listed.counted(each)) for each in first)
    fields = Fields(caption=listed.about, rows=rows)
    return (fields, *([Paragraph(text=f"and {more} more", tone=Tone.SMALL)] if more else []))


# --- criterion by criterion ----------------------------------------------------------------------


def _part(feedback: Feedback, component: Component) -> Section:
    """Return a component: its criteria in figures, and one by one."""
    by_id = {each.criterion.id: each for each in feedback.criteria}
    title = f"{component.number} {component.title}"
    rows = tuple(_row(by_id[criterion.id]) for sub in component.subcomponents for criterion in sub.criteria)
    caption = f"{title}, in figures: profiles by how they were audited, and by what reviewers said"
    heads = ((head, 11) for head in ("Criterion", *_HEADS))
    blocks: list[Block] = [table(caption, heads, rows, numbers=len(_HEADS)), Legend()]
    for sub in component.subcomponents:
        blocks.append(Heading(text=f"{sub.id} {sub.title}", anchor=sub.id))
        blocks += [_criterion(by_id[criterion.id]) for criterion in sub.criteria]
    return Section(title=title, anchor=f"component-{component.number}", blocks=tuple(blocks), opens_page=True)


def _row(each: CriterionFeedback) -> tuple[Cell, ...]:
    withheld = "withheld" if each.agreement.n else "–"
    return (
        name(each.criterion.id),
        *(each.met, each.short, each.open),
        *(each.audited[AsAudited.NOT_STATED], each.audited[AsAudited.NOT_APPLICABLE]),
        *(each.reviewed, each.disputed, each.cannot_tell),
        withheld if each.agreement.share is None else f"{each.agreement.share:.0%}",
    )


def _criterion(each: CriterionFeedback) -> Group:
    criterion = each.criterion
    counts = {Look.MET: each.met, **{look: each.audited[how] for look, how in _LOOKS.items()}}
    blocks: list[Block] = [
        Paragraph(text=f"{criterion.text}."),
        Paragraph(text=f"{criterion.level}, {DECIDERS[criterion.decided_by]}", tone=Tone.SMALL),
        Bar(label=f"{criterion.id}, by profiles", counts=counts),
        Paragraph(text=audited_words(each)),
        Paragraph(text=answers_words(each)),
    ]
    if each.remarks:
        blocks.append(Paragraph(text="Reviewers on this criterion", tone=Tone.LABEL))
        signed = [(of.text, (of.reviewer, day_words(of.date), f"on {of.profile}")) for of in each.remarks]
        items = tuple((f"“{text}” ", dim(", ".join(filter(None, parts)))) for text, parts in signed)
        blocks.append(Bullets(items=items))
    return Group(title=f"{criterion.id} {criterion.title}", level=4, anchor=criterion.id, blocks=tuple(blocks))


# --- how to repeat it ----------------------------------------------------------------------------


def _reading(feedback: Feedback) -> Iterator[Block]:
    command = f"mcaudit review feedback --date {feedback.date}"
    yield Bullets(items=tuple(map(_explained, _READING)))
    yield repeated_by(command, feedback.edition, feedback.policies)
    heads = (
        *(("Micro-credential", 24), ("Profile and file", 28)),
        *(("SHA-256 of the profile", 34), ("SHA-256 of decisions", 34)),
    )
    caption = "The profiles that were audited, and the files of decisions on them"
    yield table(caption, heads, map(_profile, feedback.profiles))


def _explained(sentences: Iterable[tuple[str, str]]) -> Text:
    pieces: list[Piece] = []
    for term, rest in sentences:
        pieces += [strong(term), " "] if term else []
        pieces.append(f"{rest} ")
    return tuple(pieces)


def _profile(profile: AuditedProfile) -> tuple[Cell, ...]:
    title = (profile.title, dim(" (fictional)")) if profile.fictional else profile.title
    decisions = hash_of(", ".join(profile.decisions)) if profile.decisions else "none"
    return title, f"{profile.id}, {profile.path}", hash_of(profile.sha256), decisions
