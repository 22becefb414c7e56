"""A package that a command does without is not loaded for it."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from mcaudit.late import late
from tests.conftest import ROOT

HEAVY = ("jsonschema", "referencing", "openpyxl", "pathspec", "rich.progress", "weasyprint", "fontTools")


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


def test_nothing_whose_branches_are_counted_is_still_to_be_loaded_when_counting_begins() -> None:
    """To begin, it looks at every module that is there, which loads those put off, and does not see their lines."""
    counted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["run"]["source"]
    code = (
        "import sys, tests.conftest\nprint(*[name for name, it in sys.modules.items() if 'Lazy' in type(it).__name__])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    put_off = [name for name in done.stdout.split() if name.startswith(tuple(counted))]
    assert put_off == [], "tests/conftest.py loads what loads late"
