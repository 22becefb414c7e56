"""The quick reader reads what is ordinary, and leaves everything else to the exact one."""

from __future__ import annotations

import pickle

import pytest

from mcaudit.model import Position
from mcaudit.reading.limits import MAX_BYTES, MAX_DEPTH, MAX_NAME, MAX_NODES
from mcaudit.reading.parsing.quick import quickly_read
from mcaudit.reading.parsing.respelling import with_pairs_joined
from mcaudit.reading.parsing.tree import read_document, read_exactly
from mcaudit.reading.places import Places, together
from mcaudit.reading.text import Text


def text_of(content: str) -> Text:
    return Text(path="profile.yaml", content=content, sha256="")


@pytest.mark.parametrize(
    "content",
    [
        "a: 1\nb: [x, -5, 1.5, true, ~, '5', \"6\"]\n",
        "a:\n- b: no\n  c: |\n    two\n    lines\n- -x\n- {}\n",
        "a/b: 1\n'~': 2\n'<<': 3\n1E-1: 4\n",
        "text\n",
    ],
)
def test_what_is_ordinary_is_read_quickly_and_exactly(content: str) -> None:
    found = quickly_read(text_of(content))
    assert found
    data, keys, values = found
    exact = read_exactly(text_of(content))
    assert repr(data) == repr(exact.data)
    assert (dict(keys), dict(values)) == (exact.keys, exact.values)


@pytest.mark.parametrize(
    "content",
    [
        "# nothing but a comment\n",
        "a: &x 1\nb: *x\n",
        "a: &x [1]\nb: *x\n",
        "&x a: 1\nb: {*x : 2}\n",
        "a: !!str 1\n",
        "a: !tag [1]\n",
        "a: ! [1]\n",
        "a: ! '5'\n",
        "a: ! 5\n",
        "[!, 5]\n",
        "!",
        "!tag a: 1\n",
        "a: 1\na: 2\n",
        "<<: {a: 1}\n",
        "? [a]\n: 1\n",
        "? {a: 1}\n: 1\n",
        "'': 1\n",
        "' ': 1\n",
        f"{'n' * (MAX_NAME + 1)}: 1\n",
        f"'{'n ' * MAX_NAME}': 1\n",
        "\u00a0a: 1\n",
        "a: -\u00a0b\n",
        "a: 1\n---\nb: 2\n",
        "a: [1\n",
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "[" * 5000,
        "[" + "1, " * MAX_NODES + "]",
        f"'{'a' * MAX_BYTES}'",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_is_not_ordinary_is_left_to_the_exact_reader(content: str) -> None:
    assert quickly_read(text_of(content)) is None


def test_a_text_with_joined_escapes_is_left_to_the_exact_reader() -> None:
    joined = with_pairs_joined(text_of('a: "\\ud83d\\ude00"\nb: \\ud83d\\ude00\n'))
    assert quickly_read(joined) is None
    assert read_document(text_of(joined.content)).data["a"] == "\N{GRINNING FACE}"


def test_places_are_a_mapping_that_counts_lines_when_asked() -> None:
    found = quickly_read(text_of("a:\n  b: 1\n"))
    assert found
    _, keys, values = found
    assert keys == {"/a": Position(line=1, column=1), "/a/b": Position(line=2, column=3)}
    both = together(text_of("a:\n  b: 1\n"), values, keys, {"/c": Position(line=9, column=9)})
    assert both["/a/b"] == Position(line=2, column=3)
    assert both.pop("/c") == Position(line=9, column=9)
    both["/d"] = Position(line=8, column=8)
    assert "/d" in both
    assert len(both) == len(values) + 1
    assert both.get("/c") is None


def test_places_go_to_another_process() -> None:
    places = Places(text_of("a: 1\n"), {"/a": 0})
    assert pickle.loads(pickle.dumps(places)) == places
