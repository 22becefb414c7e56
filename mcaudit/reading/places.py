"""Where the parts of a text stand, by JSON Pointer: a line and a column are counted when somebody asks for them."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from typing import Any

from mcaudit.model import Position
from mcaudit.model.places import entries_in, escaped
from mcaudit.reading.text import Text


class Places(UserDict[str, Position]):
    """The places in a text by JSON Pointer; `data` has each as it is, or as an index into the text."""

    data: dict[str, Any]

    def __init__(self, text: Text, marks: dict[str, Any] | None = None) -> None:
        self.text, self.data = text, {} if marks is None else marks

    def __getitem__(self, pointer: str) -> Position:
        """Return the place of a pointer; raise KeyError where it has none."""
        mark: int | Position = self.data[pointer]
        if isinstance(mark, int):
            mark = self.data[pointer] = self.text.position(mark)
        return mark

    def move(self, value: Any, at: str, to: str) -> None:
        """Move the places of what stands inside a value from below one pointer to below another."""
        for key, inner in entries_in(value):
            step = f"/{escaped(key)}"
            self.move(inner, f"{at}{step}", f"{to}{step}")
            if f"{at}{step}" in self.data:
                self.data[f"{to}{step}"] = self.data.pop(f"{at}{step}")


def together(text: Text, *places: Mapping[str, Position]) -> Places:
    """Return several places of one text as one; of a pointer that several have, the last one counts."""
    found = Places(text)
    for each in places:
        found.data.update(each.data if isinstance(each, Places) else each)
    return found
