"""`mcaudit criteria`: lists the edition."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from mcaudit.app.loading import edition_of, policy_of
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit
from mcaudit.cli.options import ColorOption, EditionOption, PolicyOption
from mcaudit.cli.screen import Color, view_of
from mcaudit.exchange.criteria import criteria_record
from mcaudit.exchange.json_text import json_document
from mcaudit.render.catalogue import as_list


class ListFormat(StrEnum):
    """How to list an edition."""

    TERMINAL = "terminal"
    JSON = "json"


def criteria(
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="How to print the list.")] = ListFormat.TERMINAL,
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

      mcaudit criteria --policy illinois
    """
    shown = edition_of(edition)
    tailoring = policy_of(shown, policy)
    if format is ListFormat.JSON:
        emit(json_document(criteria_record(shown, tailoring)), machine=True)
    else:
        emit(as_list(shown, view_of(sys.stdout, color), tailoring))
