"""What an import took, left over, and dropped, as a record for programs: `mcaudit schema import` prints its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from mcaudit.app.importing import Imported
from mcaudit.contracts import IMPORT_FORMAT
from mcaudit.errors import Problem
from mcaudit.exchange.records import picked
from mcaudit.version import __version__

_RANGE = re.compile(r"(\d)([A-Z])(?: to \1([A-Z]))?")


def import_record(
    state: str, written: Sequence[tuple[Imported, str]], problems: Sequence[Problem]
) -> Mapping[str, Any]:
    """Return the record of an import: each draft with where it was written, and what could not be read.

    A draft that could not be written has no place. No value of the files is in it but those that are left over.
    """
    return {
        "format": IMPORT_FORMAT,
        "mcaudit": __version__,
        "state": state,
        "drafts": [_draft(made, place) for made, place in written],
        "problems": [picked(problem, "path line column message help") for problem in problems],
    }


def _draft(made: Imported, place: str) -> Mapping[str, Any]:
    draft = made.draft
    return {
        "id": made.id,
        "draft": place or None,
        "source": made.source.name,
        "sha256": sha256(made.source.raw).hexdigest(),
        "kept_as": made.copy,
        "kind": draft.kind,
        "taken": list(dict.fromkeys(draft.taken)),
        "left": [
            {"place": each.place, "text": each.text, "may_answer": list(_subcomponents(each.may_answer))}
            for each in draft.left
        ],
        "dropped": list(dict.fromkeys(draft.dropped)),
        "notes": list(dict.fromkeys(draft.notes)),
    }


def _subcomponents(text: str) -> Iterator[str]:
    """Yield the subcomponents that a text such as `1E, 2A to 2F` names."""
    for number, first, last in _RANGE.findall(text):
        yield from (f"{number}{chr(letter)}" for letter in range(ord(first), ord(last or first) + 1))
