"""`mcaudit check`: audits profiles, prints what was found, and sets the exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.cli.auditing import OF_VERDICT, Audited, Outcome, Task, Unaudited, outcomes
from mcaudit.cli.emit import emit
from mcaudit.cli.exits import Exit, gravest
from mcaudit.cli.files import find_profiles, write_whole
from mcaudit.cli.options import (
    ColorOption,
    EditionOption,
    PathsArgument,
    PolicyOption,
    audit_date,
    edition_of,
    policy_in_force,
)
from mcaudit.cli.screen import Color, show_problem, view_of, with_progress
from mcaudit.errors import Problem
from mcaudit.model import Audit, Gate, Verdict
from mcaudit.render.registry import Format, format_names, load_format
from mcaudit.render.report import Ending, Run, View

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = StrEnum("FormatName", {name: name for name in format_names()})


def check(
    paths: PathsArgument,
    gate: Annotated[Gate, typer.Option(help="The question that sets the exit code.")] = Gate.ENDORSEMENT,
    format: Annotated[FormatName, typer.Option("--format", "-f", help="How to print the audit.")] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write there instead of to the screen.", metavar="FILE")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show what is met and what does not apply as well.")
    ] = False,
    date: Annotated[
        str | None,
        typer.Option(help="The date of the audit. [default: SOURCE_DATE_EPOCH, else today]", metavar="YYYY-MM-DD"),
    ] = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
) -> None:
    """Audit profiles against the criteria.

    Exit code: 0 pass, 1 fail, 2 something cannot be read, 3 undecided; of several profiles the gravest.

    Examples:

      mcaudit check profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml

      mcaudit check --gate submission --policy illinois submissions/

      mcaudit check --format json --output audit.json profiles/
    """
    on = audit_date(date)
    criteria = edition_of(edition)
    tailoring = policy_in_force(criteria, policy, on)
    files, unopened = find_profiles(paths)
    run = Run(edition=criteria, policy=tailoring, gate=gate, many=len(files) > 1 or bool(unopened))
    view = View(width=100, verbose=verbose) if output else view_of(sys.stdout, color, verbose=verbose)
    show = partial(_shown, str(format), run, view)
    task = Task(policy=tailoring, edition=criteria, date=on, gate=gate, show=show)
    tally = _Tally(run, list(unopened))
    audited = with_progress(outcomes(task, files), len(files), "Auditing")
    document = _document(load_format(str(format)), view, tally, audited)
    if output:
        write_whole(output, map(_encoded, document), lambda: [*files, *tally.documents])
    else:
        for text in document:
            emit(text, machine=format != "terminal")
    raise typer.Exit(gravest(tally.exits()))


@dataclass(slots=True)
class _Tally:
    """What is kept of a run while its audits come and go."""

    run: Run
    problems: list[Problem]
    unaudited: list[Exit] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    documents: list[Path] = field(default_factory=list)
    audited: set[str] = field(default_factory=set)
    elsewhere: list[tuple[str, str]] = field(default_factory=list)
    """Path and state of each profile that is not for the policy's state."""

    def __post_init__(self) -> None:
        """Count folders that could not be opened as mistakes."""
        self.unaudited.extend(Exit.MISTAKE for _ in self.problems)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Unaudited):
            self.problems.extend(outcome.problems)
            self.unaudited.append(outcome.exit)
            return
        self.verdicts[outcome.verdict] += 1
        self.documents.extend(outcome.documents)
        self.audited.add(outcome.id)
        if self.run.policy and outcome.state != self.run.policy.state:
            self.elsewhere.append((outcome.path, outcome.state))

    def exits(self) -> Iterator[Exit]:
        """Yield the exit code of everything that happened."""
        yield from self.unaudited
        yield from (OF_VERDICT[verdict] for verdict in self.verdicts)

    def ending(self) -> Ending:
        """Return what the run came to."""
        return Ending(verdicts=self.verdicts, problems=tuple(self.problems), notices=tuple(self._notices()))

    def _notices(self) -> Iterator[str]:
        policy = self.run.policy
        if policy is None:
            return
        for path, state in self.elsewhere:
            yield f"the policy {policy.id} is {policy.state}'s, and {path} is for a review in {state}"
        for waiver in policy.waivers:
            for name in waiver.profiles:
                if name not in self.audited:
                    yield (
                        f"the policy {policy.id} waives {waiver.requirement} for `{name}`, and no profile of that id "
                        "was audited"
                    )


def _shown(format: str, run: Run, view: View, audit: Audit) -> tuple[str, ...]:
    return (load_format(format).each(audit, run, view),)


def _document(shape: Format, view: View, tally: _Tally, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the output piece by piece, then tell on standard error what could not be audited."""
    yield shape.head(tally.run, view)
    for outcome in outcomes:
        before = shape.BETWEEN if tally.verdicts else ""
        tally.add(outcome)
        if isinstance(outcome, Audited):
            yield before + outcome.shown[0]
    ending = tally.ending()
    yield shape.tail(ending, tally.run, view)
    for problem in ending.problems:
        print(show_problem(problem), file=sys.stderr)
    for notice in ending.notices:
        print(f"note: {notice}", file=sys.stderr)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
