"""What became of an earlier audit's findings, with the text that changed: a section of the report on an audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mcaudit.blocks import Block, Diff, Group, Paragraph, Section, name, separated
from mcaudit.model import Audit, Change, Finding, Progress, TextChange
from mcaudit.report.parts import notes
from mcaudit.terms.sentences import day_words
from mcaudit.terms.words import STATUS, VERDICT, number

_HEADINGS: Mapping[Progress, str] = {
    Progress.NEW: "New: it falls short now, and did not before",
    Progress.FIXED: "Fixed: it fell short, and is met now or waits for reviewers",
    Progress.DROPPED: "No longer asked: it does not apply, or another alternative is enough",
    Progress.CHANGED: "Changed: it fell short neither time, and something about it is different",
    Progress.RE_EVALUATED: "Re-evaluated: only the criteria or mcaudit changed, and nobody fixed or broke anything",
    Progress.OPEN: "Still open: it fell short, and still does",
}
"""One heading for each member, in the order of a report: what is as it was comes last. A test proves it."""
_LISTED = 12
"""Unchanged criteria up to which each is named."""
_SHOWN = 400
"""Characters of a text that people are shown; the JSON has all of it."""


def changes_section(audit: Audit, shows: Callable[[Finding], bool] = lambda _: True) -> Section | None:
    """Return what became of the findings that are shown since an earlier audit; None if none was given."""
    since = audit.since
    if since is None:
        return None
    earlier = since.earlier
    findings = {finding.criterion: finding for finding in audit.findings}
    shown = [change for change in since.changes.values() if shows(findings[change.criterion])]
    silence = "" if shown else "Nothing that is selected has changed."
    if not since.changes and not since.doubts:
        silence = "None of its findings has changed."
    return Section(
        title=f"Since the audit of {day_words(earlier.date)} ({VERDICT[earlier.verdict]} at the {earlier.gate} gate)",
        anchor="since",
        blocks=(
            *notes(since.doubts),
            *((Paragraph(text=silence),) if silence else ()),
            *_kinds(shown, findings, {each.id: each.title for each in audit.edition.criteria}),
        ),
    )


def _kinds(shown: Sequence[Change], findings: Mapping[str, Finding], titles: Mapping[str, str]) -> Iterator[Block]:
    """Yield the changes by what became of them; a text is repeated only where it fixed something."""
    seen: set[TextChange] = set()
    for progress, heading in _HEADINGS.items():
        of_kind = [change for change in shown if change.progress is progress]
        if of_kind:
            title = f"{heading} ({number(len(of_kind), 'criterion')})"
            moved = [_change(change, findings[change.criterion], titles, seen) for change in of_kind if change.moved]
            unchanged = _unchanged([change.criterion for change in of_kind if not change.moved])
            yield Group(title=title, level=3, blocks=(*moved, *unchanged))


def _unchanged(names: Sequence[str]) -> Iterator[Block]:
    """Yield what is as it was: by name while it is short, else how many; the report on the audit has them all."""
    if len(names) > _LISTED:
        yield Paragraph(text=f"{len(names)} criteria are unchanged.")
    elif names:
        yield Paragraph(text=("unchanged: ", *separated(((name(each),) for each in names), ", ")))


def _change(change: Change, now: Finding, titles: Mapping[str, str], seen: set[TextChange]) -> Group:
    before = change.before
    same = before.status is now.status
    status = f"still {STATUS[now.status]}" if same else f"{STATUS[before.status]}, now {STATUS[now.status]}"
    texts = [text for text in change.texts if change.progress is Progress.FIXED or text not in seen]
    seen.update(texts)
    return Group(
        title=(name(change.criterion), f" {titles[change.criterion]}: {status}"),
        level=4,
        blocks=(Paragraph(text=was_and_now(before.message, now.message)), *map(diff_of, texts)),
    )


# --- text that changed ---------------------------------------------------------------------------


def diff_of(change: TextChange) -> Diff:
    """Return a place with its text before and after, long texts cut."""
    return Diff(place=change.pointer, before=_shortened(change.before), after=_shortened(change.after))


def was_and_now(before: str, now: str) -> str:
    """Return what an audit said and says; only what it says where that is the same."""
    return _sentence(now) if before == now else f"Was: {_sentence(before)} Now: {_sentence(now)}"


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _shortened(text: str | None) -> str | None:
    if text is None or len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}… ({len(text)} characters)"
