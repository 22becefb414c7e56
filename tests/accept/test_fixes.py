"""The smallest sets of acts that open a cell are exactly those that trying every set finds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcaudit.accept.fixes import BRANCHES, Formula, by_parties, effects, is_open, smallest, smallest_of
from mcaudit.model.acts import Act, Effect, Fixes, Party, Verb
from tests.conftest import examples


def act(name: str, party: Party = Party.PROVIDER, *, outside: bool = False) -> Act:
    return Act(party=party, verb=Verb.ANSWER, pointer=name, outside=outside)


A, B, C, D, E = (act(name) for name in "abcde")
ACTS = (
    A,
    B,
    act("outside", outside=True),
    act("state", Party.STATE),
    act("setting", Party.STATE),
    act("reviewers", Party.REVIEWERS),
    act("panel", Party.REVIEWERS),
    act("district", Party.DELEGATE, outside=True),
)


def clause(*ways: Iterable[Act]) -> tuple[frozenset[Act], ...]:
    return tuple(frozenset(way) for way in ways)


def cost(acts: Iterable[Act]) -> tuple[int, int, int, int]:
    chosen = tuple(acts)
    parties = [each.party for each in chosen]
    outside = sum(each.outside for each in chosen)
    return len(chosen), outside, parties.count(Party.STATE), parties.count(Party.REVIEWERS)


def all_sets(acts: Iterable[Act]) -> Iterable[frozenset[Act]]:
    every = tuple(acts)
    return map(frozenset, chain.from_iterable(combinations(every, size) for size in range(len(every) + 1)))


def by_trying(formula: Formula) -> set[frozenset[Act]]:
    """Return the cheapest of all sets that open a cell."""
    opening = [acts for acts in all_sets(ACTS) if is_open(formula, acts)]
    least = min(map(cost, opening), default=None)
    return {acts for acts in opening if cost(acts) == least}


def sets_of(found: Fixes | None) -> set[frozenset[Act]]:
    return {frozenset(acts) for acts in found.listed(10_000)} if found else set()


def any_open(formulas: Iterable[Formula], acts: Iterable[Act]) -> bool:
    return any(is_open(formula, tuple(acts)) for formula in formulas)


ways = st.frozensets(st.sampled_from(ACTS), max_size=4)
formulas = st.lists(st.lists(ways, max_size=5).map(tuple), max_size=7).map(tuple)


@examples(1000)
@given(formulas)
def test_every_smallest_set_is_found_and_nothing_else(formula: Formula) -> None:
    found = smallest(formula, target="accepted")
    expected = by_trying(formula)
    assert sets_of(found) == expected
    if found:
        assert found.proven
        assert found.sets == len(expected)
        assert {found.size} == {len(acts) for acts in expected}
        assert set(found.always) == frozenset.intersection(*expected)


@examples(300)
@given(formulas)
def test_no_act_of_a_smallest_set_can_be_left_out(formula: Formula) -> None:
    for acts in sets_of(smallest(formula, target="accepted")):
        assert is_open(formula, acts)
        assert not any(is_open(formula, acts - {each}) for each in acts)


@examples(300)
@given(formulas, st.frozensets(st.sampled_from(ACTS)), st.frozensets(st.sampled_from(ACTS)))
def test_more_acts_never_close_a_cell(formula: Formula, acts: frozenset[Act], more: frozenset[Act]) -> None:
    assert is_open(formula, acts) <= is_open(formula, acts | more)


@examples(300)
@given(formulas, st.randoms(use_true_random=False))
def test_the_order_of_clauses_and_ways_changes_no_set(formula: Formula, random: Random) -> None:
    shuffled = [tuple(random.sample(clause, len(clause))) for clause in formula]
    random.shuffle(shuffled)
    assert sets_of(smallest(formula, target="accepted")) == sets_of(smallest(shuffled, target="accepted"))


@examples(300)
@given(formulas, st.integers(0, 3))
def test_a_search_cut_short_gives_a_set_that_opens_the_cell_and_says_so(formula: Formula, branches: int) -> None:
    found, exact = (smallest(formula, target="accepted", branches=most) for most in (branches, BRANCHES))
    assert (found is None) is (exact is None)
    if found and exact:
        assert found.proven or found.size >= exact.size
        assert not found.proven or found == exact
        assert all(is_open(formula, acts) for acts in sets_of(found))
        needed = {each for each in ACTS if not is_open(formula, set(ACTS) - {each})}
        assert found.proven or set(found.always) >= needed


@examples(300)
@given(st.lists(st.lists(formulas, max_size=2), max_size=3))
def test_what_an_act_opens_alone_and_what_does_not_open_without_it(cells: list[list[Formula]]) -> None:
    closed = [cell for cell in cells if not any_open(cell, ()) and any_open(cell, ACTS)]
    known = effects(cells)
    for each in ACTS:
        opens = sum(any_open(cell, {each}) for cell in closed)
        unavoidable = sum(not any_open(cell, set(ACTS) - {each}) for cell in closed)
        effect = known.get(each, Effect(0, 0))
        assert (effect.opens, effect.unavoidable) == (opens, unavoidable)


@examples(300)
@given(formulas, st.frozensets(st.sampled_from(Party)))
def test_a_party_alone_uses_only_its_own_acts(formula: Formula, parties: frozenset[Party]) -> None:
    own = {each for each in ACTS if each.party in parties}
    (mine,) = by_parties([formula], parties)
    found = smallest(mine, target="accepted")
    assert (found is not None) is is_open(formula, own)
    assert set().union(*sets_of(found)) <= own


@examples(500)
@given(st.lists(formulas, max_size=3))
def test_of_several_rules_the_sets_of_the_cheapest_are_kept(rules: list[Formula]) -> None:
    found = smallest_of(rules, target="accepted")
    sets = {acts for rule in rules for acts in by_trying(rule)}
    least = min(map(cost, sets), default=None)
    expected = {acts for acts in sets if cost(acts) == least}
    assert sets_of(found) == expected
    if found:
        assert found.sets == len(expected)
        assert set(found.always) == frozenset.intersection(*expected)


# --- by hand ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "always", "one_of"),
    [
        ((), (), ()),
        ((clause([A]), clause([B])), (A, B), ()),
        ((clause([A], [A, B]),), (A,), ()),
        ((clause([A], [B]), clause([C], [D])), (), (((A,), (B,)), ((C,), (D,)))),
        ((clause([A, B], [A, C]),), (A,), (((B,), (C,)),)),
        ((clause([A], [B]), clause([B], [C])), (B,), ()),
    ],
    ids=["open", "both", "absorbed", "two choices", "shared", "one for both"],
)
def test_sets_are_reported_as_what_is_always_in_them_and_choices(
    formula: Formula, always: tuple[Act, ...], one_of: tuple[tuple[tuple[Act, ...], ...], ...]
) -> None:
    found = smallest(formula, target="accepted")
    assert found is not None
    assert (found.always, found.one_of) == (always, one_of)


def test_of_equally_many_acts_those_that_lie_outside_come_last_then_the_states_then_the_reviewers() -> None:
    outside, state, reviewers = ACTS[2], ACTS[3], ACTS[5]
    candidates = [outside, state, reviewers, A]
    for rank in range(1, 5):
        found = smallest((clause(*([each] for each in candidates[:rank])),), target="accepted")
        assert found is not None
        assert found.always == (candidates[rank - 1],)


def test_two_acts_of_the_provider_are_more_than_one_of_the_state() -> None:
    found = smallest((clause([A, B], [ACTS[3]]),), target="accepted")
    assert found is not None
    assert found.always == (ACTS[3],)


def test_a_clause_that_no_act_meets_leaves_no_set() -> None:
    assert smallest((clause([A]), clause()), target="accepted") is None


def test_many_sets_are_counted_and_a_few_are_listed() -> None:
    choices = tuple(clause([act(f"{index}a")], [act(f"{index}b")]) for index in range(40))
    found = smallest(choices, target="accepted")
    assert found is not None
    assert (found.size, found.proven, found.sets) == (40, True, 2**40)
    assert len(set(found.listed(8))) == 8


def test_a_formula_too_tangled_to_search_through_says_that_its_set_may_not_be_the_smallest() -> None:
    random = Random(1)
    many = [act(str(index)) for index in range(200)]
    tangled = tuple(clause(*(random.sample(many, 4) for _ in range(5))) for _ in range(200))
    found = smallest(tangled, target="accepted", branches=50)
    assert found is not None
    assert not found.proven
    assert is_open(tangled, next(found.listed(1)))
