"""Reads a filled worksheet, a workbook, as a document of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mcaudit.contracts import DECISIONS_FORMAT, WorksheetHead
from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, JsonObject
from mcaudit.reading.decisions.pins import AGAIN, PINS, Pinned, pinned_in
from mcaudit.reading.decisions.row import HEADS, RowReader, is_filled
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Cell, Sheets, read_workbook, rows_below


@dataclass(frozen=True, slots=True)
class FilledWorksheet:
    """What a filled worksheet says."""

    document: JsonObject
    """The document of decisions; a decision whose row has no date is of the day of reading."""
    undated: frozenset[str]
    """The criteria whose row has no date."""


def read_worksheet_xlsx(edition: Edition, path: Path, *, today: str) -> FilledWorksheet:
    """Read a filled worksheet on a day (YYYY-MM-DD); rows with nothing filled are left out.

    Raise InputError with everything that is wrong, each with its cell.
    """
    sheets = read_workbook(path, "worksheet")
    pinned = pinned_in(edition, path, next((rows for title, rows in sheets if title == PINS), None))
    problems: list[Problem] = []
    entries = _entries(path, sheets, pinned, edition, problems)
    filled = [name for name in pinned.criteria if name in entries and is_filled(entries[name])]
    readers = [RowReader(path, edition, pinned, entries[name], name, today) for name in filled]
    problems += (problem for reader in readers for problem in reader.problems())
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    document = {
        "format": DECISIONS_FORMAT,
        "edition": pinned.edition,
        "profile": pinned.profile,
        **({"state": pinned.state} if pinned.state else {}),
        "reviewer": dict(pinned.reviewer),
        "decisions": [reader.decision() for reader in readers],
    }
    return FilledWorksheet(document, frozenset(reader.name for reader in readers if not reader.dated))


def _entries(
    path: Path, sheets: Sheets, pinned: Pinned, edition: Edition, problems: list[Problem]
) -> Mapping[str, Mapping[str, Cell]]:
    """Return the row of each criterion, wherever it stands; note what is wrong with rows as such."""
    found: dict[str, Mapping[str, Cell]] = {}
    known = {criterion.id for criterion in edition.criteria}
    for cells in (cells for _, rows in sheets for cells in rows_below(rows, HEADS)):
        cell = cells[WorksheetHead.CRITERION]
        name = cell.text.strip()
        if cell.formula:
            help = "write the id, such as 1F-6, as the worksheet had it"
            problems.append(cell.problem(path, "a formula; expected the id of a criterion", help))
        elif not name and is_filled(cells):
            message = "something is filled in, but the row has no id of a criterion"
            problems.append(cell.problem(path, message, "write the id, such as 1F-6, or empty the row"))
        elif name and name not in pinned.criteria:
            if name in known:
                message = f"`{name}` is not in this worksheet"
                help = "it does not apply to this profile, or the row is from another worksheet"
            else:
                message = f"`{shortened(name)}` is not a criterion of this edition"
                help = did_you_mean(name, pinned.criteria)
            problems.append(cell.problem(path, message, help))
        elif name in found:
            message = f"{name} stands here a second time, after {found[name][WorksheetHead.CRITERION].at}"
            problems.append(cell.problem(path, message, "keep one of the two rows"))
        elif name:
            found[name] = cells
    lost = [name for name in pinned.criteria if name not in found]
    if lost:
        message = f"no row was found for {', '.join(lost[:12])}{' …' if lost[12:] else ''}"
        help = f"put back what was deleted, the heads of the columns as well, or {AGAIN}"
        problems.append(Problem(path=path.as_posix(), message=message, help=help))
    return found
