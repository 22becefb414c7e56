"""Agreement is what the published examples say it is, and is withheld where it would mislead."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import JUDGMENTS, Agreement, Answer, Coefficient
from mcaudit.review.agreement import (
    FEWEST,
    Ratings,
    agreement_of,
    agreements_of,
    cohens_kappa,
    gwets_ac1,
    krippendorffs_alpha,
)

MET, PARTLY, NOT, NOT_APPLICABLE, CANNOT_TELL = JUDGMENTS
LETTERS = dict(zip("abcde", JUDGMENTS, strict=True))
COEFFICIENTS = ("percent", "kappa", "alpha", "ac1")


def units(**reviewers: str) -> list[Mapping[str, Answer]]:
    """Return each unit's answers from a row of letters a reviewer; a period is not an answer."""
    columns = zip(*reviewers.values(), strict=True)
    return [
        {name: LETTERS[letter] for name, letter in zip(reviewers, column, strict=True) if letter != "."}
        for column in columns
    ]


def table(*rows: Sequence[int]) -> list[Mapping[str, Answer]]:
    """Return the units of a table of counts: the first reviewer's answers down, the second's across."""
    answers = JUDGMENTS
    return [
        {"one": answers[down], "two": answers[across]}
        for down, row in enumerate(rows)
        for across, count in enumerate(row)
        for _ in range(count)
    ]


def ratings(of: Sequence[Mapping[str, Answer]], component: str = "1") -> Ratings:
    return {("profile", f"{component}A-{number}"): answers for number, answers in enumerate(of, 1)}


def paired(of: Sequence[Mapping[str, Answer]]) -> list[Mapping[str, Answer]]:
    return [answers for answers in of if len(answers) > 1]


# --- published examples ----------------------------------------------------------------------------

KRIPPENDORFF_A = units(meg="abaaaaaaba", owen="bbbaabaaaa")
"""Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A: two observers, two values, 10 units."""
KRIPPENDORFF_B = units(meg="aabbdcccedda", owen="babbbccceddd")
"""Section B: two observers, five values, 12 units."""
KRIPPENDORFF_C = units(
    a="abccbadab...",
    b="abccbbdabe.c",
    c=".cccbcdbbea.",
    d="abccbddabea.",
)
"""Section C: four observers, five values, values missing; a unit that one observer alone has seen."""
COHEN = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46:
the table of 200 units, with 70 % agreement."""
GWET = table((118, 5), (2, 0))
"""Gwet (2002), Kappa statistic is not satisfactory for assessing the extent of agreement between raters: 125 units,
of which nearly all are in one category."""


@pytest.mark.parametrize(
    ("example", "alpha"),
    [(KRIPPENDORFF_A, 0.095), (KRIPPENDORFF_B, 0.692), (KRIPPENDORFF_C, 0.743)],
    ids=["two values", "five values", "missing values"],
)
def test_alpha_is_that_of_krippendorff(example: Sequence[Mapping[str, Answer]], alpha: float) -> None:
    assert krippendorffs_alpha(paired(example)) == pytest.approx(alpha, abs=0.0005)


def test_kappa_is_that_of_cohen() -> None:
    assert cohens_kappa(COHEN) == pytest.approx(0.492, abs=0.0005)


def test_kappas_interval_is_near_that_of_cohen() -> None:
    """His standard error is 0.055: the root of 0.7 times 0.3, by 200 times the square of 0.59."""
    found = agreement_of(ratings(COHEN)).kappa
    assert found.low == pytest.approx(0.492 - 1.96 * 0.055, abs=0.01)
    assert found.high == pytest.approx(0.492 + 1.96 * 0.055, abs=0.01)


def test_ac1_is_high_where_kappa_misleads() -> None:
    found = agreement_of(ratings(GWET))
    assert found.percent.value == pytest.approx(0.944)
    assert found.kappa.value == pytest.approx(-0.0234, abs=0.0005)
    assert found.ac1.value == pytest.approx(0.9408, abs=0.0005)


def test_ac1_of_several_reviewers_with_missing_answers_is_that_of_gwet() -> None:
    """Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition: 12 units and 4 raters, 0.77544, agreeing 0.81818.

    The unit that one rater alone has seen counts in how common the categories are.
    """
    assert gwets_ac1(KRIPPENDORFF_C) == pytest.approx(0.77544, abs=0.00001)


def test_ac1s_interval_is_near_that_of_gwet() -> None:
    """His variance (2008, British Journal of Mathematical and Statistical Psychology 61, 29-48) gives 0.02296."""
    found = agreement_of(ratings(GWET)).ac1
    assert found.low == pytest.approx(0.9408 - 1.96 * 0.02296, abs=0.003)
    assert found.high == pytest.approx(0.9408 + 1.96 * 0.02296, abs=0.003)


def test_percent_agreement_has_the_interval_of_wilson() -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17: 81 of 263
    is 0.2553 to 0.3662."""
    found = agreement_of(ratings(table((81, 182)))).percent
    assert found.low == pytest.approx(0.2553, abs=0.0001)
    assert found.high == pytest.approx(0.3662, abs=0.0001)


# --- what is withheld ------------------------------------------------------------------------------


def test_nothing_is_reported_of_nothing() -> None:
    found = agreement_of({})
    assert (found.units, found.paired, found.reviewers) == (0, 0, 0)
    for name in COEFFICIENTS:
        assert getattr(found, name).value is None
        assert getattr(found, name).withheld
    assert found.alpha.withheld == "no two reviewers judged the same criterion"


def test_everything_is_withheld_below_ten_units() -> None:
    nine, ten = (agreement_of(ratings(table((many - 4, 1), (1, 2)))) for many in (FEWEST - 1, FEWEST))
    for name in COEFFICIENTS:
        assert getattr(nine, name).value is None
        assert "only 9 criteria, and 10 are needed" in getattr(nine, name).withheld
        assert getattr(ten, name).value is not None


def test_more_answers_need_more_units() -> None:
    """Twice the square of the number of answers: 18 for three."""
    few, enough = (agreement_of(ratings(table((many - 6, 1, 0), (1, 2, 0), (0, 0, 2)))) for many in (17, 18))
    for name in ("kappa", "alpha", "ac1"):
        assert getattr(few, name).withheld == (
            "two reviewers judged only 17 criteria, and 18 are needed, as 3 different answers were given"
        )
        assert getattr(enough, name).value is not None
    assert few.percent.value is not None


def test_one_answer_alone_is_no_agreement_beyond_chance() -> None:
    found = agreement_of(ratings(table((40,))))
    assert found.percent.value == 1.0
    for name in ("kappa", "alpha", "ac1"):
        assert getattr(found, name).value is None
        assert "every answer is `met`" in getattr(found, name).withheld


def test_kappa_is_for_two_reviewers() -> None:
    three = agreement_of(ratings(units(a="aaaaabbbbbab", b="aaaaabbbbbab", c="aaaaabbbbbba")))
    assert three.kappa.value is None
    assert three.kappa.withheld == "Cohen's kappa compares exactly two reviewers, and there are 3"
    assert three.alpha.value is not None


def test_perfect_agreement_has_no_interval() -> None:
    found = agreement_of(ratings(table((9, 0), (0, 9))))
    for name in ("kappa", "alpha", "ac1"):
        shown: Coefficient = getattr(found, name)
        assert shown.value == pytest.approx(1.0)
        assert (shown.low, shown.high) == (None, None)
        assert shown.withheld.startswith("no interval")
    assert found.percent.value == 1.0
    assert found.percent.low is not None
    assert found.percent.low < 1.0


def test_variation_in_one_unit_gives_no_interval() -> None:
    found = agreement_of(ratings(table((19, 1))))
    assert found.alpha.value is not None
    assert found.alpha.withheld == "no interval: all variation is in one criterion"
    assert found.ac1.low is None


# --- what counts -----------------------------------------------------------------------------------


def test_cannot_tell_is_an_answer() -> None:
    """Two who cannot tell agree; one who cannot tell where the other can does not."""
    both = agreement_of(ratings([{"one": CANNOT_TELL, "two": CANNOT_TELL}] * 10))
    one = agreement_of(ratings([{"one": CANNOT_TELL, "two": MET}] * 10))
    assert both.percent.value == 1.0
    assert one.percent.value == 0.0


def test_a_unit_that_one_reviewer_answered_is_not_paired() -> None:
    found = agreement_of(ratings([*table((6, 2), (2, 6)), {"one": MET}, {"two": NOT}, {}]))
    assert (found.units, found.paired, found.reviewers) == (18, 16, 2)
    assert {getattr(found, name).n for name in COEFFICIENTS} == {16}
    assert found.kappa == agreement_of(ratings(table((6, 2), (2, 6)))).kappa


def test_components_are_distinguished() -> None:
    first, fifth = ratings(table((6, 2), (2, 6))), ratings(table((9, 1), (1, 9)), "5")
    assert agreements_of({**first, **fifth}).components == {"1": agreement_of(first), "5": agreement_of(fifth)}


def test_many_profiles_count_together() -> None:
    half = ratings(table((6, 2), (2, 6)))
    twice = {(f"profile-{number}", unit[1]): answers for number in (1, 2) for unit, answers in half.items()}
    found = agreement_of(twice)
    assert found.paired == 32
    assert found.kappa.value == pytest.approx(agreement_of(half).kappa.value)


# --- properties ------------------------------------------------------------------------------------

ANSWERS = st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from([MET, PARTLY, NOT]), max_size=3)
RATINGS = st.lists(ANSWERS, min_size=0, max_size=40)


@given(RATINGS, st.randoms(use_true_random=False), st.permutations(["one", "two", "three"]))
def test_neither_the_order_of_units_nor_who_is_who_changes_anything(
    of: list[Mapping[str, Answer]], shuffled: random.Random, names: list[str]
) -> None:
    renamed = dict(zip(["one", "two", "three"], names, strict=True))
    other = [{renamed[name]: answer for name, answer in sorted(answers.items(), reverse=True)} for answers in of]
    shuffled.shuffle(other)
    assert_same(agreement_of(ratings(of)), agreement_of(ratings(other)))


@given(RATINGS)
def test_every_figure_is_within_its_bounds(of: list[Mapping[str, Answer]]) -> None:
    found = agreement_of(ratings(of))
    for name in COEFFICIENTS:
        shown: Coefficient = getattr(found, name)
        assert (shown.value is None or shown.low is None) == bool(shown.withheld)
        if shown.value is not None:
            assert -1.0 <= shown.value <= 1.0 + 1e-9
        if shown.value is not None and shown.low is not None and shown.high is not None:
            assert -1.0 <= shown.low <= shown.value <= shown.high + 1e-9
            assert shown.high <= 1.0


@given(st.lists(st.sampled_from([MET, NOT]), min_size=FEWEST, max_size=40).filter(lambda row: len(set(row)) > 1))
def test_reviewers_who_always_agree_agree_perfectly(row: list[Answer]) -> None:
    found = agreement_of(ratings([{"one": answer, "two": answer} for answer in row]))
    assert [getattr(found, name).value for name in COEFFICIENTS] == pytest.approx([1.0] * 4)


def assert_same(one: Agreement, other: Agreement) -> None:
    assert (one.units, one.paired, one.reviewers) == (other.units, other.paired, other.reviewers)
    for name in COEFFICIENTS:
        first, second = getattr(one, name), getattr(other, name)
        assert (first.n, first.withheld) == (second.n, second.withheld)
        for bound in ("value", "low", "high"):
            assert getattr(first, bound) == pytest.approx(getattr(second, bound))
