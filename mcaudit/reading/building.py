"""Builds values of the model from data that a schema has checked: a key of the data is a field of the value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from mcaudit.model.purposes import SourcedPlace

_Value = TypeVar("_Value")


def built(kind: Callable[..., _Value], data: Mapping[str, Any], **given: Any) -> _Value:
    """Return a value of a dataclass, whose fields are those of the data that have its keys, and those that are given.

    What is missing has the field's default. Codes become members of their enumerations, lists tuples, and `yes` and
    `no` booleans, as the type of the field says.
    """
    readers = _readers(kind)
    found = {name: readers[name](each) for name, each in data.items() if name in readers and name not in given}
    return kind(**found, **given)


def place_of(source: Mapping[str, Any]) -> SourcedPlace:
    """Return the document and the place in it that an entry `source` names."""
    page = f"p. {source['page']}" if "page" in source else ""
    return SourcedPlace(document=source["document"], place=", ".join(p for p in (page, source.get("section", "")) if p))


@cache
def _readers(kind: Callable[..., Any]) -> Mapping[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what reads data as a value of a type."""
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is tuple:
        inner = _reader(get_args(hint)[0])
        return tuple if inner is _itself else lambda said: tuple(map(inner, said))
    if get_origin(hint) is Mapping:
        each = _reader(get_args(hint)[1])
        return each if each is _itself else lambda said: {name: each(value) for name, value in said.items()}
    if hint is bool:
        return lambda said: said is True or said == "yes"
    if hint is SourcedPlace:
        return place_of
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(built, hint)
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else _itself


def _itself(said: Any) -> Any:
    return said
