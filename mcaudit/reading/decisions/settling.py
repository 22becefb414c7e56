"""Reads a workbook in which disagreements were settled as a document of settlements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mcaudit.contracts import DECISIONS_FORMAT, SETTLING_FORMAT, SettlingHead
from mcaudit.errors import InputError, Problem
from mcaudit.model import JsonObject
from mcaudit.model.values import is_written_day
from mcaudit.reading.decisions.pins import AGAIN, PINS, problem_of, said_in
from mcaudit.reading.limits import MAX_PROBLEMS
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Cell, Row, read_workbook, rows_below

_HEADS = (SettlingHead.CRITERION, SettlingHead.ANSWER, SettlingHead.WHY, SettlingHead.DATE)
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
    filled = [row for _, each in sheets for row in _filled(each)]
    settlements = [_settlement(path, row, entries, today, problems) for row in filled]
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    return {**head, "settlements": settlements}


def _filled(rows: Sequence[Row]) -> Iterator[Mapping[str, Cell]]:
    """Yield the rows below the heads in which something is filled in, by their heads."""
    for cells in rows_below(rows, _HEADS):
        if any(cells[head].text.strip() or cells[head].formula for head in _HEADS[1:]):
            yield cells


def _settlement(
    path: Path, row: Mapping[str, Cell], entries: Mapping[str, Any], today: str, problems: list[Problem]
) -> JsonObject:
    """Return the settlement of a row; note what keeps it from being one."""

    def wrong(head: str, message: str, help: str) -> None:
        problems.append(problem_of(path, f"{row[head].at}: {message}", help))

    name, why = row[SettlingHead.CRITERION].text.strip(), row[SettlingHead.WHY].text
    said = " ".join(row[SettlingHead.ANSWER].text.replace("_", " ").casefold().split())
    day = row[SettlingHead.DATE].text.strip() or today
    for head in _HEADS:
        if row[head].formula:
            wrong(head, "a formula or an error; expected text", "write its result as text")
    if name not in entries:
        wrong(
            SettlingHead.CRITERION,
            f"`{shortened(name)}` is not in this workbook",
            "put back the id of the criterion, or empty the row",
        )
    if said not in _ANSWERS:
        wrong(
            SettlingHead.ANSWER, f"“{shortened(said)}” does not settle {name}", f"choose one of: {', '.join(_ANSWERS)}"
        )
    if not why.strip():
        wrong(SettlingHead.WHY, f"{name} does not say why", "say why, in a sentence that the provider can follow")
    if not is_written_day(day):
        wrong(SettlingHead.DATE, f"“{shortened(day)}” is not a valid date", "write it as YYYY-MM-DD")
    return {"criterion": name, "answer": _ANSWERS.get(said), **entries.get(name, {}), "why": why, "date": day}
