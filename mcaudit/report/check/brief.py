"""One audit on one screen: the verdict, the components, what to do first, and who has to act."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Fields,
    Group,
    Heading,
    Legend,
    Paragraph,
    Section,
    Table,
    Text,
    Tone,
    dim,
)
from mcaudit.model import Audit, Counts
from mcaudit.report.audit.background import NEVER_A_PASS, waivers
from mcaudit.report.audit.cover import examined, fictional, origin_words, other_gate
from mcaudit.report.badges import bar_of
from mcaudit.report.check.parts import toned
from mcaudit.report.first import first_steps
from mcaudit.report.review.agreement import TITLE, measured, measured_words, too_few
from mcaudit.report.review.standing import uncounted_section
from mcaudit.report.versions.changes import changes_section
from mcaudit.terms.remarks import profile_remarks, remarks
from mcaudit.terms.roles import overlaps
from mcaudit.terms.verdicts import unchecked_sentence, verdict_sentence, verdict_words
from mcaudit.terms.words import addressed_of, counts_words, is_yes, met_range, number

_HINTS = "`-v` shows {}; `mcaudit explain 1F-6` explains a criterion."


def brief(audit: Audit) -> Iterator[Block]:
    """Yield what every reader needs first; the detailed audit has each finding."""
    yield from heading(audit)
    if since := changes_section(audit):
        yield as_group(since)
    yield from verdict(audit)
    yield from components(audit)
    yield from waived(audit)
    yield from map(as_group, first_steps(audit))
    yield from agreement(audit, in_short=True)
    yield from notes(audit, in_short=True)
    yield from closing(audit, tuple(_hints(audit)))


def as_group(section: Section) -> Group:
    """Return a section as a group, to stand where sections cannot."""
    return Group(title=section.title, blocks=section.blocks, level=2)


# --- the verdict ---------------------------------------------------------------------------------


def heading(audit: Audit) -> Iterator[Block]:
    """Yield what was examined, when, and for whom."""
    yield from fictional(audit)
    yield Heading(text=audit.profile.title, level=1)
    yield Paragraph(text=(dim(examined(audit)),))
    for each in overlaps(audit):
        yield Paragraph(text=f"Evaluators not independent by role: {each}.")


def verdict(audit: Audit) -> Iterator[Block]:
    """Yield the verdict, what it rests on, the verdict at the other gate, and the counts."""
    sentences = [verdict_sentence(audit, audit.gate)]
    if audit.unconfirmed and not any(map(is_yes, audit.verdicts.values())):
        sentences.append(unchecked_sentence(audit))
    sentences.append(" ".join(origin_words(audit)))
    other = other_gate(audit)
    yield Group(
        title=(toned(verdict_words(audit, audit.gate).upper(), audit.verdict), f" at the {audit.gate} gate"),
        blocks=(
            *(Paragraph(text=each) for each in sentences),
            Paragraph(text=f"{other.capitalize()} gate: {verdict_sentence(audit, other)}", tone=Tone.SMALL),
            Fields(caption="How many requirements have which status", rows=_scores(audit)),
        ),
        level=2,
    )


def _scores(audit: Audit) -> tuple[tuple[str, Text], ...]:
    parts = (("required", audit.score.required), ("desired", audit.score.desired))
    rows = [(label, counts_words(counts, " · ")) for label, counts in parts]
    before = audit.score_before_waivers.required
    if audit.score.required.waived:
        rows.append(("unwaived", f"{met_range(before)} of {before.total} required met before waivers"))
    return tuple(rows)


# --- the components ------------------------------------------------------------------------------


def components(audit: Audit) -> Iterator[Block]:
    """Yield how much of each component is addressed and met."""
    results = {result.key: result.score.required for result in audit.components}
    labels = {each.key: f"{each.number} {each.title}" for each in audit.edition.components}
    rows = tuple((label, *figures(label, results[key])) for key, label in labels.items())
    yield from scores("Requirements by component", (), rows)


def scores(caption: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Block]:
    """Yield a table of how much is addressed and met, drawn and in numbers; `columns` are those after the figures."""
    heads = (
        Column(head="", width=22),
        Column(head="addressed", width=22),
        Column(head="left", width=4, title="not addressed"),
        Column(head="met", width=8),
    )
    yield Group(title=caption, blocks=(Table(caption="", columns=(*heads, *columns), rows=rows), Legend()))


def figures(label: str, counts: Counts) -> tuple[Cell, ...]:
    """Return the figures of a row of the table; `label` says what it is about."""
    if not counts.total:
        return ("-", "-", "-")
    return (bar_of(label, counts, addressed_of(counts)), str(counts.not_stated), met_range(counts))


# --- what stands behind it -----------------------------------------------------------------------


def waived(audit: Audit) -> Iterator[Block]:
    """Yield each waiver of the policy, and what became of it."""
    if audit.waivers:
        yield Group(
            title=f"Waivers of the policy ({len(audit.waivers)})", blocks=(Paragraph(text=NEVER_A_PASS), waivers(audit))
        )


def agreement(audit: Audit, *, in_short: bool = False) -> Iterator[Block]:
    """Yield whose answers do not count, and how far the reviewers agree, where any have decided.

    In short, only that it cannot be measured yet, where that is so.
    """
    if audit.agreement is None:
        return
    if uncounted := uncounted_section(audit):
        yield as_group(uncounted)
    if in_short and (words := too_few(audit.agreement.overall)):
        yield Group(title=TITLE, blocks=(Paragraph(text=words, tone=Tone.SMALL),))
        return
    measure = Paragraph(text=measured_words(audit.agreement), tone=Tone.SMALL)
    yield Group(title=TITLE, blocks=(measure, measured(audit.agreement.overall)))


def notes(audit: Audit, *, in_short: bool = False) -> Iterator[Block]:
    """Yield what a reader should know; in short, without the profile's own remarks.

    Warnings about the file stand on standard error.
    """
    own = profile_remarks(audit) if in_short else ()
    noted = [remark for remark in remarks(audit) if not remark.is_warning and remark not in own]
    lines = [f"{each.text}{f' (line {each.line})' if each.line else ''}" for each in noted]
    if lines:
        yield Group(title="Notes", blocks=(Bullets(items=tuple(lines)),))


def closing(audit: Audit, hints: tuple[Block, ...]) -> Iterator[Block]:
    """Yield what else there is to see, and the verdict last, where a reader of a long output looks."""
    said = verdict_sentence(audit, audit.gate)
    why = said.partition(": ")[2] or said  # what stands before it is what the verdict means at this gate
    yield Group(title="More", blocks=hints)
    words = f"{verdict_words(audit, audit.gate).upper()} ({audit.gate}): {why}"
    yield Group(title=(toned(words, audit.verdict),), blocks=())


def _hints(audit: Audit) -> Iterator[Block]:
    if responses := sum(bool(each.responses) for each in audit.findings):
        yield Paragraph(text=f"The provider responds to {number(responses, 'finding')}; `-v` shows what it says.")
    own = profile_remarks(audit)
    shown = f"every finding, its place, and {number(len(own), 'remark')}" if own else "every finding and its place"
    yield Paragraph(text=_HINTS.format(shown), tone=Tone.SMALL)
