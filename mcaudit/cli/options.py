"""The options that several commands share."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.cli import screen
from mcaudit.model.values import is_written_day

Color = Annotated[screen.Color, typer.Option("--color", help="When to use color.", metavar="auto|always|never")]
Edition = Annotated[
    Path | None,
    typer.Option(
        help="A folder with your own edition of the criteria. All of it is checked, examples included.",
        metavar="FOLDER",
    ),
]
Policy = Annotated[
    str | None,
    typer.Option(
        "--policy",
        help="Apply a state's policy: the name of a shipped one, or a file; `own` for each profile's state; `none`.",
        metavar="NAME|FILE|own",
    ),
]
Date = Annotated[
    str | None,
    typer.Option(help="The date of the audit. [default: SOURCE_DATE_EPOCH, else today]", metavar="YYYY-MM-DD"),
]
Paths = Annotated[
    list[Path], typer.Argument(help="Profile files, or folders to search.", metavar="PATH", readable=False)
]

Profile = Annotated[Path, typer.Argument(help="The profile that is reviewed.", metavar="PROFILE", readable=False)]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        help="Skip files and directories that match this pattern, as in a .gitignore. Repeatable.", metavar="PATTERN"
    ),
]
Decisions = Annotated[
    list[Path] | None, typer.Option(help="Reviewers' decisions: files, or folders to search.", metavar="PATH")
]
WithoutNames = Annotated[
    bool, typer.Option("--without-names", help="Leave out who reviewed and for whom they work, for publishing.")
]


def audit_date(given: str | None) -> str:
    """Return the date of an audit: `--date`, else SOURCE_DATE_EPOCH, else today.

    Raise typer.BadParameter if one of the first two is not a date.
    """
    if given is not None:
        if not is_written_day(given):
            raise typer.BadParameter(f"“{given}” is not a valid date; write it as 2026-03-31", param_hint="--date")
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError) as error:
            raise typer.BadParameter(f"SOURCE_DATE_EPOCH is “{epoch}”, and seconds since 1970 are needed") from error
    return date.today().isoformat()  # noqa: DTZ011  the reviewer's own day is meant
