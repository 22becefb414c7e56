"""Many audits in a line each, then totals; their details are one command away."""

from __future__ import annotations

from collections import Counter

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mcaudit.errors import Problem
from mcaudit.model import Audit, Verdict
from mcaudit.render.report import Report
from mcaudit.render.terminal.screen import VERDICT_STYLES, Screen
from mcaudit.render.words import number, score_range, verdict_words

_NARROW = 72
"""On a screen of fewer columns, title and path stand below the verdict."""


def show_list(screen: Screen, report: Report) -> None:
    """Show every audit of a report in a line, and what the run comes to."""
    if screen.view.width < _NARROW:
        for audit in report.audits:
            verdict, state, required, bar, title = _cells(screen, audit)
            screen.show(Text("  ").join((verdict, state, required, bar)))
            screen.show(Padding(title, (0, 0, 0, 2)))
    else:
        screen.show(_table(screen, report))
    screen.show()
    screen.line(totals(report), "bold")


def _table(screen: Screen, report: Report) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for heading in ("verdict", "state", "required", ""):
        table.add_column(heading, no_wrap=True)
    table.add_column("micro-credential", ratio=1, overflow="fold")
    for audit in report.audits:
        table.add_row(*_cells(screen, audit))
    return table


def _cells(screen: Screen, audit: Audit) -> list[Text]:
    required = audit.score.required
    title = audit.profile.title + (" (fictional)" if audit.profile.content.get("fictional") == "yes" else "")
    return [
        screen.text(verdict_words(audit, audit.gate), VERDICT_STYLES[audit.verdict]),
        screen.text(audit.profile.state),
        screen.text(score_range(required)),
        screen.bar(required),
        Text("\n").join((screen.text(title), screen.text(audit.profile.path, "dim"))),
    ]


def totals(report: Report) -> str:
    """Return what a run over many profiles comes to, in a sentence."""
    found = Counter(audit.verdict for audit in report.audits)
    parts = [f"{found[verdict]} {verdict}" for verdict in Verdict]
    unread = unread_files(report.problems)
    told = f"{number(len(report.audits), 'profile')} at the {report.gate} gate: {', '.join(parts)}."
    return told + (f" {number(unread, 'file')} could not be audited." if unread else "")


def unread_files(problems: tuple[Problem, ...]) -> int:
    """Return how many files the problems are about."""
    return len({problem.path for problem in problems})
