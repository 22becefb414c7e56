"""Where the command begins: an interrupt while it still loads is an interrupt, and no traceback."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def run() -> None:
    """Load the command line and run it."""
    try:
        from mcaudit.cli.main import run as run_command_line  # noqa: PLC0415

        run_command_line()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
