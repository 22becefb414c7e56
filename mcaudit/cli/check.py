"""`mcaudit check`: audits profiles, prints what was found, and sets the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.auditing import Audited, Outcome, Task, outcomes
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.formats import format_names, load_format
from mcaudit.app.preparing import Prepared, Question, prepared
from mcaudit.app.reports import loaded
from mcaudit.app.tally import Shown, Tally
from mcaudit.app.writing import write_whole
from mcaudit.cli import options
from mcaudit.cli.auditing import question_of
from mcaudit.cli.configuration import ConfigOption, agency_of, files_of
from mcaudit.cli.emit import notify, to_stderr
from mcaudit.cli.media import output_option
from mcaudit.cli.misuse import about
from mcaudit.cli.outputs import Stream, Target, failures, standing, streams, targets
from mcaudit.cli.screen import Color, show_error, show_problems, view_of, with_progress
from mcaudit.cli.used import configuration, configuration_notices, used
from mcaudit.errors import OutputError
from mcaudit.model import Audit, Gate
from mcaudit.model.agency import Agency
from mcaudit.reading.audits import read_audits
from mcaudit.terms.lines import notifications
from mcaudit.terms.run import Run, View
from mcaudit.terms.selection import selection_of

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = StrEnum("FormatName", {name: name for name in format_names()})

EXAMPLES = (
    "Examples:",
    "  mcaudit check profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml",
    "  mcaudit check --gate submission --policy illinois submissions/",
    "  mcaudit check --format github --output sarif=audit.sarif --output junit=audit.xml submissions/",
    "  mcaudit check --since earlier.json profile.yaml",
)
_WORDS = "WORD,…"
_WIDTH_OF_FILES = 100


GateOption = Annotated[Gate, typer.Option(help="The question that sets the exit code.")]
FormatOption = Annotated[
    FormatName | None, typer.Option("--format", "-f", help="How to print the audit. [default: terminal]")
]
OutputOption = Annotated[list[str] | None, output_option(".txt, .md, .html, .pdf, .csv, .json")]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(help="Show only these criteria, levels or statuses: 1F-6,3,required,not_met.", metavar=_WORDS),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(help="Hide these. Neither option changes the verdict or the exit code.", metavar=_WORDS),
]
SinceOption = Annotated[
    Path | None,
    typer.Option(help="An earlier audit as JSON: show what is fixed, open, and new since.", metavar="AUDIT.json"),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose/--no-verbose", "-v", help="Show every criterion, including those that are met or do not apply."
    ),
]
ProfilesOnlyOption = Annotated[
    bool, typer.Option("--profiles-only", help="Skip files that are not profiles; for hooks.")
]


def check(
    context: typer.Context,
    paths: options.Paths,
    gate: GateOption = Gate.ENDORSEMENT,
    format: FormatOption = None,
    output: OutputOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    since: SinceOption = None,
    verbose: VerboseOption = False,
    profiles_only: ProfilesOnlyOption = False,
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: options.Policy = None,
    color: options.Color = Color.AUTO,
    decisions: options.Decisions = None,
    without_names: options.WithoutNames = False,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Audit profiles against the criteria.

    Exit code: 0 pass or ready, 1 fail, incomplete, or not ready, 2 something cannot be read, 3 undecided. With several
    profiles the most severe code is returned.
    """
    wanted = targets(format and str(format), output or ())
    agency = agency_of(config) if any(each.is_document for each in wanted) else None
    besides = (since, config, *files_of(agency))
    shared = question_of(context, paths, exclude, date, policy, decisions, edition, *besides)
    question = replace(shared, profiles_only=profiles_only, without_names=without_names)
    asked = _Asked(gate, select or (), ignore or (), since, verbose, color, agency)
    raise typer.Exit(_checked(question, asked, wanted))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the audits, and how it is shown."""

    gate: Gate
    select: Sequence[str]
    ignore: Sequence[str]
    since: Path | None
    verbose: bool
    color: Color
    agency: Agency | None
    """Whom a document is for."""


def _checked(question: Question, asked: _Asked, wanted: tuple[Target, ...]) -> Exit:
    """Audit, write, and report problems; return the exit code."""
    found = prepared(question)
    with about("--select or --ignore"):
        selection = selection_of(found.edition, asked.select, asked.ignore)
    earlier = read_audits(asked.since) if asked.since else {}
    run = _run_of(found, asked.gate)
    on_screen = view_of(sys.stdout, asked.color, verbose=asked.verbose, selection=selection)
    in_file = View(width=_WIDTH_OF_FILES, verbose=asked.verbose, selection=selection)
    tally = Tally(
        run,
        found,
        earlier=earlier,
        since=asked.since,
        selection=selection,
        named=not question.without_names,
        more_notices=configuration_notices(),
    )
    streamed = tuple(each for each in wanted if not each.is_document)
    documents = tuple(each for each in wanted if each.is_document)
    if documents and run.many:
        message = f"{documents[0].path} holds one profile; use `mcaudit report PATH… -o FOLDER --format html`"
        raise typer.BadParameter(message, param_hint="--output")
    show = partial(_shown, streamed, documents, asked.agency, run, on_screen, in_file)
    task = Task(found=found, gate=asked.gate, show=show, earlier=earlier, without_names=question.without_names)
    with streams(streamed, run, on_screen, in_file, lambda: [*found.read, *tally.documents]) as written:
        audits = with_progress(outcomes(task), len(found.files), "Auditing")
        made: list[bytes | OutputError] = []
        whole = _write(written, tally, audits, made)
        unwritten = [*failures(written), *_write_documents(documents, made, [*found.read, *tally.documents])]
    if whole:
        _report_rest(tally, wanted)
    return most_severe((*tally.exits(), *map(show_error, unwritten)))


def _run_of(found: Prepared, gate: Gate) -> Run:
    folder, repository = standing()
    return Run(
        edition=found.edition,
        policy=found.policy,
        gate=gate,
        under=found.under,
        many=len(found.files) > 1 or bool(found.problems),
        configuration=configuration(),
        folder=folder,
        repository=repository,
    )


def _shown(
    streamed: tuple[Target, ...],
    documents: tuple[Target, ...],
    agency: Agency | None,
    run: Run,
    on_screen: View,
    in_file: View,
    audit: Audit,
) -> Shown:
    pieces = tuple(
        load_format(each.format).of_audit(audit, run, in_file if each.path else on_screen) for each in streamed
    )
    made = tuple(_document(audit, agency, each.format) for each in documents)
    return Shown(pieces=pieces, documents=made, remarks=notifications(audit))


def _document(audit: Audit, agency: Agency | None, medium: str) -> bytes | OutputError:
    try:
        content: bytes = loaded("app.api:document")(audit, medium, agency=agency)
    except OutputError as error:
        return error
    return content


def _write_documents(
    targets: Iterable[Target], made: Iterable[bytes | OutputError], kept: Sequence[Path]
) -> Iterator[OutputError]:
    """Write the documents of the one audit that there is over nothing that is `kept`; yield why one is not written."""
    for target, content in zip(targets, made, strict=False):  # nothing is made of what cannot be audited
        try:
            if isinstance(content, OutputError):
                raise content
            if target.path:
                write_whole(target.path, content, lambda: kept)
        except OutputError as error:
            yield error


def _write(
    written: Sequence[Stream], tally: Tally, audited: Iterable[Outcome[Shown]], made: list[bytes | OutputError]
) -> bool:
    """Write every format piece by piece; stop where none is left that can be written, and return whether one was.

    The documents of an audit are added to `made`.
    """
    for stream in written:
        stream.document.open()
        stream.document.add_problems(tally.problems)
    for each in audited:
        outcome = tally.accepted(each)
        tally.add(outcome)
        if isinstance(outcome, Audited):
            made.extend(outcome.shown.documents)
        for index, stream in enumerate(written):
            if isinstance(outcome, Audited):
                stream.document.add(outcome.shown.pieces[index])
            else:
                stream.document.add_problems(outcome.problems)
        if written and len(failures(written)) == len(written):
            return False
    ending = tally.ending()
    for stream in written:
        stream.document.close(ending)
        stream.keep()
    return True


def _report_rest(tally: Tally, wanted: Iterable[Target]) -> None:
    """Print on standard error what could not be audited, unless the screen does, and what else to know."""
    on_screen = {target.format for target in wanted if target.path is None}
    ending = tally.ending()
    seen_already = bool(on_screen) and sys.stdout.isatty() and sys.stderr.isatty()  # every format says it
    if not any(load_format(name).shows_problems for name in on_screen):
        show_problems(ending.problems)
        for each in tally.warnings:
            place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
            to_stderr(f"{place}: warning: {each.message}")
    if not seen_already:
        notify(*ending.notices)
    used.clear()  # it has been reported
