"""`mcaudit check`: audits profiles, prints what was found, and sets the exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.auditing import Audited, Outcome, Task, Unaudited, outcomes
from mcaudit.app.exits import Exit, exit_of, gravest
from mcaudit.app.finding import find_profiles, skipped_notices
from mcaudit.app.loading import edition_of, policy_in_force, read_besides
from mcaudit.app.reviews import files_of, review_notices, reviews_of
from mcaudit.cli.configuration import ConfigOption, exclusions
from mcaudit.cli.emit import notify, tell
from mcaudit.cli.options import (
    ColorOption,
    DateOption,
    DecisionsOption,
    EditionOption,
    ExcludeOption,
    NamesOption,
    PathsArgument,
    PolicyOption,
    audit_date,
)
from mcaudit.cli.outputs import Streams, Target, standing, streams, targets
from mcaudit.cli.screen import Color, show_problem, view_of, with_progress
from mcaudit.cli.used import configuration, configuration_notices, used
from mcaudit.errors import Problem
from mcaudit.exchange.registry import format_names, load_format
from mcaudit.model import Audit, EarlierAudit, Edition, Gate, Review, Verdict, Warned
from mcaudit.reading.audits import read_audits
from mcaudit.render.points import notifications
from mcaudit.render.remarks import Remark
from mcaudit.render.report import Ending, Run, Skipped, View
from mcaudit.render.selection import Selection, selection_of

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = StrEnum("FormatName", {name: name for name in format_names()})

_WORDS = "WORD,…"
_WIDTH_OF_FILES = 100


def check(
    context: typer.Context,
    paths: PathsArgument,
    gate: Annotated[Gate, typer.Option(help="The question that sets the exit code.")] = Gate.ENDORSEMENT,
    format: Annotated[
        FormatName | None,
        typer.Option("--format", "-f", help="How to print the audit. [default: terminal]", show_default=False),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to FILE instead of stdout. FORMAT=FILE writes one more output; repeatable.",
            metavar="[FORMAT=]FILE",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Show only these criteria, levels or statuses: 1F-6,3,required,not_met.", metavar=_WORDS),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="Show all but these. Neither changes the verdict or the exit code.", metavar=_WORDS),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help="An earlier audit as JSON: show what is fixed, open, and new since.", metavar="AUDIT.json"),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option("--verbose/--no-verbose", "-v", help="Show every criterion, also what is met or does not apply."),
    ] = False,
    profiles_only: Annotated[
        bool, typer.Option("--profiles-only", help="Skip files that are not profiles; for hooks.")
    ] = False,
    exclude: ExcludeOption = None,
    date: DateOption = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    decisions: DecisionsOption = None,
    without_names: NamesOption = False,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Audit profiles against the criteria.

    Exit code: 0 pass or ready, 1 fail, incomplete, or not ready, 2 something cannot be read, 3 undecided. With several
    profiles the most severe code is returned.

    Examples:

      mcaudit check profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml

      mcaudit check --gate submission --policy illinois submissions/

      mcaudit check --format github --output sarif=audit.sarif --output junit=audit.xml submissions/

      mcaudit check --since earlier.json profile.yaml
    """
    wanted = targets(format and str(format), output or ())
    on = audit_date(date)
    criteria = edition_of(edition)
    selection = _selection(criteria, select or (), ignore or ())
    tailoring = policy_in_force(criteria, policy, on)
    earlier = _earlier(since)
    reviews = reviews_of(criteria, decisions or ())
    rules = exclusions(context, exclude)
    files, problems, skipped = find_profiles(paths, profiles_only=profiles_only, exclude=rules)
    folder, repository = standing()
    run = Run(
        edition=criteria,
        policy=tailoring,
        gate=gate,
        many=len(files) > 1 or bool(problems),
        configuration=configuration(),
        folder=folder,
        repository=repository,
    )
    on_screen = view_of(sys.stdout, color, verbose=verbose, selection=selection)
    in_file = View(width=_WIDTH_OF_FILES, verbose=verbose, selection=selection)
    tally = _Tally(
        run,
        list(problems),
        earlier=earlier,
        since=since,
        reviews=reviews,
        selection=selection,
        date=on,
        named=not without_names,
        skipped=skipped,
    )
    show = partial(_shown, wanted, run, on_screen, in_file)
    task = Task(
        policy=tailoring,
        edition=criteria,
        date=on,
        gate=gate,
        show=show,
        earlier=earlier,
        reviews=reviews,
        without_names=without_names,
    )
    read = (*files, *read_besides(tailoring, edition, since, config), *files_of(reviews))
    with streams(wanted, run, on_screen, in_file, lambda: [*read, *tally.documents]) as written:
        whole = _write(written, tally, with_progress(outcomes(task, files), len(files), "Auditing"))
        failures = written.failures
    if whole:
        _tell(tally, wanted)
    for failure in failures:
        tell(f"error: {failure}")
    raise typer.Exit(gravest((*tally.exits(), *(Exit.MISTAKE for _ in failures))))


def _selection(edition: Edition, select: Iterable[str], ignore: Iterable[str]) -> Selection:
    try:
        return selection_of(edition, select, ignore)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--select or --ignore") from error


def _earlier(path: Path | None) -> Mapping[str, EarlierAudit]:
    if path is None:
        return {}
    return read_audits(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What is kept of an audit: a piece for each output, and what a reader should know of it."""

    pieces: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Tally:
    """What is kept of a run while its audits come and go."""

    run: Run
    problems: list[Problem]
    earlier: Mapping[str, EarlierAudit]
    since: Path | None
    reviews: Mapping[str, tuple[Review, ...]]
    selection: Selection
    date: str
    named: bool
    """Whether reviewers are named."""
    skipped: Sequence[Skipped] = ()
    unaudited: list[Exit] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    documents: list[Path] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)
    audited: dict[str, str] = field(default_factory=dict)
    """Path of each profile by its id."""
    warnings: list[Warned] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count folders that could not be opened as mistakes."""
        self.unaudited.extend(Exit.MISTAKE for _ in self.problems)

    def accepted(self, outcome: Outcome[_Shown]) -> Outcome[_Shown]:
        """Return an outcome, or why it does not count.

        A waiver, a decision and an earlier audit go by the id; and a profile must not choose its gate by its state.
        """
        if isinstance(outcome, Unaudited):
            return outcome
        policy = self.run.policy
        if outcome.id in self.audited:
            message = f"its id, `{outcome.id}`, is that of {self.audited[outcome.id]} as well"
            help = "give each profile an id of its own"
        elif policy and outcome.state != policy.state:
            message = f"it is for a review in {outcome.state}, and the policy {policy.id} is {policy.state}'s"
            help = f"write `state: {policy.state}`, or audit it under another policy, or --policy none"
        else:
            return outcome
        problem = Problem(path=outcome.path, message=message, help=help)
        return Unaudited(exit=Exit.MISTAKE, problems=(problem,), documents=outcome.documents)

    def add(self, outcome: Outcome[_Shown]) -> None:
        """Count one outcome."""
        self.documents.extend(outcome.documents)
        if isinstance(outcome, Unaudited):
            self.problems.extend(outcome.problems)
            self.unaudited.append(outcome.exit)
            return
        self.verdicts[outcome.verdict] += 1
        self.remarks.extend((outcome.path, remark) for remark in outcome.shown.remarks)
        self.audited[outcome.id] = outcome.path
        self.warnings.extend(outcome.warnings)

    def exits(self) -> Iterator[Exit]:
        """Yield the exit code of everything that happened."""
        yield from self.unaudited
        yield from (exit_of(verdict) for verdict in self.verdicts)

    def ending(self) -> Ending:
        """Return what the run came to."""
        return Ending(
            verdicts=self.verdicts,
            problems=tuple(self.problems),
            notices=(*self._notices(), *configuration_notices()),
            skipped=tuple(self.skipped),
            remarks=tuple(self.remarks),
        )

    def _notices(self) -> Iterator[str]:
        if self.selection.filters:
            yield self.selection.told()
        yield from skipped_notices(self.skipped)
        if self.since is not None:
            for id, path in self.audited.items():
                if id not in self.earlier:
                    yield f"{self.since.as_posix()} has no audit of `{id}` ({path}), so that nothing is told of it"
            for id in self.earlier:
                if id not in self.audited:
                    yield f"{self.since.as_posix()} has an audit of `{id}`, and no profile of that id was audited"
        yield from review_notices(self.reviews, self.audited, day=self.date, named=self.named)
        policy = self.run.policy
        if policy is None:
            return
        for waiver in policy.waivers:
            for name in waiver.profiles:
                if name not in self.audited:
                    yield (
                        f"the policy {policy.id} waives {waiver.requirement} for `{name}`, and no profile of that id "
                        "was audited"
                    )


def _shown(wanted: tuple[Target, ...], run: Run, on_screen: View, in_file: View, audit: Audit) -> _Shown:
    pieces = tuple(
        load_format(each.format).of_audit(audit, run, in_file if each.path else on_screen) for each in wanted
    )
    return _Shown(pieces=pieces, remarks=notifications(audit))


def _write(written: Streams, tally: _Tally, audited: Iterable[Outcome[_Shown]]) -> bool:
    """Write every format piece by piece; stop where none is left that can be written, and return whether one was."""
    for stream in written.all:
        stream.document.open()
        stream.document.add_problems(tally.problems)
    for each in audited:
        outcome = tally.accepted(each)
        tally.add(outcome)
        for index, stream in enumerate(written.all):
            if isinstance(outcome, Audited):
                stream.document.add(outcome.shown.pieces[index])
            else:
                stream.document.add_problems(outcome.problems)
        if len(written.failures) == len(written.all):
            return False
    ending = tally.ending()
    for stream in written.all:
        stream.document.close(ending)
        stream.keep()
    return True


def _tell(tally: _Tally, wanted: Iterable[Target]) -> None:
    """Tell on standard error what could not be audited, unless the screen does, and what else matters."""
    on_screen = {target.format for target in wanted if target.path is None}
    ending = tally.ending()
    seen_already = bool(on_screen) and sys.stdout.isatty() and sys.stderr.isatty()  # every format says it
    if not any(load_format(name).shows_problems for name in on_screen):
        for problem in ending.problems:
            tell(show_problem(problem))
        for each in tally.warnings:
            place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
            tell(f"{place}: warning: {each.message}")
    for notice in () if seen_already else ending.notices:
        notify(notice)
    used.clear()  # it is told
