"""Lays claims of hours and currency side by side, in clock hours where a state says how, and finds what contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from math import isfinite

from mcaudit.compare.entries import UNSAID
from mcaudit.model import (
    Claim,
    ClaimKind,
    Entry,
    GroupBy,
    JsonObject,
    LedgerLine,
    Policy,
    Rate,
    SourcedPlace,
    same_name,
)

_CLOCK_HOURS = "clock_hours"
_OTHER = "other"
_HOURS_OF_VALUE = ("pd_hours", _CLOCK_HOURS)
_ALONE = ("salary_steps", "percent_of_salary", "us_dollars", "other", "courses", "")
"""Units of which no number stands against another's."""
_OF_VALUE = (ClaimKind.VALUE, ClaimKind.EQUIVALENCE)
_OF_WHAT = {ClaimKind.VALUE: "of value", ClaimKind.EQUIVALENCE: "of value", ClaimKind.TIME: "that earners spend"}
_HOLDS = ("", "awarded")
"""Standings of a claim that is made today; what is proposed or possible contradicts nothing."""
_MOST_NAMED = 4
_CLOSE = 0.01


def ledger(entries: Sequence[Entry], policies: Mapping[str, Policy]) -> tuple[LedgerLine, ...]:
    """Return every claim in the order of the entries; `policies` are those whose rates may be used, by state."""
    rates = {state: tuple(_rates(policy)) for state, policy in policies.items()}
    against: dict[tuple[str, Claim], dict[str, None]] = defaultdict(dict)
    for path, claim, told in (*_within_one(entries), *_across_providers(entries), *_unborne(entries, policies)):
        against[path, claim][told] = None
    return tuple(
        _line(claim, rates.get(claim.state or entry.state, ()), tuple(against.get((entry.path, claim), ())))
        for entry in entries
        for claim in entry.claims
    )


def _line(claim: Claim, rates: Sequence[Rate], against: Sequence[str]) -> LedgerLine:
    rate = _rate(rates, claim)
    return LedgerLine(claim=claim, clock_hours=_hours(claim, rate), rate=rate, against=tuple(against))


def amount_of(claim: Claim) -> str:
    """Return a claimed amount with its unit, in words."""
    if claim.amount is None:
        return claim.unit_words or "an amount that is not said"
    return f"{_figure(claim.amount)} {claim.unit_words or 'of no unit'}"


def _figure(amount: float) -> str:
    """Return a number with all its digits, and without those that only reckoning with it brought about."""
    return f"{amount:.15g}"


# --- rates ---------------------------------------------------------------------------------------


def _rates(policy: Policy) -> Iterator[Rate]:
    """Yield what one of a unit is in clock hours, if a policy says so directly; nothing is converted in two steps."""
    sources = {source.id: source for source in policy.sources}
    for entry, where in _general_rates(policy):
        one, unit, equals = entry["one"], entry["unit"], float(entry["equals"])
        title = f"{sources[where.document].title}, {where.place}"
        if unit == _CLOCK_HOURS:
            name = str(entry.get("one_name", ""))
            yield Rate(state=policy.state, unit=one, unit_name=name, hours=equals, policy=policy.id, source=title)
        elif one == _CLOCK_HOURS and equals:
            name = str(entry.get("unit_name", ""))
            yield Rate(state=policy.state, unit=unit, unit_name=name, hours=1 / equals, policy=policy.id, source=title)


def _general_rates(policy: Policy) -> Iterator[tuple[JsonObject, SourcedPlace]]:
    """Yield a policy's rates that hold for every micro-credential, and where the state says so."""
    for value in policy.settings.get("currency_rates", ()):
        if not value.scope:
            yield from ((entry, value.source) for entry in value.value)


def _rate(rates: Sequence[Rate], claim: Claim) -> Rate | None:
    return next((rate for rate in rates if _is_unit(claim, rate.unit, rate.unit_name)), None)


def _is_unit(claim: Claim, unit: str, name: str) -> bool:
    """Return whether a claim is counted in a unit; one that is not listed is the same only by its name."""
    return claim.unit == unit and (unit != _OTHER or same_name(claim.unit_words, name))


def _hours(claim: Claim, rate: Rate | None) -> float | None:
    if claim.amount is None:
        return None
    if claim.unit == _CLOCK_HOURS:
        return claim.amount
    hours = claim.amount * rate.hours if rate else None
    return hours if hours is not None and isfinite(hours) else None


# --- contradictions ------------------------------------------------------------------------------

_Against = Iterator[tuple[str, Claim, str]]
"""The path of the profile, its claim, and what stands against it."""


def _within_one(entries: Sequence[Entry]) -> _Against:
    """Yield what one profile says against itself: hours of time against hours of value, and sources that disagree."""
    for entry in entries:
        times = [claim for claim in entry.claims if _is_typical_time(claim)]
        stated = [claim for claim in entry.claims if _is_stated(claim) and claim.unit in _HOURS_OF_VALUE]
        for time in times:
            for value in stated:
                if value.amount is not None and time.amount is not None and value.amount != time.amount:
                    told = f"{_figure(time.amount)} hours of time"
                    told = f"{amount_of(value)} {_OF_WHAT[value.kind]} stand against {told}"
                    yield entry.path, value, told
                    yield entry.path, time, told
        disputed = [claim for claim in entry.claims if claim.kind is ClaimKind.DISPUTED]
        for first, second in permutations(disputed, 2):
            if first.pointer == second.pointer and first.unit_words != second.unit_words:
                yield entry.path, first, f"another source says otherwise: “{second.unit_words}”"


def _is_typical_time(claim: Claim) -> bool:
    return claim.kind is ClaimKind.TIME and claim.pointer.endswith("/typical_hours")


def _is_stated(claim: Claim) -> bool:
    """Return whether a claim says what earning it is worth today, or how long it takes; what is proposed is neither."""
    if claim.kind is ClaimKind.TIME:
        return "/equivalence/" in claim.pointer
    return claim.kind in _OF_VALUE and claim.standing in _HOLDS


def _across_providers(entries: Sequence[Entry]) -> _Against:
    """Yield claims of the same thing for the same state that come to other amounts with one provider than another."""
    alike: dict[tuple[str, str, str], list[tuple[Entry, Claim, float]]] = defaultdict(list)
    for entry in entries:
        for claim in entry.claims:
            comparable = claim.kind is ClaimKind.VALUE and claim.unit not in _ALONE and claim.standing in _HOLDS
            if comparable and claim.state and claim.amount is not None:
                alike[claim.state, claim.what, claim.unit].append((entry, claim, claim.amount))
    for (state, what, _), found in alike.items():
        said: dict[str, set[float]] = defaultdict(set)
        for entry, _, amount in found:
            said[_provider(entry)].add(amount)
        if len({frozenset(amounts) for amounts in said.values()}) > 1:
            named = _named(sorted(set().union(*said.values())))
            for entry, claim, _ in found:
                yield entry.path, claim, f"for {state}, micro-credentials are said to be worth {named} ({what})"


def _provider(entry: Entry) -> str:
    """Return who stands behind it: its issuer, else its developer, else nobody but itself."""
    return next(
        (entry.groups[by] for by in (GroupBy.ISSUER, GroupBy.ORGANIZATION) if entry.groups[by] != UNSAID), entry.path
    )


def _named(amounts: Sequence[float]) -> str:
    if len(amounts) > _MOST_NAMED:
        return f"{len(amounts)} different amounts, from {_figure(amounts[0])} to {_figure(amounts[-1])}"
    return f"{', '.join(map(_figure, amounts[:-1]))} and {_figure(amounts[-1])}"


def _unborne(entries: Sequence[Entry], policies: Mapping[str, Policy]) -> _Against:
    """Yield claims of one profile for one state that a policy's rate makes unequal, though both are for earning it."""
    for entry in entries:
        by_state: dict[str, list[Claim]] = defaultdict(list)
        for claim in entry.claims:
            if claim.amount is not None and (_is_stated(claim) or _is_typical_time(claim)):
                by_state[claim.state or entry.state].append(claim)
        for state, found in by_state.items():
            if policy := policies.get(state):
                for first, second in combinations([c for c in found if not _is_fixed(policy, c)], 2):
                    if not _is_choice(first, second):
                        yield from ((entry.path, claim, told) for claim, told in _unequal(policy, first, second))


def _is_fixed(policy: Policy, claim: Claim) -> bool:
    """Return whether a claim is what the state gives any micro-credential, whatever its rates for other learning."""
    return any(
        {"amount", "unit"} <= {*entry}
        and entry["amount"] == claim.amount
        and _is_unit(claim, entry["unit"], entry.get("unit_name", ""))
        for value in policy.settings.get("recognized_currencies", ())
        if not value.scope
        for entry in value.value
    )


def _is_choice(first: Claim, second: Claim) -> bool:
    """Return whether earners may have to choose between two values, which then need not be equal."""
    return (
        first.kind is not ClaimKind.TIME and second.kind is not ClaimKind.TIME and bool(first.choice or second.choice)
    )


def _unequal(policy: Policy, first: Claim, second: Claim) -> Iterator[tuple[Claim, str]]:
    for rate, _ in _general_rates(policy):
        for one, other in ((first, second), (second, first)):
            if one.amount is None or other.amount is None:
                continue
            if not _is_unit(one, rate["one"], rate.get("one_name", "")):
                continue
            if not _is_unit(other, rate["unit"], rate.get("unit_name", "")):
                continue
            due = one.amount * float(rate["equals"])
            if abs(due - other.amount) > _CLOSE * max(due, other.amount):
                told = (
                    f"the policy {policy.id} makes {_figure(one.amount)} {one.unit_words} {_figure(due)} "
                    f"{other.unit_words}, and {_figure(other.amount)} are claimed"
                )
                yield one, told
                yield other, told
