"""What a worksheet adds to its reviewer's file: nothing twice, nothing lost, and nothing old over what is newer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import Answer, Opinion, Pins
from mcaudit.review.adding import Adding, added
from mcaudit.review.resolving import stands

DAYS = {"1": "2026-03-01", "2": "2026-03-02", "3": "2026-03-03"}
ANSWERS = {"m": Answer.MET, "n": Answer.NOT_MET, "c": Answer.CANNOT_TELL}


def said(short: str, *, criterion: str = "1A-2", pins: str = "a" * 64) -> list[Opinion]:
    """Return answers to a criterion, written as `m1 c1`: met of the first day, cannot tell of the first day."""
    return [
        Opinion(
            criterion=criterion,
            answer=ANSWERS[each[0]],
            rationale="Why",
            would_satisfy="More",
            citations=(),
            date=DAYS[each[1]],
            comment="",
            pins=Pins(meaning=1, fields=pins),
        )
        for each in short.split()
    ]


def short(opinions: Sequence[Opinion]) -> str:
    names = {answer: name for name, answer in ANSWERS.items()} | {day: name for name, day in DAYS.items()}
    return " ".join(f"{names[each.answer]}{names[each.date]}" for each in opinions)


def add(before: str, worksheet: str, *, undated: bool = False) -> Adding:
    return added(said(before), said(worksheet), {"1A-2"} if undated else set())


def after(before: str, worksheet: str, *, undated: bool = False) -> str:
    """Return the reviewer's file once a worksheet was added to it."""
    opinions = said(worksheet)
    done = add(before, worksheet, undated=undated)
    assert not done.unclear
    return short([*said(before), *(opinions[index] for index in done.new)])


@pytest.mark.parametrize(
    ("before", "worksheet", "expected"),
    [
        ("", "m1 c1", "m1 c1"),
        ("m1", "m1 c2", "m1 c2"),
        ("m1", "m1 c1", "m1 c1"),
        ("m1", "c1", "m1 c1"),
        ("m1 c1", "m1 c1 m1", "m1 c1 m1"),
        ("m1 c1 m1", "m1 c1 m1 c1", "m1 c1 m1 c1"),
        ("m1 c2", "m1 c2 m3", "m1 c2 m3"),
        ("m1 n2", "m1 c2", "m1 n2 c2"),
        ("m2", "c1 m2", "m2 c1"),
    ],
    ids=[
        "a first worksheet",
        "more on a later day",
        "more on the same day",
        "another answer of the same day",
        "back to an earlier answer of the same day",
        "back again",
        "back on a later day",
        "another file of the same day",
        "an earlier answer that was never read",
    ],
)
def test_what_the_file_does_not_have_goes_behind_what_it_has(before: str, worksheet: str, expected: str) -> None:
    assert after(before, worksheet) == expected


@pytest.mark.parametrize("file", ["m1", "m1 c1", "m1 c1 m1", "m1 c2 m3", "m2 c1"])
def test_the_same_file_again_adds_nothing(file: str) -> None:
    assert add(file, file) == Adding(new=(), changed=(), late=(), unclear=())


@pytest.mark.parametrize(("before", "older"), [("m1 c2", "m1"), ("m1 c2 m3", "m1 c2"), ("m1 c1 m1", "m1")])
def test_an_older_file_adds_nothing(before: str, older: str) -> None:
    assert add(before, older) == Adding(new=(), changed=(), late=(), unclear=())


@pytest.mark.parametrize(("before", "worksheet"), [("m1 c1", "m1"), ("m1 c1 m1", "m1 c1")])
def test_an_answer_that_was_superseded_on_its_own_day_is_unclear(before: str, worksheet: str) -> None:
    done = add(before, worksheet)
    assert done.new == ()
    assert done.unclear == ((said(worksheet)[-1], said(before)[-1]),)


# --- rows without a date ---------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["m1", "c1 m2", "m1 m2"])
def test_a_row_without_a_date_that_says_what_stands_is_not_new(before: str) -> None:
    assert add(before, "m3", undated=True) == Adding(new=(), changed=(), late=(), unclear=())


def test_a_row_without_a_date_that_says_something_else_is_new() -> None:
    assert after("m1", "c3", undated=True) == "m1 c3"


@pytest.mark.parametrize("day", ["2", "3"])
def test_a_row_without_a_date_that_says_what_was_superseded_is_unclear_and_reported_with_the_day_it_was_read(
    day: str,
) -> None:
    done = add("m1 c2", f"m{day}", undated=True)
    assert done.new == ()
    assert done.unclear == ((said("m1")[0], said("c2")[0]),)


def test_what_was_said_of_another_text_is_not_the_same() -> None:
    done = added(said("m1"), said("m3", pins="b" * 64), {"1A-2"})
    assert done.new == (0,)


# --- what stands -----------------------------------------------------------------------------------


def test_an_answer_that_stands_no_more_is_reported() -> None:
    assert add("m1", "n2").changed == ((said("m1")[0], said("n2")[0]),)
    assert add("m1", "m2").changed == ()
    assert add("", "m1 n2").changed == ()


def test_a_new_answer_that_does_not_stand_is_reported() -> None:
    done = add("m2", "n1")
    assert (done.new, done.changed) == ((0,), ())
    assert done.late == ((said("n1")[0], said("m2")[0]),)
    assert add("m2", "n1 m2").late == ()


def test_each_criterion_is_looked_at_by_itself() -> None:
    other = said("n1", criterion="1A-3")
    done = added([*said("m1"), *other], [*other, *said("c2")], set())
    assert done.new == (1,)


HISTORIES = st.lists(st.tuples(st.sampled_from("mnc"), st.sampled_from("123")).map("".join), max_size=6).map(" ".join)


@given(before=HISTORIES, worksheet=HISTORIES)
def test_the_worksheets_last_word_of_the_last_day_stands_or_a_person_is_asked(before: str, worksheet: str) -> None:
    done = add(before, worksheet)
    if worksheet and not done.unclear:
        last = stands(said(worksheet))
        now = stands(said(after(before, worksheet)))
        assert now == last or now.date > last.date
        assert add(after(before, worksheet), worksheet).new == ()


@given(history=HISTORIES, more=HISTORIES)
def test_a_file_that_goes_on_from_what_was_read_leaves_nothing_unclear(history: str, more: str) -> None:
    whole = f"{history} {more}".strip()
    assert after(history, whole) == whole
