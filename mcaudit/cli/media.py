"""The options that say what a report is written as: `-o FILE`, `-o MEDIUM=FILE`, and `--format MEDIUM`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from mcaudit.app.reports import Report
from mcaudit.app.writing import write_whole
from mcaudit.cli.emit import emit
from mcaudit.cli.screen import Color, view_of
from mcaudit.looks import View
from mcaudit.media.registry import medium_of

_Value = TypeVar("_Value")
OutputOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to FILE, as its ending says (.html, .pdf, .md, .txt), or MEDIUM=FILE. Repeatable.",
        metavar="[MEDIUM=]FILE",
        show_default=False,
    ),
]
"""What a report that exists as a document is written to."""


def targets_of(report: Report[Any], outputs: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return the medium and the file of each output; raise typer.BadParameter where one has no medium."""
    try:
        return [report.target(output) for output in outputs]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from error


def screen_medium(report: Report[Any], format: str) -> str:
    """Return the medium that `--format` names; raise typer.BadParameter where no screen can show it."""
    medium = medium_of(format)
    if medium not in report.on_screen:
        raise typer.BadParameter(f"“{format}” is not one of {', '.join(report.on_screen)}", param_hint="--format")
    return medium


def write_or_show(
    report: Report[_Value], value: _Value, outputs: Sequence[Path], color: Color, *, kept: Sequence[Path]
) -> None:
    """Write a report to each output, or show it if there is none; never overwrite a file in `kept`."""
    targets = targets_of(report, outputs)
    for medium, path in targets:
        write_whole(path, report.content(value, medium, View(width=100)), lambda: kept)
    if not targets:
        emit(report.content(value, "terminal", view_of(sys.stdout, color)).decode("utf-8"))
