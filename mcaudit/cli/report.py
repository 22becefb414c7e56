"""`mcaudit report`: writes audits as documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.auditing import Audited, Outcome, Task, Unaudited, local_documents, outcomes
from mcaudit.app.documents import Depth, document_of, media_of
from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.finding import skipped_notices
from mcaudit.app.names import stems_of
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reviews import review_notices
from mcaudit.app.writing import make_folder, write_whole
from mcaudit.cli import options
from mcaudit.cli.auditing import question_of
from mcaudit.cli.configuration import ConfigOption, agency_of, files_of, is_configured
from mcaudit.cli.emit import notify, to_stderr
from mcaudit.cli.media import medium_named, target
from mcaudit.cli.screen import show_problem, show_problems, with_progress
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.media.registry import ending_of, medium_of
from mcaudit.model import Audit, Edition, Gate
from mcaudit.model.agency import Agency
from mcaudit.model.mailing import Mailing
from mcaudit.reading.audits import read_audits
from mcaudit.reading.profile.read import read_profile
from mcaudit.report.audit.paper import Appendix

_MEDIA = tuple(sorted({medium for depth in Depth for medium in media_of(depth)}))
_Target = tuple[str, Path]
"""A medium, and the file that is written in it."""
_Documents = tuple[tuple[Path, bytes | OutputError], ...]
"""What is to be written where, or why it cannot be made."""
_WORTH_PROCESSES = 2
"""A document takes seconds, so two profiles are already worth two processes."""


EXAMPLES = (
    "Examples:",
    "  mcaudit report profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml -o audit.pdf",
    "  mcaudit report profile.yaml --depth letter -o letters.docx --signed-by 'Jo Example'",
    "  mcaudit report profile.yaml --depth todo -o todo.xlsx",
    "  mcaudit report profile.yaml --since earlier.json -o audit.pdf",
    "  mcaudit report submissions/ -o audits/ --format html,pdf",
)
OutputOption = Annotated[
    list[str],
    typer.Option(
        "--output",
        "-o",
        help="Write to FILE; its ending (.html, .pdf, .docx, .md, .json) or MEDIUM= sets the medium. Repeatable. With "
        "--format: a directory for several profiles.",
        metavar="[MEDIUM=]FILE|FOLDER",
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help=f"The media to write into a directory, separated by commas: {', '.join(_MEDIA)}.",
        metavar="MEDIUM,…",
    ),
]
DepthOption = Annotated[
    Depth,
    typer.Option(
        help="The full audit, a summary of one page, a letter to each organization, or a to-do list "
        "(csv, xlsx). `findings` is the former name of letter."
    ),
]
SignedOption = Annotated[
    str | None,
    typer.Option(
        "--signed-by",
        help="Who signs the letters. Without it, or a complete review, they are drafts without a decision.",
        metavar="NAME",
    ),
]
AppendixOption = Annotated[
    Appendix, typer.Option(help="The appendix of a full audit: its sources only, or also interpretations and hashes.")
]
GateOption = Annotated[Gate, typer.Option(help="The gate whose verdict comes first.")]
SinceOption = Annotated[
    Path | None,
    typer.Option(help="An earlier audit as JSON: the document starts with what changed.", metavar="AUDIT.json"),
]


def report(
    context: typer.Context,
    paths: options.Paths,
    output: OutputOption,
    format: FormatOption = None,
    depth: DepthOption = Depth.FULL,
    signed_by: SignedOption = None,
    appendix: AppendixOption = Appendix.SOURCES,
    gate: GateOption = Gate.ENDORSEMENT,
    exclude: options.Exclude = None,
    date: options.Date = None,
    policy: options.Policy = None,
    decisions: options.Decisions = None,
    without_names: options.WithoutNames = False,
    since: SinceOption = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Write an audit as a document to sign, publish, and act on.

    The file's suffix decides the kind of document. Several profiles go into a directory, each under its own name.
    The exit code says whether everything was written, not what the verdict is.
    """
    writing = _writing(depth, config, signed_by, appendix)
    if all(target(each, _MEDIA)[0] in _MEDIA for each in output) and is_configured(context, "format"):
        format = None  # the command line names a file, which wins
    besides = (since, config, *files_of(writing.agency))
    shared = question_of(context, paths, exclude, date, policy, decisions, edition, *besides)
    question = replace(shared, without_names=without_names)
    raise typer.Exit(_reported(question, output, format, writing, gate, since))


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is written, for which agency, and who signs."""

    depth: Depth
    agency: Agency | None
    signed_by: str
    appendix: Appendix


def _writing(depth: Depth, config: Path | None, signed_by: str | None, appendix: Appendix) -> _Writing:
    """Return what to write, for the agency that the configuration names; note a former name."""
    if depth is Depth.FINDINGS:
        notify("`findings` is now called `letter`; the next release no longer takes the old name")
        depth = Depth.LETTER
    return _Writing(depth, agency_of(config), (signed_by or "").strip(), appendix)


def _reported(
    question: Question, outputs: Sequence[str], format: str | None, writing: _Writing, gate: Gate, since: Path | None
) -> Exit:
    """Write the documents, and report what could not be written; return the exit code."""
    found = prepared(question)
    earlier = read_audits(since) if since else {}
    show_problems(found.problems)
    notify(*skipped_notices(found.skipped))
    if not found.files:
        return Exit.MISTAKE
    targets = _targets(found.files, outputs, format, media_of(writing.depth))
    kept = (*found.read, *_documents_near(found.edition, targets))
    show = partial(_rendered, targets, writing)
    task = Task(found=found, gate=gate, show=show, earlier=earlier, without_names=question.without_names)
    exits = [Exit.MISTAKE] * len(found.problems)
    audited: set[str] = set()
    steps = outcomes(task, worth_processes=_WORTH_PROCESSES)
    for outcome in with_progress(steps, len(found.files), "Writing", long_work=2):
        if failed := _failed(outcome, kept, in_folder=bool(format)):
            exits.append(failed)
        elif isinstance(outcome, Audited):
            audited.add(outcome.id)
    for id in sorted(audited - earlier.keys()) if since else ():
        notify(f"{since} has no audit of `{id}`, and so its document does not say what changed")
    notify(*review_notices(found.reviews, audited, day=found.date, named=not question.without_names))
    return most_severe(exits)


def _targets(
    files: Sequence[Path], outputs: Sequence[str], format: str | None, media: Sequence[str]
) -> Mapping[Path, tuple[_Target, ...]]:
    """Return what is written for each profile, and make the folder for it where that is one."""
    if not format:
        return {files[0]: tuple(_files(files, outputs, media))}
    if len(outputs) > 1:
        raise typer.BadParameter("with --format, give one directory", param_hint="--output")
    named = tuple(dict.fromkeys(medium_named(name.strip().lower(), media) for name in format.split(",")))
    targets = _in_folder(files, Path(outputs[0]), named)
    make_folder(Path(outputs[0]))
    return targets


def _failed(outcome: Outcome[_Documents], kept: Sequence[Path], *, in_folder: bool) -> Exit | None:
    """Write the documents of an outcome over nothing that is `kept`.

    Return None, or report why one, and those after it, could not be written, and return the exit code.
    """
    if isinstance(outcome, Unaudited):
        show_problems(outcome.problems)
        return outcome.exit
    try:
        for path, content in outcome.shown:
            if isinstance(content, OutputError):
                raise content
            if in_folder:
                make_folder(path.parent)
            write_whole(path, content, lambda: kept)
    except OutputError as error:
        to_stderr(show_problem(Problem(path=outcome.path, message=str(error))))
        return Exit.MISTAKE
    for each in outcome.warnings:
        to_stderr(f"{each.path}:{each.line}:{each.column}: warning: {each.message}")
    return None


def _files(files: Sequence[Path], outputs: Sequence[str], media: Sequence[str]) -> Iterator[_Target]:
    """Yield the files to write; raise typer.BadParameter if one names no medium, or cannot hold all profiles."""
    seen: set[str] = set()
    for output in outputs:
        medium, path = target(output, media)
        if medium not in media:
            raise typer.BadParameter(_unwritten(path, medium, media), param_hint="--output")
        if len(files) > 1:
            message = f"{len(files)} profiles do not fit into one file: give a directory, and the media with --format"
            raise typer.BadParameter(message, param_hint="--output")
        if (real := os.path.realpath(path)) in seen:
            raise typer.BadParameter(f"two outputs go to {path}", param_hint="--output")
        seen.add(real)
        yield medium, path


def _unwritten(path: Path, medium: str, media: Sequence[str]) -> str:
    """Return why a document is not written in the medium that its name asks for."""
    name, ends = path.as_posix(), ", ".join(map(ending_of, media))
    for depth in Depth:
        if medium in media_of(depth):
            return f"{name}: only `--depth {depth}` is written as {ending_of(medium)}; else end its name in {ends}"
    return f"{name} does not say what to write: end its name in {ends}, write MEDIUM=FILE, or add --format"


def _in_folder(files: Sequence[Path], output: Path, media: Sequence[str]) -> Mapping[Path, tuple[_Target, ...]]:
    """Return what is written into a folder for each profile, under the profile's name and as the profiles lie.

    Raise typer.BadParameter if two would be written to the same file, or the directory is the name of a file.
    """
    if medium_of(output.suffix) in _MEDIA or output.is_file():
        message = f"{output.as_posix()} is the name of a file, but --format writes into a directory"
        raise typer.BadParameter(message, param_hint="--output")
    owners: dict[Path, Path] = {}
    targets: dict[Path, tuple[_Target, ...]] = {}
    for file, name in zip(files, stems_of(files), strict=True):
        stem = output / name
        if stem in owners:
            message = f"{owners[stem].as_posix()} and {file.as_posix()} would be written to the same files"
            raise typer.BadParameter(message, param_hint="PATH")
        owners[stem] = file
        targets[file] = tuple((medium, Path(f"{stem}{ending_of(medium)}")) for medium in media)
    return targets


def _documents_near(edition: Edition, targets: Mapping[Path, tuple[_Target, ...]]) -> Iterator[Path]:
    """Yield the local documents of the profiles beside or below whose folders something is to be written.

    A profile's documents lie in its folder, and what is written for one profile must not overwrite another's.
    """
    written = [Path(os.path.realpath(target)) for mine in targets.values() for _, target in mine]
    for file in targets:
        folder = Path(os.path.realpath(file)).parent
        if any(target.is_relative_to(folder) for target in written):
            with suppress(InputError):  # which is reported when it is audited
                yield from local_documents(read_profile(edition, file))


def _rendered(targets: Mapping[Path, tuple[_Target, ...]], writing: _Writing, audit: Audit) -> _Documents:
    """Return the documents of one audit, or why one cannot be made.

    The first process writes them: another may be killed at any moment.
    """
    mailing = Mailing(audit=audit, agency=writing.agency, signed_by=writing.signed_by)
    made: list[tuple[Path, bytes | OutputError]] = []
    for medium, path in targets[Path(audit.profile.path)]:
        try:
            made.append((path, document_of(mailing, medium, writing.depth, writing.appendix)))
        except OutputError as error:
            made.append((path, error))
    return tuple(made)
