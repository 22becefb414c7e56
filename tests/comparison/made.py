"""Micro-credentials made for tests of comparisons, audited as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mcaudit.audit.engine import audit
from mcaudit.comparison.comparison import comparison
from mcaudit.comparison.entries import entry_of
from mcaudit.model import Edition, Gate, Policy, PolicySource, SettingValue, SourcedPlace
from mcaudit.model.comparison import Comparison, Entry
from mcaudit.model.words import GroupBy
from tests.conftest import profile_of

DAY = "2026-01-01"
DOSSIER = {
    "page": {"title": "Profile page", "kind": "profile_page", "url": "https://example.org", "seen": "2026-01-01"}
}
CITED = {"document": "page", "section": "Worth"}


def entry(edition: Edition, name: str, content: Mapping[str, Any] | None = None, policy: Policy | None = None) -> Entry:
    """Return one micro-credential, its file named after it."""
    whole = {"id": name, "title": name.replace("-", " ").title(), **(content or {})}
    profile = replace(profile_of(whole), path=f"{name}.yaml")
    return entry_of(audit(edition, profile, date=DAY, gate=Gate.ENDORSEMENT, policy=policy))


def compared(
    edition: Edition,
    entries: Sequence[Entry],
    policies: Mapping[str, Policy] | None = None,
    by: GroupBy = GroupBy.STATE,
) -> Comparison:
    """Return the comparison of entries."""
    return comparison(
        edition, entries, date=DAY, gate=Gate.ENDORSEMENT, by=by, under="As the test says.", policies=policies or {}
    )


def worth(*currencies: Mapping[str, Any], hours: float | None = None, **more: Any) -> dict[str, Any]:
    """Return what a profile says of hours and currency; each currency is awarded in Ohio unless it says otherwise."""
    listed = [
        {"kind": "pd_hours", "unit": "pd_hours", "state": "OH", "standing": "awarded", **each} for each in currencies
    ]
    content: dict[str, Any] = {"dossier": DOSSIER, "recognizers": {"formal_currency": {"currencies": listed}}, **more}
    if hours is not None:
        content["deliverers"] = {"estimated_time": {"typical_hours": hours, "citations": [CITED]}}
    return content


def issued_by(name: str) -> dict[str, Any]:
    """Return what a profile says of who issues it."""
    return {"organizations": {"issuer": {"name": name}}, "issuers": {"issuer": {"organizations": ["issuer"]}}}


def policy(*rates: Mapping[str, Any], state: str = "OH", **settings: Any) -> Policy:
    """Return a state's policy with rates."""
    place = SourcedPlace(document="rules", place="Rates")
    values = {"currency_rates": list(rates), **settings}
    return Policy(
        id=f"of-{state.lower()}",
        title=f"Of {state}",
        state=state,
        path="policy.yaml",
        sha256="1" * 64,
        sources=(PolicySource(id="rules", title="The rules", url="https://example.org", seen="2026-01-01"),),
        settings={name: (SettingValue(value=value, source=place),) for name, value in values.items() if value},
    )
