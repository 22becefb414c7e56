"""What a policy makes of facts: what it finds, what it needs, which currencies it sets aside, and how that is told."""

from __future__ import annotations

from typing import Any

import pytest

from mcaudit.audit.policy import policy_facts, recognized, set_aside, unsatisfied, with_policy
from mcaudit.model import Edition, JsonObject, Policy, SettingValue, SourcedPlace, settled_criteria

PLACE = SourcedPlace(document="rules", place="p. 4")
CEU = {"kind": "ceu", "amount": 3, "unit": "ceu", "counts_in": "state_system"}
CREDIT = {"kind": "relicensure_credit", "counts_in": "state_system"}
STIPEND = {"kind": "stipend", "amount": 500, "counts_in": "district_system"}


def policy_with(**settings: Any) -> Policy:
    values = {name: SettingValue(value=value, source=PLACE) for name, value in settings.items()}
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, settings=values)


def hours(value: Any) -> JsonObject:
    return {"deliverers": {"estimated_time": {"typical_hours": value}}}


def issued_by(*names: str, **organizations: str) -> JsonObject:
    known = {short: {"name": name} for short, name in organizations.items()}
    return {"issuers": {"issuer": {"organizations": list(names)}}, **({"organizations": known} if known else {})}


def here(*currencies: JsonObject) -> JsonObject:
    return {"title": "Made Up", "derived": {"currencies_here": list(currencies), "roles": {}}}


# --- at least ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "satisfied", "found"),
    [
        (30, "yes", [30]),
        (30.0, "yes", [30.0]),
        (31, "yes", [31]),
        (29.5, "no", [29.5]),
        ("unlimited", "yes", ["unlimited"]),
        ("thirty-five", "no", ["thirty-five"]),
        (True, "no", [True]),
        (None, "no", []),
    ],
)
def test_a_number_is_held_against_the_least(edition: Edition, value: Any, satisfied: str, found: list[Any]) -> None:
    told = policy_facts(edition, policy_with(minimum_hours=30), hours(value))
    assert told == {"minimum_hours": {"satisfied": satisfied, "found": found, "needed": 30}}


def test_a_truth_value_is_no_number_however_small_the_least_is(edition: Edition) -> None:
    assert policy_facts(edition, policy_with(minimum_hours=0), hours(True))["minimum_hours"]["satisfied"] == "no"


def test_where_the_answer_is_no_answer_nothing_is_found(edition: Edition) -> None:
    facts = {"deliverers": {"estimated_time": "30"}}
    assert policy_facts(edition, policy_with(minimum_hours=1), facts)["minimum_hours"]["found"] == []


# --- names -------------------------------------------------------------------------------------------


def test_a_name_is_found_behind_its_short_form(edition: Edition) -> None:
    policy = policy_with(approved_issuers=["Example University", "Example College"])
    facts = issued_by("board", "university", university="Example university.")
    assert policy_facts(edition, policy, facts) == {
        "approved_issuers": {
            "satisfied": "yes",
            "found": ["board", "Example university."],
            "needed": ["Example University", "Example College"],
        }
    }


@pytest.mark.parametrize(
    ("named", "satisfied"),
    [("EXAMPLE  Board. ", "yes"), (". Example Board", "yes"), ("Example Boards", "no"), ("ExampleBoard", "no")],
)
def test_a_name_is_compared_without_case_spacing_and_full_stop(edition: Edition, named: str, satisfied: str) -> None:
    told = policy_facts(edition, policy_with(approved_issuers=["Example Board"]), issued_by(named))
    assert told["approved_issuers"]["satisfied"] == satisfied


@pytest.mark.parametrize("organizations", [None, "board", {"first": "board"}])
def test_what_is_no_list_has_no_entries(edition: Edition, organizations: Any) -> None:
    facts = {"issuers": {"issuer": {"organizations": organizations}}}
    assert policy_facts(edition, policy_with(approved_issuers=["board"]), facts)["approved_issuers"]["found"] == []


def test_an_entry_of_a_list_is_looked_into(edition: Edition) -> None:
    supports = [{"organization": "board"}, "board", {"organization": None}, {"organization": "university"}]
    facts = {"deliverers": {"support_organization": {"supports": supports}}}
    told = policy_facts(edition, policy_with(approved_providers=["Another"]), facts)
    assert told["approved_providers"]["found"] == ["board", "university"]


def test_what_compares_with_nothing_is_no_fact(edition: Edition) -> None:
    policy = policy_with(recognized_currencies=[{"kind": "ceu"}], currency_rates=[], award_forms=["transcript"])
    assert list(policy_facts(edition, policy, {})) == ["award_forms"]


def test_a_policy_settles_the_criteria_that_its_settings_decide(edition: Edition) -> None:
    policy = policy_with(approved_issuers=["Example Board"], verifying_body=["Example Board"], minimum_hours=3)
    assert settled_criteria(edition, policy) == {"4A-3", "4A-5"}
    assert settled_criteria(edition, policy_with()) == frozenset()


# --- currencies --------------------------------------------------------------------------------------


def test_facts_with_a_policy_keep_what_counts_and_name_what_is_set_aside(edition: Edition) -> None:
    facts = here(CEU, CREDIT, STIPEND)
    policy = policy_with(recognized_currencies=[{"kind": "relicensure_credit"}, {"kind": "pd_hours", "amount": 15}])
    seen = with_policy(edition, policy, facts)
    assert seen == {
        "title": "Made Up",
        "derived": {
            "roles": {},
            "currencies_here": [CREDIT, STIPEND],
            "policy": {
                "recognized_currencies": {
                    "satisfied": "yes",
                    "found": ["ceu (3 ceu)", "relicensure_credit", "stipend (500)"],
                    "needed": ["relicensure_credit", "pd_hours (15)"],
                    "set_aside": ["ceu (3 ceu)"],
                }
            },
        },
    }


def test_facts_of_which_no_currency_counts_do_not_satisfy(edition: Edition) -> None:
    seen = with_policy(edition, policy_with(recognized_currencies=[{"kind": "stipend"}]), here(CEU))
    assert seen["derived"]["currencies_here"] == []
    assert seen["derived"]["policy"]["recognized_currencies"]["satisfied"] == "no"


def test_a_policy_that_is_silent_about_currencies_keeps_them_all(edition: Edition) -> None:
    facts = {**hours(12), **here(CEU, CREDIT)}
    seen = with_policy(edition, policy_with(minimum_hours=12), facts)
    assert seen["derived"]["currencies_here"] == [CEU, CREDIT]
    assert seen["derived"]["policy"] == {"minimum_hours": {"satisfied": "yes", "found": [12], "needed": 12}}


@pytest.mark.parametrize(
    ("wanted", "currency", "counts"),
    [
        ({"kind": "ceu"}, CEU, True),
        ({"kind": "ceu"}, {"amount": 3}, False),
        ({"kind": "ceu", "amount": 3}, CEU, True),
        ({"kind": "ceu", "amount": 2}, CEU, False),
        ({"kind": "ceu", "amount": 3}, {"kind": "ceu"}, False),
        ({"kind": "ceu", "unit": "ceu"}, CEU, True),
        ({"kind": "ceu", "unit": "hours"}, CEU, False),
        ({"kind": "ceu", "unit": "ceu"}, {"kind": "ceu"}, False),
        ({"kind": "ceu"}, STIPEND, True),
    ],
)
def test_which_currency_a_policy_recognizes(wanted: JsonObject, currency: JsonObject, counts: bool) -> None:
    assert recognized(policy_with(recognized_currencies=[{"kind": "another"}, wanted]), currency) is counts
    assert recognized(policy_with(), currency)


def test_a_currency_is_told_by_what_it_has(edition: Edition) -> None:
    policy = policy_with(recognized_currencies=[{"kind": "stipend"}])
    told = with_policy(edition, policy, here({"unit": "credits"}, {"kind": "ceu", "amount": 0}))
    assert told["derived"]["policy"]["recognized_currencies"]["found"] == [
        "a currency of no kind (credits)",
        "ceu (0)",
    ]


# --- how it is told ----------------------------------------------------------------------------------


def test_what_is_not_satisfied_is_told_of_what_the_setting_decides_or_tightens(edition: Edition) -> None:
    facts = {"derived": {"policy": policy_facts(edition, policy_with(minimum_hours=30), hours(12))}}
    told = ["the policy sets minimum hours: found 12, needed at least 30"]
    assert list(unsatisfied(edition, facts, "2F-1")) == told
    assert list(unsatisfied(edition, facts, "2F-2")) == []
    enough = {"derived": {"policy": policy_facts(edition, policy_with(minimum_hours=12), hours(12))}}
    assert list(unsatisfied(edition, enough, "2F-1")) == []


def test_what_is_found_and_what_is_needed_are_listed(edition: Edition) -> None:
    policy = policy_with(approved_issuers=["Example Board", "Example University"])
    facts = {"derived": {"policy": policy_facts(edition, policy, issued_by("board", "center"))}}
    needed = "needed Example Board or Example University"
    assert list(unsatisfied(edition, facts, "4A-3")) == [
        f"the policy sets approved issuers: found board, center, {needed}"
    ]
    nothing = {"derived": {"policy": policy_facts(edition, policy, {})}}
    assert list(unsatisfied(edition, nothing, "4A-3")) == [f"the policy sets approved issuers: found nothing, {needed}"]


def test_what_is_set_aside_is_told_where_something_else_counts(edition: Edition) -> None:
    policy = policy_with(recognized_currencies=[{"kind": "relicensure_credit"}, {"kind": "pd_hours"}])
    facts = with_policy(edition, policy, here(CEU, CREDIT, {"kind": "bonus"}))
    told = ["the policy does not recognize ceu (3 ceu), bonus, only relicensure_credit or pd_hours"]
    assert list(set_aside(edition, facts, "5A-2")) == told
    assert list(set_aside(edition, facts, "5A-6")) == []
    assert list(unsatisfied(edition, facts, "5A-2")) == []


def test_nothing_is_told_as_set_aside_where_all_counts_or_nothing_does(edition: Edition) -> None:
    policy = policy_with(recognized_currencies=[{"kind": "relicensure_credit"}])
    assert list(set_aside(edition, with_policy(edition, policy, here(CREDIT)), "5A-2")) == []
    assert list(set_aside(edition, with_policy(edition, policy, here(CEU)), "5A-2")) == []
    assert list(set_aside(edition, with_policy(edition, policy_with(minimum_hours=1), here(CEU)), "2F-1")) == []
