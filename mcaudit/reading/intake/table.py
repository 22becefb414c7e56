"""Reads a plain table of statements, as a spreadsheet program saves it: criterion, statement, document, place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from mcaudit.contracts import PROFILE_FORMAT
from mcaudit.errors import InputError, Problem
from mcaudit.model import Edition, Position, Profile, Warned, folded
from mcaudit.model.values import web_address
from mcaudit.reading.limits import MAX_PROBLEMS, MAX_ROWS
from mcaudit.reading.parsing.tree import Document
from mcaudit.reading.profile.read import profile_of
from mcaudit.reading.text import Text, fill, shortened

_HEADS = ("criterion", "statement", "document", "place")
_NEEDED = _HEADS[:3]
_BETWEEN = ",;\t"
"""What spreadsheet programs write between cells, by the country that they are set to."""
_SEP = re.compile(r"sep=.\r?\n", re.IGNORECASE)
"""A first line that Excel writes and reads, and does not show."""
_PAGE = re.compile(r"(?:pp?\.?|pages?)?\s*(\d+(?:\s*[-–]\s*\d+)?)", re.IGNORECASE)
_TIME = re.compile(r"\d+:\d\d(?::\d\d)?")
_TITLED = re.compile(r"(?P<title>.*\S)\s*[(<](?P<url>https?://[^\s()<>]+)[)>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a plain table does not say: which micro-credential it is about."""

    id: str = ""
    title: str = ""
    state: str = ""


def read_intake_csv(edition: Edition, text: Text, stem: str, named: Named) -> Profile:
    """Return the profile of what a table states; `stem` is its id unless another is named.

    Raise InputError with all that is wrong, each with its line.
    """
    if not named.title or not named.state:
        help = "give --title and --state, and --id if the name of the file is not its short name"
        raise text.error("a table does not say which micro-credential it is about", help)
    rows = list(_rows(text))
    heads = _heads(text, rows)
    if problems := [problem for row in rows[1:] for problem in _problems(text, heads, row)]:
        raise InputError(problems[:MAX_PROBLEMS])
    table = _Table()
    for row in rows[1:]:
        table.add(dict(zip(heads, row.cells, strict=False)), row.line)
    data = {
        "format": PROFILE_FORMAT,
        "id": named.id or stem,
        "title": named.title,
        "state": named.state,
        "dossier": table.dossier,
        "statements": table.statements,
    }
    profile = profile_of(edition, Document(text, data, {}, table.lines), None)
    unread = (
        Warned(path=text.path, message=f"the column `{shortened(head)}` is not read", line=rows[0].line)
        for head in heads
        if head and head not in _HEADS
    )
    return replace(profile, warnings=(*unread, *profile.warnings))


# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]


def _rows(text: Text) -> Iterator[_Row]:
    """Yield the rows that say something, each with the line where it begins."""
    separator = _SEP.match(text.content)
    content = text.content[separator.end() :] if separator else text.content
    first = content.lstrip().partition("\n")[0]
    between = max(_BETWEEN, key=first.count)
    reader = csv.reader(StringIO(content, newline=""), delimiter=between, strict=True)
    above, found = int(bool(separator)), 0
    line = above + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, [cell.strip() for cell in cells])
                found += 1
            line = reader.line_num + above + 1
            if found > MAX_ROWS:
                raise text.error(f"the table has more than {MAX_ROWS:,} rows", "split it")
    except csv.Error as error:
        at = Position(line=line, column=1)
        help = "a quotation mark that opens a cell must be closed; save the table again in a spreadsheet program"
        raise text.error(f"this is not a table in CSV: {error}", help, at=at) from error


def _heads(text: Text, rows: Sequence[_Row]) -> Sequence[str]:
    """Return the names of the columns; raise InputError where one is missing or given twice, or no row follows."""
    if not rows:
        raise text.error("the table has no words in it", fill("table"))
    heads = [cell.casefold() for cell in rows[0].cells]
    wanting = [head for head in _HEADS if head not in heads]
    twice = [head for head in _HEADS if heads.count(head) > 1]
    at = Position(line=rows[0].line, column=1)
    if wanting:
        help = f"its first row names the columns: {', '.join(_HEADS)}"
        raise text.error(f"the table has no column {', '.join(wanting)}", help, at=at)
    if twice:
        raise text.error(f"the table has two columns {', '.join(twice)}", "keep one of them", at=at)
    if len(rows) == 1:
        raise text.error("the table has no rows below its heads", "add a row for each statement", at=at)
    return heads


def _problems(text: Text, heads: Sequence[str], row: _Row) -> Iterator[Problem]:
    at = Position(line=row.line, column=1)
    said = dict(zip(heads, row.cells, strict=False))
    if any(row.cells[len(heads) :]):
        message = f"this row has {len(row.cells)} cells, but the table has {len(heads)} columns"
        yield text.problem(message, "put a text that holds a comma between quotation marks", at=at)
        return
    for head in _NEEDED:
        if not said.get(head):
            yield text.problem(f"this row has no {head}", "fill it in, or remove the row", at=at)


# --- statements and documents ---------------------------------------------------------------------


@dataclass(slots=True)
class _Table:
    """Collects statements and documents, with the line that each stands in."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    dossier: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, Position] = field(default_factory=dict)
    stated: dict[tuple[str, ...], int] = field(default_factory=dict)
    """By text, document, and place: which statement it is."""
    listed: dict[str, str] = field(default_factory=dict)
    """By folded title and by address: the short name of the document."""

    def add(self, row: Mapping[str, str], line: int) -> None:
        """Take in a row; the criteria of rows that say the same of the same place are joined."""
        citation = {"document": self._document(row["document"], line), **_place(row.get("place", ""))}
        key = (row["statement"], *map(str, citation.items()))
        if key not in self.stated:
            self.stated[key] = len(self.statements)
            self.statements.append({"about": [], "text": row["statement"], "citation": citation})
            self.lines[f"/statements/{self.stated[key]}"] = Position(line=line, column=1)
        about = self.statements[self.stated[key]]["about"]
        about += [name for name in re.split(r"[\s,;]+", row["criterion"]) if name and name not in about]

    def _document(self, written: str, line: int) -> str:
        """Return the short name of a document that is given by its title, its address, or both."""
        titled = _TITLED.fullmatch(written)
        title = titled["title"] if titled else written
        url = titled["url"] if titled else written if web_address(written) else ""
        short = self.listed.get(url) or self.listed.get(folded(title), "")
        if short and url and self.dossier[short].get("url", url) != url:
            short = ""  # another document of the same title
        if not short:
            short = self._short_name(title)
            self.dossier[short] = {"title": title, "kept": "no"}
            self.lines[f"/dossier/{short}"] = Position(line=line, column=1)
            self.listed.setdefault(folded(title), short)
        if url:
            self.dossier[short] = {"title": self.dossier[short]["title"], "url": url}
            self.listed[url] = short
        return short

    def _short_name(self, title: str) -> str:
        stem = "_".join(re.findall(r"[a-z0-9]+", folded(title)))[:40].strip("_")
        stem = stem if re.match(r"[a-z]", stem) else f"document_{stem}".strip("_")
        names = (stem, *(f"{stem}_{number}" for number in range(2, len(self.dossier) + 3)))
        return next(name for name in names if name not in self.dossier)


def _place(written: str) -> dict[str, str | int]:
    if not written:
        return {}
    if page := _PAGE.fullmatch(written):
        return {"page": int(page[1]) if page[1].isdecimal() else page[1]}
    return {"time": written} if _TIME.fullmatch(written) else {"section": written}
