"""Compares two versions of one profile: what changed, and what that did to the score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from mcaudit.audit.stated import overlaps
from mcaudit.comparison.changes import since
from mcaudit.comparison.texts import differences
from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.model import Audit, EarlierAudit, EarlierFinding, Effect, Requirement, Status, TextChange
from mcaudit.model.bearing import places_asked
from mcaudit.model.comparison import Versions
from mcaudit.version import __version__

_APART = ("/format", "/responses")
"""What no reader of a comparison needs to know."""


def versions(old: Audit, new: Audit) -> Versions:
    """Return what became of a profile from one audit to the other, both against the same edition."""
    found = since(new, _earlier(old))
    changed = {name for name, change in found.changes.items() if change.moved}
    return Versions(
        old=old,
        new=new,
        since=found,
        effects=tuple(
            effect
            for before, after in zip(old.requirements, new.requirements, strict=True)
            if (effect := _effect(before, after, changed)) is not None
        ),
        elsewhere=tuple(_elsewhere(old, new)),
    )


def _earlier(audit: Audit) -> EarlierAudit:
    """Return an audit as if it had been read from its JSON."""
    return EarlierAudit(
        path=audit.profile.path,
        format=AUDIT_FORMAT,
        tool=__version__,
        profile=audit.profile.id,
        sha256=audit.profile.sha256,
        date=audit.date,
        gate=audit.gate,
        verdict=audit.verdict,
        edition=audit.edition.sha256,
        policy=audit.policy.sha256 if audit.policy else "",
        reviewed=tuple(pin for _, pin in audit.reviewed),
        findings={
            finding.criterion: EarlierFinding(
                status=finding.status,
                basis=finding.basis,
                message=finding.message,
                needed=finding.needed,
                citations=finding.citations,
            )
            for finding in audit.findings
        },
        content=audit.profile.content,
    )


def _effect(before: Requirement, after: Requirement, changed: set[str]) -> Effect | None:
    criteria = tuple(name for name in after.members if name in changed)
    if before.status is after.status and not criteria:
        return None
    return Effect(
        requirement=after.id,
        level=after.level,
        before=before.status,
        after=after.status,
        addressed=_addressed(after) - _addressed(before),
        floor=_floor(after) - _floor(before),
        ceiling=_ceiling(after) - _ceiling(before),
        criteria=criteria,
    )


def _addressed(requirement: Requirement) -> int:
    return int(requirement.waiver is None and _counted(requirement.status)[0])


def _floor(requirement: Requirement) -> int:
    return int(requirement.waiver is None and requirement.status is Status.MET)


def _ceiling(requirement: Requirement) -> int:
    return int(requirement.waiver is None and _counted(requirement.status)[1])


def _counted(status: Status) -> tuple[bool, bool]:
    """Return whether a status counts as addressed, and whether it is met or may turn out met."""
    match status:
        case Status.MET | Status.AWAITING_REVIEW | Status.UNSUPPORTED:
            return True, True
        case Status.PARTLY_MET | Status.NOT_MET:
            return True, False
        case Status.NOT_STATED | Status.NOT_APPLICABLE:
            return False, False
        case other:
            assert_never(other)


def _elsewhere(old: Audit, new: Audit) -> Iterator[TextChange]:
    read = {place for places in places_asked(new.edition).values() for place in places}
    for change in differences("", old.profile.content, new.profile.content):
        shown_already = change.pointer.startswith("/statements/") or any(
            overlaps(place, change.pointer) for place in read
        )
        if not shown_already and not change.pointer.startswith(_APART):
            yield change
