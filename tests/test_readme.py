"""The README is short, its links lead somewhere, and the profiles that it and the guides show can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mcaudit.model import Edition
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "reference").glob("*.md")))
EVERY_PAGE = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 130


@EVERY_PAGE
def test_every_link_within_the_project_leads_somewhere(path: Path) -> None:
    links = _LINK.findall(path.read_text(encoding="utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_the_index_lists_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = (path.relative_to(ROOT / "docs").as_posix() for path in PAGES[1:])
    assert not [page for page in pages if f"]({page})" not in index and page != "README.md"]


@EVERY_PAGE
def test_every_whole_profile_in_the_guides_is_valid(edition: Edition, write: Callable[..., Path], path: Path) -> None:
    for index, block in enumerate(path.read_text(encoding="utf-8").split("```yaml\n")[1:]):
        assert read_profile(edition, write(block.split("```")[0], f"{index}.yaml"))
