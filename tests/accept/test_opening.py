"""What is said to open a cell opens it: the acts are done on small profiles and policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.cells import cell
from mcaudit.accept.fixes import Formulas, by_parties, smallest_of
from mcaudit.accept.opening import opening
from mcaudit.audit.engine import case_of
from mcaudit.facts.for_state import for_state
from mcaudit.model import Edition, Policy, Waiver
from mcaudit.model.acceptance import Answer
from mcaudit.model.acts import Act, Fixes, Party
from mcaudit.model.purposes import (
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    FormNeed,
    GateNeed,
    Gives,
    Holder,
    HoursNeed,
    JudgedNeed,
    ListNeed,
    Measures,
    Named,
    Per,
    ProviderNeed,
    Purpose,
    Role,
    SeriesNeed,
    Standing,
    TopicNeed,
)
from tests.accept.making import DAY, PAGE, RENEWAL, RULES, answered, conflict, made, policy_of, refusal, rule, setting

Content = dict[str, Any]

CERTIFICATE = FormNeed(forms=("digital_certificate",), source=RULES)
HOURS = HoursNeed(field="typical_hours", amount=15, unit="clock_hours", source=RULES)
READING = TopicNeed(topics=("reading",), source=RULES)
BY_STATE = JudgedNeed(text="The superintendent approves it.", by=Holder.STATE, source=RULES)
BY_DISTRICT = JudgedNeed(text="It improves teaching.", by=Holder.DISTRICT, source=RULES)
RUBRIC = CriteriaNeed(ids=("4B-1",), source=RULES)
OTHERS = (Named(title="Reading Well", issuer="Lake Institute"),)
SERIES = SeriesNeed(series="Literacy", members=5, source=RULES)
FORM = {"forms": ["digital_certificate"]}


def awarded(**form: Any) -> Content:
    return {"issuers": {"form": {"citations": [PAGE], **form}}}


def taking(hours: Any, **more: Any) -> Content:
    return {"deliverers": {"estimated_time": {"typical_hours": hours, "citations": [PAGE]}}, **more}


def issued(**entry: Any) -> Content:
    return {
        "organizations": {"lake": {"name": "Lake Institute", "citation": PAGE, **entry}},
        "issuers": {"issuer": {"organizations": ["lake"], "citations": [PAGE]}},
    }


def by_issuer(**more: Any) -> ProviderNeed:
    return ProviderNeed(who=Role.ISSUER, source=RULES, **more)


def formulas_of(edition: Edition, content: Content, policy: Policy | None) -> Formulas:
    cell = answered(edition, content, policy)

    def candidate() -> Candidate:
        assert policy is not None
        profile = for_state(edition, made(content), "OH")
        return Candidate(case_of(edition, profile, date=DAY, policy=policy), policy, date=DAY, shared={})

    return opening(cell, policy, candidate)


def fixes_of(edition: Edition, content: Content, policy: Policy | None) -> Fixes | None:
    return smallest_of(formulas_of(edition, content, policy), target="accepted")


def keys(fixes: Fixes | None) -> set[frozenset[str]]:
    return {frozenset(act.key for act in acts) for acts in fixes.listed(100)} if fixes else set()


def one_act(key: str) -> set[frozenset[str]]:
    return {frozenset((key,))}


APPROVED = {"by": "State Board", "state": "OH", "standing": "in_force", "covers": "issuing_micro_credentials"}
WHOLE = {"of": "micro_credential", "by": "State Board", "state": "OH", "standing": "in_force", "citation": PAGE}
DISPUTED = {
    **FORM,
    "conflicts": [{"field": "forms", "values": [{"value": each, "citation": PAGE} for each in ("one", "another")]}],
}


@pytest.mark.parametrize(
    ("need", "before", "key", "after"),
    [
        (CERTIFICATE, {}, "provider:answer:/issuers/form/forms", awarded(**FORM)),
        (CERTIFICATE, {"issuers": {"form": FORM}}, "provider:cite:/issuers/form/forms", awarded(**FORM)),
        (CERTIFICATE, awarded(**DISPUTED), "provider:settle:/issuers/form/forms", awarded(**FORM)),
        (CERTIFICATE, awarded(denied=["digital_certificate"]), "provider:answer:/issuers/form/forms", awarded(**FORM)),
        (HOURS, {}, "provider:answer:/deliverers/estimated_time/typical_hours", taking(15)),
        (HOURS, taking(10), "provider:answer:/deliverers/estimated_time/typical_hours", taking(20)),
        (
            READING,
            {},
            "provider:answer:/developers/title_and_description/content_area",
            {"developers": {"title_and_description": {"content_area": "Reading", "citations": [PAGE]}}},
        ),
        (
            by_issuer(kinds=("university",)),
            issued(),
            "provider:answer:/organizations/*/kind",
            issued(kind="university"),
        ),
        (
            by_issuer(kinds=("university",)),
            {"organizations": issued(kind="university")["organizations"]},
            "provider:answer:/issuers/issuer/organizations",
            issued(kind="university"),
        ),
        (
            by_issuer(approved_by=("State Board",)),
            issued(),
            "provider:obtain:/organizations/*/approvals",
            issued(approvals=[APPROVED]),
        ),
        (
            by_issuer(approved_by=("State Board",)),
            issued(approvals=[{**APPROVED, "standing": "lapsed"}]),
            "provider:obtain:/organizations/*/approvals",
            issued(approvals=[APPROVED]),
        ),
        (
            ApprovalNeed(of="micro_credential", by=("State Board",), source=RULES),
            {},
            "provider:obtain:/about/approvals",
            {"about": {"approvals": [WHOLE]}},
        ),
        (
            ApprovalNeed(of="micro_credential", by=("State Board",), source=RULES),
            {"about": {"approvals": [{key: each for key, each in WHOLE.items() if key != "citation"}]}},
            "provider:cite:/about/approvals",
            {"about": {"approvals": [WHOLE]}},
        ),
        (RUBRIC, {}, "provider:answer:/issuers/form/forms", awarded(**FORM)),
        (RUBRIC, {"issuers": {"form": FORM}}, "provider:cite:/issuers/form/forms", awarded(**FORM)),
    ],
)
def test_one_act_of_the_provider_opens_a_cell(
    edition: Edition, need: Any, before: Content, key: str, after: Content
) -> None:
    policy = policy_of(rule(needs=(need,)))
    assert answered(edition, before, policy).answer is not Answer.ACCEPTED
    assert keys(fixes_of(edition, before, policy)) == one_act(key)
    assert answered(edition, after, policy).answer is Answer.ACCEPTED


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        (None, "state:state:license_renewal", policy_of(rule())),
        (policy_of(), "state:state:license_renewal", policy_of(rule())),
        (policy_of(rule(standing=Standing.DRAFT)), "state:state:license_renewal", policy_of(rule())),
        (policy_of(refusal()), "state:state:license_renewal", policy_of(rule())),
        (policy_of(rule(accepts=None)), "state:state:license_renewal/points", policy_of(rule())),
        (policy_of(rule(gives=None)), "state:state:license_renewal/points", policy_of(rule())),
        (
            policy_of(rule(), conflicts=(conflict("rules", "older"),)),
            "state:state:license_renewal/points",
            policy_of(rule()),
        ),
        (
            policy_of(rule(needs=(ListNeed(micro_credentials=OTHERS, complete=True, source=RULES),))),
            "state:state:license_renewal/points/listed",
            policy_of(
                rule(
                    needs=(ListNeed(micro_credentials=(*OTHERS, Named(title="made-up")), complete=True, source=RULES),)
                )
            ),
        ),
        (
            policy_of(rule(needs=(by_issuer(listed="approved_issuers"),))),
            "state:set:approved_issuers",
            policy_of(
                rule(needs=(by_issuer(listed="approved_issuers"),)),
                settings={"approved_issuers": setting(["Lake Institute"])},
            ),
        ),
    ],
    ids=["policy", "rule", "draft", "refusal", "conditions", "how much", "dispute", "closed list", "issuers"],
)
def test_one_act_of_the_state_opens_a_cell(edition: Edition, before: Policy | None, key: str, after: Policy) -> None:
    content = issued()
    assert answered(edition, content, before).answer is not Answer.ACCEPTED
    assert keys(fixes_of(edition, content, before)) == one_act(key)
    assert answered(edition, content, after).answer is Answer.ACCEPTED


def test_an_accepted_cell_needs_nothing(edition: Edition) -> None:
    found = fixes_of(edition, awarded(**FORM), policy_of(rule(needs=(CERTIFICATE,))))
    assert found is not None
    assert (found.size, found.sets, found.proven) == (0, 1, True)


def test_no_act_makes_a_single_micro_credential_a_series(edition: Edition) -> None:
    assert fixes_of(edition, {}, policy_of(rule(needs=(SERIES,)))) is None


def test_no_act_makes_an_organization_one_of_another_kind(edition: Edition) -> None:
    policy = policy_of(rule(needs=(by_issuer(kinds=("university",)),)))
    assert fixes_of(edition, issued(kind="company"), policy) is None


def test_a_state_says_whether_a_near_kind_is_meant(edition: Edition) -> None:
    policy = policy_of(rule(needs=(by_issuer(kinds=("professional_association",)),)))
    expected = one_act("state:state:license_renewal/points/provider")
    assert keys(fixes_of(edition, issued(kind="union"), policy)) == expected


def of_two(kind: str, other: Content) -> Content:
    """Return a profile with two issuers, one of a kind."""
    river = {"name": "River Union", "citation": PAGE, **other}
    return {
        "organizations": {**issued(kind=kind)["organizations"], "river": river},
        "issuers": {"issuer": {"organizations": ["lake", "river"], "citations": [PAGE]}},
    }


ASSOCIATIONS = by_issuer(kinds=("professional_association",))
NAMED = "provider:answer:/issuers/issuer/organizations"
CITED = "provider:cite:/issuers/issuer/organizations"
SAYS = "state:state:license_renewal/points/provider"
KIND = "provider:answer:/organizations/*/kind"


@pytest.mark.parametrize(
    ("need", "content", "key"),
    [
        (ASSOCIATIONS, of_two("professional_association", {}), KIND),
        (ASSOCIATIONS, of_two("union", {}), SAYS),
        (ASSOCIATIONS, of_two("company", {}), SAYS),
        (ASSOCIATIONS, of_two("professional_association", {"several": "yes"}), SAYS),
        (by_issuer(approved_by=("State Board",)), of_two("union", {"several": "yes"}), SAYS),
        (by_issuer(listed="approved_issuers"), of_two("union", {"several": "yes"}), SAYS),
    ],
    ids=["kind not said", "a near kind too", "another kind too", "several", "several approved", "several listed"],
)
def test_an_answer_about_one_of_two_issuers_opens_a_cell_only_if_the_other_is_right(
    edition: Edition, need: ProviderNeed, content: Content, key: str
) -> None:
    assert keys(fixes_of(edition, content, policy_of(rule(needs=(need,))))) == one_act(key)


RATE = "state:set:currency_rates"
TIME = "/deliverers/estimated_time/typical_hours"
TIMES = [{"field": "typical_hours", "values": [{"value": each, "citation": PAGE} for each in (10, 15)]}]
AGREED = [{"amount": 15, "unit": "clock_hours", "stands_for": "agreed_value", "citation": PAGE}]
KINDS = {"approved_provider_kinds": setting(["university"])}
NAMES = {"approved_issuers": setting(["Lake Institute"])}
UNCITED = {"issuers": {"issuer": {"organizations": ["lake"]}}, "organizations": {"lake": {"name": "Lake Institute"}}}


@pytest.mark.parametrize(
    ("name", "content", "settings", "ways"),
    [
        ("approved_provider_kinds", issued(), KINDS, {frozenset((KIND,))}),
        ("approved_provider_kinds", issued(), {}, {frozenset((KIND, "state:set:approved_provider_kinds"))}),
        ("approved_issuers", {}, NAMES, {frozenset((NAMED,))}),
        ("approved_issuers", {}, {}, {frozenset((NAMED, "state:set:approved_issuers"))}),
        ("approved_issuers", UNCITED, {}, {frozenset((CITED, "state:set:approved_issuers"))}),
    ],
    ids=["kind not said", "no list of kinds", "no issuer named", "no list of names", "not cited"],
)
def test_a_list_is_asked_of_the_state_where_it_has_none_with_what_the_provider_leaves_out(
    edition: Edition, name: str, content: Content, settings: Content, ways: set[frozenset[str]]
) -> None:
    policy = policy_of(rule(needs=(by_issuer(listed=name),)), settings=settings)
    assert keys(fixes_of(edition, content, policy)) == ways


def test_a_dispute_about_who_delivers_is_settled_where_the_rule_does_not_say_whom_it_means(edition: Edition) -> None:
    values = [{"value": each, "citation": PAGE} for each in ("lake", "river")]
    supports = {"supports": [{"organization": "lake", "citation": PAGE}]}
    disputed = {**supports, "conflicts": [{"field": "supports", "values": values}]}
    content = {**issued(kind="university"), "deliverers": {"support_organization": disputed}}
    policy = policy_of(rule(needs=(ProviderNeed(kinds=("university",), source=RULES),)))
    found = keys(fixes_of(edition, content, policy))
    assert found == one_act("provider:settle:/deliverers/support_organization/supports")


@pytest.mark.parametrize(
    ("content", "acts"),
    [
        ({}, {RATE, f"provider:answer:{TIME}"}),
        (taking({"about": 15}), {RATE, f"provider:answer:{TIME}"}),
        (taking(15), {RATE}),
        ({"deliverers": {"estimated_time": {"typical_hours": 15}}}, {RATE, f"provider:cite:{TIME}"}),
        ({"recognizers": {"formal_currency": {"equivalence": AGREED}}}, {RATE}),
        (
            {"deliverers": {"estimated_time": {"typical_hours": 15, "conflicts": TIMES}}},
            {RATE, f"provider:settle:{TIME}"},
        ),
    ],
    ids=["no hours", "about", "hours", "not cited", "agreed value", "disputed"],
)
def test_hours_in_a_unit_without_a_rate_take_a_rate(edition: Edition, content: Content, acts: set[str]) -> None:
    """No hours that a provider states can be compared with CEUs of which the state has not said what one is."""
    ceu = HoursNeed(field="typical_hours", amount=1.5, unit="ceu", source=RULES)
    policy = policy_of(rule(needs=(ceu,), measures=Measures.VALUE))
    assert frozenset(acts) in keys(fixes_of(edition, content, policy))


def test_a_topic_under_another_name_is_for_the_state_to_judge(edition: Edition) -> None:
    content = {"developers": {"title_and_description": {"content_area": "Literacy", "citations": [PAGE]}}}
    expected = one_act("state:state:license_renewal/points/topic")
    assert keys(fixes_of(edition, content, policy_of(rule(needs=(READING,))))) == expected


def test_an_agreed_value_counts_once_the_state_says_so_or_the_time_is_longer(edition: Edition) -> None:
    equal = [{"amount": 15, "unit": "clock_hours", "stands_for": "agreed_value", "citation": PAGE}]
    content = taking(6, recognizers={"formal_currency": {"equivalence": equal}})
    unsaid = policy_of(rule(needs=(HOURS,), measures=Measures.UNSAID))
    parties = {
        act.key
        for formula in formulas_of(edition, content, unsaid)
        for clause in formula
        for way in clause
        for act in way
    }
    assert parties == {
        "provider:answer:/deliverers/estimated_time/typical_hours",
        "state:state:license_renewal/points/at_least",
    }


def test_what_the_state_wants_checked_is_for_reviewers(edition: Edition) -> None:
    policy = policy_of(rule(needs=(CERTIFICATE,)), confirm_facts=True)
    assert keys(fixes_of(edition, awarded(**FORM), policy)) == one_act("reviewers:decide:4B-1")
    assert keys(fixes_of(edition, {}, policy)) == {
        frozenset(("provider:answer:/issuers/form/forms", "reviewers:decide:4B-1"))
    }


@pytest.mark.parametrize(
    ("need", "key", "outside"),
    [
        (BY_STATE, "state:approve:license_renewal/points/judged", False),
        (BY_DISTRICT, "delegate:approve:license_renewal/points/judged", True),
    ],
)
def test_whoever_judges_approves_it(edition: Edition, need: JudgedNeed, key: str, outside: bool) -> None:
    found = fixes_of(edition, {}, policy_of(rule(needs=(need,))))
    assert keys(found) == one_act(key)
    assert found is not None
    assert [act.outside for act in found.acts] == [outside]


def test_what_is_left_to_a_committee_takes_its_approval_beside_what_else_is_open(edition: Edition) -> None:
    policy = policy_of(rule(decided_by=Holder.COMMITTEE, needs=(CERTIFICATE,)))
    approval = "delegate:approve:license_renewal/points"
    assert keys(fixes_of(edition, awarded(**FORM), policy)) == one_act(approval)
    assert keys(fixes_of(edition, {}, policy)) == {frozenset((approval, "provider:answer:/issuers/form/forms"))}


def test_any_one_of_several_conditions_is_a_choice(edition: Edition) -> None:
    either = AnyNeed(any_of=(CERTIFICATE, HOURS), source=RULES)
    found = fixes_of(edition, {}, policy_of(rule(needs=(either,))))
    assert keys(found) == {
        frozenset(("provider:answer:/issuers/form/forms",)),
        frozenset(("provider:answer:/deliverers/estimated_time/typical_hours",)),
    }


def test_several_criteria_as_one_alternative_are_met_together(edition: Edition) -> None:
    criteria = CriteriaNeed(ids=("4B-1", "4B-2"), source=RULES)
    either = AnyNeed(any_of=(SERIES, criteria), source=RULES)
    found = fixes_of(edition, {}, policy_of(rule(needs=(either,))))
    assert keys(found) == {
        frozenset(("provider:answer:/issuers/form/forms", "provider:answer:/issuers/form/evidence_address"))
    }


def test_the_rule_that_takes_least_is_kept(edition: Edition) -> None:
    other = rule(id="hours", needs=(HOURS,), gives=Gives(kind="pd_hours", amount=1, unit="hours", per=Per.CLOCK_HOUR))
    two = rule(needs=(CERTIFICATE, READING))
    expected = one_act("provider:answer:/deliverers/estimated_time/typical_hours")
    assert keys(fixes_of(edition, {}, policy_of(two, other))) == expected


def test_one_act_serves_a_form_that_the_rule_and_a_criterion_ask_for(edition: Edition) -> None:
    policy = policy_of(rule(needs=(CERTIFICATE, RUBRIC)))
    assert keys(fixes_of(edition, {}, policy)) == one_act("provider:answer:/issuers/form/forms")


def test_a_submission_waits_for_no_reviewer(edition: Edition) -> None:
    policy = policy_of(rule(needs=(GateNeed(gate="submission", source=RULES),)))
    found = fixes_of(edition, {}, policy)
    assert found is not None
    assert {act.party for act in found.acts} == {Party.PROVIDER}
    endorsement = fixes_of(edition, {}, policy_of(rule(needs=(GateNeed(gate="endorsement", source=RULES),))))
    assert endorsement is not None
    assert Party.REVIEWERS in {act.party for act in endorsement.acts}


def test_a_waived_criterion_takes_no_act(edition: Edition) -> None:
    waiver = Waiver(requirement="4B-2", profiles=(), reason="A pilot", by="A. Director", expires="2027-01-01")
    policy = policy_of(rule(needs=(CriteriaNeed(ids=("4B-1", "4B-2"), source=RULES),)), waivers=(waiver,))
    assert keys(fixes_of(edition, {}, policy)) == one_act("provider:answer:/issuers/form/forms")


def test_a_party_alone_may_not_be_able_to_open_a_cell(edition: Edition) -> None:
    formulas = formulas_of(edition, {}, policy_of(rule(needs=(CERTIFICATE, BY_STATE))))
    for party in Party:
        assert smallest_of(by_parties(formulas, {party}), target="accepted") is None
    both = smallest_of(by_parties(formulas, {Party.PROVIDER, Party.STATE}), target="accepted")
    assert both is not None
    assert both.size == 2


# --- any rule --------------------------------------------------------------------------------------

NEEDS: Mapping[str, tuple[Any, Content]] = {
    "provider:answer:/issuers/form/forms": (CERTIFICATE, awarded(**FORM)),
    "provider:answer:/deliverers/estimated_time/typical_hours": (HOURS, taking(15)),
    "provider:answer:/developers/title_and_description/content_area": (
        READING,
        {"developers": {"title_and_description": {"content_area": "Reading", "citations": [PAGE]}}},
    ),
}


def needs(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    either = st.lists(of, min_size=2, max_size=3).map(lambda each: AnyNeed(any_of=tuple(each), source=RULES))
    return st.lists(of | either, max_size=3).map(tuple)


rules: st.SearchStrategy[Purpose] = needs(st.sampled_from([need for need, _ in NEEDS.values()])).map(
    lambda each: rule(needs=each)
)


def done(acts: set[Act]) -> Content:
    """Return a profile that gives what some acts give."""
    content: Content = {}
    for act in acts:
        content |= NEEDS[act.key][1]
    return content


@given(st.lists(rules, min_size=1, max_size=2))
def test_every_smallest_set_opens_the_cell_and_loses_it_with_any_of_its_acts(
    edition: Edition, several: list[Purpose]
) -> None:
    policy = policy_of(*several)
    found = fixes_of(edition, {}, policy)
    assert found is not None
    for acts in found.listed(100):
        assert answered(edition, done(set(acts)), policy).answer is Answer.ACCEPTED
        for act in acts:
            assert answered(edition, done(set(acts) - {act}), policy).answer is not Answer.ACCEPTED


@given(st.lists(rules, min_size=1, max_size=2))
def test_the_order_of_rules_changes_no_set(edition: Edition, several: list[Purpose]) -> None:
    one, other = (fixes_of(edition, {}, policy_of(*each)) for each in (several, several[::-1]))
    assert keys(one) == keys(other)


# --- for another state -----------------------------------------------------------------------------


def test_what_may_differ_between_states_is_given_for_the_state_that_asks(edition: Edition) -> None:
    policy = policy_of(rule(needs=(CriteriaNeed(ids=("4B-1", "5B-1"), source=RULES),)))
    acts = {}
    for state in ("OH", "TN"):
        profile = for_state(edition, made({"state": state}), "OH")
        candidate = Candidate(case_of(edition, profile, date=DAY, policy=policy), policy, date=DAY, shared={})
        asking = cell(policy, lambda _: candidate, state="OH", purpose=RENEWAL, date=DAY)  # noqa: B023
        found = smallest_of(opening(asking, policy, lambda: candidate), target="accepted")  # noqa: B023
        assert found is not None
        acts[state] = {(act.key, act.state) for act in found.acts if act.party is Party.PROVIDER}
    record = "recognizers/other_recognitions/learning_record"
    assert acts == {
        "OH": {("provider:answer:/issuers/form/forms", ""), (f"provider:obtain:/{record}", "OH")},
        "TN": {("provider:answer:/issuers/form/forms", ""), (f"provider:obtain:/for_states/OH/{record}", "OH")},
    }


FREE = {key: each for key, each in WHOLE.items() if key != "state"}


@pytest.mark.parametrize(
    ("need", "before", "key", "after"),
    [
        (
            ApprovalNeed(of="micro_credential", by=("State Board",), source=RULES),
            {"about": {"approvals": [FREE]}},
            "provider:obtain:/about/approvals",
            {"about": {"approvals": [WHOLE]}},
        ),
        (
            HOURS,
            {"recognizers": {"formal_currency": {"equivalence": AGREED}}},
            "provider:obtain:/for_states/OH/recognizers/formal_currency/equivalence",
            {"for_states": {"OH": {"recognizers": {"formal_currency": {"equivalence": AGREED}}}}},
        ),
    ],
    ids=["approval", "agreed value"],
)
def test_a_national_profile_says_for_which_state_a_fact_holds(
    edition: Edition, need: Any, before: Content, key: str, after: Content
) -> None:
    policy = policy_of(rule(needs=(need,), measures=Measures.VALUE))
    national = {"state": "national"}
    assert keys(fixes_of(edition, {**national, **before}, policy)) == one_act(key)
    assert answered(edition, {**national, **after}, policy).answer is Answer.ACCEPTED
