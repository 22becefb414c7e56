"""Lets a configuration stand in for options that the command line does not give."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

NO_CONFIG = "none"
NO_POLICY = "none"
"""What says that no policy applies, whatever the configuration names."""


def _apply(context: typer.Context, given: Path | None) -> Path | None:
    """Make what the configuration says the default of every other option; the command line wins.

    Raise InputError where the configuration cannot be read or is not valid.
    """
    from mcaudit.reading.config import find_config, options_of, read_config  # noqa: PLC0415
    from mcaudit.reading.policy import policy_names  # noqa: PLC0415

    if given is not None and given.as_posix() == NO_CONFIG:
        return None
    path = given or find_config(Path.cwd())
    if path is None:
        return None
    shown = Path(os.path.relpath(path)) if given is None else path
    names = (*policy_names(), NO_POLICY)
    context.default_map = dict(options_of(read_config(shown), str(context.info_name), shown.parent.as_posix(), names))
    return path


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
