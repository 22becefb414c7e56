"""The audit for a person at a terminal: one profile in full, many in a line each."""

from __future__ import annotations

from mcaudit.render.report import Report, View
from mcaudit.render.terminal.many import show_list
from mcaudit.render.terminal.one import show_audit
from mcaudit.render.terminal.screen import Screen

SUMMARY = "for a person, on a screen"


def render(report: Report, view: View) -> str:
    """Return the report as text for a screen of `view.width` columns; nothing where nothing was audited."""
    screen = Screen(view)
    if len(report.audits) == 1 and not report.problems:
        show_audit(screen, report.audits[0])
    elif report.audits:
        show_list(screen, report)
    return screen.result()
