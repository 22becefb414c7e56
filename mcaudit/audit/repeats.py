"""Finds texts that reviewers should know of: they stand in several answers, or send the reader elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mcaudit.model import Edition, JsonObject, Repeat, folded
from mcaudit.model.places import answers_in, escaped

_SENTENCE = 4
"""A text of fewer words may be a name."""
_ANSWERS = 3
_ELSEWHERE = re.compile(
    r"(please )?(see|visit|check|refer to|consult) (our|the) [\w ]{0,40}"
    r"(web ?site|web ?page|catalog|handbook|guide|portal)"
)
_CITING = frozenset(("citation", "citations", "conflicts", "fields"))
_NAMES = ("/title", "/name", "/authors")


def repeats_of(edition: Edition, content: JsonObject) -> tuple[Repeat, ...]:
    """Return such texts of a profile's answers, with every place where they stand."""
    places: dict[str, list[tuple[str, str]]] = {}
    answers: dict[str, set[str]] = {}
    for sub, answer in answers_in(edition, content):
        for pointer, text in placed_texts(answer, sub.pointer):
            if not pointer.endswith(_NAMES):
                plain = folded(text)
                places.setdefault(plain, []).append((pointer, text))
                answers.setdefault(plain, set()).add(sub.pointer)
    return tuple(
        Repeat(text=found[0][1], places=tuple(pointer for pointer, _ in found))
        for plain, found in places.items()
        if _ELSEWHERE.fullmatch(plain) or (len(plain.split()) >= _SENTENCE and len(answers[plain]) >= _ANSWERS)
    )


def placed_texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Yield every text of at least two words in a value, with its JSON Pointer; not what names documents."""
    if isinstance(value, str):
        if " " in value.strip():
            yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _CITING:
                yield from placed_texts(inner, f"{at}/{escaped(key)}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from placed_texts(inner, f"{at}/{index}")
