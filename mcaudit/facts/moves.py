"""Notes which places of a view stand elsewhere in the file, so that messages name the real line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mcaudit.model import Position

Placed = tuple[Any, str]
"""An entry of a list, and the JSON Pointer to it in the file."""


class Moves:
    """Where each part of a view stands in the file; what is not noted stands where it did."""

    def __init__(self) -> None:
        self._new: dict[str, str | None] = {}
        self._headings: dict[str, str] = {}

    def leave_out(self, pointer: str) -> None:
        """Note that the view does not have what stands at a place of the file."""
        self._new[pointer] = None

    def replace(self, pointer: str, written_at: str) -> None:
        """Note that what the view has at `pointer` stands at `written_at`, in place of what stood there."""
        self._new[pointer] = None
        self._new[written_at] = pointer

    def head(self, pointer: str, written_at: str) -> None:
        """Note where a heading stands that the profile's own answers do not have."""
        self._headings[pointer] = written_at

    def listed(self, pointer: str, entries: Iterable[Placed]) -> list[Any]:
        """Return the entries of a list that is put together, and note where each of them stands."""
        made: list[Any] = []
        self._new[pointer] = None
        for entry, written_at in entries:
            self._new[written_at] = f"{pointer}/{len(made)}"
            made.append(entry)
        return made

    def positions(self, written: Mapping[str, Position]) -> Mapping[str, Position]:
        """Return the places of a view by JSON Pointer, from those of the file."""
        found = {pointer: written[at] for pointer, at in self._headings.items() if at in written}
        for pointer, position in written.items():
            moved = self._moved(pointer)
            if moved is not None:
                found[moved] = position
        return found

    def _moved(self, pointer: str) -> str | None:
        around = pointer
        while around:
            if around in self._new:
                new = self._new[around]
                return None if new is None else f"{new}{pointer.removeprefix(around)}"
            around = around.rpartition("/")[0]
        return pointer
