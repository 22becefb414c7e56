"""The README's example is a profile that mcaudit reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mcaudit.model import Edition
from mcaudit.reading.profile import read_profile
from tests.conftest import ROOT


def test_the_readmes_example_is_a_valid_profile(edition: Edition, write: Callable[..., Path]) -> None:
    example = (ROOT / "README.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    assert read_profile(edition, write(example)).title == "Leading Restorative Circles"
