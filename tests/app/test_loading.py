"""An edition of one's own is checked whole once, and found again in the user's cache while nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mcaudit.app import loading
from mcaudit.app.loading import edition_of
from mcaudit.errors import EditionError
from mcaudit.model import Edition
from mcaudit.reading.edition.read import default_folder
from tests.served import shell

_1A = "1-developers/1A-title-and-description.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(default_folder(), tmp_path / "v1.0"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for caches that is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches"


def alter(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_an_edition_is_checked_once_and_again_after_a_change(
    folder: Path, home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert edition_of(folder).components == edition.components
    with monkeypatch.context() as once:
        once.setattr(loading, "edition_data", pytest.fail)
        assert edition_of(folder).components == edition.components
    alter(folder / _1A, "narrow focus", "broad focus")
    assert "broad focus" in str(edition_of(folder).components)
    assert len(list((home / "mcaudit").iterdir())) == 2


@pytest.mark.usefixtures("home")
def test_an_edition_that_is_refused_is_refused_again(folder: Path) -> None:
    alter(folder / _1A, "gives: suggests_met", "gives: waits")
    for _ in range(2):
        with pytest.raises(EditionError, match="1A-"):
            edition_of(folder)


def test_a_weakened_cache_is_not_believed(folder: Path, home: Path, edition: Edition) -> None:
    edition_of(folder)
    (kept,) = (home / "mcaudit").iterdir()
    alter(kept, "purchase", "nothing")
    assert edition_of(folder).components == edition.components


@pytest.mark.usefixtures("home")
def test_a_compiled_form_beside_an_edition_of_ones_own_is_not_believed(folder: Path, edition: Edition) -> None:
    edition_of(folder)
    (folder / "compiled.txt").write_text("anything", encoding="utf-8")
    assert edition_of(folder).components == edition.components


@pytest.mark.slow
def test_two_processes_at_once_do_not_tear_what_is_kept(folder: Path, home: Path, tmp_path: Path) -> None:
    start = 'mcaudit explain 1F-6 --edition "$1" > "$2/$number.txt" &'
    shell(f"for number in 1 2 3; do {start} done; wait", folder, tmp_path)
    shown = {path.read_bytes() for path in tmp_path.glob("*.txt")}
    assert len(shown) == 1
    assert b"1F-6" in shown.pop()
    (kept,) = (home / "mcaudit").iterdir()
    stated = kept.read_bytes()
    kept.unlink()
    edition_of(folder)
    assert kept.read_bytes() == stated
