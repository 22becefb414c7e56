"""How values in normal form are put into words."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.facts.labels import label, value_in_words
from mcaudit.model import Edition


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
def test_a_value_is_reported_in_words(value: Any, words: str) -> None:
    assert value_in_words(value) == words


@pytest.mark.parametrize(
    ("place", "here", "words"),
    [
        ("developers/learning_resources/resources/1/cost", "1F", "cost (resources, entry 2)"),
        ("developers/learning_resources/resources", "2A", "resources (in 1F)"),
        ("developers/learning_resources", "", "the answer to 1F"),
        (
            "recognizers/formal_currency/currencies/*~kind=ceu|pd_hours/amount",
            "5A",
            "amount (currencies, ceu or pd hours)",
        ),
    ],
)
def test_a_place_is_reported_in_words(edition: Edition, place: str, here: str, words: str) -> None:
    assert label(edition, place, here) == words
