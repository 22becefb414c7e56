"""Finds texts that reviewers should know of: they stand in several answers, or send the reader elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.audit.places import escaped
from mcaudit.model import Edition, JsonObject, Repeat, folded

_SENTENCE = 4
"""A text of fewer words may be a name."""
_ANSWERS = 3
_ELSEWHERE = re.compile(
    r"(please )?(see|visit|check|refer to|consult) (our|the) [\w ]{0,40}(web ?site|web ?page|catalog|handbook|guide|portal)"
)
_NAMES = frozenset(("title", "name", "document", "section", "citation", "citations", "conflicts", "fields"))


def repeats_of(edition: Edition, content: JsonObject) -> tuple[Repeat, ...]:
    """Return such texts of a profile's answers, with every place where they stand."""
    places: dict[str, list[tuple[str, str]]] = {}
    for sub in edition.subcomponents:
        component = content.get(sub.component)
        answer = component.get(sub.key) if isinstance(component, Mapping) else None
        for pointer, text in _texts(answer, sub.pointer):
            places.setdefault(folded(text), []).append((pointer, text))
    return tuple(
        Repeat(text=found[0][1], places=tuple(pointer for pointer, _ in found))
        for plain, found in places.items()
        if _ELSEWHERE.fullmatch(plain)
        or (len(plain.split()) >= _SENTENCE and len({_answer(pointer) for pointer, _ in found}) >= _ANSWERS)
    )


def _answer(pointer: str) -> str:
    return "/".join(pointer.split("/")[:3])


def _texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NAMES:
                yield from _texts(inner, f"{at}/{escaped(key)}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{at}/{index}")
