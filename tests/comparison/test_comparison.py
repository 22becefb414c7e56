"""A comparison: groups, what is addressed, what all share, what sets each apart; the same whatever the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.comparison.comparison import comparison, summary
from mcaudit.exchange.comparison import comparison_record
from mcaudit.exchange.json_text import json_document
from mcaudit.model import Edition, Gate, Level, Rating, RequiredDesired, SourcedPlace, Status, Verdict, Waiver
from mcaudit.model.comparison import Entry, Judged
from mcaudit.model.words import GroupBy, verdicts_of
from mcaudit.reading.edition.read import default_edition
from mcaudit.reading.profile.read import read_profile
from tests.comparison.made import compared, entry, issued_by, policy
from tests.conftest import ROOT, examples, held_to_schema

MET, NOT, PARTLY, UNSUPPORTED = Status.MET, Status.NOT_MET, Status.PARTLY_MET, Status.UNSUPPORTED
WAITS, SILENT, SKIPPED = Status.AWAITING_REVIEW, Status.NOT_STATED, Status.NOT_APPLICABLE


def judged(edition: Edition, *statuses: Status | None, name: str = "1A-1") -> list[Entry]:
    """Return micro-credentials of which nothing is known but the status of one requirement; None where it is waived."""
    return [
        replace(
            bare,
            requirements=(
                Judged(id=name, level=Level.REQUIRED, status=status or NOT, gates=bool(status), waived=not status),
            ),
        )
        for number, status in enumerate(statuses)
        for bare in [entry(edition, f"of-{number}")]
    ]


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (GroupBy.STATE, {"IN": ["b"], "OH": ["a", "c"]}),
        (GroupBy.ORGANIZATION, {"Lake": ["a"], "not stated": ["b", "c"]}),
        (GroupBy.ISSUER, {"River": ["b"], "not stated": ["a", "c"]}),
        (GroupBy.TOPIC, {"literacy": ["c"], "Numeracy": ["a"], "not stated": ["b"]}),
    ],
)
def test_micro_credentials_are_grouped(edition: Edition, by: GroupBy, expected: Mapping[str, list[str]]) -> None:
    of = [
        entry(edition, "c", {"developers": {"title_and_description": {"content_area": "literacy"}}}),
        entry(edition, "b", {"state": "IN", **issued_by("River")}),
        entry(
            edition,
            "a",
            {
                "organizations": {"lake": {"name": "Lake"}},
                "developers": {
                    "developer": {"organizations": ["lake"]},
                    "title_and_description": {"content_area": "Numeracy"},
                },
            },
        ),
    ]
    groups = compared(edition, of, by=by).groups
    assert [(group.name, [each.id for each in group.entries]) for group in groups] == list(expected.items())


def test_a_group_names_every_policy_that_its_own_were_audited_under(edition: Edition) -> None:
    ohio = policy()
    of = [entry(edition, "a", policy=ohio), entry(edition, "b"), entry(edition, "c", policy=ohio)]
    (group,) = compared(edition, of, {"OH": ohio}).groups
    assert group.policies == ("", "of-oh")
    assert list(compared(edition, of, {"OH": ohio}).policies) == ["of-oh"]
    assert compared(edition, of[1:2], {"OH": ohio}).policies == {}


def test_two_profiles_with_the_same_id_are_both_counted(edition: Edition) -> None:
    of = [entry(edition, "a"), replace(entry(edition, "a"), path="elsewhere.yaml")]
    found = compared(edition, of)
    assert [each.path for each in found.entries] == ["a.yaml", "elsewhere.yaml"]
    assert found.overall.count == 2
    assert found.overall.gaps[0].applies == 2


# --- what they come to ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([MET, MET], "shared"),
        ([MET, WAITS], ""),
        ([MET, SKIPPED], ""),
        ([MET, None], ""),
        ([NOT, PARTLY], "lacking"),
        ([NOT, SILENT], ""),
        ([NOT, UNSUPPORTED], ""),
        ([NOT, WAITS], ""),
        ([NOT, SKIPPED], ""),
        ([NOT, None], ""),
        ([SILENT, SILENT], "unaddressed"),
        ([SILENT, WAITS], ""),
        ([SILENT, SKIPPED], ""),
        ([None, None], ""),
    ],
)
def test_what_all_meet_none_meets_and_none_addresses_is_true_of_all(
    edition: Edition, statuses: list[Status | None], said: str
) -> None:
    found = summary(edition, judged(edition, *statuses), Gate.ENDORSEMENT)
    names = {"shared": found.shared, "lacking": found.lacking, "unaddressed": found.unaddressed}
    assert {name for name, requirements in names.items() if requirements} == ({said} if said else set())


@pytest.mark.parametrize(
    ("statuses", "meets", "addresses", "lacks", "leaves_out"),
    [
        ([MET, NOT, PARTLY], ["of-0"], [], [], []),
        ([MET, NOT, SILENT], ["of-0"], [], [], ["of-2"]),
        ([MET, SILENT, SILENT], ["of-0"], [], [], []),
        ([WAITS, SILENT, SILENT], [], ["of-0"], [], []),
        ([NOT, SILENT, SILENT], [], ["of-0"], [], []),
        ([NOT, MET, MET], [], [], ["of-0"], []),
        ([PARTLY, MET, MET], [], [], ["of-0"], []),
        ([SILENT, MET, WAITS], [], [], [], ["of-0"]),
        ([MET, NOT], ["of-0"], [], ["of-1"], []),
        ([MET, NOT, WAITS], [], [], [], []),
        ([MET, NOT, UNSUPPORTED], [], [], [], []),
        ([MET, NOT, SKIPPED], ["of-0"], [], ["of-1"], []),
        ([MET, NOT, None], ["of-0"], [], ["of-1"], []),
        ([MET, SKIPPED, None], [], [], [], []),
        ([MET, MET, NOT, NOT], [], [], [], []),
        ([MET], [], [], [], []),
        ([SILENT, SILENT], [], [], [], []),
    ],
)
def test_one_is_apart_that_alone_meets_addresses_fails_or_leaves_out(
    edition: Edition,
    statuses: list[Status | None],
    meets: list[str],
    addresses: list[str],
    lacks: list[str],
    leaves_out: list[str],
) -> None:
    found = summary(edition, judged(edition, *statuses), Gate.ENDORSEMENT).apart
    assert [apart.id for apart in found if apart.alone_meets] == meets
    assert [apart.id for apart in found if apart.alone_addresses] == addresses
    assert [apart.id for apart in found if apart.alone_lacks] == lacks
    assert [apart.id for apart in found if apart.alone_leaves_out] == leaves_out
    assert all(apart.says_anything == (apart.id in {*meets, *addresses, *lacks, *leaves_out}) for apart in found)


@pytest.mark.parametrize(
    ("statuses", "short", "gap"),
    [
        ([NOT, PARTLY, UNSUPPORTED, WAITS, SILENT, MET, SKIPPED, None], (1, 1, 1, 6), (1, 6)),
        ([MET, WAITS, SKIPPED], None, None),
        ([SILENT, SILENT, MET], None, (2, 3)),
        ([UNSUPPORTED, MET], (0, 0, 1, 2), None),
        ([None, None], None, None),
    ],
)
def test_what_falls_short_is_counted_apart_from_what_is_not_addressed(
    edition: Edition,
    statuses: list[Status | None],
    short: tuple[int, int, int, int] | None,
    gap: tuple[int, int] | None,
) -> None:
    found = summary(edition, judged(edition, *statuses), Gate.ENDORSEMENT)
    shown = [(each.of(NOT), each.of(PARTLY), each.of(UNSUPPORTED), each.applies) for each in found.shortfalls]
    assert shown == ([short] if short else [])
    assert [(each.of(SILENT), each.applies) for each in found.gaps] == ([gap] if gap else [])


def also(each: Entry, statuses: Mapping[str, Status]) -> Entry:
    """Return a micro-credential with more requirements."""
    more = (
        Judged(id=name, level=Level.REQUIRED, status=status, gates=True, waived=False)
        for name, status in statuses.items()
    )
    return replace(each, requirements=(*each.requirements, *more))


def test_the_commonest_comes_first_and_otherwise_the_sources_order(edition: Edition) -> None:
    more = {"5B-1": NOT, "1B-any": NOT, "1A-2": UNSUPPORTED}
    found = summary(edition, [also(each, more) for each in judged(edition, MET, NOT)], Gate.ENDORSEMENT).shortfalls
    assert [(each.requirement, each.of(NOT, PARTLY)) for each in found] == [
        ("1B-any", 2),
        ("5B-1", 2),
        ("1A-1", 1),
        ("1A-2", 0),
    ]


def test_what_a_policy_requires_or_waives_counts_for_those_under_it_only(edition: Edition) -> None:
    place = SourcedPlace(document="rules", place="Rules")
    tailored = replace(
        policy(),
        requires=(RequiredDesired(criterion="1G-D1", source=place),),
        waivers=(Waiver(requirement="1G-1", profiles=(), reason="So.", by="The board", expires="2030-01-01"),),
    )
    under, plain = entry(edition, "a", policy=tailored), entry(edition, "b")
    found = {each.requirement: each.applies for each in compared(edition, [under, plain]).overall.gaps}
    assert (found["1G-D1"], found["1G-1"], found["1A-1"]) == (1, 1, 2)


def test_an_optional_part_that_is_not_answered_is_no_gap(edition: Edition) -> None:
    of = [
        entry(edition, "a"),
        entry(edition, "b", {"developers": {"development_process": {"developed_with_audience": "yes"}}}),
    ]
    at = [sub.id for sub in edition.subcomponents].index("1H")
    overall = compared(edition, of).overall
    assert overall.subcomponents[at].ratings == {Rating.NOT_APPLICABLE: 1, of[1].subcomponents[at].rating: 1}
    assert [each.applies for each in (*overall.shortfalls, *overall.gaps) if each.requirement == "1H-1"] == [1]


def test_skipped_parts_are_neither_shortfalls_nor_gaps(edition: Edition) -> None:
    of = [entry(edition, name, {"deliverers": {"availability": {"available": "no"}}}) for name in "ab"]
    found = compared(edition, of).overall
    named = {each.requirement for each in (*found.shortfalls, *found.gaps)}
    assert not {name for name in (*found.lacking, *found.unaddressed, *named) if name[:2] == "2F"}
    assert found.coverage.score.required.not_applicable > 0


# --- whatever the order --------------------------------------------------------------------------

SHIPPED = sorted((ROOT / "profiles").rglob("*.yaml"))


@cache
def shipped() -> tuple[Entry, ...]:
    """Return the shipped micro-credentials."""
    edition = default_edition()
    return tuple(entry(edition, whole.id, whole.content) for whole in (read_profile(edition, path) for path in SHIPPED))


def as_json(of: Sequence[Entry], by: GroupBy) -> str:
    found = comparison(
        default_edition(), of, date="2026-01-01", gate=Gate.ENDORSEMENT, by=by, under="", policies={"NC": policy()}
    )
    return json_document(comparison_record(found))


@examples(25)
@given(st.data())
def test_any_choice_of_profiles_in_any_order_gives_the_same_comparison(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(shipped()), min_size=2, max_size=6, unique_by=lambda each: each.path))
    by = data.draw(st.sampled_from(GroupBy))
    written = as_json(some, by)
    assert as_json(data.draw(st.permutations(some)), by) == written
    whole = held_to_schema("comparison", written)
    assert sorted(each["id"] for each in whole["micro_credentials"]) == sorted(each.id for each in some)
    real = [each for each in some if not each.fictional] or some
    assert whole["overall"]["count"] == len(real)
    assert sum(len(group["micro_credentials"]) for group in whole["groups"]) == len(some)
    assert len(whole["ledger"]) == sum(len(each.claims) for each in some)
    assert sum(whole["overall"]["verdicts"].values()) == len(real)


@examples(50)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["1A-1", "1A-2", "1B-any"]),
            st.sampled_from([*Status, None]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_they_come_to_together_is_as_each_one_says(of: list[dict[str, Status | None]]) -> None:
    (bare,) = shipped()[:1]
    entries = [
        replace(
            bare,
            id=str(number),
            path=str(number),
            requirements=tuple(
                Judged(id=name, level=Level.REQUIRED, status=status or NOT, gates=bool(status), waived=not status)
                for name, status in statuses.items()
            ),
        )
        for number, statuses in enumerate(of)
    ]
    found = summary(default_edition(), entries, Gate.ENDORSEMENT)
    for name in ("1A-1", "1A-2", "1B-any"):
        said = [statuses.get(name) for statuses in of]
        applies = [status for status in said if status not in (None, SKIPPED)]
        assert (name in found.shared) == all(status is MET for status in said)
        assert (name in found.lacking) == all(status in (NOT, PARTLY) for status in said)
        assert (name in found.unaddressed) == all(status is SILENT for status in said)
        alone = [apart.id for apart in found.apart if name in apart.alone_meets]
        lone = applies.count(MET) == 1 < len(applies) and all(each in (MET, NOT, PARTLY, SILENT) for each in applies)
        assert alone == ([str(said.index(MET))] if lone else [])
        short = sum(status in (NOT, PARTLY, UNSUPPORTED) for status in applies)
        assert [each.requirement for each in found.shortfalls].count(name) == bool(short)
        assert [each.of(SILENT) for each in found.gaps if each.requirement == name] == (
            [applies.count(SILENT)] if SILENT in applies else []
        )


def test_counts_verdicts_and_who_must_act_are_added_up(edition: Edition) -> None:
    found = compared(edition, shipped()).overall
    of = [each for each in shipped() if not each.fictional]  # what does not exist changes no total
    assert found.coverage.score.required.met == sum(each.score.required.met for each in of)
    assert found.coverage.score.required.addressed == sum(each.score.required.addressed for each in of)
    for verdict in Verdict:
        assert found.verdicts.get(verdict, 0) == sum(each.verdicts[Gate.ENDORSEMENT] is verdict for each in of)
    assert sum(part.score.required.met for part in found.components) == found.coverage.score.required.met
    for actor, count in found.coverage.acting.items():
        assert (
            count == sum(each.coverage.acting[actor] for each in of) == sum(p.acting[actor] for p in found.components)
        )
    for index, tally in enumerate(found.subcomponents):
        assert tally.ratings == Counter(each.subcomponents[index].rating for each in of)
    assert found.readings == len(of)


def test_the_shipped_profiles_differ_in_what_they_address(edition: Edition) -> None:
    found = compared(edition, shipped())
    by_component = {tuple(part.score.required.addressed for part in each.components) for each in found.counted}
    assert len(by_component) == len(found.counted)


@pytest.mark.parametrize("gate", list(Gate))
def test_every_verdict_is_an_answer_to_one_gate(gate: Gate) -> None:
    others = {verdict for other in Gate if other is not gate for verdict in verdicts_of(other)}
    assert {*verdicts_of(gate)} | others == {*Verdict}
    assert not {*verdicts_of(gate)} & others


# --- many ----------------------------------------------------------------------------------------


def test_five_hundred_take_little_more_than_five_times_as_long_as_a_hundred(edition: Edition) -> None:
    # Counted in steps, not in seconds: how often a status is looked at.
    looked = 0

    class Watched(Judged):
        __slots__ = ()

        def __getattribute__(self, name: str) -> object:
            nonlocal looked
            looked += name == "status"
            return super().__getattribute__(name)

    def steps(count: int) -> int:
        nonlocal looked
        looked = 0
        (bare,) = shipped()[:1]
        own = Watched(id="1A-1", level=Level.REQUIRED, status=NOT, gates=True, waived=False)
        of = [replace(bare, path=str(number), requirements=(own,)) for number in range(count)]
        summary(edition, of, Gate.ENDORSEMENT)
        return looked

    assert steps(500) <= 6 * steps(100)
