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
from mcaudit.review.pins import pins_of
from mcaudit.review.resolving import stands, why_not


def terms_of(case: Case, decision: Decision, settlers: Sequence[Reviewer], way: Way | None) -> JsonObject:
    """Return who settles a disagreement, how, and on what, as a file of decisions says it.

    Without a `way`, who settles it says how. Raise ValueError if these people may not settle it.
    """
    reviewers = [vote.reviewer for vote in decision.votes]
    if why := why_not(review_context(case), settlers, reviewers):
        raise ValueError(f"{why}; name somebody else, or both")
    return {
        "by": [{"id": each.id, "name": each.name, "affiliation": each.affiliation} for each in settlers],
        "way": str(way or _way_of(settlers, reviewers)),
        "between": {vote.reviewer.id: str(vote.opinion.answer) for vote in decision.votes if vote.counts},
        "pins": pins_of(case)[decision.criterion].as_data(),
    }


def _way_of(settlers: Sequence[Reviewer], reviewers: Sequence[Reviewer]) -> Way:
    """Return how a disagreement is settled: among the reviewers, by one other person, or by several."""
    if any(one_person(person, reviewer) for person in settlers for reviewer in reviewers):
        return Way.DISCUSSION
    return Way.THIRD_REVIEWER if len(settlers) == 1 else Way.PANEL


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
