"""When two names are the same, however they are spelled, and when they only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model.names import name_and_abbreviation, same_name, without_articles

BOARD = "Illinois State Board of Education (ISBE)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOARD, "ISBE"),
        (BOARD, "I.S.B.E."),
        (BOARD, "the Illinois State Board of Education"),
        (BOARD, "ISBE (Illinois State Board of Education)"),
        ("A Better School", "better school"),
        ("Office of the Governor", "Office of Governor"),
        ("Ed-Leaders Network", "ED LEADERS NETWORK."),
        ("North Carolina Department of Public Instruction (DPI)", "dpi"),
        ("University of Illinois Urbana-Champaign (UIUC)", "UIUC"),
        ("Ｅｘａｍｐｌｅ Board", "Example Board"),
        ("Example\u200b Board", "Example Board"),
        ("Lincoln Schools (Ohio)", "lincoln schools, ohio"),
        ("digital_badge", "Digital badge"),
    ],
)
def test_names_are_the_same_however_they_are_spelled(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Illinois State Board of Education", "ISBE"),
        ("Ohio State University (OSU)", "Oregon State University (OSU)"),
        ("Lincoln Schools (Ohio)", "Lincoln Schools"),
        ("Lincoln District (IL)", "Lincoln District"),
        ("Lincoln District (IL)", "IL"),
        ("A+ Academy", "Academy"),
        ("Florida State", "Florid State"),
        ("Example State University", "Example State"),
        ("Example Board", ""),
        ("", ""),
        ("...", "!"),
        ("ISBE", ""),
    ],
)
def test_names_that_only_look_alike_are_different(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_name_of_nothing_but_an_article_keeps_it() -> None:
    assert (without_articles("The"), without_articles("A"), without_articles("the The")) == ("the", "a", "the")


def test_brackets_that_abbreviate_nothing_stay_in_the_name() -> None:
    assert name_and_abbreviation("Circles (fictional)") == ("circles fictional", "")
    assert name_and_abbreviation("Board of Education (Springfield) (BOE)") == ("board of education springfield", "boe")


@given(st.text(max_size=20), st.text(max_size=20))
def test_being_the_same_goes_both_ways(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    assert same_name(one, one) == bool(without_articles(one))
