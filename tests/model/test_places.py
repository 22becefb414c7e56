"""Values are found by JSON Pointer, and so is where they stand in a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mcaudit.model import Location, Position
from mcaudit.model.places import location, stands_at, value_at
from tests.conftest import profile_of

CONTENT: dict[str, Any] = {"a": {"b": {"c": 1, "empty": None}, "list": [{"d": 2}]}, "x/y": {"~1": 3}, "": {"": 4}}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", CONTENT),
        ("/a/b/c", 1),
        ("/a/b", {"c": 1, "empty": None}),
        ("/a/b/empty", None),
        ("/a/absent", None),
        ("/a/absent/deeper", None),
        ("/a/b/c/deeper", None),
        ("/a/list/0", {"d": 2}),
        ("/a/list/0/d", 2),
        ("/a/list/1", None),
        ("/a/list/d", None),
        ("/a/list/-1", None),
        ("/x~1y/~01", 3),
        ("//", 4),
    ],
)
def test_a_pointer_leads_through_names_and_entries_to_a_value_or_to_none(pointer: str, value: Any) -> None:
    assert value_at(CONTENT, pointer) == value


@pytest.mark.parametrize(
    ("pointer", "stands"),
    [
        ("/a", True),
        ("/a/b/empty", True),
        ("/a/b/absent", False),
        ("/absent", False),
        ("/absent/b", False),
        ("/a/b/c/d", False),
        ("/a/list/0", False),
    ],
)
def test_a_heading_stands_where_it_is_written_whatever_is_under_it(pointer: str, stands: bool) -> None:
    assert stands_at(CONTENT, pointer) is stands


@pytest.mark.parametrize(
    ("pointer", "at", "line", "column"),
    [
        ("/a/b", "/a/b", 2, 3),
        ("/a/b/c/d", "/a/b", 2, 3),
        ("/a/x", "/a", 1, 1),
        ("/z", "", None, None),
    ],
)
def test_a_location_is_the_place_itself_or_the_nearest_around_it(
    pointer: str, at: str, line: int | None, column: int | None
) -> None:
    positions = {"/a": Position(line=1, column=1), "/a/b": Position(line=2, column=3)}
    profile = replace(profile_of({}), positions=positions)
    assert location(profile, pointer) == Location(path="made-up.yaml", pointer=at, line=line, column=column)


def test_a_place_that_nothing_is_around_is_the_whole_file() -> None:
    profile = replace(profile_of({}), positions={"": Position(line=1, column=1)})
    assert location(profile, "/a/b") == Location(path="made-up.yaml", pointer="", line=1, column=1)
