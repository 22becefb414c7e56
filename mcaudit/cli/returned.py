"""Takes worksheets back: checks what they decide, and adds it to the reviewer's file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import yaml

from mcaudit.cli.emit import tell
from mcaudit.cli.exits import Exit
from mcaudit.cli.files import make_folder, write_whole
from mcaudit.cli.screen import show_problem
from mcaudit.errors import InputError, OutputError, Problem
from mcaudit.model import Edition, Review
from mcaudit.reading.decisions import read_review
from mcaudit.reading.worksheet_xlsx import read_worksheet_xlsx


def keep(edition: Edition, worksheet: Path, folder: Path, day: str) -> Exit:
    """Read one worksheet and add what is new in it to the file of its reviewer and profile; tell what became of it."""
    try:
        make_folder(folder)
        document, review = _read(edition, worksheet, folder, day)
        target = folder / f"{review.profile}--{review.reviewer.id if review.reviewer else 'settlements'}.json"
        before, added = _added(edition, target, document, review)
        text = json.dumps(before, indent=2) + "\n"
        write_whole(target, text.encode("utf-8"), lambda: [worksheet])
    except InputError as error:
        for problem in error.problems:
            tell(show_problem(problem))
        return Exit.MISTAKE
    except OutputError as error:
        tell(f"error: {error}")
        return Exit.MISTAKE
    told = f"{added} decisions are new" if added else "nothing in it is new"
    tell(f"note: {worksheet.as_posix()}: {told}; {target.as_posix()} has {len(before['decisions'])}")
    return Exit.PASS


def _read(edition: Edition, worksheet: Path, folder: Path, day: str) -> tuple[dict[str, Any], Review]:
    """Return what a worksheet decides, as data and as a review; raise InputError where it is not valid."""
    if worksheet.suffix.lower() != ".xlsx":
        review = read_review(edition, worksheet)
        if review.reviewer is None:
            raise InputError([Problem(path=worksheet.as_posix(), message="this is no worksheet but settlements")])
        text = worksheet.read_text(encoding="utf-8-sig")
        return json.loads(text) if worksheet.suffix.lower() == ".json" else _yaml(text), review
    document = dict(read_worksheet_xlsx(edition, worksheet, today=day))
    # It is held to the same rules as any other file of decisions.
    checked = folder / f".{os.getpid()}-{worksheet.stem}.json"
    try:
        checked.write_text(json.dumps(document), encoding="utf-8")
        return document, read_review(edition, checked)
    finally:
        checked.unlink(missing_ok=True)


def _yaml(text: str) -> dict[str, Any]:
    # Read strictly already; dates and hashes stay the text that they are.
    document: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but text
    return document


def _added(edition: Edition, target: Path, document: dict[str, Any], review: Review) -> tuple[dict[str, Any], int]:
    """Return a reviewer's file with the entries of a worksheet that it does not have, and how many those are."""
    if not target.exists():
        return document, len(document["decisions"])
    kept = read_review(edition, target)
    if kept.reviewer != review.reviewer:
        message = f"{target.as_posix()} is by another person of the same short name"
        raise InputError([Problem(path=review.path, message=message, help="give each reviewer an id of their own")])
    before: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    have = {json.dumps(entry, sort_keys=True) for entry in before["decisions"]}
    new = [entry for entry in document["decisions"] if json.dumps(entry, sort_keys=True) not in have]
    return {**before, "decisions": [*before["decisions"], *new]}, len(new)
