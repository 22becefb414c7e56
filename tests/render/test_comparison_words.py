"""The words of a comparison: each table has an entry for every member, and no two members look the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import pytest

from mcaudit.model import Rating, Verdict
from mcaudit.model.comparison import Choice, ClaimKind
from mcaudit.render.comparison.charts import KIND_OF, KINDS
from mcaudit.render.comparison.kinds import txt, xlsx
from mcaudit.render.comparison.words import CHOICES, CLAIM_KINDS, LEGEND, MARKS, VERDICT_HUES
from mcaudit.render.words import RATING

_TABLES: Mapping[str, tuple[Mapping[StrEnum, object], Iterable[StrEnum]]] = {
    "choices": (CHOICES, Choice),  # type: ignore[dict-item]
    "claims": (CLAIM_KINDS, ClaimKind),  # type: ignore[dict-item]
    "marks": (MARKS, Rating),  # type: ignore[dict-item]
    "shades": (KIND_OF, Rating),  # type: ignore[dict-item]
    "verdicts": (VERDICT_HUES, Verdict),  # type: ignore[dict-item]
    "fills": (xlsx._FILLS, Rating),  # type: ignore[dict-item]
    "styles": (txt._STYLES, Rating),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("name", _TABLES)
def test_every_member_has_an_entry(name: str) -> None:
    table, members = _TABLES[name]
    assert [*table] == [*members]


@pytest.mark.parametrize("table", [MARKS, KIND_OF, xlsx._FILLS], ids=["marks", "shades", "fills"])
def test_no_two_ratings_look_the_same(table: Mapping[Rating, str]) -> None:
    assert len({*table.values()}) == len(Rating)


def test_every_shade_has_colors_and_every_mark_stands_in_the_legend() -> None:
    assert {*KIND_OF.values()} <= KINDS.keys()
    assert all(f"{MARKS[rating]} {RATING[rating]}" in LEGEND for rating in Rating)


def test_what_is_not_addressed_is_gray_and_only_what_is_not_met_is_red() -> None:
    for rating in Rating:
        color = KINDS[KIND_OF[rating]][0]
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        assert (red - green > 30 and abs(green - blue) < 15) == (rating is Rating.NOT_MET)
        if rating in (Rating.NOT_STATED, Rating.NOT_APPLICABLE):
            assert max(red, green, blue) - min(red, green, blue) < 8
