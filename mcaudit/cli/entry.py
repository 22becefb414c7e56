"""Where the command begins: a signal while it still loads ends it as one does later."""

from __future__ import annotations

from importlib import import_module

from mcaudit.app.signals import end_on_signals


def run() -> None:
    """Load the command line and run it."""
    end_on_signals()
    import_module("mcaudit.cli.main").run()
