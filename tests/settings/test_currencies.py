"""What a state's list of currencies makes of those that a profile claims, and of silence."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.model import Edition, JsonObject, Suggestion
from mcaudit.settings.currencies import Fit, fit, in_words, number_in_words, states_how_much
from mcaudit.settings.results import for_criterion, policy_facts, policy_results
from tests.settings.policies import exactly, policy_of, result, set_to, with_currencies

SIX_POINTS = {"kind": "relicensure_credit", "amount": 6, "unit": "pd_points"}
USBE = {"kind": "pd_credit", "amount": 0.5, "unit": "other", "unit_name": "USBE credit"}


def claim(kind: str, amount: Any = None, unit: str = "", **more: Any) -> JsonObject:
    """Return a currency in normal form; codes become lists."""
    entry: dict[str, Any] = {"kind": [kind]}
    if amount is not None:
        entry["amount"] = exactly(amount) if isinstance(amount, int | float) else amount
    if unit:
        entry["unit"] = [unit]
    for key, value in more.items():
        entry[key] = [value] if isinstance(value, str) and not key.endswith("_name") else value
    return entry


def outcome(edition: Edition, criterion: str, view: JsonObject, *currencies: JsonObject, **more: Any) -> str:
    """Return what a list of currencies makes of a criterion, and whether the policy itself states the fact."""
    policy = policy_of(recognized_currencies=set_to(list(currencies), **more))
    found = for_criterion(edition, policy_results(edition, policy, view), criterion)
    if not found:
        return "not set"
    return f"{found[0].result}, a fact" if found[0].states_fact else found[0].result


# --- which criteria it bears on --------------------------------------------------------------------


def test_a_currency_bears_on_the_criterion_of_its_kind(edition: Edition) -> None:
    kinds = {
        "pd_hours": "5A-1", "carnegie_units": "5A-1", "pd_credit": "5A-2", "ceu": "5A-2", "relicensure_credit": "5A-3",
        "salary_increase": "5A-4", "stipend": "5A-4", "bonus": "5A-4", "other_compensation": "5A-4",
        "graduate_credit": "5A-5",
    }  # fmt: skip
    for kind, criterion in kinds.items():
        policy = policy_of(recognized_currencies=[{"kind": kind}])
        results = policy_results(edition, policy, with_currencies(claim(kind)))
        bearing = [f"5A-{n}" for n in range(1, 6) if for_criterion(edition, results, f"5A-{n}")]
        assert bearing == [criterion]
    assert outcome(edition, "5A-1", with_currencies(), {"kind": "other", "kind_name": "Points"}) == "not set"


def test_the_facts_document_has_a_result_for_each_criterion(edition: Edition) -> None:
    policy = policy_of(recognized_currencies=[SIX_POINTS, {"kind": "ceu"}])
    facts = policy_facts(policy_results(edition, policy, with_currencies(claim("ceu", 3, "ceu"))))
    assert facts["recognized_currencies"] == {
        "result": "satisfied",
        "states_fact": "yes",
        "found": ["ceu (3 ceu)"],
        "needed": ["relicensure credit (6 pd points)", "ceu"],
        "suggests": "met",
        "criteria": {
            "5A-2": {
                "result": "satisfied",
                "states_fact": "no",
                "found": ["ceu (3 ceu)"],
                "needed": ["ceu"],
                "suggests": "met",
            },
            "5A-3": {
                "result": "satisfied",
                "states_fact": "yes",
                "found": [],
                "needed": ["relicensure credit (6 pd points)"],
                "suggests": "met",
            },
        },
    }


# --- what the policy itself states -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        pytest.param(SIX_POINTS, "satisfied, a fact", id="kind, amount and unit"),
        pytest.param({**SIX_POINTS, "basis": "each_micro_credential"}, "satisfied, a fact", id="for each of them"),
        pytest.param({**SIX_POINTS, "basis": "each_year"}, "undecided", id="for a year"),
        pytest.param({"kind": "relicensure_credit"}, "undecided", id="a kind alone"),
        pytest.param({"kind": "relicensure_credit", "amount": 6}, "undecided", id="an amount without a unit"),
        pytest.param({**SIX_POINTS, "unit": "other"}, "undecided", id="a unit without a name"),
        pytest.param({**SIX_POINTS, "unit": "other", "unit_name": "points"}, "satisfied, a fact", id="a named unit"),
    ],
)
def test_what_counts_and_for_how_much_is_a_fact_that_no_profile_repeats(
    edition: Edition, listed: JsonObject, expected: str
) -> None:
    assert outcome(edition, "5A-3", {"state": ["IL"]}, listed) == expected


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(with_currencies(claim("relicensure_credit", 6, "pd_points")), "satisfied, a fact", id="the same"),
        pytest.param(with_currencies(claim("relicensure_credit")), "satisfied, a fact", id="no amount"),
        pytest.param(with_currencies(claim("relicensure_credit", 6)), "satisfied, a fact", id="no unit"),
        pytest.param(with_currencies(claim("stipend", 500, "us_dollars")), "satisfied, a fact", id="another kind"),
        pytest.param(with_currencies(claim("relicensure_credit", 5, "pd_points")), "undecided", id="another amount"),
        pytest.param(with_currencies(claim("relicensure_credit", 6, "ceu")), "undecided", id="another unit"),
        pytest.param(
            with_currencies(claim("relicensure_credit", {"about": 6}, "pd_points")), "undecided", id="about as much"
        ),
        pytest.param(
            with_currencies(claim("relicensure_credit", 6, "pd_points", standing="proposed")),
            "undecided",
            id="proposed",
        ),
        pytest.param(
            with_currencies(claim("relicensure_credit", 5, "pd_points", state="OH")),
            "satisfied, a fact",
            id="another amount in another state",
        ),
        pytest.param(
            with_currencies(claim("relicensure_credit", 5, "pd_points", counts_in="elsewhere")),
            "satisfied, a fact",
            id="another amount elsewhere",
        ),
        pytest.param(
            with_currencies(claim("relicensure_credit", 5, "pd_points", counts_in="district_system")),
            "satisfied, a fact",
            id="another amount in a district",
        ),
        pytest.param(with_currencies(denied=["relicensure_credit"]), "undecided", id="denied"),
        pytest.param(with_currencies(denied=["any"]), "undecided", id="every currency denied"),
        pytest.param(with_currencies(denied=["graduate_credit"]), "satisfied, a fact", id="another kind denied"),
    ],
)
def test_it_stands_unless_a_claim_in_this_state_says_otherwise(
    edition: Edition, view: JsonObject, expected: str
) -> None:
    assert outcome(edition, "5A-3", view, SIX_POINTS) == expected


def test_with_a_scope_it_is_no_fact(edition: Edition) -> None:
    assert outcome(edition, "5A-3", {"state": ["IL"]}, SIX_POINTS, scope="approved ones only") == "undecided"
    scoped = set_to([SIX_POINTS], scope="approved ones only")
    view = with_currencies(claim("relicensure_credit", 6, "pd_points"))
    found = result(edition, view, recognized_currencies=scoped)
    assert (found.result, found.states_fact, found.suggests) == ("undecided", False, Suggestion.MET)


# --- what a profile claims -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        pytest.param(claim("ceu", 3, "ceu"), "satisfied", id="in this state by its profile"),
        pytest.param(claim("ceu", 3, "ceu", state="IL"), "satisfied", id="in this state"),
        pytest.param(claim("ceu", state=["OH", "IL"]), "satisfied", id="in several states"),
        pytest.param(claim("ceu", state="OH"), "undecided", id="in another state"),
        pytest.param(claim("ceu", counts_in="state_system"), "satisfied", id="in the system of the state"),
        pytest.param(claim("ceu", counts_in="district_system"), "undecided", id="in a district"),
        pytest.param(claim("ceu", counts_in=["state_system", "district_system"]), "satisfied", id="in both"),
        pytest.param(claim("ceu", counts_in="elsewhere"), "undecided", id="elsewhere"),
        pytest.param(claim("ceu", standing="awarded"), "satisfied", id="awarded"),
        pytest.param(claim("ceu", standing="possible"), "undecided", id="possible"),
        pytest.param(claim("ceu", applies_to="some_of_the_library"), "undecided", id="for some of the library"),
        pytest.param(claim("ceu", applies_to="whole_library"), "satisfied", id="for the whole library"),
        pytest.param(claim("pd_credit"), "undecided", id="another kind on the same criterion"),
    ],
)
def test_a_listed_kind_is_satisfied_by_what_is_awarded_in_the_system_of_the_state(
    edition: Edition, claimed: JsonObject, expected: str
) -> None:
    assert outcome(edition, "5A-2", with_currencies(claimed), {"kind": "ceu"}) == expected


def test_in_a_national_profile_a_currency_without_a_state_goes_to_a_reviewer(edition: Edition) -> None:
    view = with_currencies(claim("ceu"), state="national")
    found = result(edition, view, recognized_currencies=set_to([{"kind": "bonus"}], complete=True))
    assert (found.result, found.found) == ("undecided", ("ceu",))
    assert outcome(edition, "5A-2", view, {"kind": "ceu"}) == "undecided"
    assert outcome(edition, "5A-2", with_currencies(claim("ceu", state="IL"), state="national"), {"kind": "ceu"}) == (
        "satisfied"
    )


def test_in_another_states_profile_a_currency_without_a_state_is_that_states(edition: Edition) -> None:
    found = result(edition, with_currencies(claim("ceu"), state="OH"), recognized_currencies=[{"kind": "ceu"}])
    assert (found.result, found.found) == ("undecided", ())


def test_what_is_not_on_the_list_contradicts_only_if_the_list_is_complete(edition: Edition) -> None:
    view = with_currencies(claim("ceu", 3, "ceu"))
    assert outcome(edition, "5A-2", view, {"kind": "relicensure_credit"}) == "not set"
    assert outcome(edition, "5A-2", view, {"kind": "relicensure_credit"}, complete=True) == "contradicted"
    assert outcome(edition, "5A-2", view, {"kind": "ceu", "amount": 5, "unit": "ceu"}) == "undecided"
    assert outcome(edition, "5A-2", view, {"kind": "ceu", "amount": 5, "unit": "ceu"}, complete=True) == "contradicted"


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(with_currencies(), id="nothing is claimed"),
        pytest.param(with_currencies(claim("ceu", counts_in="district_system")), id="what a district gives"),
        pytest.param(with_currencies(claim("ceu", standing="proposed")), id="what is proposed"),
        pytest.param(with_currencies(claim("ceu", {"about": 3}, "ceu")), id="about as much"),
        pytest.param(with_currencies(claim("ceu", state="OH")), id="another state's"),
    ],
)
def test_a_complete_list_contradicts_only_a_definite_claim_in_the_state(edition: Edition, view: JsonObject) -> None:
    listed = {"kind": "ceu", "amount": 5, "unit": "ceu"}
    assert outcome(edition, "5A-2", view, listed, complete=True) in ("undecided", "satisfied, a fact")


def test_the_places_of_what_satisfies_it_are_named(edition: Edition) -> None:
    view = with_currencies(claim("bonus"), claim("ceu", 2, "ceu"), claim("ceu", 3, "ceu"))
    policy = policy_of(recognized_currencies=[{"kind": "ceu", "amount": 3}])
    (found,) = for_criterion(edition, policy_results(edition, policy, view), "5A-2")
    assert found.places == ("/recognizers/formal_currency/currencies/2",)


# --- one currency against one entry ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("claimed", "listed", "expected"),
    [
        (claim("ceu", 3, "ceu"), {"kind": "ceu"}, Fit.EQUAL),
        (claim("ceu", 3, "ceu"), {"kind": "ceu", "amount": 3.0, "unit": "ceu"}, Fit.EQUAL),
        (claim("ceu", {"low": 2, "high": 4}, "ceu"), {"kind": "ceu", "amount": 3}, Fit.OPEN),
        (claim("ceu", {"low": 4}, "ceu"), {"kind": "ceu", "amount": 3}, Fit.DIFFERENT),
        (claim("ceu", {"high": 2}), {"kind": "ceu", "amount": 3}, Fit.DIFFERENT),
        (claim("ceu", {"text": "some"}), {"kind": "ceu", "amount": 3}, Fit.OPEN),
        (claim("ceu"), {"kind": "ceu", "amount": 3, "unit": "ceu"}, Fit.SILENT),
        (claim("ceu", 30, "clock_hours"), {"kind": "ceu", "amount": 3, "unit": "ceu"}, Fit.DIFFERENT),
        (claim("ceu", 30, "clock_hours"), {"kind": "ceu", "unit": "ceu"}, Fit.DIFFERENT),
        (claim("pd_credit", 0.5, "other", unit_name="the USBE credit"), USBE, Fit.EQUAL),
        (claim("pd_credit", 0.5, "other", unit_name="SCECH"), USBE, Fit.DIFFERENT),
        (claim("pd_credit", 0.5, "other"), USBE, Fit.OPEN),
        (claim("pd_credit", 0.5, "pd_credits"), USBE, Fit.DIFFERENT),
        (claim("pd_credit", 0.5, "other", unit_name="credit"), {**USBE, "unit": "pd_credits"}, Fit.OPEN),
        (claim("pd_credit", 0.5, "other", unit_name="x"), {"kind": "pd_credit", "unit": "other"}, Fit.OPEN),
        (claim("other", kind_name="Board points"), {"kind": "other", "kind_name": "board points"}, Fit.EQUAL),
        (claim("other", kind_name="Board points"), {"kind": "other", "kind_name": "State points"}, Fit.DIFFERENT),
        (claim("bonus", 100, basis="each_year"), {"kind": "bonus", "amount": 100}, Fit.DIFFERENT),
        (claim("bonus", 100), {"kind": "bonus", "amount": 100, "basis": "each_year"}, Fit.DIFFERENT),
        (claim("bonus", 100, basis="each_year"), {"kind": "bonus", "amount": 100, "basis": "each_year"}, Fit.EQUAL),
        (claim("bonus", 100, basis="other"), {"kind": "bonus", "amount": 100}, Fit.OPEN),
        (claim("bonus", 100, basis="each_year"), {"kind": "bonus"}, Fit.EQUAL),
    ],
)
def test_a_currency_is_equal_in_what_the_state_fixes_and_never_converted(
    claimed: JsonObject, listed: JsonObject, expected: Fit
) -> None:
    assert fit(claimed, listed) is expected


def test_a_currency_given_in_two_units_is_equal_in_either() -> None:
    two = claim("pd_credit", 15, "clock_hours", also_given_as=[claim("pd_credit", 1, "pd_credits")])
    assert fit(two, {"kind": "pd_credit", "amount": 1, "unit": "pd_credits"}) is Fit.EQUAL
    assert fit(two, {"kind": "pd_credit", "amount": 15, "unit": "clock_hours"}) is Fit.EQUAL
    assert fit(two, {"kind": "pd_credit", "amount": 2, "unit": "pd_credits"}) is Fit.DIFFERENT


def test_another_unit_without_an_amount_has_none() -> None:
    two = claim("pd_credit", 1, "other", unit_name="modules", also_given_as=[{"unit": "other"}])
    assert fit(two, {"kind": "pd_credit", "amount": 1, "unit": "pd_credits"}) is Fit.OPEN
    three = claim("pd_credit", 3, "clock_hours", also_given_as=[{"unit": "pd_credits"}])
    assert fit(three, {"kind": "pd_credit", "amount": 3, "unit": "pd_credits"}) is Fit.SILENT


# --- in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (SIX_POINTS, "relicensure credit (6 pd points)"),
        (USBE, "pd credit (0.5 USBE credit)"),
        ({"kind": "ceu"}, "ceu"),
        (claim("bonus", {"low": 5, "high": 9}, "ceu", basis="each_year"), "bonus (5 to 9 ceu for each year)"),
        (claim("other", kind_name="Board points"), "Board points"),
        ({"amount": {"text": "some"}}, "a currency of no stated kind (some)"),
    ],
)  # fmt: skip
def test_a_currency_is_reported_in_words(entry: JsonObject, words: str) -> None:
    assert in_words(entry) == words


def test_a_number_is_reported_in_words() -> None:
    given = [None, 7.5, exactly(3), {"low": 1, "high": 2}, {"low": 1}, {"high": 2}, {"about": 3}, {"text": "few"}]
    words = ["", "7.5", "3", "1 to 2", "at least 1", "at most 2", "about 3", "few"]
    assert [number_in_words(each) for each in given] == words


def test_how_much_is_stated_by_amount_and_unit() -> None:
    assert states_how_much(SIX_POINTS)
    assert states_how_much(USBE)
    assert not states_how_much({"kind": "ceu", "amount": 3})
