"""Keeps what was settled: checks each settlement, and adds it to the file of a profile's settlements."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mcaudit.app.records import change_record, keep_earlier
from mcaudit.app.reviews import review_context
from mcaudit.audit.subject import Case
from mcaudit.contracts import DECISIONS_FORMAT
from mcaudit.errors import InputError
from mcaudit.model import Decision, Edition, JsonObject, Opinion, Reviewer, Settlement, Way
from mcaudit.reading.decisions.read import read_review_and_data, review_in
from mcaudit.review.parties import one_person
from mcaudit.review.resolving import stands, why_not


def may_not_settle(case: Case, decision: Decision, settlers: Sequence[Reviewer]) -> str:
    """Return why these people may not settle what reviewers disagree about; empty if they may."""
    return why_not(review_context(case), settlers, [vote.reviewer for vote in decision.votes])


def way_of(settlers: Sequence[Reviewer], decision: Decision) -> Way:
    """Return how a disagreement is settled, by who does: among the reviewers, by one other person, or by several."""
    reviewers = [vote.reviewer for vote in decision.votes]
    if any(one_person(person, reviewer) for person in settlers for reviewer in reviewers):
        return Way.DISCUSSION
    return Way.THIRD_REVIEWER if len(settlers) == 1 else Way.PANEL


def between_of(decision: Decision) -> Mapping[str, str]:
    """Return the answers that a settlement is about, by reviewer."""
    return {vote.reviewer.id: str(vote.opinion.answer) for vote in decision.votes if vote.counts}


def as_data(person: Reviewer) -> JsonObject:
    """Return a person as a file of decisions names them."""
    return {"id": person.id, "name": person.name, "affiliation": person.affiliation}


def out_of_date(settlement: Settlement, opinions: Mapping[str, Sequence[Opinion]]) -> str:
    """Return why a settlement is not about the reviewers' answers as they stand; empty if it is.

    `opinions` are those of each reviewer, by short name.
    """
    for name, answer in settlement.between.items():
        mine = [each for each in opinions.get(name, ()) if each.criterion == settlement.criterion]
        if not mine:
            return f"`{name}` has no answer to it in the folder of decisions"
        if stands(mine).answer is not answer:
            return f"`{name}` now answers {stands(mine).answer}, and it settles {answer}"
    return ""


def record_settlements(
    edition: Edition,
    profile: str,
    output: Path,
    entries: Sequence[JsonObject],
    read: Sequence[Path],
    notify: Callable[[str], None],
    *,
    once: bool = False,
) -> int:
    """Add settlements to the file of a profile, and return how many were new; `read` is what it must not overwrite.

    With `once`, one that the file has already is not added again. Raise InputError if the file belongs to another
    profile or to a reviewer, or could not be read again.
    """
    new = 0

    def change() -> bytes | None:
        nonlocal new
        document = _document(edition, profile, output)
        before = document["settlements"]
        fresh = [each for each in entries if not once or each not in before]
        new = len(fresh)
        if not fresh:
            return None
        content = (json.dumps({**document, "settlements": [*before, *fresh]}, indent=2) + "\n").encode("utf-8")
        review_in(edition, output, content)  # what cannot be read back is not written
        if output.exists() and not _is_json(output):
            earlier = keep_earlier(output)
            notify(f"{output.as_posix()} is JSON from now on; {earlier.name} keeps it as it was, with any comments")
        return content

    change_record(output, change, lambda: read, notify=notify)
    return new


def _document(edition: Edition, profile: str, path: Path) -> JsonObject:
    """Return the file of settlements as it is, or an empty one; raise InputError if it is another's file."""
    if not path.exists():
        return {"format": DECISIONS_FORMAT, "edition": edition.id, "profile": profile, "settlements": []}
    review, data = read_review_and_data(edition, path)
    if review.reviewer is not None or review.profile != profile:
        message = f"it does not hold the settlements on `{profile}`"
        raise InputError.of(review.path, message, "write to a file of its own")
    found: dict[str, Any] = dict(data)
    return found


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True
