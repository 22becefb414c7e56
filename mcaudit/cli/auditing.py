"""Audits many profiles for a command: shows progress, and reports what could not be audited."""

from __future__ import annotations

from collections.abc import Callable

from mcaudit.app.auditing import Shown, outcomes
from mcaudit.app.preparing import Collected, Prepared, collected
from mcaudit.cli.emit import to_stderr
from mcaudit.cli.screen import show_problem, with_progress
from mcaudit.model import Audit, Gate


def audit_all(found: Prepared, gate: Gate, show: Callable[[Audit], Shown]) -> Collected[Shown]:
    """Return what was made of each audit; other processes must be able to load `show` by its name."""
    steps = outcomes(found.task(gate, show), found.files)
    audited = collected(found, with_progress(steps, len(found.files), "Auditing"))
    for problem in audited.problems:
        to_stderr(show_problem(problem))
    return audited
