"""`mcaudit check` for a job's summary or a comment: a table of what is amiss for each profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.blocks import Block, Bullets, Cell, Column, Heading, Paragraph, Table, strong
from mcaudit.errors import Problem
from mcaudit.model import Audit
from mcaudit.report.check.parts import Parts
from mcaudit.terms.lines import changed, lines_of
from mcaudit.terms.points import Point
from mcaudit.terms.remarks import origin, remarks
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.sentences import capitalized
from mcaudit.terms.verdicts import verdict_sentence, verdict_words
from mcaudit.terms.words import PROGRESS, VERDICT, Tone, counts_words, many_words, place_of, response_words, tone_of

_MARKS = {Tone.YES: "✅", Tone.NO: "❌", Tone.OPEN: "❔"}
"""One entry for each tone; a test proves it."""
_COLUMNS = tuple(Column(head=head) for head in ("requirement", "status", "line", "found", "to fix"))


def _before(run: Run) -> Iterator[Block]:
    """Yield what was asked, and of what."""
    yield Heading(text=f"mcaudit: {run.gate} gate", level=1)
    if run.many and run.under:
        yield Paragraph(text=f"{run.edition.title}. {run.under}")
    else:
        under = f"under the policy {run.policy.title}" if run.policy else "with no policy applied"
        yield Paragraph(text=f"{run.edition.title}, {under}.")


def _audit(audit: Audit, run: Run, view: View) -> Iterator[Block]:
    """Yield a profile's verdict and counts, and a table of what is amiss."""
    profile, score = audit.profile, audit.score
    fictional = "; fictional" if profile.content.get("fictional") == "yes" else ""
    meaning = f"{verdict_sentence(audit, audit.gate)} {origin(audit)}".rstrip()
    yield Heading(text=f"{_MARKS[tone_of(audit.verdict)]} {profile.title}", level=2)
    yield Paragraph(
        text=(
            f"{profile.path} ({profile.state}{fictional}): ",
            strong(verdict_words(audit, audit.gate)),
            f" at the {audit.gate} gate. {meaning}",
        )
    )
    yield Paragraph(text=f"Required: {counts_words(score.required)}. Desired: {counts_words(score.desired)}.")
    if noted := remarks(audit):
        yield Bullets(
            items=tuple(
                f"{'Warning, ' if each.is_warning else ''}{f'line {each.line}: ' if each.line else ''}{each.text}"
                for each in noted
            )
        )
    yield from _since(audit, view)
    if shown := lines_of(audit, view):
        yield Table(caption="What was found", columns=_COLUMNS, rows=tuple(map(_row, shown)))


def _problems(problems: Sequence[Problem]) -> Iterator[Block]:
    """Yield why a file could not be audited."""
    if problems:
        yield Heading(text=f"⛔ {problems[0].path} could not be audited", level=2)
        yield Bullets(
            items=tuple(
                f"{place_of(each.path, each.line, each.column)}: {each.message}.{f' {each.help}' if each.help else ''}"
                for each in problems
            )
        )


def _after(ending: Ending, run: Run) -> Iterator[Block]:
    """Yield what many profiles come to, and what a reader of the whole should know."""
    if run.many:
        yield Paragraph(text=many_words(ending, run))
    for notice in ending.notices:
        yield Paragraph(text=f"Note: {notice}.")


def _row(point: Point) -> tuple[Cell, ...]:
    said = (*(f"{capitalized(detail)}." for detail in point.details), *map(response_words, point.responses))
    return (
        f"{point.id} {point.title}",
        f"{point.status_words}{point.since}",
        point.location.line,
        " ".join((point.message, *said)),
        point.remedy,
    )


def _since(audit: Audit, view: View) -> Iterator[Block]:
    since = audit.since
    if since is None:
        return
    shown = {progress: changed(audit, view.selection, progress) for progress in since.kinds()}
    counts = ", ".join(f"{len(names)} {PROGRESS[progress]}" for progress, names in shown.items() if names)
    verdict = VERDICT[since.earlier.verdict]
    yield Paragraph(text=f"Since the audit of {since.earlier.date} ({verdict}): {counts or 'no change'}.")
    kinds = tuple(f"{PROGRESS[progress]}: {', '.join(names)}" for progress, names in shown.items() if names)
    if items := (*kinds, *since.doubts):
        yield Bullets(items=items)


PARTS = Parts(before=_before, audit=_audit, problems=_problems, after=_after)
