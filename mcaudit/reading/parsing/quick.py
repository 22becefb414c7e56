"""Reads ordinary YAML in a third of the time, and leaves whatever is not ordinary to the exact reader.

libyaml composes the tree, and one walk turns it into data. Nothing is refused here and no message is written: for an
anchor, a tag, a second entry of a name, something nested too deep, or an error, the exact reader reads the text again.
"""

from __future__ import annotations

import re
from operator import is_
from typing import Any

import yaml

from mcaudit.model import Position
from mcaudit.model.places import escaped
from mcaudit.reading.limits import MAX_BYTES, MAX_DEPTH, MAX_NAME, MAX_NODES
from mcaudit.reading.parsing.respelling import Respelt
from mcaudit.reading.parsing.scalars import UNSEEN_FIRST, meant_by
from mcaudit.reading.places import Places
from mcaudit.reading.text import Text

_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_BARE_TAG = re.compile(r"!(?<!\w!)(?=[\s,]|\Z)")
"""A tag without a name, which the composer takes for none."""


class _UnusualError(Exception):
    """Something that the exact reader must look at."""


class _Composer(_BASE):  # type: ignore[misc]  # a class of libyaml's, or the one in Python
    """Composes a tree in which a slice stands in place of a tag: its `step` says what is written without one.

    These three are called for every node, and so they are functions of C. libyaml itself stops where nesting would
    exhaust the stack.
    """

    resolve = staticmethod(slice)
    descend_resolver = staticmethod(is_)
    ascend_resolver = staticmethod(tuple)


def quickly_read(text: Text) -> tuple[Any, Places, Places] | None:
    """Return the data of a text and the places of its keys and values, or None where the exact reader must read it."""
    content = text.content
    if len(content) > MAX_BYTES or _BARE_TAG.search(content) or (isinstance(text, Respelt) and "\\U" in content):
        return None
    composer = _Composer(content)
    walk = _Walk()
    try:
        root = composer.get_single_node()
        data = walk.value(root, "") if root else None
    except (yaml.YAMLError, _UnusualError, RecursionError):
        return None
    finally:
        composer.dispose()
    if root is None or walk.is_unusual:
        return None
    return data, Places(text, walk.keys), Places(text, walk.values)


class _Walk:
    """Turns nodes into data, and notes the index of each key and value."""

    __slots__ = ("keys", "seen", "values")

    def __init__(self) -> None:
        self.keys: dict[str, int | Position] = {}
        self.values: dict[str, int | Position] = {}
        self.seen: list[Any] = []

    @property
    def is_unusual(self) -> bool:
        """Whether there are too many nodes, or one is there a second time, as an alias."""
        count = len(self.seen)
        return count > MAX_NODES or len(set(self.seen)) < count

    def value(self, node: Any, at: str) -> Any:
        """Return the value of a node; stop at a tag."""
        tag, kind = node.tag, node.__class__
        if tag.__class__ is not slice:
            raise _UnusualError
        self.seen.append(node)
        self.values[at] = node.start_mark.index
        if kind is yaml.ScalarNode:
            return _scalar(node.value) if tag.step[0] else node.value
        if len(self.seen) > MAX_NODES or at.count("/") >= MAX_DEPTH - 1:  # or an alias leads around
            raise _UnusualError
        if kind is yaml.MappingNode:
            return self._mapping(node.value, at)
        return [self.value(each, f"{at}/{index}") for index, each in enumerate(node.value)]

    def _mapping(self, entries: Any, at: str) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in entries:
            tag, name = key.tag, key.value
            if key.__class__ is not yaml.ScalarNode or tag.__class__ is not slice or name in mapping:
                raise _UnusualError
            self.seen.append(key)
            pointer = f"{at}/{_step(name, plain=tag.step[0])}"
            self.keys[pointer] = key.start_mark.index
            mapping[name] = self.value(value, pointer)
        return mapping


def _scalar(plain: str) -> Any:
    if plain[:1] == "-" and UNSEEN_FIRST.match(plain):
        raise _UnusualError
    return meant_by(plain)


def _step(name: str, *, plain: bool) -> str:
    """Return a name as a step of a JSON Pointer; it has no spaces that are not seen, and no mark of a merge."""
    if name.isidentifier() and len(name) <= MAX_NAME:
        return name
    if not name.strip() or len(name) > MAX_NAME or (plain and (name == "<<" or UNSEEN_FIRST.match(name))):
        raise _UnusualError
    return escaped(name)
