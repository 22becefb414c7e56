"""Whether a micro-credential takes as many hours as a rule asks for, as time or as a value agreed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import Question
from mcaudit.model import same_name
from mcaudit.model.acceptance import Condition, Holds
from mcaudit.model.codes import code_words
from mcaudit.model.purposes import HoursNeed, Measures, Per
from mcaudit.settings.currencies import number_in_words
from mcaudit.settings.places import codes

_ANSWER = "/deliverers/estimated_time"
_EQUIVALENCE = "/recognizers/formal_currency/equivalence"
_HOURS = ("clock_hours", "pd_hours", "contact_hours", "seat_hours")
"""Units in which an agreed value is one of hours."""
_CLOCK_HOURS = "clock_hours"
RATES = "currency_rates"
OF_VALUE = "5A-6"
"""What asks for a value agreed on."""
_OTHER = "other"
_CRITERION: Mapping[str, str] = {"synchronous_hours": "2F-2", "required_hours": "2F-3"}


def hours_condition(candidate: Candidate, need: HoursNeed, measures: Measures, id: str) -> Condition:
    """Return whether enough hours are given; an approximate number is not enough, and a missing one is open."""
    wanted = in_hours(candidate, need)
    text = f"It takes at least {number_in_words(need.amount)} {_unit(need)} ({code_words(need.field)})."
    criterion = _CRITERION.get(need.field, "2F-1")
    asked = Question(candidate=candidate, id=id, text=text, source=need.source, criterion=criterion)
    pointer = f"{_ANSWER}/{need.field}"

    def ruled(holds: Holds, reason: str) -> Condition:
        return asked.answered(holds, reason, pointer)

    if need.per is not Per.MICRO_CREDENTIAL:
        return ruled(
            Holds.OPEN, f"The hours are asked of a whole {need.per}; the profile gives those of one micro-credential."
        )
    if wanted is None:
        return ruled(Holds.OPEN, f"The state has not said how many clock hours one of {_unit(need)} is.")
    if candidate.is_disputed([pointer]):
        return ruled(Holds.OPEN, f"The profile's sources disagree about its {code_words(need.field)}.")
    found = candidate.value(pointer)
    time = _compared(found, wanted)
    given = f"The profile gives {number_in_words(found) or 'no'} {code_words(need.field)}."
    by_time = asked.claimed(given, [pointer]) if time is Holds.YES else ruled(time, given)
    agreed = next(_agreed(candidate, wanted), None) if measures is not Measures.TIME else None
    if by_time.holds is Holds.YES or agreed is None or (time is Holds.YES and measures is not Measures.VALUE):
        return by_time
    value, at = agreed
    reason = f"{given} It states an agreed value of {value}."
    if measures is Measures.VALUE:
        return replace(asked, criterion=OF_VALUE).claimed(reason, [at])
    return ruled(Holds.OPEN, f"{reason} The state has not said whether an agreed value counts as hours.")


def _compared(found: Any, wanted: float) -> Holds:
    """Return whether the whole range of a number is enough, none of it, or neither is known."""
    if not isinstance(found, Mapping):
        return Holds.OPEN
    low, high = found.get("low"), found.get("high")
    if low is not None and low >= wanted:
        return Holds.YES
    return Holds.NO if high is not None and high < wanted else Holds.OPEN


def _agreed(candidate: Candidate, wanted: float) -> Iterator[tuple[str, str]]:
    """Yield the agreed values in hours that are enough, in words, with where they stand."""
    entries = candidate.value(_EQUIVALENCE)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, Mapping) or codes(entry.get("stands_for")) != ("agreed_value",):
            continue
        unit = codes(entry.get("unit"))
        if len(unit) == 1 and unit[0] in _HOURS and _compared(entry.get("amount"), wanted) is Holds.YES:
            yield f"{number_in_words(entry['amount'])} {code_words(unit[0])}", f"{_EQUIVALENCE}/{index}"


def in_hours(candidate: Candidate, need: HoursNeed) -> float | None:
    """Return the hours asked for, by at most one of the state's rates; None where the state has none for the unit."""
    if need.unit in _HOURS:
        return need.amount
    if candidate.policy.is_disputed(RATES):
        return None
    for value in candidate.policy.own_values(RATES):
        for rate in value.value:
            if not value.scope and rate["unit"] == _CLOCK_HOURS and _is_of(rate, need):
                return need.amount * float(rate["equals"])
    return None


def _is_of(rate: Mapping[str, Any], need: HoursNeed) -> bool:
    if rate["one"] != need.unit:
        return False
    return need.unit != _OTHER or same_name(str(rate.get("one_name", "")), need.unit_name)


def _unit(need: HoursNeed) -> str:
    return need.unit_name or code_words(need.unit)
