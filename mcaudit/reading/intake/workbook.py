"""Reads a filled workbook of a profile: single fields, tables, and what stands as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from mcaudit.contracts import INTAKE_FORMAT, PROFILE_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, Position, Profile, Warned
from mcaudit.model.fields import FieldKind
from mcaudit.model.intake_book import (
    ABOUT,
    AS_WRITTEN,
    CHOICES,
    NUMBER,
    PLACE,
    TITLED,
    Leaf,
    Part,
    Steps,
    book_parts,
    cell_value,
    json_value,
)
from mcaudit.model.places import escaped
from mcaudit.reading.limits import MAX_PROBLEMS, MAX_WARNINGS
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.profile.read import profile_of
from mcaudit.reading.text import Text, shortened
from mcaudit.reading.workbook import Cell, Row, Sheets, read_workbook

_VALUE = 3
"""The column of single fields that a person fills in, from 0."""
_AGAIN = "have a new workbook made, and copy the answers over"


def read_intake_xlsx(edition: Edition, path: Path) -> Profile:
    """Return the profile that a workbook describes; raise InputError with all that is wrong, each with its cell."""
    sheets = read_workbook(path, "form")
    about = (cell.text.strip() for title, rows in sheets if title == ABOUT for row in rows for cell in row)
    if INTAKE_FORMAT not in about:
        help = "fill in a workbook that `mcaudit new … -o form.xlsx` made, and keep its sheet “Read me”"
        message = f"this workbook is not a form of a profile ({INTAKE_FORMAT})"
        raise InputError.of(path, message, help)
    book = _Book(path, {part.place: part for part in book_parts(edition)})
    book.read(sheets)
    if book.problems:
        raise InputError(book.problems[:MAX_PROBLEMS])
    places = [*book.places.values()]  # one on each line of a text that is made of them
    positions = {pointer: Position(line=at, column=1) for at, pointer in enumerate(book.places, 1)}
    document = Document(Text(path=path.as_posix(), content="\n".join(places), sha256=""), book.data, {}, positions)
    try:
        profile = profile_of(edition, document, None)
    except InputError as error:
        raise InputError(map(_with_cell, error.problems)) from error
    read = (f"{places[each.line - 1]}: {each.message}" if each.line else each.message for each in profile.warnings)
    notes = (*book.unread[:MAX_WARNINGS], *read)
    return replace(profile, warnings=tuple(Warned(path=path.as_posix(), message=each) for each in notes))


def _with_cell(problem: Problem) -> Problem:
    """Return a problem that names its cell in place of a line, which a workbook does not have."""
    message = f"{problem.excerpt}: {problem.message}" if problem.excerpt else problem.message
    return replace(problem, message=message, line=None, column=None, excerpt=None)


@dataclass(slots=True)
class _Book:
    """Collects what the cells say, and the cell of each place."""

    path: Path
    parts: Mapping[str, Part]
    """By the place that names a part in the first column."""
    data: dict[str, Any] = field(default_factory=lambda: {"format": PROFILE_FORMAT})
    places: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """What stands in the workbook and not in a cell of the form."""
    entries: dict[str, dict[str, tuple[str | int, ...]]] = field(default_factory=dict)
    """By table, where each entry stands, by what its row calls it; an entry stands below those around it."""
    singles: dict[str, tuple[Steps, Leaf]] = field(init=False)
    """By its place, where a single field stands."""

    def __post_init__(self) -> None:
        parts = [part for part in self.parts.values() if not part.is_table]
        found = (((*part.steps, *leaf.steps), leaf) for part in parts for leaf in part.leaves)
        self.singles = {".".join(steps): (steps, leaf) for steps, leaf in found}

    def read(self, sheets: Sheets) -> None:
        """Take in the sheets of a form, and what stands as it was written after them."""
        ours = {part.sheet for part in self.parts.values()}
        for title, rows in sheets:
            if title in (ABOUT, AS_WRITTEN, CHOICES):
                continue
            found = self._read_sheet(rows)
            if not found and title in ours:
                message = f"{title}: the first column of this sheet, which names its fields, is missing"
                self.problems.append(Problem(path=self.path.as_posix(), message=message, help=_AGAIN))
            elif not found and rows:
                self.unread.append(f"the sheet “{shortened(title)}” is not read: it is not part of the form")
        for row in (row for title, rows in sheets if title == AS_WRITTEN for row in rows[1:]):
            try:
                steps = [int(step) if step.isdecimal() else step for step in row[0].text.strip().split("/")]
                self._put(steps, json_value(row[1].text), row[1])
            except (ValueError, TypeError, KeyError, IndexError, RecursionError):
                self._refuse(row[0], "this row is not as it was made", _AGAIN)

    def _read_sheet(self, rows: Sequence[Row]) -> bool:
        """Take in the rows of a sheet; return whether any of them is of the form."""
        part: Part | None = None
        columns: Mapping[int, Leaf] = {}
        strays: list[Cell] = []
        found = False
        for row in rows:
            place = row[0].text.strip()
            if place == PLACE or (place in self.parts and row[1].text.strip() == NUMBER):
                part = self.parts.get(place)
                columns = self._columns(part, row) if part else {}
            elif part is not None and place in ("", part.place):
                self._add(part, columns, row)
                strays += (cell for at, cell in enumerate(row) if at > 1 and at not in columns)
            elif place in self.singles:
                part = None
                self._fill(*self.singles[place], row[_VALUE])
                strays += row[_VALUE + 1 :]
            else:
                part = None
                strays += row[_VALUE if place.startswith(TITLED) else 0 :]
                filled = next((cell for cell in row[2:] if cell.text.strip()), None)
                if place and place in self.parts and filled:
                    self._refuse(filled, "the row of heads above this row is missing", "copy it from a new workbook")
                continue
            found = True
        if found:
            stray = (cell.at for cell in strays if cell.text.strip())
            self.unread += (f"{at} is not read: it is not a cell of the form" for at in stray)
        return found

    def _columns(self, part: Part, row: Row) -> Mapping[int, Leaf]:
        """Return which field each column of a table holds; heads may have been moved, and unknown ones are wrong."""
        known = {leaf.title: leaf for leaf in part.leaves}
        found: dict[int, Leaf] = {}
        for at, cell in enumerate(row[2:], 2):
            name = cell.text.strip()
            if name in known:
                found[at] = known[name]
            elif name:
                self._refuse(cell, f"`{shortened(name)}` is not a column of this table", did_you_mean(name, known))
        return found

    def _add(self, part: Part, columns: Mapping[int, Leaf], row: Row) -> None:
        """Take in a row of a table in which anything is filled."""
        filled = [(leaf, row[at]) for at, leaf in columns.items() if row[at].text.strip() or row[at].formula]
        if not filled:
            if part.field.kind is FieldKind.NAMED and row[1].text.strip():
                self._refuse(row[1], "this row has a short name and nothing else", "fill it in, or delete the name")
            return
        around = self._around(part, row[1])
        if around is not None:
            for leaf, cell in filled:
                self._fill((*around, *leaf.steps), leaf, cell)

    def _around(self, part: Part, cell: Cell) -> tuple[str | int, ...] | None:
        """Return where the entry of a row stands; None where that is not known."""
        name = cell.text.strip()
        *outer, _ = name.split(" / ") if part.place.count("*") else ("", "")
        if part.place.count("*"):
            above = part.place.rpartition(".*")[0]
            holder = self.entries.get(above, {}).get(" / ".join(outer) if outer else name.partition(" / ")[0])
            if holder is None:
                known = ", ".join(self.entries.get(above, {})) or "none"
                self._refuse(cell, f"`{shortened(name)}` is not an entry above", f"the entries above are: {known}")
                return None
            steps = (*holder, *part.place.rpartition("*.")[2].split("."))
        else:
            steps = part.steps
        known_here = self.entries.setdefault(part.place, {})
        if part.field.kind is FieldKind.NAMED:
            if not name or name in known_here:
                message = f"`{shortened(name)}` stands here a second time" if name else "this row has no short name"
                self._refuse(cell, message, "give each row a short name of its own")
                return None
            key: str | int = name
        else:
            key = sum(1 for each in known_here.values() if each[:-1] == steps)
        at = (*steps, key)
        known_here[name if name and name not in known_here else f"{name} {len(known_here)}"] = at
        return at

    def _fill(self, steps: Sequence[str | int], leaf: Leaf, cell: Cell) -> None:
        """Put what a cell says at the place of a field."""
        if cell.formula:
            self._refuse(cell, "a formula, but text is expected", "write what it comes to")
        elif cell.text.strip():
            try:
                self._put(steps, cell_value(leaf.field, cell.text), cell)
            except (ValueError, RecursionError):
                self._refuse(cell, "what follows `json:` is not JSON", "write plain text instead")

    def _put(self, steps: Sequence[str | int], value: Any, cell: Cell) -> None:
        """Put a value at a place, and make what stands around it."""
        holder: Any = self.data
        for step, following in pairwise(steps):
            fresh: Any = [] if isinstance(following, int) else {}
            if isinstance(step, int) and step == len(holder):
                holder.append(fresh)
            elif isinstance(holder, dict):
                holder.setdefault(step, fresh)
            holder = holder[step]
        holder[steps[-1]] = value
        for count in range(1, len(steps) + 1):
            pointer = "".join(f"/{escaped(str(step))}" for step in steps[:count])
            self.places[pointer] = cell.at if count == len(steps) else self.places.get(pointer, cell.at)

    def _refuse(self, cell: Cell, message: str, help: str) -> None:
        self.problems.append(cell.problem(self.path, message, help))
