"""What keeps a condition from holding: where nothing stands, and where something else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.model import conditions
from mcaudit.model.words import JsonObject


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a condition from holding: places where nothing stands, and how many places hold something else."""

    absent: tuple[str, ...] = ()
    other: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """How far it is from holding, what only adding would settle first."""
        return self.other, len(self.absent)

    def __add__(self, more: Lack) -> Lack:
        """Return both lacks as one."""
        return Lack(tuple(dict.fromkeys((*self.absent, *more.absent))), self.other + more.other)


def lack(condition: JsonObject, facts: Any, answer: str, at: str = "") -> Lack:
    """Return what a condition lacks; of alternatives and of entries the one that is nearest.

    Entries are numbered from 0 in the places returned, which begin with `at`.
    """
    found = Lack()
    for key, test in condition.items():
        match key:
            case "any":
                found += min((lack(option, facts, answer, at) for option in test), key=lambda each: each.size)
            case "all":
                for option in test:
                    found += lack(option, facts, answer, at)
            case "none":
                found += Lack(other=1) if conditions.holds(test, facts, answer) else Lack()
            case _:
                found += _lack_of_test(test, facts, conditions.steps_to(key, answer), at)
    return found


def _lack_of_test(test: Any, facts: Any, steps: Sequence[str], at: str) -> Lack:
    value = facts
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    place = "/".join(filter(None, (at, *steps)))
    if value is None:
        return Lack((place,))
    if conditions.passes(test, value):
        return Lack()
    inner, entries = conditions.inside(test)
    if inner is None or (entries and not isinstance(value, list)):
        return Lack(other=1)
    if not entries:
        return lack(inner, value, "", place)
    each = [lack(inner, entry, "", f"{place}/{index}") for index, entry in enumerate(value)]
    if not each:
        return Lack((place,))
    return min(each, key=lambda one: one.size) if "some" in test else sum(each, Lack())
