"""How values in normal form are told."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.facts.labels import value_in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"about": 15}, "about 15"),
        ({"low": 3, "high": 3}, "3"),
        ({"low": 3, "high": 5}, "3 to 5"),
        ({"high": 5}, "5"),
        ({"host": "example.org", "path": "circles"}, "example.org/circles"),
        (["in_course", "self_paced"], "in course, self paced"),
        ({"kind": ["orientation"]}, "kind: orientation"),
    ],
)
def test_a_value_is_told_in_words(value: Any, words: str) -> None:
    assert value_in_words(value) == words
