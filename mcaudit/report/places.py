"""Names the fields that a provider may fill in, place by place: “learning” and “application” under “times set by”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mcaudit.terms.sentences import joined

_OTHER = "other "
_UNDER = " under "


def fields_in_words(labels: Sequence[str], word: Literal["and", "or"]) -> str:
    """Return fields, such as "learning (times set by)", in a list; those of one place stand together.

    Where any one will do, the choices of a field stand one by one. A field for the name of another kind is left out
    beside the field for the kind: nobody fills in both.
    """
    places: dict[str, list[str]] = {}
    for label in labels:
        name, _, around = label.removesuffix(")").partition(" (")
        mine = places.setdefault(around, [])
        mine += [each for each in (name.split(" or ") if word == "or" else [name]) if each not in mine]
    found = [f"{joined(_quoted(mine), word)}{_under(around)}" for around, mine in places.items()]
    is_long = any("," in text or _UNDER in text for text in found)
    return f"; {word} ".join(found) if is_long else joined(found, word)


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"“{name}”" for name in names if not (name.startswith(_OTHER) and name.removeprefix(_OTHER) in names)]


def _under(around: str) -> str:
    """Return where a field stands: the answer, the list or group in it, and the entry."""
    if not around:
        return ""
    steps = around.split(", ")
    answer = f" of {steps.pop(0).removeprefix('in ')}" if steps[0].startswith("in ") else ""
    named = [step if step.startswith("entry ") else f"“{step}”" for step in steps]
    return f"{_UNDER}{', '.join(named)}{answer}" if named else answer
