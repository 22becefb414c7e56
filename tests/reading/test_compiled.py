"""A compiled edition serves only the files, the version, and the user that it was made for."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import mcaudit
from mcaudit.model import Edition
from mcaudit.reading.edition import compiled as compiling
from mcaudit.reading.edition.compiled import COMPILED, MOST_KEPT, compiled_text, keep
from mcaudit.reading.edition.model import EditionData
from mcaudit.reading.edition.read import compiled_edition, default_folder, edition_data
from mcaudit.reading.parsing.tree import read_document


@pytest.fixture(scope="module")
def data() -> EditionData:
    return edition_data(default_folder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped edition."""
    return Path(shutil.copytree(default_folder(), tmp_path / "v1.0", ignore=shutil.ignore_patterns(COMPILED)))


@pytest.fixture
def cache(tmp_path: Path, data: EditionData) -> Path:
    """A cache that holds the shipped edition."""
    keep(tmp_path / "user" / "mcaudit", data)
    return tmp_path / "user" / "mcaudit"


def kept(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def alter(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what is built into the package ----------------------------------------------------------------


def test_the_form_beside_an_edition_holds_all_of_it(folder: Path, data: EditionData, edition: Edition) -> None:
    assert compiled_edition(folder) is None
    (folder / COMPILED).write_text(compiled_text(data), encoding="utf-8")
    found = compiled_edition(folder)
    assert found is not None
    assert found.sha256 == edition.sha256
    assert found.components == edition.components
    assert found.settings == edition.settings


def test_the_form_beside_an_edition_serves_only_the_files_it_was_made_of(folder: Path, data: EditionData) -> None:
    (folder / COMPILED).write_text(compiled_text(data), encoding="utf-8")
    alter(folder / "1-developers" / "1A-title-and-description.yaml", "narrow focus", "broad focus")
    assert compiled_edition(folder) is None


def test_a_form_that_somebody_changed_is_not_used(folder: Path, data: EditionData) -> None:
    """It says itself what it was made of, and so must not be believed beyond its own hash."""
    (folder / COMPILED).write_text(compiled_text(data), encoding="utf-8")
    alter(folder / COMPILED, "narrow focus", "broad focus")
    assert compiled_edition(folder) is None


def test_a_damaged_form_is_not_used(folder: Path) -> None:
    (folder / COMPILED).write_text('{"sha256": "', encoding="utf-8")
    assert compiled_edition(folder) is None


def test_a_form_of_another_version_is_not_used(
    folder: Path, data: EditionData, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / COMPILED).write_text(compiled_text(data), encoding="utf-8")
    monkeypatch.setattr(compiling, "__version__", "0.0.1")
    assert compiled_edition(folder) is None


# --- what a user's cache keeps ---------------------------------------------------------------------


def test_an_edition_is_found_again_wherever_its_files_stand(folder: Path, cache: Path, edition: Edition) -> None:
    found = compiled_edition(folder, cache)
    assert found is not None
    assert found.components == edition.components


def test_a_cache_does_not_serve_changed_files(folder: Path, cache: Path) -> None:
    alter(folder / "1-developers" / "1A-title-and-description.yaml", "narrow focus", "broad focus")
    assert compiled_edition(folder, cache) is None


def test_a_cache_does_not_serve_other_code(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that checks more may refuse what was accepted."""
    monkeypatch.setattr(compiling, "_code", lambda: "facts/normal.py 2 2")
    assert compiled_edition(default_folder(), cache) is None


def test_every_module_that_reads_an_edition_is_code_that_a_cache_is_bound_to() -> None:
    bound = compiling._code()
    for module in (compiling, sys.modules[edition_data.__module__], sys.modules[read_document.__module__]):
        assert Path(str(module.__file__)).relative_to(Path(mcaudit.__file__).parent).as_posix() in bound


def test_a_file_of_an_edition_that_is_not_there_or_not_a_file_is_left_to_the_reader(folder: Path, cache: Path) -> None:
    (folder / "edition.yaml").unlink()
    assert compiled_edition(folder, cache) is None
    (folder / "edition.yaml").mkdir()
    assert compiled_edition(folder, cache) is None


@pytest.mark.parametrize("content", ["", "no hash\n{}\n", "\0" * 4000], ids=["empty", "wrong hash", "zeros"])
def test_a_damaged_cache_is_ignored_and_replaced(cache: Path, data: EditionData, content: str) -> None:
    kept(cache).write_text(content, encoding="utf-8")
    assert compiled_edition(default_folder(), cache) is None
    keep(cache, data)
    assert compiled_edition(default_folder(), cache) is not None


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_only_the_user_can_read_and_write_what_is_kept(cache: Path) -> None:
    assert kept(cache).stat().st_mode & 0o777 == 0o600
    assert cache.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
@pytest.mark.parametrize("of", [kept, lambda cache: cache], ids=["file", "folder"])
def test_what_others_may_write_is_neither_read_nor_written(cache: Path, data: EditionData, of: object) -> None:
    assert callable(of)
    of(cache).chmod(0o777)
    assert compiled_edition(default_folder(), cache) is None
    if of is not kept:
        kept(cache).unlink()
        keep(cache, data)
        assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="users have numbers on POSIX")
def test_what_another_user_owns_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: cache.stat().st_uid + 1)
    assert compiled_edition(default_folder(), cache) is None


def test_a_link_in_place_of_a_kept_edition_is_not_followed(cache: Path, tmp_path: Path) -> None:
    path = kept(cache)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert compiled_edition(default_folder(), cache) is None


def test_a_system_without_numbers_of_users_has_a_cache_too(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "getuid", raising=False)
    assert compiled_edition(default_folder(), cache) is not None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, data: EditionData) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keep(tmp_path / "file" / "mcaudit", data)
    assert compiled_edition(default_folder(), tmp_path / "file" / "mcaudit") is None


def test_without_a_home_nothing_is_written_into_the_current_folder(
    tmp_path: Path, data: EditionData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(Path("~/.cache/mcaudit"), data)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing_half_written(
    tmp_path: Path, data: EditionData, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "mcaudit", data)
    assert list((tmp_path / "mcaudit").iterdir()) == []


def test_a_cache_keeps_the_newest_of_an_edition_that_is_being_written(tmp_path: Path, data: EditionData) -> None:
    folder = tmp_path / "mcaudit"
    for number in range(MOST_KEPT + 2):
        keep(folder, replace(data, sha256=str(number), parts=[]))
        for path in folder.iterdir():
            os.utime(path, (path.stat().st_mtime - 10,) * 2)
    keep(folder, data)
    assert len(list(folder.iterdir())) == MOST_KEPT
    assert compiled_edition(default_folder(), folder) is not None


def test_what_disappears_while_a_cache_is_cleaned_is_no_fault(
    cache: Path, data: EditionData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cache / "edition-gone.txt").symlink_to(tmp_path / "nowhere")
    keep(cache, data)
    assert compiled_edition(default_folder(), cache) is not None
