"""The profiles that README and guides show are profiles that mcaudit reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mcaudit.model import Edition
from mcaudit.reading.profile import read_profile
from tests.conftest import ROOT


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_whole_profile_in_the_guides_is_valid(edition: Edition, write: Callable[..., Path], path: Path) -> None:
    for index, block in enumerate(path.read_text(encoding="utf-8").split("```yaml\n")[1:]):
        assert read_profile(edition, write(block.split("```")[0], f"{index}.yaml"))


def test_the_readmes_example_is_a_valid_profile(edition: Edition, write: Callable[..., Path]) -> None:
    example = (ROOT / "README.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    assert read_profile(edition, write(example)).title == "Leading Restorative Circles"
