"""Whether a body of the state approved the micro-credential, or the program or course that it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.accept.candidate import Candidate
from mcaudit.accept.claims import Question, listed
from mcaudit.model import same_name
from mcaudit.model.acceptance import Condition, Holds
from mcaudit.model.purposes import ApprovalNeed
from mcaudit.settings.places import codes, is_about

APPROVALS = "about/approvals"
"""Where a profile says what was approved, and by whom."""
_CRITERION = "4A-5"
"""What asks whether a body of the state stands behind the micro-credential."""


def approval_condition(candidate: Candidate, need: ApprovalNeed, id: str) -> Condition:
    """Return whether a body that is asked for approved what the rule means; what the profile does not say is open."""
    bodies, what = listed(need.by), need.of.replace("_", "-")
    text = f"The {what} is approved by {bodies}."
    asked = Question(candidate=candidate, id=id, text=text, source=need.source, criterion=_CRITERION)
    entries = dict(_entries(candidate, need))
    in_force = [at for at, entry in entries.items() if codes(entry.get("standing")) == ("in_force",)]
    in_force.sort(key=lambda at: candidate.is_unplaced([at]))
    disputed = candidate.is_disputed([APPROVALS])
    if in_force and not disputed:
        return asked.claimed(f"The profile says that {bodies} approved it.", in_force[:1])
    if disputed:
        holds, reason = Holds.OPEN, "The profile's sources disagree about the approval."
    elif not entries:
        holds, reason = Holds.OPEN, f"The profile does not say whether {bodies} approved the {what}."
    elif all(codes(entry.get("standing")) in (("lapsed",), ("refused",)) for entry in entries.values()):
        holds, reason = Holds.NO, "The profile says that the approval has lapsed or was refused."
    else:
        holds, reason = Holds.OPEN, "The profile does not say that the approval is in force."
    return asked.answered(holds, reason, next(iter(entries), f"/{APPROVALS}"))


def _entries(candidate: Candidate, need: ApprovalNeed) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the approvals that are meant, with where they stand: those of this state, by a body that is asked for."""
    given = candidate.value(f"/{APPROVALS}")
    for index, entry in enumerate(given if isinstance(given, list) else ()):
        if not isinstance(entry, Mapping) or not is_about(entry, candidate.policy.state):
            continue
        by = codes(entry.get("by"))
        if codes(entry.get("of")) == (need.of,) and any(same_name(one, body) for one in by for body in need.by):
            yield f"/{APPROVALS}/{index}", entry
