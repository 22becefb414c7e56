"""What a micro-credential is worth, in the short lines of a comparison."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.blocks import words_of
from mcaudit.model import Edition
from mcaudit.report.comparison.currency import currency_details, currency_lines
from tests.comparison.made import entry, worth


def lines(edition: Edition, *currencies: dict[str, Any], **formal: Any) -> tuple[str, ...]:
    content = worth(*currencies)
    content["recognizers"]["formal_currency"].update(formal)
    return currency_lines(entry(edition, "circles", content))


@pytest.mark.parametrize(
    ("currency", "line"),
    [
        ({"amount": 20}, "OH: 20 PD hours"),
        ({"amount": {"at_least": 10, "at_most": 20}}, "OH: 10 to 20 PD hours"),
        ({"amount": 30, "unit": "clock_hours"}, "OH: 30 clock hours as PD hours"),
        ({"amount": 1, "kind": "graduate_credit", "unit": "semester_hours"}, "OH: 1 semester hour as graduate credit"),
        ({}, "OH: PD hours (amount not stated)"),
        (
            {"standing": "possible", "kind": "relicensure_credit"},
            "OH: relicensure credit (possible)",
        ),
        ({"amount": 3, "kind": "ceu", "unit": "ceu", "choice": "Graduate credit"}, "OH: 3 CEU, or Graduate credit"),
        ({"amount": 3, "choice": "One of several others, " * 4}, "OH: 3 PD hours, or another choice"),
    ],
)
def test_a_currency_is_one_line_with_the_state_first(edition: Edition, currency: dict[str, Any], line: str) -> None:
    assert lines(edition, currency) == (line,)


def test_two_choices_that_do_not_name_each_other_are_not_one(edition: Edition) -> None:
    units = {"kind": "ceu", "unit": "ceu", "amount": 3, "choice": "Graduate credit for the same work"}
    stipend = {"kind": "stipend", "unit": "us_dollars", "amount": 400, "choice": "A day off"}
    found = lines(edition, units, stipend)
    assert found == ("OH: 3 CEU, or Graduate credit for the same work", "OH: 400 US dollars as stipend, or A day off")


def test_two_between_which_earners_choose_are_one_line(edition: Edition) -> None:
    hours = {"amount": 20, "choice": "Academy credit"}
    credit = {"kind": "pd_credit", "unit": "other", "unit_name": "Academy credit", "choice": "Hours"}
    assert lines(edition, hours, credit) == ("OH: 20 PD hours or Academy credit (amount not stated)",)
    elsewhere = {**credit, "state": "IL"}
    assert lines(edition, hours, elsewhere) == (
        "OH: 20 PD hours, or Academy credit",
        "IL: Academy credit (amount not stated), or Hours",
    )


def test_every_worth_denial_and_conflict_is_there(edition: Edition) -> None:
    says = [{"value": value, "citation": {"document": "page", "section": "Worth"}} for value in (3, 4)]
    conflicts = [{"field": "currencies", "entry": 1, "part": "amount", "values": says}]
    given = {"denied": ["graduate_credit"], "conflicts": conflicts}
    assert lines(edition, {"amount": 3}, {"amount": 5, "state": "IL"}, **given) == (
        "OH: PD hours (sources disagree)",
        "IL: 5 PD hours",
        "not graduate credit",
    )


def test_the_card_of_a_micro_credential_has_all_that_is_said_about_each_currency(edition: Edition) -> None:
    said = {
        "amount": 20,
        "choice": "Academy credit",
        "recognizer": "State Board",
        "for_whom": "Licensed teachers.",
        "counts_toward": "The 120 hours that a license takes",
        "citation": {"document": "page", "section": "Worth"},
    }
    (words,) = map(words_of, currency_details(entry(edition, "circles", worth(said))))
    assert words == (
        "OH: 20 PD hours. Or instead: Academy credit. Recognized by: State Board. For: Licensed teachers. "
        "Counts toward: The 120 hours that a license takes. Source: Profile page, Worth."
    )


def test_a_description_without_a_currency_has_no_line(edition: Edition) -> None:
    assert lines(edition) == ()
