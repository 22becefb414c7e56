"""A cell has the answer that the state's own rules give on the day, and never a yes without one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.model import Edition, SettingValue, Waiver
from mcaudit.model.acceptance import Answer, Because, Holds, RestsOn, best, worst
from mcaudit.model.purposes import (
    AnyNeed,
    ApprovalNeed,
    CriteriaNeed,
    EducatorNeed,
    FormNeed,
    GateNeed,
    Gives,
    Holder,
    HoursNeed,
    JudgedNeed,
    Limit,
    ListNeed,
    Measures,
    Named,
    Per,
    ProviderNeed,
    PurposeKind,
    Role,
    SeriesNeed,
    SourcedPlace,
    Standing,
    TopicNeed,
)
from mcaudit.report.acceptance.words import gives_words
from tests.accept.making import (
    PAGE,
    POINTS,
    RULES,
    answer_of,
    answered,
    conflict,
    policy_of,
    refusal,
    rule,
    setting,
)

CERTIFICATE = FormNeed(forms=("digital_certificate",), source=RULES)
AWARDED = {"issuers": {"form": {"forms": ["digital_certificate"], "citations": [PAGE]}}}
BY_DISTRICT = JudgedNeed(text="It improves teaching.", by=Holder.DISTRICT, source=RULES)
BY_STATE = JudgedNeed(text="The superintendent approves it.", by=Holder.STATE, source=RULES)
LICENSED = EducatorNeed(text="The educator has taught for three years.", source=RULES)


# --- the first line that applies -------------------------------------------------------------------


def test_a_state_without_a_policy_has_not_said(edition: Edition) -> None:
    cell = answered(edition, AWARDED, None)
    assert (cell.answer, cell.because) == (Answer.SILENT, Because.NO_POLICY)


def test_a_state_without_a_rule_for_the_purpose_has_not_said(edition: Edition) -> None:
    cell = answered(edition, AWARDED, policy_of(rule()), purpose=PurposeKind.PAY)
    assert (cell.answer, cell.because) == (Answer.SILENT, Because.NO_RULE)


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"standing": Standing.DRAFT}, Because.DRAFT),
        ({"standing": Standing.WITHOUT_EFFECT}, Because.WITHOUT_EFFECT),
        ({"standing": Standing.ENDED}, Because.ENDED),
        ({"start": "2026-11-30"}, Because.NOT_YET),
        ({"end": "2026-11-28"}, Because.ENDED),
    ],
    ids=["a draft", "a law without effect", "one that ended", "one that begins tomorrow", "one that ended yesterday"],
)
def test_a_rule_that_is_not_in_force_says_nothing(edition: Edition, more: dict[str, Any], because: Because) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(**more)))
    assert (cell.answer, cell.because) == (Answer.SILENT, because)


@pytest.mark.parametrize("more", [{"start": "2026-11-29"}, {"end": "2026-11-29"}], ids=["first day", "last day"])
def test_a_rule_holds_on_its_first_and_on_its_last_day(edition: Edition, more: dict[str, Any]) -> None:
    assert answer_of(edition, AWARDED, policy_of(rule(**more))) is Answer.ACCEPTED


def test_a_policy_that_has_ended_says_nothing(edition: Edition) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(), in_force_until="2026-06-30"))
    assert (cell.answer, cell.because) == (Answer.SILENT, Because.ENDED)


def test_a_rule_that_refuses_is_a_no(edition: Edition) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(), refusal()))
    assert (cell.answer, cell.because) == (Answer.NOT_ACCEPTED, Because.REFUSED)


def test_a_refusal_for_some_educators_leaves_the_rule_for_the_others(edition: Edition) -> None:
    policy = policy_of(refusal(for_whom=("principals",)), rule(for_whom=("teachers",)))
    assert answer_of(edition, AWARDED, policy) is Answer.ACCEPTED
    assert answer_of(edition, AWARDED, policy_of(refusal(for_whom=("principals",)))) is Answer.NOT_ACCEPTED


def test_all_conditions_that_hold_make_a_yes(edition: Edition) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(needs=(CERTIFICATE,))))
    assert cell.answer is Answer.ACCEPTED
    (condition,) = cell.paths[0].conditions
    assert (condition.id, condition.holds, condition.rests_on) == ("form", Holds.YES, RestsOn.CLAIM)
    assert [citation.document for citation in condition.citations] == ["page"]
    assert condition.source == RULES


@pytest.mark.parametrize("holder", [Holder.DISTRICT, Holder.COMMITTEE, Holder.EMPLOYER, Holder.PROVIDER])
def test_what_somebody_else_decides_is_delegated(edition: Edition, holder: Holder) -> None:
    assert answer_of(edition, AWARDED, policy_of(rule(decided_by=holder))) is Answer.DELEGATED


def test_who_only_checks_the_papers_delegates_nothing(edition: Edition) -> None:
    checked = rule(checked_by=Holder.DISTRICT, checks="Staff approve or deny points.")
    assert answer_of(edition, AWARDED, policy_of(checked)) is Answer.ACCEPTED


def test_what_a_district_judges_is_delegated_and_what_the_state_judges_is_open(edition: Edition) -> None:
    assert answer_of(edition, AWARDED, policy_of(rule(needs=(BY_DISTRICT,)))) is Answer.DELEGATED
    assert answer_of(edition, AWARDED, policy_of(rule(needs=(BY_STATE,)))) is Answer.UNDECIDED
    assert answer_of(edition, AWARDED, policy_of(rule(needs=(BY_DISTRICT, BY_STATE)))) is Answer.UNDECIDED


def test_a_purpose_without_conditions_is_undecided(edition: Edition) -> None:
    text_only = rule(accepts=None, decided_by=None, gives=None, standing=Standing.UNSAID, id="")
    cell = answered(edition, AWARDED, policy_of(text_only))
    assert (cell.answer, cell.because) == (Answer.UNDECIDED, Because.NO_CONDITIONS)


@pytest.mark.parametrize(
    ("document", "answer"),
    [("rules", Answer.UNDECIDED), ("copy", Answer.UNDECIDED), ("union", Answer.SILENT)],
    ids=["the state's own", "not said whose", "a union's"],
)
def test_a_purpose_in_somebody_elses_word_is_not_the_states(edition: Edition, document: str, answer: Answer) -> None:
    source = SourcedPlace(document=document, place="p. 1")
    text_only = rule(accepts=None, decided_by=None, gives=None, standing=Standing.UNSAID, id="", source=source)
    assert answer_of(edition, AWARDED, policy_of(text_only)) is answer


def test_the_best_of_several_rules_decides(edition: Edition) -> None:
    strict = rule(id="strict", needs=(FormNeed(forms=("paper_certificate",), source=RULES),))
    cell = answered(edition, AWARDED, policy_of(strict, rule(needs=(CERTIFICATE,))))
    assert (cell.answer, cell.paths[0].rule) == (Answer.ACCEPTED, 1)
    assert [path.answer for path in cell.paths] == [Answer.ACCEPTED, Answer.UNDECIDED]


@pytest.mark.parametrize(
    ("gives", "answer", "because"),
    [
        (None, Answer.UNDECIDED, Because.HOW_MUCH),
        (Gives(kind="relicensure_credit", per=Per.MICRO_CREDENTIAL), Answer.UNDECIDED, Because.HOW_MUCH),
        (POINTS, Answer.ACCEPTED, Because.CONDITIONS),
    ],
    ids=["nothing", "no amount", "an amount"],
)
def test_points_toward_renewal_need_an_amount(
    edition: Edition, gives: Gives | None, answer: Answer, because: Because
) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(gives=gives)))
    assert (cell.answer, cell.because) == (answer, because)


def test_an_endorsement_needs_none(edition: Edition) -> None:
    given = rule(purpose=PurposeKind.ENDORSEMENT, gives=Gives(kind="license_endorsement", per=Per.MICRO_CREDENTIAL))
    assert answer_of(edition, AWARDED, policy_of(given), purpose=PurposeKind.ENDORSEMENT) is Answer.ACCEPTED


def test_what_depends_on_the_educator_is_not_decided_here(edition: Edition) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(needs=(LICENSED, CERTIFICATE))))
    assert cell.answer is Answer.ACCEPTED
    assert [each.id for each in cell.paths[0].conditions] == ["form"]


# --- three values ----------------------------------------------------------------------------------

HOLDS = st.lists(st.sampled_from(Holds))


@given(HOLDS, HOLDS)
def test_all_of_takes_the_worst_and_any_of_the_best(some: list[Holds], others: list[Holds]) -> None:
    both = [*some, *others]
    assert worst(both) == worst([worst(some), worst(others)])
    assert best(both) == best([best(some), best(others)])
    assert (worst([]), best([])) == (Holds.YES, Holds.NO)


def test_any_one_of_several_conditions_is_enough(edition: Edition) -> None:
    either = AnyNeed(any_of=(BY_STATE, CERTIFICATE), source=RULES)
    cell = answered(edition, AWARDED, policy_of(rule(needs=(either,))))
    assert cell.answer is Answer.ACCEPTED
    assert [each.holds for each in cell.paths[0].conditions[0].any_of] == [Holds.OPEN, Holds.YES]


# --- forms: cited, disputed, denied ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ({"forms": ["digital_certificate"]}, Answer.UNDECIDED),
        ({"forms": ["paper_certificate"], "citations": [PAGE]}, Answer.UNDECIDED),
        ({"denied": ["digital_certificate"], "citations": [PAGE]}, Answer.NOT_ACCEPTED),
        (
            {
                "forms_by_state": [
                    {"form": "digital_certificate", "state": "OH", "standing": "awarded", "citation": PAGE}
                ]
            },
            Answer.ACCEPTED,
        ),
        (
            {
                "forms_by_state": [
                    {"form": "digital_certificate", "state": "TN", "standing": "awarded", "citation": PAGE}
                ]
            },
            Answer.UNDECIDED,
        ),
        (
            {
                "forms_by_state": [
                    {"form": "digital_certificate", "state": "OH", "standing": "planned", "citation": PAGE}
                ]
            },
            Answer.UNDECIDED,
        ),
        ({}, Answer.UNDECIDED),
    ],
    ids=["uncited", "another form", "denied", "awarded here", "awarded elsewhere", "planned", "not stated"],
)
def test_a_form_counts_if_it_is_awarded_here_and_cited(edition: Edition, form: dict[str, Any], answer: Answer) -> None:
    policy = policy_of(rule(needs=(CERTIFICATE,)))
    assert answer_of(edition, {"issuers": {"form": form}}, policy) is answer


def test_a_complete_list_without_the_form_is_a_no(edition: Edition) -> None:
    form = {"forms": ["paper_certificate"], "citations": [PAGE]}
    content = {"lists_complete": ["forms"], "issuers": {"form": form}}
    assert answer_of(edition, content, policy_of(rule(needs=(CERTIFICATE,)))) is Answer.NOT_ACCEPTED


def test_a_form_about_which_sources_disagree_is_open(edition: Edition) -> None:
    says = [{"value": ["digital_certificate"], "citation": PAGE}, {"value": ["transcript"], "citation": PAGE}]
    form = {"forms": ["digital_certificate"], "citations": [PAGE], "conflicts": [{"field": "forms", "values": says}]}
    assert answer_of(edition, {"issuers": {"form": form}}, policy_of(rule(needs=(CERTIFICATE,)))) is Answer.UNDECIDED


def test_a_state_that_wants_facts_checked_accepts_no_bare_claim(edition: Edition) -> None:
    policy = policy_of(rule(needs=(CERTIFICATE,)), confirm_facts=True)
    assert answer_of(edition, AWARDED, policy) is Answer.UNDECIDED


APPROVAL = {"of": "micro_credential", "by": "Department of Education", "standing": "in_force", "citation": PAGE}
ISSUING = {"by": "Department of Education", "standing": "in_force", "covers": "issuing_micro_credentials"}
ANY_STATE: dict[str, tuple[Any, dict[str, Any]]] = {
    "approval": (
        ApprovalNeed(of="micro_credential", by=("Department of Education",), source=RULES),
        {"about": {"approvals": [APPROVAL]}},
    ),
    "issuer": (
        ProviderNeed(who=Role.ISSUER, approved_by=("Department of Education",), source=RULES),
        {
            "organizations": {"river": {"name": "River Institute", "approvals": [{**ISSUING, "citation": PAGE}]}},
            "issuers": {"issuer": {"organizations": ["river"], "citations": [PAGE]}},
        },
    ),
    "agreed value": (
        HoursNeed(field="typical_hours", amount=15, unit="clock_hours", source=RULES),
        {
            "recognizers": {
                "formal_currency": {
                    "equivalence": [
                        {"amount": 15, "unit": "clock_hours", "stands_for": "agreed_value", "citation": PAGE}
                    ]
                }
            }
        },
    ),
    "form": (
        CERTIFICATE,
        {
            "lists_complete": ["forms"],
            "issuers": {
                "form": {
                    "forms": ["digital_badge"],
                    "forms_by_state": [{"form": "digital_certificate", "standing": "awarded"}],
                    "citations": [PAGE],
                }
            },
        },
    ),
}
"""Facts that name no state, and conditions that they satisfy in the profile's own state."""


@pytest.mark.parametrize(("need", "content"), ANY_STATE.values(), ids=ANY_STATE)
def test_a_fact_without_a_state_counts_in_the_profiles_own_and_is_open_in_a_national_one(
    edition: Edition, need: Any, content: dict[str, Any]
) -> None:
    """Boards of several states have one name: what Ohio's approved, Tennessee's did not."""
    policy = policy_of(rule(needs=(need,), measures=Measures.VALUE))
    own = {state: answer_of(edition, {"state": state, **content}, policy) for state in ("OH", "TN", "national")}
    assert own["OH"] is Answer.ACCEPTED
    assert own["TN"] is not Answer.ACCEPTED
    assert own["national"] is Answer.UNDECIDED


@pytest.mark.parametrize("name", ["approval", "issuer"])
def test_a_national_approval_that_names_the_state_counts_there(edition: Edition, name: str) -> None:
    need, content = ANY_STATE[name]
    stated = json.loads(json.dumps(content).replace('"standing"', '"state": "OH", "standing"'))
    policy = policy_of(rule(needs=(need,)))
    assert answer_of(edition, {"state": "national", **stated}, policy) is Answer.ACCEPTED


# --- pitfalls: hours -------------------------------------------------------------------------------


def hours(**more: Any) -> HoursNeed:
    return HoursNeed(**{"field": "typical_hours", "amount": 15, "unit": "clock_hours", "source": RULES, **more})


def taking(value: Any, *, agreed: float | None = None, field: str = "typical_hours") -> dict[str, Any]:
    """Return a profile with some hours of time, and of an agreed value."""
    equal = [{"amount": agreed, "unit": "clock_hours", "stands_for": "agreed_value", "citation": PAGE}]
    return {
        "deliverers": {"estimated_time": {**({field: value} if value is not None else {}), "citations": [PAGE]}},
        **({"recognizers": {"formal_currency": {"equivalence": equal}}} if agreed else {}),
    }


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (15, Answer.ACCEPTED),
        (14.5, Answer.NOT_ACCEPTED),
        ({"at_least": 10, "at_most": 20}, Answer.UNDECIDED),
        ({"at_least": 15}, Answer.ACCEPTED),
        ({"at_most": 12}, Answer.NOT_ACCEPTED),
        ({"about": 15}, Answer.UNDECIDED),
        (None, Answer.UNDECIDED),
    ],
    ids=["enough", "too few", "a range", "at least", "at most", "about", "not stated"],
)
def test_a_minimum_is_compared_with_the_whole_range(edition: Edition, value: Any, answer: Answer) -> None:
    assert answer_of(edition, taking(value), policy_of(rule(needs=(hours(),)))) is answer


@pytest.mark.parametrize(
    ("measures", "answer"),
    [
        (Measures.VALUE, Answer.ACCEPTED),
        (Measures.TIME, Answer.NOT_ACCEPTED),
        (Measures.UNSAID, Answer.UNDECIDED),
    ],
)
def test_an_agreed_value_stands_for_hours_only_where_the_state_says_so(
    edition: Edition, measures: Measures, answer: Answer
) -> None:
    """Delaware counts actual time; whether a value agreed on for competence counts, most states have not said."""
    policy = policy_of(rule(needs=(hours(),), measures=measures))
    assert answer_of(edition, taking(6, agreed=15), policy) is answer


def test_a_cited_value_counts_where_enough_hours_are_not_cited(edition: Edition) -> None:
    content = taking(20, agreed=15)
    del content["deliverers"]["estimated_time"]["citations"]
    given = {each: answer_of(edition, content, policy_of(rule(needs=(hours(),), measures=each))) for each in Measures}
    assert given[Measures.VALUE] is Answer.ACCEPTED
    assert {given[Measures.TIME], given[Measures.UNSAID]} == {Answer.UNDECIDED}


def test_typical_required_and_synchronous_hours_are_different_hours(edition: Edition) -> None:
    policy = policy_of(rule(needs=(hours(field="required_hours"),)))
    assert answer_of(edition, taking(20), policy) is Answer.UNDECIDED
    assert answer_of(edition, taking(20, field="required_hours"), policy) is Answer.ACCEPTED


def test_hours_of_a_stack_are_not_those_of_one(edition: Edition) -> None:
    assert answer_of(edition, taking(20), policy_of(rule(needs=(hours(per=Per.STACK),)))) is Answer.UNDECIDED


def test_units_are_converted_in_one_step_and_never_in_two(edition: Edition) -> None:
    need = (hours(amount=1.5, unit="ceu"),)
    one = policy_of(
        rule(needs=need), settings={"currency_rates": setting([{"one": "ceu", "equals": 10, "unit": "clock_hours"}])}
    )
    assert answer_of(edition, taking(15), one) is Answer.ACCEPTED
    assert answer_of(edition, taking(14), one) is Answer.NOT_ACCEPTED
    chain = [
        {"one": "ceu", "equals": 1, "unit": "semester_hours"},
        {"one": "semester_hours", "equals": 10, "unit": "clock_hours"},
    ]
    two = policy_of(rule(needs=need), settings={"currency_rates": setting(chain)})
    assert answer_of(edition, taking(1000), two) is Answer.UNDECIDED


@pytest.mark.parametrize(("unit", "words"), [("ceu", "1.5 CEU"), ("pd_hours", "1.5 PD hours")])
def test_a_condition_writes_units_as_people_do(edition: Edition, unit: str, words: str) -> None:
    cell = answered(edition, taking(15), policy_of(rule(needs=(hours(amount=1.5, unit=unit),))))
    assert cell.paths[0].conditions[0].text == f"It takes at least {words} (typical hours)."


def test_a_rate_in_somebody_elses_word_converts_nothing(edition: Edition) -> None:
    union = SourcedPlace(document="union", place="p. 1")
    rate = SettingValue(value=[{"one": "ceu", "equals": 10, "unit": "clock_hours"}], source=union)
    policy = policy_of(rule(needs=(hours(amount=1.5, unit="ceu"),)), settings={"currency_rates": (rate,)})
    assert answer_of(edition, taking(15), policy) is Answer.UNDECIDED


def test_a_limit_on_what_is_given_refuses_nothing(edition: Edition) -> None:
    limited = rule(
        gives=Gives(kind="pd_hours", amount=60, unit="clock_hours", per=Per.MICRO_CREDENTIAL),
        limit=Limit(amount=50, unit="clock_hours", per="license_cycle", source=RULES),
    )
    assert answer_of(edition, AWARDED, policy_of(limited)) is Answer.ACCEPTED


# --- pitfalls: providers ---------------------------------------------------------------------------

BOARD = "Ohio State Board of Education"


def provided(*, role: str = "issuer", **entry: Any) -> dict[str, Any]:
    """Return a profile with one organization in a role."""
    roles: dict[str, Any] = {
        "issuer": {"issuers": {"issuer": {"organizations": ["lake"], "citations": [PAGE]}}},
        "deliverer": {
            "deliverers": {"support_organization": {"supports": [{"organization": "lake"}], "citations": [PAGE]}}
        },
    }
    return {"organizations": {"lake": {"name": "Lake Institute", "citation": PAGE, **entry}}, **roles[role]}


def provider(**more: Any) -> ProviderNeed:
    return ProviderNeed(**{"who": Role.ISSUER, "source": RULES, **more})


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("higher_education", Answer.ACCEPTED),
        ("university", Answer.ACCEPTED),
        ("company", Answer.NOT_ACCEPTED),
        (None, Answer.UNDECIDED),
        ("other", Answer.UNDECIDED),
    ],
)
def test_a_kind_of_provider_is_compared_by_its_code(edition: Edition, kind: str | None, answer: Answer) -> None:
    policy = policy_of(rule(needs=(provider(kinds=("higher_education",)),)))
    assert answer_of(edition, provided(**({"kind": kind} if kind else {})), policy) is answer


def test_a_union_may_be_a_professional_association(edition: Edition) -> None:
    policy = policy_of(rule(needs=(provider(kinds=("professional_association",)),)))
    assert answer_of(edition, provided(kind="union"), policy) is Answer.UNDECIDED


@pytest.mark.parametrize(
    ("approval", "answer"),
    [
        ({"standing": "in_force", "covers": "issuing_micro_credentials"}, Answer.ACCEPTED),
        ({"standing": "in_force", "covers": "professional_learning"}, Answer.UNDECIDED),
        ({"standing": "lapsed", "covers": "issuing_micro_credentials"}, Answer.NOT_ACCEPTED),
        ({"standing": "applied_for", "covers": "issuing_micro_credentials"}, Answer.UNDECIDED),
        ({"state": "TN", "standing": "in_force", "covers": "issuing_micro_credentials"}, Answer.UNDECIDED),
    ],
    ids=["as an issuer", "as a provider of learning", "lapsed", "applied for", "of another state"],
)
def test_an_approval_counts_if_it_is_in_force_here_and_for_that(
    edition: Edition, approval: dict[str, Any], answer: Answer
) -> None:
    entry = {"by": f"the {BOARD}", "state": "OH", "citation": PAGE, **approval}
    policy = policy_of(rule(needs=(provider(approved_by=(BOARD,)),)))
    assert answer_of(edition, provided(approvals=[entry]), policy) is answer


def test_a_provider_without_a_listed_approval_is_open(edition: Edition) -> None:
    assert answer_of(edition, provided(), policy_of(rule(needs=(provider(approved_by=(BOARD,)),)))) is Answer.UNDECIDED


@pytest.mark.parametrize(
    ("entries", "answer"),
    [
        ([], Answer.UNDECIDED),
        ([{}], Answer.ACCEPTED),
        ([{"citation": None}], Answer.UNDECIDED),
        ([{"standing": None}], Answer.UNDECIDED),
        ([{"standing": "applied_for"}], Answer.UNDECIDED),
        ([{"standing": "lapsed"}], Answer.NOT_ACCEPTED),
        ([{"standing": "refused"}], Answer.NOT_ACCEPTED),
        ([{"standing": "refused"}, {}], Answer.ACCEPTED),
        ([{"state": "TN"}], Answer.UNDECIDED),
        ([{"by": "County Board"}], Answer.UNDECIDED),
        ([{"of": "program"}], Answer.UNDECIDED),
    ],
)
def test_an_approval_counts_if_it_is_in_force_here_of_the_same_thing_and_cited(
    edition: Edition, entries: list[dict[str, Any]], answer: Answer
) -> None:
    whole = {"of": "micro_credential", "by": f"the {BOARD}", "state": "OH", "standing": "in_force", "citation": PAGE}
    given = [{key: each for key, each in {**whole, **entry}.items() if each is not None} for entry in entries]
    content = {"about": {"approvals": given}} if given else {}
    need = ApprovalNeed(of="micro_credential", by=(BOARD,), source=RULES)
    assert answer_of(edition, content, policy_of(rule(needs=(need,)))) is answer


def test_an_approval_about_which_sources_disagree_is_open(edition: Edition) -> None:
    entry = {"of": "course", "by": BOARD, "standing": "in_force", "citation": PAGE}
    values = [{"value": each, "citation": PAGE} for each in ("in_force", "lapsed")]
    content = {"about": {"approvals": [entry], "conflicts": [{"field": "approvals", "entry": 1, "values": values}]}}
    need = ApprovalNeed(of="course", by=(BOARD,), source=RULES)
    assert answer_of(edition, content, policy_of(rule(needs=(need,)))) is Answer.UNDECIDED


def test_what_is_given_for_hours_says_for_how_many() -> None:
    given = Gives(kind="relicensure_credit", amount=20, unit="renewal_credits", per=Per.CLOCK_HOUR, hours=15)
    assert gives_words(rule(gives=given)) == "20 renewal credits for each 15 clock hours"


@pytest.mark.parametrize(
    ("names", "more", "answer"),
    [
        (["The Lake Institute"], {}, Answer.ACCEPTED),
        (["Lake Institute (LI)"], {}, Answer.ACCEPTED),
        (["River Institute"], {}, Answer.UNDECIDED),
        (["River Institute"], {"complete": True}, Answer.NOT_ACCEPTED),
        (["Lake Institute"], {"scope": "endorsements only"}, Answer.UNDECIDED),
    ],
    ids=["an article", "an abbreviation", "not on the list", "not on a complete list", "on a list for something"],
)
def test_a_list_of_providers_is_compared_by_name(
    edition: Edition, names: list[str], more: dict[str, Any], answer: Answer
) -> None:
    listed = provider(listed="approved_issuers")
    policy = policy_of(rule(needs=(listed,)), settings={"approved_issuers": setting(names, **more)})
    assert answer_of(edition, provided(), policy) is answer


@pytest.mark.parametrize("name", ["approved_issuers", "approved_provider_kinds"])
@pytest.mark.parametrize("complete", [True, False])
def test_a_list_in_somebody_elses_word_settles_nothing(edition: Edition, name: str, complete: bool) -> None:
    policy = policy_of(rule(needs=(provider(listed=name),)))
    for names in (["Lake Institute"], ["university"], ["Another", "company"]):
        theirs = SettingValue(value=names, complete=complete, source=SourcedPlace(document="union", place="p. 1"))
        found = replace(policy, settings={name: (theirs,)})
        assert answer_of(edition, provided(kind="university"), found) is Answer.UNDECIDED


def test_kinds_that_a_policy_lists_are_alternatives_to_a_name(edition: Edition) -> None:
    settings = {
        "approved_providers": setting(["River Institute"], complete=True),
        "approved_provider_kinds": setting(["school_district"]),
    }
    either = AnyNeed(
        any_of=(
            provider(who=Role.DELIVERER, listed="approved_providers"),
            provider(who=Role.DELIVERER, listed="approved_provider_kinds"),
        ),
        source=RULES,
    )
    policy = policy_of(rule(needs=(either,)), settings=settings)
    district = provided(role="deliverer", kind="school_district")
    assert answer_of(edition, district, policy) is Answer.ACCEPTED


def test_a_rule_that_does_not_say_whom_it_means_is_about_each_of_them(edition: Edition) -> None:
    two = provided(kind="university")
    two["organizations"]["pond"] = {"name": "Pond", "kind": "company", "citation": PAGE}
    two["deliverers"] = {"support_organization": {"supports": [{"organization": "pond"}], "citations": [PAGE]}}
    need = provider(who=Role.UNSAID, kinds=("higher_education",))
    cell = answered(edition, two, policy_of(rule(needs=(need,))))
    assert cell.answer is Answer.UNDECIDED
    assert "does not say whom it means" in cell.paths[0].conditions[0].reason
    assert answer_of(edition, two, policy_of(rule(needs=(provider(kinds=("higher_education",)),)))) is Answer.ACCEPTED


# --- pitfalls: conflicts, lists, series, topics ----------------------------------------------------


@pytest.mark.parametrize(
    ("documents", "answer"),
    [
        (("rules", "union"), Answer.ACCEPTED),
        (("rules", "older"), Answer.UNDECIDED),
        (("rules", "copy"), Answer.UNDECIDED),
        (("union", "union"), Answer.UNDECIDED),
    ],
    ids=["the state and a union", "two of the state's", "a copy by somebody", "nobody of the state"],
)
def test_a_disputed_rule_is_undecided_unless_only_one_side_is_the_states(
    edition: Edition, documents: tuple[str, str], answer: Answer
) -> None:
    cell = answered(edition, AWARDED, policy_of(rule(), conflicts=(conflict(*documents),)))
    assert cell.answer is answer
    assert cell.paths[0].disputes == ("how much it counts",)


def test_a_disputed_refusal_refuses_nothing(edition: Edition) -> None:
    disputed = policy_of(refusal(), conflicts=(conflict("rules", "older", rule="refusal"),))
    assert answer_of(edition, AWARDED, disputed) is Answer.UNDECIDED


@pytest.mark.parametrize(
    ("named", "complete", "answer"),
    [
        (Named(title="made-up"), True, Answer.ACCEPTED),
        (Named(title="Made Up", issuer="Lake Institute"), True, Answer.ACCEPTED),
        (Named(title="Made Up", issuer="River Institute"), True, Answer.UNDECIDED),
        (Named(title="Made Up"), True, Answer.UNDECIDED),
        (Named(title="Another"), True, Answer.NOT_ACCEPTED),
        (Named(title="Another"), False, Answer.UNDECIDED),
    ],
    ids=["its id", "title and issuer", "title and another issuer", "title alone", "complete", "not complete"],
)
def test_a_closed_list_names_it_by_id_or_by_title_and_issuer(
    edition: Edition, named: Named, complete: bool, answer: Answer
) -> None:
    need = ListNeed(micro_credentials=(named,), complete=complete, source=RULES)
    assert answer_of(edition, provided(), policy_of(rule(needs=(need,)))) is answer


@pytest.mark.parametrize(
    ("need", "because"),
    [
        (SeriesNeed(members=5, named=("Made Up", "Another"), source=RULES), Because.PART_OF_SERIES),
        (SeriesNeed(series="Reading Science", source=RULES), Because.PART_OF_SERIES),
        (SeriesNeed(series="Reading Science", members=5, named=("Another",), source=RULES), Because.PART_OF_SERIES),
        (SeriesNeed(series="Reading Science", members=1, named=("Another",), source=RULES), Because.CONDITIONS),
        (SeriesNeed(members=5, named=("Another",), source=RULES), Because.CONDITIONS),
        (SeriesNeed(members=10, source=RULES), Because.CONDITIONS),
    ],
    ids=["named", "of its stack", "elective of its stack", "all are named", "not named", "not known"],
)
def test_one_of_a_series_is_part_of_it_and_not_accepted(edition: Edition, need: SeriesNeed, because: Because) -> None:
    stack = {"name": "Reading Science", "size": 5, "citation": PAGE}
    content = {"developers": {"competency_context": {"stack": stack}}}
    given = rule(gives=Gives(kind="license_endorsement", per=Per.STACK), needs=(need,))
    cell = answered(edition, content, policy_of(given))
    assert (cell.answer, cell.because) == (Answer.NOT_ACCEPTED, because)


def test_an_elective_of_a_series_is_not_ruled_out_because_it_is_not_named(edition: Edition) -> None:
    """New Mexico's second series has four micro-credentials, of which the state names two."""
    names = ("Social Emotional Learning", "New Mexico Educational Acts")
    policy = policy_of(rule(needs=(SeriesNeed(members=4, named=names, source=RULES),)))
    reason = answered(edition, {}, policy).paths[0].conditions[0].reason
    assert reason.endswith("The profile does not say whether this is part of it.")


def test_a_series_that_fails_for_another_reason_is_not_called_an_accepted_one(edition: Edition) -> None:
    series = SeriesNeed(members=2, named=("Made Up",), source=RULES)
    cell = answered(edition, taking(3), policy_of(rule(needs=(series, hours()))))
    assert (cell.answer, cell.because) == (Answer.NOT_ACCEPTED, Because.CONDITIONS)


def test_a_topic_is_named_or_a_person_must_say(edition: Edition) -> None:
    policy = policy_of(rule(needs=(TopicNeed(topics=("reading", "literacy"), source=RULES),)))
    areas = ("Reading", "Early reading")
    said = [{"developers": {"title_and_description": {"content_area": area, "citations": [PAGE]}}} for area in areas]
    assert [answer_of(edition, content, policy) for content in said] == [Answer.ACCEPTED, Answer.UNDECIDED]


def test_an_acceptance_that_ends_says_how_long_it_lasts(edition: Edition) -> None:
    """An endorsement may be provisional for some years; that is still a yes."""
    given = Gives(kind="license_endorsement", per=Per.MICRO_CREDENTIAL, lasts_years=5)
    provisional = rule(purpose=PurposeKind.ENDORSEMENT, gives=given)
    assert answer_of(edition, AWARDED, policy_of(provisional), purpose=PurposeKind.ENDORSEMENT) is Answer.ACCEPTED
    assert gives_words(provisional) == "license endorsement, for 5 years"


def test_what_a_district_gives_is_not_what_the_state_gives(edition: Edition) -> None:
    """Its currency in a district's system meets no condition of the state's rule, and neither does a denial of it."""
    currency = {"kind": "relicensure_credit", "amount": 6, "unit": "pd_points", "counts_in": "district_system"}
    content = {"recognizers": {"formal_currency": {"currencies": [{**currency, "citation": PAGE}]}}}
    asked = rule(gives=Gives(kind="pd_hours", amount=6, unit="clock_hours", per=Per.MICRO_CREDENTIAL))
    policy = policy_of(rule(gives=asked.gives, needs=(needing("5A-3"),)))
    assert answer_of(edition, content, policy) is Answer.UNDECIDED


# --- criteria, gates, and the circle of 5A ---------------------------------------------------------


def needing(*ids: str) -> CriteriaNeed:
    return CriteriaNeed(ids=ids, source=RULES)


def test_a_criterion_that_is_not_addressed_is_open_and_one_that_is_denied_fails(edition: Edition) -> None:
    policy = policy_of(rule(needs=(needing("3F-1"),)))
    assert answer_of(edition, {}, policy) is Answer.UNDECIDED
    denied = {"evaluators": {"resubmission": {"allowed": "no", "citations": [PAGE]}}}
    assert answer_of(edition, denied, policy) is Answer.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("gives", "ids", "answer"),
    [
        (POINTS, ("5A-any", "5A-6"), Answer.ACCEPTED),
        (POINTS, ("5A-1",), Answer.UNDECIDED),
        (
            Gives(kind="relicensure_credit", amount=6, unit="pd_points", per=Per.MICRO_CREDENTIAL),
            ("5A-3",),
            Answer.ACCEPTED,
        ),
    ],
    ids=["any currency and its equivalence", "another kind of currency", "this kind"],
)
def test_what_the_rule_gives_supplies_the_currency_that_it_asks_for(
    edition: Edition, gives: Gives, ids: tuple[str, ...], answer: Answer
) -> None:
    """A micro-credential cannot have the currency before the state gives it."""
    assert answer_of(edition, {}, policy_of(rule(gives=gives, needs=(needing(*ids),)))) is answer


def test_what_is_supplied_rests_on_the_policy_and_not_on_the_provider(edition: Edition) -> None:
    cell = answered(edition, {}, policy_of(rule(needs=(needing("5A-any", "5A-6"),))))
    (condition,) = cell.paths[0].conditions
    assert (condition.rests_on, cell.paths[0].on_claims) == (RestsOn.POLICY, ())


def test_a_waiver_counts_in_its_own_state_and_until_it_expires(edition: Edition) -> None:
    waiver = Waiver(requirement="3F-1", profiles=(), reason="The board said so.", by="Office", expires="2026-11-29")
    policy = policy_of(rule(needs=(needing("3F-1"),)), waivers=(waiver,))
    cell = answered(edition, {}, policy)
    assert (cell.answer, cell.paths[0].waived) == (Answer.ACCEPTED, ("3F-1",))
    later = answered(edition, {}, policy, date="2026-11-30")
    assert (later.answer, later.paths[0].waived) == (Answer.UNDECIDED, ())


def test_a_gate_is_open_while_nothing_is_contradicted(edition: Edition) -> None:
    policy = policy_of(rule(needs=(GateNeed(gate="endorsement", source=RULES),)))
    assert answer_of(edition, {}, policy) is Answer.UNDECIDED
    denied = {"evaluators": {"resubmission": {"allowed": "no", "citations": [PAGE]}}}
    cell = answered(edition, denied, policy)
    assert cell.answer is Answer.NOT_ACCEPTED
    assert "3F-1" in cell.paths[0].conditions[0].reason
