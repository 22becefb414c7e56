"""Reads what a filled worksheet was made of: for whom, on what, and the pins of its decisions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from mcaudit.contracts import SETTLING_FORMAT, WORKSHEET_FORMAT
from mcaudit.errors import InputError
from mcaudit.model import Edition, JsonObject
from mcaudit.reading.text import shortened
from mcaudit.reading.workbook import Row

PINS = "Pins"
"""The sheet that says it."""
AGAIN = "have a new worksheet made, and copy the answers over"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pinned:
    """What the worksheet was made of, as its sheet Pins says."""

    profile: str
    edition: str
    reviewer: Mapping[str, str]
    documents: Mapping[str, str]
    criteria: Mapping[str, Mapping[str, Any]]
    hides_suggestions: bool
    """Whether it hides what the facts suggest; earlier worksheets showed it."""
    state: str = ""
    """The state that reviews; earlier worksheets did not say."""

    def document(self, said: str) -> str:
        """Return the short name of a document that is cited by its short name, or by its number in reports (D2)."""
        numbered = {f"d{number}": name for number, name in enumerate(self.documents, 1)}
        return said if said in self.documents else numbered.get(said.casefold(), said)


def pinned_in(edition: Edition, path: Path, rows: Sequence[Row] | None) -> Pinned:
    """Return what the sheet Pins says; raise InputError if it is lost, was changed, or is of another edition."""
    if rows is None:
        message = f"this workbook has no sheet {PINS}: it is not a worksheet, or has lost that sheet"
        raise InputError.of(path, message, AGAIN)
    try:
        said = said_in(rows)
        form = said.get("format")
        if form != WORKSHEET_FORMAT and isinstance(form, str):
            message = f"this worksheet has the format “{shortened(form)}”; expected {WORKSHEET_FORMAT}"
            raise InputError.of(path, message, AGAIN)
        pinned = _checked(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"the sheet {PINS}, which says what the decisions are made on, was changed"
        raise InputError.of(path, message, AGAIN) from error
    if pinned.edition != edition.id:
        message = f"this worksheet is of `{shortened(pinned.edition)}`, and the edition is `{edition.id}`"
        help = "decisions on another edition do not count here; answer the criteria of this one"
        raise InputError.of(path, message, help)
    return pinned


def said_in(rows: Sequence[Row]) -> Mapping[str, Any]:
    """Return what the sheet says, compared with its checksum; raise ValueError or KeyError if it was changed."""
    lines = [(row[0].text, row[1].text) for row in rows[1:] if row[0].text]
    said = {key: json.loads(value) for key, value in lines}
    if said.get("format") in (WORKSHEET_FORMAT, SETTLING_FORMAT):
        written = "\n".join(f"{key} {value}" for key, value in lines if key != "checksum")
        if len(said) < len(lines) or said["checksum"] != sha256(written.encode()).hexdigest():
            raise ValueError
    return said


def _checked(said: Mapping[str, Any]) -> Pinned:
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
    state = said.get("state", "")
    if not isinstance(state, str):
        raise TypeError
    return Pinned(profile, edition, reviewer, documents, criteria, said.get("suggestions") == "hidden", state)


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
