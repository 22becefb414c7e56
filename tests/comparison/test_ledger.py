"""The ledger: what is claimed, what it is in clock hours, and what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mcaudit.comparison.ledger import amount_of, ledger
from mcaudit.model import Edition, Policy, PolicyConflict
from mcaudit.model.comparison import Entry
from mcaudit.model.ledger import ClaimKind, LedgerLine
from tests.comparison.made import CITED, compared, entry, issued_by, policy, worth

CEU = {"kind": "ceu", "unit": "ceu"}


def against(
    entries: list[Entry], policies: Mapping[str, Policy] | None = None
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what stands against each claim, by profile and the end of its pointer."""
    lines = ledger(entries, policies or {})
    return {(line.claim.of, line.claim.pointer.rpartition("/")[2]): line.against for line in lines if line.against}


def hours(line: LedgerLine) -> tuple[float | None, float | None]:
    """Return a claim in clock hours, where it is one number, and the rate behind it."""
    return line.clock_hours.exact if line.clock_hours else None, line.rate.hours if line.rate else None


# --- what is claimed -----------------------------------------------------------------------------


def test_every_claim_stands_in_the_order_of_the_source_with_what_is_cited(edition: Edition) -> None:
    content = worth({"amount": 20, "citation": CITED}, {**CEU, "amount": 2}, hours=20)
    content["recognizers"]["formal_currency"] |= {
        "citations": [{"document": "page", "section": "All", "fields": ["equivalence"]}],
        "equivalence": [
            {"amount": 20, "unit": "clock_hours"},
            {"amount": 20, "unit": "clock_hours", "stands_for": "time_spent"},
        ],
    }
    claims = entry(edition, "one", content).claims
    assert [(claim.kind, claim.amount.exact, claim.unit, claim.source) for claim in claims] == [
        (ClaimKind.TIME, 20, "clock_hours", "Profile page, Worth"),
        (ClaimKind.VALUE, 20, "pd_hours", "Profile page, Worth"),
        (ClaimKind.VALUE, 2, "ceu", ""),
        (ClaimKind.EQUIVALENCE, 20, "clock_hours", "Profile page, All"),
        (ClaimKind.TIME, 20, "clock_hours", "Profile page, All"),
    ]


def test_a_placeholder_is_no_claim(edition: Edition) -> None:
    claims = entry(edition, "one", worth({"amount": 20, "for_whom": "TBD", "counts_toward": "To be determined"})).claims
    assert [(claim.for_whom, claim.counts_toward) for claim in claims] == [("", "")]


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ({"amount": 0}, "0 pd hours"),
        ({"amount": 1234567.5}, "1234567.5 pd hours"),
        ({"amount": 0.1 + 0.2}, "0.3 pd hours"),
        ({"amount": 1, "unit": "other", "unit_name": "Academy credit"}, "1 Academy credit"),
        ({"amount": 1, "unit": "other"}, "1 other units"),
        ({}, "pd hours"),
        ({"amount": 3, "unit": None}, "3 of no stated unit"),
        ({"unit": None}, "an amount that is not stated"),
        ({"amount": {"at_least": 15, "at_most": 20}}, "15 to 20 pd hours"),
        ({"amount": {"at_least": 15}}, "at least 15 pd hours"),
        ({"amount": "up to 20"}, "at most 20 pd hours"),
        ({"amount": {"about": 15}}, "about 15 pd hours"),
        ({"amount": "15-20"}, "15 to 20 pd hours"),
        ({"amount": "Unlimited"}, "unlimited pd hours"),
        ({"amount": "It depends"}, "It depends pd hours"),
    ],
)
def test_an_amount_is_reported_with_its_unit_and_all_its_digits(
    edition: Edition, currency: dict[str, object], words: str
) -> None:
    (claim,) = entry(edition, "one", worth(currency)).claims
    assert amount_of(claim) == words


def test_a_currency_of_several_states_is_a_claim_for_each(edition: Edition) -> None:
    claims = entry(edition, "one", worth({"amount": 20, "state": ["OH", "IN"]})).claims
    assert [(claim.state, claim.amount.exact) for claim in claims] == [("OH", 20), ("IN", 20)]


def test_several_grantors_are_named_and_what_is_no_state_stays_in_words(edition: Edition) -> None:
    organizations = {"lake": {"name": "Lake"}, "river": {"name": "River"}}
    currency = {"amount": 20, "recognizer": ["lake", "river"], "state": "many districts", "for_whom": "Teachers"}
    (claim,) = entry(edition, "one", worth(currency, organizations=organizations)).claims
    assert (claim.recognizer, claim.state, claim.for_whom) == ("Lake; River", "", "Teachers; many districts")


def test_one_currency_in_two_units_is_two_claims_of_which_neither_adds_to_the_other(edition: Edition) -> None:
    currency = {
        "amount": 15,
        "unit": "seat_hours",
        "also_given_as": [{"amount": 1, "unit": "other", "unit_name": "board credit"}],
    }
    claims = entry(edition, "one", worth(currency)).claims
    assert [(claim.amount.exact, claim.unit_words, claim.choice) for claim in claims] == [
        (15, "seat hours", ""),
        (1, "board credit", "seat hours"),
    ]


def test_an_amount_for_a_year_is_not_that_for_one_micro_credential(edition: Edition) -> None:
    stipend = {"kind": "stipend", "unit": "us_dollars", "amount": 500, "basis": "each_year"}
    (claim,) = entry(edition, "one", worth(stipend)).claims
    assert claim.what == "stipend, for each year"


def test_the_time_of_each_version_is_a_claim(edition: Edition) -> None:
    time = {"tiers": [{"title": "Extended", "hours": 30}, {"title": "Short"}], "contact_hours": 6}
    claims = entry(edition, "one", {"deliverers": {"estimated_time": time}}).claims
    assert [(claim.what, claim.amount.exact, claim.pointer.rpartition("/")[2]) for claim in claims] == [
        ("contact or seat hours", 6, "contact_hours"),
        ("time for Extended", 30, "0"),
    ]


# --- clock hours ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([{"one": "ceu", "equals": 10, "unit": "clock_hours"}], (30, 10)),
        ([{"one": "clock_hours", "equals": 0.1, "unit": "ceu"}], (30, 10)),
        (
            [
                {"one": "ceu", "equals": 5, "unit": "pd_points"},
                {"one": "clock_hours", "equals": 1, "unit": "pd_points"},
            ],
            (None, None),
        ),
        ([{"one": "semester_hours", "equals": 15, "unit": "clock_hours"}], (None, None)),
        ([], (None, None)),
    ],
    ids=["directly", "inverted", "never in two steps", "of another unit", "none"],
)
def test_a_rate_gives_clock_hours(
    edition: Edition, rates: list[dict[str, object]], expected: tuple[float | None, float | None]
) -> None:
    of = [entry(edition, "one", worth({**CEU, "amount": 3}))]
    assert [hours(line) for line in ledger(of, {"OH": policy(*rates)})] == [expected]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ({"at_least": 3, "at_most": 4}, "30 to 40"),
        ({"at_least": 3}, "at least 30"),
        ({"about": 3}, "about 30"),
        ("a few", ""),
    ],
)
def test_a_rate_converts_a_range_and_never_words(edition: Edition, amount: object, words: str) -> None:
    of = [entry(edition, "one", worth({**CEU, "amount": amount}))]
    (line,) = ledger(of, {"OH": policy({"one": "ceu", "equals": 10, "unit": "clock_hours"})})
    assert (line.clock_hours.words() if line.clock_hours else "") == words


@pytest.mark.parametrize(
    ("name", "expected"),
    [("PTSB credit", (28, 14)), ("the PTSB Credit", (28, 14)), ("Board credit", (None, None)), ("", (None, None))],
)
def test_a_unit_that_is_not_on_the_list_is_converted_only_by_a_rate_of_its_name(
    edition: Edition, name: str, expected: tuple[float | None, float | None]
) -> None:
    rate = {"one": "other", "one_name": "PTSB credit", "equals": 14, "unit": "clock_hours"}
    of = [entry(edition, "one", worth({"amount": 2, "unit": "other", **({"unit_name": name} if name else {})}))]
    assert [hours(line) for line in ledger(of, {"OH": policy(rate)})] == [expected]
    nameless = {"one": "other", "equals": 14, "unit": "clock_hours"}
    assert [hours(line) for line in ledger(of, {"OH": policy(nameless)})] == [(None, None)]


def test_a_rate_about_which_the_states_own_sources_disagree_converts_nothing(edition: Edition) -> None:
    ten = policy({"one": "ceu", "equals": 10, "unit": "clock_hours"})
    disputed = replace(ten, conflicts=(PolicyConflict(about="Rates", setting="currency_rates", says=()),))
    of = [entry(edition, "one", worth({**CEU, "amount": 3}))]
    assert [hours(line) for line in ledger(of, {"OH": disputed})] == [(None, None)]


def test_clock_hours_need_no_rate(edition: Edition) -> None:
    of = [entry(edition, "one", worth({"unit": "clock_hours", "amount": 3}))]
    for policies in ({}, {"OH": policy({"one": "ceu", "equals": 10, "unit": "clock_hours"})}):
        assert [hours(line) for line in ledger(of, policies)] == [(3, None)]


def test_a_claim_is_converted_by_the_state_whose_currency_it_is(edition: Edition) -> None:
    ten = policy({"one": "ceu", "equals": 10, "unit": "clock_hours"}, state="NC")
    elsewhere = entry(edition, "one", worth({**CEU, "amount": 3, "state": "NC"}))
    unsaid = entry(edition, "two", worth({**CEU, "amount": 3, "state": None}))
    assert [hours(line) for line in ledger([elsewhere, unsaid], {"NC": ten})] == [(30, 10), (None, None)]


def test_a_policy_whose_rate_is_used_is_named_though_nothing_was_audited_under_it(edition: Edition) -> None:
    policies = {
        state: policy({"one": "ceu", "equals": 10, "unit": "clock_hours"}, state=state) for state in ("NC", "SC")
    }
    of = [entry(edition, "one", worth({**CEU, "amount": 3, "state": "NC"})), entry(edition, "two")]
    assert list(compared(edition, of, policies).policies) == ["of-nc"]


def test_more_hours_than_a_number_can_hold_are_none(edition: Edition) -> None:
    of = [entry(edition, "one", worth({**CEU, "amount": 1e308}))]
    (line,) = ledger(of, {"OH": policy({"one": "ceu", "equals": 100, "unit": "clock_hours"})})
    assert line.clock_hours is None
    assert line.claim.amount.exact == 1e308


# --- contradictions in one profile ---------------------------------------------------------------


def test_hours_of_value_contradict_other_hours_of_time(edition: Edition) -> None:
    shown = ("20 pd hours of value against 30 hours of time",)
    found = against([entry(edition, "one", worth({"amount": 20}, hours=30))])
    assert found == {("one", "typical_hours"): shown, ("one", "0"): shown}


@pytest.mark.parametrize(
    "content",
    [
        worth({"amount": 30}, hours=30),
        worth({"amount": 20}),
        worth(hours=30),
        worth({**CEU, "amount": 3}, hours=30),
        worth({"amount": 20, "standing": "proposed"}, {"amount": 25, "standing": "possible"}, hours=30),
        worth({"unit": "pd_hours"}, hours=30),
        worth({"amount": {"at_least": 20, "at_most": 40}}, hours=30),
        worth({"amount": {"about": 20}}, hours=30),
        worth({"amount": {"at_least": 20}}, hours=30),
        worth({"amount": "some"}, hours=30),
    ],
    ids=[
        *("equal", "no time", "no value", "another unit without a rate", "not awarded", "no amount"),
        *("a range around it", "about", "open above", "words"),
    ],
)
def test_what_agrees_or_cannot_be_compared_with_the_time_contradicts_nothing(
    edition: Edition, content: dict[str, object]
) -> None:
    assert against([entry(edition, "one", content)]) == {}


@pytest.mark.parametrize("amount", [{"at_most": 20}, {"at_least": 10, "at_most": 20}, "10 to 20", {"at_least": 40}])
def test_a_range_contradicts_what_lies_outside_it(edition: Edition, amount: object) -> None:
    assert len(against([entry(edition, "one", worth({"amount": amount}, hours=30))])) == 2


def test_time_that_is_given_as_an_equivalence_is_time(edition: Edition) -> None:
    content = worth(hours=30)
    spent = {"amount": 20, "unit": "clock_hours", "stands_for": "time_spent"}
    content["recognizers"] = {"formal_currency": {"equivalence": [spent]}}
    shown = "20 clock hours that earners spend against 30 hours of time"
    assert against([entry(edition, "one", content)])["one", "0"] == (shown,)


def test_what_sources_disagree_about_is_reported_in_the_words_of_each(edition: Edition) -> None:
    values = [{"value": "15 hours", "citation": CITED}, {"value": 20, "citation": CITED}]
    content = worth(hours=15)
    content["deliverers"]["estimated_time"]["conflicts"] = [{"field": "typical_hours", "values": values}]
    lines = ledger([entry(edition, "one", content)], {})
    disputed = [line for line in lines if line.claim.kind is ClaimKind.DISPUTED]
    assert [line.against for line in disputed] == [
        ("another source says “20”",),
        ("another source says “15 hours”",),
    ]
    assert [line.claim.source for line in disputed] == ["Profile page, Worth"] * 2


def test_two_profiles_with_one_id_do_not_share_their_contradictions(edition: Edition) -> None:
    right = entry(edition, "same", worth({"amount": 30}, hours=30))
    wrong = replace(entry(edition, "same", worth({"amount": 20}, hours=30)), path="elsewhere.yaml")
    found = [line.against for line in ledger([right, wrong], {}) if line.claim.kind is ClaimKind.TIME]
    assert found == [(), ("20 pd hours of value against 30 hours of time",)]


# --- contradictions with a rate ------------------------------------------------------------------

TEN = {"one": "ceu", "equals": 10, "unit": "clock_hours"}


def test_claims_that_are_unequal_by_a_rate_are_reported_once(edition: Edition) -> None:
    of = entry(edition, "one", worth({**CEU, "amount": 3}, {"unit": "clock_hours", "amount": 20}, {**CEU, "amount": 3}))
    shown = ("by the policy of-oh, 3 ceu are 30 clock hours, but 20 are claimed",)
    assert against([of], {"OH": policy(TEN)}) == {("one", "0"): shown, ("one", "1"): shown, ("one", "2"): shown}
    assert against([of]) == {}


def test_a_rate_compares_the_time_with_the_value(edition: Edition) -> None:
    of = entry(edition, "one", worth({**CEU, "amount": 3}, hours=15))
    shown = ("by the policy of-oh, 3 ceu are 30 clock hours, but 15 are claimed",)
    assert against([of], {"OH": policy(TEN)}) == {("one", "0"): shown, ("one", "typical_hours"): shown}


@pytest.mark.parametrize(
    "second",
    [
        {"unit": "clock_hours", "amount": 30},
        {"unit": "clock_hours", "amount": 30.1},
        {"unit": "clock_hours", "amount": 20, "choice": "Continuing education units"},
        {"unit": "clock_hours", "amount": 20, "state": "IN"},
        {"unit": "clock_hours", "amount": 20, "standing": "possible"},
        {"unit": "clock_hours"},
    ],
    ids=["equal", "nearly equal", "of which earners choose one", "of another state", "not awarded", "no amount"],
)
def test_what_need_not_be_equal_is_no_contradiction(edition: Edition, second: dict[str, object]) -> None:
    of = entry(edition, "one", worth({**CEU, "amount": 3}, second))
    assert against([of], {"OH": policy(TEN)}) == {}


def test_what_a_state_itself_gives_any_micro_credential_is_not_held_against_its_rates(edition: Edition) -> None:
    rate = {"one": "clock_hours", "equals": 1, "unit": "pd_points"}
    points = {"kind": "relicensure_credit", "unit": "pd_points"}
    of = entry(edition, "one", worth({**points, "amount": 6}, {**points, "amount": 7}, hours=20))
    fixed = policy(rate, recognized_currencies=[{**points, "amount": 6}, {"kind": "ceu"}])
    shown = ("by the policy of-oh, 20 clock hours are 20 pd points, but 7 are claimed",)
    assert against([of], {"OH": fixed}) == {("one", "1"): shown, ("one", "typical_hours"): shown}


# --- contradictions across providers -------------------------------------------------------------


def test_providers_that_give_other_amounts_for_the_same_state_are_reported(edition: Edition) -> None:
    of = [
        entry(edition, "one", worth({"amount": 20}, **issued_by("Lake"))),
        entry(edition, "two", worth({"amount": 30}, **issued_by("River"), state="IN")),
    ]
    shown = ("for OH, providers name 20 and 30 (professional development hours), and each may be right",)
    assert against(of) == {("one", "0"): shown, ("two", "0"): shown}


@pytest.mark.parametrize(
    "other",
    [
        worth({"amount": 30}, **issued_by("Lake")),
        worth({"amount": 20}, **issued_by("River")),
        worth({"amount": 30, "state": "IN"}, **issued_by("River")),
        worth({"amount": 30, "state": None}, **issued_by("River")),
        worth({"amount": 30, "kind": "relicensure_credit"}, **issued_by("River")),
        worth({"amount": 30, "standing": "proposed"}, **issued_by("River")),
        worth({"amount": 30, "unit": "clock_hours"}, **issued_by("River")),
        worth({"amount": 30, "unit": None}, **issued_by("River")),
        worth({"amount": 30, "basis": "each_year"}, **issued_by("River")),
        worth({"amount": {"at_least": 10, "at_most": 30}}, **issued_by("River")),
        worth({"amount": {"about": 30}}, **issued_by("River")),
    ],
    ids=[
        "one provider",
        "equal",
        "another state",
        "no state",
        "another kind",
        "not awarded",
        "another unit",
        "no unit",
        "for a year",
        "a range around it",
        "about",
    ],
)
def test_what_is_not_the_same_thing_with_another_provider_is_no_contradiction(
    edition: Edition, other: dict[str, object]
) -> None:
    of = [entry(edition, "one", worth({"amount": 20}, **issued_by("Lake"))), entry(edition, "two", other)]
    assert against(of) == {}


def test_two_amounts_of_one_profile_are_not_reported_as_those_of_two(edition: Edition) -> None:
    district = {"amount": 15, "counts_in": "district_system"}
    assert against([entry(edition, "one", worth({"amount": 20}, district)), entry(edition, "two")]) == {}


def test_dollars_differ_without_a_contradiction(edition: Edition) -> None:
    paid = [{"kind": "stipend", "unit": "us_dollars", "amount": amount} for amount in (100, 200)]
    assert against([entry(edition, f"of-{n}", worth(each, **issued_by(f"P{n}"))) for n, each in enumerate(paid)]) == {}


def test_many_amounts_are_reported_in_short(edition: Edition) -> None:
    of = [entry(edition, f"of-{n}", worth({"amount": n}, **issued_by(f"P{n}"))) for n in range(1, 7)]
    (shown,) = set(against(of).values())
    amounts = "6 different amounts, from 1 to 6"
    assert shown == (f"for OH, providers name {amounts} (professional development hours), and each may be right",)
