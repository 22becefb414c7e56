"""A package that a command does without is not loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mcaudit.late import late

HEAVY = ("openpyxl", "pathspec", "rich.progress", "weasyprint", "fontTools")


def test_check_starts_without_the_heavy_packages() -> None:
    loaded = "type(sys.modules.get(name)).__name__ == 'module'"
    code = f"import sys, mcaudit.cli.check\nprint(*[name for name in {HEAVY!r} if {loaded}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_late_module_is_the_module_once_it_is_used() -> None:
    module = late("wave")
    assert module.Error.__module__ == "wave"
    assert late("wave") is sys.modules["wave"]


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        late("no_such_package")
