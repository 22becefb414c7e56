"""The options that say what is written as what, alike in every command: `-o FILE`, `-o MEDIUM=FILE`, `--format`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import typer

from mcaudit.app.reports import REVIEW, Report
from mcaudit.app.writing import write_pieces
from mcaudit.cli.emit import emit, notify
from mcaudit.cli.misuse import about
from mcaudit.cli.screen import Color, view_of
from mcaudit.looks import View
from mcaudit.media.registry import is_old_name, medium_of, target_of

_Value = TypeVar("_Value")
_ON_SCREEN = "terminal"


def output_option(endings: str) -> Any:
    """Return the option `-o` of a command; `endings` are the endings that a file may have."""
    help = f"Write to FILE instead of stdout; its ending ({endings}) or MEDIUM= sets the medium. Repeatable."
    return typer.Option("--output", "-o", help=help, metavar="[MEDIUM=]FILE")


OutputOption = Annotated[list[str] | None, output_option(REVIEW.endings)]
"""What a report that exists as a document is written to."""
FormatOption = Annotated[
    str,
    typer.Option("--format", "-f", help="How to print if no file is given: terminal, csv, or json.", metavar="MEDIUM"),
]


def target(output: str, names: Collection[str]) -> tuple[str, Path]:
    """Return the medium and the file of an output; raise typer.BadParameter where it names no medium that there is."""
    with about("--output"):
        medium, path = target_of(output, names)
    if is_named(output, path):
        _notify_of(output.partition("=")[0])
    return medium, path


def is_named(output: str, path: Path) -> bool:
    """Return whether an output names its medium, as MEDIUM=FILE does; `path` is its file."""
    return Path(output) != path


def medium_named(format: str, names: Collection[str]) -> str:
    """Return the medium that `--format` names; raise typer.BadParameter where it is not one of `names`."""
    medium = medium_of(format)
    if medium not in names:
        raise typer.BadParameter(f"“{format}” is not one of {', '.join(names)}", param_hint="--format")
    _notify_of(format)
    return medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Generic[_Value]):
    """Where a report goes: to files, or to the screen where none is named."""

    report: Report[_Value]
    targets: Sequence[tuple[str, Path]]
    medium: str
    """On the screen."""
    color: Color

    def write(self, value: _Value, kept: Sequence[Path]) -> None:
        """Write or show a report on a value; never overwrite a file in `kept`."""
        for medium, path in self.targets:
            write_pieces(path, self.report.pieces(value, medium, View(width=100)), lambda: kept)
        if not self.targets:
            text = self.report.content(value, self.medium, view_of(sys.stdout, self.color)).decode("utf-8")
            emit(text, machine=self.medium != _ON_SCREEN)


def output_of(
    report: Report[_Value], outputs: Sequence[str] | None, color: Color, format: str = _ON_SCREEN
) -> Output[_Value]:
    """Return where a report goes; raise typer.BadParameter if it does not exist in the medium of an output."""
    targets = [target(output, report.media) for output in outputs or ()]
    with about("--output"):
        for medium, path in targets:
            report.require(medium, path)
    return Output(report=report, targets=targets, medium=medium_named(format, report.on_screen), color=color)


def _notify_of(name: str) -> None:
    medium = medium_of(name)
    if is_old_name(name):
        notify(f"`{name}` is now called `{medium}`; the next release no longer takes the old name")
