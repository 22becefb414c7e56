"""What a state's policy changes in an audit of the complete fictional profile, and what it never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.engine import audit
from mcaudit.audit.facts import facts_of
from mcaudit.audit.policy import with_policy
from mcaudit.audit.scoring import by_subcomponent, rating, score, verdict, waived
from mcaudit.model import (
    Answer,
    Audit,
    Basis,
    Decider,
    Decision,
    Edition,
    Finding,
    Gate,
    Level,
    Policy,
    Profile,
    Rating,
    RequiredDesired,
    Requirement,
    SettingKind,
    SettingValue,
    SourcedPlace,
    Standing,
    Status,
    Verdict,
    Waiver,
    WaiverUse,
    settled_criteria,
)
from mcaudit.reading.edition import default_edition
from mcaudit.reading.policy import read_policy
from mcaudit.reading.profile import read_profile
from tests.conftest import COMPLETE, changed, profile_of

DAY = "2026-01-01"
PLACE = SourcedPlace(document="rules", place="p. 4")


def policy_with(
    settings: Mapping[str, Any] | None = None,
    *,
    requires: tuple[str, ...] = (),
    waivers: tuple[Waiver, ...] = (),
    confirm_facts: bool = False,
) -> Policy:
    return Policy(
        id="ohio",
        title="Ohio",
        state="OH",
        path="ohio.yaml",
        sha256="0" * 64,
        settings={name: SettingValue(value=value, source=PLACE) for name, value in (settings or {}).items()},
        requires=tuple(RequiredDesired(criterion=name, source=PLACE) for name in requires),
        waivers=waivers,
        confirm_facts=confirm_facts,
    )


def waiver(requirement: str, *profiles: str, expires: str = "2026-12-31") -> Waiver:
    reason = "The study that it asks for ends in the spring."
    return Waiver(requirement=requirement, profiles=profiles, reason=reason, by="The board", expires=expires)


def audited(edition: Edition, profile: Profile, policy: Policy | None = None, *, all_met: bool = False) -> Audit:
    """Return an audit; with `all_met` as if the reviewers had settled as met whatever waits for them."""
    result = audit(edition, profile, date=DAY, policy=policy)
    if not all_met:
        return result
    waits = [finding.criterion for finding in result.findings if finding.status is Status.AWAITING_REVIEW]
    return audit(
        edition, profile, date=DAY, policy=policy, decisions={name: decided(name, Answer.MET) for name in waits}
    )


def decided(criterion: str, answer: Answer) -> Decision:
    return Decision(criterion=criterion, standing=Standing.SETTLED, answers=(answer, answer), settled=answer)


def found(result: Audit, criterion: str) -> Finding:
    return next(finding for finding in result.findings if finding.criterion == criterion)


def said(result: Audit, criterion: str) -> tuple[Status, Basis]:
    finding = found(result, criterion)
    return finding.status, finding.basis


def required(result: Audit, name: str) -> Requirement:
    return next(requirement for requirement in result.requirements if requirement.id == name)


MET = (Status.MET, Basis.FACTS)
NOT_MET = (Status.NOT_MET, Basis.FACTS)
AWAITING = (Status.AWAITING_REVIEW, Basis.NONE)

# --- names -----------------------------------------------------------------------------------------

NAMES = [name for name, setting in default_edition().settings.items() if setting.kind is SettingKind.NAMES]


def touched(edition: Edition, setting: str) -> tuple[str, ...]:
    return (*edition.settings[setting].decides, *edition.settings[setting].tightens)


def decided_on_facts(edition: Edition, criterion: str) -> bool:
    return next(each.decided_by is Decider.FACTS for each in edition.criteria if each.id == criterion)


@pytest.mark.parametrize("setting", NAMES)
def test_what_a_policy_names_and_a_profile_does_not_give_is_not_met(
    edition: Edition, complete: Profile, setting: str
) -> None:
    result = audited(edition, complete, policy_with({setting: ["Nobody's Own", "Another"]}))
    given = result.facts["derived"]["policy"][setting]["found"]
    assert given
    for criterion in touched(edition, setting):
        finding = found(result, criterion)
        assert (finding.status, finding.basis) == NOT_MET
        title = edition.settings[setting].title.lower()
        assert finding.message == f"the policy sets {title}: found {', '.join(given)}, needed Nobody's Own or Another"
        assert finding.remedy
        assert finding.location.line


@pytest.mark.parametrize("setting", NAMES)
def test_what_a_policy_names_and_a_profile_gives_lets_facts_decide(
    edition: Edition, complete: Profile, setting: str
) -> None:
    """Where the edition leaves more than the state's rules to judge, a reviewer still judges that."""
    refused = audited(edition, complete, policy_with({setting: ["Nobody's Own"]}))
    given = refused.facts["derived"]["policy"][setting]["found"][-1]
    result = audited(edition, complete, policy_with({setting: ["Nobody's Own", given]}))
    for criterion in touched(edition, setting):
        assert said(result, criterion) == (MET if decided_on_facts(edition, criterion) else AWAITING)


def test_what_is_left_to_judge_is_told_in_place_of_what_the_policy_has_settled(
    edition: Edition, complete: Profile
) -> None:
    unset = found(audited(edition, complete), "2B-2").message
    assert unset.startswith("no reviewer has decided: each state decides for itself")
    policy = policy_with({"approved_providers": ["Buckeye Example University"]})
    left = next(criterion.because for criterion in edition.criteria if criterion.id == "2B-2")
    message = found(audited(edition, complete, policy), "2B-2").message
    assert message.casefold() == f"no reviewer has decided: {left.rstrip('.')}".casefold()


@pytest.mark.parametrize(
    "name",
    [
        "Buckeye Example University",
        "BUCKEYE example  university",
        "Buckeye Example University. ",
        "buckeye\nexample university",
    ],
)
def test_names_are_compared_without_case_spacing_and_full_stop(edition: Edition, complete: Profile, name: str) -> None:
    assert said(audited(edition, complete, policy_with({"approved_issuers": [name]})), "4A-3") == MET


@pytest.mark.parametrize("name", ["Buckeye", "Example University", "buckeye_university", ""])
def test_part_of_a_name_or_its_short_form_is_not_the_name(edition: Edition, complete: Profile, name: str) -> None:
    result = audited(edition, complete, policy_with({"approved_issuers": [name]}))
    assert said(result, "4A-3") == NOT_MET
    assert "found Buckeye Example University, Example National Association of Circle Keepers" in (
        found(result, "4A-3").message
    )


def test_two_settings_for_one_criterion_must_both_be_satisfied(edition: Edition, complete: Profile) -> None:
    issuers, bodies = ["Buckeye Example University"], ["Example State Board of Education (fictional)"]
    both = policy_with({"approved_issuers": issuers, "issuer_approving_bodies": bodies})
    assert said(audited(edition, complete, both), "4A-3") == MET
    one = policy_with({"approved_issuers": issuers, "issuer_approving_bodies": ["Another board"]})
    assert said(audited(edition, complete, one), "4A-3") == NOT_MET


def test_where_a_profile_says_nothing_of_what_a_policy_names_nothing_is_found(
    edition: Edition, complete: Profile
) -> None:
    profile = changed(complete, "evaluators", "evaluator_profile", "training", "title")
    profile = changed(profile, "evaluators", "evaluator_profile", "state_criteria")
    policy = policy_with({"recognized_evaluator_training": ["Scoring Evidence of Practice (fictional)"]})
    message = found(audited(edition, profile, policy), "3B-1").message
    told = "the policy sets recognized evaluator training: found nothing, needed Scoring Evidence of Practice"
    assert told in message


def test_a_citation_is_needed_with_a_policy_as_without(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "issuers", "form", "citations")
    result = audited(edition, profile, policy_with({"award_forms": ["transcript"]}))
    assert said(result, "4B-1") == (Status.UNSUPPORTED, Basis.UNCITED)


# --- what is unset ---------------------------------------------------------------------------------


def test_what_a_policy_leaves_unset_is_for_a_reviewer(edition: Edition, complete: Profile) -> None:
    result = audited(
        edition, complete, policy_with({"verifying_body": ["Example State Credential Review Board (fictional)"]})
    )
    dependent = [criterion.id for criterion in edition.criteria if criterion.state]
    assert [name for name in dependent if said(result, name) != AWAITING] == ["4A-5"]
    assert said(result, "4A-5") == MET


def test_a_policy_that_says_nothing_changes_nothing(edition: Edition, complete: Profile) -> None:
    without, result = audited(edition, complete), audited(edition, complete, policy_with())
    assert result.findings == without.findings
    assert result.requirements == without.requirements
    assert (result.verdicts, result.score, result.waivers) == (without.verdicts, without.score, ())


def test_rates_decide_nothing(edition: Edition, complete: Profile) -> None:
    policy = policy_with({"currency_rates": [{"one": "ceu", "equals": 10, "unit": "clock_hours"}]})
    assert settled_criteria(edition, policy) == frozenset()
    assert audited(edition, complete, policy).findings == audited(edition, complete).findings


# --- at least --------------------------------------------------------------------------------------

HOURS = ("deliverers", "estimated_time", "typical_hours")
SYNCHRONOUS = ("deliverers", "estimated_time", "synchronous_hours")
LIMIT = ("evaluators", "resubmission", "limit")


@pytest.mark.parametrize(
    ("setting", "criterion", "least"),
    [("minimum_hours", "2F-1", 30), ("minimum_synchronous_hours", "2F-2", 11), ("resubmissions", "3F-1", 3)],
)
def test_a_minimum_tightens_what_facts_decide(
    edition: Edition, complete: Profile, setting: str, criterion: str, least: int
) -> None:
    for enough in (0, least - 0.5, least):
        assert said(audited(edition, complete, policy_with({setting: enough})), criterion) == MET
    result = audited(edition, complete, policy_with({setting: least + 0.5}))
    assert said(result, criterion) == NOT_MET
    title = edition.settings[setting].title.lower()
    assert found(result, criterion).message == (
        f"the policy sets {title}: found {least}, needed at least {least + 0.5}"
    )


def test_a_minimum_touches_no_other_criterion(edition: Edition, complete: Profile) -> None:
    result, without = audited(edition, complete, policy_with({"minimum_hours": 1000})), audited(edition, complete)
    assert [one.criterion for one, other in zip(result.findings, without.findings, strict=True) if one != other] == [
        "2F-1"
    ]


def test_unlimited_resubmissions_are_as_many_as_any_policy_asks(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, *LIMIT, to="unlimited")
    assert said(audited(edition, profile, policy_with({"resubmissions": 1000})), "3F-1") == MET


@pytest.mark.parametrize(
    ("setting", "criterion", "path"),
    [
        ("minimum_hours", "2F-1", HOURS),
        ("minimum_synchronous_hours", "2F-2", SYNCHRONOUS),
        ("resubmissions", "3F-1", LIMIT),
    ],
)
def test_a_number_that_is_not_given_is_not_enough(
    edition: Edition, complete: Profile, setting: str, criterion: str, path: tuple[str, ...]
) -> None:
    result = audited(edition, changed(complete, *path), policy_with({setting: 0}))
    assert found(result, criterion).status is Status.NOT_MET


def test_a_rule_that_fails_is_told_beside_what_the_policy_asks(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "evaluators", "resubmission", "allowed", to="no")
    message = found(audited(edition, profile, policy_with({"resubmissions": 5})), "3F-1").message
    assert "`allowed`" in message
    assert message.endswith("; the policy sets resubmissions: found 3, needed at least 5")


# --- currencies ------------------------------------------------------------------------------------


def recognizing(*currencies: dict[str, Any]) -> Policy:
    return policy_with({"recognized_currencies": list(currencies)})


def test_recognized_currencies_decide_all_five_kinds_on_facts(edition: Edition, complete: Profile) -> None:
    result = audited(edition, complete, recognizing({"kind": "ceu"}, {"kind": "relicensure_credit"}))
    assert {said(result, f"5A-{number}") for number in range(1, 6)} == {MET}


def test_a_currency_that_is_not_recognized_counts_for_nothing(edition: Edition, complete: Profile) -> None:
    result = audited(edition, complete, recognizing({"kind": "relicensure_credit"}))
    assert said(result, "5A-2") == NOT_MET
    assert said(result, "5A-3") == MET
    told = "the policy does not recognize ceu (3 ceu), only relicensure_credit"
    assert found(result, "5A-2").message.endswith(f"; {told}")


def test_what_a_district_gives_is_the_districts_to_say(edition: Edition, complete: Profile) -> None:
    result = audited(edition, complete, recognizing({"kind": "carnegie_units"}))
    statuses = {f"5A-{number}": said(result, f"5A-{number}") for number in range(1, 6)}
    assert statuses == {"5A-1": MET, "5A-2": NOT_MET, "5A-3": NOT_MET, "5A-4": MET, "5A-5": MET}
    assert required(result, "5A-any").status is Status.MET


@pytest.mark.parametrize(
    ("currency", "expected"),
    [
        pytest.param({"kind": "ceu", "amount": 3, "unit": "ceu"}, MET, id="amount and unit"),
        pytest.param({"kind": "ceu", "amount": 3.0}, MET, id="amount alone"),
        pytest.param({"kind": "ceu", "unit": "ceu"}, MET, id="unit alone"),
        pytest.param({"kind": "ceu", "amount": 2, "unit": "ceu"}, NOT_MET, id="another amount"),
        pytest.param({"kind": "ceu", "amount": 3, "unit": "pd_credits"}, NOT_MET, id="another unit"),
        pytest.param({"kind": "pd_credit", "amount": 3, "unit": "ceu"}, NOT_MET, id="another kind"),
    ],
)
def test_a_currency_has_the_amount_and_the_unit_that_the_state_sets(
    edition: Edition, complete: Profile, currency: dict[str, Any], expected: tuple[Status, Basis]
) -> None:
    assert said(audited(edition, complete, recognizing(currency)), "5A-2") == expected


def test_where_no_currency_is_left_found_and_needed_are_told(edition: Edition, complete: Profile) -> None:
    path = ("recognizers", "formal_currency", "currencies")
    kept = [entry for entry in complete.content[path[0]][path[1]][path[2]] if entry["counts_in"] == "state_system"]
    policy = recognizing({"kind": "pd_hours", "amount": 15, "unit": "clock_hours"}, {"kind": "stipend"})
    result = audited(edition, changed(complete, *path, to=kept), policy)
    assert required(result, "5A-any").status is Status.NOT_MET
    for number in range(1, 6):
        assert found(result, f"5A-{number}").message.endswith(
            "; the policy sets recognized currencies: found ceu (3 ceu), relicensure_credit (30 clock_hours), "
            "needed pd_hours (15 clock_hours) or stipend"
        )


def test_a_policy_leaves_the_facts_of_the_profile_as_they_are(edition: Edition, complete: Profile) -> None:
    facts = facts_of(complete.content)
    seen = with_policy(edition, recognizing({"kind": "stipend"}), facts)
    assert facts == facts_of(complete.content)
    assert len(seen["derived"]["currencies_here"]) < len(facts["derived"]["currencies_here"])
    assert seen["recognizers"] == facts["recognizers"]


# --- desired criteria that a state requires --------------------------------------------------------


@pytest.fixture
def without_priority(complete: Profile) -> Profile:
    """The complete profile without what 1C-D3 asks for, which is desired."""
    return changed(complete, "developers", "competency_area", "state_priority")


def test_a_desired_criterion_that_a_state_requires_gates_the_verdict(
    edition: Edition, without_priority: Profile
) -> None:
    assert audited(edition, without_priority, all_met=True).verdict is Verdict.PASS
    result = audited(edition, without_priority, policy_with(requires=("1C-D3",)), all_met=True)
    assert result.verdicts == {Gate.ENDORSEMENT: Verdict.FAIL, Gate.SUBMISSION: Verdict.FAIL}
    assert result.deciding == ("1C-D3",)


def test_one_that_is_met_lets_it_pass_and_one_that_waits_leaves_it_open(edition: Edition, complete: Profile) -> None:
    policy = policy_with(requires=("1C-D3",))
    assert audited(edition, complete, policy, all_met=True).verdict is Verdict.PASS
    decisions = {c.id: decided(c.id, Answer.MET) for c in edition.criteria if c.id != "1C-D3"}
    result = audit(edition, complete, date=DAY, policy=policy, decisions=decisions)
    assert (result.verdict, result.deciding) == (Verdict.UNDECIDED, ("1C-D3",))


def test_it_stays_desired_and_says_who_requires_it(edition: Edition, without_priority: Profile) -> None:
    result = audited(edition, without_priority, policy_with(requires=("1C-D3",)))
    finding = found(result, "1C-D3")
    assert (finding.level, finding.required_by) == (Level.DESIRED, "ohio")
    assert (required(result, "1C-D3").level, required(result, "1C-D3").required_by) == (Level.DESIRED, "ohio")
    assert {f.required_by for f in result.findings if f.criterion != "1C-D3"} == {""}


def test_it_is_never_counted_among_the_required(edition: Edition, without_priority: Profile) -> None:
    without = audited(edition, without_priority)
    result = audited(edition, without_priority, policy_with(requires=("1C-D3",)))
    assert result.score == without.score
    assert result.subcomponents == without.subcomponents


# --- facts that must be confirmed ------------------------------------------------------------------


def test_where_facts_must_be_confirmed_what_is_met_on_them_waits(edition: Edition, complete: Profile) -> None:
    without, result = audited(edition, complete), audited(edition, complete, policy_with(confirm_facts=True))
    on_facts = [finding.criterion for finding in without.findings if finding.basis is Basis.FACTS]
    assert len(on_facts) > 50
    assert {said(result, name) for name in on_facts} == {AWAITING}
    assert found(result, "1F-6").message == "claimed and cited; the policy wants a reviewer to confirm it"
    assert (result.unconfirmed, result.score.required.met) == (0, 0)
    assert result.score.required.ceiling == without.score.required.ceiling


def test_a_reviewer_confirms_them(edition: Edition, complete: Profile) -> None:
    decisions = {"1F-6": decided("1F-6", Answer.MET)}
    result = audit(edition, complete, date=DAY, policy=policy_with(confirm_facts=True), decisions=decisions)
    assert said(result, "1F-6") == (Status.MET, Basis.DECISION)


def test_what_facts_refuse_needs_no_confirmation(edition: Edition, complete: Profile) -> None:
    profile = changed(complete, "developers", "learning_resources", "resources", 1, "cost")
    assert said(audited(edition, profile, policy_with(confirm_facts=True)), "1F-6") == NOT_MET


# --- waivers ---------------------------------------------------------------------------------------

WAIVABLE = [
    pytest.param("1G-1", (("developers", "evidence_of_benefit"),), id="a requirement"),
    pytest.param(
        "1B-any", (("developers", "developer", "expertise"), ("developers", "developer", "recognitions")), id="a group"
    ),
]
"""A requirement, and what is taken from the complete profile so that it is not met."""


def lacking(complete: Profile, *paths: tuple[str, ...]) -> Profile:
    profile = complete
    for path in paths:
        profile = changed(profile, *path)
    return profile


@pytest.mark.parametrize(("name", "paths"), WAIVABLE)
@pytest.mark.parametrize("profiles", [(), ("leading-restorative-circles",), ("another", "leading-restorative-circles")])
def test_a_waiver_is_counted_as_waived_and_never_as_met(
    edition: Edition, complete: Profile, name: str, paths: tuple[tuple[str, ...], ...], profiles: tuple[str, ...]
) -> None:
    profile = lacking(complete, *paths)
    without = audited(edition, profile, all_met=True)
    result = audited(edition, profile, policy_with(waivers=(waiver(name, *profiles),)), all_met=True)
    before, after = without.score.required, result.score.required
    assert (without.verdict, result.verdict) == (Verdict.FAIL, Verdict.PASS)
    assert (after.waived, after.met, after.total) == (1, before.met, before.total - 1)
    assert (after.floor, after.ceiling) == (before.floor, before.ceiling)
    assert after.total + after.waived + after.not_applicable == 68
    assert required(result, name).waiver is not None
    assert required(result, name).status is Status.NOT_MET
    assert result.deciding == ()
    assert [(each.use, each.waiver.requirement) for each in result.waivers] == [(WaiverUse.APPLIED, name)]


@pytest.mark.parametrize(("name", "paths"), WAIVABLE)
def test_the_score_before_waivers_is_kept(
    edition: Edition, complete: Profile, name: str, paths: tuple[tuple[str, ...], ...]
) -> None:
    profile = lacking(complete, *paths)
    result = audited(edition, profile, policy_with(waivers=(waiver(name),)), all_met=True)
    assert result.score_before_waivers == audited(edition, profile, all_met=True).score
    assert result.score_before_waivers != result.score


def test_a_waiver_for_another_profile_is_nobodys_here(edition: Edition, complete: Profile) -> None:
    profile = lacking(complete, ("developers", "evidence_of_benefit"))
    result = audited(edition, profile, policy_with(waivers=(waiver("1G-1", "another"),)), all_met=True)
    assert result.verdict is Verdict.FAIL
    assert result.waivers == ()
    assert result.score.required.waived == 0


def test_a_finding_says_the_same_with_a_waiver(edition: Edition, complete: Profile) -> None:
    profile = lacking(complete, ("developers", "evidence_of_benefit"))
    policy = policy_with(waivers=(waiver("1G-1"),))
    assert audited(edition, profile, policy).findings == audited(edition, profile).findings


def test_what_waits_can_be_waived_too(edition: Edition, complete: Profile) -> None:
    without = audited(edition, complete)
    result = audited(edition, complete, policy_with(waivers=(waiver("1A-1"),)))
    assert result.score.required.awaiting_review == without.score.required.awaiting_review - 1
    assert result.score.required.ceiling == without.score.required.ceiling - 1
    assert "1A-1" not in result.deciding


def test_a_subcomponent_with_something_waived_is_never_better_than_developing(
    edition: Edition, complete: Profile
) -> None:
    profile = changed(complete, "deliverers", "estimated_time", "typical_hours")
    result = audited(edition, profile, policy_with(waivers=(waiver("2F-1"),)), all_met=True)
    rated = {each.id: each for each in result.subcomponents}
    assert rated["2F"].floor is rated["2F"].ceiling is Rating.DEVELOPING
    assert rated["2F"].score.required.waived == 1
    assert rated["2E"].floor is Rating.EXEMPLARY


def test_a_subcomponent_of_which_all_is_waived_is_not_met(edition: Edition, complete: Profile) -> None:
    profile = lacking(complete, ("developers", "evidence_of_benefit"))
    result = audited(edition, profile, policy_with(waivers=(waiver("1G-1"),)), all_met=True)
    rated = next(each for each in result.subcomponents if each.id == "1G")
    assert rated.floor is rated.ceiling is Rating.NOT_MET


@pytest.mark.parametrize(
    ("expires", "use", "verdict_is"),
    [
        pytest.param("2026-01-02", WaiverUse.APPLIED, Verdict.PASS, id="the day before its last"),
        pytest.param(DAY, WaiverUse.APPLIED, Verdict.PASS, id="its last day"),
        pytest.param("2025-12-31", WaiverUse.EXPIRED, Verdict.FAIL, id="the day after its last"),
    ],
)
def test_a_waiver_holds_through_its_last_day(
    edition: Edition, complete: Profile, expires: str, use: WaiverUse, verdict_is: Verdict
) -> None:
    profile = lacking(complete, ("developers", "evidence_of_benefit"))
    result = audited(edition, profile, policy_with(waivers=(waiver("1G-1", expires=expires),)), all_met=True)
    assert ([each.use for each in result.waivers], result.verdict) == ([use], verdict_is)
    assert result.score.required.waived == (1 if use is WaiverUse.APPLIED else 0)


def test_an_expired_waiver_does_not_hide_one_that_holds(edition: Edition, complete: Profile) -> None:
    profile = lacking(complete, ("developers", "evidence_of_benefit"))
    both = (waiver("1G-1", expires="2025-06-30"), waiver("1G-1"))
    result = audited(edition, profile, policy_with(waivers=both), all_met=True)
    assert [each.use for each in result.waivers] == [WaiverUse.EXPIRED, WaiverUse.APPLIED]
    assert (result.verdict, result.score.required.waived) == (Verdict.PASS, 1)


def test_a_waiver_of_what_is_met_is_reported_as_unused(edition: Edition, complete: Profile) -> None:
    result = audited(edition, complete, policy_with(waivers=(waiver("1F-6"), waiver("4A-any"))))
    assert [each.use for each in result.waivers] == [WaiverUse.UNUSED, WaiverUse.UNUSED]
    assert result.score == result.score_before_waivers


def test_after_a_no_in_2a_its_second_criterion_can_be_waived_and_what_is_skipped_need_not(
    edition: Edition, complete: Profile
) -> None:
    no = {"available": "no", "citations": [{"document": "profile_page", "section": "Support"}]}
    profile = changed(complete, "deliverers", to={"availability": no})
    result = audited(edition, profile, policy_with(waivers=(waiver("2A-2"), waiver("2D-1"))), all_met=True)
    assert [each.use for each in result.waivers] == [WaiverUse.APPLIED, WaiverUse.UNUSED]
    assert result.verdict is Verdict.PASS


def test_with_everything_waived_nothing_is_met_and_it_fails(edition: Edition) -> None:
    silent = profile_of({})
    names = [requirement.id for requirement in audited(edition, silent).requirements if requirement.gates]
    result = audited(edition, silent, policy_with(waivers=tuple(map(waiver, names))))
    assert set(result.verdicts.values()) == {Verdict.FAIL}
    assert (result.score.required.waived, result.score.required.total) == (67, 0)


# --- whatever is waived ----------------------------------------------------------------------------

_VERDICTS = {Verdict.FAIL: 0, Verdict.UNDECIDED: 1, Verdict.PASS: 2}


@cache
def all_requirements() -> tuple[Requirement, ...]:
    return audited(default_edition(), read_profile(default_edition(), COMPLETE)).requirements


REQUIRED = sorted(requirement.id for requirement in all_requirements() if requirement.level is Level.REQUIRED)
STATUSES = st.lists(st.sampled_from(list(Status)), min_size=len(all_requirements()), max_size=len(all_requirements()))
NEARLY_MET = st.lists(st.sampled_from(range(len(all_requirements()))), max_size=4).map(
    lambda failed: [Status.NOT_MET if at in failed else Status.MET for at in range(len(all_requirements()))]
)
WAIVERS = st.lists(
    st.builds(waiver, st.sampled_from(REQUIRED), expires=st.sampled_from(["2025-12-31", DAY, "2026-12-31"])),
    max_size=20,
)


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS)
def test_a_waiver_never_raises_what_is_met(statuses: list[Status], waivers: list[Waiver]) -> None:
    counted = tuple(replace(r, status=status) for r, status in zip(all_requirements(), statuses, strict=True))
    kept, results = waived(counted, policy_with(waivers=tuple(waivers)), "any-profile", DAY)
    before, after = score(counted).required, score(kept).required
    assert after.met == before.met
    assert after.ceiling <= before.ceiling
    assert after.total + after.waived == before.total
    assert score(kept).desired == score(counted).desired
    applied = {each.waiver.requirement for each in results if each.use is WaiverUse.APPLIED}
    assert after.waived == len(applied)
    assert len(results) == len(waivers)


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS, st.sampled_from(list(Gate)))
def test_a_waiver_never_worsens_a_verdict_and_never_makes_one_of_nothing(
    statuses: list[Status], waivers: list[Waiver], gate: Gate
) -> None:
    counted = tuple(replace(r, status=status) for r, status in zip(all_requirements(), statuses, strict=True))
    kept, _ = waived(counted, policy_with(waivers=tuple(waivers)), "any-profile", DAY)
    assert _VERDICTS[verdict(kept, gate)] >= _VERDICTS[verdict(counted, gate)]
    assert verdict(kept, gate) is Verdict.FAIL or score(kept).required.met > 0


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS)
def test_a_waiver_never_improves_a_rating_beyond_developing(statuses: list[Status], waivers: list[Waiver]) -> None:
    counted = tuple(replace(r, status=status) for r, status in zip(all_requirements(), statuses, strict=True))
    kept, _ = waived(counted, policy_with(waivers=tuple(waivers)), "any-profile", DAY)
    for mine in by_subcomponent(default_edition(), kept).values():
        if any(requirement.waiver for requirement in mine):
            for at_best in (True, False):
                assert rating(mine, at_best=at_best) in (Rating.DEVELOPING, Rating.NOT_MET)


# --- from a file -----------------------------------------------------------------------------------


def test_a_policy_from_a_file_does_what_it_says(
    edition: Edition, complete: Profile, write: Callable[..., Path]
) -> None:
    path = write(
        "format: mcaudit-policy/1\nid: ohio\ntitle: Ohio\nstate: OH\nedition: v1.0\n"
        "sources:\n  rules: {title: Rules, url: https://education.example.org, seen: 2026-10-05}\n"
        "settings:\n  minimum_hours: {value: 40, source: {document: rules, page: 4}}\n"
        "requires:\n  - {criterion: 1C-D3, source: {document: rules, page: 5}}\n"
        "review: {confirm_facts: yes, source: {document: rules, page: 6}}\n"
        "waivers:\n  - {requirement: 1A-1, reason: It is being rewritten., by: The board, expires: 2026-12-31}\n"
    )
    result = audited(edition, complete, read_policy(edition, path))
    assert said(result, "2F-1") == NOT_MET
    assert found(result, "1C-D3").required_by == "ohio"
    assert said(result, "1F-6") == AWAITING
    assert [each.use for each in result.waivers] == [WaiverUse.APPLIED]
