"""Where the command begins: a signal while it still loads ends it as one does later."""

from __future__ import annotations

from mcaudit.app.signals import end_on_signals


def run() -> None:
    """Load the command line and run it."""
    end_on_signals()
    from mcaudit.cli.main import run as run_command_line  # noqa: PLC0415

    run_command_line()
