"""Lets a configuration stand in for options that the command line does not give, and name the agency that writes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcaudit.app.ignoring import Rules, excluded
from mcaudit.app.loading import NO_POLICY, OWN_POLICIES
from mcaudit.cli.misuse import about
from mcaudit.cli.used import used
from mcaudit.late import late
from mcaudit.model.agency import Agency
from mcaudit.reading.config.find import find_config
from mcaudit.reading.config.read import options_of, read_config
from mcaudit.reading.policy.read import policy_names

if TYPE_CHECKING:
    from mcaudit.reading.config import agency as agencies
else:
    agencies = late("mcaudit.reading.config.agency")  # loaded only where something is written for an agency

NO_CONFIG = "none"


def _apply(context: typer.Context, given: Path | None) -> Path | None:
    """Make what the configuration says the default of every other option; the command line wins.

    Raise InputError where the configuration cannot be read or is not valid.
    """
    if given is not None and given.as_posix() == NO_CONFIG:
        return None
    try:
        folder = Path.cwd()
    except OSError:  # the current folder is gone, and a configuration in it with it
        return None
    path = given or find_config(folder)
    shown = Path(os.path.relpath(path)) if path and given is None else path
    if shown is None:
        return None
    names = (*policy_names(), NO_POLICY, OWN_POLICIES)
    config = read_config(shown)
    given_by_it = dict(options_of(config, str(context.info_name), shown.parent.as_posix(), names))
    several = {parameter.name for parameter in context.command.params if getattr(parameter, "multiple", False)}
    context.default_map = {
        name: [value] if name in several and isinstance(value, str) else value for name, value in given_by_it.items()
    }
    if given_by_it.keys() & {parameter.name for parameter in context.command.params}:
        used.append(shown)
    return shown


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        help="A file with default options, or `none`. [default: mcaudit.yaml or pyproject.toml, here or above]",
        metavar="FILE",
        is_eager=True,
        callback=_apply,
    ),
]


def exclusions(context: typer.Context, patterns: Sequence[str] | None) -> tuple[Rules, ...]:
    """Return what `--exclude` says: from the current folder, or from that of the configuration where it says so."""
    is_ours = is_configured(context, "exclude") and used
    with about("--exclude"):
        return excluded(patterns or (), used[-1].parent if is_ours else Path())


def is_configured(context: typer.Context, option: str) -> bool:
    """Return whether an option's value is the configuration's, and not the command line's."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "DEFAULT_MAP"


def one_policy(context: typer.Context, policy: str | None) -> str | None:
    """Return the policy of a command that takes no profile; `own` in a configuration is about profiles, and is none."""
    return None if policy == OWN_POLICIES and is_configured(context, "policy") else policy


def agency_of(config: Path | None) -> Agency | None:
    """Return the agency that the configuration of a run names, or None; raise InputError where it is not valid."""
    agency = agencies.read_agency(config)
    if agency and config and config not in used:
        used.append(config)
    return agency


def files_of(agency: Agency | None) -> tuple[Path, ...]:
    """Return the files that were read for an agency, which no output may overwrite."""
    return tuple(map(Path, agency.files)) if agency else ()
