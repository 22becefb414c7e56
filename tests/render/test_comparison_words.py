"""The words of a comparison: each table has an entry for every member, and no two members look the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import pytest

from mcaudit.looks import LOOKS
from mcaudit.model import Rating, Verdict
from mcaudit.model.comparison import Choice, ClaimKind
from mcaudit.report import badges
from mcaudit.report.comparison_words import CHOICES, CLAIM_KINDS, LEGEND, MARKS
from mcaudit.terms.words import RATING

_TABLES: Mapping[str, tuple[Mapping[StrEnum, object], Iterable[StrEnum]]] = {
    "choices": (CHOICES, Choice),  # type: ignore[dict-item]
    "claims": (CLAIM_KINDS, ClaimKind),  # type: ignore[dict-item]
    "marks": (MARKS, Rating),  # type: ignore[dict-item]
    "ratings": (badges._RATINGS, Rating),  # type: ignore[dict-item]
    "verdicts": (badges._VERDICTS, Verdict),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("name", _TABLES)
def test_every_member_has_an_entry(name: str) -> None:
    table, members = _TABLES[name]
    assert [*table] == [*members]


def test_no_two_ratings_look_the_same() -> None:
    assert len({*MARKS.values()}) == len(Rating)
    assert len({LOOKS[badges.rating_badge(rating).look].paper for rating in Rating}) == len(Rating)


def test_every_mark_stands_in_the_legend() -> None:
    assert all(f"{MARKS[rating]} {RATING[rating]}" in LEGEND for rating in Rating)


def test_what_is_not_addressed_is_gray_and_only_what_is_not_met_is_red() -> None:
    for rating in Rating:
        color = LOOKS[badges.rating_badge(rating).look].paper
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        assert (red - green > 15 and abs(green - blue) < 5) == (rating is Rating.NOT_MET), rating
        if rating in (Rating.NOT_STATED, Rating.NOT_APPLICABLE):
            assert max(red, green, blue) - min(red, green, blue) < 8
