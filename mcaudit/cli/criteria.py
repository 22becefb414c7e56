"""`mcaudit criteria`: lists the edition."""

from __future__ import annotations

from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, policy_of, read_besides
from mcaudit.app.reports import CRITERIA
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption, one_policy
from mcaudit.cli.media import output_of, output_option
from mcaudit.cli.screen import Color

FormatOption = Annotated[
    str, typer.Option("--format", "-f", help="How to print the list: terminal, markdown, or json.", metavar="MEDIUM")
]
OutputOption = Annotated[list[str] | None, output_option(CRITERIA.endings)]


def criteria(
    context: typer.Context,
    format: FormatOption = "terminal",
    output: OutputOption = None,
    policy: options.Policy = None,
    color: options.Color = Color.AUTO,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """List the components, subcomponents and criteria; with a policy, as it tailors them.

    With `--edition FOLDER` the edition in a folder is checked first, its examples included.

    Examples:

      mcaudit criteria

      mcaudit criteria --format json

      mcaudit criteria --policy illinois -o criteria.html
    """
    place = output_of(CRITERIA, output, color, format)
    shown = edition_of(edition)
    tailoring = policy_of(shown, one_policy(context, policy))
    place.write((shown, tailoring), read_besides(tailoring, edition, config))
