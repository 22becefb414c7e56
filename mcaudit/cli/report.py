"""`mcaudit report`: writes audits as documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.auditing import Audited, Outcome, Unaudited, local_documents, outcomes
from mcaudit.app.exits import Exit, gravest
from mcaudit.app.finding import skipped_notices
from mcaudit.app.kinds import Kinds
from mcaudit.app.preparing import Question, prepared
from mcaudit.app.reviews import review_notices
from mcaudit.app.writing import make_folder, write_whole
from mcaudit.cli.configuration import ConfigOption, exclusions, is_configured
from mcaudit.cli.emit import notify, tell
from mcaudit.cli.options import (
    DateOption,
    DecisionsOption,
    EditionOption,
    ExcludeOption,
    NamesOption,
    PathsArgument,
    PolicyOption,
    audit_date,
)
from mcaudit.cli.screen import show_problem, with_progress
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.exchange.formats.json import audits_record
from mcaudit.model import Audit, Edition, Gate
from mcaudit.reading.audits import read_audits
from mcaudit.reading.profile import read_profile
from mcaudit.render.document import registry
from mcaudit.render.document.depth import Depth

_KINDS = Kinds(registry, audits_record)
_Documents = tuple[tuple[Path, bytes | OutputError], ...]
"""What is to be written where, or why it cannot be made."""
_WORTH_PROCESSES = 2
"""A document takes seconds, so two profiles are already worth two processes."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]+$')
_IS_A_DEVICE = re.compile(r"(?i)con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]")
"""What Windows refuses in a name, or silently leaves off, and what it takes for a device whatever the suffix."""


EXAMPLES = (
    "Examples:",
    "  mcaudit report profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml -o audit.pdf",
    "  mcaudit report profile.yaml --depth findings -o letters.html",
    "  mcaudit report profile.yaml --since earlier.json -o audit.pdf",
    "  mcaudit report submissions/ -o audits/ --format html,pdf",
)
OutputOption = Annotated[
    list[Path],
    typer.Option("--output", "-o", help="The file to write, or a directory for several.", metavar="FILE|FOLDER"),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help=f"The kinds to write into a directory, separated by commas: {', '.join(_KINDS.names())}.",
        metavar="KIND,…",
    ),
]
DepthOption = Annotated[
    Depth, typer.Option(help="The full audit, its findings as a letter to each role, or a summary of one page.")
]
GateOption = Annotated[Gate, typer.Option(help="The gate whose verdict comes first.")]
SinceOption = Annotated[
    Path | None,
    typer.Option(help="An earlier audit as JSON: the document starts with what changed.", metavar="AUDIT.json"),
]


def report(
    context: typer.Context,
    paths: PathsArgument,
    output: OutputOption,
    format: FormatOption = None,
    depth: DepthOption = Depth.FULL,
    gate: GateOption = Gate.ENDORSEMENT,
    exclude: ExcludeOption = None,
    date: DateOption = None,
    policy: PolicyOption = None,
    decisions: DecisionsOption = None,
    without_names: NamesOption = False,
    since: SinceOption = None,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """Write an audit as a document to sign, publish, and act on.

    The file's suffix decides the kind of document. Several profiles go into a directory, each under its own name.
    The exit code says whether everything was written, not what the verdict is.
    """
    target = _one(output)
    if _kind_of(target) in _KINDS.names() and is_configured(context, "format"):
        format = None  # the command line names a file, which wins
    question = Question(
        paths=paths,
        date=audit_date(date),
        exclude=exclusions(context, exclude),
        edition=edition,
        policy=policy,
        decisions=decisions or (),
        without_names=without_names,
        besides=(since, config),
    )
    raise typer.Exit(_reported(question, target, format, depth, gate, since))


def _reported(
    question: Question, target: Path, format: str | None, depth: Depth, gate: Gate, since: Path | None
) -> Exit:
    """Write the documents, and tell what could not be written; return the exit code."""
    found = prepared(question)
    earlier = read_audits(since) if since else {}
    for problem in found.problems:
        tell(show_problem(problem))
    for notice in skipped_notices(found.skipped):
        notify(notice)
    if not found.files:
        return Exit.MISTAKE
    targets = _targets(found.files, target, format)
    kept = (*found.read, *_documents_near(found.edition, targets))
    show = partial(_rendered, targets, depth)
    task = replace(found.task(gate, show), earlier=earlier, without_names=question.without_names)
    exits = [Exit.MISTAKE] * len(found.problems)
    audited: set[str] = set()
    steps = outcomes(task, found.files, worth_processes=_WORTH_PROCESSES)
    for outcome in with_progress(steps, len(found.files), "Writing", long_work=2):
        if failed := _failed(outcome, kept, in_folder=bool(format)):
            exits.append(failed)
        elif isinstance(outcome, Audited):
            audited.add(outcome.id)
    for id in sorted(audited - earlier.keys()) if since else ():
        notify(f"{since} has no audit of `{id}`, and so its document does not say what changed")
    for notice in review_notices(found.reviews, audited, day=found.date, named=not question.without_names):
        notify(notice)
    return gravest(exits)


def _targets(files: Sequence[Path], target: Path, format: str | None) -> Mapping[Path, tuple[Path, ...]]:
    """Return what is written for each profile, and make the folder for it where that is one."""
    if not format:
        return {files[0]: (_file(files, target),)}
    targets = _in_folder(files, target, _kinds(format))
    make_folder(target)
    return targets


def _failed(outcome: Outcome[_Documents], kept: Sequence[Path], *, in_folder: bool) -> Exit | None:
    """Write the documents of an outcome; tell why they could not be written and return the exit code, or None."""
    if isinstance(outcome, Unaudited):
        for problem in outcome.problems:
            tell(show_problem(problem))
        return outcome.exit
    if failure := _write(outcome.shown, kept, in_folder=in_folder):
        tell(show_problem(Problem(path=outcome.path, message=str(failure))))
        return Exit.MISTAKE
    for each in outcome.warnings:
        tell(f"{each.path}:{each.line}:{each.column}: warning: {each.message}")
    return None


def _one(outputs: Sequence[Path]) -> Path:
    """Return the one place to write to; raise typer.BadParameter if there are several, or it is not a name."""
    if len(outputs) > 1:
        message = "give one file; for several kinds, give a directory and --format html,pdf"
        raise typer.BadParameter(message, param_hint="--output")
    kind, equals, rest = outputs[0].name.partition("=")
    if equals and kind in _KINDS.names():
        raise typer.BadParameter(f"write {rest} alone: the suffix says what it is", param_hint="--output")
    return outputs[0]


def _file(files: Sequence[Path], output: Path) -> Path:
    """Return the one file to write; raise typer.BadParameter if its suffix names no kind, or it cannot hold all."""
    if _kind_of(output) not in _KINDS.names():
        ends = ", ".join(f".{name}" for name in _KINDS.names())
        message = (
            f"the name {output.as_posix()} does not say what to write: use a name that ends in {ends}, or add --format"
        )
        raise typer.BadParameter(message, param_hint="--output")
    if len(files) > 1:
        message = f"{len(files)} profiles do not fit into one file: give a directory, and the kinds with --format"
        raise typer.BadParameter(message, param_hint="--output")
    return output


def _in_folder(files: Sequence[Path], output: Path, kinds: Sequence[str]) -> Mapping[Path, tuple[Path, ...]]:
    """Return what is written into a folder for each profile, under the profile's name and as the profiles lie.

    Raise typer.BadParameter if two would be written to the same file, or the directory is the name of a file.
    """
    if _kind_of(output) in _KINDS.names() or output.is_file():
        message = f"{output.as_posix()} is the name of a file, but --format writes into a directory"
        raise typer.BadParameter(message, param_hint="--output")
    whole = [Path(os.path.abspath(file)) for file in files]  # noqa: PTH100  a link stays where it lies
    base = os.path.commonpath([file.parent for file in whole])
    owners: dict[Path, Path] = {}
    targets: dict[Path, tuple[Path, ...]] = {}
    for file, path in zip(files, whole, strict=True):
        stem = output.joinpath(*map(writable, path.relative_to(base).with_suffix("").parts))
        if stem in owners:
            message = f"{owners[stem].as_posix()} and {file.as_posix()} would be written to the same files"
            raise typer.BadParameter(message, param_hint="PATH")
        owners[stem] = file
        targets[file] = tuple(Path(f"{stem}.{kind}") for kind in kinds)
    return targets


def writable(name: str) -> str:
    """Return a name for a file or a folder that every system can write; Windows keeps some for itself."""
    head, dot, rest = _NOT_IN_NAMES.sub("_", name).partition(".")
    return f"{head}_{dot}{rest}" if _IS_A_DEVICE.fullmatch(head.rstrip()) else f"{head}{dot}{rest}"


def _documents_near(edition: Edition, targets: Mapping[Path, tuple[Path, ...]]) -> Iterator[Path]:
    """Yield the local documents of the profiles beside or below whose folders something is to be written.

    A profile's documents lie in its folder, and what is written for one profile must not overwrite another's.
    """
    written = [Path(os.path.realpath(target)) for mine in targets.values() for target in mine]
    for file in targets:
        folder = Path(os.path.realpath(file)).parent
        if any(target.is_relative_to(folder) for target in written):
            with suppress(InputError):  # which is reported when it is audited
                yield from local_documents(read_profile(edition, file))


def _kinds(format: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(name.strip().lower() for name in format.split(",")))
    for name in kinds:
        if name not in _KINDS.names():
            raise typer.BadParameter(
                f"unknown kind “{name}”; choose from {', '.join(_KINDS.names())}", param_hint="--format"
            )
    return kinds


def _kind_of(path: Path) -> str:
    return path.suffix.removeprefix(".").lower()


def _rendered(targets: Mapping[Path, tuple[Path, ...]], depth: Depth, audit: Audit) -> _Documents:
    """Return the documents of one audit, or why one cannot be made.

    The first process writes them: another may be killed at any moment.
    """
    return tuple((target, _document(audit, target, depth)) for target in targets[Path(audit.profile.path)])


def _document(audit: Audit, target: Path, depth: Depth) -> bytes | OutputError:
    try:
        content: bytes = _KINDS.load(_kind_of(target)).render(audit, depth)
    except OutputError as error:
        return error
    return content


def _write(
    documents: Iterable[tuple[Path, bytes | OutputError]], kept: Sequence[Path], *, in_folder: bool
) -> OutputError | None:
    """Write documents over nothing that is `kept`, and return why one, and those after it, could not be written."""
    try:
        for target, content in documents:
            if isinstance(content, OutputError):
                return content
            if in_folder:
                make_folder(target.parent)
            write_whole(target, content, lambda: kept)
    except OutputError as error:
        return error
    return None
