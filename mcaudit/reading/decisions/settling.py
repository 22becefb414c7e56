"""Reads a workbook in which disagreements were settled as a document of settlements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcaudit.contracts import DECISIONS_FORMAT, SETTLING_FORMAT
from mcaudit.contracts import SettlingHead as Head
from mcaudit.errors import InputError, Problem
from mcaudit.model import JsonObject
from mcaudit.model.values import is_written_day
from mcaudit.reading.decisions.pins import AGAIN, PINS, said_in
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Cell, read_workbook, rows_below

_HEADS = (Head.CRITERION, Head.ANSWER, Head.WHY, Head.DATE)
_ANSWERS = {"met": "met", "partly met": "partly_met", "not met": "not_met", "not applicable": "not_applicable"}


def read_settling_xlsx(path: Path, *, today: str) -> JsonObject | None:
    """Read a workbook for settling on a day (YYYY-MM-DD); return None if it is another workbook.

    Rows with nothing filled in are left out. Raise InputError with everything that is wrong, each with its cell.
    """
    sheets = read_workbook(path, "worksheet")
    rows = next((rows for title, rows in sheets if title == PINS), ())
    if not any(row[0].text == "format" and SETTLING_FORMAT in row[1].text for row in rows):
        return None
    try:
        said = said_in(rows)
        entries = {key.removeprefix("criterion "): each for key, each in said.items() if key.startswith("criterion ")}
        head = {"format": DECISIONS_FORMAT, "edition": said["edition"], "profile": said["profile"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"the sheet {PINS}, which says what is settled, was changed"
        raise InputError.of(path, message, AGAIN) from error
    problems: list[Problem] = []
    below = (cells for _, each in sheets for cells in rows_below(each, _HEADS))
    filled = [cells for cells in below if any(cells[head].text.strip() or cells[head].formula for head in _HEADS[1:])]
    settlements = [_settlement(path, row, entries, today, problems) for row in filled]
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    return {**head, "settlements": settlements}


def _settlement(
    path: Path, row: Mapping[str, Cell], entries: Mapping[str, Any], today: str, problems: list[Problem]
) -> JsonObject:
    """Return the settlement of a row; note what keeps it from being one."""

    def wrong(head: str, message: str, help: str) -> None:
        problems.append(row[head].problem(path, message, help))

    name, why = row[Head.CRITERION].text.strip(), row[Head.WHY].text
    said = " ".join(row[Head.ANSWER].text.replace("_", " ").casefold().split())
    day = row[Head.DATE].text.strip() or today
    for head in _HEADS:
        if row[head].formula:
            wrong(head, "a formula or an error; expected text", "write its result as text")
    if name not in entries:
        help = "put back the id of the criterion, or empty the row"
        wrong(Head.CRITERION, f"`{shortened(name)}` is not in this workbook", help)
    if said not in _ANSWERS:
        wrong(Head.ANSWER, f"“{shortened(said)}” does not settle {name}", f"choose one of: {', '.join(_ANSWERS)}")
    if not why.strip():
        wrong(Head.WHY, f"{name} does not say why", "say why, in a sentence that the provider can follow")
    if not is_written_day(day):
        wrong(Head.DATE, f"“{shortened(day)}” is not a valid date", "write it as YYYY-MM-DD")
    return {"criterion": name, "answer": _ANSWERS.get(said), **entries.get(name, {}), "why": why, "date": day}
