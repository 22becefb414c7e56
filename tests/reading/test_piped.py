"""What can be read only once is read once, and held for whoever asks again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mcaudit.errors import InputError
from mcaudit.reading import piped
from mcaudit.reading.declared import Kind, kind_of
from mcaudit.reading.text import read_bytes

needs_fd = pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no files for open descriptors")


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piped, "_held", {})


@contextmanager
def a_pipe(content: bytes) -> Iterator[Path]:
    """Give the path of a pipe that holds something."""
    source, target = os.pipe()
    os.write(target, content)
    os.close(target)
    try:
        yield Path(f"/dev/fd/{source}")
    finally:
        os.close(source)


@needs_fd
def test_a_pipe_is_read_once_and_held() -> None:
    with a_pipe(b"format: mcaudit-profile/1\n") as path:
        assert [read_bytes(path, 100, "profile") for _ in range(2)] == [b"format: mcaudit-profile/1\n"] * 2
        assert kind_of(path) is Kind.PROFILE
        assert piped.all_held() == {path.as_posix(): b"format: mcaudit-profile/1\n"}


@needs_fd
def test_of_a_pipe_no_more_is_read_than_may_be() -> None:
    with a_pipe(b"x" * 20) as path, pytest.raises(InputError, match="at most 9 are read"):
        read_bytes(path, 9, "profile")


def test_what_another_process_read_is_held() -> None:
    piped.hold_all({"-": b"x"})
    assert read_bytes(Path("-"), 9, "profile") == b"x"


@needs_fd
def test_a_folder_that_is_open_is_not_read(tmp_path: Path) -> None:
    number = os.open(tmp_path, os.O_RDONLY)
    try:
        piped.hold(Path(f"/dev/fd/{number}"))
        assert piped.held(Path(f"/dev/fd/{number}")) is None
    finally:
        os.close(number)


def test_a_closed_input_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="cannot be read: standard input is closed"):
        piped.hold(Path("-"))


def test_documents_of_a_piped_profile_lie_in_the_current_folder() -> None:
    assert [piped.beside(Path(name)).as_posix() for name in ("-", "/dev/fd/9", "a/b.yaml")] == ["-", "9", "a/b.yaml"]
