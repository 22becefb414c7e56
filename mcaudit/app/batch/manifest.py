"""What a run came to, for programs: mcaudit-batch/1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mcaudit.app.batch.parts import Job, Written
from mcaudit.contracts import BATCH_FORMAT, TABLE_FORMAT
from mcaudit.model import Policy

_COUNTED = ("rows", "findings", "profiles", "errors", "drafts")


def manifest_record(job: Job, sources: Sequence[str], done: Sequence[Written]) -> Mapping[str, Any]:
    """Return what was audited by what, how many rows each table has, and every part with its hashes.

    The same run of the same sources gives the same record: it names no time and no machine.
    """
    policies = [job.policy] if job.policy else list(job.own.values())
    return {
        "format": BATCH_FORMAT,
        "tables": TABLE_FORMAT,
        "run": job.run,
        "asked": job.asked,
        "mcaudit": job.version,
        "sources": list(sources),
        "date": job.date,
        "gate": job.gate,
        "edition_sha256": job.edition_sha256,
        "each_by_own_policy": bool(job.own),
        "policies": sorted((_policy(each) for each in policies), key=lambda each: each["id"]),
        "drafted_for": job.state,
        "local_documents": "not looked at",
        **{name: sum(getattr(part, name) for part in done) for name in _COUNTED},
        "parts": [part.record for part in done],
    }


def _policy(policy: Policy) -> Mapping[str, str]:
    return {"id": policy.id, "sha256": policy.sha256}
