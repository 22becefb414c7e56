"""Names places of a profile in words, from the titles that the edition gives its fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mcaudit.facts.normal import Shape, shape_of
from mcaudit.model import Edition

_SCOPES = 2
"""A place in an answer begins with its component and its subcomponent."""


@lru_cache(maxsize=8192)
def label(edition: Edition, place: str, here: str = "") -> str:
    """Return a place in words, such as "cost (resources, entry 2)"; `here` is the subcomponent that the reader is at.

    A place is a path from the top of the facts, `*` standing for any entry; entries count from 1 in words.
    """
    steps = [step for step in place.strip("/").split("/") if step]
    shape: Shape | None = shape_of(edition)
    if steps[0] == "derived":
        steps, shape = steps[1:], None
    parts: list[tuple[str, bool]] = []  # what each step is called, and whether that is a name rather than a number
    for step in steps:
        name, _, wanted = step.partition("~")
        if name == "*" or name.isdigit():
            shape = (shape.items or shape.others) if shape else None
            if wanted:
                parts.append((_codes(wanted.partition("=")[2]), True))
            elif name != "*":
                parts.append((f"entry {int(name) + 1}", False))
            continue
        shape = (shape.fields.get(name) or shape.others) if shape else None
        parts.append((_lowered(shape.title if shape and shape.title else name.replace("_", " ")), True))
        if wanted:
            parts.append((_codes(wanted), True))
    if where := _answers(edition).get("/".join(steps[:_SCOPES])):
        parts = parts[_SCOPES:]
        if not parts:
            return f"the answer to {where}"
        if where != here:
            parts = [(f"in {where}", False), *parts]
    last = max(index for index, (_, is_name) in enumerate(parts) if is_name)
    around = [text for index, (text, _) in enumerate(parts) if index != last]
    return f"{parts[last][0]} ({', '.join(around)})" if around else parts[last][0]


def _codes(wanted: str) -> str:
    return " or ".join(wanted.replace("_", " ").split("|"))


def value_in_words(value: object) -> str:
    """Return a value in normal form as a reader may see it."""
    if isinstance(value, list):
        return ", ".join(value_in_words(each) for each in value)
    if isinstance(value, dict):
        if "about" in value:
            return f"about {value['about']:g}"
        if "low" in value and value.get("low") == value.get("high"):
            return f"{value['low']:g}"
        if "low" in value or "high" in value:
            return " to ".join(f"{value[end]:g}" for end in ("low", "high") if end in value)
        if "host" in value:
            return f"{value['host']}/{value.get('path', '')}"
        return "; ".join(f"{key}: {value_in_words(inner)}" for key, inner in value.items())
    return str(value).replace("_", " ")


@lru_cache(maxsize=8)
def _answers(edition: Edition) -> Mapping[str, str]:
    """Return the subcomponents by the place of their answer."""
    return {sub.pointer.strip("/"): sub.id for sub in edition.subcomponents}


def _lowered(title: str) -> str:
    first, _, _ = title.partition(" ")
    return title if first.isupper() or not title else f"{title[0].lower()}{title[1:]}"
