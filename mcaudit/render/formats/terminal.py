"""The audit for a person at a terminal: one profile in full, many in a line each."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.exchange.format import Format
from mcaudit.model import Audit
from mcaudit.render.terminal.many import show_headings, show_row, show_totals
from mcaudit.render.terminal.one import show_audit
from mcaudit.render.terminal.screen import Screen
from mcaudit.terms.run import Ending, Run, View


def _header(run: Run, view: View) -> str:
    """Return the headings of a list; nothing over a single audit."""
    screen = Screen(view)
    if run.many:
        show_headings(screen, run)
    return screen.result()


def _records(audit: Audit, run: Run, view: View) -> Iterator[str]:
    """Yield an audit in a line of a list, or in full where it is the only one."""
    screen = Screen(view)
    if run.many:
        show_row(screen, audit, run)
    else:
        show_audit(screen, audit)
    yield screen.result()


def _trailer(ending: Ending, run: Run, view: View) -> str:
    """Return what a list comes to, and what a reader of the whole should know."""
    screen = Screen(view)
    if ending.notices:
        screen.show()
    for notice in ending.notices:
        screen.line(f"Note: {notice}.")
    if run.many:
        show_totals(screen, ending, run)
    return screen.result()


FORMAT = Format(records=_records, header=_header, trailer=_trailer, suffixes=(".txt",))
