"""Markdown for a job's summary or a comment: a table of what is amiss for each profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcaudit.errors import Problem
from mcaudit.exchange.format import Format
from mcaudit.media.markup import escaped
from mcaudit.media.plain import plain
from mcaudit.model import Audit
from mcaudit.terms.points import Point, changed, lines_of
from mcaudit.terms.remarks import origin, remarks
from mcaudit.terms.run import Ending, Run, View
from mcaudit.terms.words import (
    PROGRESS,
    VERDICT,
    Tone,
    counts_words,
    many_words,
    place_of,
    response_words,
    tone_of,
    verdict_sentence,
    verdict_words,
)

_MARKS = {Tone.YES: "✅", Tone.NO: "❌", Tone.OPEN: "❔"}


def _header(run: Run, view: View) -> str:
    """Return what was asked, of what."""
    if run.many and run.under:
        return f"# mcaudit: {run.gate} gate\n\n{escaped(run.edition.title)}. {escaped(run.under)}\n\n"
    under = f"under the policy {escaped(run.policy.title)}" if run.policy else "with no policy applied"
    return f"# mcaudit: {run.gate} gate\n\n{escaped(run.edition.title)}, {under}.\n\n"


def _records(audit: Audit, run: Run, view: View) -> Iterator[str]:
    """Yield a profile's verdict and counts, and a table of what is amiss."""
    profile = audit.profile
    fictional = "; fictional" if profile.content.get("fictional") == "yes" else ""
    verdict = f"**{verdict_words(audit, audit.gate)}** at the {audit.gate} gate. "
    verdict += escaped(f"{verdict_sentence(audit, audit.gate)} {origin(audit)}".rstrip())
    lines = [
        f"## {_MARKS[tone_of(audit.verdict)]} {escaped(profile.title)}",
        "",
        f"`{_code(profile.path)}` ({escaped(profile.state)}{fictional}): {verdict}",
        "",
        f"Required: {counts_words(audit.score.required)}. Desired: {counts_words(audit.score.desired)}.",
        *_remarks(audit),
        *_since(audit, view),
        *_table(lines_of(audit, view)),
    ]
    yield "\n".join(lines) + "\n"


def _problems(problems: Sequence[Problem], run: Run, view: View) -> Iterator[str]:
    """Yield why a file could not be audited."""
    if not problems:
        return
    lines = [f"## ⛔ `{_code(problems[0].path)}` could not be audited", ""]
    for problem in problems:
        where = escaped(place_of(problem.path, problem.line, problem.column))
        help = f" {escaped(problem.help)}" if problem.help else ""
        lines.append(f"- {where}: {escaped(problem.message)}.{help}")
    yield "\n".join(lines) + "\n"


def _trailer(ending: Ending, run: Run, view: View) -> str:
    """Return what many profiles come to, and what a reader of the whole should know."""
    lines = [escaped(many_words(ending, run))] if run.many else []
    lines += [f"Note: {escaped(notice)}." for notice in ending.notices]
    return "".join(f"\n{line}\n" for line in lines)


def _remarks(audit: Audit) -> Iterator[str]:
    noted = remarks(audit)
    if noted:
        yield ""
    for remark in noted:
        where = f"line {remark.line}: " if remark.line else ""
        yield f"- {'Warning, ' if remark.is_warning else ''}{where}{escaped(remark.text)}"


def _table(shown: Sequence[Point]) -> Iterator[str]:
    if not shown:
        return
    yield ""
    yield "| requirement | status | line | found | to fix |"
    yield "| --- | --- | --- | --- | --- |"
    for point in shown:
        line = str(point.location.line or "")
        found = " <br> ".join(
            escaped(text) for text in (point.message, *point.details, *map(response_words, point.responses))
        )
        name = f"{point.id} {escaped(point.title)}"
        status = escaped(f"{point.status_words}{point.since}")
        yield f"| {name} | {status} | {line} | {found} | {escaped(point.remedy)} |"


def _since(audit: Audit, view: View) -> Iterator[str]:
    since = audit.since
    if since is None:
        return
    yield ""
    shown = {progress: changed(audit, view.selection, progress) for progress in since.kinds()}
    counts = ", ".join(f"{len(names)} {PROGRESS[progress]}" for progress, names in shown.items() if names)
    row = (
        f"Since the audit of {escaped(since.earlier.date)} ({VERDICT[since.earlier.verdict]}): {counts or 'no change'}."
    )
    yield row
    for progress, names in shown.items():
        if names:
            yield f"- {PROGRESS[progress]}: {', '.join(names)}"
    for doubt in since.doubts:
        yield f"- {escaped(doubt)}"


def _code(text: str) -> str:
    """Return a text that stays within backticks."""
    return plain(text).replace("`", "'")


FORMAT = Format(records=_records, problems=_problems, between="\n", header=_header, trailer=_trailer, suffixes=(".md",))
