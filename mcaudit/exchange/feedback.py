"""Feedback as a record: `mcaudit schema feedback` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import FEEDBACK_FORMAT
from mcaudit.exchange.agreement import agreement_record, rounded
from mcaudit.model.feedback import AuditedProfile, CriterionFeedback, Feedback
from mcaudit.version import __version__


def feedback_record(feedback: Feedback) -> Mapping[str, Any]:
    """Return feedback as a record for the criteria's owners."""
    return {
        "format": FEEDBACK_FORMAT,
        "mcaudit": __version__,
        "edition": {"id": feedback.edition.id, "sha256": feedback.edition.sha256},
        "date": feedback.date,
        "under": feedback.under,
        "policies": [{"id": p.id, "title": p.title, "sha256": p.sha256} for p in feedback.policies],
        "named": feedback.named,
        "reviewers": feedback.reviewers,
        "profiles": [_profile(profile) for profile in feedback.profiles],
        "disputed_most": [each.criterion.id for each in feedback.disputed_most],
        "unclear_most": [each.criterion.id for each in feedback.unclear_most],
        "never_met": [each.criterion.id for each in feedback.never_met],
        **agreement_record(feedback.agreement),
        "criteria": [_criterion(each) for each in feedback.criteria],
        "notices": list(feedback.notices),
    }


def _profile(profile: AuditedProfile) -> Mapping[str, Any]:
    return {
        "id": profile.id,
        "title": profile.title,
        "path": profile.path,
        "sha256": profile.sha256,
        "fictional": profile.fictional,
        "policy": {"id": profile.policy, "sha256": profile.policy_sha256} if profile.policy else None,
        "decisions": list(profile.decisions),
    }


def _criterion(each: CriterionFeedback) -> Mapping[str, Any]:
    return {
        "id": each.criterion.id,
        "level": each.criterion.level,
        "decided_by": each.criterion.decided_by,
        "text": each.criterion.text,
        "profiles": each.profiles,
        "audited": dict(each.audited),
        "answers": dict(each.answers),
        "reviewed": each.reviewed,
        "incomplete": each.incomplete,
        "disputed": each.disputed,
        "settled": each.settled,
        "agreement": {
            "profiles": each.agreement.n,
            "share": rounded(each.agreement.share),
            "withheld": each.agreement.withheld,
        },
        "comments": [
            {"date": r.date, "profile": r.profile, "reviewer": r.reviewer or None, "text": r.text} for r in each.remarks
        ],
    }
