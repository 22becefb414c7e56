"""Lays claims of hours and currency side by side, in clock hours where a state says how, and finds contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from math import isfinite
from typing import Any

from mcaudit.comparison.entries import UNSAID
from mcaudit.model import Policy, same_name
from mcaudit.model.comparison import Entry
from mcaudit.model.ledger import Amount, Claim, ClaimKind, LedgerLine, Rate
from mcaudit.model.words import GroupBy

_CLOCK_HOURS = "clock_hours"
_OTHER = "other"
_RATES = "currency_rates"
_HOURS_OF_VALUE = ("pd_hours", _CLOCK_HOURS)
_ALONE = ("salary_steps", "salary_lanes", "percent_of_salary", "us_dollars", _OTHER, "courses", "")
"""Units whose amounts are never compared with another provider's."""
_OF_VALUE = (ClaimKind.VALUE, ClaimKind.EQUIVALENCE)
_OF_WHAT = {
    ClaimKind.VALUE: "of value",
    ClaimKind.EQUIVALENCE: "of value",
    ClaimKind.TIME: "that earners spend",
    ClaimKind.DISPUTED: "about which sources disagree",
}
_HOLDS = ("", "awarded")
"""Standings of a claim that is made today; what is proposed or possible contradicts nothing."""
_MOST_NAMED = 4
_CLOSE = 0.01


def ledger(entries: Sequence[Entry], policies: Mapping[str, Policy]) -> tuple[LedgerLine, ...]:
    """Return every claim in the order of the entries; `policies` are those whose rates may be used, by state."""
    rates = {state: tuple(_rates(policy)) for state, policy in policies.items()}
    against: dict[tuple[str, Claim], dict[str, None]] = defaultdict(dict)
    for path, claim, difference in (*_within_one(entries), *_across_providers(entries), *_by_rates(entries, policies)):
        against[path, claim][difference] = None
    return tuple(
        _line(claim, rates.get(claim.state or entry.state, ()), tuple(against.get((entry.path, claim), ())))
        for entry in entries
        for claim in entry.claims
    )


def _line(claim: Claim, rates: Sequence[Rate], against: Sequence[str]) -> LedgerLine:
    rate = next((each for each in rates if _is_in(claim, each.unit, each.name)), None)
    hours = _hours(claim, rate)
    return LedgerLine(claim=claim, clock_hours=hours, rate=rate if hours else None, against=tuple(against))


def amount_of(claim: Claim) -> str:
    """Return a claimed amount with its unit, in words."""
    if not claim.amount.is_given:
        return claim.unit_words or "an amount that is not stated"
    return f"{claim.amount.words()} {claim.unit_words or 'of no stated unit'}"


# --- rates ---------------------------------------------------------------------------------------


def _rates(policy: Policy) -> Iterator[Rate]:
    """Yield how many clock hours one of a unit is, where a policy says so directly; nothing takes two steps."""
    sources = {source.id: source for source in policy.sources}
    for entry, source in _cited_rates(policy):
        one, unit, equals = entry["one"], entry["unit"], float(entry["equals"])
        where = f"{sources[source.document].title}, {source.place}"
        if unit == _CLOCK_HOURS:
            name, hours = str(entry.get("one_name", "")), equals
        elif one == _CLOCK_HOURS:
            one, name, hours = unit, str(entry.get("unit_name", "")), 1 / equals
        else:
            continue
        yield Rate(unit=one, name=name, hours=hours, policy=policy.id, source=where)


def _cited_rates(policy: Policy) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Yield the rates that hold for everyone; none where the state's own sources disagree about them."""
    if not policy.is_disputed(_RATES):
        for value in policy.settings.get(_RATES, ()):
            if not value.scope:
                yield from ((entry, value.source) for entry in value.value)


def _is_in(claim: Claim, unit: str, name: str) -> bool:
    """Return whether a claim counts a unit; one that is not on the edition's list must have the same name."""
    if claim.unit != unit:
        return False
    return unit != _OTHER or (bool(name) and same_name(name, claim.unit_words))


def _hours(claim: Claim, rate: Rate | None) -> Amount | None:
    if not claim.amount.is_number:
        return None
    if claim.unit == _CLOCK_HOURS:
        return claim.amount
    hours = claim.amount.times(rate.hours) if rate else None
    if hours is None or not all(isfinite(end) for end in (hours.low, hours.high, hours.about) if end is not None):
        return None
    return hours


# --- contradictions ------------------------------------------------------------------------------

_Against = Iterator[tuple[str, Claim, str]]
"""The path of the profile, its claim, and what contradicts it."""


def _within_one(entries: Sequence[Entry]) -> _Against:
    """Yield where one profile contradicts itself: hours of time and hours of value, and sources that disagree."""
    for entry in entries:
        times = [claim for claim in entry.claims if _is_typical_time(claim)]
        stated = [claim for claim in entry.claims if _is_stated(claim) and claim.unit in _HOURS_OF_VALUE]
        for time in times:
            for value in stated:
                if value.amount.excludes(time.amount):
                    difference = (
                        f"{amount_of(value)} {_OF_WHAT[value.kind]} against {time.amount.words()} hours of time"
                    )
                    yield entry.path, value, difference
                    yield entry.path, time, difference
        disputed = [claim for claim in entry.claims if claim.kind is ClaimKind.DISPUTED]
        for first, second in permutations(disputed, 2):
            if first.pointer == second.pointer and first.amount != second.amount:
                yield entry.path, first, f"another source says “{second.amount.words()}”"


def _is_typical_time(claim: Claim) -> bool:
    return claim.kind is ClaimKind.TIME and claim.pointer.endswith("/typical_hours")


def _is_stated(claim: Claim) -> bool:
    """Return whether a claim says what earning it is worth today, or how long it takes; proposals do neither."""
    if claim.kind is ClaimKind.TIME:
        return "/equivalence/" in claim.pointer
    return claim.kind in _OF_VALUE and claim.standing in _HOLDS


def _across_providers(entries: Sequence[Entry]) -> _Against:
    """Yield claims of the same thing for the same state that differ between providers."""
    alike: dict[tuple[str, str, str], list[tuple[Entry, Claim]]] = defaultdict(list)
    for entry in entries:
        for claim in entry.claims:
            comparable = claim.kind is ClaimKind.VALUE and claim.unit not in _ALONE and claim.standing in _HOLDS
            if comparable and claim.state and claim.amount.is_number:
                alike[claim.state, claim.what, claim.unit].append((entry, claim))
    for (state, what, _), found in alike.items():
        said: dict[str, set[Amount]] = defaultdict(set)
        for entry, claim in found:
            # who stands behind it: its issuer, else its developer, else nobody but itself
            behind = (entry.groups[GroupBy.ISSUER], entry.groups[GroupBy.ORGANIZATION], entry.path)
            said[next(each for each in behind if each != UNSAID)].add(claim.amount)
        if _differ([frozenset(amounts) for amounts in said.values()]):
            named = _named(sorted(set().union(*said.values()), key=_in_order))
            for entry, claim in found:
                yield entry.path, claim, f"for {state}, providers name {named} ({what}), and each may be right"


def _differ(said: Sequence[frozenset[Amount]]) -> bool:
    """Return whether two providers say different things, and at least one amount of each excludes the other."""
    return any(
        one != other and any(first.excludes(second) for first in one for second in other)
        for one, other in combinations(dict.fromkeys(said), 2)
    )


def _in_order(amount: Amount) -> tuple[float, str]:
    first = next((end for end in (amount.low, amount.about, amount.high) if end is not None), 0.0)
    return first, amount.words()


def _named(amounts: Sequence[Amount]) -> str:
    words = [amount.words() for amount in amounts]
    if len(words) > _MOST_NAMED:
        return f"{len(words)} different amounts, from {words[0]} to {words[-1]}"
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _by_rates(entries: Sequence[Entry], policies: Mapping[str, Policy]) -> _Against:
    """Yield claims of one profile for one state that are unequal by a policy's rate, though both are for earning it."""
    for entry in entries:
        by_state: dict[str, list[Claim]] = defaultdict(list)
        for claim in entry.claims:
            if claim.amount.is_number and (_is_stated(claim) or _is_typical_time(claim)):
                by_state[claim.state or entry.state].append(claim)
        for state, found in by_state.items():
            if policy := policies.get(state):
                # what the state itself gives any micro-credential, whatever the rates for other learning
                listed = (each for value in policy.settings.get("recognized_currencies", ()) for each in value.value)
                fixed = {(each["amount"], each["unit"]) for each in listed if {"amount", "unit"} <= {*each}}
                compared = [claim for claim in found if (claim.amount.exact, claim.unit) not in fixed]
                for first, second in combinations(compared, 2):
                    if not _is_choice(first, second):
                        yield from (
                            (entry.path, claim, difference) for claim, difference in _unequal(policy, first, second)
                        )


def _is_choice(first: Claim, second: Claim) -> bool:
    """Return whether earners may have to choose between two values, which then need not be equal."""
    return (
        first.kind is not ClaimKind.TIME and second.kind is not ClaimKind.TIME and bool(first.choice or second.choice)
    )


def _unequal(policy: Policy, first: Claim, second: Claim) -> Iterator[tuple[Claim, str]]:
    for rate, _ in _cited_rates(policy):
        for one, other in ((first, second), (second, first)):
            if not _is_in(one, rate["one"], rate.get("one_name", "")):
                continue
            if not _is_in(other, rate["unit"], rate.get("unit_name", "")):
                continue
            due = one.amount.times(float(rate["equals"]))
            if due.excludes(other.amount, _CLOSE):
                difference = (
                    f"by the policy {policy.id}, {one.amount.words()} {one.unit_words} are {due.words()} "
                    f"{other.unit_words}, but {other.amount.words()} are claimed"
                )
                yield one, difference
                yield other, difference
