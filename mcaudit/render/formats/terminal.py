"""The audit for a person at a terminal: one profile in full, many in a line each."""

from __future__ import annotations

from collections.abc import Sequence

from mcaudit.errors import Problem
from mcaudit.model import Audit
from mcaudit.render.report import Ending, Run, View
from mcaudit.render.terminal.many import show_headings, show_row, show_totals
from mcaudit.render.terminal.one import show_audit
from mcaudit.render.terminal.screen import Screen

SUMMARY = "for a person, on a screen"
SUFFIXES = (".txt",)
BETWEEN = ""
SHOWS_PROBLEMS = False


def head(run: Run, view: View) -> str:
    """Return the headings of a list; nothing over a single audit."""
    screen = Screen(view)
    if run.many:
        show_headings(screen, run)
    return screen.result()


def each(audit: Audit, run: Run, view: View) -> str:
    """Return an audit in a line of a list, or in full where it is the only one."""
    screen = Screen(view)
    if run.many:
        show_row(screen, audit, run)
    else:
        show_audit(screen, audit)
    return screen.result()


def unread(problems: Sequence[Problem], run: Run, view: View) -> str:
    """Return nothing of what could not be audited: they are told beside it."""
    return ""


def tail(ending: Ending, run: Run, view: View) -> str:
    """Return what a list comes to, and what a reader of the whole should know."""
    screen = Screen(view)
    if ending.notices:
        screen.show()
    for notice in ending.notices:
        screen.line(f"Note: {notice}.")
    if run.many:
        show_totals(screen, ending, run)
    return screen.result()
