"""What an audit is made of: its parts, what it counts for each, and the notes that touch it."""

from __future__ import annotations

import pytest

from mcaudit.audit.engine import audit
from mcaudit.model import (
    Answer,
    Basis,
    Counts,
    Decision,
    Edition,
    Gate,
    Level,
    Policy,
    Profile,
    Rating,
    RequiredDesired,
    SourcedPlace,
    Standing,
    Status,
    Verdict,
)
from tests.conftest import changed, profile_of

DAY = "2026-01-01"


def settled(edition: Edition, *, answer: Answer = Answer.MET) -> dict[str, Decision]:
    """Return decisions by which every criterion is settled alike."""
    return {
        each.id: Decision(criterion=each.id, standing=Standing.SETTLED, answers=(answer, answer), settled=answer)
        for each in edition.criteria
    }


def test_an_audit_keeps_what_it_was_made_of(edition: Edition, complete: Profile) -> None:
    policy = Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64)
    result = audit(edition, complete, date=DAY, gate=Gate.SUBMISSION, policy=policy)
    assert (result.edition, result.profile, result.policy) == (edition, complete, policy)
    assert (result.date, result.gate, result.verdict) == (DAY, Gate.SUBMISSION, Verdict.PASS)
    assert audit(edition, complete, date=DAY).gate is Gate.ENDORSEMENT


def test_findings_and_requirements_stand_in_the_order_of_the_source(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date=DAY)
    assert [finding.criterion for finding in result.findings] == [criterion.id for criterion in edition.criteria]
    whole = [name for requirement in result.requirements for name in requirement.members]
    assert sorted(whole) == sorted(criterion.id for criterion in edition.criteria)
    firsts = [requirement.members[0] for requirement in result.requirements]
    assert firsts == [criterion.id for criterion in edition.criteria if criterion.id in firsts]


def test_a_requirement_has_the_level_and_the_subcomponent_of_its_criteria(edition: Edition, complete: Profile) -> None:
    place = SourcedPlace(document="rules", place="p. 4")
    policy = Policy(
        id="ohio",
        title="Ohio",
        state="OH",
        path="ohio.yaml",
        sha256="0" * 64,
        requires=(RequiredDesired(criterion="1C-D3", source=place),),
    )
    result = audit(edition, complete, date=DAY, policy=policy)
    levels = {criterion.id: criterion.level for criterion in edition.criteria}
    groups = {group.id: group.members for sub in edition.subcomponents for group in sub.groups}
    for requirement in result.requirements:
        assert requirement.members == groups.get(requirement.id, (requirement.id,))
        assert requirement.level is levels[requirement.members[0]]
        assert requirement.subcomponent == requirement.id.partition("-")[0]
        assert requirement.required_by == ("ohio" if requirement.id == "1C-D3" else "")


def test_of_a_group_only_the_members_with_the_best_status_are_needed(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date=DAY)
    statuses = {finding.criterion: finding.status for finding in result.findings}
    needed = {finding.criterion for finding in result.findings if finding.needed}
    for requirement in result.requirements:
        best = {name for name in requirement.members if statuses[name] is requirement.status}
        assert best == needed.intersection(requirement.members)
    group = next(requirement for requirement in result.requirements if requirement.id == "1B-any")
    assert (group.status, statuses["1B-1"], statuses["1B-2"]) == (Status.MET, Status.AWAITING_REVIEW, Status.MET)


def all_of(counts: Counts) -> int:
    return counts.total + counts.not_applicable + counts.waived


def test_each_part_counts_its_own_requirements(edition: Edition, complete: Profile) -> None:
    result = audit(edition, changed(complete, "developers", "development_process"), date=DAY)
    assert [part.id for part in result.subcomponents] == [sub.id for sub in edition.subcomponents]
    for part in result.subcomponents:
        mine = [each for each in result.requirements if each.subcomponent == part.id]
        for level, counted in ((Level.REQUIRED, part.score.required), (Level.DESIRED, part.score.desired)):
            statuses = [each.status for each in mine if each.level is level]
            assert all_of(counted) == len(statuses)
            assert (counted.met, counted.not_applicable) == (
                statuses.count(Status.MET),
                statuses.count(Status.NOT_APPLICABLE),
            )


def test_each_component_counts_what_its_subcomponents_count(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date=DAY)
    scores = {part.id: part.score for part in result.subcomponents}
    assert [part.key for part in result.components] == [component.key for component in edition.components]
    for part, component in zip(result.components, edition.components, strict=True):
        mine = [scores[sub.id] for sub in component.subcomponents]
        assert part.score.required.met == sum(each.required.met for each in mine)
        assert all_of(part.score.required) == sum(all_of(each.required) for each in mine)
        assert all_of(part.score.desired) == sum(all_of(each.desired) for each in mine)


def test_a_rating_ranges_from_what_is_met_to_what_may_be(edition: Edition, complete: Profile) -> None:
    rated = {part.id: (part.floor, part.ceiling) for part in audit(edition, complete, date=DAY).subcomponents}
    assert rated["1F"] == (Rating.DEVELOPING, Rating.GOOD)
    assert rated["2E"] == (Rating.EXEMPLARY, Rating.EXEMPLARY)


UNCITED = ("1F-1", "1F-2", "1F-3", "1F-5", "1F-6", "1F-7")
"""What of 1F no citation supports once its answer has none; the other one has citations of its own."""


@pytest.mark.parametrize(
    ("gate", "answer", "deciding"),
    [
        pytest.param(Gate.SUBMISSION, Verdict.FAIL, UNCITED, id="submission"),
        pytest.param(Gate.ENDORSEMENT, Verdict.UNDECIDED, ("1A-1", *UNCITED), id="endorsement"),
    ],
)
def test_the_gate_that_is_asked_says_what_decides(
    edition: Edition, complete: Profile, gate: Gate, answer: Verdict, deciding: tuple[str, ...]
) -> None:
    """What is not cited keeps a profile from being submitted, while endorsement waits for it as for a reviewer."""
    answered = {name: each for name, each in settled(edition).items() if name != "1A-1"}
    profile = changed(complete, "developers", "learning_resources", "citations")
    result = audit(edition, profile, date=DAY, gate=gate, decisions=answered)
    assert (result.verdict, result.deciding) == (answer, deciding)


def test_what_is_met_on_facts_alone_is_unconfirmed(edition: Edition, complete: Profile) -> None:
    result = audit(edition, complete, date=DAY)
    on_facts = [f for f in result.findings if (f.status, f.basis) == (Status.MET, Basis.FACTS)]
    assert result.unconfirmed == len(on_facts) > 50
    assert audit(edition, complete, date=DAY, decisions=settled(edition)).unconfirmed == 0
    assert audit(edition, profile_of({}), date=DAY).unconfirmed == 0


# --- notes -------------------------------------------------------------------------------------------


def notes(edition: Edition, profile: Profile) -> set[str]:
    return {note.id for note in audit(edition, profile, date=DAY).notes}


def test_a_profile_that_says_nothing_is_touched_by_what_is_about_every_audit(edition: Edition) -> None:
    about_all = {note.id for note in edition.interpretations if not note.about}
    assert notes(edition, profile_of({})) == about_all != set()


def test_a_profile_that_says_everything_is_touched_by_all_that_is_about_something(
    edition: Edition, complete: Profile
) -> None:
    about_all = {note.id for note in edition.interpretations}
    assert notes(edition, complete) == about_all | {note.id for note in edition.discrepancies if note.about}


def test_an_answer_is_touched_by_what_is_about_its_criteria_subcomponent_and_group(edition: Edition) -> None:
    answer = {"expertise": [{"kind": "published_work", "description": "Wrote a handbook of circles"}]}
    profile = profile_of({"developers": {"developer": answer}})
    touched = {"1B", "1B-1", "1B-any"}
    judged = {f.criterion for f in audit(edition, profile, date=DAY).findings if f.basis is Basis.FACTS}
    assert judged == {"1B-1"}
    expected = {note.id for note in edition.interpretations if not note.about or touched.intersection(note.about)}
    expected |= {note.id for note in edition.discrepancies if touched.intersection(note.about)}
    assert notes(edition, profile) == expected
    assert "any-of-groups-count-once" in expected


@pytest.mark.parametrize("heading", [None, {"expertise": []}], ids=["the answer", "a field"])
def test_an_answer_that_stands_empty_is_touched_by_nothing_of_its_own(edition: Edition, heading: object) -> None:
    profile = profile_of({"developers": {"developer": heading}})
    assert notes(edition, profile) == notes(edition, profile_of({}))


def test_interpretations_stand_before_discrepancies_in_their_own_order(edition: Edition, complete: Profile) -> None:
    order = [note.id for note in (*edition.interpretations, *edition.discrepancies)]
    told = [note.id for note in audit(edition, complete, date=DAY).notes]
    assert told == [name for name in order if name in told]
