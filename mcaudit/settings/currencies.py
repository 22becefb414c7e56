"""Compares the currencies of a profile with those that a state recognizes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from mcaudit.model import JsonObject, same_name
from mcaudit.model.places import value_at
from mcaudit.model.states import NATIONAL
from mcaudit.settings.places import codes, is_about

OTHER = "other"
ONE = "each_micro_credential"
"""What an amount is given for, unless the entry says otherwise."""
_AWARDED = "awarded"
_ONLY_SOME = ("some_of_the_stack", "some_of_the_library", OTHER)
"""What may leave out this very micro-credential."""
_DENIED = "denied"
"""The list beside the currencies of what a page says that the micro-credential does not count for."""


class Fit(IntEnum):
    """How a profile's currency fits an entry of the state's list, the best first."""

    EQUAL = 0
    SILENT = 1
    """The profile leaves out what the state fixes."""
    OPEN = 2
    """The profile gives a range, an approximate amount, or words."""
    DIFFERENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A currency in a profile that may count in a state's system."""

    entry: Mapping[str, Any]
    pointer: str
    here: bool
    """Whether it is certain that it is about this state."""
    awarded: bool


def claimed(view: JsonObject, place: str, state: str, kinds: Collection[str]) -> Iterator[Claimed]:
    """Yield a profile's currencies of some kinds that count, or may count, in the system of a state.

    What a district gives is the district's to say, and what counts only elsewhere does not count.
    """
    entries, home = value_at(view, place), codes(view.get("state"))
    for index, entry in enumerate(entries) if isinstance(entries, list) else ():
        if not isinstance(entry, Mapping) or not set(kinds).intersection(codes(entry.get("kind"))):
            continue
        named, system = codes(entry.get("state")), codes(entry.get("counts_in"))
        about = is_about(entry, state) if named else not home or state in home or NATIONAL in home
        if about and (not system or "state_system" in system):
            standing = codes(entry.get("standing"))
            yield Claimed(
                entry=entry,
                pointer=f"{place}/{index}",
                here=state in named or (not named and home == (state,)),
                awarded=not standing or _AWARDED in standing,
            )


def denials(view: JsonObject, place: str, kinds: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return the kinds of currency, among some, that a profile says it does not count for, each with a JSON Pointer."""
    beside = f"{place.rpartition('/')[0]}/{_DENIED}"
    said = codes(value_at(view, beside))
    return tuple((kind, beside) for kind in kinds if kind in said or "any" in said)


def states_how_much(wanted: Mapping[str, Any]) -> bool:
    """Return whether an entry of a state's list says what one micro-credential counts for: amount and unit."""
    named = wanted.get("unit") != OTHER or "unit_name" in wanted
    return "amount" in wanted and "unit" in wanted and named and wanted.get("basis", ONE) == ONE


def fit(currency: Mapping[str, Any], wanted: Mapping[str, Any]) -> Fit:
    """Return how a currency fits an entry: equal in its kind, and in the amount, unit, and basis that the entry fixes.

    Units are never converted; a unit or kind that is not on the edition's list is equal only by its name.
    """
    also = currency.get("also_given_as")
    bare = {key: value for key, value in currency.items() if key not in ("amount", "unit", "unit_name")}
    others = [{**bare, **entry} for entry in also if isinstance(entry, Mapping)] if isinstance(also, list) else []
    best = min(_fit_of_one(each, wanted) for each in (currency, *others))
    return max(Fit.OPEN, best) if set(codes(currency.get("applies_to"))).intersection(_ONLY_SOME) else best


def _fit_of_one(currency: Mapping[str, Any], wanted: Mapping[str, Any]) -> Fit:
    parts = [_coded(currency, wanted, "kind"), _basis(currency, wanted)]
    if "amount" in wanted:
        parts.append(_amount(currency.get("amount"), wanted["amount"]))
    if "unit" in wanted:
        parts.append(_coded(currency, wanted, "unit"))
    return max(parts)


def _coded(currency: Mapping[str, Any], wanted: Mapping[str, Any], key: str) -> Fit:
    given, code = codes(currency.get(key)), wanted[key]
    if not given:
        return Fit.SILENT
    if code not in given:
        return Fit.OPEN if OTHER in given and len(given) == 1 and key == "unit" else Fit.DIFFERENT
    if code != OTHER:
        return Fit.EQUAL
    name, wanted_name = currency.get(f"{key}_name"), wanted.get(f"{key}_name")
    if not isinstance(name, str) or not wanted_name:
        return Fit.OPEN
    return Fit.EQUAL if same_name(name, wanted_name) else Fit.DIFFERENT


def _amount(given: Any, wanted: float) -> Fit:
    if not isinstance(given, Mapping):
        return Fit.SILENT
    low, high = given.get("low"), given.get("high")
    if low == high == wanted:
        return Fit.EQUAL
    if (low is not None and low > wanted) or (high is not None and high < wanted):
        return Fit.DIFFERENT
    return Fit.OPEN


def _basis(currency: Mapping[str, Any], wanted: Mapping[str, Any]) -> Fit:
    """Return whether both amounts are given for the same thing, such as one micro-credential or a year."""
    if "amount" not in wanted:
        return Fit.EQUAL
    given, needed = codes(currency.get("basis")) or (ONE,), wanted.get("basis", ONE)
    if OTHER in (needed, *given):
        return Fit.OPEN
    return Fit.EQUAL if given == (needed,) else Fit.OPEN if needed in given else Fit.DIFFERENT


# --- in words ------------------------------------------------------------------------------------


def in_words(entry: Mapping[str, Any]) -> str:
    """Return a currency in words, such as "relicensure credit (6 pd points)", as a profile or a policy holds it."""
    kind = _named(entry, "kind") or "a currency of no stated kind"
    amount, unit = number_in_words(entry.get("amount")), _named(entry, "unit")
    basis = " or ".join(code.replace("_", " ") for code in codes(entry.get("basis")))
    details = f"{' '.join(filter(None, (amount, unit)))} {f'for {basis}' if basis else ''}".strip()
    return f"{kind} ({details})" if details else kind


def number_in_words(value: Any) -> str:
    """Return a number in words, as a policy writes it or in normal form; empty for none."""
    if isinstance(value, Mapping):
        low, high = value.get("low"), value.get("high")
        if low is not None and high is not None:
            return f"{low:.15g}" if low == high else f"{low:.15g} to {high:.15g}"
        for name, words in (("low", "at least "), ("high", "at most "), ("about", "about ")):
            if value.get(name) is not None:
                return f"{words}{value[name]:.15g}"
        return str(value.get("text", ""))
    return f"{value:.15g}" if isinstance(value, int | float) else str(value or "")


def _named(entry: Mapping[str, Any], key: str) -> str:
    given = [code for code in codes(entry.get(key)) if code != OTHER]
    name = entry.get(f"{key}_name")
    return " or ".join([*(code.replace("_", " ") for code in given), *([name] if isinstance(name, str) else [])])
