"""Feedback as a record: `mcaudit schema feedback` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import FEEDBACK_FORMAT
from mcaudit.exchange.agreement import agreement_record, rounded
from mcaudit.exchange.records import picked
from mcaudit.model.feedback import AuditedProfile, CriterionFeedback, Feedback
from mcaudit.version import __version__


def feedback_record(feedback: Feedback) -> Mapping[str, Any]:
    """Return feedback as a record for the criteria's owners."""
    return {
        "format": FEEDBACK_FORMAT,
        "mcaudit": __version__,
        "edition": picked(feedback.edition, "id sha256"),
        "date": feedback.date,
        "under": feedback.under,
        "policies": [picked(p, "id title sha256") for p in feedback.policies],
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
        **picked(profile, "id title path sha256 fictional"),
        "policy": {"id": profile.policy, "sha256": profile.policy_sha256} if profile.policy else None,
        "decisions": list(profile.decisions),
    }


def _criterion(each: CriterionFeedback) -> Mapping[str, Any]:
    return {
        **picked(each.criterion, "id level decided_by text"),
        **picked(each, "profiles audited answers reviewed incomplete disputed settled"),
        "agreement": {
            "profiles": each.agreement.n,
            "share": rounded(each.agreement.share),
            "withheld": each.agreement.withheld,
        },
        "comments": [picked(r, "date profile reviewer? text") for r in each.remarks],
    }
