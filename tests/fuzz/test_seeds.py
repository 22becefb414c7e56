"""Inputs that once showed a fault, and some new ones, are read or refused in words; and the fuzzer sees faults."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mcaudit.errors import InputError, Problem
from tests.fuzz import running
from tests.fuzz.__main__ import main
from tests.fuzz.readers import READERS, Reader
from tests.fuzz.running import Fault, TooSlow, fault_in, folder_of_inputs, fuzz, made, save, seeds, smaller

_INPUTS = 400
"""So many inputs are made for all readers, each as often as its share says."""


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_of_inputs() as made_folder:
        yield made_folder


@pytest.mark.parametrize("seed", seeds(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_saved_input_is_read_or_refused_in_words(seed: Path, folder: Path) -> None:
    found = fault_in(READERS[seed.parent.name], seed.read_bytes(), folder)
    assert not isinstance(found, Fault), found.trace


@pytest.mark.slow
def test_new_inputs_are_read_or_refused_in_words() -> None:
    tally = fuzz(list(READERS), 14, range(_INPUTS), 0)
    assert not tally.found, "\n".join(found.fault.trace for found in tally.found.values())
    assert tally.read.total() + tally.refused.total() == _INPUTS


@pytest.mark.parametrize("name", READERS)
def test_some_inputs_of_a_reader_are_read_and_some_refused(name: str) -> None:
    numbers: Iterator[int] = iter(range(1000))
    with folder_of_inputs() as folder:
        outcomes: set[Any] = set()
        while outcomes != {True, False}:
            outcomes.add(fault_in(READERS[name], made(READERS[name], 0, next(numbers)), folder))


def test_the_same_seed_and_number_make_the_same_input_whatever_was_made_between() -> None:
    first = {name: made(reader, 3, 7) for name, reader in READERS.items()}
    for reader in READERS.values():
        for number in range(100):
            made(reader, 4, number)
    assert {name: made(reader, 3, 7) for name, reader in READERS.items()} == first
    assert len({made(READERS["profile"], 3, number) for number in range(20)}) > 1


# --- the fuzzer itself -----------------------------------------------------------------------------


def _reader(read: Any) -> Reader:
    return Reader(name="made-up", suffix=".yaml", share=1, make=lambda _: b"made", read=read)


def _refuse(*problems: Problem) -> Any:
    def read(path: Path) -> None:
        raise InputError(problems)

    return read


def _fail_on_x(path: Path) -> None:
    if b"x" in path.read_bytes():
        raise RecursionError


def _loop(path: Path) -> None:
    while True:
        pass


def test_a_refusal_that_says_what_is_wrong_is_no_fault(folder: Path) -> None:
    reader = _reader(_refuse(Problem(path="a.yaml", message="`title` is missing")))
    assert fault_in(reader, b"", folder) is False


@pytest.mark.parametrize(
    "problems",
    [
        (),
        (Problem(path="", message="`title` is missing"),),
        (Problem(path="a.yaml", message=" "),),
        (Problem(path="a.yaml", message="`title` is missing", line=3),),
    ],
    ids=["nothing", "no file", "no message", "a line without its text"],
)
def test_a_refusal_that_does_not_say_what_is_wrong_is_a_fault(problems: tuple[Problem, ...], folder: Path) -> None:
    found = fault_in(_reader(_refuse(*problems)), b"", folder)
    assert isinstance(found, Fault)
    assert found.key.startswith("AssertionError")


def test_what_shows_a_fault_is_made_smaller_and_saved(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SEEDS", tmp_path)
    reader = _reader(_fail_on_x)
    monkeypatch.setattr(running, "READERS", {"made-up": reader})
    fault = fault_in(reader, b"abc\nx\ndef\n", folder)
    assert isinstance(fault, Fault)
    small = smaller(reader, b"abc\nx\ndef\n", fault, folder, 0)
    saved = save(running.Found(reader="made-up", number=1, fault=fault, raw=small))
    assert saved is not None
    assert saved.parent == tmp_path / "made-up"
    assert saved.read_bytes() == b"x"


def test_an_input_that_takes_too_long_is_a_fault(folder: Path) -> None:
    if not hasattr(signal, "setitimer"):
        pytest.skip("this system cannot stop an input that takes too long")
    found = fault_in(_reader(_loop), b"", folder, seconds=0.05)
    assert isinstance(found, Fault)
    assert found.key == TooSlow.__name__


@pytest.mark.parametrize("processes", [1, 2])
def test_the_command_counts_inputs_by_reader(
    processes: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if processes == 1:  # the limit of memory would be that of all tests
        monkeypatch.setattr("tests.fuzz.__main__.prepare", lambda _: None)
    options = ["--inputs", "20", "--seed", "5", "--reader", "config", "--reader", "yaml"]
    assert main([*options, "--processes", str(processes)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["reader", "config", "yaml", "all"]
    assert lines[-1].split()[1] == "20"
