"""The kinds of file that a report can be written as: those that are laid out for people, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

from mcaudit.exchange.json_text import json_document
from mcaudit.media.plain import utf8


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of one report; it is itself the kind `json`."""

    for_people: ModuleType
    """The registry of those that are laid out."""
    record: Callable[[Any], Mapping[str, Any]]
    """What makes a record of what is reported."""

    TEXT: ClassVar[bool] = True

    def names(self) -> tuple[str, ...]:
        """Return the names of the kinds, which are the endings of their files."""
        return tuple(sorted((*self.for_people.kind_names(), "json")))

    def load(self, name: str) -> Any:
        """Return one kind; `name` is one of `names`."""
        return self if name == "json" else self.for_people.load_kind(name)

    def render(self, value: Any, _: object) -> bytes:
        """Return the content of a JSON file; the view or depth changes nothing in it."""
        return utf8(json_document(self.record(value)))
