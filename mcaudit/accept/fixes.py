"""Finds the smallest sets of acts that open a cell, exactly.

What a cell asks for is a formula: all of its clauses, each by any one of several ways, each of which takes a set of
acts. It is monotone: an act can open a cell, and never close one. The search takes what all ways of a clause share,
splits the rest into parts that share no act, and branches within each part with the cost as a bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_

from mcaudit.model.acts import Act, Effect, Fixes, Party

Way = frozenset[Act]
Clause = Sequence[Way]
"""Ways of which one is enough; without any, no act opens the cell."""
Formula = Sequence[Clause]
"""Clauses that must all hold, in the source's order; without any, the cell is open."""
Formulas = Sequence[Formula]
"""Formulas of which any one opens a cell, such as one for each rule of a purpose; without any, no act opens it."""

BRANCHES = 10_000
"""How many branches a search tries before it settles for the best set found so far; the edition's cells take a few."""

LISTED = 1000
"""How many sets of several rules are put into one choice."""

_Cost = tuple[int, int, int, int]
_Clauses = tuple[tuple[int, ...], ...]
"""Clauses whose ways are sets of bits, one for each act."""


def smallest(formula: Formula, *, target: str, branches: int = BRANCHES) -> Fixes | None:
    """Return the smallest sets of acts that satisfy a formula; None if no acts do.

    The smallest have the fewest acts; of these the fewest outside, then of the state, then of the reviewers.
    """
    if not all(formula):
        return None
    acts = _in_order(formula)
    bits = {act: 1 << index for index, act in enumerate(acts)}
    clauses = tuple(tuple(sum(bits[act] for act in way) for way in clause) for clause in formula)
    return _Search(_weigher(acts), branches).run(clauses, acts, target)


def smallest_of(formulas: Formulas, *, target: str, branches: int = BRANCHES) -> Fixes | None:
    """Return the smallest sets of acts that satisfy any one of several formulas; None if no acts do.

    Where several take equally much, their sets are one choice; of more than `LISTED` sets, those of the first are kept.
    """
    found = [each for each in (smallest(one, target=target, branches=branches) for one in formulas) if each]
    if not found:
        return None
    least = min(map(_cost_of, found))
    best = [each for each in found if _cost_of(each) == least]
    proven = all(each.proven for each in found)
    if len(best) == 1 or not proven or any(each.sets > LISTED for each in best):
        return replace(best[0], proven=proven)
    sets = tuple(dict.fromkeys(frozenset(acts) for each in best for acts in each.listed(LISTED)))
    shared = frozenset.intersection(*sets)
    order = {act: index for index, act in enumerate(act for each in best for act in each.acts)}
    choice = tuple(tuple(sorted(acts - shared, key=order.__getitem__)) for acts in sets)
    return replace(
        best[0],
        always=tuple(sorted(shared, key=order.__getitem__)),
        one_of=(choice,) if len(choice) > 1 else (),
    )


def merged(clauses: Sequence[Clause]) -> Formula:
    """Return clauses in which each act names every criterion that it may serve."""
    serves: dict[Act, dict[str, None]] = {}
    for act in (act for clause in clauses for way in clause for act in way):
        serves.setdefault(act, {}).update(dict.fromkeys(act.criteria))
    whole = {act: replace(act, criteria=tuple(names)) for act, names in serves.items()}
    return tuple(tuple(frozenset(whole[act] for act in way) for way in clause) for clause in clauses)


def is_open(formula: Formula, acts: Collection[Act]) -> bool:
    """Return whether a formula is satisfied once acts are done."""
    done = frozenset(acts)
    return all(any(way <= done for way in clause) for clause in formula)


def by_parties(formulas: Formulas, parties: Collection[Party]) -> Formulas:
    """Return formulas with only the ways that these parties can go alone; everybody else stays as they are."""

    def own(way: Way) -> bool:
        return all(act.party in parties for act in way)

    return tuple(tuple(tuple(filter(own, clause)) for clause in formula) for formula in formulas)


def effects(cells: Iterable[Formulas]) -> Mapping[Act, Effect]:
    """Return what each act does for the cells that are not open yet and that acts can open; exact, and in one pass."""
    opens: Counter[Act] = Counter()
    unavoidable: Counter[Act] = Counter()
    for formulas in cells:
        unmet = [[clause for clause in formula if frozenset() not in clause] for formula in formulas]
        ways = [clauses for clauses in unmet if all(clauses)]
        if ways and all(ways):
            opens.update(frozenset().union(*(_sufficient(clauses) for clauses in ways)))
            unavoidable.update(frozenset.intersection(*(_necessary(clauses) for clauses in ways)))
    return {act: Effect(opens[act], unavoidable[act]) for act in sorted({**opens, **unavoidable}, key=_key)}


def _sufficient(clauses: Formula) -> frozenset[Act]:
    """Return the acts each of which satisfies all of some clauses alone."""
    return frozenset.intersection(
        *(frozenset(act for way in clause if len(way) == 1 for act in way) for clause in clauses)
    )


def _necessary(clauses: Formula) -> frozenset[Act]:
    """Return the acts without which some clauses cannot all be satisfied."""
    return frozenset[Act]().union(*(frozenset.intersection(*clause) for clause in clauses))


def _cost_of(fixes: Fixes) -> _Cost:
    acts = next(fixes.listed(1))
    return _weigher(acts)((1 << len(acts)) - 1)


def _in_order(formula: Formula) -> tuple[Act, ...]:
    """Return the acts of a formula in the order in which it names them; within a way by their keys."""
    ways = (way for clause in formula for way in clause)
    return tuple(dict.fromkeys(act for way in ways for act in sorted(way, key=_key)))


def _key(act: Act) -> tuple[str, str, str]:
    return act.key, act.profile, act.state


def _weigher(acts: Sequence[Act]) -> Callable[[int], _Cost]:
    """Return what sums up the cost of a set of acts."""
    outside = sum(1 << index for index, act in enumerate(acts) if act.outside)
    state = sum(1 << index for index, act in enumerate(acts) if act.party is Party.STATE)
    reviewers = sum(1 << index for index, act in enumerate(acts) if act.party is Party.REVIEWERS)

    def cost(chosen: int) -> _Cost:
        return (
            chosen.bit_count(),
            (chosen & outside).bit_count(),
            (chosen & state).bit_count(),
            (chosen & reviewers).bit_count(),
        )

    return cost


class _Search:
    """One search; it counts its branches over all parts of a formula."""

    def __init__(self, cost: Callable[[int], _Cost], branches: int) -> None:
        self.cost = cost
        self.left = branches
        self.proven = True

    def run(self, clauses: _Clauses, acts: Sequence[Act], target: str) -> Fixes:
        """Return the smallest sets for clauses that acts can open."""
        always, rest = _reduced(clauses, 0)
        choices: list[list[int]] = []
        parts = _parts(rest)
        while parts:
            part = parts.pop()
            found, proven = self._cheapest(part)
            if not proven:
                self.proven = False
                choices.append(found[:1])
                continue
            shared = reduce(and_, found)
            always |= shared
            if len(found) > 1 and shared:  # what is left may be several smaller choices
                parts.extend(_parts(_reduced(part, shared)[1]))
            elif len(found) > 1:
                choices.append(found)
        one_of = sorted(sorted((_ones(each) for each in found), key=list) for found in choices)
        return Fixes(
            target=target,
            size=always.bit_count() + sum(len(choice[0]) for choice in one_of),
            proven=self.proven,
            always=tuple(acts[index] for index in _ones(always)),
            one_of=tuple(tuple(tuple(acts[index] for index in each) for each in choice) for choice in one_of),
        )

    def _cheapest(self, part: _Clauses) -> tuple[list[int], bool]:
        """Return all cheapest sets for some clauses, and whether it is proven that there is none cheaper."""
        best: _Cost | None = None
        found: dict[int, None] = {}
        stack = [(_telling(part), 0)]
        while stack:
            clauses, chosen = stack.pop()
            forced, rest = _reduced(clauses, chosen)
            chosen |= forced
            cost = self.cost(chosen)
            if best and _sum(cost, self._bound(rest)) > best:
                continue
            if not rest:
                found = {**found, chosen: None} if cost == best else {chosen: None}
                best = cost
                continue
            self.left -= 1
            if self.left < 0 and best:
                return list(found), False
            stack.extend((left, chosen | way) for left, way in self._branched(rest))
        return list(found), True

    def _branched(self, clauses: _Clauses) -> Iterator[tuple[_Clauses, int]]:
        """Yield the ways of the clause that has fewest, the cheapest last, each with the clauses that are then left.

        A set with several ways is found once: what a cheaper way takes alone is left out of the branches after it.
        """
        fewest = min(clauses, key=len)
        ways = sorted(fewest, key=self.cost)
        for index in reversed(range(len(ways))):
            tried = reduce(or_, (way for way in ways[:index] if way.bit_count() == 1), 0)
            left = tuple(tuple(way for way in clause if not way & tried) for clause in clauses) if tried else clauses
            if all(left):
                yield left, ways[index]

    def _bound(self, clauses: _Clauses) -> _Cost:
        """Return what some clauses cost at least: the cheapest way of each, of clauses that share no act."""
        least: _Cost = (0, 0, 0, 0)
        seen = 0
        for clause in sorted(clauses, key=len):
            touched = reduce(or_, clause)
            if not touched & seen:
                seen |= touched
                least = _sum(least, min(map(self.cost, clause)))
        return least


def _sum(one: _Cost, other: _Cost) -> _Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _reduced(clauses: Iterable[tuple[int, ...]], done: int) -> tuple[int, _Clauses]:
    """Return the acts that clauses cannot do without beyond those done, and the clauses that are still to be met."""
    taken = done
    while True:
        rest = []
        for clause in clauses:
            left = {way & ~taken for way in clause}
            if 0 in left:
                continue
            if shared := reduce(and_, left):
                taken |= shared
                left = {way & ~shared for way in left}
            if 0 not in left:
                rest.append(left)
        if not any(way & taken for left in rest for way in left):
            break
        clauses = [tuple(left) for left in rest]
    return taken & ~done, tuple(dict.fromkeys(tuple(sorted(_minimal(left))) for left in rest))


def _telling(clauses: _Clauses) -> _Clauses:
    """Return the clauses that no other implies: one implies another if each of its ways contains a way of the other."""
    kept: list[tuple[int, ...]] = []
    for clause in sorted(clauses, key=len):
        if not any(_implies(other, clause) for other in kept):
            kept = [other for other in kept if not _implies(clause, other)]
            kept.append(clause)
    return tuple(kept)


def _implies(clause: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(any(way & each == each for each in other) for way in clause)


def _minimal(ways: Collection[int]) -> Iterator[int]:
    """Yield the ways that do not contain another."""
    return (way for way in ways if not any(other != way and other & way == other for other in ways))


def _parts(clauses: _Clauses) -> list[_Clauses]:
    """Return clauses in groups that share no act."""
    parts: list[tuple[int, _Clauses]] = []
    for clause in clauses:
        touched = reduce(or_, clause)
        joined = [part for part in parts if part[0] & touched]
        parts = [part for part in parts if not part[0] & touched]
        parts.append(
            (
                reduce(or_, (part[0] for part in joined), touched),
                (*(each for part in joined for each in part[1]), clause),
            )
        )
    return [part for _, part in parts]


def _ones(mask: int) -> tuple[int, ...]:
    """Return which bits are set."""
    return tuple(index for index in range(mask.bit_length()) if mask >> index & 1)
