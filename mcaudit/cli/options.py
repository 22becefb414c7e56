"""The options that several commands share, and what they stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from mcaudit.cli.configuration import NO_POLICY
from mcaudit.cli.screen import Color
from mcaudit.errors import EditionError, InputError
from mcaudit.model import Edition, Policy

ColorOption = Annotated[Color, typer.Option("--color", help="When to use colour.", metavar="auto|always|never")]
EditionOption = Annotated[
    Path | None,
    typer.Option(
        "--edition",
        help="A folder with an edition of your own; it is checked whole, examples included.",
        metavar="FOLDER",
    ),
]
PolicyOption = Annotated[
    str | None,
    typer.Option(
        "--policy",
        help="Apply a state's policy: the name of a shipped one, or a file; `none` for none.",
        metavar="NAME|FILE",
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", help="The date of the audit. [default: SOURCE_DATE_EPOCH, else today]", metavar="YYYY-MM-DD"
    ),
]
PathsArgument = Annotated[
    list[Path],
    typer.Argument(help="Profiles, or folders that hold some.", metavar="PATH", show_default=False, readable=False),
]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def edition_of(folder: Path | None) -> Edition:
    """Return the shipped edition, or the one in `folder`.

    It is used as compiled while its files are those it was compiled from. Otherwise it is checked whole, and kept for
    the next time: raise EditionError where a file is not valid or an example contradicts its rule.
    """
    from mcaudit.reading.edition import compiled_edition, default_folder, edition_data, problem_at  # noqa: PLC0415

    if folder is None and (compiled := compiled_edition(default_folder())):
        return compiled
    folder = folder or default_folder()
    from platformdirs import user_cache_path  # noqa: PLC0415

    cache = user_cache_path("mcaudit", appauthor=False)
    if compiled := compiled_edition(folder, cache):
        return compiled
    from mcaudit.audit.examples import contradictions  # noqa: PLC0415
    from mcaudit.reading.compiled import keep  # noqa: PLC0415
    from mcaudit.reading.edition_model import edition_model  # noqa: PLC0415

    data = edition_data(folder)
    edition = edition_model(data)
    if found := contradictions(edition):
        raise EditionError(problem_at(folder, each.place, each.message, each.help) for each in found)
    keep(cache, data)
    return edition


def policy_of(edition: Edition, name: str | None) -> Policy | None:
    """Return the policy that is asked for, or None; raise InputError where there is none or it is not valid."""
    if name in (None, NO_POLICY):
        return None
    from mcaudit.reading.policy import find_policy, read_policy  # noqa: PLC0415

    return read_policy(edition, find_policy(name))


def policy_in_force(edition: Edition, name: str | None, on: str) -> Policy | None:
    """Return the policy that is asked for, or None; raise InputError where it does not hold on the day of the audit."""
    policy = policy_of(edition, name)
    if policy is not None:
        from mcaudit.reading.policy import check_in_force  # noqa: PLC0415

        check_in_force(policy, on)
    return policy


def own_policies(edition: Edition, on: str) -> tuple[Mapping[str, Policy], tuple[str, ...]]:
    """Return the shipped policies by state, and why one that does not hold on the day of the audit is left out."""
    from mcaudit.reading.policy import check_in_force, find_policy, policy_names, read_policy  # noqa: PLC0415

    own: dict[str, Policy] = {}
    stale = []
    for name in policy_names():
        policy = read_policy(edition, find_policy(name))
        try:
            check_in_force(policy, on)
        except InputError as error:
            stale.append(error.problems[0].message)
        else:
            own[policy.state] = policy
    return own, tuple(stale)


def read_besides(policy: Policy | None, edition: Path | None, *others: Path | None) -> tuple[Path, ...]:
    """Return what a command reads besides profiles, which no output may overwrite."""
    files = tuple(path for path in edition.rglob("*") if path.is_file()) if edition else ()
    return (*files, *([Path(policy.path)] if policy else []), *(path for path in others if path is not None))


def audit_date(given: str | None) -> str:
    """Return the date of an audit: `--date`, else SOURCE_DATE_EPOCH, else today.

    Raise typer.BadParameter where one of the first two is no date.
    """
    if given is not None:
        try:
            if not _DATE.fullmatch(given):
                raise ValueError(given)
            return date.fromisoformat(given).isoformat()
        except ValueError as error:
            raise typer.BadParameter(f"“{given}” is no date; write it as 2026-03-31", param_hint="--date") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError) as error:
            raise typer.BadParameter(f"SOURCE_DATE_EPOCH is “{epoch}”, and seconds since 1970 are needed") from error
    return date.today().isoformat()  # noqa: DTZ011  the reviewer's own day is meant
