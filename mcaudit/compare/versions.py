"""Holds two versions of one profile against each other: what changed, and what that did to the score."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.compare.changes import differences, since
from mcaudit.model import (
    Audit,
    EarlierAudit,
    EarlierFinding,
    Effect,
    Requirement,
    Status,
    TextChange,
    Versions,
)

_OPEN = (Status.UNSUPPORTED, Status.AWAITING_REVIEW)
_APART = ("/format", "/responses")
"""What no reader of a comparison needs to be told of."""


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
    """Return an audit as what an earlier one is held against."""
    return EarlierAudit(
        path=audit.profile.path,
        profile=audit.profile.id,
        date=audit.date,
        gate=audit.gate,
        verdict=audit.verdict,
        edition=audit.edition.sha256,
        policy=audit.policy.sha256 if audit.policy else "",
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
        floor=_floor(after) - _floor(before),
        ceiling=_ceiling(after) - _ceiling(before),
        criteria=criteria,
    )


def _floor(requirement: Requirement) -> int:
    return int(requirement.waiver is None and requirement.status is Status.MET)


def _ceiling(requirement: Requirement) -> int:
    return int(requirement.waiver is None and requirement.status in (Status.MET, *_OPEN))


def _elsewhere(old: Audit, new: Audit) -> Iterator[TextChange]:
    read = [place for criterion in new.edition.criteria for place in criterion.reads]
    for change in differences("", old.profile.content, new.profile.content):
        told_already = any(change.pointer == place or change.pointer.startswith(f"{place}/") for place in read)
        if not told_already and not change.pointer.startswith(_APART):
            yield change
