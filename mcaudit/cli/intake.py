"""`mcaudit intake`: turns forms, workbooks, and tables that providers sent into profiles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.app.exits import Exit, most_severe
from mcaudit.app.intake import Taken, is_answered, sent_files, take_in
from mcaudit.app.loading import edition_of
from mcaudit.app.reports import VERSIONS
from mcaudit.audit.engine import audit
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.lazy import Entry, group
from mcaudit.cli.screen import Color, show_error, view_of
from mcaudit.comparison.versions import versions
from mcaudit.errors import InputError, OutputError
from mcaudit.model import Edition
from mcaudit.reading.intake.table import Named
from mcaudit.reading.profile.read import read_profile

COMMANDS = {"read": Entry("intake:read", "Turn forms, workbooks, and tables into profiles.")}
app = group("intake", "Turn what providers sent into profiles.", COMMANDS)

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        help="The .json that a form saved, a workbook, a .csv of criterion, statement, document, place; or a folder.",
        metavar="FILE",
        readable=False,
    ),
]
FolderOption = Annotated[Path, typer.Option("--output", "-o", help="The folder of profiles.", metavar="FOLDER")]


def read(
    files: FilesArgument,
    output: FolderOption,
    id: Annotated[str, typer.Option(help="For a .csv: the short name. [default: the file's name]")] = "",
    title: Annotated[str, typer.Option(help="For a .csv: the micro-credential's name.")] = "",
    state: Annotated[str, typer.Option(help="For a .csv: the state that reviews it, such as OH.")] = "",
    date: options.Date = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Check what providers sent, and write each as a profile; a later version goes into a new file.

    Nothing is overwritten. The command shows what changed since the previous version.

    Examples:

      mcaudit intake read returned/number-talks.json returned/circles.xlsx -o profiles/

      mcaudit intake read statements.csv --title "Leading Number Talks" --state OH -o profiles/
    """
    criteria, on = edition_of(edition), options.audit_date(date)
    named = Named(id=id, title=title, state=state)
    raise typer.Exit(most_severe([_read_all(criteria, file, output, named, on, color) for file in files]))


def _read_all(edition: Edition, sent: Path, folder: Path, named: Named, on: str, color: Color) -> Exit:
    """Take in a file, or all that are in a folder."""
    try:
        return most_severe([_read(edition, file, folder, named, on, color) for file in sent_files(sent)])
    except InputError as error:
        return show_error(error)


def _read(edition: Edition, file: Path, folder: Path, named: Named, on: str, color: Color) -> Exit:
    """Read one file, and report the result."""
    try:
        taken = take_in(edition, file, folder, named)
        for warning in taken.profile.warnings:
            place = f", line {warning.line}" if warning.line else ""
            notify(f"{file.as_posix()}{place}: {warning.message}")
        if not taken.is_new:
            notify(f"{file.as_posix()}: it says the same as {taken.path.as_posix()}; nothing was written")
            return Exit.PASS
        notify(f"{file.as_posix()}: wrote {taken.path.as_posix()}")
        if not is_answered(edition, taken.profile):
            notify(f"{file.as_posix()}: nothing is answered in it; ask whether it was saved before it was sent")
        if taken.before:
            _show_difference(edition, taken, taken.before, on, color)
    except (InputError, OutputError) as error:
        return show_error(error)
    return Exit.PASS


def _show_difference(edition: Edition, taken: Taken, before: Path, on: str, color: Color) -> None:
    try:
        old, new = (audit(edition, read_profile(edition, path), date=on) for path in (before, taken.path))
    except InputError:
        notify(f"{before.as_posix()} is not valid, so what changed since cannot be shown")
        return
    emit(VERSIONS.content(versions(old, new), "terminal", view_of(sys.stdout, color)).decode("utf-8"))
