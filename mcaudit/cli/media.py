"""The options that say what is written as what, alike in every command: `-o FILE`, `-o MEDIUM=FILE`, `--format`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from mcaudit.app.reports import REVIEW, Report
from mcaudit.app.writing import write_whole
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.screen import Color, view_of
from mcaudit.looks import View
from mcaudit.media.registry import ending_of, is_old_name, medium_of, target_of

_Value = TypeVar("_Value")


def output_option(endings: str) -> Any:
    """Return the option `-o` of a command; `endings` are the endings that a file may have."""
    help = f"Write to FILE instead of stdout; its ending ({endings}) or MEDIUM= sets the medium. Repeatable."
    return typer.Option("--output", "-o", help=help, metavar="[MEDIUM=]FILE", show_default=False)


OutputOption = Annotated[list[str] | None, output_option(", ".join(map(ending_of, REVIEW.media)))]
"""What a report that exists as a document is written to."""


def target(output: str, names: Collection[str]) -> tuple[str, Path]:
    """Return the medium and the file of an output; raise typer.BadParameter where it names no medium that there is."""
    try:
        medium, path = target_of(output, names)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from error
    if is_named(output, path):
        _notify_of(output.partition("=")[0])
    return medium, path


def is_named(output: str, path: Path) -> bool:
    """Return whether an output names its medium, as MEDIUM=FILE does; `path` is its file."""
    return Path(output) != path


def targets_of(report: Report[Any], outputs: Iterable[str]) -> list[tuple[str, Path]]:
    """Return the medium and the file of each output; raise typer.BadParameter where one has no medium."""
    found = [target(output, report.media) for output in outputs]
    try:
        for medium, path in found:
            report.require(medium, path)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from error
    return found


def medium_named(format: str, names: Collection[str]) -> str:
    """Return the medium that `--format` names; raise typer.BadParameter where it is not one of `names`."""
    medium = medium_of(format)
    if medium not in names:
        raise typer.BadParameter(f"“{format}” is not one of {', '.join(names)}", param_hint="--format")
    _notify_of(format)
    return medium


def screen_medium(report: Report[Any], format: str) -> str:
    """Return the medium that `--format` names; raise typer.BadParameter where no screen can show it."""
    return medium_named(format, report.on_screen)


def write_or_show(
    report: Report[_Value], value: _Value, outputs: Sequence[str], color: Color, *, kept: Sequence[Path]
) -> None:
    """Write a report to each output, or show it if there is none; never overwrite a file in `kept`."""
    targets = targets_of(report, outputs)
    for medium, path in targets:
        write_whole(path, report.content(value, medium, View(width=100)), lambda: kept)
    if not targets:
        emit(report.content(value, "terminal", view_of(sys.stdout, color)).decode("utf-8"))


def _notify_of(name: str) -> None:
    medium = medium_of(name)
    if is_old_name(name):
        notify(f"`{name}` is now called `{medium}`; the next release no longer takes the old name")
