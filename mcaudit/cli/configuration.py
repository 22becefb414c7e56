"""Lets a configuration stand in for options that the command line does not give."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

used: list[Path] = []
"""The configuration of this run, for who is told of a mistake in an option that the command line does not give."""
NO_CONFIG = "none"
NO_POLICY = "none"
"""What says that no policy applies, whatever the configuration names."""


def _apply(context: typer.Context, given: Path | None) -> Path | None:
    """Make what the configuration says the default of every other option; the command line wins.

    Raise InputError where the configuration cannot be read or is not valid.
    """
    from mcaudit.reading.config_files import find_config  # noqa: PLC0415

    if given is not None and given.as_posix() == NO_CONFIG:
        return None
    try:
        path = given or find_config(Path.cwd())
        shown = Path(os.path.relpath(path)) if path and given is None else path
    except OSError:  # the current folder is gone, and a configuration in it with it
        return None
    if shown is None:
        return None
    from mcaudit.reading.config import options_of, read_config  # noqa: PLC0415
    from mcaudit.reading.policy import policy_names  # noqa: PLC0415

    names = (*policy_names(), NO_POLICY)
    config = read_config(shown)
    used.append(shown)
    context.default_map = dict(options_of(config, str(context.info_name), shown.parent.as_posix(), names))
    return shown


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Defaults of options. [default: mcaudit.yaml or pyproject.toml here or above]; `none` for none.",
        metavar="FILE",
        is_eager=True,
        callback=_apply,
        show_default=False,
    ),
]


def is_configured(context: typer.Context, option: str) -> bool:
    """Return whether an option's value is the configuration's, and not the command line's."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "DEFAULT_MAP"
