"""`mcaudit criteria`: lists the edition."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, policy_of
from mcaudit.app.reports import CRITERIA
from mcaudit.app.writing import write_whole
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit
from mcaudit.cli.media import output_option, screen_medium, targets_of
from mcaudit.cli.options import ColorOption, EditionOption, PolicyOption
from mcaudit.cli.screen import Color, view_of
from mcaudit.looks import View
from mcaudit.media.registry import ending_of

FormatOption = Annotated[
    str, typer.Option("--format", "-f", help="How to print the list: terminal, markdown, or json.", metavar="MEDIUM")
]
OutputOption = Annotated[list[str] | None, output_option(", ".join(map(ending_of, CRITERIA.media)))]


def criteria(
    format: FormatOption = "terminal",
    output: OutputOption = None,
    policy: PolicyOption = None,
    color: ColorOption = Color.AUTO,
    edition: EditionOption = None,
    config: ConfigOption = None,
) -> None:
    """List the components, subcomponents and criteria; with a policy, as it tailors them.

    With `--edition FOLDER` the edition in a folder is checked first, its examples included.

    Examples:

      mcaudit criteria

      mcaudit criteria --format json

      mcaudit criteria --policy illinois -o criteria.html
    """
    targets = targets_of(CRITERIA, output or ())
    medium = screen_medium(CRITERIA, format)
    shown = edition_of(edition)
    tailored = (shown, policy_of(shown, policy))
    for each, path in targets:
        write_whole(path, CRITERIA.content(tailored, each, View(width=100)), list)
    if not targets:
        text = CRITERIA.content(tailored, medium, view_of(sys.stdout, color)).decode("utf-8")
        emit(text, machine=medium == "json")
