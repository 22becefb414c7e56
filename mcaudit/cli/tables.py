"""Takes the tables of a batch in place of profiles, and refuses options that come too late for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mcaudit.app.datasets import dataset_among
from mcaudit.cli.configuration import is_configured
from mcaudit.errors import OutputError
from mcaudit.late import late

if TYPE_CHECKING:
    from mcaudit.app.batch.tables import Tables

_TOO_LATE = ("policy", "date", "decisions", "exclude", "edition")
"""Options that say how profiles are audited: those of tables have been."""


def tables_among(context: typer.Context, paths: Sequence[Path], *others: str) -> Tables | None:
    """Return the tables that a batch wrote, where they are what is named; `others` are more options that are too late.

    Raise InputError where they cannot be read, and typer.BadParameter where an option cannot apply to them.
    """
    url = dataset_among(paths)
    if url is None:
        return None
    for name in (*_TOO_LATE, *others):
        if context.params.get(name) and not is_configured(context, name):
            option = f"--{name.replace('_', '-')}"
            message = f"these are tables of `mcaudit batch`, audited already: give {option} to `mcaudit batch`"
            raise typer.BadParameter(message, param_hint=option)
    try:
        found: Tables = late("mcaudit.app.batch.tables").opened(url)
    except ModuleNotFoundError as error:
        raise OutputError("to read tables, run `pip install 'mcaudit[batch]'`") from error
    return found
