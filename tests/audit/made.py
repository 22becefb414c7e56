"""Small profiles for tests of audits: partial answers, cited as a whole, and what one criterion comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcaudit.audit.engine import audit
from mcaudit.facts.document import facts_of
from mcaudit.model import Basis, Edition, Finding, JsonObject, Profile, Status
from tests.conftest import profile_of

DAY = "2026-11-01"
PAGE = {"document": "page", "section": "Overview"}
DOSSIER = {"page": {"title": "Profile page", "kind": "profile_page", "url": "https://example.org/circles"}}


def cited(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer with a citation of all of it."""
    return {**answer, "citations": [PAGE]}


def made(**parts: Any) -> Profile:
    """Return a profile with a dossier of one page; `parts` are its top-level keys."""
    return profile_of({"dossier": DOSSIER, **parts})


def answering(edition: Edition, sub: str, answer: Mapping[str, Any], **parts: Any) -> Profile:
    """Return a profile that answers one subcomponent as given, such as 1F."""
    found = next(each for each in edition.subcomponents if each.id == sub)
    component = {**parts.pop(found.component, {}), found.key: dict(answer)}
    return made(**{found.component: component}, **parts)


def finding(edition: Edition, profile: Profile, criterion: str, **other: Any) -> Finding:
    """Return what an audit says of one criterion of a profile."""
    result = audit(edition, profile, date=other.pop("date", DAY), **other)
    return next(each for each in result.findings if each.criterion == criterion)


def status(edition: Edition, profile: Profile, criterion: str, **other: Any) -> tuple[Status, Basis]:
    """Return the status and the basis of one criterion."""
    found = finding(edition, profile, criterion, **other)
    return found.status, found.basis


def derived(edition: Edition, content: Mapping[str, Any], name: str, date: str = DAY) -> Any:
    """Return one derived fact of a partial profile."""
    facts: JsonObject = facts_of(edition, {"state": "OH", **content}, date)
    return facts["derived"][name]
