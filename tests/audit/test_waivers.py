"""A waiver is counted as waived, never as met, holds through its last day, and never worsens or invents a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.audit.scoring import by_subcomponent, deciding, gating, rating, score, verdict, waived
from mcaudit.model import Actor, Gate, Level, Policy, Rating, Requirement, Status, Verdict, Waiver, WaiverUse
from mcaudit.reading.edition.read import default_edition
from tests.conftest import requirements_of

DAY = "2026-01-01"


def waiver(requirement: str, *profiles: str, expires: str = "2026-12-31") -> Waiver:
    reason = "The study that it asks for ends in the spring."
    return Waiver(requirement=requirement, profiles=profiles, reason=reason, by="The board", expires=expires)


def policy(*waivers: Waiver) -> Policy:
    return Policy(id="ohio", title="Ohio", state="OH", path="ohio.yaml", sha256="0" * 64, waivers=waivers)


def all_requirements() -> tuple[Requirement, ...]:
    """Return every requirement of the edition, all met."""
    return tuple(
        Requirement(id=name, subcomponent=sub.id, level=level, status=Status.MET, members=(name,), actor=Actor.NOBODY)
        for sub in default_edition().subcomponents
        for name, level in dict.fromkeys((c.group or c.id, c.level) for c in sub.criteria)
    )


def with_status(**statuses: Status) -> tuple[Requirement, ...]:
    """Return every requirement, all met except some; `_1G_1` is 1G-1."""
    given = {name.strip("_").replace("_", "-"): status for name, status in statuses.items()}
    return tuple(
        replace(each, status=given.get(each.id, each.status), actor=Actor.PROVIDER) for each in all_requirements()
    )


def test_a_waived_requirement_counts_as_waived_and_nothing_else() -> None:
    for name in ("1G-1", "1B-any"):
        counted = tuple(replace(r, status=Status.NOT_MET) if r.id == name else r for r in all_requirements())
        kept, results = waived(counted, policy(waiver(name)), "made-up", DAY)
        before, after = score(counted).required, score(kept).required
        assert (after.waived, after.met, after.total) == (1, before.met, before.total - 1)
        assert after.total + after.waived + after.not_applicable == requirements_of(default_edition(), Level.REQUIRED)
        assert (verdict(gating(counted), Gate.ENDORSEMENT), verdict(gating(kept), Gate.ENDORSEMENT)) == (
            Verdict.FAIL,
            Verdict.PASS,
        )
        assert deciding(gating(kept), Gate.ENDORSEMENT) == ()
        assert [each.use for each in results] == [WaiverUse.APPLIED]


def test_a_waiver_for_another_profile_is_ignored() -> None:
    counted = with_status(_1G_1=Status.NOT_MET)
    kept, results = waived(counted, policy(waiver("1G-1", "another")), "made-up", DAY)
    assert (kept, results) == (counted, ())
    assert waived(counted, policy(waiver("1G-1", "another", "made-up")), "made-up", DAY)[1][0].use is WaiverUse.APPLIED


@pytest.mark.parametrize(
    ("expires", "use"),
    [("2026-01-02", WaiverUse.APPLIED), (DAY, WaiverUse.APPLIED), ("2025-12-31", WaiverUse.EXPIRED)],
)
def test_a_waiver_holds_through_its_last_day(expires: str, use: WaiverUse) -> None:
    kept, (result,) = waived(with_status(_1G_1=Status.NOT_MET), policy(waiver("1G-1", expires=expires)), "x", DAY)
    assert result.use is use
    assert score(kept).required.waived == (use is WaiverUse.APPLIED)


def test_an_expired_waiver_does_not_hide_one_that_holds() -> None:
    both = policy(waiver("1G-1", expires="2025-06-30"), waiver("1G-1"))
    kept, results = waived(with_status(_1G_1=Status.NOT_STATED), both, "x", DAY)
    assert [each.use for each in results] == [WaiverUse.EXPIRED, WaiverUse.APPLIED]
    assert verdict(gating(kept), Gate.ENDORSEMENT) is Verdict.PASS


@pytest.mark.parametrize("status", [Status.MET, Status.NOT_APPLICABLE])
def test_a_waiver_of_what_is_met_or_does_not_apply_is_unused(status: Status) -> None:
    counted = with_status(_1F_6=status)
    kept, (result,) = waived(counted, policy(waiver("1F-6")), "x", DAY)
    assert (kept, result.use) == (counted, WaiverUse.UNUSED)


def test_a_subcomponent_with_something_waived_is_at_most_developing() -> None:
    kept, _ = waived(with_status(_2F_1=Status.NOT_STATED), policy(waiver("2F-1")), "x", DAY)
    assert rating(by_subcomponent(default_edition(), kept)["2F"]) is Rating.DEVELOPING


def test_with_everything_waived_nothing_is_met_and_it_does_not_pass() -> None:
    counted = tuple(replace(each, status=Status.NOT_STATED, actor=Actor.PROVIDER) for each in all_requirements())
    kept, _ = waived(counted, policy(*(waiver(each.id) for each in counted)), "x", DAY)
    assert (verdict(gating(kept), Gate.ENDORSEMENT), verdict(gating(kept), Gate.SUBMISSION)) == (
        Verdict.INCOMPLETE,
        Verdict.NOT_READY,
    )


def test_a_desired_criterion_that_the_policy_requires_counts_with_the_required() -> None:
    counted = with_status(_1C_D3=Status.NOT_MET)
    assert verdict(gating(counted), Gate.ENDORSEMENT) is Verdict.PASS
    required = tuple(replace(each, required_by="ohio") if each.id == "1C-D3" else each for each in counted)
    assert (verdict(gating(required), Gate.ENDORSEMENT), deciding(gating(required), Gate.ENDORSEMENT)) == (
        Verdict.FAIL,
        ("1C-D3",),
    )
    assert score(required).required.total == score(counted).required.total + 1


# --- whatever is waived ----------------------------------------------------------------------------

ALL = all_requirements()
REQUIRED = sorted(each.id for each in ALL if each.level is Level.REQUIRED)
STATUSES = st.lists(st.sampled_from(list(Status)), min_size=len(ALL), max_size=len(ALL))
NEARLY_MET = st.lists(st.sampled_from(range(len(ALL))), max_size=4).map(
    lambda failed: [Status.NOT_MET if at in failed else Status.MET for at in range(len(ALL))]
)
WAIVERS = st.lists(
    st.builds(waiver, st.sampled_from(REQUIRED), expires=st.sampled_from(["2025-12-31", DAY, "2026-12-31"])),
    max_size=20,
)
_VERDICTS = {Verdict.FAIL: 0, Verdict.INCOMPLETE: 1, Verdict.UNDECIDED: 2, Verdict.PASS: 3}


def of(statuses: Sequence[Status]) -> tuple[Requirement, ...]:
    return tuple(replace(each, status=status, actor=Actor.PROVIDER) for each, status in zip(ALL, statuses, strict=True))


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS)
def test_a_waiver_never_raises_what_is_met(statuses: list[Status], waivers: list[Waiver]) -> None:
    counted = of(statuses)
    kept, results = waived(counted, policy(*waivers), "any-profile", DAY)
    before, after = score(counted).required, score(kept).required
    assert after.met == before.met
    assert after.ceiling <= before.ceiling
    assert after.total + after.waived == before.total
    assert score(kept).desired == score(counted).desired
    assert after.waived == len({each.waiver.requirement for each in results if each.use is WaiverUse.APPLIED})
    assert len(results) == len(waivers)


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS)
def test_a_waiver_never_makes_a_verdict_of_nothing(statuses: list[Status], waivers: list[Waiver]) -> None:
    counted = of(statuses)
    kept, _ = waived(counted, policy(*waivers), "any-profile", DAY)
    after = verdict(gating(kept), Gate.ENDORSEMENT)
    assert after is not Verdict.PASS or score(kept).required.met > 0
    begun = any(each.status in (Status.MET, Status.AWAITING_REVIEW) for each in kept if each.gates)
    assert not begun or _VERDICTS[after] >= _VERDICTS[verdict(gating(counted), Gate.ENDORSEMENT)]


@given(st.one_of(STATUSES, NEARLY_MET), WAIVERS)
def test_a_waiver_never_improves_a_rating_beyond_developing(statuses: list[Status], waivers: list[Waiver]) -> None:
    kept, _ = waived(of(statuses), policy(*waivers), "any-profile", DAY)
    for mine in by_subcomponent(default_edition(), kept).values():
        if any(each.waiver for each in mine):
            assert rating(mine) not in (Rating.GOOD, Rating.EXEMPLARY)
