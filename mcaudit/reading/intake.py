"""Reads what a provider sends back: the file that a form saved, a workbook, or a plain table of statements."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from mcaudit.contracts import INTAKE_FORMAT, PROFILE_FORMAT
from mcaudit.errors import InputError
from mcaudit.model import Edition, Position, Profile, folded
from mcaudit.model.values import web_address
from mcaudit.reading.files import document_of
from mcaudit.reading.intake_xlsx import read_intake_xlsx
from mcaudit.reading.kinds import is_binary
from mcaudit.reading.limits import MAX_ROWS
from mcaudit.reading.profile import profile_of
from mcaudit.reading.text import Text, read_text, shortened
from mcaudit.reading.tree import Document

_PROFILE = "/profile"
_HEADS = ("criterion", "statement", "document", "place")
_PAGE = re.compile(r"(?:pp?\.?|pages?)?\s*(\d+(?:\s*[-–]\s*\d+)?)", re.IGNORECASE)
_TIME = re.compile(r"\d+:\d\d(?::\d\d)?")
_TITLED = re.compile(r"(?P<title>.*\S)\s*[(<](?P<url>https?://[^\s()<>]+)[)>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a plain table does not say: which micro-credential it is about."""

    id: str = ""
    title: str = ""
    state: str = ""


def read_intake(edition: Edition, path: Path, named: Named) -> Profile:
    """Return the profile that a form, a workbook, or a table describes; raise InputError with all that is wrong."""
    if path.suffix.lower() == ".csv":
        return _in_table(edition, path, named)
    if is_binary(path) or path.suffix.lower() == ".xlsx":
        return read_intake_xlsx(edition, path)
    return _in_form(edition, path)


# --- the file that a form saved -------------------------------------------------------------------


def _in_form(edition: Edition, path: Path) -> Profile:
    document = document_of(read_text(path, of="form"))
    data, text = document.data, document.text
    if isinstance(data, Mapping) and data.get("format") == PROFILE_FORMAT:
        return profile_of(edition, document, None)
    if (
        not isinstance(data, Mapping)
        or data.get("format") != INTAKE_FORMAT
        or not isinstance(data.get("profile"), dict)
    ):
        help = f"a form saves a file that ends in .json, with `format: {INTAKE_FORMAT}`: have that file sent"
        raise InputError([text.problem("this is not what a form saved", help)])
    if data.get("edition") != edition.id:
        at = document.values.get("/edition")
        said = shortened(str(data.get("edition")))
        raise InputError([text.problem(f"this form is of `{said}`, and the edition is `{edition.id}`", at=at)])
    return profile_of(edition, _within(document, _PROFILE), None)


def _within(document: Document, pointer: str) -> Document:
    """Return what stands at a pointer as a document of its own, its places still those of the file."""

    def below(places: Mapping[str, Position]) -> dict[str, Position]:
        inside = (key for key in places if key == pointer or key.startswith(f"{pointer}/"))
        return {key.removeprefix(pointer): places[key] for key in inside}

    name = pointer.strip("/")
    return Document(document.text, document.data[name], below(document.keys), below(document.values))


# --- a plain table --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Table:
    """Collects statements and documents, with the line that each stands in."""

    statements: list[dict[str, Any]] = field(default_factory=list)
    dossier: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[str, Position] = field(default_factory=dict)

    def add(self, row: Mapping[str, str], line: int) -> None:
        """Take in a row; the criteria of rows that say the same of the same place are joined."""
        citation = {"document": self._document(row["document"], line), **_place(row["place"])}
        said = {"text": row["statement"], "citation": citation}
        about = re.split(r"[\s,;]+", row["criterion"])
        same = (at for at, each in enumerate(self.statements) if {key: each[key] for key in said} == said)
        index = next(same, len(self.statements))
        if index == len(self.statements):
            self.statements.append({"about": [], **said})
        self.statements[index]["about"] += [name for name in about if name not in self.statements[index]["about"]]
        self.lines.setdefault(f"/statements/{index}", Position(line=line, column=1))

    def _document(self, written: str, line: int) -> str:
        """Return the short name of a document that is given by its title, its address, or both."""
        titled = _TITLED.fullmatch(written)
        title = titled["title"] if titled else written
        url = titled["url"] if titled else written if web_address(written) else ""
        for short, entry in self.dossier.items():
            if folded(entry["title"]) == folded(title) or (url and entry.get("url") == url):
                return short
        stem = "_".join(re.findall(r"[a-z0-9]+", folded(title)))[:40].strip("_")
        short = stem if re.match(r"[a-z]", stem) else f"document_{stem}".strip("_")
        while short in self.dossier:
            short += "_2"
        self.dossier[short] = {"title": title, **({"url": url} if url else {"kept": "no"})}
        self.lines[f"/dossier/{short}"] = Position(line=line, column=1)
        return short


def _place(written: str) -> dict[str, str | int]:
    if not written:
        return {}
    if page := _PAGE.fullmatch(written):
        return {"page": int(page[1]) if page[1].isdecimal() else page[1]}
    return {"time": written} if _TIME.fullmatch(written) else {"section": written}


def _in_table(edition: Edition, path: Path, named: Named) -> Profile:
    text = read_text(path, of="table")
    if not named.title or not named.state:
        help = "give --title and --state, and --id if the name of the file is not its short name"
        raise InputError([text.problem("a table does not say which micro-credential it is about", help)])
    table = _Table()
    for line, row in _rows(text):
        table.add(row, line)
    data = {
        "format": PROFILE_FORMAT,
        "id": named.id or path.stem,
        "title": named.title,
        "state": named.state,
        "dossier": table.dossier,
        "statements": table.statements,
    }
    return profile_of(edition, Document(text, data, {}, table.lines), None)


def _rows(text: Text) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows that say something, each with its line."""
    reader = csv.reader(StringIO(text.content, newline=""), strict=True)
    heads: list[str] = []
    try:
        for cells in reader:
            line, row = reader.line_num, [cell.strip() for cell in cells]
            if not any(row):
                continue
            if not heads:
                heads = _heads(text, row, line)
                continue
            if line > MAX_ROWS:
                raise InputError([text.problem(f"the table has more than {MAX_ROWS:,} rows", "make several of it")])
            said = dict(zip(heads, row, strict=False))
            for head in _HEADS[:3]:
                if not said.get(head):
                    at = Position(line=line, column=1)
                    raise InputError([text.problem(f"this row has no {head}", "fill it in, or remove the row", at=at)])
            yield line, {**dict.fromkeys(_HEADS, ""), **said}
    except csv.Error as error:
        at = Position(line=max(reader.line_num, 1), column=1)
        raise InputError([text.problem(f"this is not a table of CSV: {error}", "check the quotes", at=at)]) from error


def _heads(text: Text, row: list[str], line: int) -> list[str]:
    heads = [head.casefold() for head in row]
    lacking = [head for head in _HEADS if head not in heads]
    if lacking:
        help = f"its first row names the columns: {', '.join(_HEADS)}"
        at = Position(line=line, column=1)
        raise InputError([text.problem(f"the table has no column {', '.join(lacking)}", help, at=at)])
    return heads
