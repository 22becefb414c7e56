"""The status table of an audit, row by row, and what a finding says is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mcaudit.audit.engine import audit
from mcaudit.audit.stated import Bearing
from mcaudit.audit.support import citations_for
from mcaudit.model import (
    Actor,
    Basis,
    DocumentState,
    Edition,
    Finding,
    Gate,
    Policy,
    Position,
    Profile,
    SourcedPlace,
    Status,
    Suggestion,
)
from mcaudit.reading.policy.read import find_policy, read_policy
from tests.audit.made import DAY, DOSSIER, PAGE, answering, cited, finding, made, status
from tests.conftest import profile_of
from tests.settings import policies

BOOK = {"title": "The Little Book of Circle Processes", "cost": "purchase"}
NOT_STATED = (Status.NOT_STATED, Basis.MISSING)
UNREVIEWED = (Status.AWAITING_REVIEW, Basis.UNREVIEWED)
PLACE = SourcedPlace(document="law", place="section 1")


def policy_of(**parts: Any) -> Policy:
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, **parts)


# --- nothing is said -------------------------------------------------------------------------------


def test_silence_is_not_failure(edition: Edition) -> None:
    found = finding(edition, made(), "1F-6")
    assert (found.status, found.basis, found.actor) == (*NOT_STATED, Actor.PROVIDER)
    assert found.missing == ("cost (resources)", "price (resources)", "medium (resources)")
    assert found.provider_could_add == ()


def test_the_state_acts_on_what_only_the_state_can_say(edition: Edition) -> None:
    assert finding(edition, made(), "4A-5").actor is Actor.STATE


@pytest.mark.parametrize(
    "answer",
    [
        {"resources": None},
        {"resources": []},
        {"resources": [{"title": "TBD"}]},
        {"list_complete": None, "resources": None},
    ],
)
def test_an_empty_heading_is_distinguished_from_none(edition: Edition, answer: dict[str, Any]) -> None:
    assert status(edition, answering(edition, "1F", answer), "1F-6") == (Status.NOT_STATED, Basis.EMPTY)


def test_another_field_of_the_same_answer_states_nothing(edition: Edition) -> None:
    profile = answering(edition, "1F", cited({"resources": [{"title": "A guide", "use": "optional"}]}))
    assert status(edition, profile, "1F-6") == NOT_STATED


def test_an_entry_that_says_no_more_than_its_title_states_nothing(edition: Edition) -> None:
    profile = answering(edition, "1B", cited({"expertise": [{"title": "Guide"}], "organizations": ["maker"]}))
    assert status(edition, profile, "1B-1") == NOT_STATED


def test_an_entry_of_one_kind_says_nothing_about_another(edition: Edition) -> None:
    stipend = {"currencies": [{"kind": "stipend", "amount": 200, "unit": "usd"}]}
    profile = answering(edition, "5A", cited(stipend))
    assert status(edition, profile, "5A-5") == NOT_STATED
    assert status(edition, profile, "5A-4") == UNREVIEWED


def test_a_fact_in_another_answer_states_and_does_not_decide(edition: Edition) -> None:
    hours = {"currencies": [{"kind": "pd_hours", "amount": 15, "unit": "clock_hours"}]}
    assert status(edition, answering(edition, "5A", cited(hours)), "2F-6") == UNREVIEWED


# --- statements ------------------------------------------------------------------------------------


def stating(*about: str, text: str = "Earners may resubmit twice.", citation: Any = PAGE, **parts: Any) -> Profile:
    return made(statements=[{"about": list(about), "text": text, "citation": citation}], **parts)


def test_a_statement_makes_a_criterion_stated_and_decides_nothing(edition: Edition) -> None:
    found = finding(edition, stating("3F-1"), "3F-1")
    assert (found.status, found.basis) == UNREVIEWED
    assert [citation.document for citation in found.citations] == ["page"]
    assert status(edition, stating("3F-1"), "3F-D1") == NOT_STATED


def test_a_group_names_its_members(edition: Edition) -> None:
    assert status(edition, stating("1D-any"), "1D-3") == UNREVIEWED


@pytest.mark.parametrize("text", ["TBD", "", "…"])
def test_a_statement_without_words_states_nothing(edition: Edition, text: str) -> None:
    assert status(edition, stating("3F-1", text=text), "3F-1") == NOT_STATED


def test_a_text_reused_for_more_than_six_criteria_states_nothing(edition: Edition) -> None:
    same = [{"about": [f"1F-{n}", f"1E-{n}"], "text": "It is all there!", "citation": PAGE} for n in range(1, 5)]
    profile = made(statements=same)
    assert status(edition, profile, "1F-1") == (Status.NOT_STATED, Basis.REPEATED)
    assert status(edition, made(statements=same[:3]), "1F-1") == UNREVIEWED


def test_a_statement_whose_document_is_gone_is_unsupported(edition: Edition) -> None:
    profile = profile_of(dict(stating("3F-1").content), {"page": DocumentState.MISSING})
    assert status(edition, profile, "3F-1") == (Status.UNSUPPORTED, Basis.UNCITED)


def test_an_empty_statement_is_passed_over(edition: Edition) -> None:
    assert status(edition, made(statements=[None]), "3F-1") == NOT_STATED


def test_a_statement_may_not_be_enough(edition: Edition) -> None:
    policy = policy_of(statements_not_enough=frozenset(("3F-1",)), statements_source=PLACE)

    def needing_facts(profile: Profile) -> bool:
        return "3F-1" in audit(edition, profile, date=DAY, policy=policy, gate=Gate.SUBMISSION).deciding

    assert needing_facts(stating("3F-1"))
    fact = answering(
        edition,
        "3F",
        cited({"means": ["revise_and_resubmit"], "limit": 3}),
        statements=stating("3F-1").content["statements"],
    )
    assert not needing_facts(fact)


# --- citations -------------------------------------------------------------------------------------


def test_facts_without_a_citation_are_unsupported(edition: Edition) -> None:
    profile = answering(edition, "1F", {"resources": [BOOK]})
    assert status(edition, profile, "1F-6") == (Status.UNSUPPORTED, Basis.UNCITED)


@pytest.mark.parametrize(
    "answer",
    [
        {"resources": [BOOK], "citations": [PAGE]},
        {"resources": [BOOK], "citations": [{**PAGE, "fields": ["resources"]}]},
        {"resources": [BOOK], "citations": [{"document": "page"}]},
    ],
)
def test_a_citation_of_the_answer_supports_all_of_it(edition: Edition, answer: dict[str, Any]) -> None:
    assert status(edition, answering(edition, "1F", answer), "1F-6") == (Status.MET, Basis.FACTS)


def test_a_citation_of_another_field_supports_nothing_else(edition: Edition) -> None:
    answer = {"resources": [BOOK], "list_complete": "yes", "citations": [{**PAGE, "fields": ["list_complete"]}]}
    assert status(edition, answering(edition, "1F", answer), "1F-6") == (Status.UNSUPPORTED, Basis.UNCITED)


def test_a_citation_of_one_entry_is_enough(edition: Edition) -> None:
    alignment = {"target_framework": "Model Standards", "standards_for": "educators", "target_code": "3(b)"}
    answer = {"alignments": [{**alignment, "citation": PAGE}, alignment]}
    assert status(edition, answering(edition, "1C", answer), "1C-1") == (Status.MET, Basis.FACTS)


@pytest.mark.parametrize("state", [DocumentState.MISSING, DocumentState.EMPTY, DocumentState.ALTERED])
def test_a_document_that_cannot_be_opened_supports_nothing(edition: Edition, state: DocumentState) -> None:
    content = answering(edition, "1F", cited({"resources": [BOOK]})).content
    found = finding(edition, profile_of(dict(content), {"page": state}), "1F-6")
    assert (found.status, found.basis) == (Status.UNSUPPORTED, Basis.UNCITED)
    assert "`page`" in found.message


def test_a_providers_own_denial_needs_no_citation(edition: Edition) -> None:
    assert status(edition, answering(edition, "3F", {"allowed": "no"}), "3F-1") == (Status.NOT_MET, Basis.FACTS)


# --- facts decide ----------------------------------------------------------------------------------


def test_coded_facts_that_are_cited_settle_a_criterion(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "yes", "limit": 3})), "3F-1")
    assert (found.status, found.basis, found.actor) == (Status.MET, Basis.FACTS, Actor.NOBODY)


def test_the_words_beside_a_fact_are_shown(edition: Edition) -> None:
    answer = cited({"determination": {"sent_to": "every_earner", "how": "Earners are not informed."}})
    found = finding(edition, answering(edition, "3E", answer), "3E-1")
    assert found.status is Status.MET
    assert [words.text for words in found.beside] == ["Earners are not informed."]


def test_a_denial_says_what_the_profile_says(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "yes", "limit": 1})), "3F-1")
    assert (found.status, found.actor) == (Status.NOT_MET, Actor.PROVIDER)
    assert "“limit” is 1" in found.message


def test_what_facts_do_not_settle_waits_and_names_only_what_could_be_added(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "yes"})), "3F-1")
    assert (found.status, found.basis, found.actor) == (*UNREVIEWED, Actor.REVIEWERS)
    assert found.missing == found.provider_could_add == ("limit",)
    assert found.suggestion is Suggestion.NONE


def test_an_approximate_number_satisfies_no_minimum_and_contradicts_none(edition: Edition) -> None:
    answer = cited({"allowed": "yes", "limit": {"about": 1}})
    assert status(edition, answering(edition, "3F", answer), "3F-1") == UNREVIEWED


def test_of_several_entries_only_those_that_lack_something_are_named(edition: Edition) -> None:
    resources = [BOOK, {"title": "A film", "medium": "online"}]
    found = finding(edition, answering(edition, "1F", cited({"resources": resources})), "1F-6")
    assert found.provider_could_add == ("cost (resources, entry 2)",)


def test_a_code_that_equals_a_title_is_a_code(edition: Edition) -> None:
    opportunities = [{"title": "Workshop", "kind": "workshop"}, {"title": "Coaching", "kind": "coaching"}]
    profile = answering(edition, "2C", cited({"opportunities": opportunities}))
    assert status(edition, profile, "2C-2") == (Status.MET, Basis.FACTS)


# --- reviewers decide ------------------------------------------------------------------------------


def test_what_a_reviewer_decides_waits_with_a_suggestion(edition: Edition) -> None:
    found = finding(edition, answering(edition, "1A", cited({"competency_areas": ["Restorative circles"]})), "1A-2")
    assert (found.status, found.basis, found.suggestion) == (*UNREVIEWED, Suggestion.MET)
    tier = finding(edition, answering(edition, "1G", cited({"essa": {"tier": "IV"}})), "1G-D1")
    assert (tier.status, tier.suggestion) == (Status.AWAITING_REVIEW, Suggestion.NOT_MET)


def test_what_is_said_elsewhere_lends_a_fact_no_citation(edition: Edition) -> None:
    resubmission = {"allowed": "yes", "limit": 3}
    said = [{"about": ["3F-1"], "text": "Learners get feedback.", "citation": PAGE}]
    dispute = {"field": "fee", "values": [{"value": value, "citation": PAGE} for value in (1, 2)]}
    unsupported = (Status.UNSUPPORTED, Basis.UNCITED)
    assert status(edition, answering(edition, "3F", resubmission, statements=said), "3F-1") == unsupported
    assert status(edition, answering(edition, "3F", {**resubmission, "conflicts": [dispute]}), "3F-1") == unsupported
    assert status(edition, answering(edition, "3F", cited(resubmission), statements=said), "3F-1")[0] is Status.MET


def test_a_citation_deep_in_an_entry_supports_it(edition: Edition) -> None:
    profile = answering(edition, "1F", {"resources": [{"title": "Guide", "prices": [{"amount": 5, "citation": PAGE}]}]})
    entry = Bearing(("developers", "learning_resources", "resources", "0"), None)
    assert [each.document for each in citations_for(profile, edition, [entry])] == ["page"]


def test_an_entry_about_another_state_lends_no_citation(edition: Edition) -> None:
    here = {
        "kind": "pd_hours",
        "amount": 15,
        "unit": "pd_hours",
        "recognizer": "board",
        "state": "OH",
        "standing": "awarded",
    }
    elsewhere = {"kind": "stipend", "amount": 5, "state": "IL", "citation": PAGE}
    board = {"board": {"name": "Board of Education", "kind": "state_agency"}}

    def judged(*currencies: Any) -> tuple[Status, Basis]:
        profile = answering(edition, "5A", {"currencies": list(currencies)}, organizations=board, state="OH")
        return status(edition, profile, "5A-6")

    assert judged({**here, "citation": PAGE}) == (Status.MET, Basis.FACTS)
    assert judged(here, elsewhere) == (Status.UNSUPPORTED, Basis.UNCITED)


# --- conflicts -------------------------------------------------------------------------------------


def disputed(edition: Edition, sub: str, answer: dict[str, Any], field: str, *values: Any, **more: Any) -> Profile:
    says = [{"value": value, "citation": PAGE} for value in values]
    return answering(edition, sub, {**cited(answer), "conflicts": [{"field": field, "values": says, **more}]})


def test_a_conflict_about_what_a_condition_reads_is_unsupported(edition: Edition) -> None:
    profile = disputed(edition, "3F", {"allowed": "yes"}, "limit", 2, 4)
    found = finding(edition, profile, "3F-1")
    assert (found.status, found.basis) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert "limit" in found.message
    assert "“2”" in found.message


def recognized(**currency: Any) -> dict[str, Any]:
    """Return the parts of a profile in which one organization supports earners and may recognize what they do."""
    formal = {"currencies": [{"kind": "pd_hours", "recognizer": "district", **currency}]}
    return {
        "organizations": {"maker": {"name": "Maker"}, "district": {"name": "District"}},
        "recognizers": {"formal_currency": formal},
    }


def test_a_conflict_about_another_role_leaves_the_roles_of_2b_unsupported(edition: Edition) -> None:
    supports = {"supports": [{"organization": "district", "other_roles": ["recognizer"]}]}
    plain = recognized()
    assert status(edition, answering(edition, "2B", cited(supports), **plain), "2B-1") == (Status.MET, Basis.FACTS)
    says = [{"value": value, "citation": PAGE} for value in ("district", "maker")]
    dispute = {"field": "currencies", "entry": 1, "part": "recognizer", "values": says}
    plain["recognizers"]["formal_currency"]["conflicts"] = [dispute]
    disputed = answering(edition, "2B", cited(supports), **plain)
    assert status(edition, disputed, "2B-1") == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_a_citation_of_another_role_does_not_support_the_roles_of_2b(edition: Edition) -> None:
    supports = {"supports": [{"organization": "district", "other_roles": ["recognizer"]}]}
    profile = answering(edition, "2B", supports, **recognized(citation=PAGE))
    assert status(edition, profile, "2B-1") == (Status.UNSUPPORTED, Basis.UNCITED)


def test_two_equal_values_are_no_conflict(edition: Edition) -> None:
    profile = disputed(edition, "3F", {"allowed": "yes", "limit": 3}, "limit", "Three", "three")
    assert status(edition, profile, "3F-1") == (Status.MET, Basis.FACTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], ["1", "two"]),
        ({"a": "X"}, {"a": "x."}),
        (12, 12.0),
        (12, "12 hours"),
        (10, "ten hours"),
        (1000, "1,000"),
        ("50%", 0.5),
        ("10-12", {"at_least": 10, "at_most": 12}),
    ],
)
def test_a_number_written_in_two_ways_is_no_conflict(edition: Edition, one: Any, other: Any) -> None:
    profile = disputed(edition, "2F", {"typical_hours": 12, "covers": ["all"]}, "typical_hours", one, other)
    assert status(edition, profile, "2F-1") != (Status.UNSUPPORTED, Basis.CONFLICT)


@pytest.mark.parametrize(("one", "other"), [(12, "12+"), ("1.5", "1-5"), ("<5", ">5"), ("50%", "$50"), (-1, 1)])
def test_numbers_that_differ_by_a_mark_are_a_conflict(edition: Edition, one: Any, other: Any) -> None:
    profile = disputed(edition, "3F", {"allowed": "yes", "limit": 3}, "limit", one, other)
    assert status(edition, profile, "3F-1") == (Status.UNSUPPORTED, Basis.CONFLICT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], [1, 3]),
        (["a", "b"], ["b", "a"]),
        ({"kind": "a"}, {"kind": "b"}),
        ({"kind": "a"}, {"type": "a"}),
        (True, False),
        ("in 2 parts", "in2 parts"),
    ],
)
def test_values_that_differ_in_any_part_are_a_conflict(edition: Edition, one: Any, other: Any) -> None:
    profile = disputed(edition, "3F", {"allowed": "yes", "limit": 3}, "limit", one, other)
    assert status(edition, profile, "3F-1") == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_the_order_of_parts_is_no_conflict(edition: Edition) -> None:
    one, other = {"kind": "a", "amount": 2}, {"amount": 2.0, "kind": "A"}
    profile = disputed(edition, "3F", {"allowed": "yes", "limit": 3}, "limit", one, other)
    assert status(edition, profile, "3F-1") == (Status.MET, Basis.FACTS)


def test_a_source_without_a_citation_is_quoted_without_one(edition: Edition) -> None:
    says = [{"value": True, "citation": PAGE}, {"value": "no", "citation": {"place": "p. 2"}}, {"value": "Maybe"}]
    answer = {"allowed": "yes", "conflicts": [{"field": "limit", "values": says}]}
    found = finding(edition, answering(edition, "3F", cited(answer)), "3F-1")
    assert found.message == "Sources disagree about limit: “true” (Profile page, Overview); “no”; “Maybe”."


def test_a_conflict_that_leaves_enough_changes_nothing(edition: Edition) -> None:
    determination = {"sent_to": "every_earner"}
    profile = disputed(edition, "3E", {"determination": determination}, "formative", "before", "after")
    assert status(edition, profile, "3E-1") == (Status.MET, Basis.FACTS)


def test_a_conflict_is_shown_to_reviewers_and_changes_nothing_for_them(edition: Edition) -> None:
    profile = disputed(edition, "1A", {"description": "A circle."}, "competency", "Leads circles", "Plans circles")
    assert status(edition, profile, "1A-1") == UNREVIEWED


def test_what_each_source_says_is_reported_in_words(edition: Edition) -> None:
    profile = disputed(edition, "2F", {}, "typical_hours", {"at_least": 1, "at_most": 3}, [1, 2], None)
    assert "“at_least 1, at_most 3” (Profile page, Overview); “1, 2”" in finding(edition, profile, "2F-1").message
    assert "“nothing”" in finding(edition, profile, "2F-1").message


def test_a_conflict_about_an_entry_that_is_not_there_is_about_the_list(edition: Edition) -> None:
    profile = disputed(edition, "1F", {"resources": [BOOK]}, "resources", "free", "5 dollars", entry="A film")
    assert status(edition, profile, "1F-6") == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_only_a_conflict_states_a_criterion(edition: Edition) -> None:
    profile = disputed(edition, "2F", {}, "typical_hours", 15, 30)
    assert status(edition, profile, "2F-1") == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_a_conflict_about_one_entry_leaves_the_others(edition: Edition) -> None:
    resources = [BOOK, {"title": "A film", "cost": "library"}]
    more = {"entry": "A film", "part": "cost"}
    profile = disputed(edition, "1F", {"resources": resources}, "resources", "free", "5 dollars", **more)
    found = finding(edition, profile, "1F-6")
    assert (found.status, found.basis) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert "cost (resources, entry 2)" in found.message


# --- what does not apply ---------------------------------------------------------------------------


def placed(edition: Edition, profile: Profile, criterion: str, **other: Any) -> Finding:
    """Return a finding of a profile in which every place has a line."""
    pointers = [pointer for pointer, _ in _places(profile.content, "")]
    positions = {pointer: Position(line=number, column=1) for number, pointer in enumerate(pointers, 1)}
    return finding(edition, replace(profile, positions=positions), criterion, **other)


def _places(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    yield at, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from _places(inner, f"{at}/{key}")


def without_learning(edition: Edition, **deliverers: Any) -> Profile:
    return made(deliverers={"availability": cited({"available": "no"}), **deliverers})


def test_a_no_in_2a_skips_the_deliverers(edition: Edition) -> None:
    profile = without_learning(edition)
    assert status(edition, profile, "2A-1") == (Status.MET, Basis.FACTS)
    for criterion in ("2A-2", "2A-D1", "2B-1", "2C-4", "2F-1"):
        assert status(edition, profile, criterion) == (Status.NOT_APPLICABLE, Basis.SKIP)
    assert status(edition, profile, "3A-1") == NOT_STATED


def test_what_is_answered_after_a_no_contradicts_it(edition: Edition) -> None:
    profile = without_learning(edition, estimated_time=cited({"typical_hours": 10}))
    assert status(edition, profile, "2F-1") == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert status(edition, profile, "2F-3") == (Status.NOT_APPLICABLE, Basis.SKIP)


def test_a_statement_after_a_no_contradicts_it(edition: Edition) -> None:
    content = {**without_learning(edition).content, **stating("2F-1").content}
    content["deliverers"] = without_learning(edition).content["deliverers"]
    assert status(edition, profile_of(content), "2F-1") == (Status.UNSUPPORTED, Basis.CONFLICT)


NO_LEARNING = "2A says that no learning opportunities are offered"


def test_what_follows_from_a_no_is_reported_with_its_place(edition: Edition) -> None:
    skipped = placed(edition, without_learning(edition), "2F-1")
    assert (skipped.message, skipped.location.pointer) == (f"{NO_LEARNING}.", "/deliverers/availability/available")
    hours = without_learning(edition, estimated_time=cited({"typical_hours": 10}))
    answered = placed(edition, hours, "2F-1")
    assert answered.message == f"{NO_LEARNING}, and yet this is answered."
    assert answered.location.pointer == "/deliverers/estimated_time/typical_hours"
    assert answered.remedy == "Correct the answer to 2A, or take out what is answered here."
    policy = policy_of(requires_learning_opportunities=PLACE)
    required = placed(edition, without_learning(edition), "2A-2", policy=policy)
    assert required.message == f"{NO_LEARNING}, and the policy requires them."
    assert required.location.pointer == "/deliverers/availability/available"
    assert required.remedy


def test_a_conflict_about_what_is_skipped_contradicts_the_no(edition: Edition) -> None:
    says = [{"value": 10, "citation": PAGE}, {"value": 20, "citation": PAGE}]
    conflicts = {"conflicts": [{"field": "typical_hours", "values": says}]}
    found = placed(edition, without_learning(edition, estimated_time=cited(conflicts)), "2F-1")
    assert (found.status, found.basis) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert found.location.pointer == "/deliverers/estimated_time/conflicts"


def test_sources_that_disagree_about_the_no_itself_skip_nothing(edition: Edition) -> None:
    says = [{"value": "no", "citation": PAGE}, {"value": "yes", "citation": PAGE}]
    answer = cited({"available": "no", "conflicts": [{"field": "available", "values": says}]})
    assert status(edition, made(deliverers={"availability": answer}), "2F-1") == NOT_STATED


def test_a_policy_may_require_learning_opportunities(edition: Edition) -> None:
    policy = policy_of(requires_learning_opportunities=PLACE)
    assert status(edition, without_learning(edition), "2A-2", policy=policy) == (Status.NOT_MET, Basis.POLICY)
    assert status(edition, without_learning(edition), "2A-D1", policy=policy) == (Status.NOT_APPLICABLE, Basis.SKIP)


def test_1h_is_optional_until_it_is_stated(edition: Edition) -> None:
    assert status(edition, made(), "1H-1") == (Status.NOT_APPLICABLE, Basis.OPTIONAL)
    priorities = answering(edition, "1H", cited({"priorities": "The state's plan names school climate."}))
    assert status(edition, priorities, "1H-1") == (Status.NOT_APPLICABLE, Basis.OPTIONAL)
    asked = answering(edition, "1H", cited({"developed_with_audience": "yes"}))
    assert status(edition, asked, "1H-1") == (Status.MET, Basis.FACTS)
    assert status(edition, asked, "1H-D1")[0] is Status.AWAITING_REVIEW


def test_another_criterion_of_1h_does_not_end_that_it_is_optional(edition: Edition) -> None:
    component = edition.components[0]
    *others, sub = component.subcomponents
    wider = replace(sub.criteria[-1], id="1H-D2", stated_by=("developers/development_process/priorities",))
    grown = replace(component, subcomponents=(*others, replace(sub, criteria=(*sub.criteria, wider))))
    with_another = replace(edition, components=(grown, *edition.components[1:]))
    answer = {"priorities": "The state's plan names school climate."}
    priorities = answering(edition, sub.id, cited(answer))
    for name in ("1H-1", "1H-D1", "1H-D2"):
        assert status(with_another, priorities, name) == (Status.NOT_APPLICABLE, Basis.OPTIONAL)
    asked = answering(edition, sub.id, cited({**answer, "developed_with_audience": "yes"}))
    assert status(with_another, asked, "1H-D2")[0] is Status.AWAITING_REVIEW


def test_a_claim_that_something_does_not_apply_waits_for_a_reviewer(edition: Edition) -> None:
    claim = {"not_applicable": [{"criterion": "5A-D1", "reason": "There is no stack."}]}
    profile = answering(edition, "5A", claim)
    assert status(edition, profile, "5A-D1") == (Status.AWAITING_REVIEW, Basis.CLAIMED_NOT_APPLICABLE)
    empty = {"not_applicable": [{"criterion": "5A-D1", "reason": "N/A"}]}
    assert status(edition, answering(edition, "5A", empty), "5A-D1")[0] is Status.NOT_STATED


def test_facts_beside_such_a_claim_settle_it(edition: Edition, complete: Profile) -> None:
    content = dict(complete.content)
    answer = content["recognizers"]["formal_currency"]
    assert status(edition, complete, "5A-D1") == (Status.MET, Basis.FACTS)
    claim = [{"criterion": "5A-D1", "reason": "There is no stack."}]
    content["recognizers"] = {**content["recognizers"], "formal_currency": {**answer, "not_applicable": claim}}
    assert status(edition, replace(complete, content=content), "5A-D1") == (Status.MET, Basis.FACTS)


# --- policies --------------------------------------------------------------------------------------


def test_facts_that_a_policy_wants_checked_wait(edition: Edition) -> None:
    profile = answering(edition, "3F", cited({"allowed": "yes", "limit": 3}))
    waits = (Status.AWAITING_REVIEW, Basis.UNCONFIRMED)
    assert status(edition, profile, "3F-1", policy=policy_of(confirm_facts=True)) == waits
    denial = answering(edition, "3F", {"allowed": "no"})
    assert status(edition, denial, "3F-1", policy=policy_of(confirm_facts=True)) == (Status.NOT_MET, Basis.FACTS)


def test_a_date_can_prevent_met_and_never_causes_not_met(edition: Edition) -> None:
    answer = {"synchronous_hours": 4, "asynchronous_hours": 6, "dates": [{"title": "Session 1", "date": "2027-02-01"}]}
    profile = answering(edition, "2F", cited(answer))
    assert status(edition, profile, "2F-2") == (Status.MET, Basis.FACTS)
    assert status(edition, profile, "2F-2", date="2031-01-01") == UNREVIEWED


def test_the_dossier_alone_states_nothing(edition: Edition) -> None:
    found = finding(edition, profile_of({"dossier": DOSSIER}), "1E-8", date=DAY)
    assert found.status is Status.NOT_STATED


# --- what a policy's settings compare --------------------------------------------------------------


def test_a_denial_stands_whatever_the_policy_asks_for(edition: Edition) -> None:
    policy = policies.policy_of(state="OH", resubmissions=3)
    profile = answering(edition, "3F", {"allowed": "no"}, state="OH")
    assert status(edition, profile, "3F-1", policy=policy) == (Status.NOT_MET, Basis.FACTS)


def test_what_a_policy_states_names_where_it_says_so(edition: Edition) -> None:
    policy = policies.policy_of(state="OH", verifying_body=["Example Board"])
    found = finding(edition, made(state="OH"), "4A-5", policy=policy)
    assert (found.status, found.basis, found.message) == (
        Status.MET,
        Basis.POLICY,
        "The state itself says so (rules, p. 4).",
    )


BETA = {"beta": {"name": "Beta University", "kind": "university"}}


def test_what_a_setting_compares_states_the_criterion_wherever_it_stands(edition: Edition) -> None:
    approved = policies.policy_of(state="OH", approved_issuers=["Beta University"])
    issuer = {"organizations": ["beta"]}
    profile = answering(edition, "4A", cited(issuer), organizations=BETA, state="OH")
    assert status(edition, profile, "4A-3") == NOT_STATED
    assert status(edition, profile, "4A-3", policy=approved) == (Status.MET, Basis.POLICY)
    plain = answering(edition, "4A", cited({"organizations": "beta"}), organizations=BETA, state="OH")
    assert status(edition, plain, "4A-3", policy=approved) == (Status.MET, Basis.POLICY)
    uncited = answering(edition, "4A", {**issuer, "citations": [{}]}, organizations=BETA, state="OH")
    assert status(edition, uncited, "4A-3", policy=approved) == (Status.UNSUPPORTED, Basis.UNCITED)


def test_several_values_and_settings_are_reported_one_after_the_other(edition: Edition) -> None:
    policy = policies.policy_of(
        state="OH", approved_issuers=["A College", "B College"], issuer_approving_bodies=["Board"]
    )
    issuers = {"a": {"name": "A College"}, "c": {"name": "C College"}}
    profile = answering(edition, "4A", cited({"organizations": ["a", "c"]}), organizations=issuers, state="OH")
    message = finding(edition, profile, "4A-3", policy=policy).message
    assert "found A College, C College, the policy has A College, B College (rules, p. 4); " in message
    assert "found nothing, the policy has Board (rules, p. 4)." in message


def test_every_part_of_a_denial_is_reported(edition: Edition) -> None:
    found = finding(edition, answering(edition, "3F", cited({"allowed": "no", "limit": 0})), "3F-1")
    assert found.message == "The profile itself says otherwise: “allowed” is no; “limit” is 0."


def test_what_a_policy_compares_is_reported_with_what_was_found_and_what_it_has(edition: Edition) -> None:
    policy = policies.policy_of(state="OH", minimum_hours=15)
    profile = answering(edition, "2F", cited({"typical_hours": 14, "covers": ["all"]}), state="OH")
    message = "Minimum hours: found 14, the policy has at least 15 (rules, p. 4)."
    assert finding(edition, profile, "2F-1", policy=policy).message == message


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (14, (Status.NOT_MET, Basis.POLICY)),
        (15, (Status.MET, Basis.FACTS)),
        ({"at_least": 10, "at_most": 20}, (Status.AWAITING_REVIEW, Basis.UNREVIEWED)),
        ({"about": 15}, (Status.AWAITING_REVIEW, Basis.UNREVIEWED)),
    ],
)
def test_a_minimum_of_a_policy_asks_the_whole_range_to_reach_it(
    edition: Edition, hours: object, expected: tuple[Status, Basis]
) -> None:
    policy = policies.policy_of(state="OH", minimum_hours=15)
    profile = answering(edition, "2F", cited({"typical_hours": hours, "covers": ["supports", "resources"]}), state="OH")
    assert status(edition, profile, "2F-1", policy=policy) == expected


def test_a_policy_wants_claims_confirmed_that_it_compares(edition: Edition) -> None:
    policy = policies.policy_of(state="OH", priority_areas=["Literacy"])
    profile = answering(edition, "1C", cited({"state_priority": {"priority": "Literacy"}}), state="OH")
    found = audit(edition, profile, date=DAY, policy=policy)
    (one,) = (each for each in found.findings if each.criterion == "1C-D3")
    assert (one.status, one.basis) == (Status.MET, Basis.POLICY)
    waits = (Status.AWAITING_REVIEW, Basis.UNCONFIRMED)
    assert status(edition, profile, "1C-D3", policy=replace(policy, confirm_facts=True)) == waits


def test_what_is_not_cited_contradicts_no_policy(edition: Edition) -> None:
    policy = policies.policy_of(state="OH", minimum_hours=15)
    hours = {"typical_hours": 14, "covers": ["all"]}
    profile = answering(edition, "2F", hours, state="OH")
    assert status(edition, profile, "2F-1", policy=policy) == (Status.UNSUPPORTED, Basis.UNCITED)
    profile = answering(edition, "2F", cited(hours), state="OH")
    assert status(edition, profile, "2F-1", policy=policy) == (Status.NOT_MET, Basis.POLICY)


@pytest.mark.parametrize("state", ["", "illinois"])
def test_a_brief_audit_judges_alike_and_leaves_out_what_only_documents_show(
    edition: Edition, complete: Profile, state: str
) -> None:
    policy = read_policy(edition, find_policy(state)) if state else None
    whole = audit(edition, complete, date=DAY, policy=policy)
    brief = audit(edition, complete, date=DAY, policy=policy, is_brief=True)
    left_out: dict[str, Any] = {"missing": (), "provider_could_add": (), "beside": ()}
    assert any(each.beside for each in whole.findings)
    assert not any(each.beside or each.provider_could_add for each in brief.findings)
    assert [replace(each, **left_out) for each in brief.findings] == [
        replace(each, **left_out) for each in whole.findings
    ]
    assert replace(brief, findings=whole.findings, repeats=whole.repeats, notes=whole.notes) == whole
