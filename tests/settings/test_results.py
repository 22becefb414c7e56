"""What a policy's settings make of a profile in normal form: satisfied, contradicted, or for a reviewer to decide."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import (
    Decider,
    Edition,
    JsonObject,
    SettingKind,
    SourcedPlace,
    Suggestion,
    criteria_set,
    fact_place,
    facts_decide,
    settled_criteria,
)
from mcaudit.reading.edition.read import default_edition
from mcaudit.settings.results import combined, for_criterion, policy_facts, policy_results
from tests.settings.policies import exactly, outcome, policy_of, result, set_to, with_organizations

SILENT: JsonObject = {"state": ["IL"]}

# --- names -----------------------------------------------------------------------------------------


def issued_by(name: str, **more: Any) -> JsonObject:
    return with_organizations(provider={"name": name, **more})


@pytest.mark.parametrize(
    "name",
    [
        "Example State University",
        "EXAMPLE  state university.",
        "the Example State University",
        "Example State University (ESU)",
        "Example-State University",
    ],
)
def test_a_name_on_the_list_satisfies_however_it_is_spelled(edition: Edition, name: str) -> None:
    found = result(edition, issued_by(name), approved_issuers=["Example State University", "Another"])
    assert (found.result, found.suggests, found.states_fact) == ("satisfied", Suggestion.MET, False)
    assert found.places == ("/issuers/issuer/organizations/0",)
    assert (found.found, found.needed) == ((name,), ("Example State University", "Another"))


def test_an_abbreviation_stands_for_the_name_that_the_policy_gives_with_it(edition: Edition) -> None:
    for name in (
        "ISBE",
        "I.S.B.E.",
        "the Illinois State Board of Education",
        "ISBE (Illinois State Board of Education)",
    ):
        view = {"state": ["IL"], "issuers": {"issuer": {"verifying_body": {"name": name}}}}
        assert (
            outcome(edition, view, verifying_body=["Illinois State Board of Education (ISBE)"]) == "satisfied, a fact"
        )


def test_an_alias_of_an_organization_is_its_name(edition: Edition) -> None:
    view = issued_by("Center for Practice", aliases=["Practice Lab"])
    assert outcome(edition, view, approved_issuers=["Practice Lab"]) == "satisfied"


def test_a_text_that_names_an_organization_has_its_aliases(edition: Edition) -> None:
    named = {"organizations": {"board": {"name": "State Board", "aliases": ["SB of Education"]}}}
    view = {**named, "issuers": {"issuer": {"verifying_body": {"name": "the State Board"}}}}
    assert outcome(edition, view, verifying_body=["SB of Education"]) == "satisfied, a fact"


@pytest.mark.parametrize("name", ["Example", "Example State", "Example State University System", "ESU"])
def test_a_name_that_is_not_on_the_list_goes_to_a_reviewer(edition: Edition, name: str) -> None:
    found = result(edition, issued_by(name), approved_issuers=["Example State University"])
    assert (found.result, found.suggests) == ("undecided", Suggestion.NONE)
    assert found.places == ("/issuers/issuer/organizations/0",)


def test_it_contradicts_only_a_list_that_is_complete(edition: Edition) -> None:
    complete = set_to(["Example State University"], complete=True)
    found = result(edition, issued_by("Another University"), approved_issuers=complete)
    assert (found.result, found.suggests) == ("contradicted", Suggestion.NOT_MET)
    assert outcome(edition, issued_by("Example State University"), approved_issuers=complete) == "satisfied"


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param([], id="nothing is said"),
        pytest.param(["other"], id="a form that is not listed"),
        pytest.param(["transcript", "other"], id="another form, and one that is not listed"),
    ],
)
def test_what_is_not_said_or_not_known_never_contradicts(edition: Edition, forms: list[str]) -> None:
    view = {"issuers": {"form": {"forms": forms}}}
    wanted = set_to(["digital_badge", "other"], complete=True)
    assert outcome(edition, view, award_forms=wanted) == "undecided"


def test_one_of_several_values_is_enough(edition: Edition) -> None:
    view = with_organizations(first={"name": "A College"}, second={"name": "Example State University"})
    found = result(edition, view, approved_issuers=set_to(["Example State University"], complete=True))
    assert (found.result, found.places) == ("satisfied", ("/issuers/issuer/organizations/1",))


def test_codes_are_compared_like_names_and_reported_in_words(edition: Edition) -> None:
    view = {"issuers": {"form": {"forms": ["transcript", "digital_badge"]}}}
    found = result(edition, view, award_forms=["digital_badge"])
    assert (found.result, found.places) == ("satisfied", ("/issuers/form/forms/1",))
    assert (found.found, found.needed) == (("transcript", "digital badge"), ("digital badge",))


def test_a_web_address_in_place_of_a_name_goes_to_a_reviewer(edition: Edition) -> None:
    address = {"host": "example.org", "path": "plan"}
    view = {"developers": {"competency_area": {"state_priority": {"priority": address}}}}
    found = result(edition, view, priority_areas=set_to(["Literacy"], complete=True))
    assert (found.result, found.found) == ("undecided", ("example.org/plan",))


# --- other states and other parties ------------------------------------------------------------------


def approved(by: str, **more: Any) -> JsonObject:
    return issued_by("A College", approvals=[{"by": by, "standing": ["in_force"], "state": ["IL"], **more}])


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param(approved("State Board"), "satisfied", id="in force"),
        pytest.param(approved("State Board", standing=["lapsed"]), "undecided", id="lapsed"),
        pytest.param(approved("State Board", standing=[]), "undecided", id="nothing said about its standing"),
        pytest.param(approved("State Board", state=["OH"]), "undecided", id="of another state"),
        pytest.param(approved("State Board", state=[]), "satisfied", id="without a state, by a body of this one"),
        pytest.param(approved("Another board"), "undecided", id="by another body"),
    ],
)
def test_an_approval_of_the_issuer_counts_in_its_state_while_in_force(
    edition: Edition, view: JsonObject, expected: str
) -> None:
    assert outcome(edition, view, issuer_approving_bodies=["State Board"]) == expected


@pytest.mark.parametrize("standing", [["renewed"], ["in_force", "lapsed"]])
def test_one_of_the_codes_that_a_place_asks_for_is_enough(edition: Edition, standing: list[str]) -> None:
    expected = "satisfied" if "in_force" in standing else "undecided"
    view = approved("State Board", standing=standing)
    assert outcome(edition, view, issuer_approving_bodies=["State Board"]) == expected


def test_of_alternatives_that_do_not_satisfy_every_place_is_named(edition: Edition) -> None:
    view = with_organizations(first={"name": "A College"}, second={"name": "B College"})
    both = [set_to(["C College"], complete=True), set_to(["D College"], complete=True)]
    found = result(edition, view, approved_issuers=both)
    assert (found.result, found.suggests) == ("contradicted", Suggestion.NOT_MET)
    assert found.places == ("/issuers/issuer/organizations/0", "/issuers/issuer/organizations/1")
    assert found.needed == ("C College", "D College")


def test_of_alternatives_the_one_that_satisfies_is_named_alone(edition: Edition) -> None:
    view = with_organizations(first={"name": "A College"}, second={"name": "B College"})
    found = result(edition, view, approved_issuers=[set_to(["B College"]), set_to(["C College"])])
    assert (found.result, found.suggests, found.places) == (
        "satisfied",
        Suggestion.MET,
        ("/issuers/issuer/organizations/1",),
    )


def test_it_is_cited_where_it_stands(edition: Edition) -> None:
    found = result(edition, approved("State Board"), issuer_approving_bodies=["State Board"])
    assert found.places == ("/organizations/provider/approvals/0/by",)


def test_an_approval_of_an_organization_that_does_not_issue_is_another_partys(edition: Edition) -> None:
    view = {**approved("State Board"), "issuers": {"issuer": {"organizations": ["somebody"]}}}
    assert result(edition, view, issuer_approving_bodies=["State Board"]).found == ()


def test_a_fact_about_another_state_is_passed_over_even_by_a_complete_list(edition: Edition) -> None:
    view = {"issuers": {"issuer": {"verifying_body": {"name": "Ohio Board", "state": ["OH"]}}}}
    assert outcome(edition, view, verifying_body=set_to(["State Board"], complete=True)) == "satisfied, a fact"


# --- minimums --------------------------------------------------------------------------------------


def hours(value: Any) -> JsonObject:
    return {"deliverers": {"estimated_time": {"typical_hours": value}}}


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (exactly(15), "satisfied", "15"),
        ({"low": 15, "high": 20}, "satisfied", "15 to 20"),
        ({"low": 15}, "satisfied", "at least 15"),
        ({"low": 14.5, "high": 20}, "undecided", "14.5 to 20"),
        ({"low": 10}, "undecided", "at least 10"),
        ({"high": 15}, "undecided", "at most 15"),
        ({"high": 14}, "contradicted", "at most 14"),
        (exactly(14.5), "contradicted", "14.5"),
        ({"low": 10, "high": 14}, "contradicted", "10 to 14"),
        ({"about": 15}, "undecided", "about 15"),
        ({"about": 3}, "undecided", "about 3"),
        ({"text": "a few days"}, "undecided", "a few days"),
    ],
)
def test_a_minimum_asks_for_the_low_end_and_contradicts_the_high_end(
    edition: Edition, value: JsonObject, expected: str, words: str
) -> None:
    found = result(edition, hours(value), minimum_hours=15)
    assert (found.result, found.found, found.needed) == (expected, (words,), ("at least 15",))
    assert found.places == ("/deliverers/estimated_time/typical_hours",)


def test_a_number_that_is_not_given_contradicts_nothing(edition: Edition) -> None:
    assert outcome(edition, SILENT, minimum_hours=15) == "undecided"


@pytest.mark.parametrize(
    ("least", "limit", "expected"),
    [
        ("unlimited", {"low": 1_000_000}, "satisfied"),
        ("unlimited", exactly(3), "contradicted"),
        ("multiple", exactly(2), "satisfied"),
        ("multiple", {"low": 2}, "satisfied"),
        ("multiple", exactly(1), "contradicted"),
        (2, {"low": 1_000_000}, "satisfied"),
    ],
)
def test_resubmissions_may_be_set_in_words(edition: Edition, least: Any, limit: JsonObject, expected: str) -> None:
    view = {"evaluators": {"resubmission": {"limit": limit}}}
    assert outcome(edition, view, resubmissions=least) == expected


def test_what_a_minimum_in_words_needs_is_reported_in_words(edition: Edition) -> None:
    view = {"evaluators": {"resubmission": {"limit": exactly(3)}}}
    assert result(edition, view, resubmissions="unlimited").needed == ("unlimited",)
    assert result(edition, view, resubmissions="multiple").needed == ("at least 2",)


def test_a_number_without_a_low_end_reaches_no_minimum(edition: Edition) -> None:
    view = {"evaluators": {"resubmission": {"limit": {"about": 3}}}}
    assert outcome(edition, view, resubmissions=1) == "undecided"


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_a_wider_range_never_turns_an_open_question_into_an_answer(one: float, other: float, least: float) -> None:
    low, high = sorted((one, other))
    exact = {outcome(default_edition(), hours(exactly(n)), minimum_hours=least) for n in (low, high)}
    ranged = outcome(default_edition(), hours({"low": low, "high": high}), minimum_hours=least)
    assert ranged == "undecided" or exact == {ranged}


# --- what the policy itself states -----------------------------------------------------------------


@pytest.mark.parametrize("setting", ["verifying_body", "recommended_form"])
def test_a_policy_that_states_the_fact_needs_no_profile_to_repeat_it(edition: Edition, setting: str) -> None:
    found = result(edition, SILENT, **{setting: ["State Board"]})
    assert (found.result, found.states_fact, found.places) == ("satisfied", True, ())


def test_a_profile_that_says_otherwise_goes_to_a_reviewer(edition: Edition) -> None:
    view = {"issuers": {"issuer": {"verifying_body": {"name": "Another Board"}}}}
    assert outcome(edition, view, verifying_body=["State Board"]) == "undecided"
    assert outcome(edition, view, verifying_body=set_to(["State Board"], complete=True)) == "contradicted"


def test_a_training_is_a_fact_only_if_the_state_gives_it_to_everyone(edition: Edition) -> None:
    titles = ["Scoring with Fidelity"]
    assert outcome(edition, SILENT, recognized_evaluator_training=titles) == "undecided"
    state_wide = set_to(titles, state_wide=True)
    assert outcome(edition, SILENT, recognized_evaluator_training=state_wide) == "satisfied, a fact"


@pytest.mark.parametrize("name", ["approved_issuers", "priority_areas", "approved_provider_requirement"])
def test_a_list_of_what_the_state_recognizes_is_no_fact_about_a_profile(edition: Edition, name: str) -> None:
    assert outcome(edition, SILENT, **{name: ["One"]}) == "undecided"


# --- scope and conflicts ---------------------------------------------------------------------------


def test_a_setting_with_a_scope_only_suggests(edition: Edition) -> None:
    scoped = set_to(["Example State University"], scope="endorsements only", complete=True)
    found = result(edition, issued_by("Example State University"), approved_issuers=scoped)
    assert (found.result, found.suggests, found.scope) == ("undecided", Suggestion.MET, "endorsements only")
    found = result(edition, issued_by("Another"), approved_issuers=scoped)
    assert (found.result, found.suggests) == ("undecided", Suggestion.NOT_MET)


def test_a_fact_with_a_scope_is_none(edition: Edition) -> None:
    scoped = set_to(["State Board"], scope="endorsements only")
    found = result(edition, SILENT, verifying_body=scoped)
    assert (found.result, found.states_fact, found.suggests) == ("undecided", False, Suggestion.NONE)


def test_what_the_sources_of_a_policy_dispute_decides_nothing(edition: Edition) -> None:
    policy = policy_of(verifying_body=["State Board"], minimum_hours=15, disputed=["verifying_body", "minimum_hours"])
    results = policy_results(edition, policy, hours(exactly(3)))
    assert {(each.result, each.states_fact, each.suggests) for each in results.values()} == {
        ("undecided", False, Suggestion.NONE)
    }
    assert settled_criteria(edition, policy) == frozenset()


# --- alternatives ----------------------------------------------------------------------------------

LATER = SourcedPlace(document="handbook", place="Approval")


def test_several_sources_of_one_setting_are_alternatives(edition: Edition) -> None:
    values = [set_to(["One University"], complete=True), set_to(["Another University"], source=LATER, complete=True)]
    found = result(edition, issued_by("Another University"), approved_issuers=values)
    assert (found.result, found.source) == ("satisfied", LATER)
    assert found.needed == ("One University", "Another University")
    assert outcome(edition, issued_by("A third"), approved_issuers=values) == "contradicted"
    open_list = [values[0], set_to(["Another University"], source=LATER)]
    assert outcome(edition, issued_by("A third"), approved_issuers=open_list) == "undecided"


def test_a_scoped_source_beside_a_general_one_only_suggests(edition: Edition) -> None:
    values = [set_to(["One University"]), set_to(["Another University"], scope="endorsements only")]
    found = result(edition, issued_by("Another University"), approved_issuers=values)
    assert (found.result, found.suggests) == ("undecided", Suggestion.MET)
    assert outcome(edition, issued_by("One University"), approved_issuers=values) == "satisfied"


def test_several_settings_on_one_criterion_are_alternatives(edition: Edition) -> None:
    lists: dict[str, Any] = {"issuer_approving_bodies": set_to(["Board"], complete=True)}
    view = approved("State Board")
    for names, expected in ((["A College"], "satisfied"), (["Another"], "contradicted")):
        policy = policy_of(approved_issuers=set_to(names, complete=True), **lists)
        bearing = for_criterion(edition, policy_results(edition, policy, view), "4A-3")
        assert [each.setting for each in bearing] == ["approved_issuers", "issuer_approving_bodies"]
        assert combined(bearing) == expected
    assert combined(()) == "undecided"


def test_a_setting_bears_only_on_the_criteria_that_it_decides_or_tightens(edition: Edition) -> None:
    policy = policy_of(minimum_hours=15, verifying_body=["Board"], currency_rates=[])
    results = policy_results(edition, policy, SILENT)
    bearing = {c.id: [each.setting for each in for_criterion(edition, results, c.id)] for c in edition.criteria}
    assert {name: found for name, found in bearing.items() if found} == {
        "2F-1": ["minimum_hours"],
        "4A-5": ["verifying_body"],
    }


# --- who decides -----------------------------------------------------------------------------------

FACTS_IF_SET = {"1C-D3", "3B-1", "3B-D1", "3B-D3", "4A-3", "4A-5", "4B-3", *(f"5A-{n}" for n in range(1, 6))}
WITH_SETTING = {"2B-2", "3A-3", "3A-D1"}
TIGHTENED = {"2F-1", "2F-2", "3F-1", "4B-1"}


def test_the_edition_says_which_criteria_hang_on_a_setting(edition: Edition) -> None:
    by_decider: dict[Decider, set[str]] = {decider: set() for decider in Decider}
    for criterion in edition.criteria:
        by_decider[criterion.decided_by].add(criterion.id)
    assert by_decider[Decider.FACTS_IF_SET] == FACTS_IF_SET
    assert by_decider[Decider.REVIEWER_WITH_SETTING] == WITH_SETTING
    decided = {name for setting in edition.settings.values() for name in setting.decides}
    assert decided == FACTS_IF_SET | WITH_SETTING
    assert {name for setting in edition.settings.values() for name in setting.tightens} == TIGHTENED
    assert {c.id for c in edition.criteria if c.decided_by is Decider.FACTS} >= TIGHTENED


def test_facts_decide_what_a_setting_without_a_scope_sets(edition: Edition) -> None:
    criteria = {criterion.id: criterion for criterion in edition.criteria}
    policy = policy_of(
        verifying_body=["Board"],
        approved_providers=["One"],
        recommended_form=set_to(["Badge"], scope="endorsements"),
        recognized_currencies=[{"kind": "ceu"}],
    )
    settled = settled_criteria(edition, policy)
    assert settled == {"4A-5", "2B-2", "5A-2"}
    assert [name for name in sorted(settled) if facts_decide(criteria[name], settled)] == ["4A-5", "5A-2"]
    assert settled_criteria(edition, None) == frozenset()


def test_a_complete_list_of_currencies_sets_every_kind(edition: Edition) -> None:
    setting = edition.settings["recognized_currencies"]
    assert criteria_set(setting, [set_to([{"kind": "ceu"}], complete=True)]) == setting.decides
    assert criteria_set(setting, [set_to([{"kind": "ceu"}]), set_to([{"kind": "bonus"}])]) == ("5A-2", "5A-4")


# --- what other validators see ---------------------------------------------------------------------


def test_the_facts_document_says_the_same(edition: Edition) -> None:
    policy = policy_of(
        minimum_hours=15, verifying_body=["Board"], award_forms=set_to(["transcript"], scope="endorsements")
    )
    assert policy_facts(policy_results(edition, policy, hours(exactly(3)))) == {
        "minimum_hours": {
            "result": "contradicted",
            "states_fact": "no",
            "found": ["3"],
            "needed": ["at least 15"],
            "suggests": "not_met",
        },
        "verifying_body": {
            "result": "satisfied",
            "states_fact": "yes",
            "found": [],
            "needed": ["Board"],
            "suggests": "met",
        },
        "award_forms": {
            "result": "undecided",
            "states_fact": "no",
            "found": [],
            "needed": ["transcript"],
            "scope": "endorsements",
        },
    }


def test_every_result_stands_where_it_is_looked_for(edition: Edition) -> None:
    policy = policy_of(minimum_hours=15, recognized_currencies=[{"kind": "ceu"}, {"kind": "bonus"}])
    results = policy_results(edition, policy, hours(exactly(3)))
    facts = {"derived": {"policy": policy_facts(results)}}
    for criterion in edition.criteria:
        for each in for_criterion(edition, results, criterion.id):
            found: Any = facts
            for step in fact_place(edition.settings[each.setting], criterion.id).strip("/").split("/"):
                found = found[step]
            assert (found["result"], found["needed"]) == (each.result, list(each.needed))


# --- whatever a profile holds ----------------------------------------------------------------------

_NUMBERS = st.fixed_dictionaries(
    {}, optional={"low": st.integers(0, 9), "high": st.integers(0, 9), "about": st.just(3)}
)
_KEYS = st.sampled_from(["name", "aliases", "kind", "amount", "unit", "state", "also_given_as", "basis"])
_JUNK = st.recursive(
    st.sampled_from([None, "", "other", "IL", "provider", "State Board", 3, 2.5, "ceu", "any"]) | _NUMBERS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
"""Values of every type in every place; only numbers are as the normal form has them."""
_ANY_SETTING = sorted(name for name, each in default_edition().settings.items() if each.compares)


def holding(steps: list[str], value: Any) -> Any:
    if not steps:
        return value
    inner = holding(steps[1:], value)
    return [inner, value] if steps[0].startswith("*") else {steps[0]: inner}


@given(st.sampled_from(_ANY_SETTING), st.integers(0, 1), st.integers(1, 4), _JUNK, _JUNK)
def test_no_profile_breaks_a_comparison_and_silence_contradicts_nothing(
    name: str, which: int, depth: int, junk: Any, organization: Any
) -> None:
    setting = default_edition().settings[name]
    steps = setting.compares[which % len(setting.compares)].strip("/").split("/")[:depth]
    view = {**holding(steps, junk), "state": ["IL"], "organizations": {"provider": organization}}
    currencies = [{"kind": "ceu", "amount": 3, "unit": "ceu"}]
    names = currencies if setting.kind is SettingKind.CURRENCIES else ["State Board"]
    value = set_to(5) if setting.kind is SettingKind.AT_LEAST else set_to(names, complete=True)
    found = result(default_edition(), view, **{name: value})
    assert found.result != "contradicted" or found.places
    assert found.result == "satisfied" or not found.states_fact
