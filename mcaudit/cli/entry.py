"""Where the command begins: a signal while it still loads ends it as one does later."""

from __future__ import annotations

import gc
from importlib import import_module

from mcaudit.app.signals import end_on_signals

_THRESHOLD = 100_000
"""New objects after which garbage is looked for: what is loaded is never garbage, and loading makes many."""


def run() -> None:
    """Load the command line and run it."""
    end_on_signals()
    gc.set_threshold(_THRESHOLD)
    import_module("mcaudit.cli.main").run()
