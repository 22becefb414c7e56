"""The audit is fair to honest answers, hard to fool, and agrees with people who read the same pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest
import yaml

from mcaudit.audit.engine import audit
from mcaudit.model import Edition, Status
from mcaudit.reading.profile.read import read_profile
from tests.conftest import ROOT
from tests.fidelity.measure import DATE, FAIR, HERE, HOLLOW, NEVER_FILLED_IN, Measured, Outcome, measure, trials

CALIBRATION = HERE / "calibration"
CALIBRATED = ("emu_restorative", "mv_improvement_systems", "nea_unpacking_bias", "ut_science_stack")

COMPATIBLE: Mapping[str, tuple[Status, ...]] = {
    "met": (Status.MET, Status.AWAITING_REVIEW),
    "partly": (Status.PARTLY_MET, Status.AWAITING_REVIEW, Status.UNSUPPORTED),
    "not_stated": (Status.NOT_STATED, Status.NOT_APPLICABLE),
}
"""What people say of a criterion, and the statuses that agree with it."""

Labels = Mapping[str, Mapping[str, list[str]]]


@pytest.fixture(scope="session")
def measured() -> Measured:
    """What several hundred audits come to; they take seconds, and so each test of them is slow."""
    return measure(trials())


def shown(outcomes: tuple[Outcome, ...]) -> str:
    return "\n".join(f"{each.trial.name} -> {each.status or each.problem}" for each in outcomes)


# --- the cases ---------------------------------------------------------------------------------------


def test_cases_cover_every_criterion_with_an_honest_answer(edition: Edition) -> None:
    honest = {each.criterion for each in trials() if each.kind == "honest"}
    assert honest == {each.id for sub in edition.subcomponents for each in sub.criteria}


@pytest.mark.slow
def test_cases_cover_what_facts_decide_with_several_kinds_of_hollow_answers(measured: Measured) -> None:
    kinds = {criterion: set[str]() for criterion in measured.facts_decided}
    for each in measured.of(*HOLLOW):
        kinds.setdefault(each.trial.criterion, set()).add(each.trial.kind)
    assert [criterion for criterion in measured.facts_decided if len(kinds[criterion]) < 2] == []


def test_cases_are_well_formed() -> None:
    cases = trials()
    assert {each.kind for each in cases} == {*FAIR, *HOLLOW}
    assert {each.asks_for for each in cases if each.kind == "stand_in"} == {*NEVER_FILLED_IN, "name"}
    assert {each.asks_for for each in cases if each.kind != "stand_in"} == {""}
    assert {each.shape for each in cases if each.kind == "honest"} == {"", "words"}
    assert [name for name, times in Counter(each.name for each in cases).items() if times > 1] == []


# --- fair to honest answers --------------------------------------------------------------------------


@pytest.mark.slow
def test_every_case_can_be_read(measured: Measured) -> None:
    unread = tuple(each for each in measured.outcomes if each.status is None)
    assert not unread, shown(unread)


@pytest.mark.slow
def test_honest_answers_are_not_refused(measured: Measured) -> None:
    refused = tuple(each for each in measured.of(*FAIR) if not each.is_kept)
    assert measured.fair_kept >= 0.98, shown(refused)


@pytest.mark.slow
def test_facts_still_decide(measured: Measured) -> None:
    assert len(measured.met_on_facts) >= 35
    waiting = tuple(
        each
        for each in measured.of("honest")
        if each.trial.criterion in measured.facts_decided and each.status is not Status.MET
    )
    assert measured.honest_met_on_facts >= 0.65, shown(waiting)


# --- hard to fool ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_hollow_answers_are_not_met_by_themselves(measured: Measured) -> None:
    met = tuple(each for each in measured.of(*HOLLOW) if not each.is_kept)
    assert measured.hollow_kept >= 0.6, shown(met)
    assert measured.hollow_kept_on_facts >= 0.6, shown(met)


@pytest.mark.slow
def test_no_stand_in_takes_the_place_of_a_number_an_address_or_an_organization(measured: Measured) -> None:
    assert not measured.filled_in, shown(measured.filled_in)


@pytest.mark.slow
def test_the_words_of_a_hollow_answer_that_is_met_stand_beside_the_fact(measured: Measured) -> None:
    hidden = tuple(each for each in measured.outcomes if each.hidden)
    assert not hidden, "\n".join(f"{each.trial.name}: {each.hidden}" for each in hidden)


# --- in agreement with people ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def labels() -> Labels:
    found: Labels = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def compared(edition: Edition, labels: Labels) -> tuple[tuple[str, str, str, Status], ...]:
    """Each label, with the status of the audit: profile, criterion, label, status."""
    found = []
    for name in CALIBRATED:
        done = audit(edition, read_profile(edition, CALIBRATION / f"{name}.yaml"), date=DATE)
        statuses = {each.criterion: each.status for each in done.findings}
        found += [(name, each, label, statuses[each]) for label, ids in labels[name].items() for each in ids]
    return tuple(found)


def test_labels_are_of_the_four_profiles(edition: Edition, labels: Labels) -> None:
    assert tuple(labels) == CALIBRATED
    known = {each.id for sub in edition.subcomponents for each in sub.criteria}
    for name in CALIBRATED:
        labeled = Counter(each for ids in labels[name].values() for each in ids)
        assert {*labeled} <= known
        assert set(labeled.values()) == {1}
        assert {*labels[name]} <= {*COMPATIBLE, "not_met", "not_applicable"}


@pytest.mark.parametrize(("label", "least"), [("met", 0.9), ("not_stated", 0.95), ("partly", 0.75)])
def test_the_audit_agrees_with_people(
    compared: tuple[tuple[str, str, str, Status], ...], label: str, least: float
) -> None:
    of_label = [each for each in compared if each[2] == label]
    apart = [each for each in of_label if each[3] not in COMPATIBLE[label]]
    assert 1 - len(apart) / len(of_label) >= least, apart


def test_nothing_is_met_that_people_do_not_call_met(compared: tuple[tuple[str, str, str, Status], ...]) -> None:
    assert [each for each in compared if each[3] is Status.MET and each[2] != "met"] == []


# --- what the guide says of it -----------------------------------------------------------------------


def percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


@pytest.mark.slow
def test_the_guide_states_the_figures_that_are_measured(
    measured: Measured, compared: tuple[tuple[str, str, str, Status], ...]
) -> None:
    guide = (ROOT / "docs" / "fairness.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in guide.split("\n") if line[:1] == "|"]
    agree = {**COMPATIBLE, "not_met": (Status.NOT_MET, Status.AWAITING_REVIEW)}
    labeled = {name: [each[3] for each in compared if each[2] == name] for name in agree}
    agreed = [
        f"{sum(status in agree[name] for status in labeled[name])} of {len(labeled[name])}"
        for name in ("met", "not_stated", "partly", "not_met")
    ]
    fair, hollow, denials, evasions = (measured.of(*kinds) for kinds in (FAIR, HOLLOW, ("denial",), ("evasion",)))
    assert [(re.findall(r"\d+", text), figure) for text, figure, _ in rows[2:]] == [
        ([f"{len(fair)}"], percent(measured.fair_kept)),
        ([f"{len(hollow)}"], percent(measured.hollow_kept)),
        ([f"{len(measured.facts_decided)}"], percent(measured.hollow_kept_on_facts)),
        ([], percent(measured.honest_met_on_facts)),
        ([], f"{len(measured.filled_in)}"),
        ([], f"{len(measured.met_on_facts)}"),
        *(([], each) for each in agreed),
        ([], f"{sum(each[3] is Status.MET and each[2] != 'met' for each in compared)}"),
    ]
    words = " ".join(guide.split())
    assert f"{sum(not each.is_kept for each in denials)} of {len(denials)} such denials" in words
    assert f"{sum(not each.is_kept for each in evasions)} of {len(evasions)} evasions" in words
