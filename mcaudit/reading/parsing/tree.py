"""Reads YAML strictly into plain data with the place of every key and value.

libyaml's event stream is turned into a tree by hand, so that nothing is guessed: `no`, `NO` and
dates stay the text that was typed; only JSON's own literals (numbers, true, false, null) are more
than text; duplicate keys, tags, merge keys and further documents are errors; nesting and the
expansion of anchors are bounded before they cost anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from mcaudit.errors import InputError, Problem
from mcaudit.model import Position
from mcaudit.model.places import escaped
from mcaudit.reading.limits import MAX_BYTES, MAX_DEPTH, MAX_NAME, MAX_NODES
from mcaudit.reading.parsing.errors import CHECK_INDENTATION, LOADER, TOO_DEEP, refusal, unseen_space
from mcaudit.reading.parsing.quick import quickly_read
from mcaudit.reading.parsing.respelling import Respelt, in_pairs, with_pairs_joined
from mcaudit.reading.parsing.scalars import UNSEEN_FIRST, meant_by
from mcaudit.reading.places import Places, together
from mcaudit.reading.text import Text, fill, shortened


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file; `keys` and `values` map JSON Pointers to where a key or a value stands."""

    text: Text
    data: Any
    keys: Mapping[str, Position]
    values: Mapping[str, Position]

    @property
    def positions(self) -> Places:
        """Where each pointer stands: at its key, or else at its value."""
        return together(self.text, self.values, self.keys)

    def place(self, pointer: str) -> Position | None:
        """Return where `pointer` stands, or the nearest thing around it that does."""
        while True:
            position = self.keys.get(pointer) or self.values.get(pointer)
            if position or not pointer:
                return position
            pointer = pointer.rpartition("/")[0]

    def problem(self, pointer: str, message: str, help: str) -> Problem:
        """Return a problem with the value at `pointer`."""
        return self.text.problem(message, help, at=self.values.get(pointer) or self.place(pointer))


@dataclass(slots=True)
class _Node:
    kind: str
    position: Position
    scalar: str = ""
    plain: bool = False
    items: list[_Node] = field(default_factory=list)
    complete: bool = False


def read_document(text: Text) -> Document:
    """Parse a YAML text; raise InputError with line, column and remedy when it is not strict YAML."""
    text = with_pairs_joined(text)
    if found := quickly_read(text):
        return Document(text, *found)
    return read_exactly(text)


def read_exactly(text: Text) -> Document:
    """Parse a YAML text event by event, which says what is wrong with it; the pairs in it are joined already."""
    root = _compose(text)
    keys: dict[str, Position] = {}
    values: dict[str, Position] = {}
    data = _Builder(text, keys, values).build(root, "", 1)
    return Document(text, data, keys, values)


# --- events to a tree ----------------------------------------------------------------------------


def _compose(text: Text) -> _Node:
    root: _Node | None = None
    anchors: dict[str, _Node] = {}
    stack: list[_Node] = []
    documents = nodes = 0
    for event in _events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                message = "a second document begins here, and a file holds one"
                raise _failure(text, event, message, "put it into a file of its own")
            continue
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            stack.pop().complete = True
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        node = _node(text, event, anchors)
        nodes += 1
        if nodes > 2 * MAX_NODES:  # every value may have a name; what anchors add is counted by the builder
            message = f"the file holds more than {MAX_NODES:,} values"
            raise _failure(text, event, message, "write less, or make several files of it")
        if stack:
            stack[-1].items.append(node)
        else:
            root = node
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(node)
            if len(stack) > MAX_DEPTH:
                raise _failure(text, event, TOO_DEEP, CHECK_INDENTATION)
    if root is None:
        raise text.error("the file holds nothing but comments", fill(text.of))
    return root


def _events(text: Text) -> Iterator[Any]:
    try:
        yield from yaml.parse(text.content, Loader=LOADER)
    except yaml.YAMLError as error:
        raise InputError([refusal(text, error)]) from error


def _node(text: Text, event: Any, anchors: dict[str, _Node]) -> _Node:
    position = text.position(event.start_mark.index)
    if isinstance(event, yaml.AliasEvent):
        target = anchors.get(str(event.anchor))
        name = shortened(str(event.anchor))
        if target is None:
            help = f"write `&{name}` before the value that is meant, or put quotes around a text that begins with *"
            raise _failure(text, event, f"`*{name}` refers to nothing above it", help)
        if not target.complete:
            raise _failure(text, event, f"`*{name}` stands inside the value it refers to", "write the text out instead")
        return replace(target, position=position)
    if event.tag is not None:
        help = "remove it; quotes make text, digits alone make a number"
        raise _failure(text, event, f"the tag `{shortened(event.tag)}` is not read", help)
    if isinstance(event, yaml.ScalarEvent):
        scalar = in_pairs(event.value) if event.style != '"' and isinstance(text, Respelt) else event.value
        node = _Node("scalar", position, scalar, bool(event.implicit[0]), complete=True)
    else:
        node = _Node("map" if isinstance(event, yaml.MappingStartEvent) else "list", position)
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node


def _failure(text: Text, event: Any, message: str, help: str) -> InputError:
    return text.error(message, help, at=text.position(event.start_mark.index))


# --- the tree to data ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Builder:
    text: Text
    keys: dict[str, Position]
    values: dict[str, Position]
    nodes: int = 0
    characters: int = 0

    def build(self, node: _Node, at: str, depth: int) -> Any:
        self.nodes += 1
        self.characters += len(node.scalar)
        for count, most, what in ((self.characters, MAX_BYTES, "characters"), (self.nodes, MAX_NODES, "values")):
            if count > most:
                message = f"the file holds more than {most:,} {what} once its anchors are written out"
                raise self._failure(node, message, "write less, and without anchors")
        if depth > MAX_DEPTH:
            raise self._failure(node, TOO_DEEP, "no answer needs that; write the text out without anchors")
        self.values[at] = node.position
        if node.scalar.startswith("-"):
            self._refuse_unseen(node)
        if node.kind == "scalar":
            return meant_by(node.scalar) if node.plain else node.scalar
        if node.kind == "list":
            return [self.build(item, f"{at}/{index}", depth + 1) for index, item in enumerate(node.items)]
        return self._mapping(node, at, depth)

    def _mapping(self, node: _Node, at: str, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        seen: dict[str, _Node] = {}
        for key, value in zip(node.items[::2], node.items[1::2], strict=True):
            name = self._name(key)
            if name in seen:
                message = f"`{name}` stands here a second time; the first is on line {seen[name].position.line}"
                raise self._failure(key, message, "keep one of them")
            seen[name] = key
            pointer = f"{at}/{escaped(name)}"
            self.keys[pointer] = key.position
            mapping[name] = self.build(value, pointer, depth + 1)
        return mapping

    def _name(self, key: _Node) -> str:
        if key.kind != "scalar":
            message = "a list or a group of entries stands where a name is needed"
            raise self._failure(key, message, "quote text that begins with [ or {")
        self._refuse_unseen(key)
        if key.plain and key.scalar == "<<":
            raise self._failure(key, "merge keys (`<<`) are not read", "write the entries out")
        if not key.scalar.strip():
            raise self._failure(key, "an entry has no name before its colon", "write `name: value`")
        if len(key.scalar) > MAX_NAME:
            message = f"a name of {len(key.scalar):,} characters stands here, and at most {MAX_NAME} are read"
            help = "write a short name before the colon, and put quotes around a text that holds a colon"
            raise self._failure(key, message, help)
        return key.scalar

    def _refuse_unseen(self, node: _Node) -> None:
        if node.plain and (found := UNSEEN_FIRST.match(node.scalar)):
            at = replace(node.position, column=node.position.column + found.start(1))
            raise InputError([unseen_space(self.text, found[1], at)])

    def _failure(self, node: _Node, message: str, help: str) -> InputError:
        return self.text.error(message, help, at=node.position)
