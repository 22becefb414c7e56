"""What became of an earlier audit's findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from mcaudit.comparison.texts import texts_of
from mcaudit.contracts import AUDIT_FORMAT
from mcaudit.model import (
    Audit,
    Basis,
    Change,
    Criterion,
    EarlierAudit,
    EarlierFinding,
    Finding,
    Progress,
    Since,
    Status,
    Subcomponent,
)
from mcaudit.model.bearing import places_asked
from mcaudit.model.places import value_at
from mcaudit.version import __version__

_BY_REVIEWERS = {
    Basis.CONSENSUS, Basis.ADJUDICATION, Basis.TOO_FEW, Basis.NO_AGREEMENT, Basis.CANNOT_TELL, Basis.STALE,
    Basis.CONTRADICTS_FACTS,
}  # fmt: skip
"""The bases that rest on what reviewers decided."""


def since(audit: Audit, earlier: EarlierAudit) -> Since:
    """Return what became of an earlier audit's findings in one of the same profile."""
    findings = {finding.criterion: finding for finding in audit.findings}
    apart = _differences(audit, earlier)
    found = (
        _change(audit, sub, criterion, findings[criterion.id], earlier, apart)
        for sub in audit.edition.subcomponents
        for criterion in sub.criteria
    )
    return Since(
        earlier=earlier,
        changes={change.criterion: change for change in found if change is not None},
        doubts=tuple(_doubts(audit, earlier, apart)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Differences:
    """What differs between two audits of one profile, apart from what they found."""

    edition: bool
    tool: bool
    policy: bool
    decisions: bool
    profile: bool

    @property
    def ours(self) -> bool:
        """Whether the criteria or mcaudit changed, which no provider and no reviewer did."""
        return self.edition or self.tool


def _differences(audit: Audit, earlier: EarlierAudit) -> _Differences:
    profile = audit.profile
    same_profile = profile.sha256 == earlier.sha256 if earlier.content is None else profile.content == earlier.content
    return _Differences(
        edition=earlier.edition != audit.edition.sha256,
        tool=(earlier.format, earlier.tool) != (AUDIT_FORMAT, __version__),
        policy=earlier.policy != (audit.policy.sha256 if audit.policy else ""),
        decisions=sorted(earlier.reviewed) != sorted(pin for _, pin in audit.reviewed),
        profile=not same_profile,
    )


def _doubts(audit: Audit, earlier: EarlierAudit, apart: _Differences) -> Iterator[str]:
    if apart.edition:
        yield "the earlier audit used other criteria, so a status may differ although the profile does not"
    if apart.tool:
        made_by = f"mcaudit {earlier.tool}" if earlier.tool else "another version of mcaudit"
        yield f"the earlier audit was made by {made_by} ({earlier.format}), so a status may differ for that reason"
    if apart.ours and not (apart.profile or apart.policy or apart.decisions):
        yield (
            "the profile, the policy, and the decisions are the same, so every status that differs is marked as "
            "re-evaluated"
        )
    if apart.ours and apart.profile:
        yield (
            "the profile changed as well; where text that bears on a criterion changed, its status may differ for "
            "either reason"
        )
    if apart.policy:
        yield "the earlier audit used another policy, so a status may differ although the profile does not"
    if apart.decisions:
        yield "the earlier audit used other decisions, so a status may differ although the profile does not"
    if earlier.date > audit.date:
        yield f"the earlier audit is dated {earlier.date}, which is after this one"
    if missing := [c.id for c in audit.edition.criteria if c.id not in earlier.findings]:
        yield f"the earlier audit has no finding for {len(missing)} criteria, so nothing is said about them"
    if earlier.content is None:
        yield "the earlier audit does not hold the profile as it was, so changed text cannot be shown"


def _change(
    audit: Audit, sub: Subcomponent, criterion: Criterion, now: Finding, earlier: EarlierAudit, apart: _Differences
) -> Change | None:
    before = earlier.findings.get(criterion.id)
    if before is None:
        return None
    texts = tuple(dict.fromkeys(texts_of(audit, sub, criterion, earlier)))
    changed = bool(texts) or _changed_around(audit, criterion, earlier)
    re_evaluated = apart.ours and not _touched(before, now, apart, changed=changed)
    progress = _progress(before, now, changed=bool(texts), re_evaluated=re_evaluated)
    if progress is None:
        return None
    same = before.status is now.status
    if not apart.ours:  # another version words its reasons in another way
        same = same and (before.basis, before.message) == (now.basis, now.message)
    return Change(criterion=criterion.id, progress=progress, before=before, texts=texts, moved=bool(texts) or not same)


def _touched(before: EarlierFinding, now: Finding, apart: _Differences, *, changed: bool) -> bool:
    """Return whether anything but the criteria and mcaudit may have changed what an audit says about a criterion."""
    decisions = apart.decisions and ({before.basis, now.basis} & _BY_REVIEWERS)
    return (apart.profile and changed) or apart.policy or bool(decisions)


def _changed_around(audit: Audit, criterion: Criterion, earlier: EarlierAudit) -> bool:
    """Return whether documents, conflicts, or claims of not applying changed that may concern a criterion."""
    before, after = earlier.content, audit.profile.content
    if before is None:
        return True
    answers = dict.fromkeys("/" + "/".join(place.split("/")[:2]) for place in places_asked(audit.edition)[criterion.id])
    around = ("/dossier", *(f"{answer}/{key}" for answer in answers for key in ("conflicts", "not_applicable")))
    return any(value_at(before, pointer) != value_at(after, pointer) for pointer in around)


def _falls_short(status: Status) -> bool:
    """Return whether somebody must act before a criterion with this status can be met, reviewers apart."""
    match status:
        case Status.NOT_STATED | Status.NOT_MET | Status.PARTLY_MET | Status.UNSUPPORTED:
            return True
        case Status.MET | Status.AWAITING_REVIEW | Status.NOT_APPLICABLE:
            return False
        case other:
            assert_never(other)


def _progress(before: EarlierFinding, now: Finding, *, changed: bool, re_evaluated: bool) -> Progress | None:
    was = before.needed and _falls_short(before.status)
    falls_short = now.needed and _falls_short(now.status)
    if re_evaluated and before.status is not now.status:
        return Progress.RE_EVALUATED
    match was, falls_short:
        case False, True:
            return Progress.RE_EVALUATED if re_evaluated else Progress.NEW
        case True, True:
            return Progress.OPEN
        case True, False:
            if re_evaluated:
                return Progress.RE_EVALUATED
            asked = now.needed and now.status is not Status.NOT_APPLICABLE
            return Progress.FIXED if asked else Progress.DROPPED
        case _:
            return Progress.CHANGED if changed or before.status is not now.status else None
