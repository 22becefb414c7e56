"""The words of a comparison: each table has an entry for every member, and no two members look the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import pytest

from mcaudit.looks import LOOKS, Look
from mcaudit.model import Rating, Verdict
from mcaudit.model.comparison import Choice, Fact
from mcaudit.report import badges
from mcaudit.report.comparison.words import CHOICES, facts_words, unit_forms

_TABLES: Mapping[str, tuple[Mapping[StrEnum, object], Iterable[StrEnum]]] = {
    "choices": (CHOICES, Choice),  # type: ignore[dict-item]
    "ratings": (badges._RATINGS, Rating),  # type: ignore[dict-item]
    "verdicts": (badges._VERDICTS, Verdict),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("name", _TABLES)
def test_every_member_has_an_entry(name: str) -> None:
    table, members = _TABLES[name]
    assert [*table] == [*members]


def test_no_two_ratings_look_the_same() -> None:
    assert len({badges.rating_badge(rating).letter for rating in Rating}) == len(Rating)
    assert len({LOOKS[badges.rating_badge(rating).look].paper for rating in Rating}) == len(Rating)


def test_what_is_not_addressed_is_gray_and_only_what_is_not_met_is_red() -> None:
    for rating in Rating:
        color = LOOKS[badges.rating_badge(rating).look].paper
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        assert (red - green > 15 and abs(green - blue) < 5) == (rating is Rating.NOT_MET), rating
        if rating in (Rating.NOT_STATED, Rating.NOT_APPLICABLE):
            assert max(red, green, blue) - min(red, green, blue) < 8


def test_units_are_written_as_people_write_them() -> None:
    said = "20 pd hours in IL; 3 ceu; 2 ceus; 400 us dollars; just a status"
    assert unit_forms(said) == "20 PD hours in IL; 3 CEU; 2 CEUs; 400 US dollars; just a status"


def test_every_verdict_that_is_not_a_yes_has_other_colors_than_a_pass() -> None:
    passes = (Verdict.PASS, Verdict.READY)
    assert {badges.verdict_badge(each).look for each in passes} == {Look.MET}
    assert all(badges.verdict_badge(each).look is not Look.MET for each in Verdict if each not in passes)


def test_sentences_that_a_profile_says_one_after_the_other_have_one_mark_between_them() -> None:
    fact = Fact(said=("Specialists score it.", "double blind review"), disputed=False)
    assert facts_words(fact, Choice.EVALUATORS) == "Specialists score it; double blind review"
