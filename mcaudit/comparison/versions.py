"""Compares two versions of one profile: what changed, and what that did to the score."""

from __future__ import annotations

from collections.abc import Iterator

from mcaudit.audit.stated import overlaps
from mcaudit.comparison.changes import since
from mcaudit.comparison.texts import differences
from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.model import Audit, Counts, EarlierAudit, EarlierFinding, Effect, Requirement, TextChange
from mcaudit.model.bearing import places_asked
from mcaudit.model.comparison import Versions
from mcaudit.version import __version__

_APART = ("/format", "/responses", "/statements/")
"""What no reader of a comparison needs to know, or finds beside the criteria."""


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
    was, now = _counts(before), _counts(after)
    return Effect(
        requirement=after.id,
        level=after.level,
        before=before.status,
        after=after.status,
        addressed=now.addressed - was.addressed,
        floor=now.floor - was.floor,
        ceiling=now.ceiling - was.ceiling,
        criteria=criteria,
    )


def _counts(requirement: Requirement) -> Counts:
    """Return what one requirement adds to the counts of an audit."""
    return Counts(waived=1) if requirement.waiver else Counts(**{requirement.status.value: 1})


def _elsewhere(old: Audit, new: Audit) -> Iterator[TextChange]:
    read = {place for places in places_asked(new.edition).values() for place in places}
    for change in differences("", old.profile.content, new.profile.content):
        if not change.pointer.startswith(_APART) and not any(overlaps(place, change.pointer) for place in read):
            yield change
