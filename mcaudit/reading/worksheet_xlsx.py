"""Reads a filled worksheet, a workbook, as a document of decisions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcaudit.contracts import DECISIONS_FORMAT, WORKSHEET_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import Answer, Edition, JsonObject, facts_may_decide
from mcaudit.reading.decisions import NEEDS_NO_REASON
from mcaudit.reading.limits import MAX_DECISION_TEXT, MAX_PROBLEMS
from mcaudit.reading.near import did_you_mean
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Cell, Row, Sheets, read_workbook

_PINS = "Pins"
_ID, _ANSWER, _WHY, _SATISFY, _CITED, _DATE, _COMMENT = (
    "Criterion",
    "Your answer",
    "Why",
    "What would satisfy it",
    "Your citations",
    "Date",
    "Comment on the criterion",
)
_FILLED = (_ANSWER, _WHY, _SATISFY, _CITED, _DATE, _COMMENT)
_HEADS = {head.casefold(): head for head in (_ID, *_FILLED)}
_WORDS = {str(answer).replace("_", " "): answer for answer in Answer}
_SHORT = (Answer.NOT_MET, Answer.PARTLY_MET)
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBERED = re.compile(r"[Dd]\d+")
_AGAIN = "have a new worksheet made, and copy the answers over"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a criterion, by the heads of its columns."""

    cells: Mapping[str, Cell]

    @property
    def at(self) -> str:
        """Where the id of its criterion stands."""
        return self.cells[_ID].at

    def text(self, head: str) -> str:
        return self.cells[head].text

    @property
    def filled(self) -> bool:
        return any(self.cells[head].text.strip() or self.cells[head].formula for head in _FILLED)


@dataclass(frozen=True, slots=True)
class _Pinned:
    """What the worksheet was made of, as its sheet Pins says."""

    profile: str
    edition: str
    reviewer: Mapping[str, str]
    documents: Mapping[str, str]
    criteria: Mapping[str, Mapping[str, Any]]


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
    pinned = _pinned(edition, path, next((rows for title, rows in sheets if title == _PINS), None))
    problems: list[Problem] = []
    entries = _entries(path, sheets, pinned, edition, problems)
    filled = [name for name in pinned.criteria if name in entries and entries[name].filled]
    judges = [_Judge(path, edition, pinned, entries[name], name, today) for name in filled]
    problems += (problem for judge in judges for problem in judge.problems())
    if problems:
        raise InputError(problems[:MAX_PROBLEMS])
    document = {
        "format": DECISIONS_FORMAT,
        "edition": pinned.edition,
        "profile": pinned.profile,
        "reviewer": dict(pinned.reviewer),
        "decisions": [judge.decision() for judge in judges],
    }
    return FilledWorksheet(document, frozenset(judge.name for judge in judges if not judge.dated))


def _problem(path: Path, message: str, help: str = "") -> Problem:
    return Problem(path=path.as_posix(), message=message, help=help)


# --- what it was made of -------------------------------------------------------------------------


def _pinned(edition: Edition, path: Path, rows: Sequence[Row] | None) -> _Pinned:
    if rows is None:
        told = f"this workbook has no sheet {_PINS}, so that it is no worksheet, or has lost it"
        raise InputError([_problem(path, told, _AGAIN)])
    try:
        said = _said(rows)
        form = said.get("format")
        if form != WORKSHEET_FORMAT and isinstance(form, str):
            told = f"this worksheet is of the format “{shortened(form)}”, and {WORKSHEET_FORMAT} is read"
            raise InputError([_problem(path, told, _AGAIN)])
        pinned = _checked(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told = f"the sheet {_PINS}, which says what the decisions are made on, is not as it was made"
        raise InputError([_problem(path, told, _AGAIN)]) from error
    if pinned.edition != edition.id:
        told = f"this worksheet is of `{shortened(pinned.edition)}`, and the edition is `{edition.id}`"
        help = "decisions on another edition do not count here; judge the criteria of this one"
        raise InputError([_problem(path, told, help)])
    return pinned


def _said(rows: Sequence[Row]) -> Mapping[str, Any]:
    """Return what the sheet says, held against its checksum."""
    lines = [(row[0].text, row[1].text) for row in rows[1:] if row[0].text]
    said = {key: json.loads(value) for key, value in lines}
    if said.get("format") == WORKSHEET_FORMAT:
        written = "\n".join(f"{key} {value}" for key, value in lines if key != "checksum")
        if len(said) < len(lines) or said["checksum"] != sha256(written.encode()).hexdigest():
            raise ValueError
    return said


def _checked(said: Mapping[str, Any]) -> _Pinned:
    """Return what the sheet says where all of it is of the form needed: a checksum can be made up."""
    reviewer, profile, edition = said["reviewer"], said["profile"]["id"], said["edition"]["id"]
    documents = {name: _hash(pin) for name, pin in _under(said, "document ")}
    criteria = {
        name: {
            **_made_on(pins),
            "fields": _hash(pins["fields"]),
            "documents": {str(document): _hash(pin) for document, pin in pins["documents"].items()},
        }
        for name, pins in _under(said, "criterion ")
    }
    texts = [profile, edition, *(reviewer[key] for key in ("id", "name", "affiliation"))]
    if len(reviewer) != 3 or not all(isinstance(text, str) and text.strip() for text in texts):  # noqa: PLR2004
        raise ValueError
    return _Pinned(profile, edition, reviewer, documents, criteria)


def _made_on(pins: Mapping[str, Any]) -> JsonObject:
    """Return what pins say about the criterion and the state; worksheets made earlier have the criterion's text."""
    if "meaning" not in pins:
        return {"criterion": _hash(pins["criterion"])}
    made_on = {name: pins[name] for name in ("meaning", "state", "setting") if name in pins}
    _hash(made_on.get("setting", "0" * 64))
    state = made_on.get("state", "any")
    if type(made_on["meaning"]) is not int or made_on["meaning"] < 1 or not isinstance(state, str) or not state.strip():
        raise ValueError
    return made_on


def _under(said: Mapping[str, Any], start: str) -> Iterator[tuple[str, Any]]:
    return ((key.removeprefix(start), value) for key, value in said.items() if key.startswith(start))


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise ValueError
    return value


# --- the rows ------------------------------------------------------------------------------------


def _entries(
    path: Path, sheets: Sheets, pinned: _Pinned, edition: Edition, problems: list[Problem]
) -> Mapping[str, _Entry]:
    """Return the row of each criterion, wherever it stands; note what is wrong with rows as such."""
    found: dict[str, _Entry] = {}
    known = {criterion.id for criterion in edition.criteria}
    for entry in (each for _, rows in sheets for each in _rows_below_heads(rows)):
        cell = entry.cells[_ID]
        name = cell.text.strip()
        if cell.formula:
            message = f"{entry.at}: a formula, where the id of a criterion belongs"
            problems.append(_problem(path, message, "write the id, such as 1F-6, as the worksheet had it"))
        elif not name and entry.filled:
            message = f"{entry.at}: something is filled in, and no id of a criterion stands beside it"
            problems.append(_problem(path, message, "write the id, such as 1F-6, or empty the row"))
        elif name and name not in pinned.criteria:
            if name in known:
                message = f"{entry.at}: `{name}` is not in this worksheet"
                help = "it does not apply to this profile, or the row is from another worksheet"
            else:
                message = f"{entry.at}: `{shortened(name)}` is no criterion of this edition"
                help = did_you_mean(name, pinned.criteria)
            problems.append(_problem(path, message, help))
        elif name in found:
            message = f"{entry.at}: {name} stands here a second time, after {found[name].at}"
            problems.append(_problem(path, message, "keep one of the two rows"))
        elif name:
            found[name] = entry
    lost = [name for name in pinned.criteria if name not in found]
    if lost:
        message = f"no row was found for {', '.join(lost[:12])}{' …' if lost[12:] else ''}"
        help = f"put back what was deleted, the heads of the columns as well, or {_AGAIN}"
        problems.append(_problem(path, message, help))
    return found


def _rows_below_heads(rows: Sequence[Row]) -> Iterator[_Entry]:
    """Yield the rows of a sheet below its heads, which may have been moved; nothing where it has none."""
    columns: Mapping[str, int] = {}
    for row in rows:
        heads = {_HEADS[cell.text.strip().casefold()]: n for n, cell in enumerate(row) if _is_head(cell)}
        if len(heads) == len(_HEADS):
            columns = heads
        elif columns:
            yield _Entry({head: row[n] for head, n in columns.items()})


def _is_head(cell: Cell) -> bool:
    return not cell.formula and cell.text.strip().casefold() in _HEADS


# --- a decision ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judge:
    """Reads one row that is filled."""

    path: Path
    edition: Edition
    pinned: _Pinned
    entry: _Entry
    name: str
    today: str

    def problems(self) -> Iterator[Problem]:
        """Yield what keeps the row from being a decision."""
        formulas = [cell for cell in self.entry.cells.values() if cell.formula]
        for cell in formulas:
            message = f"{cell.at}: a formula, or the error that one came to, and text is needed"
            yield _problem(self.path, message, "write what it comes to; for text that begins with =, put ' before it")
        if formulas:
            return
        for head in (_WHY, _SATISFY, _COMMENT):
            if len(self.entry.text(head)) > MAX_DECISION_TEXT:
                message = f"has {len(self.entry.text(head)):,} characters, and at most {MAX_DECISION_TEXT:,} are read"
                yield self._at(head, message, "say it shorter, and cite the rest")
        yield from self._answer_problems()
        if self._date() is None:
            yield self._at(_DATE, f"“{shortened(self.entry.text(_DATE))}” is no day", "write it as YYYY-MM-DD")
        yield from self._citation_problems()

    @property
    def dated(self) -> bool:
        """Whether the row says of which day it is."""
        return bool(self.entry.text(_DATE).strip())

    def decision(self) -> JsonObject:
        """Return the decision of a row without problems."""
        citations = [{"document": document, "place": place} for document, place in self._citations()]
        pins = self.pinned.criteria[self.name]
        cited = {name: self.pinned.documents[name] for name in dict.fromkeys(c["document"] for c in citations)}
        said = {
            "rationale": self.entry.text(_WHY),
            "would_satisfy": self.entry.text(_SATISFY),
            "citations": citations,
            "date": self._date(),
            "comment": self.entry.text(_COMMENT),
        }
        given = {key: value for key, value in said.items() if value and (not isinstance(value, str) or value.strip())}
        return {
            "criterion": self.name,
            "answer": str(self._answer()),
            **given,
            "pins": {**pins, "documents": {**pins["documents"], **cited}},
        }

    def _at(self, head: str, message: str, help: str) -> Problem:
        return _problem(self.path, f"{self.entry.cells[head].at}: {message}", help)

    def _answer(self) -> Answer | None:
        said = " ".join(self.entry.text(_ANSWER).replace("_", " ").casefold().split())
        return _WORDS.get(said)

    def _answer_problems(self) -> Iterator[Problem]:
        said, answer = self.entry.text(_ANSWER).strip(), self._answer()
        if not said:
            yield self._at(_ANSWER, f"{self.name} is filled in part, and has no answer", "choose one, or empty the row")
            return
        if answer is None:
            yield self._at(_ANSWER, f"“{shortened(said)}” is no answer", did_you_mean(said.replace("_", " "), _WORDS))
            return
        criterion = next(each for each in self.edition.criteria if each.id == self.name)
        words = str(answer).replace("_", " ")
        if answer is Answer.NOT_APPLICABLE and not criterion.may_be_not_applicable:
            message = f"the edition does not let {self.name} be “not applicable”"
            yield self._at(_ANSWER, message, "choose another answer, and say under Why what keeps it from applying")
        if answer is Answer.CHECKED and not facts_may_decide(criterion):
            message = f"{self.name} cannot be “checked”: reviewers decide it, so there is no fact to check"
            yield self._at(_ANSWER, message, "choose another answer")
        if answer not in NEEDS_NO_REASON and not self.entry.text(_WHY).strip():
            message = f"“{words}” on {self.name} does not say why"
            yield self._at(_WHY, message, "say why, in a sentence that the provider can follow")
        if answer in _SHORT and not self.entry.text(_SATISFY).strip():
            message = f"“{words}” on {self.name} does not say what would satisfy it"
            yield self._at(_SATISFY, message, "say it, so that the provider knows what to do")

    def _date(self) -> str | None:
        if not self.dated:
            return self.today
        said = self.entry.text(_DATE).strip()
        try:
            return date.fromisoformat(said).isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else None
        except ValueError:
            return None

    def _citations(self) -> Sequence[tuple[str, str]]:
        """Return the citations; what follows a semicolon without a colon is more of the place before it."""
        found: list[tuple[str, str]] = []
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", self.entry.text(_CITED)))):
            document, colon, place = part.partition(":")
            if found and not colon and part not in self.pinned.documents:
                found[-1] = (found[-1][0], f"{found[-1][1]}; {part}")
            else:
                found.append((document.strip(), place.strip()))
        return found

    def _meant(self, document: str) -> str:
        """Return which document may be meant by what is none's short name; documents and reports number them."""
        numbered = {f"d{number}": name for number, name in enumerate(self.pinned.documents, 1)}
        name = numbered.get(document.casefold())
        if name is not None:
            return f"did you mean `{name}`?"
        return "" if _NUMBERED.fullmatch(document) else did_you_mean(document, self.pinned.documents)

    def _citation_problems(self) -> Iterator[Problem]:
        citations = self._citations()
        form = "write “document: place; document: place”"
        for document, place in citations:
            if document not in self.pinned.documents:
                near = self._meant(document)
                help = f"{form}, with the short names of the sheet Dossier{f'; {near}' if near else ''}"
                yield self._at(_CITED, f"“{shortened(document)}” is no document of the dossier", help)
            elif not place:
                yield self._at(_CITED, f"`{document}` is cited without a place", f"{form}: a page, a section, a time")
            elif len(place) > MAX_DECISION_TEXT:
                yield self._at(
                    _CITED, f"a place has {len(place):,} characters, and at most {MAX_DECISION_TEXT:,} are read", form
                )
        if len(citations) > 100:  # noqa: PLR2004  as in the schema
            yield self._at(_CITED, f"{len(citations)} citations, and at most 100 are read", "cite the best of them")
