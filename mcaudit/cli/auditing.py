"""Audits many profiles for a command: shows progress, and reports what could not be audited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from mcaudit.app.auditing import Collected, Shown, Task, collected, outcomes
from mcaudit.app.preparing import Prepared, Question
from mcaudit.cli import options
from mcaudit.cli.configuration import exclusions
from mcaudit.cli.screen import show_problems, with_progress
from mcaudit.errors import InputError
from mcaudit.model import Audit, Gate


def question_of(
    context: typer.Context,
    paths: Sequence[Path],
    exclude: Sequence[str] | None,
    date: str | None,
    policy: str | None,
    decisions: Sequence[Path] | None,
    edition: Path | None,
    *besides: Path | None,
) -> Question:
    """Return what a command is to audit, by the options that such commands share; `besides` are other files it reads.

    Raise typer.BadParameter where the date or a pattern is not valid.
    """
    return Question(
        paths=paths,
        date=options.audit_date(date),
        exclude=exclusions(context, exclude),
        edition=edition,
        policy=policy,
        decisions=decisions or (),
        besides=besides,
    )


def audit_all(found: Prepared, gate: Gate, show: Callable[[Audit], Shown], *, nothing: str = "") -> Collected[Shown]:
    """Return what was made of each audit; other processes must be able to load `show` by its name.

    If no profile could be audited, raise InputError where `nothing` says so in words.
    """
    steps = outcomes(Task(found=found, gate=gate, show=show))
    audited = collected(found, with_progress(steps, len(found.files), "Auditing"))
    show_problems(audited.problems)
    if nothing and not audited.shown:
        raise InputError.of(found.paths[0], nothing, "name more profiles, or a directory")
    return audited
