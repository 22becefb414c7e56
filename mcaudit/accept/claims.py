"""What a fact of a profile is worth to a condition: whether it is cited, and checked by a reviewer where asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mcaudit.accept.candidate import Candidate
from mcaudit.model import SourcedPlace
from mcaudit.model.acceptance import Condition, Holds, RestsOn


def claimed(
    candidate: Candidate,
    *,
    id: str,
    text: str,
    reason: str,
    source: SourcedPlace,
    criterion: str,
    pointers: Sequence[str],
) -> Condition:
    """Return a condition that facts satisfy: it is open if nothing usable is cited for them, or nobody checked them.

    `pointers` are where the facts stand.
    """
    support = candidate.support(pointers)
    checked = candidate.is_checked(criterion)
    if not support.citations:
        faults = f": {'; '.join(support.faults)}" if support.faults else ""
        why = f"{reason} The profile cites no usable document for it{faults}."
    elif candidate.policy.confirm_facts and not checked:
        why = f"{reason} The state wants a reviewer to check it."
    else:
        why = ""
    return Condition(
        id=id,
        text=text,
        holds=Holds.OPEN if why else Holds.YES,
        reason=why or reason,
        source=source,
        rests_on=RestsOn.NOTHING if why else RestsOn.CHECKED if checked else RestsOn.CLAIM,
        criterion=criterion,
        location=candidate.location(pointers[0]),
        citations=support.citations,
        facts=tuple(pointers),
    )


def listed(words: Iterable[str], between: str = "or") -> str:
    """Return words as a list in a sentence: a, b or c."""
    several = list(dict.fromkeys(words))
    return f"{', '.join(several[:-1])} {between} {several[-1]}" if len(several) > 1 else "".join(several)


def spaced(code: str) -> str:
    """Return a code as words."""
    return code.replace("_", " ")
