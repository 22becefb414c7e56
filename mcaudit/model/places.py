"""Finds values in a profile by JSON Pointer (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mcaudit.model.audit import Location
from mcaudit.model.edition import Edition, Subcomponent
from mcaudit.model.profile import Profile
from mcaudit.model.words import JsonObject


def value_at(content: JsonObject, pointer: str) -> Any:
    """Return the value at `pointer`, or None where nothing stands."""
    value: Any = content
    for step in _steps(pointer):
        value = value_in(value, step)
    return value


def value_in(value: Any, step: str) -> Any:
    """Return what stands one step further, in an object or a list, or None where nothing does."""
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list | tuple) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    return None


def entries_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands one step further in an object or a list, each with the step that leads there."""
    if isinstance(value, Mapping):
        yield from ((str(key), inner) for key, inner in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(index), inner) for index, inner in enumerate(value))


def listed(value: Any) -> Sequence[Any]:
    """Return the entries of a list, or the one value that stands in place of a list."""
    return value if isinstance(value, list | tuple) else [value]


@lru_cache(maxsize=4096)
def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def answers_in(edition: Edition, content: JsonObject) -> Iterator[tuple[Subcomponent, JsonObject]]:
    """Yield the subcomponents that a profile answers, in the source's order, with what stands there."""
    for component in edition.components:
        written = content.get(component.key)
        if isinstance(written, dict):
            for sub in component.subcomponents:
                answer = written.get(sub.key)
                if isinstance(answer, dict):
                    yield sub, answer


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in texts_in(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in texts_in(inner))


def stands_at(content: JsonObject, pointer: str) -> bool:
    """Return whether a profile has a heading at `pointer`, be there something under it or not."""
    parent, _, key = pointer.rpartition("/")
    holder = value_at(content, parent)
    return isinstance(holder, dict) and key in holder


def location(profile: Profile, pointer: str) -> Location:
    """Return where `pointer` stands in the profile's file, or the nearest thing around it that does."""
    at = pointer
    while at and at not in profile.positions:
        at = at.rpartition("/")[0]
    position = profile.positions.get(at)
    return Location(
        path=profile.path,
        pointer=at,
        line=position.line if position else None,
        column=position.column if position else None,
    )


def escaped(key: str) -> str:
    """Return a key as a step of a JSON Pointer."""
    return key.replace("~", "~0").replace("/", "~1")
