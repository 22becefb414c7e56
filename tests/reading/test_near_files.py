"""The file that was probably meant where there is none of a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcaudit.reading.near_files import near_path


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("a.yml", "a.yaml"),
        ("submisions/one.yaml", "submissions/one.yaml"),
        ("submisions/two.yaml", ""),
        ("quite-another.yaml", ""),
        ("a.yaml/in-a-file.yaml", ""),
    ],
)
def test_the_nearest_name_is_one_that_is_there(tmp_path: Path, asked: str, meant: str) -> None:
    (tmp_path / "submissions").mkdir()
    for name in ("a.yaml", "submissions/one.yaml"):
        (tmp_path / name).touch()
    assert near_path(tmp_path / asked) == ((tmp_path / meant).as_posix() if meant else "")
