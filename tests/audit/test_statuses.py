"""Each line of the status table, in its order, on the complete fictional profile with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Answer,
    Basis,
    Decision,
    DocumentState,
    Edition,
    Finding,
    Policy,
    Profile,
    SettingValue,
    SourcedPlace,
    Standing,
    Status,
)
from tests.conftest import changed, profile_of


def found(
    edition: Edition,
    profile: Profile,
    criterion: str,
    decisions: Mapping[str, Decision] | None = None,
    policy: Policy | None = None,
) -> Finding:
    result = audit(edition, profile, date="2026-01-01", decisions=decisions, policy=policy)
    return next(finding for finding in result.findings if finding.criterion == criterion)


def said(finding: Finding) -> tuple[Status, Basis]:
    return finding.status, finding.basis


def decision(criterion: str, standing: Standing, *answers: Answer, adjudicated: bool = False) -> dict[str, Decision]:
    settled = answers[0] if standing is Standing.SETTLED else None
    return {
        criterion: Decision(
            criterion=criterion, standing=standing, answers=answers, settled=settled, adjudicated=adjudicated
        )
    }


RESOURCES = ("developers", "learning_resources", "resources")


# --- what the profile says -----------------------------------------------------------------------


def test_an_absent_answer_is_missing(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, "developers", "learning_resources"), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.MISSING)
    assert finding.message == "the profile does not answer 1F"


def test_an_answer_without_what_a_criterion_reads_is_missing_it(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, *RESOURCES), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.MISSING)
    assert "`resources`" in finding.message


@pytest.mark.parametrize("nothing", [None, [], {}, "  "])
def test_a_heading_with_nothing_under_it_is_empty(edition: Edition, complete: Profile, nothing: object) -> None:
    finding = found(edition, changed(complete, *RESOURCES, to=nothing), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.EMPTY)


def test_an_answer_that_is_only_a_heading_is_empty(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, "developers", "learning_resources", to=None), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.EMPTY)


@pytest.mark.parametrize(
    "text", ["TBD", "Lorem ipsum dolor sit amet.", "[to be written]", "n/a", "Leading Restorative Circles"]
)
def test_placeholder_text_is_told_as_such(edition: Edition, complete: Profile, text: str) -> None:
    path = ("developers", "title_and_description", "description")
    finding = found(edition, changed(complete, *path, to=text), "1A-3")
    assert finding.status is Status.NOT_MET
    assert "placeholder" in finding.message or "repeats" in finding.message


@pytest.mark.parametrize(
    "resources",
    [pytest.param("TBD", id="the field itself"), pytest.param(["TBD", "to come"], id="every entry of it")],
)
def test_a_heading_with_only_placeholders_under_it_is_empty_and_says_so(
    edition: Edition, complete: Profile, resources: object
) -> None:
    finding = found(edition, changed(complete, *RESOURCES, to=resources), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.EMPTY)
    assert finding.message == "what stands under `resources` is placeholder text"


def test_a_placeholder_elsewhere_is_not_held_against_an_empty_heading(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources", "list_complete", to="TBD")
    finding = found(edition, changed(profile, *RESOURCES, to=[]), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.EMPTY)
    assert finding.message == "`resources` stands empty"


def test_a_list_that_lacks_the_property_fails_and_is_no_gap(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, *RESOURCES, 1, "cost"), "1F-6")
    assert said(finding) == (Status.NOT_MET, Basis.FACTS)
    assert finding.message == "entry 2 of `resources` gives no `cost`"


def test_what_holds_and_is_cited_is_met_as_claimed(edition: Edition, complete: Profile) -> None:
    finding = found(edition, complete, "1F-6")
    assert said(finding) == (Status.MET, Basis.FACTS)
    assert finding.message == "claimed and cited, not checked"
    assert finding.citations


# --- sources -------------------------------------------------------------------------------------


def test_what_holds_and_is_not_cited_is_unsupported(edition: Edition, complete: Profile) -> None:
    finding = found(edition, changed(complete, "developers", "learning_resources", "citations"), "1F-6")
    assert said(finding) == (Status.UNSUPPORTED, Basis.UNCITED)
    assert finding.message == "no citation supports `resources`"


def test_a_citation_supports_only_the_fields_it_names(edition: Edition, complete: Profile) -> None:
    citation = [{"document": "profile_page", "section": "Resources", "fields": ["list_complete"]}]
    profile = changed(complete, "developers", "learning_resources", "citations", to=citation)
    assert said(found(edition, profile, "1F-6")) == (Status.UNSUPPORTED, Basis.UNCITED)


@pytest.mark.parametrize("state", [DocumentState.MISSING, DocumentState.ALTERED])
def test_a_missing_or_altered_document_supports_nothing(
    edition: Edition, complete: Profile, state: DocumentState
) -> None:
    profile = profile_of(complete.content, dict.fromkeys(complete.documents, state))
    finding = found(edition, profile, "1F-6")
    assert said(finding) == (Status.UNSUPPORTED, Basis.UNCITED)
    assert "cited document" in finding.message


CONFLICT_VALUES = [
    {"value": "nine books", "citation": {"document": "profile_page", "section": "Resources"}},
    {"value": "two books", "citation": {"document": "profile_page", "section": "Footer"}},
]
CONFLICT = [{"field": "resources", "values": CONFLICT_VALUES}]


def test_while_sources_disagree_what_reads_the_field_is_unsupported(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources", "conflicts", to=CONFLICT)
    finding = found(edition, profile, "1F-6")
    assert said(finding) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert "nine books" in finding.message
    assert "two books" in finding.message


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param({"title": "Circles", "cost": "free"}, "title Circles, cost free", id="a group of entries"),
        pytest.param(["Circles", 2019, [True]], "Circles, 2019, true", id="a list"),
        pytest.param(None, "nothing", id="nothing"),
        pytest.param(False, "false", id="a truth value"),
        pytest.param(12.5, "12.5", id="a number"),
    ],
)
def test_what_a_source_says_is_told_in_words_whatever_it_is(
    edition: Edition, complete: Profile, value: object, words: str
) -> None:
    other = {"value": value, "citation": {"document": "profile_page", "section": "Footer"}}
    conflict = [{"field": "resources", "values": [CONFLICT_VALUES[0], other]}]
    profile = changed(complete, "developers", "learning_resources", "conflicts", to=conflict)
    assert found(edition, profile, "1F-6").message == (
        f"sources disagree about `resources`: “nine books” (profile_page, Resources); “{words}” (profile_page, Footer)"
    )


def test_a_conflict_is_told_before_a_failing_rule(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources", "conflicts", to=CONFLICT)
    finding = found(edition, changed(profile, *RESOURCES, 1, "cost"), "1F-6")
    assert said(finding) == (Status.UNSUPPORTED, Basis.CONFLICT)


def test_a_conflict_about_another_field_touches_nothing(edition: Edition, complete: Profile) -> None:
    conflict = [{**CONFLICT[0], "field": "activities"}]
    profile = changed(complete, "developers", "learning_resources", "conflicts", to=conflict)
    assert said(found(edition, profile, "1F-6")) == (Status.MET, Basis.FACTS)


# --- what does not apply -------------------------------------------------------------------------


def test_the_optional_subcomponent_may_be_left_out(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "development_process")
    assert said(found(edition, profile, "1H-1")) == (Status.NOT_APPLICABLE, Basis.OPTIONAL)


def no_opportunities(complete: Profile) -> Profile:
    answer = {"available": "no", "citations": [{"document": "profile_page", "section": "Support"}]}
    return changed(complete, "deliverers", to={"availability": answer})


def test_after_a_no_in_2a_the_rest_of_the_component_is_skipped(edition: Edition, complete: Profile) -> None:
    profile = no_opportunities(complete)
    assert said(found(edition, profile, "2A-1")) == (Status.MET, Basis.FACTS)
    assert found(edition, profile, "2A-2").status is Status.NOT_MET
    for criterion in ("2A-D1", "2A-D2", "2B-1", "2C-4", "2D-1", "2E-D1", "2F-6"):
        assert said(found(edition, profile, criterion)) == (Status.NOT_APPLICABLE, Basis.SKIP)


def test_an_answer_after_a_no_in_2a_is_a_conflict(edition: Edition, complete: Profile) -> None:
    timing = {"timing": complete.content["deliverers"]["timing"]}
    profile = no_opportunities(complete)
    profile = changed(profile, "deliverers", to={**profile.content["deliverers"], **timing})
    assert said(found(edition, profile, "2D-1")) == (Status.UNSUPPORTED, Basis.CONFLICT)
    assert said(found(edition, profile, "2E-1")) == (Status.NOT_APPLICABLE, Basis.SKIP)


def claiming(complete: Profile, reason: str) -> Profile:
    claim = [{"criterion": "5A-D1", "reason": reason}]
    profile = changed(complete, "recognizers", "formal_currency", "stack_currency")
    return changed(profile, "recognizers", "formal_currency", "not_applicable", to=claim)


def test_a_claim_that_something_does_not_apply_waits_for_a_reviewer(edition: Edition, complete: Profile) -> None:
    profile = claiming(complete, "It stands alone.")
    assert said(found(edition, profile, "5A-D1")) == (Status.AWAITING_REVIEW, Basis.NONE)
    agreed = decision("5A-D1", Standing.SETTLED, Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE)
    assert said(found(edition, profile, "5A-D1", agreed)) == (Status.NOT_APPLICABLE, Basis.DECISION)


def test_a_claim_without_a_reason_is_none(edition: Edition, complete: Profile) -> None:
    assert found(edition, claiming(complete, "TBD"), "5A-D1").status is Status.NOT_MET


# --- reviewers -----------------------------------------------------------------------------------


def test_what_a_reviewer_must_judge_waits_for_one(edition: Edition, complete: Profile) -> None:
    assert said(found(edition, complete, "1A-1")) == (Status.AWAITING_REVIEW, Basis.NONE)


def test_a_states_own_rules_are_judged_until_a_policy_sets_them(edition: Edition, complete: Profile) -> None:
    assert said(found(edition, complete, "5A-1")) == (Status.AWAITING_REVIEW, Basis.NONE)
    said_so = SettingValue(value=[{"kind": "pd_hours"}], source=SourcedPlace(document="rules", place="p. 1"))
    policy = Policy(
        id="ohio",
        title="Ohio",
        state="OH",
        path="ohio.yaml",
        sha256="0" * 64,
        settings={"recognized_currencies": said_so},
    )
    assert said(found(edition, complete, "5A-1", policy=policy)) == (Status.MET, Basis.FACTS)


@pytest.mark.parametrize("answer", [Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET])
def test_the_reviewers_decision_counts(edition: Edition, complete: Profile, answer: Answer) -> None:
    decided = decision("1A-1", Standing.SETTLED, answer, answer)
    assert said(found(edition, complete, "1A-1", decided)) == (Status(answer), Basis.DECISION)
    settled = decision("1A-1", Standing.SETTLED, answer, Answer.MET, adjudicated=True)
    assert said(found(edition, complete, "1A-1", settled)) == (Status(answer), Basis.ADJUDICATION)


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.SETTLED])
def test_reviewers_who_have_not_settled_leave_it_open(edition: Edition, complete: Profile, standing: Standing) -> None:
    decided = decision("1A-1", standing, Answer.MET)
    assert said(found(edition, complete, "1A-1", decided)) == (Status.AWAITING_REVIEW, Basis.NONE)


def test_not_applicable_counts_only_where_the_edition_allows_it(edition: Edition, complete: Profile) -> None:
    decided = decision("1A-1", Standing.SETTLED, Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE)
    assert said(found(edition, complete, "1A-1", decided)) == (Status.AWAITING_REVIEW, Basis.NONE)
    decided = decision("3B-D3", Standing.SETTLED, Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE)
    assert said(found(edition, complete, "3B-D3", decided)) == (Status.NOT_APPLICABLE, Basis.DECISION)


def test_reviewers_confirm_or_overrule_facts_by_quorum(edition: Edition, complete: Profile) -> None:
    confirmed = decision("1F-6", Standing.SETTLED, Answer.MET, Answer.MET)
    assert said(found(edition, complete, "1F-6", confirmed)) == (Status.MET, Basis.DECISION)
    refused = decision("1F-6", Standing.SETTLED, Answer.NOT_MET, Answer.NOT_MET)
    assert said(found(edition, complete, "1F-6", refused)) == (Status.NOT_MET, Basis.DECISION)
    failing = changed(complete, *RESOURCES, 1, "cost")
    overruled = decision("1F-6", Standing.SETTLED, Answer.MET, Answer.MET)
    assert said(found(edition, failing, "1F-6", overruled)) == (Status.AWAITING_REVIEW, Basis.NONE)
    overruled = {"1F-6": replace(overruled["1F-6"], rationale="The page gives it as free.")}
    assert said(found(edition, failing, "1F-6", overruled)) == (Status.MET, Basis.DECISION)


@pytest.mark.parametrize("standing", [Standing.TOO_FEW, Standing.STALE, Standing.NO_AGREEMENT])
def test_one_reviewer_alone_against_a_fact_leaves_it_open(
    edition: Edition, complete: Profile, standing: Standing
) -> None:
    against = decision("1F-6", standing, Answer.NOT_MET)
    assert said(found(edition, complete, "1F-6", against)) == (Status.AWAITING_REVIEW, Basis.NONE)
    failing = changed(complete, *RESOURCES, 1, "cost")
    against = decision("1F-6", standing, Answer.MET)
    assert said(found(edition, failing, "1F-6", against)) == (Status.AWAITING_REVIEW, Basis.NONE)


@pytest.mark.parametrize("answer", [Answer.MET, Answer.CANNOT_TELL])
def test_one_reviewer_who_does_not_contradict_a_fact_changes_nothing(
    edition: Edition, complete: Profile, answer: Answer
) -> None:
    alone = decision("1F-6", Standing.TOO_FEW, answer)
    assert said(found(edition, complete, "1F-6", alone)) == (Status.MET, Basis.FACTS)


def test_no_decision_makes_a_missing_answer_met(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources")
    decided = decision("1F-6", Standing.SETTLED, Answer.MET, Answer.MET)
    assert said(found(edition, profile, "1F-6", decided)) == (Status.NOT_MET, Basis.MISSING)


def test_no_decision_stands_in_for_a_citation(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources", "citations")
    decided = decision("1F-6", Standing.SETTLED, Answer.MET, Answer.MET)
    assert said(found(edition, profile, "1F-6", decided)) == (Status.UNSUPPORTED, Basis.UNCITED)
