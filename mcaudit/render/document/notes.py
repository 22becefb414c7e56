"""What the reader must know before the findings: who described the micro-credential, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model import Audit
from mcaudit.terms.remarks import excerpts, is_reading
from mcaudit.terms.roles import organization


def notes_of(audit: Audit) -> Iterator[str]:
    """Yield, in sentences, what every document says beside its verdict."""
    yield _described_by(audit)
    if not audit.offers_learning:
        yield "This micro-credential offers no learning opportunities (2A). What depends on them is skipped."
    read = excerpt_titles(audit)
    if read:
        yield f"Only a part of these documents was read: {'; '.join(read)}."


def excerpt_titles(audit: Audit) -> tuple[str, ...]:
    """Return the titles of the documents of which only a part was read."""
    entries: Mapping[str, Any] = audit.profile.content.get("dossier") or {}
    return tuple(str(entries[name]["title"]) for name in excerpts(audit.profile))


def _described_by(audit: Audit) -> str:
    if is_reading(audit.profile):
        return "This is a reading of public pages; no provider submitted it."
    submitted = audit.profile.content["submitted_by"]
    name = organization(audit, str(submitted.get("organization") or ""))
    by = ", ".join(part for part in (str(submitted.get("name") or ""), name) if part)
    on = f" on {submitted['date']}" if submitted.get("date") else ""
    return f"Submitted by {by}{on}."
