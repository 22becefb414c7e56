"""What changed from one version of a profile to the next, as a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import VERSIONS_FORMAT
from mcaudit.exchange.records import picked
from mcaudit.model import Audit, Change, Level
from mcaudit.model.comparison import Versions
from mcaudit.version import __version__


def versions_record(versions: Versions) -> Mapping[str, Any]:
    """Return everything that a report on two versions says."""
    return {
        "format": VERSIONS_FORMAT,
        "mcaudit": __version__,
        "edition": picked(versions.new.edition, "id sha256"),
        "old": _audit(versions.old),
        "new": _audit(versions.new),
        "doubts": list(versions.since.doubts),
        "effects": [
            {
                **picked(effect, "requirement level before after addressed floor ceiling"),
                "criteria": [_change(versions, versions.since.changes[name]) for name in effect.criteria],
            }
            for effect in versions.effects
        ],
        "elsewhere": [picked(text, "pointer before after") for text in versions.elsewhere],
    }


def _audit(audit: Audit) -> Mapping[str, Any]:
    levels = ((Level.REQUIRED, audit.score.required), (Level.DESIRED, audit.score.desired))
    return {
        **picked(audit.profile, "id path sha256"),
        "policy": audit.policy.id if audit.policy else None,
        "date": audit.date,
        "verdicts": dict(audit.verdicts),
        "counts": {level: picked(c, "addressed floor ceiling total") for level, c in levels},
    }


def _change(versions: Versions, change: Change) -> Mapping[str, Any]:
    before = change.before
    return {
        "criterion": change.criterion,
        "progress": change.progress,
        "before": picked(before, "status basis message"),
        "now": next(finding.message for finding in versions.new.findings if finding.criterion == change.criterion),
        "texts": [picked(text, "pointer before after") for text in change.texts],
    }
