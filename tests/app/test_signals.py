"""A signal ends the program wherever it comes, with the exit code that a shell expects."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows other signals")

WITHIN_A_CALLBACK = """
import os, signal, sys, time, weakref
from mcaudit.app.signals import end_on_signals

class Thing: pass

signal.signal(signal.{name}, signal.SIG_DFL)  # whatever the tests were started with
end_on_signals()
thing = Thing()
kept = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.{name}))
try:
    del thing  # what the callback raises, Python ignores
    time.sleep(60)
finally:
    print("cleaned up")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_where_python_ignores_exceptions(name: str) -> None:
    program = WITHIN_A_CALLBACK.format(name=name)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + getattr(signal, name), "cleaned up\n", "")
