"""Where the parts of a text stand, by JSON Pointer: a line and a column are counted when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from mcaudit.model import Position
from mcaudit.model.places import escaped
from mcaudit.reading.text import Text


@dataclass(slots=True, eq=False)
class Places(MutableMapping[str, Position]):
    """The places in a text by JSON Pointer; `marks` has each as it is, or as an index into the text."""

    text: Text
    marks: dict[str, int | Position] = field(default_factory=dict)

    def __getitem__(self, pointer: str) -> Position:
        """Return the place of a pointer; raise KeyError where it has none."""
        mark = self.marks[pointer]
        if isinstance(mark, int):
            mark = self.marks[pointer] = self.text.position(mark)
        return mark

    def __setitem__(self, pointer: str, position: Position) -> None:
        """Note where a pointer stands."""
        self.marks[pointer] = position

    def __delitem__(self, pointer: str) -> None:
        """Forget where a pointer stands; raise KeyError where it has no place."""
        del self.marks[pointer]

    def __contains__(self, pointer: object) -> bool:
        """Return whether a pointer has a place."""
        return pointer in self.marks

    def __iter__(self) -> Iterator[str]:
        """Return the pointers that have a place."""
        return iter(self.marks)

    def __len__(self) -> int:
        """Return how many pointers have a place."""
        return len(self.marks)

    def move(self, value: Any, at: str, to: str) -> None:
        """Move the places of what stands inside a value from below one pointer to below another."""
        inside = enumerate(value) if isinstance(value, list) else ()
        entries: Any = value.items() if isinstance(value, Mapping) else inside
        for key, inner in entries:
            step = f"/{escaped(str(key))}"
            self.move(inner, f"{at}{step}", f"{to}{step}")
            if f"{at}{step}" in self.marks:
                self.marks[f"{to}{step}"] = self.marks.pop(f"{at}{step}")


def together(text: Text, *places: Mapping[str, Position]) -> Places:
    """Return several places of one text as one; of a pointer that several have, the last one counts."""
    found = Places(text)
    for each in places:
        found.marks.update(each.marks if isinstance(each, Places) else each)
    return found
