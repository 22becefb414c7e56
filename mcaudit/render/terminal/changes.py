"""What became of an earlier audit's findings, with the text that changed."""

from __future__ import annotations

from collections.abc import Mapping

from mcaudit.model import Audit, Change, Finding, Progress, TextChange
from mcaudit.render.terminal.screen import Screen
from mcaudit.render.words import STATUS, VERDICT, number

_HEADINGS: Mapping[Progress, str] = {
    Progress.NEW: "New: it falls short now, and did not before",
    Progress.OPEN: "Still open: it fell short, and still does",
    Progress.MENDED: "Fixed: it fell short, and is met now or waits for reviewers",
    Progress.DROPPED: "No longer asked: it does not apply, or another alternative is enough",
    Progress.CHANGED: "Changed: it fell short neither time, and something about it is different",
    Progress.RE_EVALUATED: "Re-evaluated: only the criteria or mcaudit changed, and nobody fixed or broke anything",
}
"""One heading for each member; a test proves it."""
_SHOWN = 400
"""Characters of a text that are shown; a rationale can be a page."""


def show_since(screen: Screen, audit: Audit) -> None:
    """Show what became of an earlier audit's findings; nothing where none was given."""
    since = audit.since
    if since is None:
        return
    earlier = since.earlier
    screen.heading(f"Since the audit of {earlier.date} ({VERDICT[earlier.verdict]} at the {earlier.gate} gate)")
    for doubt in since.doubts:
        screen.line(f"Note: {doubt}.", indent=2)
    findings = {finding.criterion: finding for finding in audit.findings}
    shown = [change for change in since.changes.values() if screen.view.selection.shows(findings[change.criterion])]
    if not since.changes and not since.doubts:
        screen.line("None of its findings has changed.", indent=2)
    elif not shown:
        screen.line("Nothing that is selected has changed.", indent=2)
    told: set[TextChange] = set()
    for progress in Progress:
        mine = [change for change in shown if change.progress is progress]
        if mine:
            screen.show()
            screen.line(f"{_HEADINGS[progress]} ({number(len(mine), 'criterion')})", "bold", indent=2)
            for change in mine:
                if change.moved:
                    _change(screen, change, findings[change.criterion], told)
            still = [change.criterion for change in mine if not change.moved]
            if still:
                screen.line(f"unchanged: {', '.join(still)}", indent=4)


def _change(screen: Screen, change: Change, now: Finding, told: set[TextChange]) -> None:
    """Show what became of a criterion; text that another criterion shows is repeated only where it fixed this one."""
    before = change.before
    same = before.status is now.status
    status = f"still {STATUS[now.status]}" if same else f"{STATUS[before.status]}, now {STATUS[now.status]}"
    rows = [(change.criterion, screen.text(status))]
    if before.message != now.message:
        rows += [("", screen.text(f"was: {before.message}")), ("", screen.text(f"now: {now.message}"))]
    else:
        rows.append(("", screen.text(now.message)))
    mended = change.progress is Progress.MENDED
    for text in (each for each in change.texts if mended or each not in told):
        told.add(text)
        rows.append(("", screen.text(text.pointer, "dim")))
        rows.append(("", screen.text(f"- {_shortened(text.before)}")))
        rows.append(("", screen.text(f"+ {_shortened(text.after)}")))
    screen.pairs(rows, indent=4)


def _shortened(text: str | None) -> str:
    if text is None:
        return "(nothing)"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
