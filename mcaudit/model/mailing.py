"""What letters and to-do lists are made of."""

from __future__ import annotations

from dataclasses import dataclass

from mcaudit.model.agency import Agency
from mcaudit.model.audit import Audit
from mcaudit.model.words import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """An audit, the agency that writes about it, and who signs; the last two may be missing."""

    audit: Audit
    agency: Agency | None = None
    signed_by: str = ""

    @property
    def is_final(self) -> bool:
        """Whether a letter may state a decision: somebody signs, or enough reviewers have decided everything."""
        audit = self.audit
        waits = any(each.gates and each.actor is Actor.REVIEWERS for each in audit.requirements)
        return bool(self.signed_by) or (any(not each.only_checks for each in audit.decisions.values()) and not waits)
