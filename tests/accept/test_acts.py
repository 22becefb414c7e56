"""Acts that a fix set names open the gate once they are done, and leaving any one out keeps it closed."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.accept.acts import OUTSIDE, Asked, Remedies
from mcaudit.accept.fields import heading
from mcaudit.accept.fixes import Clause, Formula, is_open, smallest
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.audit.scoring import gating, requirements, verdict
from mcaudit.model import Basis, Decider, Edition, Gate, Policy, Profile, Status, Verdict, Waiver
from mcaudit.model.acts import Act, Fixes, Party, Verb
from mcaudit.reading.profile.read import read_profile
from tests.accept.doing import DAY, Submission, asked_by_gate, disputed, fields_of, uncited, without
from tests.audit.made import answering, cited
from tests.conftest import ROOT, changed, examples
from tests.review.cases import policy_for

CURRENCIES = "recognizers/formal_currency/currencies"
"""Without currencies nobody recognizes, and a supporter who says that it does contradicts that: 2B-1 hangs on both."""


def by_people(edition: Edition) -> frozenset[str]:
    return frozenset(each.id for each in edition.criteria if each.decided_by is not Decider.FACTS)


def fixes_of(submission: Submission) -> Fixes:
    found = smallest(submission.formula(), target="pass")
    assert found is not None
    return found


def check(submission: Submission) -> None:
    """Do the first smallest set for real, and then all but each of its acts."""
    fixes = fixes_of(submission)
    assert fixes.proven
    acts = next(fixes.listed(1))
    assert submission.passes(acts), [act.key for act in acts]
    for act in acts:
        assert not submission.passes(set(acts) - {act}), act.key


def damaged(edition: Edition, complete: Profile, draw: st.DataObject) -> Submission:
    """Return the complete profile with fields and citations taken out, a dispute put in, and decisions not yet made."""
    known = [field for field in fields_of(edition, complete.content) if field != CURRENCIES]
    content = without(complete.content, draw.draw(st.lists(st.sampled_from(known), max_size=4, unique=True)))
    answers = [each.pointer.strip("/") for each in edition.subcomponents]
    for answer in draw.draw(st.lists(st.sampled_from(answers), max_size=2, unique=True)):
        content = uncited(content, answer)
    mine = [field for field in fields_of(edition, content) if heading(field).count("/") == 2 and "*" not in field]
    for field in draw.draw(st.lists(st.sampled_from(mine), max_size=1)):
        content = disputed(content, field)
    everyone = by_people(edition)
    undecided = draw.draw(st.frozensets(st.sampled_from(sorted(everyone)), max_size=4))
    return Submission(edition, complete, content, everyone - undecided)


@examples(30)
@given(draw=st.data())
def test_a_fix_set_opens_the_gate_and_none_of_its_acts_is_spare(
    edition: Edition, complete: Profile, draw: st.DataObject
) -> None:
    check(damaged(edition, complete, draw))


@pytest.mark.slow
def test_each_field_that_is_left_out_can_be_mended(edition: Edition, complete: Profile) -> None:
    for field in fields_of(edition, complete.content):
        if field != CURRENCIES:
            check(Submission(edition, complete, without(complete.content, [field]), by_people(edition)))


def test_a_complete_profile_that_is_decided_needs_nothing(edition: Edition, complete: Profile) -> None:
    submission = Submission(edition, complete, complete.content, by_people(edition))
    assert submission.formula() == ()
    assert fixes_of(submission).size == 0


# --- real profiles, with the acts done as findings ---------------------------------------------------


def remedies_of(edition: Edition, profile: Profile, policy: Policy | None = None) -> tuple[Remedies, tuple[Asked, ...]]:
    case = case_of(edition, profile, date=DAY, policy=policy)
    audit = audit_of(case, date=DAY)
    asked = asked_by_gate(audit)
    return Remedies(case, audit.findings, asked), asked


@pytest.mark.parametrize("path", sorted((ROOT / "profiles" / "illinois").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_fix_set_of_a_real_profile_turns_every_requirement_and_no_act_is_spare(edition: Edition, path: Path) -> None:
    remedies, asked = remedies_of(edition, read_profile(edition, path))
    formula = remedies.formula
    found = smallest(formula, target="pass")
    assert found is not None
    assert found.proven
    acts = set(next(found.listed(1)))
    assert gate_after(edition, remedies, asked, acts) is Verdict.PASS
    for act in acts:
        assert gate_after(edition, remedies, asked, acts - {act}) is not Verdict.PASS


def gate_after(edition: Edition, remedies: Remedies, asked: Iterable[Asked], acts: set[Act]) -> Verdict:
    """Return the gate's answer once every finding for which a way is done is met."""
    findings = dict(remedies.findings)
    for members in asked:
        for name in members:
            clause = remedies.clause((name,))
            if clause is not None and is_open((clause,), acts):
                findings[name] = replace(findings[name], status=Status.MET)
    return verdict(gating(requirements(edition, findings)), Gate.ENDORSEMENT)


# --- one finding at a time ---------------------------------------------------------------------------


def ways(
    edition: Edition, profile: Profile, *criteria: str, policy: Policy | None = None, asked: tuple[Asked, ...] = ()
) -> set[frozenset[str]]:
    """Return the ways to meet any one of some criteria, as keys."""
    case = case_of(edition, profile, date=DAY, policy=policy)
    clause = Remedies(case, audit_of(case, date=DAY).findings, (criteria, *asked)).clause(criteria)
    return keys(clause or ())


def keys(clause: Clause) -> set[frozenset[str]]:
    return {frozenset(act.key for act in way) for way in clause}


def way(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_what_facts_decide_is_answered_and_nothing_else(edition: Edition) -> None:
    found = ways(edition, answering(edition, "4B", {}), "4B-2")
    assert way("provider:answer:/issuers/form/evidence_address") in found


def test_what_people_decide_is_answered_and_decided(edition: Edition) -> None:
    assert ways(edition, answering(edition, "1F", {}), "1F-4") == {
        way("provider:answer:/developers/learning_resources/content_validity", "reviewers:decide:1F-4")
    }


def test_a_fact_without_a_citation_is_cited(edition: Edition) -> None:
    answer = {"forms": ["digital_badge"]}
    assert ways(edition, answering(edition, "4B", answer), "4B-1") == {way("provider:cite:/issuers/form/forms")}
    assert ways(edition, answering(edition, "4B", cited(answer)), "4B-1") == set()


def test_words_without_a_citation_are_cited_and_decided(edition: Edition) -> None:
    profile = answering(edition, "1F", {"content_validity": "Reviewed by two experts."})
    assert ways(edition, profile, "1F-4") == {
        way("provider:cite:/developers/learning_resources/content_validity", "reviewers:decide:1F-4")
    }


def test_what_awaits_reviewers_is_decided(edition: Edition) -> None:
    profile = answering(edition, "1F", cited({"content_validity": "Reviewed by two experts."}))
    assert ways(edition, profile, "1F-4") == {way("reviewers:decide:1F-4")}


def test_a_conflict_is_settled_by_who_recorded_it(edition: Edition) -> None:
    page = {"document": "page", "section": "Overview"}
    conflict = {"field": "forms", "values": [{"value": each, "citation": page} for each in ("a badge", "nothing")]}
    profile = answering(edition, "4B", cited({"forms": ["digital_badge"], "conflicts": [conflict]}))
    assert ways(edition, profile, "4B-1") == {way("provider:settle:/issuers/form/forms")}


def test_a_denial_is_taken_back_by_who_made_it_and_never_overruled(edition: Edition) -> None:
    profile = answering(edition, "3F", cited({"allowed": "no"}))
    found = ways(edition, profile, "3F-1")
    assert found
    assert all(key.startswith("provider:answer:/evaluators/resubmission/") for each in found for key in each)


def test_any_member_of_a_group_is_a_way(edition: Edition) -> None:
    profile = answering(edition, "1D", {})
    found = ways(edition, profile, "1D-2", "1D-3")
    assert found == ways(edition, profile, "1D-2") | ways(edition, profile, "1D-3")


def test_a_state_can_state_what_only_it_can_say(edition: Edition) -> None:
    assert way("state:set:verifying_body") in ways(edition, answering(edition, "4A", {}), "4A-5")
    assert way("state:set:recommended_form") in ways(edition, answering(edition, "4B", {}), "4B-3")


def test_an_approval_lies_outside_of_the_profile(edition: Edition, complete: Profile) -> None:
    content = without(complete.content, ["organizations/*/accreditations"])
    case = case_of(edition, replace(complete, content=content), date=DAY)
    clause = Remedies(case, audit_of(case, date=DAY).findings, (("4A-1",),)).clause(("4A-1",))
    acts = {act for each in clause or () for act in each}
    assert {(act.key, act.outside) for act in acts if act.verb is Verb.OBTAIN} == {
        ("provider:obtain:/organizations/*/accreditations", True)
    }


def test_facts_that_a_policy_wants_checked_are_decided_as_well(edition: Edition) -> None:
    policy = policy_for(confirm_facts=True)
    answer = {"forms": ["digital_badge"]}
    cite, check = "provider:cite:/issuers/form/forms", "reviewers:decide:4B-1"
    assert ways(edition, answering(edition, "4B", answer), "4B-1", policy=policy) == {way(cite, check)}
    assert ways(edition, answering(edition, "4B", cited(answer)), "4B-1", policy=policy) == {way(check)}


def test_learning_opportunities_that_a_policy_requires_bring_all_that_a_no_had_skipped(edition: Edition) -> None:
    place = policy_for(settings={"verifying_body": ["A board"]}).settings["verifying_body"][0].source
    policy = policy_for(requires_learning_opportunities=place)
    profile = answering(edition, "2A", cited({"available": "no"}))
    remedies, _ = remedies_of(edition, profile, policy)
    served = {name for clause in remedies.formula for each in clause for act in each for name in act.criteria}
    assert {"2A-2", "2B-1", "2C-1", "2D-1", "2E-1", "2F-1"} <= served
    without_policy, _ = remedies_of(edition, profile)
    served = {name for clause in without_policy.formula for each in clause for act in each for name in act.criteria}
    assert not served & {"2A-2", "2B-1", "2F-1"}


def test_what_is_waived_asks_for_nothing_and_nothing_is_ever_waived(edition: Edition) -> None:
    profile = answering(edition, "1A", {})
    waiver = Waiver(requirement="1F-4", profiles=(), reason="A pilot", by="A. Director", expires="2027-01-01")
    plain, waived = (
        remedies_of(edition, profile, policy_for(waivers=waivers))[0].formula for waivers in ((), (waiver,))
    )
    mine = keys(next(clause for clause in plain if any(act.pointer == "1F-4" for each in clause for act in each)))
    assert [keys(clause) for clause in waived] == [keys(clause) for clause in plain if keys(clause) != mine]
    parties = {act.party for clause in plain for each in clause for act in each}
    assert parties <= {Party.PROVIDER, Party.REVIEWERS, Party.STATE}


def test_an_act_names_every_criterion_that_it_may_serve(edition: Edition) -> None:
    formula: Formula = remedies_of(edition, answering(edition, "1F", {}))[0].formula
    serving: Mapping[str, set[tuple[str, ...]]] = {}
    for act in (act for clause in formula for each in clause for act in each):
        serving = {**serving, act.key: serving.get(act.key, set()) | {act.criteria}}
    assert serving["provider:answer:/developers/learning_resources/resources"] == {("1F-1", "1F-5", "1F-6", "1F-7")}
    assert all(len(each) == 1 for each in serving.values())


# --- decisions that go stale -------------------------------------------------------------------------


def test_a_change_that_a_decision_reads_has_it_made_again(edition: Edition, complete: Profile) -> None:
    everyone = by_people(edition)
    content: Any = copy.deepcopy(dict(complete.content))
    for entry in content["developers"]["learning_resources"]["resources"]:
        for key in ("cost", "price", "medium"):
            entry.pop(key, None)
    submission = Submission(edition, complete, content, everyone)
    case, audit = submission.after(())
    found = keys(Remedies(case, audit.findings, asked_by_gate(audit)).clause(("1F-6",)) or ())
    assert way("provider:answer:/developers/learning_resources/resources", "reviewers:decide:1F-1") in found
    alone = keys(Remedies(case, audit.findings, (("1F-6",),)).clause(("1F-6",)) or ())
    assert way("provider:answer:/developers/learning_resources/resources") in alone


def test_a_decision_that_went_against_it_is_made_again_on_another_answer(edition: Edition, complete: Profile) -> None:
    case, audit = Submission(edition, complete, complete.content, by_people(edition)).after(())
    findings = [
        replace(each, status=Status.NOT_MET, basis=Basis.CONSENSUS) if each.criterion == "1F-4" else each
        for each in audit.findings
    ]
    clause = Remedies(case, findings, (("1F-4",),)).clause(("1F-4",))
    assert keys(clause or ()) == {
        way("provider:answer:/developers/learning_resources/content_validity", "reviewers:decide:1F-4")
    }


# --- the fields --------------------------------------------------------------------------------------


def test_fields_that_lie_outside_are_fields_of_the_edition(edition: Edition) -> None:
    answers = {f"{sub.pointer.strip('/')}/{field}" for sub in edition.subcomponents for field in sub.answer}
    known = edition.profile_base["$defs"]
    organizations = {f"organizations/*/{field}" for field in known["organization_entry"]["properties"]}
    about = {f"about/{field}" for field in known["about"]["properties"]}
    assert answers | organizations | about >= OUTSIDE


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("issuers/form/forms", "issuers/form/forms"),
        ("developers/learning_resources/resources/*/cost", "developers/learning_resources/resources"),
        ("/recognizers/formal_currency/currencies/*~kind=ceu", "recognizers/formal_currency/currencies"),
        ("recognizers/formal_currency/denied~ceu|any", "recognizers/formal_currency/denied"),
        ("about/enrolment_steps/*~obligation=required", "about/enrolment_steps"),
        ("/issuers/issuer/organizations/*/approvals/*~standing=in_force/by", "organizations/*/approvals"),
        ("/issuers/issuer/organizations/*", "issuers/issuer/organizations"),
        ("organizations/*/approvals/*~covers=professional_learning", "organizations/*/approvals"),
    ],
)
def test_a_place_lies_in_a_field(place: str, field: str) -> None:
    assert heading(place) == field


def test_nobody_is_asked_to_say_no_for_a_yes(edition: Edition, complete: Profile) -> None:
    planned = [{"title": "Reading coach hours", "prepares_for": ["evidence"], "standing": "planned"}]
    profile = changed(complete, "deliverers", "availability", "aligned_opportunities", to=planned)
    answer = "provider:answer:/deliverers/availability/aligned_opportunities"
    assert ways(edition, profile, "2A-1") == {way(answer), way("reviewers:decide:2A-1")}
