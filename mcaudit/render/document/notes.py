"""What the reader must know before the findings: who described the micro-credential, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mcaudit.model import Audit


def notes_of(audit: Audit) -> Iterator[str]:
    """Yield, in sentences, what every document says beside its verdict."""
    yield _described_by(audit)
    if not audit.offers_learning:
        yield "This micro-credential offers no learning opportunities (2A), and so 2B to 2F do not apply."
    read = excerpts(audit)
    if read:
        yield f"Only a part of these documents was read: {'; '.join(read)}."


def excerpts(audit: Audit) -> tuple[str, ...]:
    """Return the titles of the documents of which only a part was read."""
    entries: Mapping[str, Any] = audit.profile.content.get("dossier") or {}
    return tuple(str(entry["title"]) for entry in entries.values() if is_excerpt(entry))


def is_excerpt(entry: Mapping[str, Any]) -> bool:
    """Return whether a document of the dossier is marked as an excerpt."""
    return entry.get("excerpt") in ("yes", True)


def _described_by(audit: Audit) -> str:
    submitted = audit.profile.content.get("submitted_by")
    if not isinstance(submitted, Mapping):
        return "This is a reading of public pages. The provider did not submit it."
    organizations = audit.profile.content.get("organizations") or {}
    short = str(submitted.get("organization") or "")
    name = str(organizations[short]["name"]) if short in organizations else short
    by = ", ".join(part for part in (str(submitted.get("name") or ""), name) if part)
    on = f" on {submitted['date']}" if submitted.get("date") else ""
    return f"Submitted by {by}{on}."
