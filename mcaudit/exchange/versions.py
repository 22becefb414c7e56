"""What changed from one version of a profile to the next, as a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.contracts import VERSIONS_FORMAT
from mcaudit.model import Audit, Change, Level, TextChange
from mcaudit.model.comparison import Versions
from mcaudit.version import __version__


def versions_record(versions: Versions) -> Mapping[str, Any]:
    """Return everything that a report on two versions says."""
    return {
        "format": VERSIONS_FORMAT,
        "mcaudit": __version__,
        "edition": {"id": versions.new.edition.id, "sha256": versions.new.edition.sha256},
        "old": _audit(versions.old),
        "new": _audit(versions.new),
        "doubts": list(versions.since.doubts),
        "effects": [
            {
                "requirement": effect.requirement,
                "level": effect.level,
                "before": effect.before,
                "after": effect.after,
                "addressed": effect.addressed,
                "floor": effect.floor,
                "ceiling": effect.ceiling,
                "criteria": [_change(versions, versions.since.changes[name]) for name in effect.criteria],
            }
            for effect in versions.effects
        ],
        "elsewhere": [_text(text) for text in versions.elsewhere],
    }


def _audit(audit: Audit) -> Mapping[str, Any]:
    levels = ((Level.REQUIRED, audit.score.required), (Level.DESIRED, audit.score.desired))
    return {
        "id": audit.profile.id,
        "path": audit.profile.path,
        "sha256": audit.profile.sha256,
        "policy": audit.policy.id if audit.policy else None,
        "date": audit.date,
        "verdicts": dict(audit.verdicts),
        "counts": {
            level: {"addressed": c.addressed, "floor": c.floor, "ceiling": c.ceiling, "total": c.total}
            for level, c in levels
        },
    }


def _change(versions: Versions, change: Change) -> Mapping[str, Any]:
    before = change.before
    return {
        "criterion": change.criterion,
        "progress": change.progress,
        "before": {"status": before.status, "basis": before.basis, "message": before.message},
        "now": _message(versions.new, change.criterion),
        "texts": [_text(text) for text in change.texts],
    }


def _message(audit: Audit, criterion: str) -> str:
    return next(finding.message for finding in audit.findings if finding.criterion == criterion)


def _text(text: TextChange) -> Mapping[str, Any]:
    return {"pointer": text.pointer, "before": text.before, "after": text.after}
