"""What a fact of a profile is worth to a condition: whether it is cited, and checked by a reviewer where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mcaudit.accept.candidate import Candidate
from mcaudit.model import SourcedPlace
from mcaudit.model.acceptance import Condition, Holds, RestsOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a condition asks of a micro-credential; `criterion` is the criterion that asks for the same."""

    candidate: Candidate
    id: str
    text: str
    source: SourcedPlace
    criterion: str = ""

    def answered(self, holds: Holds, reason: str, pointer: str, **more: Any) -> Condition:
        """Return the condition with an answer and its reason, about the place in the profile at `pointer`."""
        return Condition(
            id=self.id,
            text=self.text,
            holds=holds,
            reason=reason,
            source=self.source,
            criterion=self.criterion,
            location=self.candidate.location(pointer),
            **more,
        )

    def claimed(self, reason: str, pointers: Sequence[str]) -> Condition:
        """Return the condition that facts satisfy: open if nothing usable is cited for them, or nobody checked them.

        It is open as well where a national profile does not say for which states they hold. `pointers` are where the
        facts stand.
        """
        support = self.candidate.support(pointers)
        checked = self.candidate.is_checked(self.criterion)
        facts = tuple(pointers)
        if not support.citations:
            faults = f": {'; '.join(support.faults)}" if support.faults else ""
            why = f"{reason} The profile cites no usable document for it{faults}."
        elif self.candidate.is_unplaced(pointers):
            why = f"{reason} The profile does not say for which states that holds."
        elif self.candidate.policy.confirm_facts and not checked:
            why = f"{reason} The state wants a reviewer to check it."
        else:
            rests_on = RestsOn.CHECKED if checked else RestsOn.CLAIM
            return self.answered(
                Holds.YES, reason, facts[0], rests_on=rests_on, citations=support.citations, facts=facts
            )
        return self.answered(Holds.OPEN, why, facts[0], citations=support.citations, facts=facts)


def listed(words: Iterable[str], between: str = "or") -> str:
    """Return words as a list in a sentence: a, b or c."""
    several = list(dict.fromkeys(words))
    return f"{', '.join(several[:-1])} {between} {several[-1]}" if len(several) > 1 else "".join(several)
