"""What is the same in every state is evaluated once, and comes to what a whole audit for each state says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import mcaudit
from mcaudit.accept.candidate import neutral_criteria
from mcaudit.app.acceptance import _Seen, asked_cell, asked_of, policies_by_state
from mcaudit.app.reviews import decided
from mcaudit.audit.engine import audit_of, case_of
from mcaudit.facts.for_state import for_state
from mcaudit.model import Binding, Edition
from tests.conftest import COMPLETE, ROOT

DAY = "2026-11-30"
PROFILES = sorted((ROOT / "profiles").glob("*/*.yaml"))
SOME = {COMPLETE, *PROFILES[::6]}
REVIEW = ROOT / "docs" / "example-review" / "restorative-circles"


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[] if path in SOME else pytest.mark.slow) for path in PROFILES],
    ids=lambda path: path.stem,
)
def test_findings_that_are_shared_are_those_of_an_audit_for_each_state(edition: Edition, path: Path) -> None:
    reviews = mcaudit.load_decisions(REVIEW) if path == COMPLETE else ()
    seen = _Seen(mcaudit.audit_file(path, date=DAY, decisions=reviews), reviews)
    for policy in policies_by_state(edition, ()).values():
        strict = replace(policy, confirm_facts=True, quorum=3) if policy.state == "TN" else policy
        case = case_of(edition, for_state(edition, seen.audit.profile, strict.state), date=DAY, policy=strict)
        whole = audit_of(replace(case, decisions=decided(case, reviews)), date=DAY)
        found = seen.by(strict).audit({})
        assert (found.findings, found.requirements, found.verdicts) == (
            whole.findings,
            whole.requirements,
            whole.verdicts,
        )


def test_only_neutral_criteria_are_shared(edition: Edition) -> None:
    shared = neutral_criteria(edition)
    assert len(shared) > len(edition.criteria) / 2
    assert all(each.state.binding is Binding.NEUTRAL for each in edition.criteria if each.id in shared)


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("TN:pay", [("TN", "pay")]),
        ("tennessee:license renewal, OH:pay", [("TN", "license_renewal"), ("OH", "pay")]),
        ("new-mexico:license-advancement,NM:license_advancement", [("NM", "license_advancement")]),
    ],
)
def test_states_and_purposes_are_named_as_people_write_them(
    edition: Edition, to: str, found: list[tuple[str, str]]
) -> None:
    assert list(asked_of(to, policies_by_state(edition, ()))) == found


def test_a_state_alone_stands_for_every_purpose_that_any_policy_speaks_of(edition: Edition) -> None:
    policies = policies_by_state(edition, ())
    stated = {rule.purpose for policy in policies.values() for rule in policy.purposes} - {"other"}
    assert {purpose for _, purpose in asked_of("CA", policies)} == stated
    assert {state for state, _ in asked_of("", policies)} == set(policies)


@pytest.mark.parametrize("text", ["TN", "", "TN:", ":pay", "XX:pay", "TN:raise"])
def test_what_names_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        asked_cell(text)


def test_python_maps_audits(edition: Edition) -> None:
    audits = [mcaudit.audit_file(path, date=DAY) for path in PROFILES[:2]]
    found = mcaudit.map_acceptance(audits, to="TN:license_renewal")
    assert {each.id for each in found.candidates} == {audit.profile.id for audit in audits}
    assert {cell.purpose for each in found.candidates for cell in each.cells} == {"license_renewal"}
    with pytest.raises(ValueError, match="at least one"):
        mcaudit.map_acceptance([])
    with pytest.raises(ValueError, match="one edition and date"):
        mcaudit.map_acceptance([audits[0], mcaudit.audit_file(PROFILES[0], date="2026-01-01")])
